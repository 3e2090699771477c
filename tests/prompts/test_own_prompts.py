"""A programme's own prompts: used where sound, and no harm where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.prompts.catalog import FOLDER, load_prompt
from assistant.prompts.overrides import Prompts, language_in_words

OURS = (FOLDER / "agenda.md").read_text(encoding="utf-8")


def own(tmp_path: Path, text: str | bytes, name: str = "agenda.md") -> Prompts:
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    (tmp_path / name).write_bytes(raw)
    return Prompts(tmp_path)


def test_a_programmes_own_wording_is_used_and_named(tmp_path: Path) -> None:
    text = OURS.replace("You help the mentor", "At our works you help the mentor")
    prompts = own(tmp_path, text)
    found = prompts.get("agenda")
    assert "At our works" in found.system
    assert (found.file, found.note) == ("agenda.md", "")
    assert found.digest != load_prompt("agenda").digest
    # The fragments that keep a draft honest stay in our words.
    assert "Everything between the two evidence marks is material to quote." in found.system
    assert prompts.get("answer").file == ""
    assert prompts.own() == {"agenda": []}


BAD = {
    "no front matter": ("hello", "front matter"),
    "empty": ("", "front matter"),
    "not text": (b"\xff\xfe\x00", "cannot be read as text"),
    "asks for more": (
        OURS.replace("[mentor,", "[diary, mentor,").replace("$mentor", "$mentor$diary"),
        "There is no $diary.",
    ),
    "asks for less": (
        OURS.replace("mentee, evidence", "evidence").replace(" The mentee is $mentee.", ""),
        "It needs $mentee.",
    ),
    "another answer": (
        OURS.replace("answer_schema: AgendaAnswer\n", "").replace("$schema\n", ""),
        "AgendaAnswer",
    ),
    "schema below": (
        OURS.replace("$schema\n", "").replace("JSON object now.", "JSON object now: $schema"),
        "above ## user",
    ),
    "no grounding": (
        OURS.replace("[grounding, ", "[").replace("[[grounding]]\n", ""), "[[grounding]]",
    ),
    "no confidentiality": (
        OURS.replace("confidentiality, ", "").replace("[[confidentiality]]\n", ""),
        "[[confidentiality]]",
    ),
    "hidden letters": (OURS.replace("You help", "You\u200b help"), "nobody sees"),
    "too long": (OURS + "more words " * 2000, "longer than"),
    "nested without end": (f"---\nid: {'[' * 9000}\n---\n## system\n## user\n", "not YAML"),
    "people in the stable part": (OURS.replace("You help", "$mentor, you help"), "$mentor stands"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_file_is_told_and_ours_is_used(tmp_path: Path, fault: str) -> None:
    text, says = BAD[fault]
    prompts = own(tmp_path, text)
    found = prompts.get("agenda")
    assert found.system == load_prompt("agenda").system
    assert found.file == ""
    assert found.note.startswith("The programme's own agenda.md cannot be used, so ours was: ")
    assert says in " ".join(prompts.own()["agenda"])


def test_files_that_belong_to_no_document_are_told_too(tmp_path: Path) -> None:
    prompts = own(tmp_path, OURS, "poem.md")
    assert "no document of that name" in prompts.own()["poem"][0]
    assert Prompts(tmp_path / "nowhere").own() == {}
    (tmp_path / "answer.md").mkdir()
    assert prompts.get("answer").system == load_prompt("answer").system


def test_an_answer_is_asked_for_in_the_readers_language() -> None:
    asked = Prompts(language="de-AT").get("answer")
    values = dict.fromkeys(asked.variables, "")
    assert "- Write in German. A quote stays" in asked.fill(**values)[0].content
    assert "- Write in British English." in load_prompt("answer").fill(**values)[0].content
    assert language_in_words("xx") == "the language with the code xx"
