"""Pairs and their invitations: pair people of one's programme, hand each their invitation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, FOCUS, QUIET, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.modals.folders import documents_folder
from tui.modals.pair import PairModal
from tui.modals.save_file import free_name
from tui.modals.save_invitation import SaveInvitationModal
from tui.screens.short_list import ShortListScreen
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.beginnings import InvitationMade

_RUNS = "Pair people with i. Each gets an invitation: x saves it as a file, y copies it as a line."
_OWN = "Your partner can join you: x saves an invitation as a file, y copies it as a line."
_HOLDS = "An invitation holds names and the programme's own facts, and nothing that anybody wrote."


def _lit(screen: PairsScreen) -> bool:
    return screen.invitation is not None


class PairsScreen(ShortListScreen):
    """For whoever runs a programme; one of a pair finds their partner's invitation here."""

    PLACE = "pairs"
    TITLE_WORDS = "Pairs and invitations"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("pairs.add", "i", "pair people", "Pair two people of your programme."),
        Action("pairs.save", "x,enter", "save invitation", "Save this invitation as a file.", _lit),
        Action("pairs.copy", "y", "copy it", "Copy this invitation as one line.", _lit),
    )
    more_keys: ClassVar = ("app.home", "app.step-back")

    LIST = "pairs"
    ON_ENTER = "save"
    SEES = "Who sees this: only you. Each person sees their own pairing."

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._made: dict[str, InvitationMade] = {}
        self._runs = False

    def on_mount(self) -> None:
        self.start(self._load, "pairs")

    async def _load(self, select: str = "") -> None:
        assistant = self.here.assistant
        people = await assistant.people()
        self._runs = any(p.id == self.here.person and "coordinator" in p.roles for p in people)
        lead = _RUNS if self._runs else _OWN
        rows = [Row("", lambda w, _lit: stacked(wrapped(lead, w - 4, indent=2)))]
        self._made = {}
        for view in await assistant.pairings():
            rows.append(text_row())
            for made in await assistant.invitations(view.id):
                ident = f"{view.id}/{made.role}"
                self._made[ident] = made
                rows.append(Row(ident, _drawn(made)))
        if not self._made:
            words = (
                "Nobody is paired yet. i pairs two people."
                if self._runs
                else ("You are in no pairing yet. i starts one.")
            )
            rows += [text_row(), text_row(Content.assemble("  ", words))]
        rows += [
            text_row(),
            Row("", lambda w, _l: stacked(wrapped(_HOLDS, w - 4, indent=2, style=QUIET))),
        ]
        self.query_one(Rows).show(rows, select=select)
        self.refresh_keys()

    @property
    def invitation(self) -> InvitationMade | None:
        """That of the selected person."""
        return self._made.get(self.lit)

    def action_add(self) -> None:
        if self._runs:
            self.start(self._add, "modal")
        else:
            self.go("start")

    async def _add(self) -> None:
        pair = await self.app.push_screen_wait(PairModal(**await self.kept_field("pair")))
        if pair is None:
            return
        made = await self.here.assistant.add_pairing(
            pair.mentor,
            pair.mentee,
            mentor_job=pair.mentor_job,
            mentee_job=pair.mentee_job,
            same_line=pair.same_line,
        )
        await self._load(select=f"{made}/mentor")
        self.say(f"Paired: {pair.mentor} mentors {pair.mentee}. x saves an invitation for each.")

    def action_save(self) -> None:
        if self.invitation is not None:
            self.start(partial(self._save, self.invitation), "modal")

    async def _save(self, made: InvitationMade) -> None:
        name = f"invitation-{'-'.join(made.name.casefold().split())}".replace("/", "-")
        proposed = free_name(documents_folder(), name[:60], "txt")
        path = await self.app.push_screen_wait(SaveInvitationModal(proposed))
        if path is not None:
            written = await self.here.assistant.save_invitation(made, to=path)
            self.say(f"Saved as {written}. Send it to {made.name}, and to nobody else.")

    def action_copy(self) -> None:
        if self.invitation is not None:
            self.app.copy_to_clipboard(self.invitation.code)
            self.say("Copied. If your terminal does not allow it: x saves a file.")


def _drawn(made: InvitationMade) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        name = Content.assemble(
            (one_line(made.name), BOLD if lit else ""), (f"   {made.role}", QUIET)
        )
        end = Content.styled("Enter saves the invitation" if lit else "", FOCUS)
        return marked(row(name, end, width - 4), lit, width)

    return draw
