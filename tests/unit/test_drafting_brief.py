"""The mentee's brief and the read-first page, by rules: short, cited, and nobody else's."""

from __future__ import annotations

import re

import pytest

from assistant.domain.briefing import Briefing
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.domain.wording import words
from assistant.drafting.agendas import draft_agenda
from assistant.drafting.brief import MOST_ROWS, draft_brief, without_last_line
from assistant.drafting.desk import Desk
from assistant.drafting.read_first import MOST_WORDS, draft_read_first
from assistant.exchange.brief_cues import load_brief_cues
from assistant.exchange.brief_text import WIDTH, brief_rows, row_count
from assistant.exchange.cards import load_cards
from assistant.grounding.pages import ground_page
from knowledge import FOLDER
from tests.unit.briefings import bank, hits, lena_and_ruth
from tests.unit.generated_briefings import generated

CUES = load_brief_cues(FOLDER / "briefs" / "en.yaml")
CARDS = load_cards(FOLDER / "guidance")


def brief(briefing: Briefing, *, shared: bool = True, own: tuple[Source, ...] = ()):
    agenda = draft_agenda(briefing, hits(), bank()) if shared else None
    page = draft_brief(briefing, own, agenda, bank(), CUES, when="Tue 3 March, 14:00")
    while row_count(page) > MOST_ROWS and (shorter := without_last_line(page)) is not None:
        page = shorter
    return page


def private(text: str) -> Source:
    return Source(
        id="own",
        kind="reflection",
        record="own",
        text=text,
        voice="mentee",
        visibility=Visibility.PRIVATE,
    )


def test_the_mentee_reads_it_in_24_rows_of_76_characters():
    for seed in range(20):
        briefing = generated(seed)
        for shared in (True, False):
            rows = brief_rows(brief(briefing, shared=shared))
            assert len(rows) <= 24, seed
            assert all(len(row) <= WIDTH for row in rows), seed


def test_promises_stand_by_state_with_a_way_on_and_no_reproach():
    page = brief(lena_and_ruth().brief(4))
    promises = page.section("promises")
    assert promises.lines
    assert all(line.who == "mentee" and line.fixed for line in promises.lines)
    missed = [line for line in promises.lines if line.lead == "not kept"]
    assert missed
    assert all("keep it, shrink it, let it go" in line.after for line in missed)


def test_what_the_mentor_leads_comes_from_the_shared_agenda_alone():
    briefing = lena_and_ruth().brief(4)
    agenda = draft_agenda(briefing, hits(), bank())
    page = brief(briefing)
    topics = {line.topic for line in agenda.items}
    led = [line for line in page.section("leads").lines if line.id.startswith("led-")]
    assert 1 <= len(led) <= 2
    assert all(any(line.text.startswith(topic) for topic in topics) for line in led)
    bare = brief(briefing, shared=False)
    assert not bare.section("leads").lines
    assert "brings the agenda" in bare.section("leads").gap
    # It stands on what is the reader's own, and on nothing of an agenda that nobody has shared.
    own = [bare.section(name) for name in ("promises", "wished", "bring")]
    assert any(section.lines for section in own)
    assert not {line.text.partition(",")[0] for s in own for line in s.lines} & topics


def test_there_is_one_cue_and_it_rests_on_words_that_were_said():
    page = brief(lena_and_ruth().brief(4))
    cited = [line for line in page.section("cue").lines if line.citations]
    assert len(cited) == 1
    assert sum(line.suggestion for line in page.lines) <= 2


def test_a_private_line_comes_in_only_where_a_shared_one_is_about_it():
    briefing = lena_and_ruth().brief(4)
    near = private("I keep seeing the woman with the red envelope.")
    assert brief(briefing, own=(near,)).section("alone").lines
    far = private("My garden fence needs paint before Easter comes.")
    assert not brief(briefing, own=(far,)).section("alone").lines
    assert not brief(briefing, shared=False, own=(near,)).section("alone").lines


def read_first(**changed: object):
    briefing = lena_and_ruth().brief(4)
    pairing = briefing.pairing.model_copy(update=changed)
    briefing = briefing.model_copy(update={"pairing": pairing})
    return draft_read_first(Desk(briefing, (), bank()), CARDS, CUES)


def guidance_of(page):
    return [line for name in ("guidance", "not-ask") for line in page.section(name).lines]


@pytest.mark.parametrize(
    "topic",
    ["meetings", "digital-tools", "disability", "social-media", "mental-health", "generations"],
)
def test_read_first_quotes_two_cards_at_most_and_each_is_on_the_topic(topic):
    page = read_first(topics=(topic,))
    by_id = {f"card:{card.id}": card for card in CARDS}
    told = page.section("guidance").lines
    assert 1 <= len(told) <= 2
    for line in guidance_of(page):
        (citation,) = line.citations
        assert topic in by_id[citation.source].topics
        assert "mentee" in by_id[citation.source].audience
        assert citation.strength.value in line.after
        assert citation.date in line.after
        assert citation.label in line.after
        # A card's title is no advice, and how it knows what it says is for the library.
        assert citation.quote.rstrip(".") != citation.label
    assert sum(len(words(c.quote)) for c in page.citations) <= MOST_WORDS
    silent = re.compile(r"\b(?:says nothing|reports no|no study|names no|does not say)\b")
    assert not [c.quote for c in page.citations if silent.search(c.quote)]


