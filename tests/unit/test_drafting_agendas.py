"""The rules' agenda: what a mentor finds on hers."""

import re

from assistant.domain.drafts import AcceptedAgenda, Receipt
from assistant.domain.guidance import Stage
from assistant.domain.records import now
from assistant.drafting.agendas import draft_agenda
from tests.unit.briefings import Pair, bank, hits, lena_and_ruth
from tests.unit.drafted import draft, every_citation, line, page_text


def test_mentor_sees_promises_first_kept_missed_and_due():
    agenda = draft(lena_and_ruth())
    assert [item.slot for item in agenda.opening] == ["settle", "promises"]
    states = [due.state.value for due in agenda.commitments_due]
    assert states == ["kept", "missed", "open"]
    assert "Counter" not in [due.text for due in agenda.commitments_due]
    quotes = [c.quote for c in line(agenda, "promises").citations]
    assert "Forty-one, most of them unopened." in quotes
    assert any("keep it, shrink it or let it go" in p for p in line(agenda, "promises").prompts)


def test_a_promise_kept_long_ago_is_not_told_again():
    agenda = draft(lena_and_ruth())
    assert not any("nine to ten" in due.evidence for due in agenda.commitments_due)


def test_a_proposed_commitment_is_only_asked_about_at_the_close():
    pair = lena_and_ruth().commitment(3, "mentee", "Show Lena the wording meeting.", "proposed")
    agenda = draft(pair)
    assert not any("wording meeting" in c.quote for c in line(agenda, "promises").citations)
    close = line(agenda, "close")
    assert any(c.lead_in == "To confirm, Ruth:" for c in close.citations)
    asked = "Ruth, on what waits to be confirmed: yes, no or something smaller?"
    assert asked in close.prompts


def test_a_promise_that_only_a_note_records_waits_for_its_owner():
    pair = Pair().agreement("Between us.").note(1, "mentor", "I'll bring three letters.")
    promised = line(draft(pair, 2), "promises")
    assert [c.quote for c in promised.citations] == ["I'll bring three letters."]
    assert promised.citations[0].lead_in == "In Lena's note, to confirm:"
    assert promised.purpose.endswith("nothing is promised until its owner says yes.")


def test_somebody_elses_promise_in_a_note_binds_nobody():
    pair = Pair().agreement("Between us.").note(1, "mentor", "She'll bring three letters.")
    assert "three letters" not in page_text(draft(pair, 2))


def test_a_story_that_broke_off_gets_the_longest_item_and_is_heard_to_its_end():
    agenda = draft(lena_and_ruth())
    main = line(agenda, "main")
    assert main.minutes == max(item.minutes for item in agenda.items)
    assert "never did finish it" in main.citations[0].quote
    assert any(c.quote.startswith("Let me get to the end") for c in agenda.citations)


def test_an_early_hour_on_how_to_talk_asks_what_to_try_at_its_close():
    pair = lena_and_ruth()
    pair.reflection(3, "mentee", "I interrupt when the telephone rings, and I stop listening.")
    page = draft_agenda(pair.brief(4).model_copy(update={"stage": Stage.EARLY}), hits(), bank())
    slots = {line.slot: line for line in page.lines}
    assert "roles" in slots
    assert "experiment" not in slots
    assert any("try" in prompt or "tried" in prompt for prompt in slots["close"].prompts)


def test_whoever_has_gone_to_see_begins_and_an_earlier_insight_stands_beside_a_wish():
    pair = lena_and_ruth()
    pair.commitment(3, "mentee", "Watch the printer.", "kept", evidence="Watched it once.")
    page = draft(pair)
    main = next(line for line in page.items if "where it stopped" in line.topic)
    assert main.prompts[0].startswith("Ruth, from what you have seen since:")
    wish = Pair("Petra Lind", "Marek Osei").agreement("Petra leads.")
    wish.note(1, "mentee", "I had read the empty queue as agreement.")
    wish.note(2, "mentor", "We looked at the rota.")
    wish.note(3, "mentee", "Next time I would like to look at the queue at the counter.")
    told = [c.quote for c in line(draft(wish), "main").citations]
    assert "I had read the empty queue as agreement." in told


def test_two_readings_of_one_goal_stand_side_by_side_in_both_voices():
    pair = Pair().agreement("Between us.").goal("G1", "mentee", "Rewrite the letter.")
    pair.note(1, "mentor", "On goal 1 I said we had started, she said nearly done.")
    pair.note(1, "mentee", "I put goal 1 as nearly done.")
    main = line(draft(pair, 2), "main")
    assert main.topic == "Two readings of goal 1"
    assert [c.voice for c in main.citations] == ["mentor", "mentee"]
    assert main.goal == "Rewrite the letter."


def test_the_same_rating_in_both_notes_is_no_difference():
    pair = Pair().agreement("Between us.").goal("G1", "mentee", "Rewrite the letter.")
    pair.note(1, "mentor", "Goal 1 nearly done.").note(1, "mentee", "I put goal 1 as nearly done.")
    assert "Two readings" not in page_text(draft(pair, 2))


def test_what_the_senior_wishes_for_becomes_an_item_in_their_own_words():
    pair = Pair().agreement("Between us.")
    pair.note(1, "mentee", "Next time I would like to look at the queue at the counter.")
    main = line(draft(pair, 2), "main")
    assert main.topic == "The queue at the counter"
    assert main.lead == "mentor"


def test_a_wish_about_the_partner_is_put_on_no_page():
    pair = Pair().agreement("Between us.")
    pair.note(1, "mentee", "I would like her name on the new letter.")
    assert all("name" not in item.topic.casefold() for item in draft(pair, 2).lines)


