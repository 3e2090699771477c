"""Reflection questions by rules: grown from one's own words, one at a time, never a verdict."""

from __future__ import annotations

import pytest

from assistant.domain.citing import Citer
from assistant.domain.questions import lint_question
from assistant.domain.reflecting import LookBack
from assistant.domain.sessions import SessionState
from assistant.domain.wording import words
from assistant.drafting.moments import moment_words
from assistant.drafting.reflections import CLOSE, LOOK_AGAIN, QUESTIONS, draft_reflection
from assistant.drafting.reflections import next_question as ask_next
from assistant.grounding.pages import ground_page
from tests.unit.briefings import Pair, bank

MODELS = {model.id: model for model in bank().models if model.kind == "reflection"}


def pair() -> Pair:
    """Lena mentors Ruth; session 2 is over."""
    told = Pair()
    told.goal("G1", "mentee", "Rewrite the second reminder letter.")
    told.goal("G2", "mentor", "See how the wording of a letter gets decided.")
    told.note(
        1, "mentor",
        "Showed her the counter. She explained the franking machine for ten minutes and I let it "
        "run. The queue went out of the door.",
        private="I was too polite about the franking machine.",
    )  # fmt: skip
    told.note(1, "mentee", "Lena showed me the counter. I had taken the queue for impatience.")
    told.note(
        2, "mentor",
        "I said could we read it aloud first. She put the pen down. We never got to my goal. "
        "Next time I would like to see how the wording gets signed. I think she was annoyed.",
    )  # fmt: skip
    told.note(
        2, "mentee",
        "I began to cross out words before Lena had finished reading aloud. I interrupted her "
        "twice. I saw how the second line trips people up.",
    )  # fmt: skip
    told.feedback(2, "mentee", "You asked me to read the letter aloud.", "Do that again.")
    return told


def look(voice="mentor", model="driscoll", minutes=3, when="after", told=None, **more) -> LookBack:
    made = told or pair()
    briefing = made.brief(3)
    citer = Citer([made.pairing], [made.mentor, made.mentee], made.sessions)
    me = made.pairing.person(voice)
    readable = tuple(
        source
        for source in citer.sources([*made.records, made.programme])
        if source.visibility != "private" or source.author == me
    )
    sessions = {s.number: s for s in made.sessions}
    return LookBack(
        briefing=briefing.model_copy(update={"sources": readable}),
        voice=voice,
        session=sessions[2 if when == "after" else 3],
        when=when,
        model=MODELS[model],
        minutes=minutes,
        **more,
    )


def questions(of: LookBack):
    page = draft_reflection(of, bank())
    section = page.section(QUESTIONS)
    assert section is not None
    return page, section.lines


def follow(of: LookBack, *answers: str):
    page, _ = questions(of)
    line, _ = ask_next(of, bank(), page, answers)
    return line


def quote(line) -> str:
    return " ".join(citation.quote for citation in line.citations)


# --- the words that ship ----------------------------------------------------------------------


def every_form() -> list[str]:
    shipped = bank().reflecting
    steps = [*shipped.steps.values(), *shipped.before.values()]
    forms = [form for step in steps for several in step.forms.values() for form in several]
    forms += [form for step in steps for form in (*step.smaller, *step.tired)]
    forms += [p.mentor for p in shipped.before_bank.values()]
    forms += [p.mentee for p in shipped.before_bank.values()]
    return [*forms, *shipped.seen_or_heard]


def test_no_question_leads_blames_doubles_or_names_a_feeling():
    wrong = {
        form: found for form in every_form() if (found := lint_question(form, bank().language))
    }
    assert wrong == {}
    assert all(len(words(form)) <= 30 for form in every_form())
    assert not any(" you felt" in f" {form.casefold()}" for form in every_form())


def test_every_step_of_every_model_has_words_before_and_after():
    shipped = bank().reflecting
    for model in MODELS.values():
        for step in model.steps:
            for when in ("before", "after"):
                found = shipped.step(step.asks, when)
                assert found is not None, (model.id, step.id, when)
                assert {"answer", "private", "exception", "earlier"} <= set(found.forms) or (
                    step.asks in ("moment", "aim", "next") or when == "before"
                ), (model.id, step.id)


