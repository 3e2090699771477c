"""Worked cases as records: a folder with an ``input.yaml`` becomes a store to draft from.

Usage: python -m benchmarks.cases FOLDER --to STORE     then: viceversa agenda --store STORE ...
The people of a case are NAME-mentor, NAME-mentee and NAME-coordinator; its pairing is NAME.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from assistant.bootstrap import services
from assistant.domain.guidance import Strength
from assistant.domain.library import Document
from assistant.domain.people import Contact, Objective, Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    Feedback,
    FeedbackLine,
    FeedbackState,
    Reflection,
)
from assistant.domain.sessions import (
    Agreement,
    Boundary,
    Commitment,
    CommitmentState,
    Goal,
    GroundRule,
    Paragraph,
    Pulse,
    Question,
    Session,
    SessionNote,
    SessionState,
)
from assistant.domain.visibility import Visibility
from assistant.settings import Settings

ZONE = ZoneInfo("Europe/London")


class Case:
    """One case: its records, and the day on which they stand as they do."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds an ``input.yaml``; its name gives the case's, without ``case-``."""
        self.folder = folder
        self.name = folder.name.removeprefix("case-")
        self._content: dict[str, Any] = yaml.safe_load((folder / "input.yaml").read_text())
        self.sessions = {
            int(entry["id"][1:]): entry for entry in self._content["sessions"] if entry.get("id")
        }

    @property
    def next_session(self) -> int:
        """Number of the session that is to be prepared."""
        planned = [n for n, entry in self.sessions.items() if entry.get("planned") is True]
        return planned[0]

    @property
    def last_held(self) -> int:
        """Number of the session that is looked back at."""
        return max(n for n, entry in self.sessions.items() if entry.get("held"))

    @property
    def now(self) -> datetime:
        """Two days before the next session, at nine."""
        day: date = self.sessions[self.next_session]["date"]
        return datetime.combine(day, time(9), UTC) - timedelta(days=2)

    def person(self, role: str) -> str:
        """Id of the mentor, mentee or coordinator."""
        return f"{self.name}-{role}"

    def records(self) -> list[Record]:
        """Everything, the programme first."""
        return list(self._records())

    def _labels(self, part: str, role: str = "", session: str = "", seen: str = "pair") -> dict:
        written = self._day(session)
        return {
            "id": f"{self.name}.{part}",
            "programme": self._content["programme"]["id"],
            "pairing": self.name,
            "session": f"{self.name}.{session}" if session else None,
            "author": self.person(role) if role else "",
            "visibility": Visibility(seen),
            "created_at": written,
            "updated_at": written,
        }

    def _day(self, session: str) -> datetime:
        entry = self.sessions.get(int(session[1:]) if session else -1, {})
        day = entry.get("date") or _last(entry.get("planned")) or self.sessions[1]["date"]
        hour, minute = map(int, str(entry.get("time", "14:00")).split(":"))
        return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)

    def _records(self) -> Iterator[Record]:
        programme, pair = self._content["programme"], self._content["pairing"]
        yield Programme(
            id=programme["id"],
            programme=programme["id"],
            name=programme["name"],
            organisation=programme["name"].split(" reverse")[0],
            coordinators=(self.person("coordinator"),),
            objectives=tuple(Objective(**entry) for entry in programme["objectives"]),
            outcomes=programme["outcomes"],
            cadence=programme["cadence"],
            total_sessions=6,
            midpoint_session=next((n for n, s in self.sessions.items() if s.get("midpoint")), 3),
            feedback_after_sessions=tuple(programme["feedback_after_sessions"]),
            contacts=(Contact(name="Programme contact", what_for="Anything about the pairing."),),
        )
        for role in ("mentor", "mentee", "coordinator"):
            entry = pair.get(role) or {"name": "Case Coordinator", "job": "programme lead"}
            yield Participant(
                id=self.person(role),
                programme=programme["id"],
                name=entry["name"],
                job=entry["job"],
            )
        yield Pairing(
            **{**self._labels(""), "id": self.name},
            mentor=self.person("mentor"),
            mentee=self.person("mentee"),
            focus=pair["focus"],
            topics=tuple(pair.get("topics", ())),
        )
        for goal in pair["goals"]:
            fields = {key: goal[key] for key in ("whose", "text", "success")}
            yield Goal(**self._labels(goal["id"]), label=goal["id"], **fields)
        if pair["agreement"]:
            rules = tuple(GroundRule(**rule) for rule in pair["agreement"])
            both = ("mentor", "mentee")
            yield Agreement(**self._labels("agreement"), rules=rules, accepted=both)
        for entry in pair["boundaries"]:
            yield Boundary(
                **self._labels(entry["id"], entry["owner"], seen="private"), topic=entry["topic"]
            )
        yield from self._held()
        yield from self._written()
        for card in self._content["cards"]:
            yield Document(
                **{**self._labels(f"card.{card['id']}", "coordinator"), "pairing": None}
                | {"visibility": Visibility.PROGRAMME},
                title=card["title"],
                text=card["text"].strip(),
                origin=card["source"],
                strength=Strength(card["strength"]),
                digest=hashlib.sha256(card["text"].encode()).hexdigest(),
            )

    def _held(self) -> Iterator[Record]:
        for number, entry in self.sessions.items():
            moved = isinstance(entry.get("planned"), list)
            state = (
                SessionState.HELD
                if entry.get("held")
                else SessionState.MOVED
                if moved
                else SessionState.PLANNED
            )
            labels = self._labels(entry["id"])
            yield Session(
                **{**labels, "session": None},
                number=number,
                starts_at=self._day(entry["id"]),
                minutes=entry.get("minutes", 60),
                place=entry.get("place", ""),
                state=state,
                midpoint=entry.get("midpoint", False),
            )
            for note in entry.get("notes", ()):
                written = self._labels(note["id"], note["author"], entry["id"])
                if note.get("date"):
                    at = datetime.combine(note["date"], time(9), UTC)
                    written |= {"created_at": at, "updated_at": at}
                yield SessionNote(
                    **written,
                    paragraphs=(
                        Paragraph(
                            id="p1",
                            text=note["text"].strip(),
                            visibility=Visibility(note["visibility"]),
                        ),
                    ),
                )
        for entry in self._content["commitments"]:
            yield Commitment(
                **self._labels(entry["id"], session=entry["made"]),
                label=entry["id"],
                owner=entry["owner"],
                text=entry["text"],
                due=entry.get("due"),
                state=CommitmentState(entry["status"]),
                evidence=entry["evidence"],
            )

    def _written(self) -> Iterator[Record]:
        for entry in self._content["reflections"]:
            answer = Answer(
                question="", text=entry["text"].strip(), visibility=Visibility(entry["visibility"])
            )
            yield Reflection(
                **self._labels(entry["id"], entry["author"], entry["session"]), answers=(answer,)
            )
        rounds: dict[str, list[dict[str, Any]]] = {}
        for entry in self._content["feedback"]:
            rounds.setdefault(entry["id"].rpartition(".")[0], []).append(entry)
        for record, lines in rounds.items():
            number = int(record[1 : record.index(".")])
            fields = ("situation", "behaviour", "impact", "intent", "released")
            yield Feedback(
                **self._labels(record, lines[0]["author"], f"S{number}", seen="private"),
                round=number,
                state=FeedbackState.OPENED
                if any(line["released"] for line in self._content["feedback"])
                else FeedbackState.SEALED,
                lines=tuple(
                    FeedbackLine(
                        id=line["id"].rpartition(".")[2], **{key: line[key] for key in fields}
                    )
                    for line in lines
                ),
            )
        for entry in self._content["pulse"]:
            for role in ("mentor", "mentee"):
                if role in entry:
                    labels = self._labels(
                        f"P{entry['session']}.{role}", role, entry["session"], "private"
                    )
                    yield Pulse(**labels, value=entry[role])
        for entry in self._content["questions"]:
            labels = self._labels(entry["id"], entry["author"], seen=entry["visibility"])
            yield Question(**labels, label=entry["id"], text=entry["text"])


class DayOf:
    """The clock of a case."""

    def __init__(self, case: Case) -> None:
        self._now = case.now

    def now(self) -> datetime:
        return self._now


def found(case: Case, store: Path) -> None:
    """Write the case into a new store."""
    opened = services(Settings(store=str(store), embedder="none"), clock=DayOf(case))
    opened.context.repositories.found_programme(case.records())
    opened.close()


def _last(planned: object) -> date | None:
    return planned[-1] if isinstance(planned, list) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    case = Case(options.folder)
    found(case, options.to)
    print(f"{case.name}: session {case.next_session} is next; as {case.person('mentor')}")


if __name__ == "__main__":
    main()
