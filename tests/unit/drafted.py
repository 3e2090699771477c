"""Agendas by the rules, and ways to look at one."""

from assistant.domain.drafts import Agenda, Citation
from assistant.drafting.agendas import draft_agenda
from tests.unit.briefings import Pair, bank, hits


def draft(pair: Pair, number: int = 4, minutes: int = 60) -> Agenda:
    return draft_agenda(pair.brief(number, minutes), hits(), bank())


def line(agenda: Agenda, slot: str):
    return next(line for line in agenda.lines if line.slot == slot)


def every_citation(agenda: Agenda) -> list[Citation]:
    due = [due.citation for due in agenda.commitments_due if due.citation]
    in_lines = [citation for line in agenda.lines for citation in line.citations]
    return [*agenda.purpose_citations, *in_lines, *due, *agenda.parked]


def page_text(agenda: Agenda) -> str:
    parts = [agenda.purpose, agenda.cut_if_late, agenda.thin_ground]
    for item in agenda.lines:
        parts += [item.topic, item.goal, item.purpose, *item.prompts, *item.suggestions]
    for due in agenda.commitments_due:
        parts += [due.text, due.evidence, due.prompt]
    parts += [text for c in every_citation(agenda) for text in (c.quote, c.lead_in)]
    return "\n".join(parts)
