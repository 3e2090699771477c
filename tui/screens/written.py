"""What whoever looks wrote, part by part: who reads it, and taking it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import QUIET, badge, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.modals.share import SharePreview
from tui.screens.in_full import InFullScreen
from tui.screens.short_list import ShortListScreen
from tui.widgets.rows import Row, Rows, heading_row, text_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain.written import WrittenPart


_MORE = 6
"""Rows of the selected part below its first."""


def _one_lit(screen: object) -> bool:
    return isinstance(screen, WrittenScreen) and screen.part is not None


class WrittenScreen(InFullScreen, ShortListScreen):
    """Paragraphs of notes and answers of reflections. Sharing one is looked at first."""

    PLACE = "written"
    TITLE_WORDS = "What you wrote, and who reads it"
    LIST = "written"
    ON_ENTER = "read"
    BADGE = "(only you)"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("written.read", "enter", "read", "Read all of it.", _one_lit),
        Action("written.reader", "v", "who reads", "Share this part, or take it back.", _one_lit),
        Action("written.erase", "d", "erase", "Erase the whole note or reflection.", _one_lit),
    )
    more_keys: ClassVar = ("app.what-is-kept", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._parts: dict[str, WrittenPart] = {}

    def on_screen_resume(self) -> None:
        self.start(self._load, "written")

    async def _load(self) -> None:
        parts = await self.here.assistant.written()
        self._parts = {part.id: part for part in parts}
        self.query_one(Rows).show([*_rows(parts)])
        self.refresh_keys()

    @property
    def part(self) -> WrittenPart | None:
        """The selected one."""
        return self._parts.get(self.lit)

    async def in_full(self) -> None:
        from assistant.domain.written import heading_of

        if (part := self.part) is None:
            self.beside.say("")
            return
        room = self.beside.room
        page = [*wrapped(part.question, room, style=QUIET), *wrapped(part.text, room)]
        self.beside.show_lines(heading_of(part), [*page, Content(""), badge(part.visibility.value)])

    def action_read(self) -> None:
        from assistant.domain.written import heading_of

        if (part := self.part) is not None:
            page = [*wrapped(part.question, PAGE_WIDTH, style=QUIET)] if part.question else []
            page += [*wrapped(part.text, PAGE_WIDTH), Content(""), badge(part.visibility.value)]
            self.app.push_screen(PaperModal(heading_of(part), stacked(page)))

    def action_reader(self) -> None:
        if self.part is not None:
            self.start(partial(self._change_reader, self.part), "modal")

    async def _change_reader(self, part: WrittenPart) -> None:
        if part.visibility is not Visibility.PRIVATE:
            await self.here.assistant.change_readers({part.id: Visibility.PRIVATE})
            await self._load()
            self.say(
                f"Only yours from now on. {part.partner}'s drafts lost their quotes of it; it may "
                "have been read before. v shares it again."
            )
            return
        preview = SharePreview(
            f"What {part.partner} will read",
            stacked(wrapped(part.text, PAGE_WIDTH)),
            "The coordinator sees none of it. You can take it back; it may be read by then.",
            "share it",
            "keep it to myself",
        )
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.change_readers({part.id: Visibility.PAIR})
            await self._load()
            self.say(f"{part.partner} can read it now. v takes it back.")

    def action_erase(self) -> None:
        if self.part is not None:
            self.start(partial(self._erase, self.part), "modal")

    async def _erase(self, part: WrittenPart) -> None:
        whole = [one for one in self._parts.values() if one.record == part.record]
        page = [line for one in whole for line in (*wrapped(one.text, PAGE_WIDTH), Content(""))]
        preview = SharePreview(
            f"Erase this {part.kind}, all of it?",
            stacked(page[:-1]),
            "It goes from the store, from search, and from what quotes it. It cannot be brought "
            "back.",
            "erase it",
            "keep it",
        )
        if await self.app.push_screen_wait(preview):
            core = self.here.assistant
            remove = core.remove_note if part.kind == "note" else core.remove_reflection
            await remove(part.record)
            await self._load()
            self.say("Erased, also from search and from what quoted it.")


def _rows(parts: Sequence[WrittenPart]) -> Iterator[Row]:
    from assistant.domain.written import heading_of

    if not parts:
        yield text_row()
        yield text_row("  Nothing yet. N brings in notes of a session, E looks back at one.")
    record = ""
    for part in parts:
        if part.record != record:
            yield text_row()
            yield heading_row(heading_of(part))
            record = part.record
        yield Row(part.id, partial(_drawn, part))


def _drawn(part: WrittenPart, width: int, lit: bool) -> Content:
    who = badge(part.visibility.value)
    if not lit:
        return marked(row(Content(one_line(part.text)), who, width - 4), lit, width)
    first, *more = wrapped(part.text, width - 4 - who.cell_length - 2)
    lines = [row(first, who, width - 4), *more[:_MORE]]
    if part.question:
        lines += wrapped(part.question, width - 4, style=QUIET)
    if len(more) > _MORE:
        lines.append(Content.styled("Enter reads on.", QUIET))
    return marked(stacked(lines), lit, width)
