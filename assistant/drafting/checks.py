"""What must hold of every agenda, said in words for whoever changes one by hand."""

from __future__ import annotations

from collections.abc import Collection

from assistant.domain.drafts import Agenda
from assistant.domain.language import Language
from assistant.domain.questions import lint_question

MENTEE_SHARE = 0.3
"""The most of the minutes that the mentee leads."""


def newly_wrong(agenda: Agenda, before: Agenda, language: Language) -> list[str]:
    """What is wrong with an agenda and was not before a change. A question that stood there already
    is not held against the lint again: that is most of the work."""
    asked = frozenset(prompt for line in before.lines for prompt in line.prompts)
    known = check_agenda(before, language, asked)
    return [problem for problem in check_agenda(agenda, language, asked) if problem not in known]


def check_agenda(
    agenda: Agenda, language: Language, asked: Collection[str] = frozenset()
) -> list[str]:
    """What is wrong with an agenda, empty if nothing is: sums, sources, balance, questions, those
    aside that were ``asked`` before."""
    problems = []
    if agenda.total != agenda.minutes:
        problems.append(f"The lines add up to {agenda.total} minutes, not {agenda.minutes}.")
    idents = [line.id for line in agenda.lines]
    if len(set(idents)) != len(idents):
        problems.append("Two lines have the same id.")
    for line in agenda.lines:
        if line.minutes < 1:
            problems.append(f"“{line.topic}” has no minute.")
        if line.suggestion and line.citations:
            problems.append(f"“{line.topic}” has a source and is called a suggestion.")
        if not line.suggestion and not line.citations:
            problems.append(f"“{line.topic}” has no source and does not say so.")
        new = [p for p in line.prompts if p not in asked and p.rstrip().endswith("?")]
        problems += [
            f"“{prompt}” {finding}" for prompt in new for finding in lint_question(prompt, language)
        ]
    problems += _balance(agenda)
    promised = next((n for n, line in enumerate(agenda.lines) if line.slot == "promises"), None)
    if promised is not None:
        before = sum(line.minutes for line in agenda.lines[:promised])
        if before * 4 > agenda.minutes:
            problems.append("What was promised comes after the first quarter.")
    return problems


def _balance(agenda: Agenda) -> list[str]:
    total = max(agenda.total, 1)
    led = sum(line.minutes for line in agenda.lines if line.lead == "mentee")
    mentors = sum(line.minutes for line in agenda.lines if line.lead == "mentor")
    problems = []
    if led > MENTEE_SHARE * total:
        problems.append(f"The mentee leads {led} of {total} minutes.")
    if mentors < led:
        problems.append("The mentee leads more than the mentor.")
    return problems