@pytest.mark.parametrize(
    ("quote", "named"),
    [
        ("Said drop the round, ask ONE real thing.", "drop the round"),
        ('I said "at least one" to get them off numbers.', "at least one"),
        ("I ought to have put her name to the correction.", "put her name to the correction"),
        ("She raised call handling targets, parked.", "call handling targets"),
        ("I said it.", ""),
        ("Not sure what it was about.", ""),
        ("She said he felt it was rather too much.", ""),
    ],
)
def test_a_moment_is_named_in_words_that_stand_in_the_quote_or_not_at_all(quote, named):
    assert moment_words(quote) == named
    assert named in quote


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("voice", ["mentor", "mentee"])
@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("minutes", [3, 15])
@pytest.mark.parametrize("when", ["before", "after"])
def test_each_question_shows_what_it_grew_from_or_says_that_it_is_a_suggestion(
    voice, model, minutes, when
):
    of = look(voice, model, minutes, when)
    page, asked = questions(of)
    assert len(asked) == len(of.steps)
    assert len(asked) == 3 or minutes == 15
    for line in asked:
        assert bool(line.citations) != line.suggestion, line
        assert lint_question(line.text, bank().language) == []
    seen = [(c.source, c.start) for line in asked for c in line.citations]
    assert len(seen) == len(set(seen)), "a quotation serves once"
    judged, findings = ground_page(page, {s.id: s for s in of.briefing.sources})
    assert findings == []
    assert judged == page


def test_mentor_is_asked_about_what_she_said_and_mentee_about_what_he_took_over():
    _, lena = questions(look("mentor"))
    assert "could we read it aloud" in quote(lena[0])
    _, ruth = questions(look("mentee"))
    assert ruth[0].citations[0].author == "Ruth"
    assert "interrupted" in quote(ruth[0]) or "cross out words" in quote(ruth[0])
    assert "Lena" in ruth[0].text


def test_the_last_question_leads_to_the_next_session():
    _, lena = questions(look("mentor"))
    assert "session 3" in lena[-1].text
    assert "wording gets signed" in quote(lena[-1])


def test_a_guess_at_anothers_feeling_is_never_quoted_but_asked_back_to_its_writer():
    page, asked = questions(look("mentor"))
    assert not any("annoyed" in quote(line) for line in asked)
    again = page.section(LOOK_AGAIN)
    assert again is not None
    assert "annoyed" in quote(again.lines[0])
    assert "see or hear" in again.lines[0].text


def test_private_lines_stay_out_until_an_answer_goes_there_by_itself():
    page, _ = questions(look("mentor"))
    assert "too polite" not in page.model_dump_json()
    there = follow(look("mentor"), "I was going to be polite and say nothing at all.")
    assert "too polite" in quote(there)
    assert "for yourself alone" in there.citations[0].lead_in
    elsewhere = follow(look("mentor"), "The room was cold and the window was open.")
    assert "too polite" not in quote(elsewhere)


def test_the_other_ones_private_lines_are_not_on_the_table_at_all():
    told = pair().note(2, "mentee", "It was a good hour.", private="A canary that nobody reads.")
    for answers in ([], ["A canary sat there."]):
        page, _ = questions(look("mentor", told=told))
        assert "canary that" not in page.model_dump_json()
        line = follow(look("mentor", told=told), *answers)
        assert "canary that" not in line.model_dump_json()


def test_what_touches_a_boundary_is_left_out_without_a_word():
    told = pair()
    told.boundaries = ("aloud",)
    page, asked = questions(look("mentor", told=told))
    assert "aloud" not in " ".join(quote(line) for line in asked)
    assert "boundar" not in page.model_dump_json()
    line = follow(look("mentor", told=told), "It was the reading aloud that did it for me.")
    assert "aloud" not in quote(line)


def test_with_nothing_of_ones_own_the_bank_asks_and_the_page_says_so():
    page, asked = questions(look("mentor", told=Pair().session(1).session(2)))
    assert all(line.suggestion for line in asked)
    assert "little of yours" in page.thin_ground


