"""Rehearsing something hard with an invented counterpart. Nothing of it is stored, here or by what
is called: no record, no index, no log, no kept text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import cached_property

from assistant.domain.answers import RehearsalAnswer
from assistant.domain.people import Participant
from assistant.domain.rehearsing import MOST_TURNS, RehearsalBank, RehearsalTurn, Rehearsed
from assistant.domain.visibility import Role
from assistant.drafting.answers import needs_a_person
from assistant.drafting.rehearsing import answered, opening
from assistant.errors import InvalidInput, ModelTrouble
from assistant.llm.structured import ask_for
from assistant.prompts.formatting import fence, one_line, visible
from assistant.prompts.requests import new_delimiter
from assistant.services.connections import Connections
from assistant.services.contacts import human_contacts
from assistant.services.context import Context
from assistant.services.documents import EngineChoice

_LONGEST = 2000
_ANSWER_TOKENS = 300


class Rehearsing:
    """The caller holds the turns; each call gets all of them and keeps none."""

    def __init__(
        self, context: Context, connections: Connections, bank: Callable[[], RehearsalBank]
    ) -> None:
        self._context = context
        self._connections = connections
        self._read_bank = bank

    @cached_property
    def _bank(self) -> RehearsalBank:
        return self._read_bank()

    async def go_on(self, pairing: str, said: Sequence[str], engine: EngineChoice) -> Rehearsed:
        """What comes back to the newest of the words; with none yet, the frame."""
        me, partner = await asyncio.to_thread(self._names, pairing)
        if not said:
            return Rehearsed(partner=partner, turns=opening(self._bank, partner))
        if len(said) > MOST_TURNS or not said[-1].strip():
            raise InvalidInput("There is nothing to answer.", next_step="Say it in a sentence.")
        if len(said[-1]) > _LONGEST:
            raise InvalidInput("That is more than one can say at once.", next_step="Make it short.")
        if any(needs_a_person(text) for text in said):
            contacts = await asyncio.to_thread(human_contacts, self._context)
            turn = RehearsalTurn(speaker="coach", text=contacts)
            return Rehearsed(partner=partner, turns=(turn,), over=True)
        says, note = "", ""
        if self._connections.takes_part(engine):
            try:
                says = await self._invented(me, partner, said)
            except ModelTrouble as trouble:
                if engine == "model":
                    raise
                note = f"{trouble.happened} The answer is from the list that comes along."
        return Rehearsed(
            partner=partner,
            turns=answered(said, self._bank, self._context.bank.language, says=says),
            over=len(said) >= MOST_TURNS,
            engine="model" if says else "rules",
            note=note,
        )

    async def _invented(self, me: str, partner: str, said: Sequence[str]) -> str:
        model = self._connections.model()
        mark = new_delimiter(())
        talk = "\n".join(f"Turn {n}: {visible(text)}" for n, text in enumerate(said, start=1))
        prompt = self._context.prompts.get("rehearsal")
        messages = prompt.fill(
            me=one_line(me),
            partner=one_line(partner),
            turn=str(len(said)),
            delimiter=mark,
            talk=fence(talk, mark),
        )
        answer, _ = await ask_for(model, messages, RehearsalAnswer, max_tokens=_ANSWER_TOKENS)
        says = " ".join(answer.says.split())
        # What a model invents goes no further than the rules would: no verdict on anybody.
        judged = next(self._context.bank.language.behaviour.find(says), None)
        return "" if judged is not None or len(says) > _LONGEST else says

    def _names(self, wanted: str) -> tuple[str, str]:
        reader = self._context.reader()
        pairing = self._context.pairing(wanted)
        mentor, mentee = self._context.partners(pairing)
        partner = mentee if reader.role_in(pairing.id) is Role.MENTOR else mentor
        me = self._context.repositories.get(reader, Participant, reader.person)
        return me.first_name, partner.first_name
