"""Drafts with a capable reader in the model's place: ask, answer by hand, replay, compare.

Usage:
  python -m benchmarks.exchanges collect DIR --cases demo|examples|series|notes [--data SHARED]
  (somebody reads DIR/DIGEST.request.txt, sees nothing else, and writes DIR/DIGEST.answer.txt)
  python -m benchmarks.exchanges replay DIR --cases ...        rules and model side by side in DIR
  python -m benchmarks.exchanges keep DIR --to tests/recorded/exchanges.jsonl --cases demo

Whoever answers sees the request alone. Every exchange goes through the real gateway on loopback;
``keep`` writes those of the demo programme for the tests, by the request's digest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.api import Assistant
from assistant.bootstrap import assistant, services
from assistant.domain.documents import PageDraft
from assistant.domain.drafts import AgendaDraft
from assistant.domain.ports import Clock
from assistant.domain.programme_notes import Period
from assistant.domain.views import AnswerEvent, SessionView
from assistant.exchange.cited import unescaped
from assistant.exchange.pages import page_markdown
from assistant.settings import Connection, Settings
from benchmarks.cases import Case, DayOf, found
from benchmarks.coordinator_case import COORDINATOR, CoordinatorCase, founded
from benchmarks.series import Day, found_series, series_names
from tests.loopback import LoopbackModel, digest

Made = AgendaDraft | PageDraft | AnswerEvent
SERIES = 4


@dataclass(frozen=True)
class Subject:
    """A pairing in a store, with the sessions that its documents are about."""

    name: str
    store: Path
    clock: Clock
    pairing: str
    mentor: str
    mentee: str
    coming: int
    past: int
    coordinator: str = ""
    """Set where this subject stands for its whole programme."""

    def person(self, role: str) -> str:
        """Id of who holds the role."""
        return {"mentor": self.mentor, "mentee": self.mentee}.get(role, self.coordinator)

    @property
    def documents(self) -> dict[str, tuple[str, Ask]]:
        """What is asked for here."""
        return NOTE if self.coordinator else DOCUMENTS


class DemoDay:
    """The demo's day."""

    def now(self) -> datetime:
        return datetime(2026, 6, 10, 9, tzinfo=UTC)


def demo_subjects(folder: Path) -> Iterator[Subject]:
    """The demo's pairings that have met."""
    store = folder / "demo.sqlite"
    opened = services(Settings(store=str(store), embedder="none"), clock=DemoDay())
    opened.programmes.load_demo()
    opened.close()
    for person in ("oonagh-reid",):
        opened = services(Settings(store=str(store), person=person, embedder="none"))
        from assistant.domain.people import Pairing
        from assistant.domain.sessions import Session

        repositories, reader = opened.context.repositories, opened.context.reader()
        for pairing in repositories.find(reader, Pairing):
            sessions = repositories.find(reader, Session, pairing=pairing.id)
            held = [s.number for s in sessions if s.state == "held"]
            planned = [s.number for s in sessions if s.state == "planned"]
            if held:
                coming = min(planned, default=max(held))
                yield Subject(
                    pairing.id, store, DemoDay(), pairing.id, pairing.mentor, pairing.mentee,
                    coming, max(held),
                )  # fmt: skip
        opened.close()
        yield Subject("programme", store, DemoDay(), "", "", "", 0, 0, coordinator=person)


def example_subjects(folder: Path, shared: Path) -> Iterator[Subject]:
    """The worked cases."""
    for case in map(Case, sorted((shared / "examples").glob("case-*"))):
        store = folder / f"{case.name}.sqlite"
        found(case, store)
        people = case.person("mentor"), case.person("mentee")
        yield Subject(
            case.name, store, DayOf(case), case.name, *people, case.next_session, case.last_held
        )


def series_subjects(folder: Path, shared: Path) -> Iterator[Subject]:
    """Real meetings as notes."""
    for name in series_names(shared / "data" / "qmsum")[:SERIES]:
        store = folder / f"{name}.sqlite"
        found_series(shared / "data" / "qmsum", name, store)
        yield Subject(name, store, Day(), name, f"{name}-mentor", f"{name}-mentee", 4, 3)


def note_subjects(folder: Path, shared: Path) -> Iterator[Subject]:
    """The coordinator's worked case: whole at both times, and with fewer and fewer pairings."""
    file = shared / "examples" / "coordinator-input.json"
    for pairs in range(9, 3, -1):
        case = CoordinatorCase(file, pairs)
        store = folder / f"note-{pairs}.sqlite"
        founded(case, store).close()
        yield Subject(f"note-{pairs}", store, case, "", "", "", 0, 0, coordinator=COORDINATOR)


def subjects(cases: str, folder: Path, shared: Path) -> list[Subject]:
    if cases == "demo":
        return list(demo_subjects(folder))
    made = {"examples": example_subjects, "series": series_subjects, "notes": note_subjects}
    return list(made[cases](folder, shared))


# --- the documents, each as its own person would ask for it ---------------------------------

Ask = Callable[[Assistant, Subject, Any], Awaitable[Made]]


