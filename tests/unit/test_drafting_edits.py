"""Changes by hand: the sum stays exact, sources stay honest, nothing is changed in place."""

from __future__ import annotations

import random

import pytest

from assistant.domain.drafts import Agenda
from assistant.drafting import edits
from assistant.drafting.agendas import draft_agenda
from assistant.drafting.checks import check_agenda
from assistant.drafting.lateness import started_late
from assistant.errors import AssistantError, InvalidInput, NotFound, WillNotFit
from tests.unit.briefings import bank, hits, lena_and_ruth
from tests.unit.generated_briefings import generated


@pytest.fixture
def agenda() -> Agenda:
    return draft_agenda(lena_and_ruth().brief(4), hits(), bank())


def minutes(agenda: Agenda) -> dict[str, int]:
    return {line.id: line.minutes for line in agenda.lines}


def test_longer_main_takes_its_minutes_from_the_longest_other_lines(agenda):
    before = minutes(agenda)
    after = edits.set_minutes(agenda, "main", before["main"] + 5)
    assert minutes(after)["main"] == before["main"] + 5
    assert after.total == agenda.minutes
    assert all(line.minutes >= 1 for line in after.lines)


def test_minutes_can_be_taken_from_a_line_one_names(agenda):
    before = minutes(agenda)
    after = edits.set_minutes(agenda, "main", before["main"] + 2, take_from="experiment")
    assert minutes(after) == {
        **before,
        "main": before["main"] + 2,
        "experiment": before["experiment"] - 2,
    }


def test_minutes_given_up_go_to_the_main_line(agenda):
    before = minutes(agenda)
    after = edits.set_minutes(agenda, "settle", 1)
    assert minutes(after)["main"] == before["main"] + before["settle"] - 1


def test_a_line_that_has_too_little_gives_nothing_and_nothing_changes(agenda):
    with pytest.raises(WillNotFit, match="too few minutes"):
        edits.set_minutes(agenda, "main", 50, take_from="settle")
    with pytest.raises(WillNotFit):
        edits.set_minutes(agenda, "main", 60)
    with pytest.raises(WillNotFit):
        edits.set_minutes(agenda, "main", 0)


def test_a_line_moved_before_the_close_joins_the_close(agenda):
    after = edits.move(agenda, "gain", "close")
    assert [line.id for line in after.closing] == ["gain", "close"]
    assert after.total == agenda.minutes


def test_a_line_moved_nowhere_in_particular_is_last_of_the_items(agenda):
    assert edits.move(agenda, "main").items[-1].id == "main"


def test_two_lines_change_places_and_keep_their_minutes(agenda):
    after = edits.swap(agenda, "promises", "main")
    assert [line.id for line in after.opening] == ["settle", "main"]
    assert minutes(after) == minutes(agenda)
    assert check_agenda(after, bank().language) == [
        "What was promised comes after the first quarter."
    ]


def test_a_dropped_lines_minutes_go_to_main_or_where_one_says(agenda):
    before = minutes(agenda)
    assert minutes(edits.drop(agenda, "gain"))["main"] == before["main"] + before["gain"]
    given = edits.drop(agenda, "gain", give_to="close")
    assert minutes(given)["close"] == before["close"] + before["gain"]


def test_parking_keeps_what_the_line_stood_on(agenda):
    citation = next(line for line in agenda.lines if line.id == "main").citations[0]
    after = edits.park(agenda, "main")
    assert (citation.source, citation.quote) in [(c.source, c.quote) for c in after.parked]
    assert "main" not in minutes(after)
    assert after.total == agenda.minutes
    assert edits.park(edits.insert(agenda, "Mine", 2), "extra-1").parked == agenda.parked


def test_ones_own_line_is_a_suggestion_with_its_minutes(agenda):
    after = edits.insert(agenda, "The franking machine", 4, "both", ["What does it do?"], "close")
    added = next(line for line in after.lines if line.topic == "The franking machine")
    assert (added.minutes, added.lead, added.suggestion) == (4, "both", True)
    assert added in after.closing
    assert after.total == agenda.minutes


def test_several_own_lines_do_not_get_in_each_others_way(agenda):
    after = edits.insert(edits.insert(agenda, "One", 2), "Two", 3)
    assert len({line.id for line in after.lines}) == len(after.lines)


