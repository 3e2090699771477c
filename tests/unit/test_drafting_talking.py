"""Changing an agenda by talking: what is said becomes edits, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.changes import EditLine
from assistant.domain.drafts import Agenda
from assistant.drafting.agendas import draft_agenda
from assistant.drafting.applying import all_applied
from assistant.drafting.asked import Talk
from assistant.drafting.desk import Desk
from assistant.drafting.intents import hear
from assistant.drafting.rewording import line_about, other_questions
from assistant.drafting.talking import asks_to_undo, in_words, talked
from assistant.exchange.talk_cues import load_talk_cues
from knowledge import FOLDER
from tests.unit.briefings import bank, hits, lena_and_ruth
from tests.unit.generated_briefings import generated

CUES = load_talk_cues(FOLDER / "talk" / "en.yaml")


@pytest.fixture(scope="module")
def page() -> tuple[Agenda, Talk]:
    briefing = lena_and_ruth().brief(4)
    desk = Desk(briefing, hits(), bank())
    talk = Talk(
        cues=CUES,
        language=bank().language,
        names={"mentor": "Lena", "mentee": "Ruth"},
        me="mentor",
        reworded=lambda agenda, line: other_questions(desk, agenda, line),
        about=lambda agenda, words: line_about(desk, agenda, words),
    )
    return draft_agenda(briefing, hits(), bank()), talk


@pytest.fixture
def say(page):
    """Say something about the agenda; gives the change and the agenda after it."""
    agenda, talk = page

    def said(words: str):
        change = talked(words, agenda, talk)
        return change, all_applied(agenda, change.changes) if change else agenda

    return said


def touched(change) -> dict[str, tuple[str, int | None, int | None]]:
    return {
        row.line: (row.what, row.before, row.after) for row in change.rows if row.what != "same"
    }


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        ("less about tools, more about meetings", ["less", "more"]),
        ("swap 2 and 3", ["swap"]),
        ("Could you make it half an hour, please?", ["total"]),
        ("we only have 20 minutes today", ["total"]),
        ("drop the experiment", ["drop"]),
        ("drop 2 and 3", ["drop", "drop"]),
        ("put letters first and give it twenty minutes, I am late", ["first", "set-minutes"]),
        ("give the close a couple of minutes more", ["more-minutes"]),
        ("take 5 minutes off the printer for the close", ["less-minutes"]),
        ("I don't want to open with that. something plainer", ["wording", "wording"]),
        ("keep the printer for next time", ["park"]),
        ("let Ruth lead the close", ["lead"]),
        ('add "What about stamps?" to the close', ["add-question"]),
        ("I want one of the letters in", ["add"]),
        ("undo that", ["undo"]),
    ],
)  # fmt: skip
def test_a_wish_is_heard_in_the_words_of_a_busy_person(words, acts):
    assert [wish.act for wish in hear(words, CUES).wishes] == acts


@pytest.mark.parametrize(
    "words",
    [
        "what did Ruth say about the printer?",
        "is there anything that says feedback gets easier?",
        "how long should I wait before I answer?",
        "I do not follow why acting quickly was wrong.",
        "does the agreement say who books the room",
        "more about ballooning",
        "two sessions binned already. is it just dead",
        "No idea where to begin",
    ],
)
def test_a_question_stays_a_question(say, words):
    assert say(words)[0] is None


def test_less_of_one_and_more_of_another_moves_the_minutes_between_them(say, page):
    change, after = say("less about the printer, more about readings")
    before = {line.id: line.minutes for line in page[0].lines}
    moved = before["main"] - touched(change)["main"][2]
    assert moved >= 1
    assert touched(change) == {
        "main": ("changed", before["main"], before["main"] - moved),
        "second": ("changed", before["second"], before["second"] + moved),
    }
    assert after.total == page[0].minutes
    assert change.total_before == change.total_after == 60


def test_lines_change_places_by_their_numbers_and_both_are_shown(say):
    change, after = say("swap 3 and 4")
    assert [line.id for line in after.lines][2:4] == ["second", "main"]
    assert {row.line: row.at for row in change.rows if row.what == "moved"} == {
        "main": (3, 4), "second": (4, 3),
    }  # fmt: skip


def test_numbers_are_those_of_the_page_that_was_read(say, page):
    change, after = say("drop 4 and 6")
    gone = [line.id for line in page[0].lines if line.id not in {n.id for n in after.lines}]
    assert gone == [page[0].lines[3].id, page[0].lines[5].id]
    assert after.total == 60
    assert "Took out" in change.said


def test_a_shorter_session_keeps_its_sum(say):
    for words, minutes in (("make it 30 minutes", 30), ("shorter", 45), ("half an hour", 30)):
        change, after = say(words)
        assert (after.total, after.minutes, change.total_after) == (minutes, minutes, minutes)


def test_minutes_are_given_and_taken_by_name(say, page):
    before = {line.id: line.minutes for line in page[0].lines}
    _, after = say("give the readings five more minutes")
    assert {line.id: line.minutes for line in after.lines}["second"] == before["second"] + 5
    _, after = say("the printer needs 20 minutes")
    assert {line.id: line.minutes for line in after.lines}["main"] == 20
    _, after = say("take 2 minutes from the experiment for the close")
    now = {line.id: line.minutes for line in after.lines}
    assert (now["experiment"], now["close"]) == (before["experiment"] - 2, before["close"] + 2)


def test_another_opening_is_the_next_wording_and_never_a_closed_question(say, page):
    old = page[0].lines[0].prompts
    for words in ("plainer opening", "I don't want to open with that", "reword 1"):
        change, after = say(words)
        new = after.lines[0].prompts
        assert new != old
        assert len(new) == len(old)
        row = next(row for row in change.rows if row.line == "settle")
        assert (row.was, row.now, row.before, row.after) == (old, new, 5, 5)


def test_a_line_of_ones_own_is_a_suggestion_and_pays_its_minutes(say):
    change, after = say("add tea breaks")
    added = next(line for line in after.lines if line.topic == "Tea breaks")
    assert added.suggestion
    assert after.total == 60
    assert touched(change)[added.id] == ("added", None, 5)


def test_a_line_on_the_pairs_own_words_cites_them(page):
    agenda, talk = page
    bare = all_applied(agenda, talked("drop the printer", agenda, talk).changes)
    change = talked("add the printer", bare, talk)
    line = next(
        line for line in all_applied(bare, change.changes).lines if line.topic == "The printer"
    )
    assert line.citations
    assert not line.suggestion
    assert all(c.found and "printer" in c.quote for c in line.citations)


def test_what_could_mean_two_lines_is_asked_back_with_both(page):
    agenda, talk = page
    double = agenda
    for ident, topic in (("main", "The printer upstairs"), ("second", "The printer downstairs")):
        double = all_applied(double, [EditLine(line=ident, topic=topic)])
    change = talked("drop the printer", double, talk)
    assert not change.made
    assert len(change.offers) == 2
    assert "Name one of them" in change.unclear


def test_a_line_that_is_not_there_is_said_plainly_and_the_lines_are_offered(say, page):
    change, after = say("drop the parking")
    assert not change.made
    assert after == page[0]
    assert "No line of this agenda is about \u201cthe parking\u201d" in change.unclear
    assert len(change.offers) == len(page[0].lines)
    assert in_words(change, "Lena").count("\u201c") == 1 + len(page[0].lines)


def test_a_shared_word_deep_in_a_line_is_not_enough_to_drop_it(say):
    change, _ = say("drop the bit about noticing")
    assert not change.made
    assert len(change.offers) == 1


def test_it_means_the_line_that_is_selected_or_was_spoken_of(page):
    agenda, talk = page
    here = replace(talk, here="experiment")
    assert talked("drop it", agenda, here).changes[0].line == "experiment"
    both = talked("put the readings last and give it 12 minutes", agenda, talk)
    assert {change.line for change in both.changes} == {"second"}


def test_who_leads_is_changed_by_name_and_a_tilted_balance_is_said(say):
    change, after = say("let Ruth lead the printer")
    assert next(line for line in after.lines if line.id == "main").lead == "mentee"
    assert any("mentee leads" in note for note in change.notes)


def test_promises_may_go_but_it_is_said_what_that_costs(say):
    change, after = say("drop the promises")
    assert all(line.slot != "promises" for line in after.lines)
    assert any("promised" in note for note in change.notes)


def test_a_second_wish_that_was_not_understood_is_named(say):
    change, _ = say("drop the experiment and give its soul to the crows")
    assert change.made
    assert any("Not understood" in note for note in change.notes)


def test_undo_alone_is_undo(page):
    assert asks_to_undo("undo that", CUES)
    assert asks_to_undo("put it back how it was", CUES)
    assert not asks_to_undo("undo the printer talk and drop 3", CUES)


def test_no_words_break_the_sum_of_any_agenda():
    for seed in range(60):
        briefing = generated(seed)
        agenda = draft_agenda(briefing, hits(), bank())
        desk = Desk(briefing, hits(), bank())
        talk = Talk(
            cues=CUES,
            language=bank().language,
            names={"mentor": briefing.name("mentor"), "mentee": briefing.name("mentee")},
            me="mentor",
            reworded=lambda a, line, d=desk: other_questions(d, a, line),
            about=lambda a, words, d=desk: line_about(d, a, words),
        )
        first, last = agenda.lines[0].topic, agenda.lines[-1].topic
        for words in (
            "make it 25 minutes", "drop 3", f"swap 1 and {len(agenda.lines)}", "shorter",
            f"less about {first}, more about {last}", "plainer opening", "reword 2",
            f"put {last} first", "give 2 five more minutes", "add the weather", "move 2 down",
            f"keep {agenda.lines[1].topic} for next time", "10 minutes for the experiment",
        ):  # fmt: skip
            change = talked(words, agenda, talk)
            if change is None or not change.made:
                continue
            after = all_applied(agenda, change.changes)
            assert after.total == after.minutes == change.total_after, (seed, words)
            assert all(line.minutes >= 1 for line in after.lines)
            assert all(line.suggestion != bool(line.citations) for line in after.lines)
