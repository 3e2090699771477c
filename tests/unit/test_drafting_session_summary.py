"""A session summed up by rules: two voices or whose note, promises that wait, confidences kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.drafting.agendas import draft_agenda
from assistant.drafting.dates_as_written import would_be
from assistant.drafting.desk import Desk
from assistant.drafting.left_open import A_THOUGHT
from assistant.drafting.open_passages import open_passages
from assistant.drafting.promised import promised
from assistant.drafting.session_summary import draft_session_summary
from assistant.grounding.pages import ground_page
from assistant.prompts.evidence import page_evidence
from tests.unit.briefings import Pair, bank

TUESDAY = date(2026, 3, 10)
MEETING = """\
Petra: The lift is stuck again.
Olu: Before Marek is here: we plan a surprise farewell for Marek on Monday. Don't tell him!
Petra: I will bring the zebra cake.
Olu: Everyone, please remember that the new forms start on 4 May.

(Marek joins)
Marek: Hello, I just joined.
Petra: The new kiosk opens at 7.30 on Thursday.
Olu: This stays between us, but the kiosk may close in autumn.
Petra: I won't repeat it.
Marek: The queue was twelve metres long on Friday.
Olu: Petra, Bo and I count it again tomorrow.
Bo: Olu, I'll count it at noon on Monday.
"""


def a_pair() -> Pair:
    return (
        Pair("Ines Duarte", "Walter Boone", focus="Letters that people understand")
        .goal("G1", "mentee", "Cut the letter to one page.", "By session 5 it is one page.")
        .agreement("What we say stays here.")
        .note(
            2,
            "mentor",
            "We agreed to read the reminder letter aloud to the canteen first. I'll ask the "
            "canteen for a quarter of an hour. He'll send me the old letter by Friday. He asked "
            "if I'd chair the next one. Said I'd think about it. He seemed annoyed. Parked the "
            "envelope with the window.",
        )
        .note(
            2,
            "mentee",
            "Agreed to read the reminder letter aloud in the canteen. Will send Ines the old "
            "letter this week. Who signs it off? I don't know who signs the second page of it.",
        )
    )


def summary(pair: Pair, number: int = 2, upto: int = 3):
    briefing = pair.brief(upto)
    session = next(s for s in pair.sessions if s.number == number)
    return draft_session_summary(briefing, bank(), session=session, held_on=TUESDAY)


def quotes(page, section):
    return [c.quote for line in page.section(section).lines for c in line.citations]


def test_a_decision_takes_both_notes_or_says_whose_note_it_is():
    line = summary(a_pair()).section("decided").lines[0]
    assert line.text == "In both notes."
    assert {c.voice for c in line.citations} == {"mentor", "mentee"}
    alone = a_pair()
    alone.records = [r for r in alone.records if r.kind != "note" or r.author != "m2"]
    line = summary(alone).section("decided").lines[0]
    assert line.text == "Only Ines records this."


def test_each_promise_waits_for_its_owner_with_its_date_as_written():
    desk = Desk(a_pair().brief(3), (), bank())
    found = {one.owner: one for one in promised(desk, 2, TUESDAY)}
    assert set(found) == {"mentor", "mentee"}
    assert "canteen" in found["mentor"].text
    assert found["mentor"].due is None
    letter = found["mentee"]
    assert [span.sentence.voice for span in letter.told] == ["mentee", "mentor"]
    assert (letter.when, letter.due) == ("this week", date(2026, 3, 13))
    lines = summary(a_pair()).section("proposed").lines
    assert any("No date in the note. Waits for Ines's yes." in line.after for line in lines)
    assert any("would be 13 March" in line.after for line in lines)


def test_a_thought_is_no_promise():
    page = summary(a_pair())
    thought = [line for line in page.section("open").lines if line.lead == A_THOUGHT]
    assert len(thought) == 1
    assert [c.quote for c in thought[0].citations][-1] == "Said I'd think about it."
    assert not any(
        "chair" in one.text for one in promised(Desk(a_pair().brief(3), (), bank()), 2, None)
    )


def test_no_thought_denies_a_promise_that_the_page_proposes():
    pair = Pair("Petra Lind", "Marek Osei")
    pair.note(2, "mentor", "He asked for the rota maps. I said I'd think about the rota maps.")
    pair.note(2, "mentee", "Petra will send me the rota maps on Friday.")
    page = summary(pair)
    assert [line.who for line in page.section("proposed").lines] == ["mentor"]
    assert not [line for line in page.section("open").lines if line.lead == A_THOUGHT]


def test_what_is_recorded_is_not_proposed_again():
    pair = a_pair().commitment(2, "mentee", "Send Ines the old letter.", "open", due=3)
    page = summary(pair)
    proposed = [line for line in page.section("proposed").lines if line.who == "mentee"]
    assert not [line for line in proposed if line.record]
    stands = [line for line in page.section("made").lines if line.who == "mentee"]
    assert [line.after.endswith("Open.") for line in stands] == [True]


def test_a_promise_that_its_note_doubts_is_shown_with_the_doubt():
    pair = Pair("Petra Lind", "Marek Osei")
    pair.note(2, "mentor", "We looked at the rota. Next time bring the rota maps again? or not.")
    pair.commitment(2, "mentor", "Bring the rota maps again.", "proposed")
    line = next(one for one in summary(pair).section("proposed").lines if one.record)
    assert [c.quote for c in line.citations] == ["Next time bring the rota maps again? or not."]


def test_two_readings_have_a_section_of_their_own():
    pair = a_pair()
    pair.note(2, "mentor", "Goal 1, I said half way, he said further.")
    pair.note(2, "mentee", "On goal 1 I think we have come a long way, Ines thinks half way.")
    page = summary(pair)
    line = page.section("differently").lines[0]
    assert {c.voice for c in line.citations} == {"mentor", "mentee"}
    assert not {"half way"} & {q for q in quotes(page, "open") if "half way" in q}
    assert not page.section("heard").open


def test_a_promise_that_nobody_closed_is_shown_as_open_however_old():
    pair = a_pair().session(1).commitment(1, "mentee", "Count the envelopes.", "open")
    pair.commitment(2, "mentee", "Send Ines the old letter.", "open", evidence="Half of it.")
    page = summary(pair)
    assert [line.lead for line in page.section("promises").lines] == ["Open, Walter:"]
    made = next(line for line in page.section("made").lines if line.who == "mentee")
    assert [c.quote for c in made.citations][-1] == "Half of it."


def test_advice_that_was_not_asked_for_stands_in_both_voices_and_a_call_is_asked_after():
    pair = Pair("Petra Lind", "Marek Osei")
    pair.note(
        2, "mentor", "He gave me ten minutes of interview tips. I didn't ask for that. Then he "
        "rang the printers about the blue paper.",
    )  # fmt: skip
    pair.note(2, "mentee", "I also went into interview advice. I rang the printers from my desk.")
    page = summary(pair)
    line = page.section("differently").lines[0]
    assert [c.quote for c in line.citations] == [
        "He gave me ten minutes of interview tips.",
        "I didn't ask for that.",
        "I also went into interview advice.",
    ]
    assert line.prompts == ("Petra: at which point is advice of use to you?",)
    call = next(line for line in page.section("open").lines if line.lead == "Printers.")
    assert {c.voice for c in call.citations} == {"mentor", "mentee"}
    assert call.prompts
    alone = Pair("Petra Lind", "Marek Osei").note(2, "mentor", "He rang the printers. I didn't ask")
    assert not summary(alone).section("differently").lines


def test_messages_about_a_session_stand_in_the_order_in_which_they_were_sent():
    from assistant.domain.sessions import SessionState

    pair = a_pair().session(3, SessionState.MOVED)
    pair.note(3, "mentor", "Sorry, the phones need me at two.")
    pair.note(3, "mentee", "The board has eaten tomorrow.")
    late, early = pair.records[-2:]
    first = datetime(2026, 3, 1, 9, tzinfo=UTC)
    pair.records[-2:] = [
        late.model_copy(update={"created_at": first + timedelta(days=9)}),
        early.model_copy(update={"created_at": first}),
    ]
    line = summary(pair, upto=4).section("since").lines[0]
    assert [(c.voice, c.lead_in.split(",")[1]) for c in line.citations] == [
        ("mentee", " 1 March:"),
        ("mentor", " 10 March:"),
    ]


def test_what_a_speaker_does_there_and_then_is_no_promise():
    said = "\n".join(
        [
            "Petra: I'm gonna plug in here real quick.",
            "Joan: Sure, the cable is there.",
            "Petra: I'll send the floor plan on Friday.",
            "Marek: Then we look at the lift.",
            "Joan: The lift is slow.",
        ]
    )
    page = summary(Pair("Petra Lind", "Marek Osei").note(2, "mentor", said))
    told = [c.quote for line in page.section("proposed").lines for c in line.citations]
    assert [quote for quote in told if "floor plan" in quote]
    assert not [quote for quote in told if "plug in" in quote]


def test_speech_taken_down_as_it_fell_is_quoted_in_whole_sentences_or_not_at_all():
    pair = Pair("Petra Lind", "Marek Osei")
    pair.note(
        2,
        "mentor",
        "Um so I'm gonna plug in here real quick. Uh I don't know what the um costs of it are. "
        "Ingmar we'll want a product test. I don't know who signs the form for the test. "
        "Um or not much of it, uh, really.",
    )
    page = summary(pair)
    said = [c.quote for section in page.sections for line in section.lines for c in line.citations]
    assert said == ["I don't know who signs the form for the test."]


def test_a_name_that_stands_inside_a_sentence_is_one_at_its_beginning_too():
    pair = Pair("Petra Lind", "Marek Osei")
    pair.note(2, "mentor", "Next time I would like to see the yard. Then told Corrine of the gate.")
    pair.note(2, "mentee", "Corrine wants to look at the yard plans. I will draw the yard by hand.")
    assert "Corrine" not in summary(pair).model_dump_json()


def test_earlier_promises_come_with_what_came_of_them():
    pair = a_pair().note(1, "mentee", "A first talk about the letter, half an hour of it.")
    pair.commitment(1, "mentee", "Find the old letter.", "kept", evidence="In a drawer.", due=2)
    line = summary(pair).section("promises").lines[0]
    assert line.lead == "Kept, Walter:"
    assert line.citations[-1].quote == "In a drawer."


def test_leftovers_and_questions_survive_and_no_mind_is_read():
    page = summary(a_pair())
    assert any(
        "envelope" in c.quote for line in page.section("carried").lines for c in line.citations
    )
    assert any(
        "second page" in c.quote for line in page.section("open").lines for c in line.citations
    )
    assert "annoyed" not in page.model_dump_json()
    assert any("guesses how the other felt" in note for note in page.notes)


def test_sessions_that_fell_out_since_are_told_with_their_messages():
    from assistant.domain.sessions import SessionState

    pair = a_pair().session(3, SessionState.MOVED)
    pair.note(3, "mentee", "So sorry, the board has eaten tomorrow.")
    page = summary(pair, upto=4)
    line = page.section("since").lines[0]
    assert line.lead.startswith("Session 3")
    assert "moved; last set for" in line.lead
    assert line.citations[0].voice == "mentee"


def meeting() -> Pair:
    return Pair("Petra Lind", "Marek Osei").note(2, "mentor", MEETING)


@pytest.mark.parametrize(
    "secret", ["zebra", "farewell", "lift is stuck", "may close in autumn", "repeat it"]
)
def test_what_was_not_said_for_everybody_is_neither_on_the_page_nor_shown_to_a_model(secret):
    briefing = meeting().brief(3)
    page = summary(meeting())
    shown = "\n".join(p.text for p in open_passages(Desk(briefing, (), bank())))
    assert secret not in page.model_dump_json()
    assert secret not in shown
    assert any("was not meant for everybody" in note for note in page.notes)


def test_what_a_model_is_shown_holds_every_cited_word_and_nothing_around_it():
    pair = meeting().note(2, "mentee", "Met Gerald at the Anchor. We agreed on the kiosk at noon.")
    briefing, page = pair.brief(3), summary(pair)
    sources = {source.id: source for source in briefing.sources}
    passages = open_passages(Desk(briefing, (), bank()), range(2, 3), page)
    given = page_evidence(page, passages, sources, both=True)
    assert {passage.id for passage in given} <= {passage.id for passage in passages}
    shown = "\n".join(passage.text for passage in given)
    assert not [secret for secret in ("zebra", "farewell", "autumn", "Gerald") if secret in shown]


@pytest.mark.parametrize("fact", ["new forms start on 4 May", "7.30 on Thursday", "twelve metres"])
def test_what_was_said_to_all_is_carried_whenever_it_was_said(fact):
    assert any(fact in quote for quote in quotes(summary(meeting()), "heard"))


def test_other_speakers_of_a_meeting_stay_nameless():
    page = summary(meeting())
    assert "Olu" not in page.model_dump_json()
    assert "noon on Monday" not in " ".join(quotes(page, "heard"))


def test_what_is_off_the_record_stays_out_of_a_note_of_one():
    pair = a_pair().note(
        2,
        "mentor",
        "The stamp is new. Off the record, the head wants it gone. It is a zebra stamp.",
    )
    assert "zebra" not in summary(pair).model_dump_json()


def test_a_session_without_notes_says_so_and_asserts_nothing():
    page = summary(Pair("Ines Duarte", "Walter Boone").session(1).session(2), number=2)
    assert "nothing to sum up" in page.thin_ground
    assert not [c for line in page.lines for c in line.citations]


def test_every_quote_is_in_its_source_and_third_parties_are_nameless():
    pair = a_pair().note(2, "mentee", "Told Gerald about it and Gerald wrote to the union twice.")
    page = summary(pair)
    sources = {source.id: source for source in pair.brief(3).sources}
    grounded, findings = ground_page(page, sources)
    assert not findings
    assert grounded == page
    assert "Gerald" not in page.model_dump_json()


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("tonight", date(2026, 3, 10)),
        ("tomorrow", date(2026, 3, 11)),
        ("by Friday", date(2026, 3, 13)),
        ("on Tuesday", date(2026, 3, 17)),
        ("from next week", date(2026, 3, 16)),
        ("in 2 wks", date(2026, 3, 24)),
        ("next time", None),
    ],
)
def test_words_of_time_come_to_a_day_or_stay_words(when, day):
    assert would_be(when, TUESDAY) == day


def test_speech_shows_what_was_called_settled_and_what_was_asked_as_its_speakers_own():
    spoken = Pair("Petra Lind", "Marek Osei")
    spoken.note(
        2, "mentee", "Um it looks like we're pretty much decided on the map beside the lift.\n"
        "Um also I mean how are we going to print the map?\nUh lift what do you think that we how "
        "we print it?\nSo um yeah the the map.\nHave we have we decided it?",
    )  # fmt: skip
    page = summary(spoken)
    assert quotes(page, "decided") == [
        "it looks like we're pretty much decided on the map beside the lift."
    ]
    assert page.section("decided").lines[0].text == "Only Marek said so, aloud."
    assert quotes(page, "open") == ["how are we going to print the map?"]


def test_what_was_called_settled_is_quoted_from_where_it_was_begun_anew_and_no_if_is_settled():
    spoken = Pair("Petra Lind", "Marek Osei")
    spoken.note(
        2, "mentee", "Um paper I think we've, I think we've decided thick card for the map.\n"
        "Uh since we're going with the lift instead of the stairs, I'd say um a big one.\n"
        "Yeah if we're going for the blue map, like a really large one would be nice.\n"
        "Um so the the map.\nWell we already decided that at the lift.",
    )  # fmt: skip
    assert quotes(summary(spoken), "decided") == [
        "I think we've decided thick card for the map.",
        "since we're going with the lift instead of the stairs",
    ]


def test_speech_shows_what_was_proposed_as_its_speakers_own_and_ends_no_meeting_with_a_promise():
    spoken = Pair("Petra Lind", "Marek Osei")
    spoken.note(
        2, "mentor", "Um I think maybe putting the map beside the lift is a good idea.\n"
        "Uh we could um have the the map.\nSo we should make we should make a bigger map there.\n"
        "Um we're gonna have to wrap up quite quickly, uh sorry.",
    )  # fmt: skip
    page = summary(spoken)
    assert quotes(page, "aloud") == [
        "I think maybe putting the map beside the lift is a good idea."
    ]
    assert page.thin_ground
    agenda = draft_agenda(spoken.brief(3), (), bank())
    assert not [c for line in agenda.lines for c in line.citations if "wrap up" in c.quote]