def test_a_gap_is_looked_back_at_as_a_gap():
    told = Pair()
    told.note(1, "mentor", "She wanted to talk about stamps. I read her one letter.")
    told.session(2, SessionState.MOVED)
    told.note(2, "mentor", "Can't make it today, two off sick on the counter.")
    of = look("mentor", told=told).model_copy(
        update={"session": next(s for s in told.sessions if s.number == 1)}
    )
    assert draft_reflection(of, bank()).title == "Looking back at the gap since session 1"


@pytest.mark.parametrize(("energy", "shown"), [((4, 3), False), ((2, 4), False), ((2, 1), True)])
def test_a_person_to_turn_to_is_named_where_the_load_is_heavy(energy, shown):
    close = draft_reflection(look("mentor", energy=energy), bank()).section(CLOSE)
    assert close is not None
    said = " ".join(line.text for line in close.lines)
    assert ("a person to turn to" in said) is shown
    assert "tired" not in said
    assert "2" not in said


# --- each answer shapes the next --------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["", "  ", "dunno", "Not sure.", "-", "ok"])
def test_after_no_answer_the_question_gets_smaller_and_guesses_nothing(nothing):
    line = follow(look("mentor"), nothing)
    assert line.suggestion
    shipped = bank().reflecting.steps["meaning"]
    assert line.text.replace("session 2", "{this}") in shipped.smaller


def test_an_answer_that_names_an_earlier_hour_brings_that_line_back():
    line = follow(look("mentor"), "I was still cross with myself about session 1.")
    assert "let it run" in quote(line) or "franking machine" in quote(line)
    assert "After session 1 you wrote" in line.citations[0].lead_in


def test_an_answer_that_says_it_nearly_did_not_happen_brings_back_what_worked():
    line = follow(look("mentee"), "I could not stop myself, the pencil was in my hand.")
    assert "trips people up" in quote(line)


def test_else_the_last_words_of_the_answer_come_back():
    line = follow(look("mentor"), "It was quiet. Somebody had closed the hatch.")
    assert quote(line) == "Somebody had closed the hatch."
    assert line.citations[0].lead_in == "You have just written:"


def test_a_guess_in_an_answer_is_asked_for_what_was_seen():
    line = follow(look("mentor"), "I think she was offended.")
    assert "see or hear" in line.text


def test_what_is_intended_in_an_answer_is_asked_for_its_place():
    line = follow(look("mentor"), "The hatch was shut.", "I will ask before she picks up the pen.")
    assert "pick" in quote(line)
    assert "session 3" in line.text


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("answer", ["", "It went well. The hatch was open.", "I couldn't do it."])
def test_every_model_listens_to_the_end_and_then_stops(model, answer):
    of = look("mentor", model, 15)
    page, asked = questions(of)
    given: list[str] = []
    for _ in asked:
        line, _ = ask_next(of, bank(), page, given)
        assert line is not None
        assert lint_question(line.text, bank().language) == []
        given.append(answer)
    assert ask_next(of, bank(), page, given)[0] is None


def test_what_the_other_wrote_of_the_same_thing_comes_back_beside_ones_own():
    told = Pair()
    told.note(1, "mentor", "I read her one letter. I had expected this to be about the letters.")
    told.note(1, "mentee", "Lena seemed to expect letters, I had understood this was for stamps.")
    told.session(2, SessionState.MOVED)
    of = look("mentor", told=told).model_copy(
        update={"session": next(s for s in told.sessions if s.number == 1)}
    )
    _, asked = questions(of)
    assert {c.voice for line in asked for c in line.citations} == {"mentor", "mentee"}
    assert not any("could be right" in form for form in every_form())


def test_what_a_kept_promise_settled_is_not_asked_for_again():
    told = Pair().session(1)
    told.note(2, "mentor", "We read it aloud. I am not sure who signs the franking invoice.")
    _, asked = questions(look("mentor", told=told))
    open_one = any("franking invoice" in quote(line) for line in asked)
    told.commitment(2, "mentee", "Find out who signs the franking invoice.", "kept", due=3)
    _, asked = questions(look("mentor", told=told))
    assert open_one
    assert not any("franking invoice" in quote(line) for line in asked)