def test_read_first_begins_with_what_the_two_wrote_on_their_topic():
    page = read_first()
    told = page.section("notes").lines
    assert {line.who for line in told} == {"mentor", "mentee"}
    assert {c.lead_in for line in told for c in line.citations} == {"Lena:", "You:"}
    assert all(c.voice == line.who for line in told for c in line.citations)


def test_the_one_question_to_bring_rests_on_words_of_this_pair():
    (line,) = read_first().section("question").lines
    assert line.citations
    assert not line.citations[0].strength
    assert (line.text or line.citations[0].quote).endswith("?")


def test_read_first_takes_as_long_as_it_says_and_never_begins_in_the_middle():
    for topic in ("customers", "meetings", "falconry"):
        page = read_first(topics=(topic,))
        read = sum(
            len(words(text))
            for line in page.lines
            for text in (line.lead, line.text, line.after, *(c.quote for c in line.citations))
        )
        said = re.match(r"About (\d+) minutes?\.", page.facts[0])
        assert said is not None
        assert int(said[1]) == max(round(read / 180), 1)
        guidance = [c for line in guidance_of(page) for c in line.citations]
        assert all(c.quote.lstrip("'")[0].isupper() for c in guidance)
        assert page.section("question").lines


def test_a_pair_without_topics_reads_of_what_it_openly_works_on():
    page = read_first(topics=(), focus="How customers see us")
    by_id = {f"card:{card.id}": card for card in CARDS}
    assert all(
        "customers" in by_id[c.source].topics for x in guidance_of(page) for c in x.citations
    )
    assert guidance_of(page)


def test_a_topic_without_a_card_is_an_honest_gap_and_no_general_card_fills_it():
    page = read_first(topics=("falconry",))
    assert any("no card on falconry" in note for note in page.notes)
    assert not guidance_of(page)


def test_every_quote_of_both_pages_passes_the_gate():
    for seed in range(20):
        briefing = generated(seed)
        sources = {source.id: source for source in briefing.sources}
        agenda = draft_agenda(briefing, hits(), bank())
        sources |= {hit.source.id: hit.source for hit in hits()}
        page = draft_brief(briefing, (), agenda, bank(), CUES, when="soon")
        grounded, findings = ground_page(page, sources)
        assert findings == [], seed
        assert [line.kind for line in grounded.lines] == [line.kind for line in page.lines]


def test_before_an_agenda_the_reader_meets_their_own_wish_and_their_own_question():
    briefing = lena_and_ruth().brief(4)
    question = Source(
        id="box",
        kind="question",
        record="box",
        text="What does a reminder cost us to send?",
        voice="mentee",
        visibility=Visibility.PRIVATE,
    )
    page = brief(briefing, shared=False, own=(question,))
    assert page.section("alone").lines[0].citations[0].quote == question.text
    wished = [c for line in page.section("wished").lines for c in line.citations]
    assert wished
    assert all(citation.voice == "mentee" for citation in wished)


def test_a_date_that_was_not_found_asks_for_two_dates_and_not_whether_to_let_go():
    briefing = lena_and_ruth().brief(4)
    page = brief(briefing)
    missed = next(c for c in briefing.commitments if c.state == "missed" and c.owner == "mentee")
    line = next(x for x in page.section("promises").lines if x.record == missed.id)
    assert "let it go" in line.after
    words_of = {missed.id: "My office will arrange the next one."}
    other = briefing.model_copy(
        update={
            "commitments": tuple(
                c.model_copy(update={"text": words_of.get(c.id, c.text)})
                for c in briefing.commitments
            ),
            "sources": tuple(
                s.model_copy(update={"text": s.text.replace(missed.text, words_of[missed.id])})
                if s.record == missed.id
                else s
                for s in briefing.sources
            ),
        }
    )
    line = next(x for x in brief(other).section("promises").lines if x.record == missed.id)
    assert "two dates" in line.after


def test_what_was_asked_for_in_feedback_stands_only_where_it_asks_for_a_change():
    briefing = lena_and_ruth().brief(4)
    asked = [
        line.intent
        for form in briefing.feedback
        if form.author == briefing.pairing.mentee
        for line in form.lines
        if line.released
    ]
    page = brief(briefing, shared=False)
    wished = [c.quote for line in page.section("wished").lines for c in line.citations]
    assert not any(CUES.says("more_of_this", quote) for quote in wished if quote in asked)
