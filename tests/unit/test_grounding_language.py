"""The language checks: what they find in a person's words and in ours, and what they offer."""

import re

import pytest

from assistant.domain.guidance import Strength
from assistant.domain.wording import words
from assistant.errors import InvalidContent
from assistant.exchange.cards import load_cards
from assistant.exchange.content import load_language
from assistant.grounding.behaviour import character_remarks, soften
from assistant.grounding.own_words import edited_findings
from assistant.grounding.reading_ease import reading_ease, reading_remarks, syllables
from assistant.grounding.stereotypes import speaks_of_types, stereotype_remarks
from assistant.grounding.tone import claims_proof
from benchmarks.language import CHECKS, lines, parts, tell
from knowledge import FOLDER
from tests.unit.briefings import bank
from tests.unit.grounding_examples import skeleton

LANGUAGE = bank().language


# --- the labelled sets -----------------------------------------------------------------------


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_tells_the_labelled_lines_apart(check):
    # Nine in ten and eight in ten are the bars; the counts of today leave room for a new line.
    for part in parts(check):
        told = tell(check, lines(check, part))
        assert told.precision >= 0.9, (part, told.false)
        assert told.recall >= 0.8, (part, told.missed)


@pytest.mark.parametrize("check", CHECKS)
def test_each_set_is_balanced_and_no_line_stands_in_two_parts(check):
    everything = [line for part in parts(check) for line in lines(check, part)]
    assert {"dev", "held"} <= set(parts(check))
    assert len(everything) >= 300
    assert len({line.text for line in everything}) == len(everything)
    assert 0.4 <= sum(bool(line.kind) for line in everything) / len(everything) <= 0.6


# --- stereotypes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("As a digital native, Farah can show us this.", "Farah can show us this."),
        ("For a director you know a lot about buses.", "You know a lot about buses."),
        ("What do disabled colleagues think of this?", "What do you think of this?"),
        ("As a woman, what do you make of the rota?", "What do you make of the rota?"),
        ("Give us the female view.", "What would make this easier for you to follow?"),
        ("Younger colleagues often lack patience.",
         "In session ___, when ___, ___ did this: ___."),
    ],
)  # fmt: skip
def test_a_type_is_offered_again_as_a_person(line, better):
    (remark,) = stereotype_remarks(line, LANGUAGE)
    assert remark.rewrite == better
    assert line[remark.start : remark.end] == remark.words


@pytest.mark.parametrize("check", ["stereotypes", "behaviour"])
def test_no_offer_holds_a_word_that_is_neither_the_writers_nor_of_the_frame(check):
    frames = (
        "he she they",
        "In session when did this you it What it did",
        "What would make this easier for you to follow? do you",
    )
    fixed = {*words(" ".join(frames)), *LANGUAGE.behaviour.past.values()}
    past = {word for deed in LANGUAGE.behaviour.past.values() for word in words(deed)}
    for line in lines(check, "dev"):
        for remark in CHECKS[check](line.text, LANGUAGE):
            new = set(words(remark.rewrite)) - set(words(line.text)) - fixed - past
            assert not {word for word in new if not re.fullmatch(r"_+", word)}, remark


def test_no_offer_for_a_type_holds_a_type():
    for line in lines("stereotypes", "dev"):
        for remark in stereotype_remarks(line.text, LANGUAGE):
            assert not speaks_of_types(remark.rewrite, LANGUAGE), remark


def test_what_others_said_is_the_writers_to_tell_but_never_ours_to_repeat():
    told = 'He called me a "digital native" in front of the crew.'
    assert stereotype_remarks(told, LANGUAGE) == []
    assert speaks_of_types(told, LANGUAGE)


@pytest.mark.parametrize(
    "word", ["Older", "Younger", "Senior", "Junior", "Male", "Female", "Deaf", "Polish"]
)
def test_the_check_cuts_in_every_direction(word):
    assert speaks_of_types(f"{word} colleagues are always slower to learn.", LANGUAGE)
    assert speaks_of_types(f"{word} staff never complain.", LANGUAGE)


# --- behaviour instead of character ----------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "after", "asked"),
    [
        ("You were dismissive.", "In session ___, when ___, you ___. What it did: ___.",
         ["session", "moment", "act", "effect"]),
        ("You always interrupt me.",
         "In session ___, when ___, you interrupted me. What it did: ___.",
         ["session", "moment", "effect"]),
        ("You were dismissive when I showed the drawing in session 3, and it made me hold back.",
         "In session 3, when I showed the drawing, you ___. What it did: it made me hold back.",
         ["act"]),
        ("You always cut me off while I read the list, which made me lose the thread.",
         "In session ___, when I read the list, you cut me off. What it did: it made me lose the "
         "thread.", ["session"]),
        ("You were rude in session 4. You raised your voice when he came in. I did not know where "
         "to look.",
         "In session 4, when he came in, you raised your voice. What it did: I did not know where "
         "to look.", []),
    ],
)  # fmt: skip
def test_a_blunt_line_becomes_moment_deed_and_effect_in_its_own_words(line, after, asked):
    rewrite = soften(line, LANGUAGE)
    assert rewrite.before == line
    assert rewrite.after == after
    asks = [LANGUAGE.behaviour.asks[part].partition("{")[0] for part in asked]
    assert len(rewrite.asks) == len(asks)
    assert all(said.startswith(ask) for said, ask in zip(rewrite.asks, asks, strict=True))


