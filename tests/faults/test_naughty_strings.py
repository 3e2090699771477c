"""Strings that break programs, through import, search, agenda, talk and export.

Half of our own run always. The Big List of Naughty Strings joins in where it lies beside the
project (or where VICEVERSA_NAUGHTY says): 515 lines of {"text": ...}.
"""

import asyncio
import csv
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from assistant.api import Assistant
from assistant.bootstrap import services
from assistant.domain.exporting import ExportFormat, ExportWish
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.sessions import Commitment, CommitmentState, Goal, Session, SessionState
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from assistant.settings import Settings
from tests.command_line import viceversa  # noqa: F401 (a fixture)

ROOT = Path(__file__).parents[2]
# fmt: off
OUR_OWN = [
    "[bold red]not markup[/]", "[/]", "[link=https://x.example]x[/link]", "\\[escaped]", "]]>",
    "%s%n", "\x1b]0;title\x07", "\x1b[31mred\x1b[0m", "\x9b2J", "\x00", "\u202eright to left",
    "\u200b", "\ufeff", "\ud800 lone", "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "Z\u0351\u036b\u0343a\u0312l\u034cgo", "<script>alert(1)</script>", "`rm -rf /`",
    "![x](http://x.example/y.png)", "$(touch /tmp/no)", "'; DROP TABLE records; --", '" OR 1=1',
    "NEAR(a b)", "a* AND -b OR (c", "../../../etc/passwd", "CON", "NUL", "\r\n\r\nHTTP/1.1 200",
    "=1+1", "@SUM(A1)", "{{7*7}}", "${jndi:ldap://x}", "ﬀ ﬁ ſ İ ı", "Ω≈ç√∫", "田中さん",
    "مُنَاقَشَةُ", "\u2028\u2029", "a" * 5000, "word " * 2000, "\N{SNOWMAN}", "-", "--json", "{name}",
    "\t\t", "?", "$name ${name} $$", "I promise: I will send $evidence", "---\ntitle: x\n---\n",
]
# fmt: on


def strings(*, everything: bool) -> list[str]:
    """Every second of our own; or all of them, with the big list where there is one."""
    if not everything:
        return OUR_OWN[::2]
    beside = ROOT.parent / "shared/data/naughty/strings.jsonl"
    place = Path(os.environ.get("VICEVERSA_NAUGHTY", beside))
    if not place.is_file():
        return OUR_OWN
    with place.open(encoding="utf-8") as lines:
        return OUR_OWN + [json.loads(line)["text"] for line in lines]


def build(store: Path, naughty: list[str]) -> list[str]:
    """A programme whose names, places, goals and promises are the strings; ids of its pairings."""
    opened = services(Settings(store=str(store), embedder="none"))
    pairings = []
    for number, start in enumerate(range(0, len(naughty), 24)):
        group = [text or " " for text in naughty[start : start + 24]]
        name = f"programme-{number}"
        at = (group * 20).__getitem__
        people = [
            Participant(id=f"{name}-{who}", programme=name, name=at(i) or "x", job=at(i + 1))
            for i, who in enumerate(("mentor", "mentee"))
        ]
        common = {"programme": name, "pairing": f"{name}-p"}
        records = [
            Programme(id=name, programme=name, name=at(2), organisation=at(3)),
            *people,
            Pairing(id=f"{name}-p", programme=name, mentor=people[0].id, mentee=people[1].id,
                    focus=at(4), topics=(at(5),)),
            Session(id=f"{name}-p.S1", number=1, place=at(6), state=SessionState.HELD,
                    starts_at=datetime(2026, 5, 1, 9, tzinfo=UTC), **common),
            *(Goal(label=f"G{i}", text=at(7 + i), success=at(9 + i), **common) for i in range(2)),
            *(Commitment(owner=who, text=at(11 + i), evidence=at(13 + i), session=f"{name}-p.S1",
                         state=CommitmentState.KEPT, **common)
              for i, who in enumerate(("mentor", "mentee"))),
        ]  # fmt: skip
        assert opened.context.repositories.found_programme(records)
        pairings.append(f"{name}-p")
    opened.close()
    return pairings


