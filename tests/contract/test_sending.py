"""What leaves, with whose consent, under which names, and what is noted of it."""

from __future__ import annotations

import json
import logging
import stat

import pytest

from assistant.domain.connections import Usage
from assistant.errors import InvalidInput, NeedsConsent, NoModel
from assistant.llm.exchanges import Exchange
from assistant.llm.run_log import RunLog
from assistant.locations import log_folder
from assistant.prompts.catalog import FOLDER, load_prompt
from assistant.services.connections import Connections
from tests.contract.test_with_a_model import good_answer, keyring_in_memory  # noqa: F401
from tests.loopback import USAGE, LoopbackModel

QUESTION = "What did we say about the round of voices?"


async def asked(ana, **options):
    return [event async for event in ana.ask(QUESTION, pairing="Martin", **options)]


@pytest.fixture
def elsewhere(monkeypatch):
    """The server on loopback counts as another computer."""
    monkeypatch.setattr(Connections, "_other_host", lambda self: "models.example.org")


# --- consent -----------------------------------------------------------------------------


async def test_nothing_leaves_for_another_computer_before_the_reader_agrees(open_as, elsewhere):
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as()
        await ana.connect(server.url, "m")
        draft = await ana.prepare_agenda("ana-martin", engine="auto")
        assert draft.receipt.engine == "rules"
        assert "not agreed to send words to models.example.org" in draft.receipt.note
        with pytest.raises(NeedsConsent) as refused:
            await ana.prepare_agenda("ana-martin", engine="model")
        assert "viceversa connect --consent" in refused.value.next_step
        done = (await asked(ana))[-1]
        assert done.engine == "rules"
        assert done.citations
        assert server.requests == []

        await ana.agree_to_send()
        await ana.prepare_agenda("ana-martin", engine="model")
        assert len(server.requests) == 1
        await ana.agree_to_send(given=False)
        with pytest.raises(NeedsConsent):
            await ana.prepare_agenda("ana-martin", engine="model")
        assert len(server.requests) == 1


async def test_consent_is_each_persons_own_and_for_one_host(open_as, elsewhere, monkeypatch):
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as()
        await ana.connect(server.url, "m", agreed=True)
        await ana.prepare_agenda("ana-martin", engine="model")
        await ana.become("martin-hallett", remember=False)
        with pytest.raises(NeedsConsent):
            await ana.prepare_agenda("ana-martin", engine="model")
        await ana.become("ana-ferreira", remember=False)
        monkeypatch.setattr(Connections, "_other_host", lambda self: "another.example.org")
        with pytest.raises(NeedsConsent):
            await ana.prepare_agenda("ana-martin", engine="model")


async def test_this_computer_needs_no_consent_and_says_so(open_as):
    with LoopbackModel("ok") as server:
        ana = open_as()
        assert (await ana.connect(server.url, "m")).consent == "not needed"
        far = await ana.connect("https://models.example.org/v1", "m")
        assert far.consent == "missing"
        assert (await ana.agree_to_send()).consent == "given"


# --- the request, shown ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "replace_names"),
    [
        *(("agenda", True), ("answer", False)),
        *(
            pytest.param(*one, marks=pytest.mark.faults)
            for one in (("agenda", False), ("answer", True))
        ),
    ],
)
async def test_what_is_shown_is_byte_for_byte_what_is_sent(open_as, what, replace_names):
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as(connection={"replace_names": replace_names})
        await ana.connect(server.url, "m")
        await ana.prepare_agenda("ana-martin", engine="rules")

        async def work():
            if what == "agenda":
                await ana.prepare_agenda("ana-martin", engine="model")
            else:
                await asked(ana, engine="model")

        talk = await ana.conversation("Martin")
        shown = await ana.request_of(work)
        assert server.requests == []
        # Looking leaves no trace in the talk either.
        assert await ana.conversation("Martin") == talk
        await work()
        assert server.requests[0].raw == shown.body.encode("utf-8")
        assert (shown.host, shown.where) == (server.url.split("/")[2], "this computer")
        told = json.loads(shown.body)["messages"]
        assert [(p.role, p.text) for p in shown.parts] == [(m["role"], m["content"]) for m in told]


async def test_nothing_to_show_is_said(open_as):
    ana = open_as()
    with pytest.raises(NoModel):
        await ana.request_of(lambda: ana.prepare_agenda("ana-martin", engine="model"))
    await ana.connect("http://127.0.0.1:9/v1", "m")
    with pytest.raises(InvalidInput, match="Nothing would be sent"):
        await ana.request_of(ana.home)


# --- names -------------------------------------------------------------------------------


