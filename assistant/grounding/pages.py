"""The gate for pages, and the merge of a model's wording into one. Pure.

The rules' frame stands: sections, order, figures, promises, owners and dates. Of a line that is not
fixed a model may reword the text and questions and add citations; to an open section it may add
lines that cite; a few lines it may leave out. What fails a check keeps the rules' words, or never
gets onto the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.answers import PageAddition, PageAnswer, PageLineAnswer, line_key
from assistant.domain.counting import NUMBER_WORDS, counted
from assistant.domain.documents import Line, Page, Section, Who
from assistant.domain.drafts import Citation, Finding
from assistant.domain.questions import lint_question
from assistant.domain.sources import Source
from assistant.domain.wording import content_stems
from assistant.grounding.agendas import ground_citation
from assistant.grounding.checks import finding
from assistant.grounding.claims import calm_case
from assistant.grounding.ground import (
    Fails,
    Ground,
    Silent,
    check_borne_out,
    check_related,
    check_text,
    check_topic,
)
from assistant.grounding.proposals import (
    chosen_citations,
    joined_citations,
    judged_citations,
    judged_questions,
)
from assistant.grounding.tone import tidy

TEXT_LENGTH = 320
_ALIKE = 2
"""Words that two voices share where a line says that they agree."""
_OF_A_PERSON = re.compile(r"\b(?:I|me|my|mine|us|our)\b")
"""A page that asks its reader is nobody: there is no me to be told. A question to somebody else has
no ``who`` and may well say "our"."""
_FRAME_KEYS = ("who", "owner", "due", "date", "state", "cells", "lead")


def ground_page(page: Page, sources: Mapping[str, Source]) -> tuple[Page, list[Finding]]:
    """The page with only those citations that hold, and what was wrong with the others.

    ``sources`` holds everything that was supplied, by id. A fact that has no citation left becomes
    a suggestion; one that was nothing but its quotes is left out.
    """
    findings: list[Finding] = []

    def judged(section: Section) -> Iterator[Line]:
        for line in section.lines:
            kept = []
            for citation in line.citations:
                sound, wrong = ground_citation(citation, sources, line.id)
                if sound is not None:
                    kept.append(sound)
                if wrong is not None:
                    findings.append(wrong)
            stands = line.model_copy(update={"citations": tuple(kept)})
            if line.kind == "fact" and not kept:
                if not line.citations:
                    findings.append(finding("fact-without-source", line.id))
                if not (line.text or any(line.cells)):
                    continue
                stands = stands.model_copy(update={"kind": "suggestion"})
            if section.questions and line.kind == "question" and not kept:
                stands = stands.model_copy(update={"kind": "suggestion"})
            yield stands

    sections = tuple(
        section.model_copy(update={"lines": tuple(judged(section))}) for section in page.sections
    )
    return page.with_sections(sections), findings


def merge_page(page: Page, answer: PageAnswer, ground: Ground) -> tuple[Page, list[Finding]]:
    """The page with the model's wording wherever it passes every check, and the findings."""
    findings: list[Finding] = []
    keys = {line_key(position): line.id for position, line in enumerate(page.lines)}
    known = {line.id: line for line in page.lines}
    merged = page
    for proposed in answer.lines:
        line = known.get(keys.get(proposed.id.strip(), ""))
        if line is None or line.fixed:
            continue
        section = _section_of(page, line.id)
        others = [other for other in merged.lines if other.id != line.id]
        merged = merged.with_line(_reworded(line, proposed, others, section, ground, findings))
    left_out = [keys.get(key.strip(), "") for key in answer.drop]
    left_out = [i for i in dict.fromkeys(left_out) if i in known and not known[i].fixed]
    left_out = left_out[: page.most_left_out]
    # What goes makes room, and frees its quotes, for what is added; the last line of a section can
    # only go once another stands beside it.
    merged = _without(merged, left_out)
    for position, addition in enumerate(answer.add):
        merged = _with_addition(merged, addition, position, ground, findings)
    merged = _without(merged, left_out)
    return merged.model_copy(update={"aim": _aim(merged, answer.aim, ground, findings)}), findings


def _without(page: Page, line_ids: Sequence[str]) -> Page:
    for line_id in line_ids:
        if page.may_go(line_id):
            page = page.without_line(line_id)
    return page


def _section_of(page: Page, line_id: str) -> Section:
    return next(s for s in page.sections if any(line.id == line_id for line in s.lines))


