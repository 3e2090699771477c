"""What the reader wrote, part by part, and who reads each part from now on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.domain.reflections import Answer, Reflection
from assistant.domain.sessions import Paragraph, Session, SessionNote
from assistant.domain.visibility import Visibility
from assistant.domain.written import WrittenPart
from assistant.errors import InvalidInput, NotFound
from assistant.services.context import Context
from assistant.services.indexing import Indexing


class Written:
    """Notes and reflections of the reader's own, in all of their pairings."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def parts(self) -> list[WrittenPart]:
        """Every part that holds words: pairing by pairing, the latest session first."""
        return [part for pairing in self._pairings() for part in self._of(pairing)]

    def change_readers(self, wanted: Mapping[str, Visibility]) -> list[WrittenPart]:
        """Let the partner read parts from now on, or take them back: all of them, or none.

        What the partner drafted from a part loses it as it is taken back. NotFound for a part that
        is not there or not the reader's; InvalidInput for everybody in the programme.
        """
        if Visibility.PROGRAMME in wanted.values():
            raise InvalidInput("It is yours alone, or for you two.", safe="Nothing was changed.")
        known = {part.id: part for part in self.parts()} if wanted else {}
        if any(part not in known for part in wanted):
            raise NotFound("That part is no longer there.", safe="Nothing was changed.")
        now = [known[part].model_copy(update={"visibility": to}) for part, to in wanted.items()]
        changed: dict[str, SessionNote | Reflection] = {}
        for part in now:
            record = changed.get(part.record) or self._record(part)
            changed[part.record] = _with_reader(record, part.place - 1, part.visibility)
        if changed:
            self._context.repositories.save(self._context.reader(), *changed.values())
            self._indexing.catch_up()
        return now

    def _record(self, part: WrittenPart) -> SessionNote | Reflection:
        reader, repositories = self._context.reader(), self._context.repositories
        if part.kind == "note":
            return repositories.get(reader, SessionNote, part.record)
        return repositories.get(reader, Reflection, part.record)

    def _pairings(self) -> list[str]:
        return sorted(self._context.reader().pairings)

    def _of(self, pairing: str) -> Iterator[WrittenPart]:
        reader, repositories = self._context.reader(), self._context.repositories
        partner = self._context.partner(self._context.pairing(pairing)).first_name
        numbers = {
            one.id: one.number for one in repositories.find(reader, Session, pairing=pairing)
        }
        records: list[SessionNote | Reflection] = [
            *repositories.find(reader, SessionNote, pairing=pairing, author=reader.person),
            *repositories.find(reader, Reflection, pairing=pairing, author=reader.person),
        ]
        records.sort(key=lambda one: numbers.get(one.session or "", -1), reverse=True)
        for record in records:
            noted = record.paragraphs if isinstance(record, SessionNote) else ()
            answered = record.answers if isinstance(record, Reflection) else ()
            parts: list[Paragraph | Answer] = [*noted, *answered]
            for place, part in enumerate(parts, start=1):
                if part.text.strip():
                    yield WrittenPart(
                        record=record.id,
                        kind="note" if isinstance(record, SessionNote) else "reflection",
                        place=place,
                        pairing=pairing,
                        partner=partner,
                        session=numbers.get(record.session or ""),
                        at=record.created_at,
                        question=part.question if isinstance(part, Answer) else "",
                        text=part.text,
                        visibility=part.visibility,
                    )


def _with_reader(
    record: SessionNote | Reflection, place: int, visibility: Visibility
) -> SessionNote | Reflection:
    """The record with another reader of its part at a place, from 0."""
    to = {"visibility": visibility}
    if isinstance(record, SessionNote):
        paragraphs = list(record.paragraphs)
        paragraphs[place] = paragraphs[place].model_copy(update=to)
        return record.changed(paragraphs=tuple(paragraphs))
    answers = list(record.answers)
    answers[place] = answers[place].model_copy(update=to)
    return record.changed(answers=tuple(answers))
