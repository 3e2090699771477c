"""What a search looks things up in: passages in order, with numbers beside them as arrays.

A table never changes; when the shelves do, another one takes its place, so that a search sees the
old or the new and nothing between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Passage, Source
from assistant.retrieval import fusion
from assistant.retrieval.fusion import Numbers, Places, Rows
from assistant.retrieval.languages import Languages
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.speakers import by_first_word, speakers
from assistant.retrieval.walls import may_be_shown, scope_of, scopes_of

SECTIONS = 0.25
"""Share of a neighbour in documents, where each section has one matter."""
FLOW, FLOW_MOST = 12, 0.75
"""In people's words the share grows with the record: n passages lend n / (n + 12). Three notes of
a session say three things; over an hour's transcript an answer spans many passages."""
PLACES_KEPT = 1_500_000
"""Of terms that were asked for, at 16 bytes and more each; a frequent term has 50,000 at 50,000
passages. What was not asked for the longest goes first."""


@dataclass(frozen=True)
class Voice:
    """Where somebody speaks, with their share of the words."""

    rows: Rows
    shares: Numbers


@dataclass(frozen=True)
class Table:
    """All passages of a reader, by scope and record; arrays run in the same order."""

    passages: Sequence[Passage]
    scopes: Mapping[str, slice]
    kinds: Sequence[Source]
    """One source of each kind of label: what may be shown is asked once for all like it."""
    kind: NDArray[np.int32]
    record: Rows
    decay: Numbers
    lengths: Numbers
    homes: Sequence[Rows]
    """For each shelf, the row here of each of its own rows; -1 for none."""
    numbers: Rows
    """The row of each passage in its shelf."""
    shelf: NDArray[np.int8]
    voices: Mapping[str, Voice]
    names: Mapping[str, Sequence[str]]
    """Of the voices, by their first word."""
    days: Rows
    """The day of each passage's record as an ordinal; 0 for none, and for documents."""
    sessions: Rows
    """The number of its session; 0 for none."""
    languages: Languages
    numbering: tuple[int, ...]
    """Of the shelves, when this was made: they count anew after damage."""
    _places: dict[str, Places] = field(default_factory=dict)

    def places(self, term: str, shelves: Sequence[Shelf]) -> Places:
        """Where a term stands, in rows of this table; kept for the next question."""
        found = self._places.pop(term, None)
        if found is None:
            parts = [
                fusion.rows_mapped(shelf.places(term), home)
                for shelf, home in zip(shelves, self.homes, strict=True)
            ]
            found = fusion.placed(np.concatenate(parts))
            kept = sum(len(other.keys) for other in self._places.values())
            for oldest in list(self._places):
                if kept + len(found.keys) <= PLACES_KEPT:
                    break
                kept -= len(self._places.pop(oldest).keys)
        self._places[term] = found
        return found

    def said_by(self, names: Iterable[str]) -> Numbers:
        """Share of each passage that these people say."""
        shares = np.zeros(len(self.passages))
        for name in names:
            said = self.voices[name]
            shares[said.rows] += said.shares
        return np.minimum(shares, 1.0)

    def allowed(self, request: SearchRequest) -> tuple[Rows, NDArray[np.bool_]]:
        """Rows in the request's scopes, in order, and which of them may be shown."""
        inside = [self.scopes[scope] for scope in scopes_of(request) if scope in self.scopes]
        rows = np.concatenate([np.arange(s.start, s.stop) for s in inside] or [np.arange(0)])
        shown = np.zeros(len(self.kinds), dtype=bool)
        there = np.bincount(self.kind[rows], minlength=len(self.kinds))
        for kind in np.flatnonzero(there).tolist():
            shown[kind] = may_be_shown(self.kinds[kind], request)
        return rows, shown[self.kind[rows]]


def arrange(
    passages: Iterable[Passage], shelves: Sequence[Shelf], languages: dict[str, str]
) -> Table:
    """The table of these passages, which stand on the shelves.

    ``languages`` are those that are known already, by id of the passage; others are added to it
    once they are asked for.
    """
    numbering = tuple(shelf.numbering for shelf in shelves)
    scopes: dict[str, dict[str, list[Passage]]] = {}
    for passage in passages:
        records = scopes.setdefault(scope_of(passage.source), {})
        records.setdefault(passage.source.record, []).append(passage)
    ordered: list[Passage] = []
    slices: dict[str, slice] = {}
    record: list[int] = []
    decay: list[float] = []
    for scope, records in scopes.items():
        start = len(ordered)
        for number, members in enumerate(records.values(), record[-1] + 1 if record else 0):
            record += [number] * len(members)
            decay += [_decay(members)] * len(members)
            ordered += members
        slices[scope] = slice(start, len(ordered))
    kinds: dict[tuple[object, ...], int] = {}
    sources: list[Source] = []
    kind: list[int] = []
    voices: dict[str, list[tuple[int, float]]] = {}
    days, sessions = [0] * len(ordered), [0] * len(ordered)
    for row, passage in enumerate(ordered):
        source = passage.source
        label = _label(source)
        if label not in kinds:
            kinds[label] = len(sources)
            sources.append(source)
        kind.append(kinds[label])
        if not source.is_guidance:
            days[row] = source.at.toordinal() if source.at else 0
            sessions[row] = source.session or 0
            for name, share in speakers(passage).items():
                voices.setdefault(name, []).append((row, share))
    homes, numbers, lengths, shelf_of = _standing(ordered, shelves)
    return Table(
        passages=ordered,
        scopes=slices,
        kinds=sources,
        kind=np.array(kind, dtype=np.int32),
        record=np.array(record, dtype=np.int64),
        decay=np.array(decay, dtype=np.float64),
        lengths=lengths,
        homes=homes,
        numbers=numbers,
        shelf=shelf_of,
        voices={name: _voice(said) for name, said in voices.items()},
        names=by_first_word(voices),
        days=np.array(days, dtype=np.int64),
        sessions=np.array(sessions, dtype=np.int64),
        numbering=numbering,
        languages=Languages(ordered, languages),
    )


def _voice(said: Sequence[tuple[int, float]]) -> Voice:
    rows, shares = zip(*said, strict=True)
    return Voice(np.array(rows, dtype=np.int64), np.array(shares))


def _label(source: Source) -> tuple[object, ...]:
    """All that ``may_be_shown`` looks at."""
    return (source.kind, source.author, source.pairing, source.programme, source.visibility)


def _decay(members: Sequence[Passage]) -> float:
    if members[0].source.is_guidance:
        return SECTIONS
    return min(FLOW_MOST, len(members) / (len(members) + FLOW))


def _standing(
    ordered: Sequence[Passage], shelves: Sequence[Shelf]
) -> tuple[list[Rows], Rows, Numbers, NDArray[np.int8]]:
    numbers = np.full(len(ordered), -1, dtype=np.int64)
    lengths = np.zeros(len(ordered))
    shelf_of = np.zeros(len(ordered), dtype=np.int8)
    homes: list[Rows] = []
    for number, shelf in enumerate(shelves):
        held = shelf.held_rows()
        rows = [row for row, passage in enumerate(ordered) if passage.id in held]
        there = np.array([held[ordered[row].id][0] for row in rows], dtype=np.int64)
        home = np.full(int(there.max()) + 1 if len(there) else 0, -1, dtype=np.int64)
        home[there] = rows
        numbers[rows] = there
        lengths[rows] = [held[ordered[row].id][1] for row in rows]
        shelf_of[rows] = number
        homes.append(home)
    return homes, numbers, lengths, shelf_of
