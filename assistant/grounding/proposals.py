"""What a model proposes for one line, judged piece by piece: citations and questions. Pure, and
the same for agendas and for pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.answers import AnswerCite
from assistant.domain.citing import cite, covers
from assistant.domain.drafts import AS_AGREED, Citation, Finding
from assistant.domain.questions import lint_question
from assistant.domain.sources import Passage
from assistant.domain.wording import touches
from assistant.grounding.checks import finding
from assistant.grounding.ground import Fails, Ground, Silent, check_related, check_text
from assistant.grounding.quotes import cut_from_negation, locate, stops_behind
from assistant.grounding.tone import guesses_feeling, tidy

PROMPT_LENGTH = 220
MOST_PROMPTS = 4
MOST_CITATIONS = 4
_TURNS = re.compile(
    r"\b(?:not|no|never|nor|neither|nobody|nothing|but|unless|except|only|or|if|though|although"
    r"|until|maybe|perhaps|might)\b|n['\u2019]t\b|\?",
    re.IGNORECASE,
)
"""Words without which the rest of a quote may say something else."""


def judged_citations(
    line: str, proposed: Sequence[AnswerCite], ground: Ground
) -> tuple[list[Citation], list[Finding]]:
    """Those of the proposed citations that hold, and what is wrong with the others. ``line`` is the
    id of the line that they are for."""
    kept: list[Citation] = []
    wrong: list[Finding] = []
    for proposal in proposed[: 2 * MOST_CITATIONS]:
        if not 1 <= proposal.n <= len(ground.evidence):
            wrong.append(finding("unknown-source", line))
            continue
        passage = ground.evidence[proposal.n - 1]
        span = locate(proposal.quote, passage.text)
        if span is None:
            elsewhere = any(locate(proposal.quote, other.text) for other in ground.evidence)
            wrong.append(finding("wrong-voice" if elsewhere else "quote-not-found", line))
            continue
        start, end = passage.start + span[0], passage.start + span[1]
        end += stops_behind(proposal.quote, passage.source.text[end : end + 2])
        quote = passage.source.text[start:end]
        if touches(quote, ground.boundary_terms):
            continue
        if cut_from_negation(passage.source.text, start):
            wrong.append(finding("quote-cut-short", line))
        elif not passage.source.is_guidance and guesses_feeling(
            quote, ground.language.affect, ground.people.values()
        ):
            wrong.append(finding("emotion-without-owner", line))
        else:
            kept.append(cite(passage.source, start, end))
    return kept, wrong


def joined_citations(first: Sequence[Citation], added: Sequence[Citation]) -> tuple[Citation, ...]:
    """The rules' citations, then the model's, each span once. A part of a longer one takes its
    place. Where there are too many, the first two of the rules stay, for what is left of their
    wording, and the model's go before the rest; a ground rule that the line is bound by always
    stays."""
    first = [trimmed(own, added) for own in first]
    new = [citation for citation in added if not any(overlap(citation, own) for own in first)]
    bound = [own for own in first if own.lead_in == AS_AGREED]
    first = [own for own in first if own.lead_in != AS_AGREED]
    most = MOST_CITATIONS - len(bound)
    new = new[: max(0, most - min(len(first), 2))]
    return (*first[: max(2, most - len(new))], *new, *bound)[:MOST_CITATIONS]


def replaced_citations(
    first: Sequence[Citation],
    added: Sequence[Citation],
    evidence: Sequence[Passage],
    *,
    renamed: bool,
) -> tuple[Citation, ...]:
    """The citations of an agenda's line where a model names those that it wants: of the rules' the
    ones that it quotes as well, then its own; the rules' alone where it quotes nothing.

    What is no choice of wording stays: goals, promises and ground rules, what the model was not
    shown, one quote of each person, and the first quote while the topic is the rules' own.
    """
    if not added:
        return tuple(first)
    first = [trimmed(own, added) for own in first]
    new = [citation for citation in added if not any(overlap(citation, own) for own in first)]
    kept = [
        own
        for place, own in enumerate(first)
        if any(overlap(own, citation) for citation in added)
        or own.lead_in == AS_AGREED
        or own.voice not in ("mentor", "mentee", "guidance")
        or not any(covers(passage, own) for passage in evidence)
        or (place == 0 and not renamed)
    ]
    for voice in ("mentor", "mentee"):
        said = (c for c in (*kept, *new) if c.lead_in != AS_AGREED)
        if not any(citation.voice == voice for citation in said):
            kept += [own for own in first if own.voice == voice and own not in kept][:1]
    stays = [own for own in first if own in kept]
    return (*stays, *new[: max(0, MOST_CITATIONS - len(stays))])[:MOST_CITATIONS]


def trimmed(own: Citation, added: Sequence[Citation]) -> Citation:
    """A citation of the rules, cut to the part of it that a model quotes; whole where what would
    fall away turns the rest, or is no more than a word."""
    for part in added:
        within = part.source == own.source and own.start <= part.start and part.end <= own.end
        lost = own.quote[: part.start - own.start], own.quote[part.end - own.start :]
        if (
            own.start < 0
            or not within
            or own.lead_in == AS_AGREED
            or own.quote != own.quote.strip()
        ):
            continue
        if len(" ".join(lost).split()) > 1 and not any(map(_TURNS.search, lost)):
            return part.model_copy(update={"lead_in": own.lead_in})
    return own


def chosen_citations(first: Sequence[Citation], added: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations of a question that was asked anew: of the rules' those that the model quotes as
    well, then the model's own; the rules' alone where it quotes nothing."""
    if not added:
        return tuple(first)
    first = [trimmed(own, added) for own in first]
    kept = [own for own in first if any(overlap(own, citation) for citation in added)]
    new = [citation for citation in added if not any(overlap(citation, own) for own in first)]
    led = {own.source: own.lead_in for own in first}
    fresh = (c.model_copy(update={"lead_in": c.lead_in or led.get(c.source, "")}) for c in new)
    return (*kept, *fresh)[:MOST_CITATIONS]


def overlap(one: Citation, other: Citation) -> bool:
    """Whether two citations quote the same place, be it a full stop longer."""
    if one.source != other.source:
        return False
    return one.quote == other.quote or (one.start < other.end and other.start < one.end)


def judged_questions(
    line: str,
    own: Sequence[str],
    asked: Sequence[str] | None,
    support: str,
    citations: Sequence[Citation],
    ground: Ground,
    wrong: list[Finding],
    *,
    least: int = 0,
) -> tuple[str, ...]:
    """The askable ones of the proposed questions, filled up with the rules' own to ``least``; all
    of the rules' where none is proposed (None) or none can be asked."""
    if asked is None:
        return tuple(own)
    good: list[str] = []
    for question in [tidy(prompt) for prompt in asked][: 2 * MOST_PROMPTS]:
        if question.casefold() in (kept.casefold() for kept in good):
            continue
        if question not in own:
            if lint_question(question, ground.language):
                wrong.append(finding("question-lint", line))
                continue
            try:
                check_text(
                    question, support, citations, ground, longest=PROMPT_LENGTH, spelt_numbers=False
                )
                check_related(question, support)
            except Silent:
                continue
            except Fails as fault:
                wrong.append(finding(fault.check, line, detail="The question was left out."))
                continue
        good.append(question)
    if asked and not good:
        return tuple(own)
    spare = [prompt for prompt in own if prompt not in good]
    return tuple((good + spare[: max(0, least - len(good))])[:MOST_PROMPTS])
