"""Answers that a careful reader wrote to real requests, replayed through the gateway.

Each row of ``tests/recorded/exchanges.jsonl`` holds the digest of a request and the answer to it.
When a prompt, a rule or the demo changes, requests change: ask and answer again with
``python -m benchmarks.exchanges`` (see there), or drop the rows that no longer fit.
"""

import asyncio
import json
from collections import defaultdict
from pathlib import Path

import pytest

from assistant.bootstrap import assistant
from assistant.domain.documents import PageDraft
from assistant.domain.drafts import AgendaDraft
from assistant.settings import Connection, Settings
from benchmarks.exchanges import demo_subjects
from benchmarks.gates import Records, failed, pairings_of
from tests.loopback import LoopbackModel, digest

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parents[1] / "recorded" / "exchanges.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
RECORDED: dict[str, dict[str, str]] = defaultdict(dict)
for _row in ROWS:
    RECORDED[_row["about"]][_row["request"]] = _row["answer"]


REPLAYED: dict[str, bool] = {}
"""Documents that were asked for in this process, and whether their requests were recorded."""


def one_of_each_kind():
    """Each kind of document once in every run; ``make faults`` replays them all."""
    seen = set()
    for about in sorted(RECORDED):
        kind = about.partition(" ")[2]
        marks = [pytest.mark.faults] if kind in seen else []
        seen.add(kind)
        yield pytest.param(about, marks=marks)


@pytest.fixture(scope="module")
def subjects(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return {of.name: of for of in demo_subjects(folder)}


async def drafted(of, document, engine, server, folder):
    role, ask = of.documents[document]
    store = folder / f"{engine}.sqlite"
    store.write_bytes(of.store.read_bytes())
    one = assistant(
        Settings(
            store=str(store),
            person=of.person(role),
            embedder="none",
            connection=Connection(base_url=server.url, model="hand", window=32768),
        ),
        clock=of.clock,
        settings_file=folder / "settings.toml",
    )
    try:
        return await ask(one, of, engine)
    finally:
        await one.close()


def lines_of(made):
    """What a reader sees of each line, by its id."""
    if isinstance(made, AgendaDraft):
        return {line.id: (line.topic, line.purpose, line.prompts) for line in made.agenda.lines}
    if isinstance(made, PageDraft):
        return {line.id: (line.text, line.prompts) for line in made.page.lines}
    return {"answer": made.text}


def leaves_as_it_is(answer):
    """Whether the reader in the model's place found nothing to put better."""
    if not answer.lstrip().startswith("{"):
        return False
    said = json.loads(answer)
    return not any(said.get(part) for part in ("lines", "add", "drop"))


@pytest.mark.parametrize("about", list(one_of_each_kind()))
async def test_a_careful_answer_gets_onto_the_page_and_passes_every_gate(about, subjects, tmp_path):
    name, _, document = about.partition(" ")
    of = subjects[name]
    role, _ = of.documents[document]
    with LoopbackModel("ok", text="{}") as server:
        server.script.answers = RECORDED[about]
        rules = await drafted(of, document, "rules", server, tmp_path)
        made = await drafted(of, document, "auto", server, tmp_path)
        asked = {digest(r.body["messages"]) for r in server.requests if "messages" in r.body}
    REPLAYED[about] = asked <= set(RECORDED[about])
    if not REPLAYED[about]:
        missing = ", ".join(sorted(asked - set(RECORDED[about])))
        pytest.skip(f"{about}: request {missing} has no recorded answer: ask and answer it again")
    unchanged = all(leaves_as_it_is(answer) for answer in RECORDED[about].values())
    refused = bool(getattr(made, "findings", ()))
    assert (lines_of(made) == lines_of(rules)) == unchanged or refused
    if pairings_of([of]):
        records = await asyncio.to_thread(Records, of)
        kind = document.partition("/")[0]
        sound = made
        if isinstance(made, AgendaDraft | PageDraft):
            # What a check put right is off the page; the gates ask of what stands on it.
            sound = made.model_copy(update={"findings": ()})
        assert failed(kind, role, sound, records, records.promises) == []


def test_most_requests_are_still_those_that_were_answered():
    """A changed rule may leave a few rows behind; when more than half are, they prove nothing."""
    if len(REPLAYED) < 4:
        pytest.skip("too few were asked for in this process to say")
    left = sorted(about for about, same in REPLAYED.items() if not same)
    assert len(left) * 2 <= len(REPLAYED), f"without a recorded answer: {left}"