def opens_again(path: Path) -> None:
    """A file that was written is one of its kind."""
    if path.suffix == ".docx":
        assert Document(str(path)).paragraphs[0].text
    elif path.suffix == ".pdf":
        assert PdfReader(str(path)).pages
    elif path.suffix == ".json":
        assert json.loads(path.read_text("utf-8"))["who_may_read"]
    elif path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    else:
        assert Calendar.from_ical(path.read_bytes()).walk("VEVENT")


async def through_everything(store: Path, folder: Path, naughty: list[str]) -> list[str]:
    """Each string as a note, a document, a question and a search; an agenda for every pairing."""
    pairings = build(store, naughty)
    one = Assistant(lambda: services(Settings(store=str(store), embedder="none")))
    for number, pairing in enumerate(pairings):
        group = naughty[number * 24 : number * 24 + 24]
        for voice in ("mentor", "mentee"):
            await one.become(pairing.removesuffix("p") + voice, remember=False)
            texts = group + [
                f"I will send {text} next week. We never did finish {text}." for text in group
            ]
            files = []
            for position, text in enumerate(texts):
                file = folder / f"{pairing}-{voice}-{position}.md"
                file.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
                files.append(file)
            for file, text in zip(files, texts, strict=True):
                try:
                    await one.import_notes(
                        [file], pairing=pairing, session=1, visibility=Visibility.PAIR
                    )
                except InvalidInput as refused:
                    assert refused.happened
                    assert "Nothing was added" in refused.safe, text
        for text in group:
            await one.search(text, pairing=pairing)
            try:
                assert [event async for event in one.ask(text, pairing=pairing)][-1].kind == "done"
            except InvalidInput as refused:
                assert refused.happened
            await one.keep_text("ask", text)
        await one.become(pairing.removesuffix("p") + "mentor", remember=False)
        draft = await one.prepare_agenda(pairing)
        assert draft.agenda.total == draft.agenda.minutes
        for citation in draft.agenda.citations:
            source = await one.source(citation.source)
            assert source.text[citation.start : citation.end] == citation.quote
        page = (
            await one.export(ExportWish(what="agenda", wanted=draft.id), folder)
        ).path.read_text()
        assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in page)
        assert "<script" not in page
        for file_format in ("docx", "json", *(("pdf",) if number % 4 == 0 else ())):
            kind = ExportFormat(file_format)
            asked = ExportWish(what="agenda", wanted=draft.id, file_format=kind)
            opens_again((await one.export(asked, folder)).path)
        for what, file_format in (("commitments", "csv"), ("sessions", "ics")):
            listed = ExportWish(what=what, wanted=pairing, file_format=ExportFormat(file_format))
            opens_again((await one.export(listed, folder)).path)
    await one.close()
    return pairings


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(False, id="sample"),
        pytest.param(True, id="all", marks=pytest.mark.faults),
    ],
)
def battered(request, tmp_path_factory):
    """A store that has been through everything."""
    folder = tmp_path_factory.mktemp("naughty")
    naughty = strings(everything=request.param)
    pairings = asyncio.run(through_everything(folder / "store.sqlite", folder, naughty))
    return folder / "store.sqlite", pairings, len(naughty)


def test_no_string_breaks_import_search_agenda_talk_or_export(battered):
    _, pairings, count = battered
    print(f"{count} strings, {len(pairings)} pairings, 0 exceptions")
    assert len(pairings) == -(-count // 24)


@pytest.mark.parametrize("command", [["agenda", "--pairing", "programme-0-p"], ["home"]])
def test_no_control_byte_of_theirs_reaches_a_terminal(battered, command, viceversa):
    store, _, _ = battered
    done = viceversa("--store", str(store), "--as", "programme-0-mentor", *command)
    assert done.returncode == 0, done.stderr
    shown = set(done.stdout) - {"\n"}
    assert not {c for c in shown if ord(c) < 32 or 127 <= ord(c) < 160}
    assert not shown & {"\u202e", "\u200b", "\ufeff"}