def _reworded(
    line: Line,
    proposed: PageLineAnswer,
    others: Sequence[Line],
    section: Section,
    ground: Ground,
    findings: list[Finding],
) -> Line:
    added, wrong = judged_citations(line.id, proposed.cites, ground)
    quoted = {(c.source, c.quote) for other in others for c in other.citations}
    added = [c for c in added if (c.source, c.quote) not in quoted]
    try:
        _check_voices(line.who, added, section.own_words)
        join = chosen_citations if section.questions and proposed.text else joined_citations
        citations = join(line.citations, added)
        if section.questions:
            citations = tuple(_led(citation, line.who) for citation in citations)
        support = _support(line, citations, ground)
        beside = "" if citations else _support_of_advice(line, section, ground)
        text = _text(line, proposed.text, support, citations, ground, section.questions, beside)
        if section.agrees and text != line.text:
            check_borne_out(text, citations, ground)
        _check_said_before(text, line.text, others)
        prompts = judged_questions(
            line.id,
            line.prompts,
            None if section.questions else proposed.prompts,
            support,
            citations,
            ground,
            wrong,
        )
    except Silent:
        return line
    except Fails as fault:
        findings.append(finding(fault.check, line.id, put_back=True))
        return line
    findings.extend(wrong)
    if any((proposed.model_extra or {}).get(key) not in (None, "") for key in _FRAME_KEYS):
        findings.append(finding("frame-changed", line.id))
    kind = line.kind
    if kind == "suggestion" and citations:
        kind = "question" if section.questions else "fact"
    return line.model_copy(
        update={"text": text, "citations": citations, "prompts": prompts, "kind": kind}
    )


def _text(
    line: Line,
    proposed: str,
    support: str,
    citations: Sequence[Citation],
    ground: Ground,
    asks: bool,
    beside: str,
) -> str:
    """The model's words for a line, checked; ``beside`` is what a line without a quote may be about
    as well. Raises Silent or Fails."""
    text = calm_case(tidy(proposed), support, tuple(ground.people.values()))
    if not text or text == line.text:
        return line.text
    question = line.kind == "question" or asks
    check_text(text, support, citations, ground, longest=TEXT_LENGTH, spelt_numbers=not question)
    if question:
        of_nobody = asks and line.who and _OF_A_PERSON.search(text)
        if lint_question(text, ground.language) or of_nobody:
            raise Fails("question-lint")
        check_related(text, "\n".join((support, *(passage.text for passage in ground.evidence))))
    elif line.text:
        check_topic(text, "\n".join((_about(line, citations), beside)))
    else:
        check_related(text, _about(line, citations))
    return text


def _with_addition(
    page: Page, addition: PageAddition, position: int, ground: Ground, findings: list[Finding]
) -> Page:
    section = page.section(addition.section.strip())
    if section is None or not section.room:
        return page
    line_id = f"{section.id}-m{position}"
    who = addition.who.strip().casefold()
    line = Line(id=line_id, kind="fact", who=who if who in ("mentor", "mentee", "both") else "")
    citations, wrong = judged_citations(line_id, addition.cites, ground)
    quoted = {(c.source, c.quote) for other in page.lines for c in other.citations}
    fresh = tuple(_spoken(c) for c in citations if (c.source, c.quote) not in quoted)
    text = tidy(addition.text)
    try:
        try:
            _check_sources(line, fresh, section, wrong)
        except Fails as fault:
            raise Fails("said-before" if len(fresh) < len(citations) else fault.check) from fault
        text = _new_words(text, line, fresh, page, section, ground) if text else ""
    except Silent:
        return page
    except Fails as fault:
        findings.append(finding(fault.check, line_id, detail="The line was left out."))
        return page
    kind = "question" if text.endswith("?") else "fact"
    line = line.model_copy(
        update={"text": text, "who": _whose(line, fresh), "citations": fresh, "kind": kind}
    )
    # What Ana is asked for is there where something of Ana's is added.
    before = [o for o in section.lines if not (section.own_words and _says_nothing(o, line.who))]
    grown = section.model_copy(update={"lines": (*before, line)})
    return page.with_sections(
        tuple(grown if other.id == section.id else other for other in page.sections)
    )


def _led(citation: Citation, who: str) -> Citation:
    """A quote under a question to ``who``, led in by whose words it is, as the rules do it."""
    if citation.lead_in or citation.voice not in ("mentor", "mentee"):
        return citation
    said = "You wrote:" if citation.voice == who else f"{citation.author} wrote:"
    return citation.model_copy(update={"lead_in": said})


def _whose(line: Line, citations: Sequence[Citation]) -> Who:
    """Whose line an added one is: theirs whom it quotes, whatever the answer says."""
    voices = {c.voice for c in citations if c.voice in ("mentor", "mentee")}
    if len(voices) > 1:
        return "both"
    if voices:
        return "mentor" if "mentor" in voices else "mentee"
    return line.who


