"""The two-way summary by rules: both directions, two voices for agreement, silence where due."""

from datetime import date

import pytest

from assistant.domain.reflections import FeedbackLine
from assistant.drafting.desk import Desk
from assistant.drafting.feedback_summary import draft_feedback_summary
from assistant.drafting.open_passages import open_passages
from assistant.grounding.pages import ground_page
from tests.unit.briefings import Pair, bank

OPENS = "This round stays sealed until both of you have written or on 1 June."


def a_pair() -> Pair:
    return (
        Pair("Ines Duarte", "Walter Boone", focus="Letters that people understand")
        .goal("G1", "mentee", "Cut the letter to one page.", "By session 5 it is one page.")
        .goal("G2", "mentor", "Learn who signs off a letter.")
        .note(
            2,
            "mentor",
            "Read the reminder letter aloud in the canteen, all four pages of it. He stopped me on "
            "page two. Goal 1, I said started, he said nearly done. I think he was annoyed. "
            "We both said the envelope can stay.",
        )
        .note(
            2,
            "mentee",
            "Ines read the reminder letter aloud in the canteen and I stopped her on page two. On "
            "goal 1 I think we are nearly done, Ines thinks started. I learned that nobody reads "
            "past the second page. Said I'd think about the stamp.",
        )
        .commitment(2, "mentee", "Send Ines the draft.", "missed", due=2)
        .commitment(2, "mentor", "Mark up the draft.", "proposed", due=3)
    )


def summary(pair: Pair, number: int = 2, upto: int = 3, **more):
    briefing = pair.brief(upto)
    return draft_feedback_summary(
        briefing, bank(), number=number, opens=OPENS, today=date(2026, 6, 10), **more
    )


def quotes(page, section):
    return [
        (citation.voice, " ".join(citation.quote.split()))
        for line in page.section(section).lines
        for citation in line.citations
    ]


def test_each_direction_has_the_same_form_and_only_its_givers_words():
    pair = a_pair()
    pair.feedback(2, "mentor", "You stopped me on page two.", "Let me finish the page.")
    pair.feedback(2, "mentee", "You read it aloud.", "Do that again.")
    page = summary(pair)
    assert {voice for voice, _ in quotes(page, "to-mentee")} == {"mentor"}
    assert {voice for voice, _ in quotes(page, "to-mentor")} == {"mentee"}
    change, more = page.section("to-mentee").lines[0], page.section("to-mentor").lines[0]
    assert (change.lead, more.lead) == ("Something to change.", "More of this.")
    assert [c.lead_in for c in change.citations][-1] == "Ines's wish:"
    assert "choice" in page.section("to-mentor").lines[-1].text


def test_what_is_not_released_is_nowhere_and_the_page_says_only_the_deadline():
    silent = summary(a_pair())
    pair = a_pair()
    pair.feedback(2, "mentor", "You called it a zebra.", "Call it a horse.")
    sealed = pair.records[-1]
    held = tuple(line.model_copy(update={"released": False}) for line in sealed.lines)
    pair.records[-1] = sealed.model_copy(update={"lines": held})
    page = summary(pair)
    assert "zebra" not in page.model_dump_json()
    assert page.section("to-mentee").gap == silent.section("to-mentee").gap
    assert OPENS in page.section("to-mentee").gap


def test_agreement_takes_the_words_of_both():
    page = summary(a_pair())
    told = quotes(page, "we-agree")
    assert [voice for voice, _ in told] == ["mentor", "mentee"]
    assert all("reminder letter aloud in the canteen" in quote for _, quote in told)
    alone = a_pair()
    alone.records = [r for r in alone.records if r.kind != "note" or r.author != "m2"]
    page = summary(alone)
    assert not page.section("we-agree").lines
    assert not page.section("differently").lines
    assert "nothing here can be called agreed" in page.thin_ground


def test_a_difference_stands_in_both_wordings():
    page = summary(a_pair())
    told = quotes(page, "differently")
    assert [voice for voice, _ in told] == ["mentor", "mentee"]
    assert "I said started" in told[0][1]
    assert "nearly done" in told[1][1]
    assert page.section("differently").lines[0].lead == "Goal 1."


def test_what_one_says_that_both_think_waits_for_the_others_word():
    page = summary(a_pair())
    claimed = [
        line for line in page.section("left-open").lines if "envelope" in line.citations[0].quote
    ]
    assert claimed[0].after == "This waits for Walter's word."


def test_a_guess_about_the_other_is_left_out_and_its_place_says_so():
    page = summary(a_pair())
    assert "annoyed" not in page.model_dump_json()
    assert any("How was that for you" in note or "how was that" in note for note in page.notes)


def test_what_one_has_not_written_is_asked_and_not_filled_in():
    page = summary(a_pair())
    learnt = page.section("learnt").lines
    assert [line.who for line in learnt] == ["mentee", "mentor"]
    assert learnt[0].citations
    assert (learnt[1].kind, learnt[1].citations) == ("question", ())


