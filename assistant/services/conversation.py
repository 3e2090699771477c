"""Asking: passages first, then an answer in fragments, checked before it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Literal

from assistant.domain.connections import Usage
from assistant.domain.drafts import Citation, Conversation, Turn
from assistant.domain.finding import NEAREST_ONLY, seems_answered
from assistant.domain.people import Pairing
from assistant.domain.ports import ChatModel, SearchRequest
from assistant.domain.sources import Hit, Passage
from assistant.domain.views import AnswerEvent
from assistant.drafting.answers import (
    asks_about_last_time,
    asks_for_private_words,
    asks_for_promises,
    needs_a_person,
    passages_answer,
    refusal,
    relevant,
)
from assistant.drafting.following import NOT_THERE, carried, leads_to, nearest, not_there
from assistant.drafting.open_points import asks_what_is_open
from assistant.drafting.talking import in_words
from assistant.drafting.told_promises import asks_what_was_promised
from assistant.errors import InvalidInput, ModelBusy, ModelTrouble
from assistant.grounding.answers import check_answer
from assistant.prompts.requests import answer_request
from assistant.services.asking import Fitted, fitted
from assistant.services.connections import Connections
from assistant.services.contacts import human_contacts
from assistant.services.context import Context
from assistant.services.counting_down import counted_down, worth_waiting
from assistant.services.indexing import Indexing
from assistant.services.sending import only_showing
from assistant.services.talking import Talking
from assistant.services.talks import Talks

NO_MODEL = "No model is connected, so these are the best passages, word for word."
_LONGEST_QUESTION = 4000
_ANSWER_TOKENS = 800
_CARDS_BESIDE = 3
"""Pieces of guidance beside the notes of the last session, where that is asked about."""


class Conversing:
    """The reader's talks with the assistant; theirs alone."""

    def __init__(
        self, context: Context, indexing: Indexing, connections: Connections, talking: Talking
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._connections = connections
        self._talking = talking
        self.talks = Talks(context)

    async def ask(
        self,
        question: str,
        pairing: str | None,
        engine: Literal["auto", "rules", "model"],
        conversation: str | None,
        session: str | int = "next",
        line: str = "",
    ) -> AsyncGenerator[AnswerEvent, None]:
        """See ``Assistant.ask``."""
        asked = question.strip()
        if not asked:
            raise InvalidInput("There is no question yet.", next_step="Type one, then Enter.")
        if len(asked) > _LONGEST_QUESTION:
            raise InvalidInput(
                "That is longer than a question.",
                safe="It is kept where you typed it.",
                next_step="Bring it in as a note, then ask about it.",
            )
        if needs_a_person(asked):
            # Nothing of it is stored, searched for or sent.
            text = await asyncio.to_thread(human_contacts, self._context)
            yield AnswerEvent(kind="text", text=text)
            yield AnswerEvent(kind="done", text=text, note="Nothing of this was kept.")
            return
        model = self._connections.model() if self._wants_model(engine) else None
        of = await asyncio.to_thread(self._context.pairing, pairing) if pairing else None
        talk = await asyncio.to_thread(self._opened, asked, of, conversation)
        partner = await asyncio.to_thread(self._partner, of)
        if asks_for_private_words(asked, partner):
            async for event in self._said(talk, refusal(partner), [], ""):
                yield event
            return
        done = await asyncio.to_thread(self._asked_to_do, asked, of, session, line)
        if done is not None:
            if model is not None and done.change is not None and not done.change.made:
                done = await self._heard(model, asked, of, session) or done
            yield done
            async for event in self._said(talk, done.text, [], ""):
                yield event
            return
        async with aclosing(self._looked_up(model, talk, asked, of, partner)) as events:
            async for event in events:
                yield event

    async def _looked_up(
        self,
        model: ChatModel | None,
        talk: Conversation,
        asked: str,
        of: Pairing | None,
        partner: str,
    ) -> AsyncGenerator[AnswerEvent, None]:
        """An answer from passages; a short question is about what was spoken of before."""
        topic = carried(asked, talk.turns[:-1])
        hits = await asyncio.to_thread(self._hits, topic, of)
        yield AnswerEvent(kind="passages", hits=tuple(hits))
        if model is None or not hits:
            follows = topic != asked and len(talk.turns) > 1
            told = [c.quote for c in talk.turns[-2].citations] if follows else []
            text, citations = "", list[Citation]()
            if of is not None and asks_what_was_promised(asked):
                text, citations = await asyncio.to_thread(self._talking.promised, asked, of)
            if of is not None and not citations and asks_what_is_open(asked):
                text, citations = await asyncio.to_thread(self._talking.left_open, of)
            found = bool(citations)
            if not found:
                text, citations = passages_answer(topic, hits, told=told)
            note = NO_MODEL if citations and model is None and not found else ""
            if citations and not found and not (asks_for_promises(topic) or seems_answered(hits)):
                text = f"{NEAREST_ONLY}\n\n{text}"
            if not citations:
                text, citations = await asyncio.to_thread(self._not_there, topic, of)
            async for event in self._said(talk, text, citations, note):
                yield event
            return
        shown = [hit.passage for hit in hits]
        if of is not None and asks_about_last_time(topic):
            last = await asyncio.to_thread(self._indexing.last_notes, of)
            noted = {passage.source.id for passage in last}
            more = [passage for passage in shown if passage.source.id not in noted]
            said = [passage for passage in more if not passage.source.is_guidance]
            cards = [passage for passage in more if passage.source.is_guidance]
            shown = [*last, *said, *cards[:_CARDS_BESIDE]]
            shown = await asyncio.to_thread(self._talking.with_promises, of, shown)
        async with aclosing(self._by_model(model, talk, asked, hits, shown, partner)) as events:
            async for event in events:
                yield event

    def _asked_to_do(
        self, asked: str, pairing: Pairing | None, session: str | int, line: str
    ) -> AnswerEvent | None:
        """A document that the words ask for, or what they do to the agenda in hand; else None."""
        if pairing is None:
            return None
        document = self._talking.document(asked)
        if document is not None:
            text = leads_to(document, pairing.id)
            return AnswerEvent(kind="document", text=text, document=document)
        if self._talking.asks_to_undo(asked):
            text = self._talking.undone(pairing.id, session)
            return AnswerEvent(kind="undone", text=text)
        change = self._talking.considered(asked, pairing.id, session, line)
        if change is None:
            return None
        mentor, _ = self._context.partners(pairing)
        return AnswerEvent(kind="change", text=in_words(change, mentor.first_name), change=change)

    def _not_there(self, topic: str, pairing: Pairing | None) -> tuple[str, list[Citation]]:
        """That nothing answers it, with the nearest words that the two share and a way on."""
        partner = self._partner(pairing)
        if pairing is None:
            return not_there("", None, partner), []
        request = SearchRequest(
            reader=self._context.reader(),
            query=topic,
            pairing=pairing.id,
            shared_only=True,
            kinds=frozenset({"note", "reflection", "goal", "commitment", "agreement"}),
            k=3,
        )
        near = [hit for hit in self._indexing.find(request) if not hit.source.is_guidance]
        citation = nearest(topic, near)
        return not_there(topic, citation, partner), [citation] if citation else []

    async def _heard(
        self, model: ChatModel, asked: str, of: Pairing | None, session: str | int
    ) -> AnswerEvent | None:
        """A change that a model hears where the rules could not tell; None if it cannot either."""
        if of is None:
            return None
        try:
            change = await self._talking.heard(model, asked, of.id, session)
        except ModelTrouble:
            return None
        if change is None:
            return None
        mentor, _ = await asyncio.to_thread(self._context.partners, of)
        return AnswerEvent(kind="change", text=in_words(change, mentor.first_name), change=change)

    # --- one's own talks -----------------------------------------------------------------

    async def again(
        self, pairing: str | None, engine: Literal["auto", "rules", "model"]
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Answer the last question anew; the earlier answer is replaced."""
        talk, question = await asyncio.to_thread(self.talks.take_back, pairing)
        async with aclosing(self.ask(question, pairing, engine, talk.id)) as events:
            async for event in events:
                yield event

    # --- the model's answer --------------------------------------------------------------

    async def _by_model(
        self,
        model: ChatModel,
        talk: Conversation,
        asked: str,
        hits: list[Hit],
        shown: list[Passage],
        partner: str,
    ) -> AsyncGenerator[AnswerEvent, None]:
        reader = await asyncio.to_thread(self._context.my_first_name)
        request = await asyncio.to_thread(
            fitted,
            model,
            shown,
            lambda passages: answer_request(
                asked,
                passages,
                reader=reader,
                partner=partner,
                turns=talk.turns[:-1],
                prompt=self._context.prompts.get("answer"),
            ),
            answer=_ANSWER_TOKENS,
        )
        text, finished, trouble = "", False, ""
        try:
            async with aclosing(self._streamed(model, request)) as events:
                async for event in events:
                    text += event.text if event.kind == "text" else ""
                    yield event
            finished = True
        except ModelTrouble as error:
            trouble = error.happened
        finally:
            if not finished and not trouble:
                # Stopped by the reader: what had arrived is kept, before anything else happens.
                self._keep(talk, text, [], "model", stopped=True, note="Stopped by you.")
        if trouble and not text:
            best, citations = passages_answer(asked, hits)
            note = f"{trouble} These are the best passages instead, word for word."
            async for event in self._said(talk, best or NOT_THERE, citations, note):
                yield event
            return

        def judged() -> tuple[str, list[Citation], str]:
            """Checked and kept in one go: who leaves meanwhile finds it in the talk."""
            checked, citations, findings = check_answer(
                text,
                request.request.evidence,
                people=[name for name in (reader, partner) if name],
                question=asked,
                language=self._context.bank.language,
            )
            notes = [f"{trouble} What had arrived is kept."] if trouble else []
            notes += [request.request.prompt.note] if request.request.prompt.note else []
            notes += dict.fromkeys(finding.message for finding in findings)
            if request.dropped:
                notes.append(f"Left out to fit the model: {len(request.dropped)} passages.")
            note, stopped = " ".join(notes), bool(trouble)
            self._keep(
                talk, checked, citations, "model", stopped=stopped, note=note, usage=model.usage
            )
            return checked, citations, note

        # In a thread: a long answer takes a quarter of a second, in which no key would be heard.
        checked, citations, note = await asyncio.to_thread(judged)
        yield AnswerEvent(
            kind="done",
            text=checked,
            citations=tuple(citations),
            engine="model",
            note=note,
            stopped=bool(trouble),
            usage=model.usage,
        )

    async def _streamed(self, model: ChatModel, request: Fitted) -> AsyncGenerator[AnswerEvent]:
        """The answer in fragments; where the model asks for a long pause, first the seconds that
        are left of it."""
        longest_wait = self._context.settings.connection.timeouts.longest_wait
        paused = 0
        while True:
            try:
                async with aclosing(
                    model.stream(request.request.messages, max_tokens=request.answer_tokens)
                ) as fragments:
                    async for fragment in fragments:
                        yield AnswerEvent(kind="text", text=fragment, engine="model")
                return
            except ModelBusy as busy:
                if not worth_waiting(busy, longest_wait, paused):
                    raise
                paused += 1
                async for words in counted_down(busy):
                    yield AnswerEvent(kind="waiting", text=words)

    # --- inside --------------------------------------------------------------------------

    def _wants_model(self, engine: Literal["auto", "rules", "model"]) -> bool:
        return self._connections.takes_part(engine)

    def _hits(self, asked: str, pairing: Pairing | None) -> list[Hit]:
        if pairing is None:
            return relevant(asked, self._indexing.search(asked, None, 8))
        request = SearchRequest(
            reader=self._context.reader(),
            query=asked,
            pairing=pairing.id,
            k=8,
            today=self._context.clock.now().date(),
        )
        names = [person.first_name for person in self._context.partners(pairing)]
        found = relevant(asked, self._indexing.answer(request), names)
        if not asks_for_promises(asked):
            return found
        narrowed = request.model_copy(update={"kinds": frozenset({"commitment"})})
        promises = self._indexing.find(narrowed)
        named = [hit for hit in promises if hit.source.title.split("'")[0] in asked]
        first = named or promises
        return [*first, *(hit for hit in found if hit not in first)][: request.k]

    def _partner(self, pairing: Pairing | None) -> str:
        return self._context.partner(pairing).first_name if pairing is not None else ""

    def _opened(self, asked: str, pairing: Pairing | None, wanted: str | None) -> Conversation:
        """The talk with the question in it, kept before anything is searched for or sent."""
        reader = self._context.reader()
        if wanted is not None:
            talk = self.talks.one(wanted)
        else:
            latest = self.talks.latest(pairing.id if pairing else None)
            talk = latest or Conversation(
                programme=pairing.programme if pairing else None,
                pairing=pairing.id if pairing else None,
                author=reader.person,
                title=asked[:60],
            )
        turn = Turn(speaker="you", text=asked, at=self._context.clock.now())
        title = talk.title or asked[:60]
        return self._saved(talk.changed(turns=(*talk.turns, turn), title=title))

    async def _said(
        self, talk: Conversation, text: str, citations: list[Citation], note: str
    ) -> AsyncIterator[AnswerEvent]:
        """An answer by rules: all at once."""
        await asyncio.to_thread(self._keep, talk, text, citations, "rules", note=note)
        yield AnswerEvent(kind="text", text=text)
        yield AnswerEvent(kind="done", text=text, citations=tuple(citations), note=note)

    def _keep(
        self,
        talk: Conversation,
        text: str,
        citations: list[Citation],
        engine: Literal["rules", "model"],
        *,
        stopped: bool = False,
        note: str = "",
        usage: Usage | None = None,
    ) -> None:
        turn = Turn(
            speaker="viceversa",
            text=text,
            citations=tuple(citations),
            engine=engine,
            stopped=stopped,
            note=note,
            usage=usage or Usage(),
            at=self._context.clock.now(),
        )
        self._saved(talk.changed(turns=(*talk.turns, turn)))

    def _saved(self, talk: Conversation) -> Conversation:
        if only_showing():
            return talk
        kept = self._context.repositories.save(self._context.reader(), talk)[0]
        assert isinstance(kept, Conversation)
        return kept
