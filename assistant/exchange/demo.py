"""The demo programme, from its files to records, with its dates moved to today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from assistant.domain.people import (
    Contact,
    Milestone,
    Objective,
    Pairing,
    Participant,
    Programme,
    Theme,
)
from assistant.domain.programme_notes import Ask, AskState, SelfRating
from assistant.domain.records import Record
from assistant.domain.reflections import (
    Answer,
    Contribution,
    Feedback,
    FeedbackLine,
    FeedbackState,
    Quoting,
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
from assistant.errors import InvalidContent
from assistant.plain_yaml import LOADER


def demo_records(folder: Path, today: date) -> list[Record]:
    """Every record of the demo, the programme first.

    Dates are moved by whole weeks, so that weekdays stay and what lay ahead lies ahead of
    ``today``. Raises InvalidContent, naming the file.
    """
    head = _read(folder / "programme.yaml")
    try:
        shift = timedelta(weeks=-(-(today - head["today"]).days // 7))
        programme = _programme(head, shift)
        records: list[Record] = [programme]
        people: dict[str, Participant] = {}
        _add_person(people, head["coordinator"], programme.id)
        pairings = [_read(path) for path in sorted(folder.glob("pairing-*.yaml"))]
        for content in pairings:
            _add_person(people, content["mentor"], programme.id)
            _add_person(people, content["mentee"], programme.id)
        records += people.values()
        records += _asks(head, shift)
        for content in pairings:
            records += _PairingReader(content, programme, shift, today).records()
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidContent("The demo programme cannot be read.", [str(error)]) from error
    return records


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 (a safe one)
    except (OSError, yaml.YAMLError) as error:
        raise InvalidContent("The demo programme cannot be read.", [path.name]) from error
    if not isinstance(content, dict):
        raise InvalidContent("The demo programme cannot be read.", [f"{path.name}: not a mapping"])
    return content


def _add_person(people: dict[str, Participant], entry: Mapping[str, Any], programme: str) -> None:
    people[entry["id"]] = Participant(
        id=entry["id"],
        programme=programme,
        name=entry["name"],
        job=entry.get("job", ""),
        department=entry.get("department", ""),
    )


def _programme(head: Mapping[str, Any], shift: timedelta) -> Programme:
    return Programme(
        id=head["id"],
        programme=head["id"],
        name=head["name"],
        organisation=head["organisation"],
        time_zone=head["time_zone"],
        template=head["template"],
        coordinators=(head["coordinator"]["id"],),
        departments=tuple(head["departments"]),
        objectives=tuple(Objective(**entry) for entry in head["objectives"]),
        themes=tuple(Theme(**entry) for entry in head.get("themes", ())),
        outcomes=head["outcomes"],
        cadence=head["cadence"],
        feedback_after_sessions=tuple(head["feedback_after_sessions"]),
        contacts=tuple(Contact(**entry) for entry in head["contacts"]),
        invented=True,
        milestones=tuple(
            Milestone(title=m["title"], date=m["date"] + shift, done=m["done"])
            for m in head["milestones"]
        ),
    )


def _asks(head: Mapping[str, Any], shift: timedelta) -> Iterator[Record]:
    for position, entry in enumerate(head.get("asks", ()), start=1):
        yield Ask(
            id=f"{head['id']}.Y{position}",
            programme=head["id"],
            author=head["coordinator"]["id"],
            text=entry["text"],
            of_whom=entry["of_whom"],
            asked_on=entry["asked_on"] + shift,
            answer=entry["answer"],
            state=AskState(entry["state"]),
        )


class _PairingReader:
    """One pairing's file to its records; ids are speaking, so that the demo reads well."""

    def __init__(
        self, content: Mapping[str, Any], programme: Programme, shift: timedelta, today: date
    ) -> None:
        self._content = content
        self._today = datetime.combine(today, time(), UTC)
        self._programme = programme
        self._shift = shift
        self._id: str = content["id"]
        self._starts = {entry["number"]: self._start(entry) for entry in content["sessions"]}

    def records(self) -> Iterator[Record]:
        content, labels = self._content, self._labels
        yield Pairing(
            **{**labels(), "id": self._id},
            mentor=content["mentor"]["id"],
            mentee=content["mentee"]["id"],
            focus=content["focus"],
            topics=tuple(content["topics"]),
        )
        for goal in content["goals"]:
            yield Goal(
                **labels(goal["id"]),
                label=goal["id"],
                whose=goal["whose"],
                text=goal["text"],
                success=goal.get("success") or "",
            )
        rules = tuple(GroundRule(**rule) for rule in content["agreement"])
        if rules:
            yield Agreement(**labels("agreement"), rules=rules, accepted=("mentor", "mentee"))
        for entry in content["boundaries"]:
            yield Boundary(
                **labels(entry["id"], who=entry["owner"], visibility=Visibility.PRIVATE),
                topic=entry["topic"],
                terms=tuple(entry["terms"]),
            )
        yield from self._sessions()
        yield from self._commitments()
        yield from self._written()
        yield from self._given()

    def _labels(
        self,
        part: str = "",
        *,
        who: str | None = None,
        session: int | None = None,
        visibility: Visibility = Visibility.PAIR,
    ) -> dict[str, Any]:
        written = self._starts.get(session or 0) or datetime.combine(
            min(start for start in self._starts.values() if start).date(), time(9), UTC
        )
        written = min(written, self._today)
        return {
            "id": f"{self._id}.{part}",
            "programme": self._programme.id,
            "pairing": self._id,
            "session": f"{self._id}.S{session}" if session else None,
            "author": self._content[who]["id"] if who else "",
            "visibility": visibility,
            "created_at": written,
            "updated_at": written,
        }

    def _start(self, entry: Mapping[str, Any]) -> datetime | None:
        if not entry.get("date"):
            return None
        hour, minute = map(int, str(entry.get("time", "09:00")).split(":"))
        day = entry["date"] + self._shift
        zone = ZoneInfo(self._programme.time_zone)
        return datetime.combine(day, time(hour, minute), zone).astimezone(UTC)

    def _sessions(self) -> Iterator[Record]:
        for entry in self._content["sessions"]:
            number = entry["number"]
            yield Session(
                **{**self._labels(f"S{number}"), "session": None},
                number=number,
                starts_at=self._starts[number],
                time_zone=self._programme.time_zone,
                minutes=entry.get("minutes", 60),
                place=entry.get("place") or "",
                state=SessionState(entry["state"]),
                midpoint=entry.get("midpoint", False),
            )
            for note in entry.get("notes") or ():
                paragraphs = tuple(
                    Paragraph(
                        id=f"p{position}",
                        text=paragraph["text"].strip(),
                        visibility=Visibility(paragraph["visibility"]),
                    )
                    for position, paragraph in enumerate(note["paragraphs"], start=1)
                )
                yield SessionNote(
                    **self._labels(f"S{number}.{note['who']}", who=note["who"], session=number),
                    paragraphs=paragraphs,
                )

    def _commitments(self) -> Iterator[Record]:
        for entry in self._content["commitments"]:
            yield Commitment(
                **self._labels(entry["id"], session=entry["made_in"]),
                label=entry["id"],
                owner=entry["owner"],
                text=entry["text"],
                due=entry["due"] + self._shift if entry.get("due") else None,
                state=CommitmentState(entry["state"]),
                evidence=entry.get("evidence") or "",
                asks_back=entry.get("asks_back", False),
            )

    def _written(self) -> Iterator[Record]:
        for entry in self._content["reflections"]:
            number = entry["session"]
            yield Reflection(
                **self._labels(f"R{number}.{entry['who']}", who=entry["who"], session=number),
                model=entry["model"],
                answers=tuple(
                    Answer(
                        question=answer["question"],
                        text=answer["text"].strip(),
                        visibility=Visibility(answer["visibility"]),
                    )
                    for answer in entry["answers"]
                ),
            )
        for entry in self._content["feedback"]:
            part = f"F{entry['round']}.{entry['from']}"
            yield Feedback(
                **self._labels(part, who=entry["from"], session=entry["round"]),
                round=entry["round"],
                state=FeedbackState(entry["state"]),
                lines=tuple(
                    FeedbackLine(id=f"l{position}", **line)
                    for position, line in enumerate(entry["lines"], start=1)
                ),
            )

    def _given(self) -> Iterator[Record]:
        for entry in self._content["pulse"]:
            number, who = entry["session"], entry["who"]
            labels = self._labels(f"P{number}.{who}", who=who, session=number)
            yield Pulse(**{**labels, "visibility": Visibility.PRIVATE}, value=entry["value"])
        for position, entry in enumerate(self._content["questions"], start=1):
            visibility = Visibility(entry["visibility"])
            yield Question(
                **self._labels(f"Q{position}", who=entry["who"], visibility=visibility),
                label=f"Q{position}",
                text=entry["text"],
            )
        for position, entry in enumerate(self._content["contributions"], start=1):
            visibility = Visibility.PROGRAMME
            yield Contribution(
                **self._labels(f"K{position}", who=entry["who"], visibility=visibility),
                text=entry["text"],
                themes=(entry["theme"],),
                quoting=Quoting(entry["quoting"]),
                about_partner=entry["about_partner"],
            )
        for entry in self._content.get("ratings", ()):
            wave, who = entry["wave"], entry["who"]
            labels = self._labels(f"W{wave}.{who}", who=who, visibility=Visibility.PRIVATE)
            yield SelfRating(
                **labels,
                wave=wave,
                scores=tuple(entry["scores"]),
                change_seen=entry.get("change_seen"),
            )
