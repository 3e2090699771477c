"""Merging a model's wording into the rules' agenda, line by line. Pure.

The rules' frame stands: lines, order, minutes, leads, promises, opening and close. Of each item the
model may reword the topic, purpose and questions and add citations. A line whose wording fails a
check goes back to the rules' wording; a bad question or citation goes alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.answers import AgendaAnswer, AnswerLine, line_key
from assistant.domain.drafts import ENOUGH, Agenda, AgendaItem, Citation, Finding
from assistant.domain.wording import content_stems
from assistant.grounding.checks import finding
from assistant.grounding.claims import calm_case
from assistant.grounding.ground import (
    Fails,
    Ground,
    Silent,
    check_minutes,
    check_text,
    check_topic,
)
from assistant.grounding.proposals import judged_citations, judged_questions, replaced_citations
from assistant.grounding.tone import tidy

TOPIC_LENGTH = 60
PURPOSE_LENGTH = 240
_LEAST_PROMPTS = 2
"""Questions that an item keeps, however few are proposed."""
_AIM_SHARE = 0.5
"""An aim stands over the whole page, where any sentence finds two words of its own somewhere."""
_FRAME_KEYS = ("minutes", "lead", "leads", "owner", "due", "date")


def merge_answer(
    skeleton: Agenda, answer: AgendaAnswer, ground: Ground
) -> tuple[Agenda, list[Finding]]:
    """The agenda with the model's wording wherever it passes every check, and the findings.

    Minutes, order, leads, opening, close and commitments are those of ``skeleton`` whatever the
    answer says, so all that holds for the rules' agenda holds for this one.
    """
    findings: list[Finding] = []
    keys = {line_key(position): line.id for position, line in enumerate(skeleton.lines)}
    proposed: dict[str, AnswerLine] = {}
    known = {line.id for line in skeleton.lines}
    for line in answer.lines:
        line_id = keys.get(line.id.strip(), line.id.strip())
        if line_id in known:
            proposed.setdefault(line_id, line)
        elif not findings:
            findings.append(finding("off-topic", detail="Lines were added; only yours are kept."))
    lines = {line.id: line for line in skeleton.lines}
    for item in skeleton.items:
        if item.id in proposed:
            others = [line for line in lines.values() if line.id != item.id]
            lines[item.id] = _merged(item, proposed[item.id], others, ground, findings)
    items = tuple(lines[item.id] for item in skeleton.items)
    aim = _aim(skeleton, items, answer.aim, ground, findings)
    return skeleton.model_copy(update={"items": items, "purpose": aim}), findings


def _merged(
    item: AgendaItem,
    proposed: AnswerLine,
    others: Sequence[AgendaItem],
    ground: Ground,
    findings: list[Finding],
) -> AgendaItem:
    """The line in the model's words if they hold, else as it is. ``others`` are the lines beside
    it as they now stand: what one of them says, asks or quotes is not said twice."""
    added, wrong = judged_citations(item.id, proposed.cites, ground)
    quoted = {(c.source, c.quote) for line in others for c in line.citations}
    added = [citation for citation in added if (citation.source, citation.quote) not in quoted]
    asked = {content_stems(prompt) for line in others for prompt in line.prompts}
    fresh = [prompt for prompt in proposed.prompts or () if content_stems(prompt) not in asked]
    prompts = None if proposed.prompts is None or (proposed.prompts and not fresh) else fresh
    try:
        _check_repeats(item, proposed, others)
        wording = _wording(
            item, proposed.model_copy(update={"prompts": prompts}), added, ground, wrong
        )
    except Silent:
        return item
    except Fails as fault:
        # The citation findings go too: on the page, nothing of this line came from the model.
        findings.append(finding(fault.check, item.id, put_back=True))
        return item
    findings.extend(wrong)
    if any((proposed.model_extra or {}).get(key) not in (None, "") for key in _FRAME_KEYS):
        findings.append(finding("minutes-changed", item.id))
    return item.model_copy(update=wording)


def _check_repeats(item: AgendaItem, proposed: AnswerLine, others: Sequence[AgendaItem]) -> None:
    """Raises Fails where the line would only say again what another line says."""
    taken = {content_stems(text) for line in others for text in (line.topic, line.purpose) if text}
    for text, rules in ((proposed.topic, item.topic), (proposed.purpose, item.purpose)):
        if tidy(text) not in ("", rules) and content_stems(text) in taken:
            raise Fails("nonsense")


def _wording(
    item: AgendaItem,
    proposed: AnswerLine,
    added: list[Citation],
    ground: Ground,
    wrong: list[Finding],
) -> dict[str, object]:
    renamed = tidy(proposed.topic) not in ("", item.topic)
    citations = replaced_citations(item.citations, added, ground.evidence, renamed=renamed)
    support = _support(item, citations, ground)
    names = tuple(ground.people.values())
    topic = calm_case(tidy(proposed.topic), support, names).rstrip(".") or item.topic
    purpose = tidy(proposed.purpose) or item.purpose
    if ENOUGH in item.purpose and ENOUGH not in purpose:
        purpose = f"{purpose} {ENOUGH}"
    for text, longest in ((topic, TOPIC_LENGTH), (purpose, PURPOSE_LENGTH)):
        if text not in (item.topic, item.purpose):
            check_text(text, support, citations, ground, longest=longest)
    prompts = judged_questions(
        item.id,
        item.prompts,
        proposed.prompts,
        support,
        citations,
        ground,
        wrong,
        least=min(_LEAST_PROMPTS, len(item.prompts)),
    )
    check_minutes(" ".join((topic, purpose, *prompts)), item.minutes)
    rules = (item.topic, item.purpose, *item.prompts)
    fresh = " ".join(text for text in (topic, purpose, *prompts) if text not in rules)
    if fresh:
        check_topic(fresh, _about(item, citations))
    return {
        "topic": topic,
        "purpose": purpose,
        "prompts": prompts,
        "citations": citations,
        "suggestion": not citations,
    }


def _about(item: AgendaItem, citations: Sequence[Citation]) -> str:
    """What the line is about: the rules' words for it, and the quotes that it rests on."""
    quotes = [citation.quote for citation in citations]
    own = (item.topic, item.purpose, item.goal, *item.prompts, *item.suggestions)
    return "\n".join((*own, *quotes))


