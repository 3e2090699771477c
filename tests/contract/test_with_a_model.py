"""Connect, agenda and ask through the whole product, with a server on loopback as the model."""

import asyncio
import json
import re

import pytest

from assistant.errors import InvalidInput, ModelTrouble
from tests.loopback import LoopbackModel


def good_answer(messages: list[dict[str, str]]) -> str:
    """What a good model would say: it rewords one open line and quotes a passage of the request."""
    told = messages[-1]["content"]
    frame = json.loads(told[told.index('{\n "aim"') : told.rindex("}") + 1])
    line = next(line for line in frame["lines"] if line.get("cites"))
    cite = line["cites"][0]
    words = " ".join(re.findall(r"[a-z]{4,}", cite["quote"].lower())[:4])
    reworded = {
        "id": line["id"],
        "topic": f"{line['topic']}, once more",
        "purpose": line["purpose"],
        "prompts": [f"Which part of this would you come back to first: {words}?", *line["prompts"]],
        "cites": [cite],
    }
    return json.dumps({"aim": frame["aim"], "lines": [reworded]})


async def connected(open_as, server, **settings):
    ana = open_as(**settings)
    view = await ana.connect(server.url, "scripted", key="sk-canary")
    assert (view.where, view.model) == ("this computer", "scripted")
    return ana


@pytest.fixture(autouse=True)
def keyring_in_memory(monkeypatch):
    """Keys go to a keyring; the one of this computer is not ours to write."""
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda s, u, p: kept.__setitem__((s, u), p))
    monkeypatch.setattr("keyring.get_password", lambda s, u: kept.get((s, u)))
    monkeypatch.setattr("keyring.delete_password", lambda s, u: kept.pop((s, u), None))
    monkeypatch.setattr("assistant.llm.keys._keeps_secrets", lambda: True)
    return kept


async def test_a_connection_is_tried_set_shown_and_taken_away(open_as, tmp_path):
    with LoopbackModel("ok", text='{"colour": "blue", "number": 7}') as server:
        ana = open_as()
        trial = await ana.try_connection(server.url, "scripted")
        assert trial.works, trial.steps
        assert all(step.works for step in trial.steps)
        await connected(open_as, server)
        again = open_as()
        await again.connect(server.url, "scripted", key="sk-canary")
        assert "sk-canary" not in (tmp_path / "settings.toml").read_text()
        assert (await again.connection()).connected
        await again.disconnect()
        assert not (await again.connection()).connected


async def test_a_good_model_words_the_agenda_and_the_frame_stands(open_as):
    with LoopbackModel("ok") as server:
        ana = await connected(open_as, server)
        rules = await ana.prepare_agenda("ana-martin", engine="rules")
        server.script.text = "{}"
        await ana.prepare_agenda("ana-martin", engine="auto")
        server.script.text = good_answer(server.requests[-1].body["messages"])
        await ana.prepare_agenda("ana-martin", engine="rules")
        told = []
        draft = await ana.prepare_agenda("ana-martin", engine="auto", on_progress=told.append)
        assert draft.receipt.engine == "model"
        assert draft.receipt.prompt == "agenda"
        assert draft.receipt.checks["quote-not-found"] == 0
        assert any("come back to first" in p for line in draft.agenda.items for p in line.prompts)
        assert [line.minutes for line in draft.agenda.lines] == [
            line.minutes for line in rules.agenda.lines
        ]
        assert draft.agenda.total == draft.agenda.minutes == 60
        topics = {line.topic for line in draft.agenda.lines}
        named = set(re.findall("“(.+?)”", draft.agenda.cut_if_late))
        assert named
        assert named <= topics, "the late plan names lines as they are called now"
        opens = re.findall("‘(.+?)’", draft.agenda.opening[0].purpose)
        assert opens
        assert {words.casefold() for words in opens} <= {topic.casefold() for topic in topics}
        assert any("Improving the wording" in words for words in told)
        back = await ana.undo_agenda(draft.id)
        assert back.agenda == rules.agenda


