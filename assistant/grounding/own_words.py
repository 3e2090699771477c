"""What the language checks have to say about a person's own words: findings with a better line to
take or leave, never a refusal. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.drafts import Agenda, AgendaItem, Finding
from assistant.domain.language import Language, Remark
from assistant.domain.questions import question_remarks
from assistant.grounding.behaviour import character_remarks
from assistant.grounding.stereotypes import stereotype_remarks


def words_findings(
    text: str, language: Language, *, line: str = "", question: bool = False
) -> list[Finding]:
    """What could be said better in a text: types and characters, and of a question whether it can
    be asked aloud. Each finding holds the words, and what could stand there instead."""
    remarks = stereotype_remarks(text, language)
    if question:
        # A group in a question is told once, with the better line.
        told = {"group"} if remarks else set()
        remarks += [r for r in question_remarks(text, language) if r.kind not in told]
    else:
        remarks += character_remarks(text, language)
    return [_finding(remark, text, line) for remark in remarks]


def edited_findings(
    before: Agenda, after: Agenda, earlier: tuple[Finding, ...], language: Language
) -> tuple[Finding, ...]:
    """The findings of an agenda that its person changed: those on lines that stand as they were,
    and what the checks say of the lines that do not."""
    were = {line.id: line for line in before.lines}
    fresh = [line for line in after.lines if _wording(line) != _wording(were.get(line.id))]
    touched = {line.id for line in fresh}
    gone = set(were) - {line.id for line in after.lines}
    kept = [finding for finding in earlier if finding.line not in touched | gone]
    new = [
        finding
        for line in fresh
        for text, question in _new_texts(line, were.get(line.id))
        for finding in words_findings(text, language, line=line.id, question=question)
    ]
    return (*kept, *new)


def _wording(line: AgendaItem | None) -> tuple[str, ...]:
    return (line.topic, line.purpose, *line.prompts) if line else ()


def _new_texts(line: AgendaItem, before: AgendaItem | None) -> Iterator[tuple[str, bool]]:
    known = set(_wording(before))
    for text in (line.topic, line.purpose):
        if text and text not in known:
            yield text, False
    for prompt in line.prompts:
        if prompt not in known:
            yield prompt, prompt.rstrip().endswith("?")


def _finding(remark: Remark, text: str, line: str) -> Finding:
    return Finding(
        check=remark.check,
        line=line,
        message=remark.message,
        said=text,
        rewrite=remark.rewrite,
        ask=remark.ask,
    )
