"""What the language checks have to say about a person's own words: findings with a better line to
take or leave, never a refusal. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.domain.documents import Page
from assistant.domain.drafts import Agenda, Finding
from assistant.domain.language import Language, Remark
from assistant.domain.questions import question_remarks
from assistant.grounding.behaviour import character_remarks
from assistant.grounding.stereotypes import stereotype_remarks

_Wording = tuple[tuple[str, bool], ...]
"""A line's own texts, each with whether it is to be asked aloud."""


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
    return _edited(_agenda_wording(before), _agenda_wording(after), earlier, language)


def edited_page_findings(
    before: Page, after: Page, earlier: tuple[Finding, ...], language: Language
) -> tuple[Finding, ...]:
    """The same for a page: what its person wrote into a line is looked at, its quotes are not."""
    return _edited(_page_wording(before), _page_wording(after), earlier, language)


def _edited(
    were: Mapping[str, _Wording],
    are: Mapping[str, _Wording],
    earlier: tuple[Finding, ...],
    language: Language,
) -> tuple[Finding, ...]:
    touched = {line for line, wording in are.items() if wording != were.get(line)}
    gone = were.keys() - are.keys()
    kept = [finding for finding in earlier if finding.line not in touched | gone]
    new = [
        finding
        for line in are
        if line in touched
        for text, question in are[line]
        if text and (text, question) not in were.get(line, ())
        for finding in words_findings(text, language, line=line, question=question)
    ]
    return (*kept, *new)


def _agenda_wording(agenda: Agenda) -> dict[str, _Wording]:
    return {
        line.id: ((line.topic, False), (line.purpose, False), *map(_maybe_asked, line.prompts))
        for line in agenda.lines
    }


def _page_wording(page: Page) -> dict[str, _Wording]:
    return {
        line.id: tuple(map(_maybe_asked, (line.text, line.after, *line.prompts, *line.cells)))
        for line in page.lines
    }


def _maybe_asked(text: str) -> tuple[str, bool]:
    return text, text.rstrip().endswith("?")


def _finding(remark: Remark, text: str, line: str) -> Finding:
    return Finding(
        check=remark.check,
        line=line,
        message=remark.message,
        said=text,
        rewrite=remark.rewrite,
        ask=remark.ask,
    )
