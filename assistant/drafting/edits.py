"""Changes to an agenda in hand: pure, undone by keeping the one before, exact to the minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.domain.drafts import PROMISES, Agenda, AgendaItem, Citation, Lead
from assistant.domain.wording import content_stems
from assistant.drafting.lateness import as_slots, longest
from assistant.drafting.renewing import renewed
from assistant.drafting.slots import SHORTEST_SESSION, allocate, length_of
from assistant.errors import InvalidInput, NotFound, WillNotFit

_EDITABLE = frozenset({"topic", "lead", "purpose", "goal", "prompts", "citations", "suggestions"})

_NAMED_IN_THE_AIM = ("main", "second")
"""Slots that the sentence on today's aim is made of."""


def set_minutes(agenda: Agenda, line_id: str, minutes: int, take_from: str | None = None) -> Agenda:
    """Give a line other minutes; ``take_from`` pays or receives the difference, else the longest
    other line. Raises WillNotFit if that line has too little, NotFound for an unknown line."""
    line = _line(agenda, line_id)
    if minutes < 1:
        raise WillNotFit(
            "A line needs at least one minute.",
            safe="The agenda is unchanged.",
            next_step="Drop the line to leave it out.",
        )
    change = minutes - line.minutes
    if take_from is not None:
        giver = _line(agenda, take_from)
        if giver.id == line.id:
            raise InvalidInput("A line cannot take minutes from itself.")
        pays = {giver.id: change}
        if giver.minutes - change < 1:
            raise _too_little(giver.topic)
    else:
        pays = _shares(agenda, line_id, change)
    updated = tuple(
        other.model_copy(
            update={
                "minutes": minutes if other.id == line_id else other.minutes - pays.get(other.id, 0)
            }
        )
        for other in agenda.lines
    )
    return _with(agenda, updated)


def _shares(agenda: Agenda, line_id: str, change: int) -> dict[str, int]:
    """Who pays ``change`` minutes: always the line that is longest by then, down to one minute;
    what was promised pays last."""
    left = {line.id: line.minutes for line in agenda.lines if line.id != line_id}
    if change < 0 and not left:
        raise InvalidInput(
            "There is no other line to give these minutes to.",
            safe="The agenda is unchanged.",
            next_step="Make the whole session shorter instead.",
        )
    if change <= 0:
        return {_receiver(agenda, line_id): change}
    pays: dict[str, int] = {}
    promised = {line.id for line in agenda.lines if line.slot == PROMISES}
    for _ in range(change):
        able = [ident for ident, minutes in left.items() if minutes > 1]
        if not able:
            raise _too_little("the other lines")
        most = max(able, key=lambda ident: (ident not in promised, left[ident]))
        left[most] -= 1
        pays[most] = pays.get(most, 0) + 1
    return pays


def _receiver(agenda: Agenda, besides: str) -> str:
    """The line that takes what another gives up: the main one, else the longest."""
    others = [line for line in agenda.lines if line.id != besides]
    if not others:
        return ""
    main = [line for line in others if line.slot == "main"]
    return (main or [max(others, key=lambda line: line.minutes)])[0].id


def move(agenda: Agenda, line_id: str, before_id: str | None = None) -> Agenda:
    """Put a line before another one, joining its part of the page; None: last of the items."""
    line = _line(agenda, line_id)
    if before_id == line_id:
        return agenda
    parts = {
        name: [other for other in getattr(agenda, name) if other.id != line_id]
        for name in ("opening", "items", "closing")
    }
    if before_id is None:
        parts["items"].append(line)
    else:
        _line(agenda, before_id)
        for lines in parts.values():
            at = next((n for n, other in enumerate(lines) if other.id == before_id), None)
            if at is not None:
                lines.insert(at, line)
    return renewed(agenda.model_copy(update={name: tuple(lines) for name, lines in parts.items()}))


def swap(agenda: Agenda, line_id: str, other_id: str) -> Agenda:
    """Let two lines change places; each keeps its minutes."""
    one, other = _line(agenda, line_id), _line(agenda, other_id)
    places = {one.id: other, other.id: one}
    return renewed(
        agenda.model_copy(
            update={
                name: tuple(places.get(line.id, line) for line in getattr(agenda, name))
                for name in ("opening", "items", "closing")
            }
        )
    )


def drop(agenda: Agenda, line_id: str, give_to: str | None = None) -> Agenda:
    """Leave a line out; its minutes go to ``give_to``, else to the main line."""
    line = _line(agenda, line_id)
    if len(agenda.lines) == 1:
        raise InvalidInput(
            "This is the only line.", safe="It stays.", next_step="Change its words instead."
        )
    receiver = _line(agenda, give_to).id if give_to else _receiver(agenda, line_id)
    kept = tuple(
        other.model_copy(update={"minutes": other.minutes + line.minutes})
        if other.id == receiver
        else other
        for other in agenda.lines
        if other.id != line_id
    )
    shorter = _with(agenda, kept)
    if line.slot in _NAMED_IN_THE_AIM:
        # The aim of the day spoke of this line; a partner must not be told of what is gone.
        shorter = shorter.model_copy(
            update={"purpose": _aim_without(shorter), "purpose_citations": ()}
        )
    return shorter


