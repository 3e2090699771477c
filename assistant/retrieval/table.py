"""What a search looks things up in: passages in order, with numbers beside them as arrays.

A table never changes; when the shelves do, another one takes its place, so that a search sees the
old or the new and nothing between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Passage, Source
from assistant.retrieval import fusion
from assistant.retrieval.fusion import Numbers
from assistant.retrieval.languages import Languages
from assistant.retrieval.places import PlacesKept, Rows, rows_mapped
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.speakers import by_first_word, speakers
from assistant.retrieval.walls import may_be_shown, scope_of, scopes_of

SECTIONS = 0.25
"""Share of a neighbour in documents, where each section has one matter."""
FLOW, FLOW_MOST = 12, 0.75
"""In people's words the share grows with the record: n passages lend n / (n + 12). Three notes of
a session say three things; over an hour's transcript an answer spans many passages."""


@dataclass(frozen=True)
class Voice:
    """Where somebody speaks, with their share of the words."""

    rows: Rows
    shares: Numbers


@dataclass(frozen=True)
class Inside:
    """What a request may look into: runs of rows, one for each scope, which ascend."""

    spans: Sequence[slice]

    def of(self, array: NDArray[Any]) -> NDArray[Any]:
        """The part of an array over all rows; where that is one run, no copy is made."""
        parts = [array[span] for span in self.spans]
        return parts[0] if len(parts) == 1 else np.concatenate(parts or [array[:0]])

    @property
    def rows(self) -> Rows:
        return np.concatenate([np.arange(s.start, s.stop) for s in self.spans] or [np.arange(0)])


@dataclass(frozen=True)
class Table:
    """All passages of a reader, by scope and record; arrays run in the same order."""

    passages: Sequence[Passage]
    scopes: Mapping[str, slice]
    kinds: Sequence[Source]
    """One source of each kind of label: what may be shown is asked once for all like it."""
    kind: NDArray[np.int32]
    record: Rows
    weight: Numbers
    """What a passage's own and its neighbours' scores are divided by."""
    shares: Sequence[Numbers]
    """What each lends to the next, to the next but one, and so on."""
    lengths: Numbers
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
    places: PlacesKept
    """Where each term stands, in rows of this table."""

    def said_by(self, names: Iterable[str]) -> Numbers:
        """Share of each passage that these people say."""
        shares = np.zeros(len(self.passages))
        for name in names:
            said = self.voices[name]
            shares[said.rows] += said.shares
        return np.minimum(shares, 1.0)

    def allowed(self, request: SearchRequest) -> tuple[Inside, NDArray[np.bool_]]:
        """The request's scopes, and which of their rows may be shown."""
        spans = [self.scopes[scope] for scope in scopes_of(request) if scope in self.scopes]
        inside = Inside(sorted(spans, key=lambda span: span.start))
        kind = inside.of(self.kind)
        shown = np.zeros(len(self.kinds), dtype=bool)
        for number in np.flatnonzero(np.bincount(kind, minlength=len(self.kinds))).tolist():
            shown[number] = may_be_shown(self.kinds[number], request)
        return inside, shown[kind]

    def lent(self, scores: Numbers, inside: Inside) -> Numbers:
        """What each row inside gains from those beside it in the same record."""
        parts, begin = [], 0
        for span in inside.spans:
            size = span.stop - span.start
            steps = [step[span.start : span.stop - n] for n, step in enumerate(self.shares, 1)]
            parts.append(fusion.lent(scores[begin : begin + size], steps[: max(size - 1, 0)]))
            begin += size
        return np.concatenate(parts or [scores])


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
    belonging, decays = np.array(record, dtype=np.int64), np.array(decay, dtype=np.float64)
    return Table(
        passages=ordered,
        scopes=slices,
        kinds=sources,
        kind=np.array(kind, dtype=np.int32),
        record=belonging,
        weight=fusion.weight_of(decays),
        shares=fusion.shares(belonging, decays),
        lengths=lengths,
        numbers=numbers,
        shelf=shelf_of,
        voices={name: _voice(said) for name, said in voices.items()},
        names=by_first_word(voices),
        days=np.array(days, dtype=np.int64),
        sessions=np.array(sessions, dtype=np.int64),
        numbering=numbering,
        languages=Languages(ordered, languages),
        places=PlacesKept(partial(_places, shelves, homes)),
    )


def _places(shelves: Sequence[Shelf], homes: Sequence[Rows], term: str) -> Rows:
    """From the shelves, in rows of the table; ``homes`` say which each of a shelf's rows is."""
    pairs = zip(shelves, homes, strict=True)
    return np.concatenate([rows_mapped(shelf.places(term), home) for shelf, home in pairs])


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
    """For each shelf, the row here of each of its own, -1 for none; and for each row here its row
    in its shelf, its number of terms, its shelf."""
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
