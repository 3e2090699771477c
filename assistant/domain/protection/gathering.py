"""From raw records to figures that may be known. Runs inside the store; nothing raw comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from assistant.domain.people import Pairing, PairingState, Participant, Programme
from assistant.domain.programme_notes import SelfRating
from assistant.domain.protection.counting import Count, protect_count
from assistant.domain.protection.figures import (
    ALL,
    MENTEES,
    MENTORS,
    OTHER_SITES,
    Cell,
    Measure,
    protect,
)
from assistant.domain.protection.groups import by_role, by_role_and_site, merged_sites
from assistant.domain.protection.programme import Figure, Paired, ProgrammeFigures, Wanted
from assistant.domain.protection.rows import Scale, ShownRow, Unit
from assistant.domain.protection.signs import change_of
from assistant.domain.protection.themes import themes_of
from assistant.domain.protection.topics import topics_of
from assistant.domain.reflections import Consent, Contribution
from assistant.domain.sessions import (
    Commitment,
    CommitmentState,
    Pulse,
    Session,
    SessionState,
)
from assistant.domain.visibility import Role


@dataclass(frozen=True)
class Raw:
    """What the store holds of one programme, before anybody's rights."""

    programme: Programme
    participants: Sequence[Participant] = ()
    pairings: Sequence[Pairing] = ()
    sessions: Sequence[Session] = ()
    pulses: Sequence[Pulse] = ()
    ratings: Sequence[SelfRating] = ()
    commitments: Sequence[Commitment] = ()
    contributions: Sequence[Contribution] = ()
    consents: Sequence[Consent] = ()
    shown: Sequence[ShownRow] = ()
    """Every figure that anybody has seen of it."""


