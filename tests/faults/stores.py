"""A store in a file, and other processes that open it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import assistant
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.sessions import Paragraph, SessionNote
from assistant.storage import opening
from assistant.storage.sqlalchemy_store import SqlRepositories

ROOT = Path(assistant.__file__).parents[1]


SCALE = int(os.environ.get("VICEVERSA_FAULT_SCALE", "1"))
"""How many times the sample of every test run: 50 for the full campaign."""


KILLS = 20 * SCALE


DAMAGES = 60 * SCALE


def founding_records() -> list[Record]:
    return [
        Programme(id="north", name="North", coordinators=("cora",)),
        Participant(id="ana", name="Ana", programme="north"),
        Participant(id="martin", name="Martin", programme="north"),
        Pairing(id="pair", mentor="ana", mentee="martin", programme="north"),
    ]


def note(text: str, record_id: str | None = None) -> SessionNote:
    own = {"id": record_id} if record_id else {}
    return SessionNote(
        author="ana",
        pairing="pair",
        programme="north",
        paragraphs=(Paragraph(text=text),),
        **own,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "store.sqlite"
    with SqlRepositories.open(place) as store:
        store.found_programme(founding_records())
    return place


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process with the same code, talking over its standard streams."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def told(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdin is not None
    process.stdin.write(word + "\n")
    process.stdin.flush()


SAVE_FOR_EVER = """
    import os, sys
    from assistant.domain.sessions import Paragraph, SessionNote
    from assistant.storage.sqlalchemy_store import SqlRepositories

    def save_for_ever(name):
        print(os.getpid(), flush=True)
        store = SqlRepositories.open(sys.argv[1])
        ana = store.reader("ana")
        labels = {"author": "ana", "pairing": "pair", "programme": "north"}
        turn = 0
        while True:
            text = f"{name}-{turn} " + "word " * (turn * 7 % 900)
            both = [SessionNote(paragraphs=(Paragraph(text=text),), **labels) for _ in range(2)]
            store.save(ana, *both)
            print(both[0].id, both[1].id, flush=True)
            turn += 1

    # A fork for each turn, so that only the first one pays for the imports.
    for line in sys.stdin:
        process = os.fork()
        if not process:
            save_for_ever(line.strip())
        os.waitpid(process, 0)
        print("ended", flush=True)
"""


NEXT = (*opening.REVISIONS, "9998")


NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{last}"


def upgrade():
    op.add_column("store_facts", sa.Column("note", sa.Text))
    {then}
"""
