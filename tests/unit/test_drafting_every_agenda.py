"""What holds of every agenda by the rules, whatever the briefing."""

import re

import pytest

from assistant.domain.questions import lint_question
from assistant.domain.wording import stem, words
from assistant.drafting.agendas import MOST_SUGGESTIONS, draft_agenda
from assistant.drafting.checks import MENTEE_SHARE, check_agenda
from tests.unit.briefings import bank, hits
from tests.unit.drafted import every_citation, page_text
from tests.unit.generated_briefings import generated


@pytest.fixture(
    scope="module",
    params=[pytest.param(60, id="sample"), pytest.param(500, id="all", marks=pytest.mark.faults)],
)
def many(request):
    """Briefings of all shapes with their agendas."""
    briefings = [generated(seed) for seed in range(request.param)]
    return [(briefing, draft_agenda(briefing, hits(), bank())) for briefing in briefings]


def test_minutes_add_up_exactly_on_every_page(many):
    assert all(agenda.total == agenda.minutes == brief.minutes for brief, agenda in many)
    assert all(item.minutes >= 1 for _, agenda in many for item in agenda.lines)


def test_every_quotation_stands_where_it_says_in_the_source_it_names(many):
    checked = 0
    for briefing, agenda in many:
        sources = {s.id: s for s in (*briefing.sources, *(hit.source for hit in hits()))}
        for citation in every_citation(agenda):
            source = sources[citation.source]
            assert source.text[citation.start : citation.end] == citation.quote
            assert (citation.voice, citation.record) == (source.voice, source.record)
            assert citation.quote.strip()
            checked += 1
    assert checked > len(many)


def test_a_line_is_a_suggestion_exactly_if_it_has_no_source(many):
    assert all(i.suggestion is not bool(i.citations) for _, a in many for i in a.lines)


def test_at_most_two_lines_without_a_source_where_lines_may_go(many):
    """What may never be dropped stays, source or not; nothing that may go is bare beyond two."""
    droppable = {"second", "experiment", "gain", "roles"}
    for _, agenda in many:
        bare = [item for item in agenda.lines if item.suggestion]
        if len(bare) > MOST_SUGGESTIONS:
            assert not {item.slot for item in bare} & droppable


def test_nothing_off_limits_is_anywhere_on_a_page(many):
    tried = 0
    for briefing, agenda in many:
        here = {stem(part) for w in words(page_text(agenda)) for part in (w, *w.split("-"))}
        for term in briefing.boundary_terms:
            tried += 1
            assert stem(term) not in here
    assert tried > len(many) / 2


def test_no_guess_about_anothers_feelings_is_quoted(many):
    guesses = ("I think she was annoyed", "He seemed nervous")
    offered = 0
    for briefing, agenda in many:
        offered += any(guess in source.text for source in briefing.sources for guess in guesses)
        notes = {s.id for s in briefing.sources if s.kind in ("note", "reflection")}
        quotes = [c.quote for c in every_citation(agenda) if c.source in notes]
        assert not any(guess in quote for guess in guesses for quote in quotes)
    assert offered > len(many) // 5


def test_an_outsiders_name_is_not_quoted_from_a_note(many):
    for briefing, agenda in many:
        notes = {s.id for s in briefing.sources if s.kind in ("note", "reflection")}
        for citation in every_citation(agenda):
            if citation.source in notes:
                assert not re.search(r"\w Morwenna", citation.quote)


def test_private_words_reach_no_page(many):
    assert not any("PRIVATECANARY" in page_text(agenda) for _, agenda in many)


def test_every_question_can_be_asked_aloud(many):
    asked = {p for _, a in many for i in a.lines for p in i.prompts if p.endswith("?")}
    assert len(asked) > 50
    assert {
        prompt: found for prompt in asked if (found := lint_question(prompt, bank().language))
    } == {}


def test_the_mentee_leads_at_most_three_tenths_of_the_minutes(many):
    for _, agenda in many:
        led = sum(item.minutes for item in agenda.lines if item.lead == "mentee")
        assert led <= MENTEE_SHARE * agenda.minutes


def test_the_mentor_opens_and_closes_every_session(many):
    assert all(a.lines[0].lead == "mentor" and a.lines[-1].lead == "mentor" for _, a in many)


def test_the_same_briefing_gives_the_same_page():
    for seed in range(0, 500, 50):
        briefing = generated(seed)
        assert draft_agenda(briefing, hits(), bank()) == draft_agenda(briefing, hits(), bank())


def test_every_page_passes_the_checks_that_guard_edits(many):
    assert [
        problem for _, agenda in many for problem in check_agenda(agenda, bank().language)
    ] == []


def test_a_page_quotes_no_words_twice_outside_the_promises(many):
    for _, agenda in many:
        spans = [
            (c.source, c.start, c.end)
            for item in agenda.lines
            if item.slot not in ("promises", "close")
            for c in item.citations
        ]
        for n, (source, start, end) in enumerate(spans):
            for other, begins, ends in spans[n + 1 :]:
                assert source != other or end <= begins or start >= ends


def test_no_question_is_asked_twice_on_a_page(many):
    for _, agenda in many:
        asked = [p for item in agenda.items for p in item.prompts]
        assert len(set(asked)) == len(asked)


def test_guidance_beside_a_line_can_be_read_alone(many):
    """It points at nothing that is not there, and at no session but this one."""
    shown = {c.quote for _, a in many for i in a.lines for c in i.citations if c.strength}
    assert shown
    assert not [q for q in shown if re.search(r"\b(?:it|them|they|this|these)\b|session [2-9]", q)]
