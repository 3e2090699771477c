"""The rules' agenda: what holds of every page, and what a mentor finds on hers."""

from __future__ import annotations

import re
import time

import pytest

from assistant.domain.drafts import AcceptedAgenda, Agenda, Citation, Length, Receipt
from assistant.domain.guidance import Stage
from assistant.domain.questions import lint_question
from assistant.domain.records import now
from assistant.domain.sessions import SessionState
from assistant.domain.wording import stem, words
from assistant.drafting.agendas import MOST_SUGGESTIONS, draft_agenda
from assistant.drafting.checks import MENTEE_SHARE, check_agenda
from assistant.errors import WillNotFit
from tests.unit.briefings import Pair, bank, hits, lena_and_ruth
from tests.unit.generated_briefings import generated


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


@pytest.fixture(
    scope="module",
    params=[pytest.param(60, id="sample"), pytest.param(500, id="all", marks=pytest.mark.faults)],
)
def many(request):
    """Briefings of all shapes with their agendas."""
    briefings = [generated(seed) for seed in range(request.param)]
    return [(briefing, draft_agenda(briefing, hits(), bank())) for briefing in briefings]


# --- what holds of every page ---------------------------------------------------------------


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


# --- what a mentor finds on hers --------------------------------------------------------------


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
    pair.note(1, "mentee", "The kiosk again. Lena thinks people skip the screen in the queue.")
    main = line(draft(pair, 2), "main")
    assert main.topic.startswith("Two readings")
    assert {c.voice for c in main.citations} == {"mentor", "mentee"}


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


def test_no_question_is_asked_twice_on_a_page(many):
    for _, agenda in many:
        asked = [p for item in agenda.items for p in item.prompts]
        assert len(set(asked)) == len(asked)


def test_guidance_beside_a_line_can_be_read_alone(many):
    """It points at nothing that is not there, and at no session but this one."""
    shown = {c.quote for _, a in many for i in a.lines for c in i.citations if c.strength}
    assert shown
    assert not [q for q in shown if re.search(r"\b(?:it|them|they|this|these)\b|session [2-9]", q)]


# --- stages -------------------------------------------------------------------------------------


def test_the_first_session_meets_agrees_and_says_the_limits_first():
    pair = Pair().goal("G1", "mentee", "Rewrite the letter.")
    agenda = draft(pair, 1)
    assert [item.slot for item in agenda.opening] == ["settle", "meet", "agreement"]
    assert "stays between the two of you" in agenda.lines[0].suggestions[0]
    assert "What may be said" in line(agenda, "meet").purpose
    assert line(agenda, "agreement").minutes >= 15


def test_the_middle_session_gives_feedback_both_ways_and_adjusts_the_goals():
    pair = lena_and_ruth().feedback(2, "mentor", "You read it twice.", "Please go on asking.")
    pair.feedback(2, "mentee", "You said no more.", "Tell me what you meant.")
    agenda = draft(pair, 3)
    feedback = line(agenda, "feedback")
    assert "Lena to Ruth, then Ruth to Lena" in feedback.purpose
    assert {c.voice for c in feedback.citations} == {"mentor", "mentee"}
    assert any(c.quote.startswith("Rewrite the second") for c in line(agenda, "adjust").citations)


def test_the_last_session_thanks_and_decides():
    agenda = draft(lena_and_ruth(), 6)
    assert {"stays", "thanks", "ending"} <= {item.slot for item in agenda.items}
    assert "Close, go on, or change places?" in line(agenda, "ending").prompts
    assert not any("next date" in prompt for prompt in line(agenda, "close").prompts)


def test_after_two_missed_sessions_the_page_asks_what_it_is_for_without_reproach():
    pair = Pair().note(1, "mentee", "I had understood this to be about software.")
    pair.note(1, "mentor", "Not sure what I'm for, she wanted software.")
    pair.session(2, SessionState.MOVED).session(3, SessionState.MISSED)
    agenda = draft(pair, 4)
    assert line(agenda, "main").topic == "What each of you came for"
    assert agenda.lines[0].purpose.endswith("Nobody needs to explain.")
    assert any("Go on, change the subject or stop" in p for p in line(agenda, "close").prompts)


