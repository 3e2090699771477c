"""What a person changes on an agenda. Pure; minutes add up to the whole after every change."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.drafts import Agenda, AgendaItem, Lead
from assistant.domain.records import new_id
from assistant.errors import InvalidInput, NotFound, WillNotFit

LEAST = 1
"""Minutes that a line keeps when others take from it."""


def set_minutes(agenda: Agenda, line_id: str, minutes: int, take_from: str | None = None) -> Agenda:
    """Give a line other minutes; the difference comes from ``take_from``, else from the longest
    other lines. WillNotFit if they cannot give so much."""
    line = _line(agenda, line_id)
    wanted = {line_id: minutes}
    difference = minutes - line.minutes
    givers = [_line(agenda, take_from)] if take_from else []
    givers += sorted(
        (other for other in agenda.lines if other.id not in (line_id, take_from)),
        key=lambda other: -other.minutes,
    )
    for giver in givers:
        if difference == 0:
            break
        given = min(difference, giver.minutes - LEAST) if difference > 0 else difference
        if given:
            wanted[giver.id] = giver.minutes - given
            difference -= given
    if difference:
        raise WillNotFit(
            f"The other lines cannot give {minutes - line.minutes} minutes.",
            safe="Nothing was changed.",
            next_step="Drop a line, or make the session longer.",
        )
    return _with_minutes(agenda, wanted)


def move(agenda: Agenda, line_id: str, before: str | None) -> Agenda:
    """Put an item before another line, or last among the items. Opening and close stay in place."""
    line = _line(agenda, line_id)
    items = [item for item in agenda.items if item.id != line_id]
    if len(items) == len(agenda.items):
        raise InvalidInput(
            "The opening and the close keep their places.",
            safe="Nothing was changed.",
            next_step="Move a line between them, or edit this one.",
        )
    places = [item.id for item in items]
    if before is None or before in {closing.id for closing in agenda.closing}:
        place = len(items)
    elif before in {opening.id for opening in agenda.opening}:
        place = 0
    elif before == line_id:
        return agenda
    else:
        _line(agenda, before)
        place = places.index(before)
    items.insert(place, line)
    return agenda.model_copy(update={"items": tuple(items)})


def drop(agenda: Agenda, line_id: str) -> Agenda:
    """Remove a line; its minutes go to the longest item that is left."""
    line = _line(agenda, line_id)
    left = tuple(other for other in agenda.lines if other.id != line_id)
    if not left:
        raise InvalidInput("An agenda keeps at least one line.", safe="Nothing was changed.")
    heir = max(
        (other for other in left if other in agenda.items),
        key=lambda other: other.minutes,
        default=max(left, key=lambda other: other.minutes),
    )
    rest = agenda.with_lines(left)
    return _with_minutes(rest, {heir.id: heir.minutes + line.minutes})


def park(agenda: Agenda, line_id: str) -> Agenda:
    """Drop a line but keep what it grew from on the page, for another session."""
    line = _line(agenda, line_id)
    if not line.citations:
        raise InvalidInput(
            "This line grew from no words of yours, so there is nothing to keep for later.",
            safe="It is still on the page.",
            next_step="Delete it with d; z brings it back.",
        )
    known = {(citation.source, citation.quote) for citation in agenda.parked}
    fresh = line.citations[0]
    parked = agenda.parked if (fresh.source, fresh.quote) in known else (*agenda.parked, fresh)
    return drop(agenda, line_id).model_copy(update={"parked": parked})


def insert(
    agenda: Agenda,
    topic: str,
    minutes: int,
    lead: Lead = "mentor",
    prompts: tuple[str, ...] = (),
    before: str | None = None,
) -> Agenda:
    """Add a line of one's own, a suggestion; its minutes come from the longest lines."""
    line = AgendaItem(
        id=new_id(), slot="own", topic=topic.strip(), minutes=0, lead=lead, prompts=prompts,
        suggestion=True,
    )  # fmt: skip
    grown = agenda.model_copy(update={"items": (*agenda.items, line)})
    return set_minutes(move(grown, line.id, before), line.id, minutes)


def edit_line(agenda: Agenda, line_id: str, **fields: object) -> Agenda:
    """Other words or another lead for a line. Its sources stay: they are what it grew from."""
    line = _line(agenda, line_id)
    allowed = {"topic", "lead", "purpose", "goal", "prompts", "citations"}
    if unknown := set(fields) - allowed:
        raise InvalidInput(f"A line has no {', '.join(sorted(unknown))} to edit.")
    if "topic" in fields and not str(fields["topic"]).strip():
        raise InvalidInput("A line needs a topic.", safe="Nothing was changed.")
    changed = line.model_copy(update=fields)
    changed = changed.model_copy(update={"suggestion": not changed.citations})
    return agenda.with_lines(
        tuple(changed if other.id == line_id else other for other in agenda.lines)
    )


def set_total(agenda: Agenda, minutes: int) -> Agenda:
    """Make the whole longer or shorter: the longest lines give first, the longest item gains.

    WillNotFit if a line would have to vanish.
    """
    if minutes < len(agenda.lines) * LEAST:
        raise WillNotFit(
            f"{minutes} minutes cannot hold {len(agenda.lines)} lines.",
            safe="Nothing was changed.",
            next_step="Drop lines first, or draft a short session.",
        )
    wanted = {line.id: line.minutes for line in agenda.lines}
    items = [item.id for item in agenda.items] or list(wanted)
    while sum(wanted.values()) < minutes:
        wanted[max(items, key=lambda name: wanted[name])] += 1
    while sum(wanted.values()) > minutes:
        wanted[max(wanted, key=lambda name: wanted[name])] -= 1
    return _with_minutes(agenda, wanted).model_copy(update={"minutes": minutes})


def _line(agenda: Agenda, line_id: str) -> AgendaItem:
    for line in agenda.lines:
        if line.id == line_id:
            return line
    raise NotFound("That line is not on this agenda.")


def _with_minutes(agenda: Agenda, wanted: Mapping[str, int]) -> Agenda:
    return agenda.with_lines(
        tuple(
            line.model_copy(update={"minutes": wanted.get(line.id, line.minutes)})
            for line in agenda.lines
        )
    )
