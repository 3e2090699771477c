"""Words that the rules cannot tell apart go to a model; its answer is the same typed edits."""

from __future__ import annotations

import json

from assistant.services.connections import Connections
from tests.scripted_model import ScriptedChatModel

WORDS = "drop the woolly bit about parking"


async def asked(open_as, monkeypatch, answer) -> tuple:
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    model = ScriptedChatModel(*answer)
    monkeypatch.setattr(Connections, "model", lambda _self: model)
    events = [e async for e in ana.ask(WORDS, pairing="ana-martin", engine="model")]
    return ana, draft, next(e.change for e in events if e.change is not None), model


async def test_a_model_hears_what_the_rules_could_not(open_as, monkeypatch):
    said = {"changes": [
        {"act": "drop", "line": "L5"},
        {"act": "edit", "line": "L1", "prompts": ["Why are you late?", "What did you notice?"]},
        {"act": "insert", "topic": "Rockets and salaries", "minutes": 9},
        {"act": "explode", "line": "L2"},
    ]}  # fmt: skip
    ana, draft, change, model = await asked(open_as, monkeypatch, [json.dumps(said)])
    assert change.made
    assert change.engine == "model"
    assert [one.act for one in change.changes] == ["drop", "edit"]
    assert change.changes[1].prompts == ("What did you notice?",)
    taken = await ana.take_change(change)
    assert taken.agenda.total == draft.agenda.total
    assert "Rockets" not in taken.agenda.model_dump_json()
    # The request holds the page and the words, and no evidence of anybody's.
    sent = " ".join(message.content for message in model.requests[0])
    assert WORDS in sent
    assert not any(c.quote in sent for c in draft.agenda.citations)


async def test_without_a_usable_answer_the_rules_offer_the_lines(open_as, monkeypatch):
    _, draft, change, _ = await asked(open_as, monkeypatch, [json.dumps({"changes": []})])
    assert not change.made
    assert len(change.offers) == len(draft.agenda.lines)