def test_an_answer_stands_under_the_question_that_it_answers():
    pair = a_pair().reflection(2, "mentor", "That a page is a long way.")
    page = summary(pair, asked={"That a page is a long way.": "What do you see now?"})
    line = next(line for line in page.section("learnt").lines if line.who == "mentor")
    assert (line.text, line.citations[0].quote) == (
        "Asked: What do you see now?",
        "That a page is a long way.",
    )


def test_commitments_stand_with_their_state_and_no_reproach():
    rows = {line.cells[0]: line.cells for line in summary(a_pair()).section("next").lines}
    assert rows["Walter"][3] == "not kept. Keep it, shrink it or let it go?"
    assert rows["Ines"][3] == "waits for Ines's yes"


def test_a_pair_that_has_not_met_gets_an_honest_empty_page():
    page = summary(Pair("Ines Duarte", "Walter Boone"), number=1, upto=1)
    assert "not met" in page.section("learnt").gap
    assert not [line for line in page.lines if line.citations]


def test_off_limits_topics_are_on_no_line():
    pair = a_pair()
    pair.feedback(2, "mentee", "You read it aloud.", "Do that again.")
    pair.boundaries = ("canteen",)
    page = summary(pair)
    assert "canteen" not in page.model_dump_json()
    assert "boundar" not in page.model_dump_json()


@pytest.mark.parametrize("private", [False, True])
def test_every_quote_is_in_its_source_and_a_model_sees_no_guess(private):
    pair = a_pair()
    if private:
        pair.note(2, "mentor", private="He smelled of zebra.")
    pair.feedback(2, "mentor", "You stopped me on page two.", "Let me finish the page.")
    briefing = pair.brief(3)
    page = summary(pair)
    sources = {source.id: source for source in briefing.sources}
    grounded, findings = ground_page(page, sources)
    assert not findings
    assert grounded == page
    shown = "\n".join(p.text for p in open_passages(Desk(briefing, (), bank())))
    assert "aloud" in shown
    assert "annoyed" not in shown
    assert "zebra" not in shown


@pytest.mark.parametrize("guess", ["I think you were annoyed with me.", "You were really upset."])
def test_a_point_that_guesses_how_the_other_felt_loses_that_part_only(guess):
    pair = a_pair()
    pair.feedback(2, "mentor", "You stopped me on page two.", "Let me finish the page.")
    record = pair.records[-1]
    line = FeedbackLine(**{**record.lines[0].model_dump(), "impact": guess})
    pair.records[-1] = record.model_copy(update={"lines": (line,)})
    page = summary(pair)
    assert guess not in page.model_dump_json()
    assert "You stopped me" in page.model_dump_json()


def test_an_offer_that_both_record_is_open_and_not_agreed():
    pair = a_pair()
    pair.note(2, "mentor", "He offered me a seat on the stamp committee. Not sure I want it??")
    pair.note(2, "mentee", "Offered Ines a seat on the stamp committee.")
    page = summary(pair)
    assert "stamp committee" not in str(quotes(page, "we-agree"))
    told = [quote for _, quote in quotes(page, "left-open")]
    assert sum("stamp committee" in quote for quote in told) == 2
    assert "Not sure I want it??" in told


def test_naming_one_thing_twice_is_no_agreement():
    pair = a_pair()
    pair.note(2, "mentor", "We parked nothing, the letter scanner gets a lot of use from the boys.")
    pair.note(2, "mentee", "Since the letter scanner came in, complaints are down by a third.")
    assert "scanner" not in str(quotes(summary(pair), "we-agree"))


def test_a_doubt_that_a_kept_promise_answered_is_not_left_open():
    pair = a_pair().note(2, "mentee", "I still have no answer on who signs the envelope.")
    assert "who signs the envelope" in str(quotes(summary(pair), "left-open"))
    pair.commitment(2, "mentor", "Ask who signs the envelope.", "kept", evidence="The mayor.")
    assert "who signs the envelope" not in str(quotes(summary(pair), "left-open"))


def test_a_line_that_only_reports_the_other_is_no_second_view():
    pair = Pair("Ines Duarte", "Walter Boone", focus="Letters that people understand")
    pair.note(2, "mentor", "Timed the counter queue. My hunch is nobody reads the counter sign.")
    pair.note(2, "mentee", "The counter again. Ines thinks people skip the sign in the queue.")
    page = summary(pair)
    assert not page.section("differently").lines
    (line,) = [x for x in page.section("left-open").lines if "hunch" in x.citations[0].quote]
    assert line.prompts[0].startswith("Walter:")


def test_what_both_only_happened_to_mention_is_not_called_agreed():
    pair = Pair("Ines Duarte", "Walter Boone", focus="Letters that people understand")
    pair.note(2, "mentor", "Sat by the vending machine until the vending machine got too loud.")
    pair.note(2, "mentee", "We met by the vending machine, until the vending machine won.")
    assert not summary(pair).section("we-agree").lines
