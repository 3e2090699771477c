"""Notes: paste or choose a file, say who may read it, keep it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.domain.amounts import counted
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from tui.actions import Action
from tui.formatting import QUIET, one_line, stacked, wrapped
from tui.here import Here
from tui.messages import OptionTaken
from tui.modals.choose_file import ChooseFileModal
from tui.modals.form import labelled
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen
from tui.widgets.choice import Choice
from tui.widgets.kept import KeptArea

if TYPE_CHECKING:
    from assistant.domain.views import ImportedNote

LARGEST_SHOWN = 200_000
"""Characters of a file that are put into the field to look over; beyond it is kept unseen."""

_KEEP = Action("notes.keep", "f5,k", "keep the note", "Keep what stands in the field.")


class NotesScreen(BesideScreen):
    """What is typed is kept as it is typed; F5 makes it a note of the session."""

    PLACE = "notes"
    TITLE_WORDS = "Bring in a note"
    FIRST_PAGE = "who"
    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "notes.tcss"]
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        _KEEP,
        Action("notes.write", "e", "write", "Go to the text."),
        Action("notes.file", "f", "choose a file", "Read a Markdown or text file in."),
        Action("notes.visibility", "v", "who sees it", "Change who may read this note."),
    )
    TEXT_ACTIONS: ClassVar = (_KEEP,)
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._file: tuple[Path, str] | None = None
        """A file that was read in, and its text as it was then."""

    def compose_body(self) -> ComposeResult:
        pairing = self.here.pairing
        assert pairing is not None
        sessions = [(str(s.number), f"{s.number} {s.state.value}") for s in pairing.sessions]
        held = [str(s.number) for s in pairing.sessions if s.state == "held"]
        wanted = str(self.here.session) if self.here.session else ""
        taken = next((n for n, _ in sessions if n == wanted), (held or ["1"])[-1])
        readers = [
            ("private", "only you"),
            ("pair", f"you and {self.here.partner}"),
            ("programme", "everybody in the programme"),
        ]
        yield labelled("Session", Choice(sessions or [("1", "1")], taken, id="session"))
        yield labelled("Who reads", Choice(readers, "private", id="visibility"))
        yield KeptArea(id="note")
        yield Static(Content(""), id="about", markup=False)

    def on_mount(self) -> None:
        self.area.awaits = self.place_of("note")
        self.area.focus()
        self._about("Paste or type. Paragraphs are kept as they are; nothing is rewritten.")
        self.start(self._begin, "begin")

    def where(self) -> str:
        return f"Your note of a session with {self.here.partner}"

    @property
    def area(self) -> KeptArea:
        return self.query_one("#note", KeptArea)

    @property
    def visibility(self) -> Visibility:
        return Visibility(self.query_one("#visibility", Choice).taken)

    @property
    def session_number(self) -> int:
        return int(self.query_one("#session", Choice).taken)

    async def _begin(self) -> None:
        await self.show_audience(self.visibility)
        place = self.place_of("note")
        kept = await self.here.assistant.kept_words(place)
        if kept.text and not self.area.place:
            self.area.restore(kept.text)
            lines = counted(len(kept.text.splitlines()), "line")
            self.say_restored(f"{lines} of your note", kept, "not kept yet")
        self.area.place = place
        self.refresh_keys()

    def _about(self, words: str) -> None:
        self.query_one("#about", Static).update(Content.styled(words, QUIET))

    @on(OptionTaken)
    def _option_taken(self, event: OptionTaken) -> None:
        event.stop()
        if event.choice == "visibility":
            self.start(partial(self.show_audience, self.visibility), "audience")

    def leave_text(self) -> None:
        self.query_one("#visibility", Choice).focus()

    def action_write(self) -> None:
        self.area.focus()

    def action_visibility(self) -> None:
        choice = self.query_one("#visibility", Choice)
        choice.focus()
        choice.action_step(1)

    def action_file(self) -> None:
        self.start(self._read_file, "modal")

    async def _read_file(self) -> None:
        modal = ChooseFileModal("Read a file in as your note", does="read it")
        path = await self.app.push_screen_wait(modal)
        if path is None:
            return
        text = await self.here.assistant.read_file(path)
        if len(text) > LARGEST_SHOWN:
            await self._keep(path, text)
            return
        self._file = (path, text)
        self.area.text = text
        self.area.focus()
        self._about(f"Read in: {one_line(path.name)}. Look it over, then F5 keeps it.")

    def action_keep(self) -> None:
        self.start(self._keep, "modal")

    async def _keep(self, path: Path | None = None, large: str = "") -> None:
        text = large or self.area.text
        if not text.strip():
            raise InvalidInput("There is nothing to keep yet.", next_step="Paste or type a note.")
        if self._file is not None and self._file[1] == text:
            path = self._file[0]
        if self.visibility is not Visibility.PRIVATE and not await self._may_be_read(text):
            self.say("Kept to yourself for now: it is still in the field, and not a note yet.")
            return
        note = await self._import(text, path)
        self.area.text = ""
        self._file = None
        await self.forget(self.place_of("note"))
        self.leave_text()  # else the P that is told of next would be typed
        self.say(_kept(note, self.here.partner))
        self._about("The next agenda can quote it. P prepares the next session.")

    async def _may_be_read(self, text: str) -> bool:
        readers = self.here.partner
        if self.visibility is Visibility.PROGRAMME:
            readers = "everybody in the programme"
        words = counted(len(text.split()), "word")
        preview = SharePreview(
            f"What {readers} will see",
            stacked(wrapped(text[:LARGEST_SHOWN], PAGE_WIDTH)),
            f"This exact text, with your name. {readers[:1].upper()}{readers[1:]} may have read "
            "it by the time that you take it back.",
            f"share these {words}",
            "not now",
        )
        agreed = await self.app.push_screen_wait(preview)
        return bool(agreed)

    async def _import(self, text: str, path: Path | None) -> ImportedNote:
        pairing = self.here.pairing_id or ""
        if path is not None:
            notes = await self.here.assistant.import_notes(
                [path], pairing=pairing, session=self.session_number, visibility=self.visibility
            )
            return notes[0]
        return await self.here.assistant.import_text(
            text, pairing=pairing, session=self.session_number, visibility=self.visibility
        )


def _kept(note: ImportedNote, partner: str) -> str:
    size = f"{counted(note.paragraphs, 'paragraph')}, {counted(note.words, 'word')}"
    if note.already_there:
        return f"This note was there already: {size}. Nothing was added twice."
    if note.visibility is Visibility.PRIVATE:
        return f"Kept, only for you: {size}, session {note.session}."
    to = partner if note.visibility is Visibility.PAIR else "everybody in the programme"
    return f"Shared with {to}: {size}, session {note.session}."
