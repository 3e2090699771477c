"""What a mentor needs of a page to lead from it: first words, one aim, a way to pass."""

from __future__ import annotations

import re

import pytest

from assistant.domain.drafts import CommitmentDue
from assistant.drafting.agendas import draft_agenda
from tests.unit.briefings import Pair, bank, hits, lena_and_ruth
from tests.unit.drafted import draft, line
from tests.unit.generated_briefings import generated


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


def test_what_was_not_kept_is_asked_about_once_beside_its_promise():
    agenda = draft_agenda(lena_and_ruth().brief(4), hits(), bank())
    promises = next(line for line in agenda.lines if line.slot == "promises")
    beside = {due.prompt for due in agenda.reported}
    assert [p for p in beside if p.endswith("Then keep it, shrink it or let it go.")]
    assert not [p for p in agenda.own_prompts(promises) if "not kept" in p]
    assert not [line for line in agenda.items if "not kept" in line.purpose]


def missed(text: str, evidence: str = "", later: str = "") -> CommitmentDue:
    pair = Pair().agreement("It stays with us.")
    pair.note(1, "mentee", f"I will {text[0].lower()}{text[1:]}")
    pair.note(2, "mentee", f"{later} The counter was full.")
    pair.commitment(1, "mentee", text, "missed", evidence=evidence, due=2)
    agenda = draft_agenda(pair.brief(3), hits(), bank())
    return next(due for due in agenda.reported if due.text == text)


@pytest.mark.parametrize(
    ("text", "evidence", "asked"),
    [
        ("Book the next session.", "Booked and moved twice.", "who books"),
        ("Captions on in every briefing.", "On twice, off again; nobody owns it.", "it"),
        ("Ask one naive question at the Tuesday board.", "", "keep it, shrink it"),
    ],
)
def test_only_a_practice_can_be_shrunk_or_let_go(text, evidence, asked):
    prompt = missed(text, evidence).prompt
    assert asked in prompt
    assert ("let it go" in prompt) == ("naive" in text)


def test_a_miss_is_told_in_its_owners_later_words_and_not_by_the_promise_itself():
    text = "Ask one naive question at the Tuesday board."
    told = missed(text, later="The unasked question came up at the board. I wrote it down twice.")
    assert told.citation is not None
    assert told.citation.quote == "I wrote it down twice."
    silent = missed(text)
    assert silent.citation is not None
    assert silent.citation.quote.startswith("I will ask one naive question")


def test_no_question_is_asked_about_a_mentors_promise_that_its_record_answers():
    pair = Pair().agreement("It stays with us.").note(1, "mentor", "I'll send two dates.")
    pair.commitment(1, "mentor", "Send two dates.", "kept", evidence="Sent on Monday.", due=2)
    pair.commitment(1, "mentee", "Watch the counter.", "kept", evidence="Seen, not yet told.")
    agenda = draft_agenda(pair.brief(2), hits(), bank())
    asked = {due.text: due.prompt for due in agenda.reported}
    assert asked["Send two dates."] == ""
    assert "today" in asked["Watch the counter."] or "this hour" in asked["Watch the counter."]


def test_a_late_start_never_costs_what_the_page_is_for():
    for seed in range(60):
        agenda = draft_agenda(generated(seed), hits(), bank())
        core = max(
            (line for line in agenda.lines if line.slot not in ("settle", "promises", "close")),
            key=lambda line: line.minutes,
        )
        said = agenda.cut_if_late
        assert f"leave out \u201c{core.topic}\u201d" not in said
        if agenda.minutes >= 45 and any(line.slot == "experiment" for line in agenda.items):
            kept = re.search(rf"\u201c{re.escape(core.topic)}\u201d (?:at )?(\d+) minutes", said)
            assert kept, (seed, said)
            assert int(kept[1]) >= core.minutes, (seed, said)


def test_a_focus_in_a_pairs_own_words_names_its_topics():
    assert bank().topics_in("customers, and what they say on social media") == (
        "customers",
        "social-media",
    )
    assert bank().topics_in("the workshop on Tuesdays") == ()


@pytest.mark.parametrize("said", ["My goal first, not when there's five minutes left.", ""])
def test_the_mentors_goal_comes_first_and_longer_where_they_asked_for_that(said):
    pair = lena_and_ruth()
    agenda = draft(pair.reflection(3, "mentor", said) if said else pair)
    order = [item.slot for item in agenda.lines]
    assert (order.index("gain") < order.index("main")) is bool(said)
    assert (line(agenda, "gain").minutes >= 8) is bool(said)
    assert ("then my own goal" in line(agenda, "settle").purpose) is bool(said)
    assert sum(item.minutes for item in agenda.lines) == 60