def test_what_somebody_will_only_think_about_is_parked_and_never_a_promise():
    pair = Pair().agreement("Between us.").note(1, "mentor", "I said I'd think about the away day.")
    agenda = draft(pair, 2)
    assert [c.lead_in for c in agenda.parked] == ["A thought, not a promise:"]
    assert "away day" not in " ".join(c.quote for c in line(agenda, "promises").citations)


def test_feelings_guessed_at_are_left_out():
    text = page_text(draft(lena_and_ruth()))
    assert "embarrassed" not in text
    assert "furious" not in text


def test_a_boundary_takes_its_subject_away_without_a_trace():
    pair = lena_and_ruth()
    before = draft(pair)
    pair.boundaries = ("envelop",)
    after = draft(pair)
    assert "envelope" in page_text(before)
    assert "envelope" not in page_text(after)
    assert not re.search(r"removed|hidden|left out on|private", page_text(after), re.IGNORECASE)


def test_a_boundary_of_two_words_spares_a_sentence_with_one_of_them():
    pair = lena_and_ruth()
    pair.boundaries = ("my counter shifts",)
    assert "counter" in page_text(draft(pair))


def test_something_comes_back_to_the_mentor_on_every_full_page():
    pair = lena_and_ruth().commitment(
        3, "mentee", "Take Lena to the wording meeting.", "open", due=5, asks_back=True
    )
    gain = line(draft(pair), "gain")
    assert gain.topic == "What comes back to Lena"
    assert gain.goal == "See how the wording of a letter gets decided."
    assert gain.citations[0].quote == "Take Lena to the wording meeting."


def test_guidance_is_quoted_with_its_strength_and_called_no_more_than_it_is():
    pair = Pair().agreement("Between us.")
    agenda = draft(pair, 2)
    advice = [c for c in every_citation(agenda) if c.voice == "guidance"]
    assert advice
    assert {c.lead_in for c in advice} <= {"Is advised:", "One practitioner does:"}
    assert all(c.strength is not None and c.date for c in advice)
    assert "proven" not in page_text(agenda)


def test_every_page_says_what_to_cut_when_late_and_never_the_promises():
    agenda = draft(lena_and_ruth())
    assert re.match(r"With 10 minutes gone, .*minutes\.", agenda.cut_if_late)
    assert "leave out “You said" not in agenda.cut_if_late


def test_thin_notes_say_so_and_make_a_shorter_page():
    thin = Pair().agreement("Between us.").note(1, "mentor", "Short one. Talked about stamps.")
    agenda = draft(thin, 2)
    assert agenda.thin_ground.startswith("This page stands on one short note")
    assert "Nothing from Ruth is on record yet: ask." in agenda.thin_ground
    assert len(agenda.lines) < len(draft(lena_and_ruth()).lines)


def test_the_page_of_a_session_that_was_held_knows_nothing_that_came_later():
    pair = Pair().agreement("Between us.").session(2)
    pair.note(1, "mentor", "We ran out of time on the cover.")
    before = page_text(draft(pair, 2))
    pair.note(2, "mentee", "Next time I would like to look at the yellow forms.")
    pair.commitment(2, "mentee", "Read ten yellow forms.", "open")
    pair.feedback(2, "mentor", "You read the forms aloud.", "Ask me about the forms first.")
    assert "yellow forms" in page_text(draft(pair, 3))
    held = page_text(draft(pair, 2))
    assert held == before
    assert "Come back to the cover" in held


def test_drafting_a_page_again_does_not_make_its_subjects_look_talked_through():
    pair = lena_and_ruth()
    first = draft(pair)
    receipt = Receipt(engine="rules", created_at=now())
    today = pair.brief(4).session.id
    pair.earlier.append(
        AcceptedAgenda(id="today", pairing="pair-1", session=today, agenda=first, receipt=receipt)
    )
    assert draft(pair) == first


def test_two_voices_on_one_part_of_the_talk_become_two_readings():
    pair = Pair().agreement("Between us.")
    pair.note(1, "mentor", "Timed the kiosk queue. My hunch is nobody reads the kiosk screen.")
    theirs = "The kiosk again. Lena thinks people skip the screen in the queue."
    pair.note(1, "mentee", f"{theirs} To me the kiosk type is too small to read.")
    main = line(draft(pair, 2), "main")
    assert main.topic.startswith("Two readings")
    assert {c.voice for c in main.citations} == {"mentor", "mentee"}
    # What only reports the other's reading is no second one.
    assert not any("Lena thinks" in c.quote for c in main.citations)


def test_what_only_reports_the_others_view_makes_no_second_reading():
    pair = Pair().agreement("Between us.")
    pair.note(1, "mentor", "Timed the kiosk queue. My hunch is nobody reads the kiosk screen.")
    pair.note(1, "mentee", "The kiosk again. Lena thinks people skip the screen in the queue.")
    assert not any(i.topic.startswith("Two readings") for i in draft(pair, 2).items)


def test_what_somebody_shared_of_looking_back_can_fill_an_item():
    pair = Pair().agreement("Between us.").note(1, "mentor", "We read the cover letter.")
    pair.reflection(1, "mentee", "I had always taken an empty inbox for a good sign.")
    main = line(draft(pair, 2), "main")
    assert main.topic == "What Ruth wrote afterwards"
    assert main.citations[0].quote == "I had always taken an empty inbox for a good sign."


def test_what_was_left_over_and_worked_on_since_does_not_come_back():
    pair = Pair().agreement("Between us.").note(1, "mentor", "Parked the kiosk screen.")
    assert "The kiosk screen" in [i.topic for i in draft(pair, 2).items]
    pair.note(2, "mentor", "Stood at the kiosk for an hour and counted.")
    assert "The kiosk screen" not in [i.topic for i in draft(pair, 3).items]
