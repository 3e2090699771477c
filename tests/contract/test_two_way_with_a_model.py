"""The two documents for both, worded by a model on loopback: what it may add, and what it sees."""

import json
import re

import pytest

from tests.loopback import LoopbackModel


def passage(told: str, quote: str) -> int:
    """The number of the passage that holds the quote."""
    found = next(p for p in re.split(r"\n(?=\[\d+\] )", told) if quote in " ".join(p.split()))
    return int(re.match(r"\[(\d+)\]", found)[1])


def additions(messages: list[dict[str, str]]) -> str:
    """One sound difference, one agreement with the words of one, one guess, one unreleased line."""
    told = messages[-1]["content"]
    minute = "I think 20 secs or people start performing"
    voices = "begin with the screen, about a minute each"

    def cites(*quotes: str) -> list[dict[str, object]]:
        return [{"n": passage(told, quote), "quote": quote} for quote in quotes]

    proposed = [
        {"section": "differently", "who": "both", "text": "A minute each, or 20 secs.",
         "cites": cites(minute, voices)},
        {"section": "we-agree", "who": "both", "text": "The minute is too long.",
         "cites": cites(minute)},
        {"section": "left-open", "who": "mentor", "text": "Ana was annoyed by the telephone.",
         "cites": cites(minute)},
        {"section": "left-open", "who": "mentor", "text": "The next job.",
         "cites": [{"n": 1, "quote": "Leave my next job out of this hour."}]},
    ]  # fmt: skip
    return json.dumps({"lines": [], "add": proposed, "drop": []})


@pytest.fixture(autouse=True)
def keyring_in_memory(monkeypatch):
    monkeypatch.setattr("keyring.get_password", lambda *_: None)


async def test_a_model_adds_a_difference_in_two_voices_and_nothing_that_nobody_said(open_as):
    with LoopbackModel("ok", text='{"lines": [], "add": [], "drop": []}') as server:
        ana = open_as()
        await ana.connect(server.url, "scripted")
        await ana.summarise_feedback("ana-martin", engine="model")
        server.script.text = additions(server.requests[-1].body["messages"])
        draft = await ana.summarise_feedback("ana-martin", engine="model")
        sent = json.dumps([request.body for request in server.requests])
    assert draft.receipt.engine == "model"
    added = [line for line in draft.page.section("differently").lines if "minute each" in line.text]
    assert [c.lead_in for c in added[0].citations] == ["Ana:", "Martin:"]
    page = draft.page.model_dump_json()
    assert "too long" not in page
    assert "annoyed" not in page
    assert "next job" not in page
    assert len([f for f in draft.findings if "left out" in f.message]) == 3
    # Unreleased points, private paragraphs, boundaries and guesses are not in the request either.
    for secret in ("candidate", "six months", "thats me finished", "vacancy", "she was pleased"):
        assert secret not in sent