def test_reworded_by_hand_a_line_keeps_its_sources(agenda):
    after = edits.edit_line(
        agenda, "main", topic="That envelope story once more", prompts=["Go on."]
    )
    line = next(line for line in after.lines if line.id == "main")
    assert line.citations
    assert line.prompts == ("Go on.",)


def test_a_topic_about_something_else_loses_the_sources_of_the_old_one(agenda):
    after = edits.edit_line(agenda, "main", topic="Parking permits")
    line = next(line for line in after.lines if line.id == "main")
    assert (line.citations, line.suggestion) == ((), True)


def test_with_its_last_source_a_line_becomes_a_suggestion(agenda):
    line = next(line for line in agenda.lines if line.id == "close")
    after = agenda
    for citation in line.citations:
        after = edits.remove_citation(after, "close", citation)
    assert next(line for line in after.lines if line.id == "close").suggestion
    assert check_agenda(after, bank().language) == []


@pytest.mark.parametrize("field", ["minutes", "id", "slot", "nonsense"])
def test_only_the_words_of_a_line_are_edited_here(agenda, field):
    with pytest.raises(InvalidInput):
        edits.edit_line(agenda, "main", **{field: 1})


def test_an_empty_topic_is_refused(agenda):
    for change in (
        lambda: edits.edit_line(agenda, "main", topic="  "),
        lambda: edits.insert(agenda, " ", 3),
    ):
        with pytest.raises(InvalidInput):
            change()


@pytest.mark.parametrize("total", [10, 15, 30, 45, 90, 120])
def test_the_whole_session_can_be_made_shorter_or_longer(agenda, total):
    after = edits.set_total(agenda, total)
    assert (after.minutes, after.total) == (total, total)
    assert {"settle", "promises", "close"} <= set(minutes(after))


def test_a_session_of_no_use_is_refused(agenda):
    with pytest.raises(WillNotFit, match="5 minutes"):
        edits.set_total(agenda, 5)


def test_started_late_gives_up_time_but_not_the_promises(agenda):
    after = started_late(agenda, 20)
    assert (after.minutes, after.total) == (40, 40)
    assert minutes(after)["promises"] >= 5
    with pytest.raises(WillNotFit):
        started_late(agenda, 60)


def test_the_line_for_late_starts_follows_the_edits(agenda):
    after = edits.drop(agenda, "gain")
    assert "comes back" not in after.cut_if_late
    assert str(minutes(after)["main"]) not in agenda.cut_if_late


@pytest.mark.parametrize("act", [edits.drop, edits.park, edits.move])
def test_a_line_that_is_not_there_is_not_found(agenda, act):
    with pytest.raises(NotFound):
        act(agenda, "no-such-line")


def test_the_agenda_in_hand_is_never_changed_in_place(agenda):
    before = agenda.model_copy(deep=True)
    edits.park(edits.insert(edits.drop(agenda, "gain"), "Mine", 3), "main")
    assert agenda == before


def test_whatever_is_done_in_whatever_order_the_sum_is_exact():
    done = 0
    for seed in range(60):
        dice = random.Random(seed)
        agenda = draft_agenda(generated(seed), hits(), bank())
        for _ in range(15):
            one, other = (dice.choice(agenda.lines).id for _ in range(2))
            few, some, total = dice.randint(1, 9), dice.randint(1, 30), dice.randint(10, 120)
            acts = (
                lambda a=agenda, o=one, n=some: edits.set_minutes(a, o, n),
                lambda a=agenda, o=one, p=other, n=few: edits.set_minutes(a, o, n, p),
                lambda a=agenda, o=one, p=other: edits.move(a, o, p),
                lambda a=agenda, o=one, p=other: edits.swap(a, o, p),
                lambda a=agenda, o=one: edits.drop(a, o),
                lambda a=agenda, o=one: edits.park(a, o),
                lambda a=agenda, n=few: edits.insert(a, "Something else", n),
                lambda a=agenda, n=total: edits.set_total(a, n),
                lambda a=agenda, o=one: edits.edit_line(a, o, topic="Other words"),
            )
            try:
                agenda = dice.choice(acts)()
            except AssistantError:
                continue
            done += 1
            assert agenda.total == agenda.minutes
            assert all(line.minutes >= 1 for line in agenda.lines)
            assert all(line.suggestion is not bool(line.citations) for line in agenda.lines)
    assert done > 500
