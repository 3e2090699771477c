"""Letting a connected model word a draft better, within the frame and the checks of the rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from assistant.domain.answers import AgendaAnswer, PageAnswer
from assistant.domain.briefing import Briefing
from assistant.domain.documents import DocumentKind, Page
from assistant.domain.drafts import Agenda, Finding, Receipt
from assistant.domain.ports import ChatModel
from assistant.domain.sources import Hit, Passage, Source
from assistant.drafting.desk import Desk
from assistant.drafting.open_passages import open_hits
from assistant.drafting.renewing import renewed
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.checks import tally
from assistant.grounding.ground import Ground
from assistant.grounding.merging import merge_answer
from assistant.grounding.pages import ground_page, merge_page
from assistant.llm.structured import ask_for
from assistant.prompts.evidence import evidence_for, page_evidence
from assistant.prompts.pages import needs_of, page_request
from assistant.prompts.requests import agenda_request
from assistant.services.asking import Fitted, fitted
from assistant.services.connections import Connections, EngineChoice
from assistant.services.context import Context
from assistant.services.counting_down import patiently

_ANSWER_TOKENS = 2400


class Wording:
    """One request, one repair turn at most; what fails a check keeps the rules' words."""

    def __init__(self, context: Context, connections: Connections) -> None:
        self._context = context
        self._connections = connections

    @property
    def connected(self) -> bool:
        return self._connections.connected

    def takes_part(self, engine: EngineChoice) -> bool:
        """Whether a model words it; one that is set aside does so only if it is asked for."""
        return self._connections.takes_part(engine)

    @property
    def _longest_wait(self) -> float:
        return self._context.settings.connection.timeouts.longest_wait

    def asks_about(self, kind: DocumentKind, page: Page) -> bool:
        """Whether there is anything on a page that a model is asked to word better."""
        return self._context.prompts.get(kind.value).asks(needs_of(page))

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
        # What was told in confidence is not shown around the words that a line cites, either.
        safe, pieces = open_hits(Desk(briefing, (), self._context.bank), hits, skeleton)
        asked = fitted(
            model,
            evidence_for(skeleton, safe, sources, pieces=pieces, boundary_terms=terms),
            lambda passages: agenda_request(
                skeleton, passages, **names, prompt=self._context.prompts.get("agenda")
            ),
            answer=_ANSWER_TOKENS,
        )
        on_progress(f"Improving the wording with {model.name} on {model.host}.")
        request = asked.request
        answer, repaired = await patiently(
            lambda: ask_for(model, request.messages, AgendaAnswer, max_tokens=asked.answer_tokens),
            self._longest_wait,
            on_progress,
        )
        on_progress("Checking every line against its sources.")
        ground = Ground(
            evidence=request.evidence,
            people=names,
            boundary_terms=terms,
            language=self._context.bank.language,
            echoes=request.prompt.echoes,
        )
        merged, findings = merge_answer(skeleton, answer, ground)
        grounded, more = ground_agenda(merged, sources)
        findings += more
        checks = {**tally(findings), "answer-repaired": int(repaired)}
        changed = sum(new != old for new, old in zip(grounded.lines, skeleton.lines, strict=True))
        note = _note(changed, len(skeleton.lines), sum(f.repaired for f in findings))
        agenda = renewed(grounded)
        return agenda, findings, self._receipt(model, asked, checks, started, note)

    async def page(
        self,
        kind: DocumentKind,
        skeleton: Page,
        sources: Mapping[str, Source],
        ranked: Sequence[Passage],
        *,
        people: Mapping[str, str],
        values: Mapping[str, str],
        boundary_terms: tuple[str, ...],
        both: bool,
        on_progress: Callable[[str], None],
    ) -> tuple[Page, list[Finding], Receipt]:
        """The page in better words, what the checks found, and how it was made.

        Raises ModelTrouble; the skeleton is then as good as it was.
        """
        model = self._connections.model()
        started = time.monotonic()
        asked = fitted(
            model,
            page_evidence(skeleton, ranked, sources, both=both, boundary_terms=boundary_terms),
            lambda passages: page_request(
                skeleton, passages, values=values, prompt=self._context.prompts.get(kind.value)
            ),
            answer=_ANSWER_TOKENS,
        )
        on_progress(f"Improving the wording with {model.name} on {model.host}.")
        answer, repaired = await patiently(
            lambda: ask_for(
                model, asked.request.messages, PageAnswer, max_tokens=asked.answer_tokens
            ),
            self._longest_wait,
            on_progress,
        )
        on_progress("Checking every line against its sources.")
        ground = Ground(
            evidence=asked.request.evidence,
            people=people,
            boundary_terms=boundary_terms,
            language=self._context.bank.language,
            echoes=asked.request.prompt.echoes,
        )
        merged, findings = merge_page(skeleton, answer, ground)
        grounded, more = ground_page(merged, sources)
        findings += more
        before = {line.id: line for line in skeleton.lines}
        after = {line.id: line for line in grounded.lines}
        changed = sum(before.get(line_id) != line for line_id, line in after.items())
        left_out = sum(line_id not in after for line_id in before)
        note = _note(
            changed, len(grounded.lines), sum(f.repaired for f in findings), left_out=left_out
        )
        checks = {**tally(findings), "answer-repaired": int(repaired)}
        return grounded, findings, self._receipt(model, asked, checks, started, note)

    def _receipt(
        self, model: ChatModel, asked: Fitted, checks: dict[str, int], started: float, note: str
    ) -> Receipt:
        prompt = asked.request.prompt
        return Receipt(
            engine="model",
            model=model.name,
            host=model.host,
            prompt=prompt.id,
            prompt_version=prompt.version,
            prompt_digest=prompt.digest,
            prompt_file=prompt.file,
            usage=model.usage,
            passages=tuple(passage.source.id for passage in asked.request.evidence),
            dropped=tuple(passage.source.id for passage in asked.dropped),
            checks=checks,
            seconds=round(time.monotonic() - started, 3),
            note=" ".join(part for part in (note, prompt.note) if part),
            created_at=self._context.clock.now(),
        )


def _note(changed: int, lines: int, put_back: int, *, left_out: int = 0) -> str:
    if not changed and not put_back and not left_out:
        return "The model left every line as the rules wrote it."
    back = f" {put_back} went back to the rules' words." if put_back else ""
    out = f" {left_out} were left out." if left_out else ""
    return f"The model reworded {changed} of {lines} lines.{out}{back}"