@dataclass
class Places:
    """Who is in which pairing, in which role, at which site."""

    raw: Raw
    sites: dict[str, str] = field(default_factory=dict)
    pairings: dict[str, Pairing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sites = {person.id: person.department for person in self.raw.participants}
        self.pairings = {pairing.id: pairing for pairing in self.raw.pairings}

    def unit(self, key: str, person: str, pairing: str | None, value: float) -> Unit | None:
        """An answer in its place; None for one of somebody who is in no pairing of that id."""
        pair = self.pairings.get(pairing or "")
        voice = pair.voice_of(person) if pair is not None else ""
        if pair is None or not voice:
            return None
        return Unit(
            key=key,
            person=person,
            pairing=pair.id,
            role=Role.MENTOR if voice == "mentor" else Role.MENTEE,
            site=self.sites.get(person, ""),
            value=value,
        )

    def everybody(self, *, active: bool = True) -> list[Unit]:
        """Everybody in a pairing, with value 0."""
        found = [
            self.unit(f"{person}@{pairing.id}", person, pairing.id, 0.0)
            for pairing in self.raw.pairings
            if pairing.state is PairingState.ACTIVE or not active
            for person in (pairing.mentor, pairing.mentee)
        ]
        return [unit for unit in found if unit is not None]


def figures_of(raw: Raw, wanted: Wanted) -> tuple[ProgrammeFigures, list[ShownRow]]:
    """The figures, and the rows that the ledger must remember because they are new."""
    places = Places(raw)
    everybody = places.everybody()
    sites = merged_sites(everybody, wanted.rule)
    rows: list[ShownRow] = []
    figures = [_sessions(places, sites, wanted), *_ratings(places, sites, wanted, rows)]
    figures += [_promises(places, wanted, rows), _moved_twice(places, wanted, rows)]
    themes, hidden, given = themes_of(raw, places.unit, everybody, wanted, rows)
    columns = sorted({*sites.values()} - {OTHER_SITES})
    columns += [OTHER_SITES] if OTHER_SITES in sites.values() else []
    return ProgrammeFigures(
        pairings=len({unit.pairing for unit in everybody}),
        people=len({unit.person for unit in everybody}),
        sites=tuple(columns),
        pairings_by_site=_pairings_by_site(everybody, sites),
        figures=tuple(figures),
        paired=tuple(_paired(places, role, wanted, rows) for role in (Role.MENTOR, Role.MENTEE)),
        changes=_changes(places, everybody, wanted, rows),
        topics=topics_of(raw.pairings, everybody, raw.shown, wanted, rows),
        themes=tuple(themes),
        hidden_themes=hidden,
        contributions=len(given),
        contributors=len({one.author for one in given}),
    ), rows


def _pairings_by_site(everybody: Sequence[Unit], sites: dict[str, str]) -> dict[str, int]:
    """Pairings of each column; none where pairings reach across columns."""
    found: dict[str, set[str]] = {}
    for unit in everybody:
        if unit.site in sites:
            found.setdefault(sites[unit.site], set()).add(unit.pairing)
    across = sum(len(of_site) for of_site in found.values()) > len({u.pairing for u in everybody})
    return {} if across else {name: len(of_site) for name, of_site in found.items()}


def _sessions(places: Places, sites: dict[str, str], wanted: Wanted) -> Figure:
    """Sessions held, of those whose number has come. A coordinator may know each; a site is told
    only where it is large enough, because the note goes to everybody."""
    due = [s for s in places.raw.sessions if _has_come(s, wanted)]
    slots = {(s.pairing, s.number) for s in due}
    held = {(s.pairing, s.number) for s in due if s.state is SessionState.HELD}
    cells = [Cell(group=ALL, text=f"{len(held)} of {len(slots)}")]
    everybody = places.everybody()
    if _pairings_by_site(everybody, sites):
        column_of = {unit.pairing: sites[unit.site] for unit in everybody}
        for name in dict.fromkeys(sites.values()):
            of_site = {slot for slot in slots if column_of.get(slot[0] or "") == name}
            cells.append(Cell(group=name, text=f"{len(held & of_site)} of {len(of_site)}"))
    return Figure(name="sessions", cells=tuple(cells))


def _has_come(session: Session, wanted: Wanted) -> bool:
    if session.state is not SessionState.PLANNED:
        return True
    return session.starts_at is not None and session.starts_at.date() <= wanted.as_of


def _moved_twice(places: Places, wanted: Wanted, rows: list[ShownRow]) -> Figure:
    """Pairings with two moved or missed sessions in a row: a count like that of a theme. None at
    all and a few are held back alike."""
    units = []
    for unit in places.everybody():
        of_pair = [s for s in places.raw.sessions if s.pairing == unit.pairing]
        states = [s.state for s in sorted(of_pair, key=lambda s: s.number) if _has_come(s, wanted)]
        lost = [state in (SessionState.MOVED, SessionState.MISSED) for state in states]
        twice = any(one and two for one, two in pairwise(lost))
        units.append(unit.model_copy(update={"value": float(twice), "key": f"{unit.key}={twice}"}))
    count = _counted("moved twice running", units, places.raw.shown, wanted, rows)
    cell = (
        Cell(group=ALL, text=("" if count.exact else "at least ") + str(count.pairings))
        if count
        else Cell(group=ALL, why="few")
    )
    return Figure(name="moved-twice", cells=(cell,))


def _ratings(
    places: Places, sites: dict[str, str], wanted: Wanted, rows: list[ShownRow]
) -> list[Figure]:
    numbers = {session.id: session.number for session in places.raw.sessions}
    figures = []
    for about in ("worth", "energy"):
        given = [
            pulse
            for pulse in places.raw.pulses
            if pulse.about == about and numbers.get(pulse.session or "") == wanted.session
        ]
        units = _units(
            places.unit(f"{p.id}@{p.version}", p.author, p.pairing, p.value) for p in given
        )
        if units:
            measure = Measure(name=f"{about} after session {wanted.session}")
            shown = protect(
                measure,
                units,
                by_role_and_site(units, sites),
                places.raw.shown,
                wanted.rule,
                wanted.as_of,
            )
            rows.extend(shown.rows)
            figures.append(Figure(name=about, cells=shown.cells))
    return figures


def _promises(places: Places, wanted: Wanted, rows: list[ShownRow]) -> Figure:
    """Promises kept, of those due in this period; one that was let go is not counted."""
    units = []
    for one in places.raw.commitments:
        late = one.state is CommitmentState.OPEN and one.due is not None
        if one.state not in (CommitmentState.KEPT, CommitmentState.MISSED) and not late:
            continue
        if one.due is None or one.due > wanted.as_of or (wanted.since and one.due <= wanted.since):
            continue
        pair = places.pairings.get(one.pairing or "")
        owner = pair.person(one.owner) if pair else ""
        kept = float(one.state is CommitmentState.KEPT)
        units.append(places.unit(f"{one.id}={kept:g}", owner, one.pairing, kept))
    found = _units(units)
    measure = Measure(name="promises", how="share")
    shown = protect(measure, found, by_role(found), places.raw.shown, wanted.rule, wanted.as_of)
    rows.extend(shown.rows)
    return Figure(name="promises", cells=shown.cells)


def _paired(
    places: Places,
    role: Literal[Role.MENTOR, Role.MENTEE],
    wanted: Wanted,
    rows: list[ShownRow],
) -> Paired:
    """Means of those alone who rated themselves both times; who rated once would be found out by
    setting a mean of all beside it."""
    first = {(r.author, r.pairing): r for r in places.raw.ratings if r.wave == "baseline"}
    both = [
        (first[r.author, r.pairing], r)
        for r in places.raw.ratings
        if r.wave == wanted.wave and (r.author, r.pairing) in first
    ]
    both = [(a, b) for a, b in both if len(a.scores) == len(b.scores)]
    statements = len(both[0][0].scores) if both else 0
    cells = []
    group = MENTORS if role is Role.MENTOR else MENTEES
    scores: list[list[float]] = []
    for name, ratings in (("baseline", [a for a, _ in both]), (wanted.wave, [b for _, b in both])):
        units = [
            unit
            for unit in _units(
                places.unit(f"{r.id}@{r.version}", r.author, r.pairing, r.total) for r in ratings
            )
            if unit.role is role
        ]
        scores.append([unit.value or 0.0 for unit in units])
        measure = Measure(
            # One name for the baseline in every note: it is the same unknown beside mid and end.
            name=f"self-rating of {group}, {name}",
            scale=Scale(least=max(statements, 1), most=max(5 * statements, 2)),
        )
        shown = protect(
            measure, units, [(group, units)], places.raw.shown, wanted.rule, wanted.as_of
        )
        cells.append(shown.cells[0])
        rows.extend(shown.rows)
    told = all(cell.value is not None for cell in cells)
    return Paired(
        role="mentor" if role is Role.MENTOR else "mentee",
        statements=statements,
        before=cells[0],
        now=cells[1],
        change=change_of(scores[0], scores[1]) if told else None,
    )


def _changes(
    places: Places, everybody: Sequence[Unit], wanted: Wanted, rows: list[ShownRow]
) -> Count | None:
    seen = {
        (r.author, r.pairing) for r in places.raw.ratings if r.wave == wanted.wave and r.change_seen
    }
    units = [
        unit.model_copy(
            update={
                "value": float((unit.person, unit.pairing) in seen),
                "key": f"{unit.key}={(unit.person, unit.pairing) in seen}",
            }
        )
        for unit in everybody
    ]
    return _counted(f"change seen, {wanted.wave}", units, places.raw.shown, wanted, rows)


def _counted(
    measure: str,
    units: Sequence[Unit],
    shown: Sequence[ShownRow],
    wanted: Wanted,
    rows: list[ShownRow],
) -> Count | None:
    count, row = protect_count(measure, units, shown, wanted.rule, wanted.as_of)
    if row is not None:
        rows.append(row)
    return count


def _units(found: Iterable[Unit | None]) -> list[Unit]:
    return [unit for unit in found if unit is not None]
