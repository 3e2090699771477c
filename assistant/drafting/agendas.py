"""A whole agenda from a briefing, with no model: choose, quote, order, and ask about "this"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from assistant.domain.briefing import Briefing, Shape
from assistant.domain.drafts import PROMISES, Agenda, AgendaItem, CommitmentDue, Lead, Length
from assistant.domain.guidance import Bank, Stage
from assistant.domain.sources import Hit
from assistant.drafting import ends, opening, standing, subjects
from assistant.drafting.advice import MOST_ON_A_PAGE, advice
from assistant.drafting.checks import MENTEE_SHARE, check_agenda
from assistant.drafting.desk import Desk
from assistant.drafting.frame import aim, parked, thin_ground, title, with_first_words
from assistant.drafting.hindsight import without_hindsight
from assistant.drafting.lines import Room
from assistant.drafting.plan import Plan, plan
from assistant.drafting.promises import noted, reported, to_confirm
from assistant.drafting.renewing import renewed
from assistant.drafting.slots import Slot, allocate, droppable, length_of, table_for
from assistant.drafting.triggers import all_candidates

__all__ = ["MOST_SUGGESTIONS", "check_agenda", "draft_agenda", "led_by_the_mentor"]

MOST_SUGGESTIONS = 2
"""Lines without a source on a page, where the records allow it."""

_PROMPTS_OF_A_SHORT_ONE = 2
_OPENING = ("settle", "promises")
_FIRST_OPENING = ("settle", "meet", "agreement")
_CLOSING = ("close",)
_ORDER = (
    "settle", "meet", "promises", "agreement", "feedback", "second", "main", "roles", "adjust",
    "stays", "thanks", "experiment", "gain", "ending", "close",
)  # fmt: skip
_ADVISED = (
    "agreement", "settle", "feedback", "roles", "meet", "experiment", "gain", "close", "main",
    "thanks", "ending", "stays", "adjust", "promises",
)  # fmt: skip


def draft_agenda(briefing: Briefing, hits: Sequence[Hit], bank: Bank) -> Agenda:
    """The agenda of the rules: valid, cited, exact to the minute, the same for the same briefing.

    Raises WillNotFit if the minutes cannot hold what may not be dropped.
    """
    briefing = without_hindsight(briefing)
    desk = Desk(briefing, hits, bank)
    table = table_for(briefing.shape, briefing.minutes)
    candidates = all_candidates(desk)
    steady = length_of(briefing.minutes) is Length.STEADY
    chosen = plan(candidates, table, early=briefing.stage is Stage.EARLY, full=steady)
    room = Room.at(length_of(briefing.minutes))
    short = length_of(briefing.minutes) is Length.SHORT
    due = reported(desk, room.promises, brief=short)
    proposed = to_confirm(desk, 2)
    drafted = _advised(desk, _lines(desk, chosen, room, due, proposed), room)
    gain_first = "gain" in drafted and standing.wanted_first(drafted["gain"])
    if gain_first:
        chosen = replace(chosen, slots=tuple(map(_with_time_for_gain, chosen.slots)))
    slots = _within_reach(_roomy(chosen.slots, due, briefing.minutes, short=short), drafted)
    minutes = allocate(briefing.minutes, slots, spill=_longest(slots))
    order = [name for name in _ORDER if name in minutes]
    if chosen.first == "main" and {"main", "second"} <= set(order):
        first, then = order.index("second"), order.index("main")
        order[first], order[then] = "main", "second"
    if gain_first and "gain" in order:
        order.remove("gain")
        before = {*_OPENING, *_FIRST_OPENING}
        order.insert(next(n for n, name in enumerate(order) if name not in before), "gain")
    page = led_by_the_mentor(
        [drafted[name].model_copy(update={"minutes": minutes[name]}) for name in order]
    )
    page = with_first_words(page, [briefing.name("mentor"), briefing.name("mentee")])
    first_part = _FIRST_OPENING if briefing.shape is Shape.FIRST else _OPENING
    agenda = Agenda(
        title=title(briefing),
        purpose=aim(desk, chosen, minutes),
        length=length_of(briefing.minutes),
        minutes=briefing.minutes,
        opening=tuple(line for line in page if line.slot in first_part),
        items=tuple(line for line in page if line.slot not in (*first_part, *_CLOSING)),
        closing=tuple(line for line in page if line.slot in _CLOSING),
        commitments_due=(*due, *proposed),
        parked=parked(desk, chosen, minutes),
        thin_ground=thin_ground(desk, page),
    )
    return renewed(agenda)


def _with_time_for_gain(slot: Slot) -> Slot:
    """What comes first and was missed last time is no matter of five minutes."""
    if slot.name != "gain":
        return slot
    return replace(slot, least=slot.least + 3, want=slot.want + 5, most=slot.most + 4, rank=0)


def _longest(slots: Sequence[Slot]) -> str:
    """Where minutes go that no line wants."""
    names = {slot.name for slot in slots}
    return next((n for n in ("main", "stays", "agreement", "feedback") if n in names), "close")


def _lines(
    desk: Desk,
    chosen: Plan,
    room: Room,
    due: Sequence[CommitmentDue],
    proposed: Sequence[CommitmentDue],
) -> dict[str, AgendaItem]:
    """Lines by slot. Those that need particular words choose before those that take the rest."""
    names = {slot.name for slot in chosen.slots}
    left = "roles" in names and "experiment" not in names
    about = [chosen.chosen[name] for name in ("main", "second") if name in chosen.chosen]
    makers: dict[str, Callable[[], AgendaItem]] = {
        name: partial(
            subjects.subject, desk, room, name, candidate, chosen.guard if name == "main" else None
        )
        for name, candidate in chosen.chosen.items()
    }
    makers |= {
        "roles": lambda: standing.roles(desk, room, chosen.manner),
        "feedback": lambda: standing.feedback(desk, room, chosen.manner),
        "thanks": lambda: ends.thanks(desk, room),
        "stays": lambda: ends.stays(desk, room),
        "gain": lambda: standing.gain(desk, room),
        "experiment": lambda: standing.experiment(desk, room, about, due, chosen.rest),
        "adjust": lambda: standing.adjust(desk, room),
        "meet": lambda: ends.meet(desk, room),
        "agreement": lambda: ends.agreement(desk, room),
        "settle": lambda: opening.settle(desk, room),
        "promises": lambda: opening.promises(
            desk, due, noted(desk, min(2, max(room.promises - len(due) - 1, 0)))
        ),
        "ending": lambda: ends.ending(desk),
        "close": lambda: ends.close(desk, room, proposed, trial=left),
    }
    return {name: make() for name, make in makers.items() if name in names}


def _advised(desk: Desk, drafted: dict[str, AgendaItem], room: Room) -> dict[str, AgendaItem]:
    """Guidance for lines without a source first, then where there is room for it."""
    most = MOST_ON_A_PAGE if room.prompts > _PROMPTS_OF_A_SHORT_ONE else 1
    advised = dict(drafted)
    given = 0
    bare = [name for name in _ADVISED if name in drafted and drafted[name].suggestion]
    # The first words are the pair's own rule; a card beside it would speak over them.
    sourced = [
        name
        for name in _ADVISED
        if name in drafted and not drafted[name].suggestion and name not in _OPENING
    ]
    for name in (*bare, *sourced):
        line = drafted[name]
        if given == most or len(line.citations) >= room.citations:
            continue
        citation = advice(desk, line)
        if citation is not None:
            given += 1
            advised[name] = line.model_copy(
                update={"citations": (*line.citations, citation), "suggestion": False}
            )
    return advised


def _roomy(
    slots: Sequence[Slot], due: Sequence[CommitmentDue], total: int, *, short: bool
) -> list[Slot]:
    """The slots with time for every promise, as far as ``total`` minutes allow: a minute each, two
    where something is asked."""
    needed = 1 + sum(2 if promise.prompt and not short else 1 for promise in due)
    spare = total - sum(slot.least for slot in slots if not slot.rank)
    return [
        replace(
            slot,
            least=max(slot.least, min(needed - 1, slot.most, slot.least + max(spare, 0))),
            want=max(slot.want, min(needed, slot.most)),
        )
        if slot.name == PROMISES
        else slot
        for slot in slots
    ]


def _within_reach(slots: Sequence[Slot], drafted: Mapping[str, AgendaItem]) -> list[Slot]:
    """A page of suggestions gets shorter: lines without a source go, as far as lines may go."""
    kept = [slot for slot in slots if slot.name in drafted]
    for slot in droppable(kept):
        bare = sum(drafted[other.name].suggestion for other in kept)
        if bare > MOST_SUGGESTIONS and drafted[slot.name].suggestion:
            kept.remove(slot)
    return kept


def led_by_the_mentor(page: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The mentee leads at most their share of the minutes; from the end, lines are handed over."""
    total = sum(line.minutes for line in page)
    handed = list(page)
    for at in range(len(handed) - 1, -1, -1):
        led = sum(line.minutes for line in handed if line.lead == "mentee")
        if led <= MENTEE_SHARE * total:
            break
        if handed[at].lead == "mentee":
            lead: Lead = "both" if handed[at].slot == "promises" else "mentor"
            handed[at] = handed[at].model_copy(update={"lead": lead})
    return handed