def _says_nothing(line: Line, who: str) -> bool:
    """Whether a line only asks for words of that person, as there are none."""
    return line.who == who and line.fixed and not line.citations


def _spoken(citation: Citation) -> Citation:
    """A quote of one of the two, led in by its speaker's name, as the rules do it."""
    one_of_the_two = citation.voice in ("mentor", "mentee") and bool(citation.author)
    return (
        citation.model_copy(update={"lead_in": f"{citation.author}:"})
        if one_of_the_two
        else citation
    )


def _check_sources(
    line: Line, citations: Sequence[Citation], section: Section, wrong: Sequence[Finding]
) -> None:
    """Raises Fails unless an added line cites, and as many voices as its section asks for."""
    if not citations:
        raise Fails(wrong[0].check if wrong else "fact-without-source")
    voices = {c.voice for c in citations if c.voice in ("mentor", "mentee")}
    if len(voices) < section.voices and section.voices > 1:
        raise Fails("agreement-needs-two")
    if section.agrees and not _on_one_thing(citations):
        raise Fails("agreement-needs-two")
    _check_voices(line.who, citations, section.own_words)


def _on_one_thing(citations: Sequence[Citation]) -> bool:
    """Whether both voices say something of the same: they share two words of weight, or a number
    and a word. Two quotes side by side are no agreement."""
    told = {
        voice: " ".join(c.quote for c in citations if c.voice == voice)
        for voice in ("mentor", "mentee")
    }
    alike = content_stems(told["mentor"]) & content_stems(told["mentee"])
    numbers = counted(told["mentor"]) & counted(told["mentee"])
    # A number in words is a word of weight as well, and counts once.
    named = alike - numbers - content_stems(" ".join(NUMBER_WORDS))
    return len(named) + bool(numbers) >= _ALIKE


def _new_words(
    text: str,
    line: Line,
    citations: Sequence[Citation],
    page: Page,
    section: Section,
    ground: Ground,
) -> str:
    """An added line's words, "" where they only repeat a source: then its quotes stand alone.

    Raises Silent or Fails if they may not stand.
    """
    support = "\n".join((_support(line, citations, ground), section.title))
    try:
        check_text(text, support, citations, ground, longest=TEXT_LENGTH)
    except Fails as fault:
        if fault.check != "copied":
            raise
        return ""
    if section.agrees:
        check_borne_out(text, citations, ground)
    _check_said_before(text, "", page.lines)
    if not text.endswith("?"):
        check_topic(text, support)
        return text
    if lint_question(text, ground.language):
        raise Fails("question-lint")
    check_related(text, support)
    return text


def _check_voices(who: str, citations: Sequence[Citation], own_words: bool) -> None:
    """Raises Fails where a line that speaks for one person would cite the other."""
    other = {"mentor": "mentee", "mentee": "mentor"}.get(who, "")
    if own_words and other and any(citation.voice == other for citation in citations):
        raise Fails("wrong-voice")


def _check_said_before(text: str, before: str, others: Sequence[Line]) -> None:
    """Raises Fails where a line would only say again what another says."""
    if text != before and content_stems(text) in {content_stems(o.text) for o in others if o.text}:
        raise Fails("nonsense")


def _about(line: Line, citations: Sequence[Citation]) -> str:
    quotes = [citation.quote for citation in citations]
    return "\n".join((line.lead, line.text, line.after, *line.prompts, *line.cells, *quotes))


def _support(line: Line, citations: Sequence[Citation], ground: Ground) -> str:
    """All that a line may take a number, date or name from: also the whole cited passages."""
    cited = {citation.source for citation in citations}
    passages = [passage.text for passage in ground.evidence if passage.source.id in cited]
    labels = [citation.label for citation in citations]
    return "\n".join((_about(line, citations), *passages, *labels, *ground.people.values()))


def _support_of_advice(line: Line, section: Section, ground: Ground) -> str:
    """What a suggestion without a quote rests on: the passages that its section quotes."""
    if line.kind != "suggestion":
        return ""
    quoted = {c.source for other in section.lines for c in other.citations}
    return "\n".join(p.text for p in ground.evidence if p.source.id in quoted)


def _aim(page: Page, proposed: str, ground: Ground, findings: list[Finding]) -> str:
    aim = tidy(proposed)
    if not page.aim or not aim or aim == page.aim:
        return page.aim
    about = "\n".join((page.title, page.aim, *(line.text for line in page.lines)))
    support = "\n".join((about, *(passage.text for passage in ground.evidence)))
    try:
        check_text(aim, support, page.citations, ground, longest=TEXT_LENGTH)
        check_topic(aim, about)
    except Silent:
        return page.aim
    except Fails as fault:
        findings.append(finding(fault.check, put_back=True))
        return page.aim
    return aim
