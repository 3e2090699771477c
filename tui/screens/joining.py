"""Join a pairing with an invitation: look at what it says, then say yes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from assistant.domain.days import day_words
from tui.actions import Action
from tui.formatting import BOLD, QUIET, one_line, stacked
from tui.here import Here, first_name
from tui.messages import Entered
from tui.modals.choose_file import ChooseFileModal
from tui.screens.filling import Blank, FillingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assistant.domain.beginnings import InvitationView


def _seen(screen: JoinScreen) -> bool:
    return screen.view is not None


_GO = Action("join.go-on", "enter", "go on", "Look at it, then join.")
_JOIN = Action("join.do-it", "f5", "join", "Be whom the invitation names.", _seen)


class JoinScreen(FillingScreen):
    """Enter looks at the invitation; Enter again, or F5, joins."""

    PLACE = "join"
    TITLE_WORDS = "I was invited to a pairing"
    LEAD = "Paste the line that you got, or type where its file is. Esc, then f: choose the file."
    BELOW = (
        "An invitation holds names and what the programme tells everybody, and nothing that "
        "anybody wrote. After this come three short pages; each of them can wait."
    )
    BLANKS: ClassVar = (Blank("invitation", "Invitation", "viceversa1:...  or  a path"),)
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        _GO,
        _JOIN,
        Action("join.file", "f", "choose a file", "Find the file on this computer."),
    )
    TEXT_ACTIONS: ClassVar = (_GO, _JOIN)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: InvitationView | None = None
        """What was looked at, while the field still says the same."""

    def compose_below(self) -> Iterable[Widget]:
        yield Static(Content(""), id="says", markup=False, classes="shown")

    @on(Input.Changed, "#invitation")
    def _changed(self) -> None:
        self.view = None
        self.query_one("#says", Static).update(Content(""))
        self.refresh_keys()

    def action_go_on(self) -> None:
        if self.view is not None:
            self.action_do_it()
        elif not self.missing("invitation", "The invitation is missing."):
            self.start(partial(self._look, self.said("invitation")), "modal")

    async def _look(self, said: str) -> None:
        view = await self.here.assistant.look_at_invitation(said)
        lines = [
            Content.assemble((one_line(view.programme), BOLD), f"   {one_line(view.organisation)}"),
            Content(f"You are {one_line(view.me)}, {view.role} of {one_line(view.partner)}."),
            Content.styled(_closed(view.closed_on) + "Enter joins.", QUIET),
        ]
        self.query_one("#says", Static).update(stacked(lines))
        self.view = view
        self.say(f"Is this you, {first_name(view.me)}? Enter says yes. Esc leaves it.")
        self.refresh_keys()

    def action_file(self) -> None:
        self.start(self._choose, "modal")

    async def _choose(self) -> None:
        path = await self.app.push_screen_wait(ChooseFileModal("Your invitation", does="look"))
        if path is not None:
            self.query_one("#invitation", Input).value = str(path)
            await self._look(str(path))

    async def fill(self) -> None:
        begun = await self.here.assistant.join(self.said("invitation"))
        await self.forget_typed()
        # News of a programme that is run elsewhere stand on the page for everybody.
        place = "programme" if begun.news else "" if begun.joined_before else "first-page"
        self.post_message(Entered(person=begun.person, place=place, pairing=begun.pairing))


def _closed(day: date | None) -> str:
    return f"The programme was closed on {day_words(day, year=True)}. " if day is not None else ""
