"""The rules' agenda over a programme: its stages, two histories, three lengths."""

import time

import pytest

from assistant.domain.drafts import AcceptedAgenda, Agenda, Length, Receipt
from assistant.domain.records import now
from assistant.domain.sessions import SessionState
from assistant.drafting.agendas import draft_agenda
from assistant.errors import WillNotFit
from tests.unit.briefings import Pair, bank, hits, lena_and_ruth
from tests.unit.drafted import draft, every_citation, line

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
