"""The worked case of a coordinator as a store: nine pairings at the mid-point, rows per person.

Usage: python -m benchmarks.coordinator_case FILE
Prints the note that the rules draft, and where its themes agree with the case's own list.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.bootstrap import services
from assistant.domain.documents import Page
from assistant.domain.people import Objective, Pairing, Participant, Programme, Theme
from assistant.domain.programme_notes import Ask, AskState, Period, SelfRating
from assistant.domain.records import Record
from assistant.domain.reflections import Contribution, Quoting
from assistant.domain.sessions import (
    Commitment,
    CommitmentState,
    Pulse,
    Session,
    SessionState,
)
from assistant.domain.visibility import Visibility
from assistant.exchange.pages import page_markdown
from assistant.services import Services
from assistant.settings import Settings

COORDINATOR = "case-coordinator"


class CoordinatorCase:
    """The case's records, and the day on which they stand as they do. With ``pairs``, as if the
    programme had no more than the first so many."""

    def __init__(self, file: Path, pairs: int | None = None) -> None:
        self._pairs = pairs
        self.content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        self.day = date.fromisoformat(self.content["programme"]["as_of"])
        self._before = datetime.combine(self.day, time(9), UTC) - timedelta(days=3)

    def now(self) -> datetime:
        """Also the clock of the store."""
        return datetime.combine(self.day, time(12), UTC)

    def records(self) -> list[Record]:
        head = self.content["programme"]
        programme = Programme(
            id=head["id"],
            programme=head["id"],
            name=head["name"],
            cadence=head["cadence"],
            coordinators=(COORDINATOR,),
            objectives=tuple(Objective(**entry) for entry in head["objectives"]),
            themes=tuple(Theme(name=entry["name"]) for entry in self.content["themes"]),
        )
        found: list[Record] = [programme, self._person(COORDINATOR, "")]
        for entry in self.content["pairings"]:
            found += self._pairing(entry)
        found += [*self._given(), *self._rated(), *self._promised(), *self._asked()]
        gone = {entry["id"] for entry in self.content["pairings"][self._pairs :]}
        if self._pairs is None or not gone:
            return found
        people = {f"{name}-{role}" for name in gone for role in ("mentor", "mentee")}
        return [one for one in found if not {one.id, one.pairing} & (gone | people)]

    def _labels(self, pairing: str | None = None, author: str = "") -> dict[str, Any]:
        return {
            "programme": self.content["programme"]["id"],
            "pairing": pairing,
            "author": author,
            "created_at": self._before,
            "updated_at": self._before,
        }

    def _person(self, person: str, site: str) -> Participant:
        return Participant(
            id=person, name=person, department=site, programme=self.content["programme"]["id"]
        )

    def _pairing(self, entry: dict[str, Any]) -> list[Record]:
        name = entry["id"]
        mentor, mentee = f"{name}-mentor", f"{name}-mentee"
        labels = {**self._labels(name), "visibility": Visibility.PAIR}
        found: list[Record] = [
            self._person(mentor, entry["site"]),
            self._person(mentee, entry["site"]),
            Pairing(
                id=name, mentor=mentor, mentee=mentee, topics=(entry["strand"],),
                programme=labels["programme"],
            ),
        ]  # fmt: skip
        held, moved = entry["sessions_held"], entry["sessions_moved"]
        states = [SessionState.HELD] * held
        states += [SessionState.MOVED] * min(moved, entry["sessions_planned"] - held)
        states += [SessionState.MISSED] * (entry["sessions_planned"] - len(states))
        for number, state in enumerate(states, start=1):
            found.append(Session(id=f"{name}.S{number}", number=number, state=state, **labels))
        return found

    def _given(self) -> list[Record]:
        names = {entry["id"]: entry["name"] for entry in self.content["themes"]}
        consent = {
            "none": Quoting.NO, "anonymous": Quoting.ANONYMOUS, "named": Quoting.NAMED
        }  # fmt: skip
        return [
            Contribution(
                id=entry["id"],
                text=entry["text"],
                themes=tuple(names[theme] for theme in entry["themes"]),
                quoting=consent[entry["quote_consent"]],
                **self._labels(entry["pairing"], entry["person"]),
            )
            for entry in self.content["contributions"]
            if not entry["withdrawn"]
        ]

    def _rated(self) -> list[Record]:
        found: list[Record] = []
        for entry in self.content["pulse_session_3"]["rows"]:
            pairing = entry["pairing"]
            author = f"{pairing}-{entry['role']}"
            labels = {**self._labels(pairing, author), "session": f"{pairing}.S3"}
            found.append(Pulse(value=entry["rating"], about="worth", **labels))
        for position in range(self.content["energy_mentors_session_3"]["answers"]):
            pairing = f"P{position + 1}"
            labels = {**self._labels(pairing, f"{pairing}-mentor"), "session": f"{pairing}.S3"}
            found.append(Pulse(value=3 + position % 2, about="energy", **labels))
        confidence = self.content["confidence_mentors"]
        changed = self.content["visible_changes"]
        seen = {
            f"P{n // 2 + 1}-{'mentor' if n % 2 == 0 else 'mentee'}"
            for n in range(changed["people_confirming"])
        }
        rows = {e["pairing"]: (e["before"], e["midpoint"]) for e in confidence["paired"]}
        for n in range(1, 10):
            for role in ("mentor", "mentee"):
                person, pairing = f"P{n}-{role}", f"P{n}"
                before, now = rows.get(pairing, (None, None)) if role == "mentor" else (None, None)
                if role == "mentee" and n <= self.content["confidence_mentees"]["paired_answers"]:
                    before, now = 20 + n, 22 + n
                labels = self._labels(pairing, person)
                if before is not None:
                    found.append(SelfRating(wave="baseline", scores=_seven(before), **labels))
                if now is not None or person in seen:
                    scores = _seven(now if now is not None else 21)
                    found.append(
                        SelfRating(wave="mid", scores=scores, change_seen=person in seen, **labels)
                    )
        return found

    def _promised(self) -> list[Record]:
        """As many as the case counts: the three mentors and six mentees with one not kept first."""
        sums = self.content["commitments"]
        missing = [(f"P{n}", "mentee") for n in range(1, 7)]
        missing += [(f"P{n}", "mentor") for n in (1, 2, 7)]
        others = [("P7", "mentee"), *((f"P{n}", "mentor") for n in (3, 4, 5, 6, 8, 9))]
        owners = [*missing, *others]
        assert len(owners) == sums["people_with_a_due_commitment"]
        not_kept = sums["due"] - sums["kept"]
        states = [(owner, CommitmentState.MISSED) for owner in missing]
        states += [(missing[n], CommitmentState.MISSED) for n in range(not_kept - len(missing))]
        states += [(owner, CommitmentState.KEPT) for owner in others]
        states += [
            (owners[n % len(owners)], CommitmentState.KEPT)
            for n in range(sums["kept"] - len(others))
        ]
        return [
            Commitment(
                id=f"C{n}",
                owner="mentor" if role == "mentor" else "mentee",
                text="A promise.",
                due=self.day - timedelta(days=5),
                state=state,
                **{**self._labels(pairing), "visibility": Visibility.PAIR},
            )
            for n, ((pairing, role), state) in enumerate(states)
        ]

    def _asked(self) -> list[Record]:
        return [
            Ask(
                id=entry["id"],
                text=entry["ask"],
                answer=entry["answer"],
                state=AskState(entry["state"]),
                asked_on=date(2026, 2, 16),
                **self._labels(None, COORDINATOR),
            )
            for entry in self.content["asks_february"]
        ]


def _seven(total: int) -> tuple[int, ...]:
    """Seven ratings with this sum."""
    each, more = divmod(total, 7)
    return tuple(each + (n < more) for n in range(7))


def founded(case: CoordinatorCase, store: Path) -> Services:
    """The case in a new store at that path, opened; whoever asks closes it."""
    opened = services(Settings(store=str(store), embedder="none"), clock=case)
    opened.context.repositories.found_programme(case.records())
    return opened


def case_note(file: Path, folder: Path) -> Page:
    """The note that the rules draft on the case, kept in a store in ``folder``."""
    opened = founded(CoordinatorCase(file), folder / "store.sqlite")
    try:
        opened.people.become(COORDINATOR, False)
        drafting = opened.summaries.draft(None, Period.MID, "rules", lambda _: None)
        return asyncio.run(drafting).page
    finally:
        opened.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", type=Path)
    file = arguments.parse_args().file
    with TemporaryDirectory() as folder:
        page = case_note(file, Path(folder))
    print(page_markdown(page))
    case = CoordinatorCase(file)
    told = page.model_dump_json()
    for theme in case.content["themes"]:
        agrees = (theme["name"] in told) == theme["shown"]
        print(f"{'as in the case' if agrees else 'DIFFERS'}: {theme['name']}")


if __name__ == "__main__":
    main()