def _aim_without(left: Agenda) -> str:
    """The aim of what is left: its longest line."""
    longest = max(left.items or left.lines, key=lambda line: line.minutes)
    return f"Above all: {longest.topic}."


def park(agenda: Agenda, line_id: str) -> Agenda:
    """Leave a line out of today, and keep what it stood on for another session.

    A line without a source has no words of anybody to keep; it is dropped like any other.
    """
    line = _line(agenda, line_id)
    kept = list(agenda.parked)
    for citation in line.citations[:1]:
        parked = citation.model_copy(update={"lead_in": f"{line.topic}:"})
        if all((c.source, c.quote) != (parked.source, parked.quote) for c in kept):
            kept.append(parked)
    return drop(agenda, line_id).model_copy(update={"parked": tuple(kept)})


def insert(
    agenda: Agenda,
    topic: str,
    minutes: int,
    lead: Lead = "mentor",
    prompts: Iterable[str] = (),
    before_id: str | None = None,
    citations: Iterable[Citation] = (),
) -> Agenda:
    """Add a line; its minutes come from the longest lines. Without a source it is a suggestion."""
    if not topic.strip():
        raise InvalidInput("A line needs a topic.", next_step="Write a few words.")
    taken = {line.id for line in agenda.lines}
    ident = next(f"extra-{n}" for n in range(1, len(taken) + 2) if f"extra-{n}" not in taken)
    added = AgendaItem(
        id=ident,
        slot="extra",
        topic=topic.strip(),
        minutes=0,
        lead=lead,
        prompts=tuple(prompts),
        citations=tuple(citations),
    )
    added = added.model_copy(update={"suggestion": not added.citations})
    wider = agenda.model_copy(update={"items": (*agenda.items, added)})
    placed = set_minutes(wider, ident, minutes)
    return placed if before_id is None else move(placed, ident, before_id)


def edit_line(agenda: Agenda, line_id: str, **fields: object) -> Agenda:
    """Change a line by hand: topic, lead, purpose, goal, prompts, citations or suggestions.

    Its citations stay while the line is still about them. A topic that shares no word with the old
    one, the goal or any quote is a new line: it becomes a suggestion. Raises InvalidInput for
    another field.
    """
    line = _line(agenda, line_id)
    unknown = set(fields) - _EDITABLE
    if unknown:
        raise InvalidInput(f"A line has no {', '.join(sorted(unknown))} to change here.")
    changed = line.model_copy(update=_tupled(fields))
    if not changed.topic.strip():
        raise InvalidInput("A line needs a topic.", next_step="Write a few words.")
    if "topic" in fields and "citations" not in fields and not _still_about(line, changed.topic):
        changed = changed.model_copy(update={"citations": ()})
    changed = changed.model_copy(update={"suggestion": not changed.citations})
    return _with(agenda, tuple(changed if other.id == line_id else other for other in agenda.lines))


def _tupled(fields: dict[str, object]) -> dict[str, object]:
    many = ("prompts", "citations", "suggestions")
    return {
        name: tuple(value) if name in many and isinstance(value, Iterable) else value
        for name, value in fields.items()
    }


def _still_about(line: AgendaItem, topic: str) -> bool:
    old = content_stems(" ".join([line.topic, line.goal, *(c.quote for c in line.citations)]))
    new = content_stems(topic)
    return not new or bool(new & old)


def set_total(agenda: Agenda, minutes: int) -> Agenda:
    """The same lines in another number of minutes; lines go only if they cannot all keep one.

    Raises WillNotFit under ten minutes, or if what may not be dropped does not fit.
    """
    if minutes < SHORTEST_SESSION:
        raise WillNotFit(
            f"{minutes} minutes cannot hold this session.",
            safe="The agenda is unchanged.",
            next_step=f"Plan at least {SHORTEST_SESSION} minutes, or move the date.",
        )
    got = allocate(minutes, as_slots(agenda, minutes), spill=longest(agenda))
    lines = tuple(
        line.model_copy(update={"minutes": got[line.id]}) for line in agenda.lines if line.id in got
    )
    resized = agenda.model_copy(update={"minutes": minutes, "length": length_of(minutes)})
    return _with(resized, lines)


def remove_citation(agenda: Agenda, line_id: str, citation: Citation) -> Agenda:
    """Take one source off a line; with the last one it becomes a suggestion."""
    line = _line(agenda, line_id)
    return edit_line(agenda, line_id, citations=tuple(c for c in line.citations if c != citation))


def _line(agenda: Agenda, line_id: str) -> AgendaItem:
    for line in agenda.lines:
        if line.id == line_id:
            return line
    raise NotFound("This agenda has no such line.", safe="The agenda is unchanged.")


def _too_little(topic: str) -> WillNotFit:
    return WillNotFit(
        f"“{topic}” has too few minutes to give.",
        safe="The agenda is unchanged.",
        next_step="Take fewer, or take them from a longer line.",
    )


def _with(agenda: Agenda, lines: Sequence[AgendaItem]) -> Agenda:
    return renewed(agenda.with_lines(tuple(lines)))
