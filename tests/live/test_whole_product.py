"""Connect, agenda and ask through the whole product with a real, very small model in llama.cpp."""

import asyncio

import pytest

from assistant.domain.drafts import Length
from tests.live.test_local_model import model_file, pytestmark  # noqa: F401 (marks this module)


@pytest.fixture
def keyring_in_memory(monkeypatch):
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda s, u, p: kept.__setitem__((s, u), p))
    monkeypatch.setattr("keyring.get_password", lambda s, u: kept.get((s, u)))
    monkeypatch.setattr("assistant.llm.keys._keeps_secrets", lambda: True)


async def test_a_small_models_nonsense_never_becomes_the_agenda(open_as, keyring_in_memory):
    from assistant.llm.local import LocalServer

    patient = {"first_token": 300, "idle": 120, "total": 500}
    with LocalServer(model_file(), window=6144) as server:
        link = server.connection()
        ana = open_as(connection={"timeouts": patient, "window": 6144})
        await ana.connect(link.base_url, link.model, key=server.key.get_secret_value())
        rules = await ana.prepare_agenda("ana-martin", length=Length.SHORT, engine="rules")
        draft = await ana.prepare_agenda("ana-martin", length=Length.SHORT, engine="auto")
        assert draft.agenda.total == draft.agenda.minutes == 15
        assert [line.minutes for line in draft.agenda.lines] == [
            line.minutes for line in rules.agenda.lines
        ]
        for citation in draft.agenda.citations:
            source = await ana.source(citation.source)
            assert source.text[citation.start : citation.end] == citation.quote
        assert draft.receipt.note
        print(draft.receipt.note, [finding.message for finding in draft.findings])

        events = ana.ask("What did we say about the round of voices?", pairing="Martin")
        pieces = 0
        async for event in events:
            pieces += event.kind == "text"
            if pieces == 3:
                break
        await asyncio.wait_for(events.aclose(), 5)
        talk = await ana.conversation("Martin")
        assert talk.turns[-1].speaker == "viceversa"
        assert pieces
