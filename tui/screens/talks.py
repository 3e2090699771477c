"""One's own talks: looked through, found by words, named, pinned, put away, gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from assistant.domain.amounts import counted
from assistant.domain.talks import passage_with
from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, QUIET, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.name_talk import NameTalkModal
from tui.screens.beside import BesideScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.kept import KeptInput
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.drafts import Conversation


def _has_talk(screen: TalksScreen) -> bool:
    return screen.talk is not None


class TalksScreen(TakingAlong, BesideScreen):
    """Enter goes on with the selected talk; the pane shows it."""

    PLACE = "talks"
    TITLE_WORDS = "Your talks"
    FIRST_PAGE = "talk"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "talks.open", "enter", "go on", "Go on with this talk.", _has_talk, in_palette=False
        ),
        Action("talks.new", "i", "new", "Begin another talk about this pairing."),
        Action("talks.rename", "e", "rename", "Give this talk another name.", _has_talk),
        Action("talks.pin", "p", "pin", "Keep it at the top, or no longer.", _has_talk),
        Action("talks.archive", "a", "put away", "Put it away, or back.", _has_talk),
        Action("talks.archived", "u", "put away", "Show those put away.", in_line=False),
        Action("talks.find", "slash", "find", "Find words in your talks."),
        Action("talks.export", "x", "save", "Save or copy this talk.", _has_talk, in_line=False),
        Action("talks.undo", "z", "undo", "Take the last change of the list back.", in_line=False),
    )
    more_keys: ClassVar = ("app.side-pane", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._talks: dict[str, Conversation] = {}
        self._partners: dict[str, str] = {}
        self._words = ""
        self._archived = False
        self._last: tuple[str, str] | None = None
        """What ``z`` takes back: "pin" or "archive", and the talk."""

    def compose_body(self) -> ComposeResult:
        yield KeptInput(id="query", placeholder="/  words to find in your talks, then Enter")
        yield Rows(id="talks")

    def on_mount(self) -> None:
        self.query_one("#talks", Rows).focus()
        self.start(self._load, "talks")
        self.start(partial(self.show_audience, Visibility.PRIVATE), "audience")

    def exportable(self) -> Sequence[Exportable]:
        return [("this talk", "talk", self.talk.id)] if self.talk is not None else []

    def where(self) -> str:
        return "Your talks"

    async def _load(self, select: str = "") -> None:
        assistant = self.here.assistant
        if not self._partners:
            self._partners = {one.id: one.partner for one in await assistant.pairings()}
        found = await assistant.talks(self._words, archived=self._archived)
        self._talks = {talk.id: talk for talk in found}
        head = counted(len(found), "talk")
        if self._words:
            head = f"{head} with these words. Empty words show all again."
        elif self._archived:
            head = f"{head} put away. u shows the others."
        if not found and not self._words:
            head = "No talk yet. t asks a question, from anywhere." if not self._archived else head
        rows = [Row("", partial(_said, head)), text_row()]
        rows += [Row(talk.id, self._drawn(talk)) for talk in found]
        self.query_one("#talks", Rows).show(rows, select=select)
        if not self.replying:
            self._show_lit()
        self.refresh_keys()

    def _drawn(self, talk: Conversation) -> Draw:
        partner = self._partners.get(talk.pairing or "", "")
        facts = [f"with {partner.split()[0]}" if partner else "", f"{talk.updated_at:%d %b %Y}"]
        facts += ["pinned" if talk.pinned else "", "put away" if talk.archived else ""]
        right = ", ".join(fact for fact in facts if fact)

        def draw(width: int, lit: bool) -> Content:
            name = Content.styled(one_line(talk.title), BOLD if lit else "")
            lines = [row(name, Content.styled(right, QUIET), width - 4)]
            asked = counted(sum(turn.speaker == "you" for turn in talk.turns), "question")
            below = passage_with(talk, self._words) if self._words else asked if lit else ""
            lines += wrapped(below, width - 4, indent=2, style=QUIET)
            return marked(stacked(lines), lit, width)

        return draw

    @property
    def talk(self) -> Conversation | None:
        """The selected one."""
        return self._talks.get(self.query_one("#talks", Rows).lit) if self.is_mounted else None

    def _show_lit(self) -> None:
        if self.talk is not None:
            self.pane.talk.show(self.talk)

    async def talk_changed(self) -> None:
        latest = await self.here.assistant.conversation(self.here.pairing_id)
        await self._load(select=latest.id if latest else "")

    async def restore_talk(self) -> None:
        """The pane shows the selected talk, not the newest one."""

    def selection_moved(self) -> None:
        if not self.replying:
            self._show_lit()
        self.refresh_keys()

    # --- going on ----------------------------------------------------------------------------

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        if self.talk is not None:
            self.start(partial(self._go_on, self.talk), "talks")

    async def _go_on(self, talk: Conversation) -> None:
        assistant = self.here.assistant
        pairing = await assistant.pairing(talk.pairing) if talk.pairing else None
        self.here = self.here.at(pairing)
        taken = await assistant.take_up_talk(talk.id)
        self._archived = False
        await self._load(select=taken.id)
        self.show_page("talk")
        self.action_ask()

    def action_new(self) -> None:
        self.start(self._begin, "talks")

    async def _begin(self) -> None:
        await self.here.assistant.begin_talk(self.here.pairing_id)
        self.pane.talk.show(None)
        self.show_page("talk")
        self.action_ask()

    # --- the list ----------------------------------------------------------------------------

    def action_rename(self) -> None:
        if self.talk is not None:
            self.start(partial(self._rename, self.talk), "modal")

    async def _rename(self, talk: Conversation) -> None:
        kept = await self.kept_field(f"name-{talk.id}")
        name = await self.app.push_screen_wait(NameTalkModal(talk.title, **kept))
        if name is not None:
            await self.here.assistant.name_talk(talk.id, name)
            await self._load(select=talk.id)

    def action_pin(self) -> None:
        if self.talk is not None:
            self.start(partial(self._turn, "pin", self.talk.id), "talks")

    def action_archive(self) -> None:
        if self.talk is not None:
            self.start(partial(self._turn, "archive", self.talk.id), "talks")

    def action_undo(self) -> None:
        if self._last is None:
            self.say("Nothing to undo here.")
        else:
            self.start(partial(self._turn, *self._last), "talks")

    async def _turn(self, what: str, talk: str) -> None:
        """Pin or put away, or the opposite of what it is."""
        assistant = self.here.assistant
        found = next((t for t in (await self._every()) if t.id == talk), None)
        if found is None:
            return
        if what == "pin":
            await assistant.pin_talk(talk, pinned=not found.pinned)
            words = "No longer pinned." if found.pinned else "Pinned: it stays at the top."
        else:
            await assistant.archive_talk(talk, archived=not found.archived)
            words = "It is back." if found.archived else "Put away. z brings it back, u shows all."
        self._last = (what, talk)
        await self._load(select=talk)
        self.say(words)

    async def _every(self) -> list[Conversation]:
        assistant = self.here.assistant
        return [*await assistant.talks(), *await assistant.talks(archived=True)]

    def action_archived(self) -> None:
        self._archived = not self._archived
        self.start(self._load, "talks")

    def action_find(self) -> None:
        self.query_one("#query", Input).focus()

    @on(Input.Submitted, "#query")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._words = event.value.strip()
        self.query_one("#talks", Rows).focus()
        self.start(self._load, "talks")


def _said(words: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(words, width - 4, indent=2, style=QUIET))
