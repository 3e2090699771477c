"""From records to quotable sources: pure, and the same for the index, the gate and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.domain.drafts import Citation
from assistant.domain.guidance import GuidanceCard
from assistant.domain.library import Document
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.places import joined
from assistant.domain.records import Record
from assistant.domain.reflections import Contribution, Feedback, Reflection
from assistant.domain.sessions import Agreement, Commitment, Goal, Question, Session, SessionNote
from assistant.domain.sources import Passage, Source, SourceKind
from assistant.domain.visibility import Visibility


def guidance_source(card: GuidanceCard) -> Source:
    """A shipped card as a source."""
    return Source(
        id=f"card:{card.id}",
        kind="guidance",
        record=card.id,
        text=card.text,
        title=card.title,
        author_name=card.source,
        voice="guidance",
        visibility=Visibility.PROGRAMME,
        date=card.date,
        origin=card.source,
        licence=card.licence,
        strength=card.strength,
        audience=card.audience,
        topics=card.topics,
        keywords=(*card.also_known_as, *card.topics),
        stage=tuple(card.stage),
    )


def cite(source: Source, start: int, end: int, *, lead_in: str = "") -> Citation:
    """A citation of exactly these characters, with all labels from the source itself."""
    return Citation(
        source=source.id,
        record=source.record,
        label=source.name_at(start),
        author=source.author_name,
        voice=source.voice,
        quote=source.text[start:end],
        start=start,
        end=end,
        found=True,
        strength=source.strength,
        date=source.date,
        lead_in=lead_in,
    )


def covers(passage: Passage, citation: Citation) -> bool:
    """Whether the passage holds the cited words in their place."""
    return (
        passage.source.id == citation.source
        and passage.start <= citation.start
        and citation.end <= passage.end
    )


class Citer:
    """Names sources as the pair would: knows who is who and which session is which."""

    def __init__(
        self,
        pairings: Iterable[Pairing],
        people: Iterable[Participant],
        sessions: Iterable[Session],
    ) -> None:
        self._pairings = {pairing.id: pairing for pairing in pairings}
        self._people = {person.id: person for person in people}
        self._sessions = {session.id: session for session in sessions}

    def sources(self, records: Iterable[Record]) -> list[Source]:
        """All sources of records that were read for one reader, empty texts left out."""
        return [source for record in records for source in self._of(record) if source.text.strip()]

    def _name(self, person: str) -> str:
        found = self._people.get(person)
        return found.first_name if found else ""

    def _of(self, record: Record) -> Iterator[Source]:  # noqa: PLR0912 (one case for each kind)
        match record:
            case SessionNote():
                yield from self._note(record)
            case Reflection():
                yield from self._reflection(record)
            case Feedback():
                yield from self._feedback(record)
            case Commitment():
                yield from self._commitment(record)
            case Goal():
                text = record.text if not record.success else f"{record.text}\n{record.success}"
                yield self._source(
                    record, "goal", text, title=f"goal {record.label}".strip(), voice="pair"
                )
            case Agreement():
                # Until both have said yes it is a proposal, and nobody's agreement.
                for rule in record.rules if record.agreed else ():
                    yield self._source(
                        record,
                        "agreement",
                        rule.text,
                        part=rule.id,
                        title="your agreement",
                        voice="pair",
                    )
            case Question():
                yield self._source(
                    record,
                    "question",
                    record.text,
                    title=self._owned(record, "question"),
                    voice=self._voice(record),
                )
            case Contribution():
                yield self._source(record, "contribution", record.text, title="a contribution")
            case Programme():
                for objective in record.objectives:
                    yield self._source(
                        record,
                        "objective",
                        objective.text,
                        part=objective.id,
                        title=f"programme objective {objective.id}",
                        voice="pair",
                        visibility=Visibility.PROGRAMME,
                        programme=record.id,
                    )
            case Document():
                yield self._source(
                    record,
                    "document",
                    record.text,
                    title=record.title,
                    voice="guidance",
                    author_name=record.origin or record.title,
                    origin=record.origin or record.title,
                    date=record.date,
                    licence=record.licence,
                    strength=record.strength,
                    topics=record.topics,
                    pages=record.pages,
                )
            case _:
                return

    def _note(self, note: SessionNote) -> Iterator[Source]:
        for visibility in Visibility:
            shown = [(p.text, p.page) for p in note.paragraphs if p.visibility is visibility]
            text, pages = joined(shown)
            if shown:
                part = "" if visibility is Visibility.PAIR else visibility.value
                yield self._source(
                    note,
                    "note",
                    text,
                    part=part,
                    pages=pages,
                    visibility=visibility,
                    title=self._owned(note, "note"),
                    voice=self._voice(note),
                )

    def _reflection(self, reflection: Reflection) -> Iterator[Source]:
        for visibility in Visibility:
            answers = [a.text for a in reflection.answers if a.visibility is visibility]
            if answers:
                part = "" if visibility is Visibility.PAIR else visibility.value
                yield self._source(
                    reflection,
                    "reflection",
                    "\n\n".join(answers),
                    part=part,
                    visibility=visibility,
                    title=self._owned(reflection, "reflection"),
                    voice=self._voice(reflection),
                )

    def _feedback(self, feedback: Feedback) -> Iterator[Source]:
        for line in feedback.lines:
            parts = (line.situation, line.behaviour, line.impact, line.intent)
            shared = line.released and feedback.state == "opened"
            yield self._source(
                feedback,
                "feedback",
                "\n".join(part for part in parts if part),
                part=line.id,
                visibility=Visibility.PAIR if shared else Visibility.PRIVATE,
                title=self._owned(feedback, "feedback"),
                voice=self._voice(feedback),
            )

    def _commitment(self, commitment: Commitment) -> Iterator[Source]:
        pairing = self._pairings.get(commitment.pairing or "")
        owner = self._name(pairing.person(commitment.owner)) if pairing else ""
        text = commitment.text
        if commitment.evidence:
            text = f"{text}\n{commitment.evidence}"
        title = f"{owner}'s commitment" if owner else "a commitment"
        yield self._source(
            commitment, "commitment", text, title=self._after(commitment, title), voice="pair"
        )

    def _voice(self, record: Record) -> str:
        pairing = self._pairings.get(record.pairing or "")
        return pairing.voice_of(record.author) if pairing else ""

    def _owned(self, record: Record, what: str) -> str:
        name = self._name(record.author)
        return self._after(record, f"{name}'s {what}" if name else what)

    def _after(self, record: Record, title: str) -> str:
        session = self._sessions.get(record.session or "")
        return f"{title}, session {session.number}" if session else title

    def _source(
        self, record: Record, kind: SourceKind, text: str, *, part: str = "", **labels: Any
    ) -> Source:
        session = self._sessions.get(record.session or "")
        common: Mapping[str, Any] = {
            "author": record.author,
            "author_name": self._name(record.author),
            "visibility": record.visibility,
            "programme": record.programme,
            "pairing": record.pairing,
            "session": session.number if session else None,
            "at": (session.starts_at if session else None) or record.created_at,
            "written_at": record.created_at,
        }
        return Source(
            id=f"{record.id}#{part}" if part else record.id,
            kind=kind,
            record=record.id,
            text=text,
            **{**common, **labels},
        )
