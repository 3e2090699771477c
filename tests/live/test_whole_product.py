"""Connect, agenda and ask through the whole product with a real, very small model in llama.cpp."""

import asyncio

from assistant.domain.drafts import Length
from tests.live.test_local_model import model_file, pytestmark  # noqa: F401 (marks this module)


async def test_a_small_models_nonsense_never_becomes_the_agenda(open_as):
    patient = {"first_token": 300, "idle": 120, "total": 500}
    ana = open_as(connection={"timeouts": patient, "window": 6144})
    view = await ana.connect_file(model_file())
    assert (view.where, view.consent) == ("this computer", "not needed")
    assert "far too small" in view.warnings[0]

    async def improved():
        return await ana.prepare_agenda("ana-martin", length=Length.SHORT, engine="auto")

    rules = await ana.prepare_agenda("ana-martin", length=Length.SHORT, engine="rules")
    shown = await ana.request_of(
        lambda: ana.prepare_agenda("ana-martin", length=Length.SHORT, engine="model")
    )
    assert '"enable_thinking":false' in shown.body.replace(" ", "")
    draft = await improved()
    assert draft.agenda.total == draft.agenda.minutes == 15
    assert [line.minutes for line in draft.agenda.lines] == [
        line.minutes for line in rules.agenda.lines
    ]
    for citation in draft.agenda.citations:
        source = await ana.source(citation.source)
        assert source.text[citation.start : citation.end] == citation.quote
    assert draft.receipt.note
    print(draft.receipt.note, draft.receipt.usage.in_words, [f.message for f in draft.findings])

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
