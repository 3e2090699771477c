"""The shipped questions, models, template and cues, and what their loaders say about bad ones."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.guidance import Bank, BankQuestion, Stage
from assistant.domain.language import Language
from assistant.domain.questions import lint_question
from assistant.errors import InvalidContent
from assistant.exchange.content import (
    load_bank,
    load_cues,
    load_models,
    load_packs,
    load_questions,
    load_template,
)

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PACKS = {
    *("digital-tools", "social-media", "customers", "culture", "generations"),
    *("lgbt", "disability", "ethnicity", "mental-health", "meetings"),
}
SENSITIVE = ("lgbt", "disability", "ethnicity", "mental-health")
JOURNEY = (Stage.FIRST, Stage.EARLY, Stage.MIDDLE, Stage.LATE, Stage.LAST)
SLOTS = ("opening", "main", "second", "roles", "experiment", "gain", "feedback", "close")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(KNOWLEDGE)


@pytest.fixture(scope="module")
def questions(bank: Bank) -> list[BankQuestion]:
    return [*bank.questions, *chain.from_iterable(pack.questions for pack in bank.packs)]


def faults(text: str, language: Language) -> list[str]:
    return lint_question(text, language)


# --- the question bank -----------------------------------------------------------------------


def test_every_question_can_be_asked_aloud_as_it_stands(
    questions: list[BankQuestion], bank: Bank
) -> None:
    assert {
        q.id: faults(q.text, bank.language) for q in questions if faults(q.text, bank.language)
    } == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("What made you apprehensive?", "feeling"),
        ("What do digital natives want from us?", "group"),
    ],
)
def test_a_question_is_checked_against_the_word_lists_too(
    text: str, problem: str, bank: Bank
) -> None:
    assert any(problem in fault for fault in faults(text, bank.language))


def test_there_are_enough_questions_and_each_has_a_name_of_its_own(
    questions: list[BankQuestion],
) -> None:
    assert len(questions) >= 120
    assert [i for i, n in Counter(q.id for q in questions).items() if n > 1] == []
    assert [q.id for q in questions if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", q.id)] == []


def test_no_question_says_again_what_another_has_said(questions: list[BankQuestion]) -> None:
    runs: dict[tuple[str, ...], str] = {}
    repeated = []
    for question in questions:
        words = re.findall(r"[a-z]+", question.text.lower())
        for run in {tuple(words[i : i + 6]) for i in range(len(words) - 5)}:
            if run in runs:
                repeated.append((runs[run], question.id, " ".join(run)))
            runs[run] = question.id
    assert repeated == []


@pytest.mark.parametrize("stage", JOURNEY)
@pytest.mark.parametrize("slot", SLOTS)
def test_mentor_always_has_two_questions_to_choose_from(
    stage: Stage, slot: str, bank: Bank
) -> None:
    askable = [
        q
        for q in bank.questions
        if q.slot == slot and stage in q.stage and q.asked_by in ("mentor", "both")
    ]
    assert len(askable) >= 2


@pytest.mark.parametrize("stage", JOURNEY)
def test_mentee_has_questions_to_ask_at_every_stage(stage: Stage, bank: Bank) -> None:
    assert len([q for q in bank.questions if stage in q.stage and q.asked_by == "mentee"]) >= 3


def test_every_topic_has_its_pack(bank: Bank) -> None:
    assert {pack.topic for pack in bank.packs} == PACKS
    for pack in bank.packs:
        assert len(pack.questions) >= 7, pack.topic
        assert len(pack.title) <= 40, pack.topic
        assert pack.aim.endswith("."), pack.topic
        assert all(pack.topic in question.topics for question in pack.questions), pack.topic
        served = {question.slot for question in pack.questions}
        assert {"opening", "main", "second", "experiment", "gain"} <= served, pack.topic


@pytest.mark.parametrize("topic", SENSITIVE)
def test_a_delicate_topic_opens_with_a_way_to_pass(topic: str, bank: Bank) -> None:
    pack = next(pack for pack in bank.packs if pack.topic == topic)
    first = pack.questions[0]
    assert re.search(r"\bpass(ed)?\b", first.text)
    assert (first.slot, first.asked_by, first.stage) == ("opening", "both", (Stage.ANY,))


@pytest.mark.parametrize("topic", SENSITIVE)
def test_a_delicate_topic_asks_nobody_about_themselves(topic: str, bank: Bank) -> None:
    pack = next(pack for pack in bank.packs if pack.topic == topic)
    prying = re.compile(
        r"\byour (own )?(story|life|experience|diagnosis|condition|illness|health|background|"
        r"identity|partner|faith|religion|body|skin|childhood|family|origins?)\b"
        r"|\bhave you ever\b|\bas an? (gay|black|disabled|asian|trans|deaf|blind)\b"
        r"|\bcome from\?|\bwhen did you know\b"
    )
    assert [q.id for q in pack.questions if prying.search(q.text.lower())] == []


def test_a_pairing_on_meetings_is_asked_about_meetings_first(bank: Bank) -> None:
    found = bank.ask("main", Stage.EARLY, ("meetings",))
    assert "meetings" in found[0].topics
    assert len(found) > len([q for q in found if "meetings" in q.topics])


# --- reflection and feedback models ----------------------------------------------------------


def test_all_models_ask_both_roles_every_step(bank: Bank) -> None:
    assert {m.id: m.kind for m in bank.models} == {
        **dict.fromkeys(("driscoll", "gibbs", "kolb", "rolfe", "grow"), "reflection"),
        "sbii": "feedback",
    }
    for model in bank.models:
        prompts = [(step.prompt.mentor, step.prompt.mentee) for step in model.steps]
        wrong = {text: faults(text, bank.language) for pair in prompts for text in pair}
        assert {text: found for text, found in wrong.items() if found} == {}
        assert any(mentor != mentee for mentor, mentee in prompts), model.id


def test_the_short_form_of_a_reflection_is_at_most_three_questions(bank: Bank) -> None:
    for model in bank.models:
        short = [step for step in model.steps if not step.deep_only]
        assert len(short) <= (3 if model.kind == "reflection" else 4), model.id
        assert len(short) < len(model.steps), model.id
        assert model.minutes["short"] < model.minutes["deep"], model.id


def test_feedback_goes_from_situation_to_intent(bank: Bank) -> None:
    sbii = next(model for model in bank.models if model.id == "sbii")
    short = [step.id for step in sbii.steps if not step.deep_only]
    assert short == ["situation", "behaviour", "impact", "intent"]


# --- the programme template ------------------------------------------------------------------


def test_template_is_six_hours_in_six_months(bank: Bank) -> None:
    template = bank.template
    assert template.months == 6
    assert [session.minutes for session in template.sessions] == [60] * 6
    assert [session.stage for session in template.sessions] == [
        *(Stage.FIRST, Stage.EARLY, Stage.MIDDLE, Stage.MIDDLE, Stage.LATE, Stage.LAST)
    ]
    assert template.feedback_after_sessions == (2, 4, 6)
    assert all(0 <= milestone.month <= template.months for milestone in template.milestones)
    assert len(template.objectives) == 3
    assert set(template.outcomes) == {"mentor", "mentee", "organisation"}
    assert set(template.role_briefs) == {"mentor", "mentee", "coordinator"}
    assert template.metrics


def test_proposed_ground_rules_state_the_limits_and_the_right_to_pass(bank: Bank) -> None:
    rules = bank.template.ground_rules
    assert 6 <= len(rules) <= 8
    assert any("harm" in rule and "human contacts" in rule for rule in rules)
    assert any("pass on a question" in rule for rule in rules)
    assert "confidence" in bank.template.human_contacts


# --- cues ------------------------------------------------------------------------------------

HITS: dict[str, list[str]] = {
    "promise": [
        "I'll send the two forms",
        "ill ask the rota team tmrw",
        "Dev to print the list for thurs",
        "Will ring the depot this week.",
        "I owe her a page on the visitor desk",
        "she'll sit in on one call, no headset",
        "My office to book the small room",
        "said I'd find out who owns the lift",
        "Badges from next week, easy",
    ],
    "not_promise": [
        "said I'd think",
        "She will think about it.",
        "Maybe bring the leaflets again",
        "I could ask the night team",
        "or not",
        "Should we do the tour next time??",
        "He might join one call",
        "yes more or less",
    ],
    "wish": [
        "Would like to see the loading bay at six",
        "less about forms and more about phones",
        "next time the queue pls",
        "wants to look at the rota",
    ],
    "parked": [
        "Parking charges, parked.",
        "we didn't get to the badges",
        "never did finish the bit about shifts",
        "ran out of time on my goal",
        "strike notices, didnt get to it",
        "had to dash, board call",
    ],
    "difference": [
        "I said one site, he said three",
        "Priya thinks it's done.",
        "He may mean the counter and not the phones",
        "seemed odd, she seemed to expect a lecture",
        "I count it as half, she counts it as done",
        "thought that's what the list was for",
    ],
    "doubt": [
        "Not sure I want it??",
        "couldn't tell from the doorway",
        "dont really know what the form is for",
        "still no answer from estates",
        "No idea.",
    ],
    "learnt": [
        "He taught me the shortcut",
        "I had read the empty form as a no",
        "first time I've seen where a complaint lands",
        "I now ask before I open the file",
        "Realised the sign faces the wall",
        "which I have since done twice",
    ],
    "guess": [
        "I don't think he minded",
        "She looked annoyed tbh",
        "he'll be mortified",
        "Productive, I think she enjoyed it.",
        "I think that landed?",
        "or bored her, hard to say",
        "went quiet, I think pleased",
        "that's what they feel about me",
    ],
    "own_feeling": [
        "I was nervous, ten slides",
        "Felt like a school visit",
        "Bit proud of that",
        "Shattered after, slept on the bus",
        "it makes me feel smaller",
        "I regretted the joke",
    ],
    "negation": ["not yet", "he didn't come", "we hadnt booked", "Nobody asked", "no lift"],
    "swear": ["what a bastard", "that silly cow", "he's an idiot", "told him to piss off"],
}

HITS |= {
    "joins": ["(Priya joins)", "Priya: sorry, I just joined", "now that everybody is here"],
    "off_record": ["Off the record, the lift is next", "Please don't tell the others",
                   "keep this out of the minutes"],
    "not_for_all": ["this stays between us by the way", "do not mention the move to Priya",
                    "it is not announced yet", "we plan a surprise farewell for her"],
    "for_all": ["Everyone, the room has changed", "Everybody please note the new date",
                "a reminder to everyone: bring the forms"],
    "offered": ["She offered me a seat on the board", "asked would I say a few words",
                "I asked whether he could join us"],
    "decided": ["We agreed to begin with the screen", "Decided: one page",
                "From now on he dials in",
                "did ground rules"],
    "lived": ["as the only woman on the shift", "people like me stop asking",
              "what happened to me at the desk", "my accent on the tannoy", "I came out as gay",
              "disability at work", "the only Black engineer in the room"],
    "worth_knowing": ["it is important to remember the date", "the deadline is 15 May",
                      "dinner will be at Corner House", "due on Friday"],
    "advised": ["then he slipped straight into advice", "She gave me a lot of useful tips",
                "career advice again for ten minutes"],
    "unasked": ["I had not asked for it", "nobody asked for that", "unsolicited, but kind"],
    "set_going": ["He rang the estates team from the room", "she wrote to the union",
                  "raised a ticket while I watched"],
    "settled_aloud": ["we're pretty much decided on rubber", "so we'll go with the small one"],
    "asked_aloud": ["how do we print the map?", "we still have to decide on the buttons"],
    "proposes": ["we should put the list by the door", "we could leave the lid off",
                 "I'd go for the blue one", "let's do it by hand"],
}  # fmt: skip

MISSES: dict[str, list[str]] = {
    "joins": ["I joined the project channel late", "(laughs)", "everybody is here for the same"],
    "off_record": ["She told me about the record", "keep this bit about the queue"],
    "not_for_all": ["between the two desks", "that was a surprise to me", "he mentioned the lift"],
    "for_all": ["everyone laughed", "I asked everybody twice"],
    "offered": ["I'd asked for it as text", "he asked me to let him do his job"],
    "decided": ["I could not decide", "an agreement would help", "she disagreed"],
    "lived": [
        "as the only way in",
        "a blinding light",
        "what happened at the desk",
        "people like that form",
        "my background task ran",
    ],
    "worth_knowing": ["I remember the queue", "it will be fine"],
    "advised": ["We looked at advice cards", "he offered me the chair"],
    "unasked": ["I asked for it twice", "she did not ask the driver"],
    "set_going": ["She rang me on Monday", "he wrote to you in May"],
    "settled_aloud": ["we have decided nothing", "we'll see"],
    "asked_aloud": ["how was your week?", "we decided that in May"],
    "proposes": ["we did that in May", "I think it was Tuesday"],
    "promise": [
        "He was off ill all week",
        "I wanted to ask who runs the rota and did not",
        "Forgot to send the list",
        "I'll give her that.",
        "She'll have me down as a yes",
        "I want to be told that I am doing well",
        "it will be cold in there",
    ],
    "not_promise": ["I'll send it by Friday.", "There is no doubt about the date", "We met at ten"],
    "wish": ["Last time we looked at forms.", "It was like a wish list on the wall"],
    "parked": [
        "He had parked outside the depot",
        "the car park was full",
        "ran out of nerve in the lift",
        "She came to the counter at nine",
    ],
    "difference": [
        "I said what I thought, then we moved on",
        "Both of us counted nine",
        "We met in a different room",
    ],
    "doubt": ["He made sure the room was booked", "I could tell him the number", "A sure thing"],
    "learnt": ["We are still learning the new rota", "He taught the new starters on Monday"],
    "guess": [
        "I was uncomfortable with the silence",
        "The part about forms was uncomfortable",
        "She looked at the rota twice",
        "I looked tired on the recording",
        "He asked me to slow down",
    ],
    "own_feeling": [
        "Upset customers rang all day",
        "He was nervous before the call",
        "The queue moved",
        "mine: sorry, the lift broke at nine",
    ],
    "negation": ["The knot in the cable was noted", "Room No. 4 on the north side"],
    "swear": ["We met at the Scunthorpe depot", "The cow field by the line floods", "shiitake"],
}


@pytest.mark.parametrize(("kind", "line"), [(k, v) for k, vs in HITS.items() for v in vs])
def test_an_untidy_note_is_read_for_what_it_is(kind: str, line: str, bank: Bank) -> None:
    assert bank.cues.patterns[kind].search(line)


@pytest.mark.parametrize(("kind", "line"), [(k, v) for k, vs in MISSES.items() for v in vs])
def test_a_line_that_only_looks_like_it_is_left_alone(kind: str, line: str, bank: Bank) -> None:
    assert not bank.cues.patterns[kind].search(line)


def test_every_single_cue_compiles_and_is_bounded(bank: Bank) -> None:
    from re import _parser  # type: ignore[attr-defined]

    def worst(parsed: Any, inside: bool = False) -> list[str]:
        found: list[str] = []
        for operation, value in parsed:
            name = str(operation)
            if name in ("MAX_REPEAT", "MIN_REPEAT"):
                _least, most, body = value
                most = int(most)
                if most > 80:
                    found.append("repeats without a bound")
                if inside and most > 1:
                    found.append("repeats inside a repetition")
                found += worst(body, inside or most > 1)
            elif name == "SUBPATTERN":
                found += worst(value[-1], inside)
            elif name == "BRANCH":
                found += chain.from_iterable(worst(branch, inside) for branch in value[1])
            elif name in ("ASSERT", "ASSERT_NOT"):
                found += worst(value[1], inside)
        return found

    kinds = (*HITS, "swear")
    assert set(kinds) == set(bank.cues.patterns)
    for kind in kinds:
        for pattern in getattr(bank.cues, kind):
            assert worst(_parser.parse(pattern)) == [], (kind, pattern)
    assert worst(_parser.parse("(?:a{0,5}b){0,5}")) == ["repeats inside a repetition"]
    assert worst(_parser.parse("a*")) == ["repeats without a bound"]


def test_word_lists_are_full_and_in_small_letters(bank: Bank) -> None:
    cues = bank.cues
    assert len(cues.affect_words) >= 150
    assert len(cues.stopwords) >= 150
    assert {"no", "on", "off"} <= cues.stopwords  # which YAML would take for true and false
    assert {"millennials", "digital natives", "older workers"} <= cues.group_nouns
    assert {"may", "tues", "september"} <= cues.months_weekdays
    words = cues.affect_words | cues.stopwords | cues.group_nouns | cues.months_weekdays
    assert [word for word in words if word != word.lower().strip()] == []
    assert not cues.affect_words & cues.stopwords


# --- what a person who edits the content is told ----------------------------------------------


def refusal(load: Any, path: Path) -> str:
    with pytest.raises(InvalidContent) as caught:
        load(path)
    return caught.value.sentences()


QUESTION = "{id: %s, text: 'What is next?', topics: [time], stage: [first]}"


def test_editor_is_told_every_fault_at_once_with_what_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "questions:\n"
        "  - {id: a, text: 'What is next?', topics: [time], stage: [noon]}\n"
        "  - {id: b, text: 'What is next?', topics: [], stage: [first], slot: middle}\n"
        "  - {id: c, text: 'What is next?', topics: [time], stage: [first], role: mentor}\n"
        "  - {topics: [time], stage: [first]}\n"
    )
    said = refusal(load_questions, tmp_path)
    assert "mine.yaml: question 'a': stage.0" in said
    assert "'first', 'early', 'middle', 'late', 'last' or 'any'" in said
    assert "question 'b': topics" in said
    assert "question 'b': slot" in said
    assert "'opening'" in said
    assert "question 'c': role: unknown; allowed: id, text, topics, stage, asked_by, slot" in said
    assert "question number 4: id: Field required" in said


def test_two_questions_may_not_share_an_id_across_files(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("questions:\n  - " + QUESTION % "same")
    (tmp_path / "b.yaml").write_text(
        "pack: {topic: b, title: B, aim: B.}\nquestions:\n  - " + QUESTION % "same"
    )
    assert "id 'same' is used twice" in refusal(load_questions, tmp_path)
    assert "id 'same' is used twice" in refusal(load_packs, tmp_path)


def test_a_pack_is_named_after_its_file_and_has_a_plain_title(tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_text(
        "pack: {topic: other, title: 'Tools: more', aim: A.}\nquestions:\n  - " + QUESTION % "x"
    )
    said = refusal(load_packs, tmp_path)
    assert "topic: must be the file's name, tools" in said
    assert "a colon is not allowed" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("questions: [", "not readable as YAML: did not find"),
        ("- a\n- b\n", "must be a mapping"),
        ("", "must be a mapping"),
        ("a: &x [1]\nb: *x\n", "anchors and aliases are not allowed"),
        ("questions: []\n", "must be a list with at least one entry"),
        ("question: []\n", "question: allowed are pack and questions"),
        ("questions: " + "[" * 2000 + "]" * 2000, "not readable as YAML"),
    ],
)
def test_a_file_that_is_no_content_is_refused_in_plain_words(
    text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    assert said in refusal(load_questions, tmp_path)


def test_unreadable_and_missing_files_are_refused_in_plain_words(tmp_path: Path) -> None:
    assert "at least one file ending in .yaml" in refusal(load_models, tmp_path)
    assert "cannot be read" in refusal(load_template, tmp_path / "gone.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"a: \xff\xfe")
    assert "not text in UTF-8" in refusal(load_template, tmp_path / "bytes.yaml")
    (tmp_path / "large.yaml").write_text("a: " + "b" * 1_000_001)
    assert "larger than" in refusal(load_template, tmp_path / "large.yaml")


def test_a_model_must_have_a_short_form(tmp_path: Path) -> None:
    step = "{id: s, title: S, prompt: {mentor: 'What?', mentee: 'What?'}, deep_only: true}"
    (tmp_path / "m.yaml").write_text(
        "id: m\ntitle: M\nkind: reflection\nsource: M (1990)\nminutes: {short: 3}\n"
        f"steps: [{step}, {step}]\n"
    )
    said = refusal(load_models, tmp_path)
    assert "both short and deep are needed" in said
    assert "at least one must have deep_only: false" in said
    assert "step 's' is used twice" in said


def test_a_template_counts_its_sessions_without_a_gap(tmp_path: Path) -> None:
    text = (KNOWLEDGE / "programmes" / "six-sessions.yaml").read_text()
    changed = tmp_path / "mine.yaml"
    changed.write_text(text.replace("number: 6", "number: 7"))
    said = refusal(load_template, changed)
    assert "numbers must run 1, 2, 3" in said
    assert "feedback_after_sessions: no session [6]" in said


def test_a_broken_cue_is_named_by_kind_and_place(tmp_path: Path) -> None:
    text = (KNOWLEDGE / "cues" / "en.yaml").read_text()
    changed = tmp_path / "en.yaml"
    changed.write_text(
        text.replace("\nwish:\n", '\nwish:\n  - "(unclosed"\n  - "{nobody} wants"\n', 1)
    )
    said = refusal(load_cues, changed)
    assert "wish 1: not a regular expression" in said
    assert "wish 2: no fragment ['nobody']; allowed: ['affect'," in said