def test_a_session_sent_a_question_ahead_finds_it_at_the_top():
    pair = lena_and_ruth()
    pair.session(4, SessionState.PLANNED)
    pair.note(4, "mentee", "Is a quarter of an hour worth your while?")
    settle = draft(pair).lines[0]
    assert "Ruth asked ahead:" in [c.lead_in for c in settle.citations]


# --- histories and lengths ------------------------------------------------------------------------


def test_two_histories_give_two_different_pages():
    other = Pair(ident="pair-2").agreement("Between us.").goal("G1", "mentee", "Shorter meetings.")
    other.note(3, "mentee", "Next time I would like to see the night shift handing over.")
    other.note(3, "mentor", "Didn't get to the rota, ran out of time.")
    ours, theirs = draft(lena_and_ruth()), draft(other)
    assert {item.topic for item in ours.items} & {item.topic for item in theirs.items} <= {
        "One thing to try",
        "What comes back to Lena",
    }
    shared = {p for i in ours.items for p in i.prompts} & {
        p for i in theirs.items for p in i.prompts
    }
    assert len(shared) <= 2


def accepted(agenda: Agenda) -> AcceptedAgenda:
    return AcceptedAgenda(agenda=agenda, receipt=Receipt(engine="rules", created_at=now()))


def test_the_next_session_builds_on_the_last_page():
    pair = lena_and_ruth()
    first = draft(pair, 4)
    pair.earlier.append(accepted(first))
    pair.note(4, "mentor", "Heard it to the end. Didn't get to the franking machine.")
    second = draft(pair, 5)
    told = {c.quote for c in line(first, "main").citations}
    assert not told & {c.quote for c in line(second, "main").citations}
    asked = {p for item in first.lines for p in item.prompts if p.endswith("?")}
    assert not asked & set(second.lines[0].prompts)
    assert any("franking machine" in item.topic.casefold() for item in second.items)


def test_what_the_last_page_parked_comes_before_what_it_did_not():
    pair = Pair().agreement("Between us.")
    pair.note(1, "mentor", "Parked the stamps for another day.")
    pair.note(1, "mentee", "We parked the folders for another day.")
    first = draft(pair, 2)
    stamps = [c for c in every_citation(first) if "stamps" in c.quote][:1]
    pair.earlier.append(accepted(first.model_copy(update={"items": (), "parked": tuple(stamps)})))
    assert "stamps" in line(draft(pair, 2), "main").topic


@pytest.mark.parametrize(("minutes", "length"), [(15, "short"), (60, "steady"), (90, "deep")])
def test_three_lengths_keep_the_same_aim(minutes, length):
    agenda = draft(lena_and_ruth(), 4, minutes)
    assert agenda.length is Length(length)
    assert "to its end" in agenda.purpose
    assert agenda.total == minutes


def test_a_longer_session_has_more_room_not_less_said():
    short, deep = draft(lena_and_ruth(), 4, 15), draft(lena_and_ruth(), 4, 90)
    assert len(short.lines) < len(deep.lines)
    assert line(short, "main").minutes < line(deep, "main").minutes


def test_too_few_minutes_are_refused_with_the_number_that_would_do():
    with pytest.raises(WillNotFit) as refused:
        draft(lena_and_ruth(), 4, 6)
    assert "at least 10 minutes" in refused.value.next_step


def test_a_transcript_is_not_taken_for_its_authors_own_words():
    pair = Pair().agreement("Between us.")
    talk = "\n".join(
        f"{who}: {text}"
        for who, text in (
            ("Industrial Designer", "I would like to see a smaller button next time."),
            ("Marketing", "I will send the figures to everybody."),
            ("Project Manager", "We never did finish the colours."),
            ("Industrial Designer", "I said half way, he said further."),
        )
    )
    pair.note(1, "mentor", talk)
    agenda = draft(pair, 2)
    said = [c for c in every_citation(agenda) if c.source == "pair-1-2"]
    assert {c.lead_in for c in said} == {"Said there, as Lena's note has it:"}
    assert [c.quote for c in said] == ["I would like to see a smaller button next time."]
    assert "smaller button" not in " ".join(item.topic for item in agenda.lines).casefold()


def test_drafting_takes_milliseconds():
    briefing = lena_and_ruth().brief(4)
    draft_agenda(briefing, hits(), bank())
    started = time.process_time()
    for _ in range(5):
        draft_agenda(briefing, hits(), bank())
    assert (time.process_time() - started) / 5 < 0.1
