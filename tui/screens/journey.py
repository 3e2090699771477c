"""The journey of a pairing: goals, sessions with their dates, what was promised and changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from assistant.domain.days import day_words, read_day
from assistant.domain.sessions import SessionState
from tui.actions import Action
from tui.here import first_name
from tui.journey_lines import (
    change_in_full,
    change_text,
    focus_in_full,
    focus_text,
    goal_in_full,
    goal_text,
    session_in_full,
    session_text,
)
from tui.messages import RowChosen
from tui.modals.fields import Field
from tui.screens.did import tell_what_i_did
from tui.screens.journey_words import JourneyWords, no_day, no_number
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Row, Rows, heading_row, quiet_row, text_row

_SEES = "Who sees this: you two. The coordinator sees dates, and that you met or not."


def _session(screen: JourneyScreen) -> bool:
    return screen.session is not None and screen.session.state != "held"


def _over(screen: JourneyScreen) -> bool:
    return screen.session is not None and screen.session.state in ("held", "missed")


def _undated(screen: JourneyScreen) -> bool:
    sessions = screen.view.sessions if screen.view is not None else ()
    dated = [session.starts_at is not None for session in sessions]
    return any(dated) and not dated[-1]


def _goal(screen: JourneyScreen) -> bool:
    return screen.goal is not None


class JourneyScreen(TakingAlong, JourneyWords):
    """Enter changes what is selected; a session moves only together with its new date."""

    PLACE = "journey"
    TITLE_WORDS = "Journey"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("journey.open", "enter", "change", "Change what is selected.", in_palette=False),
        Action("journey.held", "h", "it took place", "This session took place.", _session),
        Action("journey.missed", "m", "missed", "This session did not take place.", _session),
        Action("journey.to-come", "z", "to come", "This session is to come after all.", _over),
        Action("journey.rest", "w", "plan the rest", "Dates for all that follow.", _undated),
        Action("journey.goal", "i", "new goal", "One more goal, yours or of both."),
        Action("journey.promise", "p", "promise", "One observable change of yours, by a date."),
        Action("journey.drop", "d", "remove goal", "Take this goal out.", _goal),
        Action("journey.export", "x", "save", "Save dates or promises.", in_line=False),
        Action("journey.agree", "a", "agreement", "How you two work together.", in_line=False),
        Action("journey.close", "c", "handbook, close", "Your handbook, hours, the end."),
    )
    more_keys: ClassVar = ("app.step-back",)

    def exportable(self) -> Sequence[Exportable]:
        of = self.pairing
        return (("dates", "sessions", of), ("promises", "commitments", of))

    def compose_body(self) -> ComposeResult:
        yield Rows(id="journey")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(f"Journey with {self.here.partner}", self.here.who)
        self.query_one(WhoSees).show(_SEES, "(you two)")
        self.query_one(Rows).focus()
        self.start(self._begin, "journey")

    async def _begin(self) -> None:
        wanted = self.here.session
        with self.waiting("Looking up your journey ..."):
            await self.load(select=f"session-{wanted}" if wanted else "")

    async def load(self, select: str = "") -> None:
        self.view = view = await self.here.assistant.journey(self.pairing)
        names = self._whose
        rows = [Row("focus", partial(focus_text, view.focus)), text_row(), heading_row("Goals")]
        rows += [Row(f"goal-{g.id}", partial(goal_text, g, names)) for g in view.goals]
        if not view.goals:
            rows.append(quiet_row("None yet. i adds one, yours or of both."))
        rows += [text_row(), heading_row(f"Sessions, {len(view.sessions)}")]
        rows += [
            Row(f"session-{s.number}", partial(session_text, s, view.moves.get(s.number, 0)))
            for s in view.sessions
        ]
        rows += [text_row(), heading_row("What I promised and changed")]
        rows += [Row(f"change-{c.id}", partial(change_text, c)) for c in view.changes]
        if not view.changes:
            rows.append(
                quiet_row("Nothing yet. p promises one thing that others can see, by a date.")
            )
        self.query_one(Rows).show(rows, select=select)
        self.selection_moved()

    async def in_full(self) -> None:
        if self.session is not None:
            number, core = self.session.number, self.here.assistant
            accepted = await core.accepted_agenda(self.pairing, number)
            draft = accepted or await core.agenda(self.pairing, number)
            moves = self.view.moves.get(number, 0) if self.view is not None else 0
            lines = session_in_full(
                self.session, moves, draft.agenda if draft else None, self.beside.room
            )
            self.beside.show_lines(f"Session {number}", lines)
        elif self.goal is not None:
            self.beside.show_lines("A goal", goal_in_full(self.goal, self._whose))
        elif (one := self.change) is not None:
            self.beside.show_lines("What I promised", change_in_full(one))
        elif self.view is not None:
            self.beside.show_lines("About", focus_in_full(self.view.focus))

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        kind = event.row.partition("-")[0]
        jobs = {"focus": self.word_focus, "goal": self.edit_goal, "session": self._plan}
        self.start(jobs.get(kind, self._did), "modal")

    @property
    def _whose(self) -> dict[str, str]:
        """Whose goal it is, in words of the reader."""
        assert self.view is not None
        other = "mentee" if self.view.role == "mentor" else "mentor"
        theirs = f"{first_name(self.view.partner)}'s"
        return {self.view.role.value: "yours", other: theirs, "both": "of both"}

    def action_open(self) -> None:
        self.query_one(Rows).action_select()

    # --- sessions ----------------------------------------------------------------------------

    async def _plan(self) -> None:
        session = self.session
        assert session is not None
        if session.state == "held":
            self.say(f"Session {session.number} took place. If it did not, z says so.")
            return
        dated = session.starts_at
        when = f"{day_words(dated, year=True)} {dated:%H:%M}" if dated is not None else ""
        today = await self.here.assistant.today()
        fields = (
            Field(
                "when",
                "When",
                when,
                "12 June 15:00",
                "A session needs a date.",
                wrong=no_day(today),
            ),
            Field("minutes", "Minutes", str(session.minutes), wrong=no_number),
            Field("place", "Where", session.place, "a room, a walk, a call; may stay empty"),
        )
        title = f"{'Move' if dated is not None else 'Plan'} session {session.number}"
        says = "Tell the other one yourself: the message that moves it carries the new date."
        said = await self.asked(title, fields, "keep", says, f"plan-{session.number}")
        if said is None:
            return
        found = read_day(said["when"], today)
        assert found is not None
        number, minutes, place = session.number, int(said["minutes"]), said["place"]
        planned = await self.here.assistant.plan_session(
            self.pairing, number, found, minutes=minutes, place=place
        )
        await self.load(select=f"session-{number}")
        self.say(f"Session {number} is on {planned.when}. Both of you see it.")

    def action_rest(self) -> None:
        self.start(self._rest, "modal")

    async def _rest(self) -> None:
        field = Field("weeks", "Weeks", "4", "", "How many weeks apart?", wrong=no_number)
        says = "At the same hour and place, that many weeks apart. Each can be moved later."
        said = await self.asked("Plan all that follow", (field,), "plan them", says, "rest")
        if said is None:
            return
        planned = await self.here.assistant.plan_rest(self.pairing, int(said["weeks"]))
        await self.load()
        self.say(f"Planned: {len(planned)} sessions. Both of you see them.")

    def action_held(self) -> None:
        self._mark(SessionState.HELD, "took place. N brings in a note of it; z takes it back.")

    def action_missed(self) -> None:
        self._mark(
            SessionState.MISSED, "did not take place. Enter picks another date; z takes it back."
        )

    def action_to_come(self) -> None:
        self._mark(SessionState.PLANNED, "is to come after all. R runs it on its day.")

    def _mark(self, state: SessionState, words: str) -> None:
        session = self.session
        assert session is not None

        async def work() -> None:
            await self.here.assistant.mark_session(self.pairing, session.number, state)
            await self.load(select=f"session-{session.number}")
            self.say(f"Session {session.number} {words}")

        self.start(work, "change")

    async def _did(self) -> None:
        one = self.change
        if one is not None and one.state == "proposed":
            self.go("commitments")
        elif one is not None and await tell_what_i_did(self, one.id, one.text):
            await self.load()

    def action_close(self) -> None:
        self.go("close")

    def action_agree(self) -> None:
        self.go("agreement")
