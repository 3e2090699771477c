"""A series of real meetings as the history of a pairing: four sessions, the last one to come.

What two of the speakers say in the first three meetings of a QMSum series (``corpus.jsonl``) is
what the two of a pairing wrote down, each in their own voice. For measuring only: nothing of it
is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.bootstrap import services
from assistant.domain.people import Objective, Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.sessions import (
    Agreement,
    Commitment,
    CommitmentState,
    Goal,
    GroundRule,
    Paragraph,
    Session,
    SessionNote,
    SessionState,
)
from assistant.domain.visibility import Visibility
from assistant.settings import Settings

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
MENTOR, MENTEE = "Industrial Designer", "Project Manager"
_PART = 4_000
"""Characters of what one person said in a meeting, from its middle."""
_LEAST_WORDS = 8


class Day:
    """The clock of a series."""

    def now(self) -> datetime:
        return NOW


def series_names(data: Path) -> list[str]:
    """The series of at least four meetings, in order."""
    return sorted(name for name, meetings in _series(data).items() if len(meetings) >= 4)


def found_series(data: Path, name: str, store: Path) -> None:
    """Write one series into a new store; its pairing is called by the series' name, its people
    NAME-mentor and NAME-mentee, named as two of the speakers are."""
    opened = services(Settings(store=str(store), embedder="none"), clock=Day())
    opened.context.repositories.found_programme(_records(name, _series(data)[name]))
    opened.close()


def _series(data: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in (data / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(row)
        found[passage["series"]][passage["meeting"]].append(passage["text"])
    return found


def _said(passages: list[str], speaker: str) -> str:
    """One speaker's longer turns, from the middle of the meeting on, as paragraphs."""
    turns = [turn for passage in passages for turn in passage.split("\n")]
    own = [turn.partition(": ")[2].strip() for turn in turns if turn.startswith(f"{speaker}: ")]
    full = [turn for turn in own if len(turn.split()) >= _LEAST_WORDS]
    text = "\n".join(full[len(full) // 3 :])
    return text[:_PART].rpartition(".")[0] + "." if len(text) > _PART else text


def _records(name: str, meetings: dict[str, list[str]]) -> list[Record]:
    programme = "series"
    mentor, mentee = f"{name}-mentor", f"{name}-mentee"
    base: dict[str, Any] = {"programme": programme, "pairing": name}
    pair: dict[str, Any] = {**base, "visibility": Visibility.PAIR}
    records: list[Record] = [
        Programme(
            id=programme,
            programme=programme,
            name="A series of meetings",
            objectives=(Objective(id="O1", text="Learn from real work on one design."),),
        ),
        Participant(id=mentor, programme=programme, name=MENTOR, job="designer"),
        Participant(id=mentee, programme=programme, name=MENTEE, job="director"),
        Pairing(**{**pair, "id": name}, mentor=mentor, mentee=mentee, focus="A new remote control"),
        Goal(
            **pair,
            id=f"{name}.G1",
            label="G1",
            whose="mentee",
            text="Understand how a design decision is really made.",
            success="Project can name one decision and who it was hard for.",
        ),
        Agreement(
            **pair,
            id=f"{name}.agreement",
            rules=(GroundRule(id="A1", text="What is said here stays here."),),
        ),
        Commitment(
            **pair,
            id=f"{name}.C1",
            session=f"{name}.S1",
            label="C1",
            owner="mentee",
            text="Sit in on one design meeting and say nothing.",
            state=CommitmentState.OPEN,
        ),
    ]
    for number, passages in enumerate(list(meetings.values())[:4], start=1):
        starts = NOW + timedelta(weeks=4 * (number - 4), days=2)
        held = number < 4
        records.append(
            Session(
                **base,
                id=f"{name}.S{number}",
                number=number,
                starts_at=starts,
                state=SessionState.HELD if held else SessionState.PLANNED,
            )
        )
        if not held:
            continue
        parts = {mentor: _said(passages, MENTOR), mentee: _said(passages, MENTEE)}
        for author, part in parts.items():
            if not part:
                continue
            records.append(
                SessionNote(
                    **pair,
                    id=f"{name}.S{number}.{author.rpartition('-')[2]}",
                    session=f"{name}.S{number}",
                    author=author,
                    created_at=starts,
                    updated_at=starts,
                    paragraphs=(Paragraph(id="p1", text=part, visibility=Visibility.PAIR),),
                )
            )
    return records
