"""Rehearsing leaves no trace: store, index, log, kept text, with and without a model."""

from __future__ import annotations

import json
import os
from pathlib import Path

from assistant.services.connections import Connections
from tests.scripted_model import ScriptedChatModel

CANARY = "zanzibarquince"


def traces(folder: Path) -> list[str]:
    """Files of the store, the index, the logs and the settings that hold the canary."""
    return [
        str(path)
        for path in (*folder.rglob("*"), *Path(os.environ["HOME"]).rglob("*"))
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]


async def test_nothing_of_a_rehearsal_is_stored_anywhere(open_as, tmp_path):
    ana = open_as()
    await ana.search("meetings", pairing="ana-martin")
    said: list[str] = []
    for words in (
        f"You never listen, {CANARY}.",
        f"In session 2 you explained the {CANARY} for ten minutes. I stopped leading.",
        f"Could the {CANARY} wait until I am done?",
    ):
        said.append(words)
        heard = await ana.rehearse("ana-martin", said, engine="rules")
    assert heard.over
    assert any(CANARY in turn.text for turn in heard.turns)
    assert await ana.conversation("ana-martin") is None
    assert await ana.kept_text("ask") == ""
    assert not await ana.search(CANARY, pairing="ana-martin") or all(
        CANARY not in hit.passage.text for hit in await ana.search(CANARY, pairing="ana-martin")
    )
    await ana.close()
    assert traces(tmp_path) == []


async def test_an_invented_answer_is_labelled_and_a_bad_one_falls_back(
    open_as, tmp_path, monkeypatch
):
    ana = open_as()
    answers = [
        json.dumps({"says": "I thought it would save you time. What did you need?"}),
        json.dumps({"says": "You are always so sensitive."}),
    ]
    model = ScriptedChatModel(*answers)
    monkeypatch.setattr(Connections, "model", lambda _self: model)
    first = await ana.rehearse("ana-martin", [f"You filled in the {CANARY}."], engine="model")
    assert first.engine == "model"
    assert first.turns[0].invented
    assert first.turns[0].text.startswith("I thought it would save you time")
    second = await ana.rehearse("ana-martin", ["You explained it.", "I stopped."], engine="model")
    assert second.engine == "rules"
    assert "sensitive" not in second.turns[0].text
    await ana.close()
    assert traces(tmp_path) == []


async def test_words_of_danger_end_a_rehearsal_with_people_to_turn_to(open_as):
    ana = open_as()
    heard = await ana.rehearse("ana-martin", ["He threatened me yesterday"], engine="rules")
    assert heard.over
    assert "a matter for a person" in heard.turns[0].text


async def test_a_follow_up_brings_something_that_was_not_told_yet(open_as):
    ana = open_as()
    first = [e async for e in ana.ask("silence on the screen", pairing="ana-martin")][-1]
    again = [e async for e in ana.ask("and what else?", pairing="ana-martin")][-1]
    assert first.citations
    assert not {c.quote for c in first.citations} & {c.quote for c in again.citations}
    assert len(first.text.split()) <= 110


async def test_a_talk_is_renamed_and_its_last_answer_made_anew(open_as):
    ana = open_as()
    _ = [e async for e in ana.ask("silence on the screen", pairing="ana-martin")]
    assert (await ana.rename_talk("Silence", "ana-martin")).title == "Silence"
    before = await ana.conversation("ana-martin")
    _ = [e async for e in ana.answer_again("ana-martin", engine="rules")]
    after = await ana.conversation("ana-martin")
    assert [t.speaker for t in after.turns] == [t.speaker for t in before.turns]
    assert after.title == "Silence"


async def test_a_document_asked_for_in_a_talk_is_led_to(open_as):
    ana = open_as()
    events = [e async for e in ana.ask("summarise session 3", pairing="ana-martin")]
    assert events[0].kind == "document"
    assert (events[0].document.kind, events[0].document.session) == ("session-summary", "3")
    assert "viceversa summary" in events[-1].text
