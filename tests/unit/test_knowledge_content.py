"""The shipped questions, models and programme template."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from assistant.domain.guidance import Bank, BankQuestion, Stage
from assistant.domain.language import Language
from assistant.domain.questions import lint_question
from assistant.exchange.content import (
    load_bank,
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
