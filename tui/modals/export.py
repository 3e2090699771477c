"""A document on its way out: which format, where to, and every word that will be in the file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import WorkType

from assistant.domain.exporting import ExportFormat, ExportPreview, ExportWish
from assistant.errors import AssistantError
from tui.messages import OptionTaken
from tui.modals.folders import documents_folder, shown_path
from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.choice import Choice
from tui.widgets.text_line import TextLine

Look = Callable[[ExportWish], Awaitable[ExportPreview]]


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What shall be written, and where."""

    wish: ExportWish
    path: Path


class ExportModal(FormModal[ExportChoice]):
    """Left and right take another format; the words below are what the file will say.

    ``look`` asks the core what a file would hold; it is asked anew for each format.
    """

    DOES = "save"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,f6", "copy", "copy all", show=False),
        Binding("down,j", "scroll(1)", "", show=False),
        Binding("up,k", "scroll(-1)", "", show=False),
        Binding("pagedown", "scroll(8)", "", show=False),
        Binding("pageup", "scroll(-8)", "", show=False),
    ]

    def __init__(
        self, wishes: Sequence[tuple[str, ExportWish]], preview: ExportPreview, look: Look
    ) -> None:
        """``wishes``: what can be saved from here, with its name; ``preview`` is of the first."""
        super().__init__()
        self._wishes = dict(wishes)
        self._wish = next(iter(self._wishes.values()))
        self._preview, self._look = preview, look
        self._named = ""

    def compose_fields(self) -> Iterable[Widget]:
        names = list(self._wishes)
        if len(names) > 1:
            yield labelled("What", Choice([(n, n) for n in names], names[0], id="what"))
        yield from self._formats()
        yield labelled(
            "Agenda",
            Choice([("no", "leave its text out"), ("yes", "put it in")], "no", id="agenda"),
        )
        yield labelled("File", TextLine("", id="path"))
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(Content(""), id="words", markup=False)
        yield Static(Content(""), id="reads", markup=False, classes="below")

    def _formats(self) -> Iterable[Widget]:
        options = [(known.value, known.says) for known in self._preview.formats]
        yield labelled("As", Choice(options, self._preview.file_format.value, id="format"))

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("Enter", "save", "do_it")
        yield PressWord("y", "copy all", "copy")
        yield PressWord("Tab", "next field", "app.focus_next")
        yield PressWord("down", "read on", "scroll(8)")
        yield PressWord("Esc", "not now", "not_now")

    def on_mount(self) -> None:
        self.query_one(".paper").add_class("export")
        self._show()
        self.query_one("#format", Choice).focus()

    # --- what it would say -------------------------------------------------------------------

    @on(OptionTaken)
    def _taken(self, event: OptionTaken) -> None:
        event.stop()
        if event.choice == "what":
            self._wish = self._wishes[event.value]
        elif event.choice == "format":
            self._wish = self._wish.model_copy(update={"file_format": ExportFormat(event.value)})
        elif event.choice == "agenda":
            self._wish = self._wish.model_copy(update={"with_agenda": event.value == "yes"})

        async def look() -> None:
            await self._look_again(event.choice)

        work: WorkType[None] = look
        self.run_worker(work, group="look", exclusive=True)

    @property
    def _stands(self) -> bool:
        """False once it was closed: then nothing of it is there to be drawn."""
        return self in self.app.screen_stack

    async def _look_again(self, changed: str) -> None:
        try:
            self._preview = await self._look(self._wish)
        except AssistantError as error:
            if self._stands:
                self.say(error.sentences())
            return
        if not self._stands:
            return
        if changed == "what":
            old = self.query_one("#format", Choice)
            assert old.parent is not None
            assert isinstance(old.parent, Widget)
            place = self.query_one("#agenda", Choice).parent
            assert isinstance(place, Widget)
            await old.parent.remove()
            await self.query_one(".fields").mount(*self._formats(), before=place)
        self._show()

    def _show(self) -> None:
        preview = self._preview
        head = f"Save or copy: {preview.title}"
        self.query_one(".head", Static).update(Content.styled(head, "bold"))
        self.query_one("#words", Static).update(Content(preview.text.replace("\t", "    ")))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        self.query_one("#reads", Static).update(Content(preview.who_reads))
        agenda = self.query_one("#agenda", Choice).parent
        assert isinstance(agenda, Widget)
        agenda.display = preview.file_format is ExportFormat.ICS and preview.may_hold_agenda
        self._name_file()
        self.say(" ".join(preview.notes))

    def _name_file(self) -> None:
        """The file's name follows the format; the folder and a name that was typed stay."""
        field = self.query_one("#path", Input)
        proposed = documents_folder() / self._preview.name
        typed = Path(field.value)
        if field.value and field.value != self._named:
            proposed = typed.with_suffix(f".{self._preview.file_format.value}")
        elif field.value:
            proposed = typed.parent / self._preview.name
        self._named = shown_path(proposed)
        field.value = self._named

    # --- what is done ------------------------------------------------------------------------

    def action_do_it(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        if not typed or "\x00" in typed:
            self.say("Type where the file shall be.")
            return
        wish = self._wish.model_copy(update={"file_format": self._preview.file_format})
        self.dismiss(ExportChoice(wish, Path(typed).expanduser()))

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._preview.text)
        self.say("Copied, all of it. If your terminal does not allow it: Enter saves a file.")

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
