"""Who is in it, and who you are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from tui.actions import Action
from tui.formatting import BOLD, QUIET, fit, marked, one_line, row, stacked, wrapped
from tui.here import Here, first_name
from tui.messages import Entered, RowChosen
from tui.screens.in_full import InFullScreen
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.views import PairingView, PersonView

_NEW = "+"
"""Can be nobody's id."""


def _somebody_new(width: int, lit: bool) -> Content:
    left = Content.styled("I am not in this list", BOLD if lit else "")
    return marked(
        row(left, Content.styled("start or join something", QUIET), width - 4), lit, width
    )


class PeopleScreen(InFullScreen):
    """Enter makes the selected person the one in whose name everything happens."""

    PLACE = "people"
    TITLE_WORDS = "Who is in it"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("people.open", "enter", "this is me", "Be this person.", in_palette=False),
        Action("people.invite", "i", "invite", "Pairs, and an invitation for each person."),
    )
    more_keys: ClassVar = ("app.home", "app.leave", "app.step-back")

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._people: dict[str, PersonView] = {}

    def compose_body(self) -> ComposeResult:
        yield Rows(id="people-rows")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show("Who is in it", self.here.who)
        self.query_one(WhoSees).show("Who sees this: everybody in the programme. Names only.")
        self.query_one(Rows).focus()
        self.start(self._load, "people")
        self.refresh_keys()

    async def _load(self) -> None:
        people = await self.here.assistant.everyone()
        if self.here.person:
            # The reader's own view names partners; it may lack people of other programmes.
            seen = {view.id: view for view in await self.here.assistant.people()}
            people = [
                found if (found := seen.get(view.id)) is not None and found.roles else view
                for view in people
            ]
        words = (
            "This store has no sign-in: whoever uses this computer chooses who they are. "
            "Choose yourself."
        )
        self._people = {view.id: view for view in people}
        rows = [Row("", lambda w, _lit: Content("\n").join(wrapped(words, w - 4, indent=2)))]
        rows.append(text_row())
        rows += [Row(person.id, self._drawn(person)) for person in people]
        rows += [text_row(), Row(_NEW, _somebody_new)]
        rows += await self._pairings()
        self.query_one(Rows).show(rows, select=self.here.person)

    async def _pairings(self) -> list[Row]:
        """For a coordinator: who is paired, and how many sessions took place."""
        if not self.here.person:
            return []
        asked = {call.name for call in await self.here.assistant.call_requests() if not call.mine}
        found = [
            view for view in await self.here.assistant.pairings() if view.role == "coordinator"
        ]
        if not found:
            return []
        who = "Who sees this: names, everybody in the programme. Who met when, only you."
        self.query_one(WhoSees).show(who)
        head = Content.styled("  Pairings: that they met, never what was said", BOLD)
        return [text_row(), text_row(head), *(Row("", _paired(view, asked)) for view in found)]

    async def in_full(self) -> None:
        """Who the selected one is, and what Enter does."""
        lit, room = self.query_one(Rows).lit, self.beside.room
        view = self._people.get(lit)
        if view is None:
            words = "Enter: a pairing of your own, an invitation, or a programme to run."
            self.beside.say(words if lit == _NEW else "")
            return
        lines = wrapped(view.job, room) + wrapped(view.department, room, style=QUIET)
        lines += [Content(""), *(line for role in view.roles for line in wrapped(role, room))]
        me = view.id == self.here.person
        does = "This is who you are now." if me else f"Enter: you are {first_name(view.name)}."
        lines += [Content(""), *wrapped(does, room, style=QUIET)]
        self.beside.show_lines(view.name, lines)

    def _drawn(self, person: PersonView) -> Draw:
        me = person.id == self.here.person

        def draw(width: int, lit: bool) -> Content:
            name = fit(person.name, 20, BOLD if lit or me else "")
            job = ", ".join(part for part in (person.job, person.department) if part)
            several = len(person.roles) > 1
            role = f"{person.roles[0]}, {len(person.roles) - 1} more" if several else ""
            role = "you" if me else one_line(role or "".join(person.roles))
            lines = [row(Content.assemble(name, (one_line(job), QUIET)), role, width - 4)]
            if lit:
                # What one row cut stands whole below.
                if len(job) > width - 4 - 20 - len(role) - 2:
                    lines += wrapped(job, width - 4, indent=20, style=QUIET)
                for more in person.roles if several else ():
                    lines += wrapped(one_line(more), width - 4, indent=20, style=QUIET)
            return marked(stacked(lines), lit, width)

        return draw

    @on(RowChosen)
    def _chosen(self, event: RowChosen) -> None:
        event.stop()
        if event.row == _NEW:
            self.go("welcome")
        else:
            self.post_message(Entered(person=event.row))

    def action_invite(self) -> None:
        self.go("pairs")

    def action_open(self) -> None:
        self.query_one(Rows).action_select()


def _paired(view: PairingView, asked: set[str]) -> Draw:
    def draw(width: int, _lit: bool) -> Content:
        held = sum(session.state == "held" for session in view.sessions)
        lost = sum(session.state == "missed" for session in view.sessions)
        coming = next((s.when.partition(",")[0] for s in view.sessions if s.state == "planned"), "")
        parts = [f"{held} held of {view.total_sessions}"]
        parts += [f"{lost} missed"] if lost else []
        parts += [f"next {coming}"] if coming else ["no date"]
        lines = [row(one_line(view.partner), Content.styled(", ".join(parts), QUIET), width - 4)]
        lines += [
            Content.styled(f"  {one_line(name)} asked for a call", "$v-nearly")
            for name in view.partner.split(" and ")
            if name in asked
        ]
        return marked(stacked(lines), False, width)

    return draw
