"""Letting a connected model word an agenda better, within the frame and the checks of the rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from assistant.domain.answers import AgendaAnswer
from assistant.domain.briefing import Briefing
from assistant.domain.drafts import Agenda, Finding, Receipt
from assistant.domain.sources import Hit, Source
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.checks import tally
from assistant.grounding.ground import Ground
from assistant.grounding.merging import merge_answer
from assistant.llm.structured import ask_for
from assistant.prompts.requests import agenda_request, evidence_for
from assistant.services.asking import fitted
from assistant.services.connections import Connections
from assistant.services.context import Context

_ANSWER_TOKENS = 2400


class Improving:
    """One request, one repair turn at most; what fails a check keeps the rules' words."""

    def __init__(self, context: Context, connections: Connections) -> None:
        self._context = context
        self._connections = connections

    @property
    def connected(self) -> bool:
        return self._connections.connected

    async def agenda(
        self,
        skeleton: Agenda,
        briefing: Briefing,
        hits: Sequence[Hit],
        sources: Mapping[str, Source],
        on_progress: Callable[[str], None],
    ) -> tuple[Agenda, list[Finding], Receipt]:
        """The agenda in better words, what the checks found, and how it was made.

        Raises ModelTrouble; the skeleton is then as good as it was.
        """
        model = self._connections.model()
        started = time.monotonic()
        terms = briefing.boundary_terms
        names = {"mentor": briefing.mentor.first_name, "mentee": briefing.mentee.first_name}
        asked = fitted(
            model,
            evidence_for(skeleton, hits, sources, boundary_terms=terms),
            lambda passages: agenda_request(
                skeleton, passages, **names, prompt=self._context.prompts.get("agenda")
            ),
            answer=_ANSWER_TOKENS,
        )
        on_progress(f"Improving the wording with {model.name} on {model.host}.")
        request = asked.request
        answer, repaired = await ask_for(
            model, request.messages, AgendaAnswer, max_tokens=asked.answer_tokens
        )
        on_progress("Checking every line against its sources.")
        ground = Ground(
            evidence=request.evidence,
            people=names,
            boundary_terms=terms,
            affect=self._context.bank.cues.affect_words,
            echoes=request.prompt.echoes,
        )
        merged, findings = merge_answer(skeleton, answer, ground)
        grounded, more = ground_agenda(merged, sources)
        findings += more
        checks = {**tally(findings), "answer-repaired": int(repaired)}
        changed = sum(new != old for new, old in zip(grounded.lines, skeleton.lines, strict=True))
        receipt = Receipt(
            engine="model",
            model=model.name,
            host=model.host,
            prompt=request.prompt.id,
            prompt_version=request.prompt.version,
            prompt_digest=request.prompt.digest,
            passages=tuple(passage.source.id for passage in request.evidence),
            dropped=tuple(passage.source.id for passage in asked.dropped),
            checks=checks,
            seconds=round(time.monotonic() - started, 3),
            note=_note(changed, len(skeleton.lines), sum(f.repaired for f in findings)),
            created_at=self._context.clock.now(),
        )
        return grounded, findings, receipt


def _note(changed: int, lines: int, put_back: int) -> str:
    if not changed and not put_back:
        return "The model left every line as the rules wrote it."
    back = f" {put_back} went back to the rules' words." if put_back else ""
    return f"The model reworded {changed} of {lines} lines.{back}"
