"""What a mentor needs of a page to lead from it: first words, one aim, a way to pass."""

from __future__ import annotations

import pytest

from assistant.drafting.agendas import draft_agenda
from tests.unit.briefings import Pair, bank, generated, hits, lena_and_ruth


def on_ramps(*rules: str, focus: str = "getting about at work, with a wheelchair") -> Pair:
    pair = Pair("Dana Frey", "Olu Marsh", topics=(), focus=focus)
    pair.agreement("It stays with us.", *rules)
    pair.goal("G1", "mentee", "See where a visitor gets stuck in our buildings.", "Three seen.")
    pair.note(
        1,
        "mentor",
        "I told him about the loading ramp in the rain. He rang somebody, so we never did finish "
        "the ramp. The ramp gate is always locked.",
    )
    pair.note(1, "mentee", "Dana spoke of the ramp and I rang the estate office too soon.")
    return pair


def lived_line(pair: Pair):
    agenda = draft_agenda(pair.brief(2), hits(), bank())
    return next(line for line in agenda.items if line.id.endswith("lived"))


def test_where_a_life_is_touched_the_pairs_own_rule_on_passing_stands_beside_it():
    line = lived_line(on_ramps("Dana runs it. Either may pass on a question, without a reason."))
    assert "Either may pass on a question, without a reason." in [c.quote for c in line.citations]
    assert "One ordinary moment is enough." in line.purpose
    assert not line.suggestions


def test_without_such_a_rule_the_way_to_pass_is_offered():
    line = lived_line(on_ramps("Dana runs it."))
    assert any("pass" in suggestion for suggestion in line.suggestions)


def test_a_subject_that_is_nobodys_life_needs_no_way_to_pass():
    pair = on_ramps("Either may pass on a question.", focus="how goods come in")
    agenda = draft_agenda(pair.brief(2), hits(), bank())
    assert not [line for line in agenda.items if line.id.endswith("lived")]


@pytest.mark.parametrize("minutes", [15, 60, 90])
def test_the_first_words_name_the_order_of_the_page(minutes):
    agenda = draft_agenda(lena_and_ruth().brief(4, minutes), hits(), bank())
    first = agenda.opening[0].purpose
    assert first.startswith("Lena may begin:")
    shown = [line.topic for line in agenda.items if line.slot in ("main", "second")]
    places = [first.casefold().index(topic.casefold()) for topic in shown]
    assert places == sorted(places)


def test_the_aim_is_what_the_longest_item_is_about():
    for seed in range(60):
        agenda = draft_agenda(generated(seed), hits(), bank())
        assert agenda.purpose.count(".") <= 2, seed
    agenda = draft_agenda(lena_and_ruth().brief(4), hits(), bank())
    longest = max(agenda.items, key=lambda line: line.minutes)
    subject = longest.topic.split(",")[0].casefold()
    assert subject in agenda.purpose.split(" Before that")[0].casefold()


def test_a_question_about_what_was_not_kept_can_be_asked_without_the_line_above_it():
    pair = lena_and_ruth()
    agenda = draft_agenda(pair.brief(4), hits(), bank())
    promises = next(line for line in agenda.lines if line.slot == "promises")
    loose = agenda.own_prompts(promises)
    assert loose
    assert all("not kept" in p or "lasted" in p or "your note" in p for p in loose)


def test_a_focus_in_a_pairs_own_words_names_its_topics():
    assert bank().topics_in("customers, and what they say on social media") == (
        "customers",
        "social-media",
    )
    assert bank().topics_in("the workshop on Tuesdays") == ()
