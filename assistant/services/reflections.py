"""Reflecting before and after a session: questions one at a time, and the answers kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence

from assistant.domain.documents import DocumentKind, Line, Page, PageDraft, Section
from assistant.domain.reflecting import LookBack, When
from assistant.domain.reflections import Answer, Reflection
from assistant.domain.sessions import Pulse
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import Visibility
from assistant.drafting.answers import needs_a_person
from assistant.drafting.people_to_turn_to import contacts
from assistant.drafting.reflections import QUESTIONS, draft_reflection, next_question
from assistant.errors import InvalidInput, ModelTrouble, NoModel, NotFound
from assistant.services.context import Context
from assistant.services.documents import Documents, Drafted, EngineChoice
from assistant.services.indexing import Indexing
from assistant.services.look_backs import LookBacks
from assistant.services.wording import Wording

Progress = Callable[[str], None]


class Reflections:
    """One person's reflections. Questions and answers are theirs alone until they say otherwise."""

    def __init__(
        self, context: Context, indexing: Indexing, documents: Documents, wording: Wording
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._documents = documents
        self._wording = wording
        self._looks = LookBacks(context, indexing)

    # --- questions -----------------------------------------------------------------------

    async def suggest(
        self,
        pairing: str,
        session: str | int,
        model: str,
        minutes: int,
        when: When | None,
        engine: EngineChoice,
        on_progress: Progress,
    ) -> PageDraft:
        """A page of questions; an earlier one of the same kind becomes its undo step."""

        def make() -> Drafted:
            look = self._looks.gather(pairing, session, model, minutes, when)
            page = draft_reflection(look, self._context.bank)
            return self._drafted(look, page)

        return await self._documents.draft(make, engine, on_progress)

    async def next(
        self,
        draft: str,
        answers: Sequence[str],
        engine: EngineChoice,
        on_progress: Progress,
    ) -> Line | None:
        """The question after these answers, None when all were asked.

        Where an answer says that somebody may be in danger, the next line is whom to turn to:
        nothing of it is quoted, and nothing goes to a model.
        """
        found = await asyncio.to_thread(self._documents.get, draft)
        look = await asyncio.to_thread(self._look_of, found)
        if answers and needs_a_person(answers[-1]):
            return _turn_to(look, len(answers))
        line, given = await asyncio.to_thread(
            next_question, look, self._context.bank, found.page, list(answers)
        )
        if engine == "model" and not self._wording.connected:
            raise NoModel(
                "No model is connected.",
                safe="What you wrote is kept.",
                next_step="Use --engine rules, or connect one with: viceversa connect",
            )
        worded = line is None or not answers or not self._wording.takes_part(engine)
        if worded or any(needs_a_person(text) for text in answers):
            return line
        assert line is not None
        try:
            return await self._worded(look, line, given.sources, on_progress)
        except ModelTrouble as trouble:
            if engine == "model":
                raise
            on_progress(f"{trouble.happened} This is the rules' question; nothing is missing.")
            return line

    async def _worded(
        self, look: LookBack, line: Line, answers: Sequence[Source], on_progress: Progress
    ) -> Line:
        page = Page(title="", sections=(Section(id=QUESTIONS, questions=True, lines=(line,)),))
        drafted = self._drafted(look, page, answers)
        worded, _, _ = await self._wording.page(
            drafted.kind,
            page,
            drafted.usable(),
            drafted.evidence,
            people=drafted.people,
            values=drafted.values,
            boundary_terms=drafted.boundary_terms,
            both=False,
            on_progress=on_progress,
        )
        return worded.line(line.id) or line

    def _drafted(self, look: LookBack, page: Page, answers: Sequence[Source] = ()) -> Drafted:
        briefing = look.briefing
        sources = {source.id: source for source in (*briefing.sources, *answers)}
        return Drafted(
            kind=DocumentKind.REFLECTION,
            page=page,
            sources=sources,
            evidence=[*map(Passage.whole, answers), *_around(look)],
            people={v: briefing.name(v) for v in ("mentor", "mentee")},
            boundary_terms=briefing.boundary_terms,
            values={
                "reader": briefing.name(look.voice),
                "partner": look.partner,
                "about": f"the {look.voice}, {_doing(look)}",
            },
            programme=briefing.pairing.programme,
            pairing=briefing.pairing.id,
            session=look.session.id if look.session.version else None,
            about=f"{look.when}:{look.model.id}:{look.minutes}:{look.session.number}",
        )

    def _look_of(self, draft: PageDraft) -> LookBack:
        if draft.document is not DocumentKind.REFLECTION:
            raise NotFound("That page holds no reflection questions.")
        when, model, minutes, number = draft.about.split(":")
        return self._looks.gather(
            draft.pairing or "",
            number,
            model,
            int(minutes),
            "before" if when == "before" else "after",
        )

    # --- answers -------------------------------------------------------------------------

    def keep(
        self,
        pairing: str,
        session: str | int,
        answers: Sequence[Answer],
        model: str,
        energy: int | None,
        when: When | None,
    ) -> Reflection:
        """Keep answers as a reflection, each readable as it says, and the energy as a pulse.

        The same answers kept twice are one reflection. InvalidInput where nothing is written.
        """
        look = self._looks.gather(pairing, session, model, when=when)
        written = tuple(answer for answer in answers if answer.text.strip())
        if not written and energy is None:
            raise InvalidInput(
                "Nothing is written yet.", safe="Nothing was kept.", next_step="One line is plenty."
            )
        if any(answer.visibility is Visibility.PROGRAMME for answer in written):
            raise InvalidInput("A reflection is yours alone, or for you two.")
        reader = self._context.reader()
        of = look.briefing.pairing
        words = "\x00".join(f"{a.question}\x01{a.text}" for a in written)
        labels = "\x00".join((of.id, look.session.id, reader.person, look.when, words))
        fresh = Reflection(
            id=f"reflection-{hashlib.sha256(labels.encode('utf-8', 'replace')).hexdigest()[:16]}",
            programme=of.programme,
            pairing=of.id,
            session=look.session.id,
            author=reader.person,
            model=look.model.id,
            when=look.when,
            answers=written,
        )
        known = next((r for r in self.mine(of.id) if r.id == fresh.id), None)
        kept = fresh if known is None else known.changed(answers=written)
        records = [look.session] if look.session.version == 0 else []
        pulse = self._pulse(look, energy)
        saved = self._context.repositories.save(
            reader, *records, *([pulse] if pulse else []), *([kept] if written else [])
        )
        self._indexing.catch_up()
        if not written:
            return kept
        reflection = saved[-1]
        assert isinstance(reflection, Reflection)
        return reflection

    def _pulse(self, look: LookBack, energy: int | None) -> Pulse | None:
        if energy is None:
            return None
        if not 1 <= energy <= 5:
            raise InvalidInput("Energy is a number from 1 to 5.", safe="Nothing was kept.")
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader,
            Pulse,
            pairing=look.briefing.pairing.id,
            session=look.session.id,
            author=reader.person,
        )
        if found:
            return found[-1].changed(value=energy)
        return Pulse(
            programme=look.briefing.pairing.programme,
            pairing=look.briefing.pairing.id,
            session=look.session.id,
            author=reader.person,
            value=energy,
        )

    def mine(self, pairing: str, session: str | int | None = None) -> list[Reflection]:
        """The reader's own reflections of a pairing, oldest first."""
        of = self._context.pairing(pairing)
        session_id = None if session is None else self._context.session(of, session).id
        reader = self._context.reader()
        return self._context.repositories.find(
            reader, Reflection, pairing=of.id, session=session_id, author=reader.person
        )

    def remove(self, reflection: str) -> None:
        """Erase a reflection of one's own, from the index as well."""
        self._context.repositories.remove(self._context.reader(), self._own(reflection))
        self._indexing.catch_up()

    def _own(self, reflection: str) -> Reflection:
        reader = self._context.reader()
        found = self._context.repositories.get(reader, Reflection, reflection)
        if found.author != reader.person:
            raise NotFound("You have no such reflection.")
        return found


def _doing(look: LookBack) -> str:
    if look.when == "before":
        return f"looking ahead to {look.this}"
    return f"looking back at {look.this}; next is {look.ahead}"


def _around(look: LookBack) -> list[Passage]:
    """Shared notes of the hour, the reader's own first. What the reader keeps to themselves is
    shown to a model only where a question quotes it."""
    number = look.session.number
    notes = [
        source
        for source in look.briefing.sources
        if source.kind == "note"
        and source.visibility is not Visibility.PRIVATE
        and (source.session == number or (look.when == "before" and source.session == number - 1))
    ]
    notes.sort(key=lambda source: source.voice != look.voice)
    return [Passage.whole(source) for source in notes]


def _turn_to(look: LookBack, place: int) -> Line:
    return Line(
        id=f"person-{place}",
        kind="frame",
        who=look.voice,
        text=(
            "If someone may be in danger, talk to a person now: "
            f"{contacts(look)}. Nothing of this answer goes anywhere."
        ),
        fixed=True,
    )
