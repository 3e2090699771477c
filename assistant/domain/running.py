"""A session while it takes place: its lines ticked off, bullets, the time that is left.

Nothing here carries a moment of its own but the beginning, the end and the line in hand: who goes
off the record for a while leaves no gap that could be seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from assistant.domain.drafts import Agenda, Lead
from assistant.domain.records import Record, new_id
from assistant.domain.undoing import last_step, with_step
from assistant.domain.visibility import Visibility

FIVE_MINUTES = timedelta(minutes=5)
_COMES_AGAIN = frozenset({"promises", "experiment", "gain"})
"""Slots that every agenda has."""


class ItemState(StrEnum):
    """OPEN while the session runs; what is open when it ends was NOT_REACHED."""

    OPEN = "open"
    DONE = "done"
    PARKED = "parked"
    NOT_REACHED = "not reached"


class RunItem(BaseModel):
    """A line of the agenda as it went. ``seconds`` were spent on it, the line in hand excepted."""

    model_config = ConfigDict(frozen=True)

    id: str
    topic: str
    minutes: int
    lead: Lead = "mentor"
    goal: str = ""
    prompts: tuple[str, ...] = ()
    frame: bool = False
    """Whether it belongs to the opening or the close, or to every agenda: such a line is not left
    over, as the next one brings it by itself."""
    state: ItemState = ItemState.OPEN
    seconds: int = 0


class Bullet(BaseModel):
    """A few words kept while the session runs, and who may read them once it is over."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(default_factory=new_id)
    text: str
    visibility: Visibility = Visibility.PAIR


class RunStep(BaseModel):
    """How a run stood before an act, for undo."""

    model_config = ConfigDict(frozen=True)

    items: tuple[RunItem, ...]
    bullets: tuple[Bullet, ...]
    hand: str
    ends_at: datetime | None


