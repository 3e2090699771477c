"""A store that many share: nothing of a reader's lies on disk, vectors lie with their records.

It runs on SQLite treated as shared; with ``VICEVERSA_TEST_POSTGRES`` on PostgreSQL too, where the
two readers are two programs.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant import locations
from assistant.bootstrap import services
from assistant.domain.ports import SearchRequest
from assistant.domain.visibility import Visibility
from assistant.services import Services
from assistant.settings import Settings

POSTGRES = os.environ.get("VICEVERSA_TEST_POSTGRES", "")
CANARY = "The xylophone stays in the canteen until the fire drill."


class Two:
    """Ana (mentor) and Martin (mentee), each with their own program where the store allows it."""

    def __init__(self, place: str, folder: Path, stack: ExitStack) -> None:
        self._place, self._folder, self._stack = place, folder, stack
        self._alone = None if "://" in place else self._opened()
        self._each: dict[str, Services] = {}

    def _opened(self) -> Services:
        file = self._folder / "settings.toml"
        made = services(Settings(store=self._place), settings_file=file, given_store=self._place)
        self._stack.callback(made.close)
        made.context.cards = made.context.cards[:3]
        return made

    def __call__(self, person: str) -> Services:
        made = self._alone or self._each.get(person) or self._opened()
        self._each[person] = made
        made.programmes.load_demo()
        made.people.become(person, remember=False)
        return made

    def rows(self) -> int:
        """Vectors that the store keeps."""
        made = self._alone or next(iter(self._each.values()))
        with made.context.repositories._transactions.reading() as connection:
            return connection.scalar(text("SELECT count(*) FROM passage_vectors"))


@pytest.fixture(params=["sqlite", "postgres"])
def two(request, tmp_path, monkeypatch) -> Iterator[Two]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with ExitStack() as stack:
        if request.param == "sqlite":
            monkeypatch.setattr(locations, "is_shared", lambda _place: True)
            yield Two(str(tmp_path / "s.db"), tmp_path, stack)
            return
        if not POSTGRES:
            pytest.skip("VICEVERSA_TEST_POSTGRES names no database")
        schema = f"viceversa_{secrets.token_hex(6)}"
        administration = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"))
        stack.callback(administration.dispose)
        with administration.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            with ExitStack() as programs:
                yield Two(f"{POSTGRES}?options=-csearch_path%3D{schema}", tmp_path, programs)
        finally:
            with administration.begin() as connection:
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))


def found(of: Services, query: str = "xylophone") -> list[str]:
    reader = of.context.reader()
    asked = SearchRequest(reader=reader, query=query, pairing="ana-martin", k=20)
    return [hit.source.record for hit in of.indexing.find(asked) if CANARY in hit.passage.text]


def test_a_shared_note_is_found_by_both_and_embedded_once(two, tmp_path, monkeypatch):
    ana = two("ana-ferreira")
    note = ana.notes.import_text(CANARY, "ana-martin", 1, Visibility.PAIR).note
    assert found(ana) == [note]
    assert ana.indexing.status()["kept"] == "memory"
    assert two.rows() > 10
    martin = two("martin-hallett")
    embedded: list[str] = []
    from assistant.retrieval.onnx import OnnxEmbedder

    real = OnnxEmbedder.embed
    monkeypatch.setattr(
        OnnxEmbedder, "embed", lambda self, texts: embedded.extend(texts) or real(self, texts)
    )
    assert found(martin) == [note]
    assert CANARY not in embedded
    assert martin.indexing.verify() == []
    own = [path for path in tmp_path.rglob("words.db") if "guidance" not in path.parts]
    assert own == []


def test_what_is_taken_back_is_gone_at_the_others_next_act_with_its_vectors(two):
    ana = two("ana-ferreira")
    note = ana.notes.import_text(CANARY, "ana-martin", 1, Visibility.PAIR).note
    martin = two("martin-hallett")
    assert found(martin) == [note]
    before = two.rows()
    ana = two("ana-ferreira")
    ana.notes.remove(note)
    assert two.rows() == before - 1
    martin = two("martin-hallett")
    assert found(martin) == []
    assert found(martin, "what about the fire drill in the canteen?") == []


def test_vectors_are_given_to_those_alone_who_may_read_their_record(two):
    ana = two("ana-ferreira")
    note = ana.notes.import_text(CANARY, "ana-martin", 1, Visibility.PRIVATE).note
    assert found(ana) == [note]
    name = ana.indexing.status()["embedder"]
    passage = next(p for p in ana.indexing.refresh()._own._passages.values() if CANARY in p.text)
    from assistant.retrieval.splitting import body_hash

    wanted = {note: [body_hash(passage)]}
    reader = ana.context.reader()
    assert len(ana.context.repositories.kept_vectors(reader, name, wanted)) == 1
    martin = two("martin-hallett")
    reader = martin.context.reader()
    assert martin.context.repositories.kept_vectors(reader, name, wanted) == {}
    martin.context.repositories.keep_vectors(reader, name, [(note, "f" * 32, b"false")])
    ana = two("ana-ferreira")
    forged = {note: ["f" * 32]}
    assert ana.context.repositories.kept_vectors(ana.context.reader(), name, forged) == {}