def _support(item: AgendaItem, citations: Sequence[Citation], ground: Ground) -> str:
    """All that the line may take a number, date or name from: also the whole cited passages."""
    cited = {citation.source for citation in citations}
    passages = [passage.text for passage in ground.evidence if passage.source.id in cited]
    labels = [citation.label for citation in citations]
    return "\n".join((_about(item, citations), *passages, *labels, *ground.people.values()))


def _aim(
    skeleton: Agenda,
    items: Sequence[AgendaItem],
    proposed: str,
    ground: Ground,
    findings: list[Finding],
) -> str:
    """The session's aim in the model's words, if it is about the lines as they now stand."""
    aim = tidy(proposed)
    if not aim or aim == skeleton.purpose:
        return skeleton.purpose
    shown = (*skeleton.lines, *items)
    lines = [text for line in shown for text in (line.topic, line.purpose, line.goal)]
    quotes = [citation.quote for line in shown for citation in line.citations]
    about = "\n".join((skeleton.title, skeleton.purpose, *lines, *quotes))
    support = "\n".join((about, *(passage.text for passage in ground.evidence)))
    try:
        check_text(aim, support, skeleton.citations, ground, longest=PURPOSE_LENGTH)
        check_minutes(aim, skeleton.minutes)
        check_topic(aim, about, share=_AIM_SHARE)
    except Silent:
        return skeleton.purpose
    except Fails as fault:
        findings.append(finding(fault.check, put_back=True))
        return skeleton.purpose
    return aim
