"""The words of a journey: what it is about, its goals, a promise; each in a small page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from assistant.domain.days import read_day
from tui.here import Here, first_name
from tui.modals.fields import Field, FieldsModal
from tui.screens.in_full import InFullScreen
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from assistant.domain.pair_views import JourneyView
    from assistant.domain.sessions import Goal
    from assistant.domain.views import CommitmentView, SessionView

_NO_DAY = 'That date cannot be read. Write it like "12 June" or "12 June 15:00".'
Whose = Literal["mentor", "mentee", "both"]


def no_day(today: date) -> Callable[[str], str]:
    """What to say of a date that is none, as it is read on that day."""
    return lambda said: "" if read_day(said, today) else _NO_DAY


def no_number(said: str) -> str:
    """What to say of a figure that is none."""
    return "" if said.isdecimal() else "That is a number, such as 4 or 60."


class JourneyWords(InFullScreen):
    """Knows the journey in hand and what of it is selected; subclasses draw it in ``load``."""

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: JourneyView | None = None

    async def load(self, select: str = "") -> None:
        """Fetch and draw it anew."""
        raise NotImplementedError

    @property
    def pairing(self) -> str:
        return self.here.pairing_id or ""

    @property
    def lit(self) -> str:
        return self.query_one(Rows).lit if self.is_mounted else ""

    @property
    def session(self) -> SessionView | None:
        """The selected session."""
        sessions = self.view.sessions if self.view is not None else ()
        return next((s for s in sessions if f"session-{s.number}" == self.lit), None)

    @property
    def goal(self) -> Goal | None:
        """The selected goal."""
        goals = self.view.goals if self.view is not None else ()
        return next((g for g in goals if f"goal-{g.id}" == self.lit), None)

    @property
    def change(self) -> CommitmentView | None:
        """The selected promise of the reader's own."""
        changes = self.view.changes if self.view is not None else ()
        return next((c for c in changes if f"change-{c.id}" == self.lit), None)

    # --- about and goals ---------------------------------------------------------------------

    async def word_focus(self) -> None:
        assert self.view is not None
        field = Field("focus", "About", self.view.focus, "how remote people are heard")
        says = "It leads agendas, questions and what to read first. The coordinator never sees it."
        said = await self.asked("What is it about?", (field,), "keep", says, "focus")
        if said is not None:
            await self.here.assistant.set_focus(self.pairing, said["focus"])
            await self.load(select="focus")
            self.say("Kept. The next agenda goes by it.")

    def action_goal(self) -> None:
        self.start(partial(self._word_goal, None), "modal")

    async def edit_goal(self) -> None:
        await self._word_goal(self.goal)

    async def _word_goal(self, goal: Goal | None) -> None:
        assert self.view is not None
        role, partner = self.view.role.value, first_name(self.view.partner)
        other = "mentee" if role == "mentor" else "mentor"
        whose = (("both", "both"), (role, "me"), (other, partner))
        fields = (
            Field("text", "Goal", goal.text if goal else "", required="A goal needs words."),
            Field("success", "Known by", goal.success if goal else "", "how both would know"),
            Field("whose", "Whose", goal.whose if goal else "both", options=whose),
        )
        says = "Something that can be seen by the last session."
        said = await self.asked("A goal", fields, "keep", says, f"goal-{goal.id if goal else ''}")
        if said is None:
            return
        assistant, taken = self.here.assistant, said["whose"]
        of: Whose = "mentor" if taken == "mentor" else "mentee" if taken == "mentee" else "both"
        if goal is None:
            kept = await assistant.add_goal(self.pairing, said["text"], of, said["success"])
        else:
            kept = await assistant.change_goal(
                self.pairing, goal.id, text=said["text"], whose=of, success=said["success"]
            )
        await self.load(select=f"goal-{kept.id}")
        self.say(f"Kept. {partner} sees it too.")

    def action_drop(self) -> None:
        self.start(self._drop, "change")

    async def _drop(self) -> None:
        assert self.goal is not None
        text = self.goal.text
        await self.here.assistant.remove_goal(self.pairing, self.goal.id)
        await self.load()
        self.say(f"Taken out: {text[:60]}")

    # --- promises ----------------------------------------------------------------------------

    def action_promise(self) -> None:
        self.start(self._promise, "modal")

    async def _promise(self) -> None:
        today = await self.here.assistant.today()
        fields = (
            Field("text", "I will", hint="one thing that others can see", required="Say what."),
            Field(
                "due",
                "By",
                hint="30 June, or in two weeks",
                required="Say by when.",
                wrong=no_day(today),
            ),
        )
        says = "Small is fine. You say later whether you did it; nobody scores it."
        said = await self.asked("One change, by a date", fields, "promise", says, "promise")
        if said is None:
            return
        due = read_day(said["due"], today)
        assert due is not None
        made = await self.here.assistant.promise(self.pairing, said["text"], due[0])
        await self.load(select=f"change-{made.id}")
        self.say(f"Promised. {self.here.partner} sees it; the next agenda begins with it.")

    async def asked(
        self, title: str, fields: tuple[Field, ...], does: str, says: str, place: str
    ) -> dict[str, str] | None:
        kept = await self.kept_field(place)
        modal = FieldsModal(title, fields, does=does, says=says, **kept)
        said: dict[str, str] | None = await self.app.push_screen_wait(modal)
        return said