@pytest.mark.parametrize(
    ("line", "after", "asks"),
    [
        ("You were dismissive and you always interrupt me.", "You interrupted me.", 0),
        ("You were dismissive.", "You ___.", 1),
    ],
)
def test_beside_its_moment_and_effect_a_blunt_line_is_asked_for_its_deed_alone(line, after, asks):
    rewrite = soften(line, LANGUAGE, deed_alone=True)
    assert (rewrite.after, len(rewrite.asks)) == (after, asks)


def test_a_line_about_a_deed_is_left_as_it_is():
    for line in lines("behaviour", "dev"):
        if not line.kind:
            assert soften(line.text, LANGUAGE).after == line.text


def test_a_softened_line_names_no_character_any_more():
    for line in lines("behaviour", "dev"):
        if line.kind:
            rewrite = soften(line.text, LANGUAGE)
            assert rewrite.changed
            left = rewrite.after.split("What it did:")[0]
            assert character_remarks(left, LANGUAGE) == [], (line.text, rewrite.after)


# --- reading ease ----------------------------------------------------------------------------


def test_plain_words_are_easy_and_long_ones_are_not():
    plain = "Ask one real thing, screen first. Then wait. The room will find its words again."
    hard = (
        "Facilitating organisational alignment necessitates prioritising interdepartmental "
        "communication capabilities, notwithstanding infrastructural considerations concerning "
        "departmental modernisation."
    )
    assert reading_ease(plain) > 80 > 30 > reading_ease(hard)
    assert reading_remarks(plain) == []
    assert "Long words" in reading_remarks(hard)[0].message
    assert "read twice" in reading_remarks("we went on and on and " * 8)[0].message
    assert reading_remarks(f"She wrote: \u201c{hard}\u201d") == []
    counted = {"time": 1, "idea": 2, "table": 2, "asked": 1, "wanted": 2, "minutes": 2, "queue": 1}
    assert {word: syllables(word) for word in counted} == counted


def test_every_question_that_ships_is_easy_to_read():
    shipped = (*bank().questions, *(q for pack in bank().packs for q in pack.questions))
    assert [q.text for q in shipped if reading_remarks(q.text)] == []


# --- the files -------------------------------------------------------------------------------


def test_every_pattern_that_ships_can_be_used():
    for rules in (LANGUAGE.stereotypes, LANGUAGE.behaviour, LANGUAGE.questions):
        for rule in rules.rules:
            rule.search("A sentence that none of them should mind.")
            assert rule.message.endswith(".") or rule.message.endswith("?")


def test_a_file_with_an_unknown_fragment_says_which_rule(tmp_path):
    for path in (FOLDER / "language").glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    broken = tmp_path / "stereotypes.yaml"
    text = broken.read_text(encoding="utf-8").replace("{bare}", "{bear}", 1)
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidContent) as caught:
        load_language(tmp_path, bank().cues)
    assert "no fragment ['bear']" in str(caught.value.problems)


# --- a person's own edits --------------------------------------------------------------------


def with_topic(line: str, **fields: object):
    agenda = skeleton()
    items = tuple(
        item.model_copy(update=fields) if item.id == line else item for item in agenda.items
    )
    return agenda.model_copy(update={"items": items})


def test_a_persons_own_line_is_kept_and_a_better_one_is_offered_beside_it():
    after = with_topic(
        "main",
        topic="Younger colleagues often lack patience",
        prompts=("What do disabled colleagues think?", "Why was it late?"),
    )
    found = edited_findings(skeleton(), after, (), LANGUAGE)
    assert [(f.check, f.said, f.rewrite) for f in found] == [
        ("stereotype", "Younger colleagues often lack patience",
         "In session ___, when ___, ___ did this: ___."),
        ("stereotype", "What do disabled colleagues think?", "What do you think?"),
        ("question-lint", "Why was it late?", ""),
    ]  # fmt: skip
    assert found[2].ask == "What would have had to be different?"
    assert not any(f.repaired for f in found)


def test_what_a_person_did_not_touch_is_not_remarked_on_and_a_mended_line_loses_its_finding():
    old = with_topic("main", topic="Older staff never learn")
    found = edited_findings(skeleton(), old, (), LANGUAGE)
    assert [f.line for f in found] == ["main"]
    elsewhere = with_topic("second", topic="One small step")
    both = old.model_copy(update={"items": (old.items[0], elsewhere.items[1])})
    assert edited_findings(old, both, found, LANGUAGE) == found
    assert edited_findings(both, elsewhere, found, LANGUAGE) == ()


# --- how far a source goes -------------------------------------------------------------------


@pytest.mark.parametrize("strength", Strength)
def test_only_what_was_tested_may_be_called_shown_and_nothing_proven(strength):
    tested = strength in ("trial", "validation")
    assert claims_proof("Walking first is proven to work.", tested=tested)
    assert claims_proof("Experts agree that walking first always works.", tested=tested)
    for shown in ("The study found fewer swaps.", "Walking first was shown to help."):
        assert claims_proof(shown, tested=tested) is not tested
    assert not claims_proof(f"Walking first {strength.verb}, says the leaflet.", tested=tested)


def test_no_practitioners_card_calls_itself_proven():
    for card in load_cards(FOLDER / "guidance"):
        if card.strength not in ("trial", "validation", "feasibility"):
            assert not re.search(r"\bproven\b|\bguarantee", card.text), card.id