async def test_nothing_private_and_no_boundary_leaves_with_an_agenda(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = await connected(open_as, server)
        await ana.import_text("CANARY-PRIVATE zebra crossing.", pairing="Martin", session=3)
        await ana.prepare_agenda("ana-martin", engine="auto")
        sent = json.dumps([request.body for request in server.requests])
        assert "round" in sent
        for private in ("CANARY-PRIVATE", "Shouldn't have said about the side chat", "promotion",
                        "I abandoned the round in front of my own boss", "sk-canary"):  # fmt: skip
            assert private not in sent


@pytest.mark.parametrize(
    "nonsense",
    ["As an AI I cannot",
     '{"aim":"","lines":[{"id":"L3","prompts":["Don\'t you think he is lazy?"],"minutes":50}]}',
     *(pytest.param(one, marks=pytest.mark.faults) for one in (
         "", "{", "[]", '{"aim": 5}', '{"lines": [{"id": "L99", "topic": "x"}]}',
         '{"aim": "\\u001b[2J\\ud800", "lines": [{"id": "L3", "topic": "blah blah blah blah"}]}'))],
)  # fmt: skip
async def test_nonsense_ends_in_the_rules_good_agenda(open_as, nonsense):
    with LoopbackModel("ok", text=nonsense or " ") as server:
        ana = await connected(open_as, server)
        rules = await ana.prepare_agenda("ana-martin", engine="rules")
        draft = await ana.prepare_agenda("ana-martin", engine="auto")
        assert draft.agenda == rules.agenda
        assert draft.receipt.note


async def test_an_answer_arrives_in_pieces_with_sources_that_were_checked(open_as):
    said = (
        "Martin wrote “I dropped one because the chief executive was there” [1]. "
        "Research shows that rounds always work."
    )
    with LoopbackModel("ok", text=said) as server:
        ana = await connected(open_as, server)
        await ana.prepare_agenda("ana-martin", engine="rules")
        events = [e async for e in ana.ask("Why was one round dropped?", pairing="Martin")]
        assert events[0].kind == "passages"
        assert sum(event.kind == "text" for event in events) > 3
        done = events[-1]
        assert done.engine == "model"
        assert "Research shows" not in done.text
        for citation in done.citations:
            source = await ana.source(citation.source)
            assert source.text[citation.start : citation.end] == citation.quote
        asked = json.dumps(server.requests[-1].body)
        assert "stream" in asked


async def test_what_was_left_open_last_time_is_looked_for_in_the_notes_of_last_time(open_as):
    with LoopbackModel("ok", text="That is not in your notes or the guidance.") as server:
        ana = await connected(open_as, server)
        question = "What did we leave open last time, and what could I ask first?"
        [event async for event in ana.ask(question, pairing="Martin", engine="model")]
        told = server.requests[-1].body["messages"][-1]["content"]
        labels = re.findall(r"^\[\d+\] (.*)$", told, re.MULTILINE)
        assert any(label.startswith("Ana's note, session 3") for label in labels)
        assert any(label.startswith("Martin's note, session 3") for label in labels)
        assert sum("; guidance" in label for label in labels) <= 3
        # Each promise with how it stands, so that nothing is called open that was kept.
        assert "Martin's commitment, session 3: open, due 16 June; on record" in told
        assert "Ana's commitment, session 1: kept; on record" in told


async def test_stopping_closes_the_connection_and_keeps_what_had_arrived(open_as):
    with LoopbackModel("endless") as server:
        ana = await connected(open_as, server)
        events = ana.ask("What did we say about the round?", pairing="Martin", engine="model")
        async for event in events:
            if event.kind == "text":
                break
        await asyncio.wait_for(events.aclose(), 2)
        assert await asyncio.to_thread(server.gone.wait, 2)
        talk = await ana.conversation("Martin")
        assert talk.turns[-1].stopped
        assert talk.turns[-1].text.startswith("on")


@pytest.mark.parametrize(
    "behaviour",
    [
        *("500", "cut"),
        *(
            pytest.param(b, marks=pytest.mark.faults)
            for b in ("401", "html", "empty choices", "reset")
        ),
    ],
)
async def test_when_the_server_fails_the_rules_answer_and_say_so(open_as, behaviour):
    with LoopbackModel(behaviour) as server:
        ana = await connected(open_as, server, connection={"timeouts": {"pause": 0.01}})
        draft = await ana.prepare_agenda("ana-martin", engine="auto")
        assert draft.receipt.engine == "rules"
        assert "The rules wrote this agenda" in draft.receipt.note
        with pytest.raises(ModelTrouble):
            await ana.prepare_agenda("ana-martin", engine="model")
        done = [e async for e in ana.ask("the round of voices?", pairing="Martin")][-1]
        assert done.citations or done.stopped
        assert done.note


async def test_an_address_that_breaks_the_rules_is_refused(open_as):
    ana = open_as()
    for address in (
        *("http://example.org/v1", "ftp://localhost"),
        *("javascript:alert(1)", "http://u:p@localhost"),
    ):
        with pytest.raises(InvalidInput):
            await ana.connect(address, "m")