async def _agenda(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.prepare_agenda(of.pairing, of.coming, engine=engine)


async def _answer(one: Assistant, of: Subject, engine: Any) -> Made:
    question = "What did we leave open last time, and what could I ask first?"
    return [event async for event in one.ask(question, pairing=of.pairing, engine=engine)][-1]


async def _reflection(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.suggest_questions(of.pairing, of.past, engine=engine)


async def _brief(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.prepare_brief(of.pairing, of.coming, engine=engine)


async def _reading(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.prepare_reading(of.pairing, engine=engine)


async def _session(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.summarise_session(of.pairing, of.past, engine=engine)


async def _feedback(one: Assistant, of: Subject, engine: Any) -> Made:
    return await one.summarise_feedback(of.pairing, engine=engine)


async def _note(one: Assistant, _: Subject, engine: Any) -> Made:
    return await one.summary_note(engine=engine)


async def _end_note(one: Assistant, _: Subject, engine: Any) -> Made:
    return await one.summary_note(period=Period.END, engine=engine)


DOCUMENTS: dict[str, tuple[str, Ask]] = {
    "agenda": ("mentor", _agenda),
    "reflection/mentor": ("mentor", _reflection),
    "reflection/mentee": ("mentee", _reflection),
    "brief": ("mentee", _brief),
    "read-first": ("mentee", _reading),
    "session-summary": ("mentor", _session),
    "feedback-summary": ("mentor", _feedback),
    "answer": ("mentor", _answer),
}
"""Document, with whose it is where it is one person's, to its reader and how it is asked for."""

NOTE: dict[str, tuple[str, Ask]] = {
    "summary-note": ("coordinator", _note),
    "end-note": ("coordinator", _end_note),
}
"""Once for a programme, not for a pairing."""


def shown(made: Made, names: Mapping[str, str], session: SessionView | None = None) -> str:
    """The document as its reader would see it; an agenda with the day and place of its session."""
    if isinstance(made, PageDraft):
        return unescaped(page_markdown(made.page))
    if isinstance(made, AnswerEvent):
        quotes = "\n".join(f"  [{n}] {c.label}: {c.quote}" for n, c in enumerate(made.citations, 1))
        return f"{made.text}\n{quotes}\n({made.note})\n"
    from assistant.exchange.markdown import agenda_markdown

    page = agenda_markdown(
        made.agenda,
        mentor=names["mentor"],
        mentee=names["mentee"],
        starts_at=session.starts_at if session else None,
        when=", ".join(part for part in (session.when, session.place) if part) if session else "",
        who_reads="",
    )
    return unescaped(page)


def outcome(made: Made) -> str:
    """What the checks and the receipt say."""
    if isinstance(made, AnswerEvent):
        return f"engine {made.engine}; {made.note}"
    counts = {name: count for name, count in made.receipt.checks.items() if count}
    lines = [f"engine {made.receipt.engine}; {made.receipt.note}; {counts}"]
    lines += [f"  {f.check} at {f.line}: {f.message}" for f in made.findings]
    return "\n".join(lines)


async def go_through(
    every: list[Subject], server: LoopbackModel, wanted: list[str], folder: Path | None
) -> None:
    """Ask for every document of every subject; with ``folder``, write rules and model there."""
    for of in every:
        for document in [name for name in wanted if name in of.documents]:
            role, ask = of.documents[document]
            made: dict[str, Made] = {}
            for engine in ("rules", "auto"):
                with tempfile.TemporaryDirectory() as name:
                    store = Path(shutil.copy(of.store, Path(name) / "store.sqlite"))
                    one = assistant(
                        Settings(
                            store=str(store),
                            person=of.person(role),
                            embedder="none",
                            connection=Connection(base_url=server.url, model="hand", window=32768),
                        ),
                        clock=of.clock,
                        settings_file=Path(name) / "settings.toml",
                    )
                    before = len(server.requests)
                    try:
                        made[engine] = await ask(one, of, engine)
                        names = {p.id: p.name for p in await one.people()}
                        sessions = await _sessions(one, of)
                    finally:
                        await one.close()
                    for request in server.requests[before:]:
                        request.headers["x-about"] = f"{of.name} {document}"
            if folder is not None:
                who = {role: names.get(of.person(role), "") for role in ("mentor", "mentee")}
                for engine, draft in made.items():
                    coming = next((s for s in sessions if s.number == of.coming), None)
                    text = f"{shown(draft, who, coming)}\n<!-- {outcome(draft)} -->\n"
                    (
                        folder / f"{of.name}.{document.replace(chr(47), chr(45))}.{engine}.md"
                    ).write_text(text)
                    if engine == "auto":
                        print(f"{of.name} {document}: {outcome(draft)}")


async def _sessions(one: Assistant, of: Subject) -> tuple[SessionView, ...]:
    return (await one.pairing(of.pairing)).sessions if of.pairing else ()


def read_answers(folder: Path) -> dict[str, str]:
    return {
        path.name.removesuffix(".answer.txt"): path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.answer.txt"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("collect", "replay", "keep"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", choices=("demo", "examples", "series", "notes"), default="demo")
    parser.add_argument("--documents", default=",".join((*DOCUMENTS, *NOTE)))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    answers = read_answers(options.folder)
    wanted = options.documents.split(",")
    with tempfile.TemporaryDirectory() as name, LoopbackModel("ok", text="{}") as server:
        server.script.answers = answers
        every = subjects(options.cases, Path(name), options.shared)
        folder = options.folder if options.what == "replay" else None
        asyncio.run(go_through(every, server, wanted, folder))
        asked = {digest(r.body["messages"]): r for r in server.requests if "messages" in r.body}
    missing = {key: request for key, request in asked.items() if key not in answers}
    if options.what == "collect":
        for key, request in missing.items():
            text = "\n\n".join(f"## {m['role']}\n{m['content']}" for m in request.body["messages"])
            (options.folder / f"{key}.request.txt").write_text(text, encoding="utf-8")
    if options.what == "keep":
        kept = [
            {"about": asked[key].headers["x-about"], "request": key, "answer": answers[key]}
            for key in sorted(asked)
            if key in answers
        ]
        options.to.parent.mkdir(parents=True, exist_ok=True)
        options.to.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
    print(f"{len(asked)} requests, {len(missing)} without an answer")


if __name__ == "__main__":
    main()
