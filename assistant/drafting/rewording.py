"""Other words for what the rules wrote, and a line on what somebody wants on the page.

A question of ours gives way to the next wording of the same question. Words of the two people are
chosen and quoted, never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.domain.changes import InsertLine
from assistant.domain.drafts import Agenda, AgendaItem
from assistant.domain.questions import lint_question
from assistant.domain.wording import words
from assistant.drafting.choosing import Span
from assistant.drafting.desk import Desk
from assistant.drafting.forms import FORMS
from assistant.drafting.questions import ask, filled, form_fields

_OPENING_SLOTS = {"settle": "opening"}
"""Slots of an agenda that the question bank calls otherwise."""
_QUESTIONS = 2
_TRIGGERS = ("parked", "wish", "difference")
"""Tags of a quotation that have questions of their own."""


def other_questions(desk: Desk, agenda: Agenda, line: AgendaItem) -> tuple[str, ...] | None:
    """A line's questions, each in other words where the rules have any; None if there are none."""
    taken = {prompt for each in agenda.lines for prompt in each.prompts}
    changed: list[str] = []
    for prompt in line.prompts:
        other = next((o for o in _others(desk, line, prompt) if o not in taken), None)
        changed.append(other or prompt)
        taken.add(changed[-1])
    return tuple(changed) if tuple(changed) != line.prompts else None


def _others(desk: Desk, line: AgendaItem, prompt: str) -> Iterator[str]:
    for fields in _roles(desk):
        for wordings in (forms for trigger in FORMS.values() for forms in trigger):
            told = [filled(form, fields) for form in wordings]
            if prompt in told and len(told) > 1:
                at = told.index(prompt)
                yield from (o for o in (*told[at + 1 :], *told[:at]) if desk.allowed(o))
                return
    yield from sorted(_of_the_bank(desk, line, prompt), key=lambda text: len(words(text)))


def _roles(desk: Desk) -> Iterator[Mapping[str, str]]:
    for owner, other in (("mentor", "mentee"), ("mentee", "mentor")):
        yield {**form_fields(desk), "owner": desk.name(owner), "other": desk.name(other)}


def _of_the_bank(desk: Desk, line: AgendaItem, prompt: str) -> list[str]:
    """Other questions of the bank for the same place, if this one is of the bank."""
    briefing = desk.briefing
    everything = [*desk.bank.questions, *(q for pack in desk.bank.packs for q in pack.questions)]
    asked = next((question for question in everything if question.text == prompt), None)
    if asked is None:
        return []
    slot = asked.slot if asked.slot != "any" else _OPENING_SLOTS.get(line.slot, "any")
    return [
        question.text
        for question in desk.bank.ask(slot, briefing.stage, briefing.pairing.topics)  # type: ignore[arg-type]
        if question.slot == slot
        and question.asked_by in ("mentor", "both")
        and question.text != prompt
        and desk.allowed(question.text)
        and not lint_question(question.text, desk.bank.language)
    ]


def line_about(desk: Desk, agenda: Agenda, subject: str) -> InsertLine | None:
    """A line on a subject, standing on the best words of the pair about it; None without any."""
    vocabulary = desk.stems(subject)
    used = {citation.source: citation.quote for citation in agenda.citations}
    needed = max(len(vocabulary) // 2, 1)

    def fits(span: Span) -> bool:
        return used.get(span.sentence.source.id) != span.text

    sentences = [s for s in desk.newest if len(s.stems & vocabulary) >= needed]
    span = desk.best(sentences, vocabulary=vocabulary, floor=0.0) if vocabulary else None
    if span is None or not fits(span):
        return None
    voice = span.sentence.voice
    tag = next((tag for tag in _TRIGGERS if tag in span.sentence.tags), "goal")
    trigger = "wish-of-mentor" if tag == "wish" and voice == "mentor" else tag
    desk.asked.update(prompt for each in agenda.lines for prompt in each.prompts)
    other = desk.name(desk.other(voice))
    questions = ask(desk, trigger, _QUESTIONS, owner=desk.name(voice), other=other)
    return InsertLine(
        topic=subject[:1].upper() + subject[1:], prompts=questions, citations=(desk.cite(span),)
    )