async def test_no_name_leaves_if_the_reader_says_so_and_quotes_are_still_found(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as()
        await ana.connect(server.url, "m")
        view = await ana.replace_names(True)
        assert view.replaces_names
        await ana.prepare_agenda("ana-martin", engine="model")
        people = [person.name for person in await ana.people()]
        sent = server.requests[-1].raw.decode()
        words = {word for name in people for word in name.split()} | {"Wexholme"}
        assert [word for word in words if word in sent] == []
        server.script.text = good_answer(server.requests[-1].body["messages"])
        assert "Person" in server.script.text
        await ana.prepare_agenda("ana-martin", engine="rules")
        draft = await ana.prepare_agenda("ana-martin", engine="model")
        assert any("come back to first" in p for line in draft.agenda.items for p in line.prompts)
        assert draft.receipt.checks["quote-not-found"] == 0
        assert "Person" not in draft.agenda.model_dump_json()

        server.script.text = "Person2 and Person3 said it. [1]"
        events = await asked(ana, engine="model")
        streamed = "".join(event.text for event in events if event.kind == "text")
        assert "Person" not in streamed
        assert [word for word in words if word in server.requests[-1].raw.decode()] == []


# --- a programme's own prompts -----------------------------------------------------------


async def test_a_programmes_own_prompt_is_asked_by_and_named_in_the_receipt(open_as, demo_store):
    folder = demo_store.parent / "prompts"
    folder.mkdir()
    ours = (FOLDER / "agenda.md").read_text(encoding="utf-8")
    (folder / "agenda.md").write_text(ours.replace("You help", "At Wexholme you help"))
    (folder / "answer.md").write_text("no prompt at all")
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as()
        await ana.connect(server.url, "m")
        receipt = (await ana.prepare_agenda("ana-martin", engine="model")).receipt
        assert server.requests[-1].body["messages"][0]["content"].startswith("At Wexholme you")
        assert receipt.prompt_file == "agenda.md"
        assert receipt.prompt_digest not in ("", load_prompt("agenda").digest)
        done = (await asked(ana, engine="model"))[-1]
        assert done.engine == "model"
        assert "The programme's own answer.md cannot be used, so ours was" in done.note
        told = {
            check.says: check.ok for check in await ana.doctor() if check.name == "instructions"
        }
        assert told["The programme's own agenda.md is used."]
        assert not next(ok for says, ok in told.items() if "answer.md is not used" in says)


async def test_the_model_is_asked_to_answer_in_the_readers_language(open_as):
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as(language="de")
        await ana.connect(server.url, "m")
        await ana.prepare_agenda("ana-martin", engine="model")
        assert "Write in German." in server.requests[-1].body["messages"][0]["content"]


# --- usage and the log -------------------------------------------------------------------


async def test_the_receipt_says_what_a_draft_took_and_what_it_cost(open_as):
    prices = {"reading": 2.0, "writing": 8.0, "currency": "EUR"}
    with LoopbackModel("ok", text="{}") as server:
        ana = open_as(connection={"prices": prices})
        await ana.connect(server.url, "m")
        receipt = (await ana.prepare_agenda("ana-martin", engine="model")).receipt
        assert receipt.usage == Usage(
            requests=1, input=USAGE["prompt_tokens"], output=USAGE["completion_tokens"], cached=64,
            cost=(120 * 2 + 9 * 8) / 1e6, currency="EUR",
        )  # fmt: skip
        assert "120 word pieces read and 9 written, as the server counts" in receipt.usage.in_words
    with LoopbackModel("duplicated", "schema-invalid") as server:
        await ana.connect(server.url, "m")
        usage = (await ana.prepare_agenda("ana-martin", engine="model")).receipt.usage
        assert (usage.basis, usage.requests) == ("counted", 2)
        assert usage.input > 2000
        assert usage.in_words.startswith("about ")
        trial = await ana.try_connection()
        assert trial.usage.requests >= 1


async def test_the_log_holds_sizes_and_codes_and_nobodys_words(open_as, capfd, caplog, monkeypatch):
    monkeypatch.setenv("OPENAI_LOG", "debug")
    caplog.set_level(logging.DEBUG)
    with LoopbackModel("ok", "ok", "500", "401", text="CANARY-ANSWER of the model") as server:
        ana = open_as()
        await ana.import_text(
            "CANARY-NOTE: the round of voices was dropped.", pairing="ana-martin", session=3
        )
        await ana.connect(server.url, "m", key="sk-CANARY-KEY")
        await asked(ana, engine="model")
        await ana.prepare_agenda("ana-martin", engine="auto")
        async for _ in ana.ask("CANARY-QUESTION about the round of voices?", pairing="Martin"):
            pass
        assert "CANARY-NOTE" in server.requests[0].raw.decode()
        checks = {check.name: check.says for check in await ana.doctor()}
    file = log_folder() / "exchanges.jsonl"
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert {line["ended"] for line in lines} >= {"answered", "ModelRefused"}
    assert 401 in {line["status"] for line in lines}
    assert all(line["host"].startswith("127.0.0.1:") for line in lines)
    assert any(line["prompt"].startswith("agenda@") for line in lines)
    assert set(lines[0]) == {"at", *Exchange.model_fields}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # A rehearsal leaves no sign that there was one, only that something was asked.
    await ana.rehearse("ana-martin", ["CANARY-HARD: you filled in the form for me."])
    assert "rehears" not in file.read_text()
    assert len(file.read_text().splitlines()) > len(lines)
    printed = capfd.readouterr()
    for told in (file.read_text(), caplog.text, printed.out, printed.err):
        assert "CANARY" not in told
        assert "voices" not in told
    assert "requests were answered" in checks["model"]


def test_a_full_log_turns_over_and_a_broken_one_harms_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.llm.run_log._MOST_BYTES", 2000)
    log = RunLog(tmp_path / "deep" / "exchanges.jsonl")
    one = Exchange(
        id="x", host="h", ended="answered", tries=1, bytes_out=1, bytes_in=1, seconds=0.1,
        usage=Usage(requests=1, input=5, output=2),
    )  # fmt: skip
    for _ in range(40):
        log.note(one)
    kept = sorted(path.name for path in (tmp_path / "deep").iterdir())
    assert kept == [f"exchanges.jsonl{end}" for end in ("", ".1", ".2", ".3")]
    assert all(path.stat().st_size < 2600 for path in (tmp_path / "deep").iterdir())
    log.file.write_text('{"at": "broken\n' + log.file.read_text() + "{}\n[1]\n")
    from datetime import UTC, datetime

    assert log.totals(datetime(2020, 1, 1, tzinfo=UTC)).usage.output >= 2 * 20
    folder = tmp_path / "is-a-folder"
    folder.mkdir()
    RunLog(folder).note(one)
    assert RunLog(None).totals(datetime(2020, 1, 1, tzinfo=UTC)).exchanges == 0