class SessionRun(Record):
    """One person's page of a session that takes place; its author's alone.

    Bullets marked ``pair`` are read by the partner only once they stand in a session note, which
    the end of the session makes of them after its author saw the exact text.
    """

    kind: ClassVar[str] = "run"

    minutes: int = Field(default=60, gt=0)
    """Planned."""
    began_at: datetime | None = None
    ends_at: datetime | None = None
    ended_at: datetime | None = None
    items: tuple[RunItem, ...] = ()
    bullets: tuple[Bullet, ...] = ()
    hand: str = ""
    """Id of the line that is being talked about; "" if none is left."""
    since: datetime | None = None
    """From when on the line in hand is."""
    bullets_for: Visibility = Visibility.PAIR
    """Who may read the next bullet."""
    timers_hidden: bool = False
    note: str = ""
    """Id of the session note that it became."""
    before: tuple[RunStep, ...] = ()
    """How it stood earlier, newest last. Emptied at the end."""

    def afresh(self) -> Self:
        """The same page before anything was written on it. A note that it became stays."""
        kept = {"began_at", "ends_at", "ended_at", "bullets", "hand", "since", "note", "before"}
        return self.changed(**{name: type(self).model_fields[name].default for name in kept})

    def item(self, wanted: str) -> RunItem | None:
        """A line by id or by its number from 1; the one in hand for ""."""
        if not wanted:
            wanted = self.hand
        elif wanted.isdigit() and 0 < int(wanted) <= len(self.items):
            return self.items[int(wanted) - 1]
        return next((item for item in self.items if item.id == wanted), None)

    def seconds_of(self, item: RunItem, at: datetime) -> int:
        """How long a line has been talked about."""
        if item.id != self.hand or self.since is None or self.ended_at is not None:
            return item.seconds
        return item.seconds + max(int((at - self.since).total_seconds()), 0)

    # --- acts: each gives a changed copy -----------------------------------------------------

    def marked(self, item: RunItem, state: ItemState, at: datetime) -> Self:
        """A line done or parked, or open again; the next open line comes into hand."""
        run = self._counted(at)
        items = tuple(
            one.model_copy(update={"state": state}) if one.id == item.id else one
            for one in run.items
        )
        hand = run.hand
        if state is ItemState.OPEN and not hand:
            hand = item.id
        elif hand == item.id and state is not ItemState.OPEN:
            hand = _next_open(items, item.id)
        return run.changed(items=items, hand=hand, since=at, before=self._steps)

    def turned_to(self, item: RunItem, at: datetime) -> Self:
        """This line in hand from now on, open again if it was ticked off."""
        run = self._counted(at)
        items = tuple(
            one.model_copy(update={"state": ItemState.OPEN}) if one.id == item.id else one
            for one in run.items
        )
        return run.changed(items=items, hand=item.id, since=at, before=self._steps)

    def with_bullets(self, bullets: tuple[Bullet, ...]) -> Self:
        """Other bullets."""
        return self.changed(bullets=bullets, before=self._steps)

    def later(self, by: timedelta) -> Self:
        """An end that is later."""
        assert self.ends_at is not None
        return self.changed(ends_at=self.ends_at + by, before=self._steps)

    def undone(self, at: datetime) -> Self:
        """As before the last act; InvalidInput if there is none. Time spent on a line meanwhile
        counts for the line that is in hand again."""
        last, before = last_step(self.before)
        since = self.since if last.hand == self.hand else at
        return self.changed(
            items=last.items,
            bullets=last.bullets,
            hand=last.hand,
            ends_at=last.ends_at,
            since=since,
            before=before,
        )

    def ended(self, at: datetime, note: str) -> Self:
        """Over: the line in hand was talked about, other open ones were not reached. Prompts,
        bullets and earlier forms go: the note holds what was kept."""
        run = self._counted(at)
        items = tuple(
            one.model_copy(update={"state": _closed(one, run.hand), "prompts": ()})
            for one in run.items
        )
        return run.changed(
            items=items, ended_at=at, hand="", since=None, note=note, bullets=(), before=()
        )

    @property
    def left_over(self) -> tuple[RunItem, ...]:
        """Lines for another day, in order: those parked, and those that nobody came to."""
        return tuple(
            item
            for item in self.items
            if item.state is ItemState.PARKED
            or (item.state is ItemState.NOT_REACHED and not item.frame)
        )

    @property
    def _steps(self) -> tuple[RunStep, ...]:
        step = RunStep(items=self.items, bullets=self.bullets, hand=self.hand, ends_at=self.ends_at)
        return with_step(self.before, step)

    def _counted(self, at: datetime) -> Self:
        """With the time so far added to the line in hand."""
        items = tuple(
            one.model_copy(update={"seconds": self.seconds_of(one, at)})
            if one.id == self.hand
            else one
            for one in self.items
        )
        return self.model_copy(update={"items": items, "since": at})


def items_of(agenda: Agenda) -> tuple[RunItem, ...]:
    """The lines of an agenda, to be ticked off."""
    frame = {line.id for line in (*agenda.opening, *agenda.closing)}
    return tuple(
        RunItem(
            id=line.id,
            topic=line.topic,
            minutes=line.minutes,
            lead=line.lead,
            goal=line.goal,
            prompts=line.prompts,
            frame=line.id in frame or line.slot in _COMES_AGAIN,
        )
        for line in agenda.lines
    )


def _closed(item: RunItem, hand: str) -> ItemState:
    if item.state is not ItemState.OPEN:
        return item.state
    return ItemState.DONE if item.id == hand else ItemState.NOT_REACHED


def _next_open(items: tuple[RunItem, ...], after: str) -> str:
    """The first open line behind one, else the first open one of all, else ""."""
    place = next(i for i, item in enumerate(items) if item.id == after)
    behind = (*items[place + 1 :], *items[:place])
    return next((item.id for item in behind if item.state is ItemState.OPEN), "")
