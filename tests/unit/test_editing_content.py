"""What a person who edits the content is told about bad files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InvalidContent
from assistant.exchange.content import (
    load_cues,
    load_models,
    load_packs,
    load_questions,
    load_template,
)

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


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
