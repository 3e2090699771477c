"""What its author takes back stands in no file any more: no word, no stem, no vector."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import services
from assistant.domain.own_kinds import KeptGroup
from assistant.domain.visibility import Visibility
from assistant.retrieval.ledger import packed
from assistant.retrieval.minilm import bundled_embedder
from assistant.services import Services
from assistant.settings import Settings

EMBEDDER = bundled_embedder()


def opened(folder: Path, person: str = "ana-ferreira") -> Services:
    made = services(Settings(store=str(folder / "s.db")), settings_file=folder / "settings.toml")
    if made.people.is_empty():
        made.programmes.load_demo()
    made.people.become(person, remember=False)
    return made


def traces(text: str) -> list[bytes]:
    """The words, their stems, and pieces of the vector as it lies in the ledger and in Chroma."""
    vector = packed(EMBEDDER.embed([text])[0])
    return [b"xylophon", b"zanzibar", vector[:48], vector[700:748], vector[-52:-4]]


def standing(folder: Path, wanted: list[bytes]) -> list[bytes]:
    found: set[bytes] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found |= {trace for trace in wanted if trace in content or trace in content.lower()}
    return [trace for trace in wanted if trace in found]


@pytest.mark.parametrize(
    "count", [pytest.param(2, id="sample"), pytest.param(200, id="all", marks=pytest.mark.faults)]
)
def test_a_note_that_was_taken_back_stands_in_no_file(tmp_path, count):
    made = opened(tmp_path)
    made.context.cards = made.context.cards[:3]
    for number in range(count):
        text = f"Xylophonic resignation number {number} is planned in Zanzibar."
        note = made.notes.import_text(text, "ana-martin", 1, Visibility.PAIR).note
        made.indexing.warm_up()
        assert made.indexing.search("resignation in Zanzibar", "ana-martin", 3)
        wanted = traces(text)
        assert standing(tmp_path, wanted) == wanted
        made.notes.remove(note)
        assert standing(tmp_path, wanted) == [], f"erasure {number}"
        hits = made.indexing.search("resignation in Zanzibar", "ana-martin", 20)
        assert not [hit for hit in hits if "Zanzibar" in hit.passage.text]
    assert made.indexing.verify() == []
    made.close()


def test_a_document_taken_out_of_the_library_stands_in_no_file(tmp_path):
    made = opened(tmp_path, "oonagh-reid")
    made.context.cards = made.context.cards[:3]
    file = tmp_path / "outside" / "handbook.md"
    file.parent.mkdir()
    text = "Xylophonic exercises are held in Zanzibar."
    file.write_text(text)
    (document,) = made.guidance.add([file])
    file.unlink()
    made.indexing.warm_up()
    wanted = traces(text)
    assert standing(tmp_path, wanted) == wanted
    made.guidance.remove(document.id)
    assert standing(tmp_path, wanted) == []
    made.close()


def test_what_was_built_beside_and_never_used_is_deleted_at_the_next_start(tmp_path):
    made = opened(tmp_path)
    made.context.cards = made.context.cards[:3]
    text = "Xylophonic resignation is planned in Zanzibar."
    note = made.notes.import_text(text, "ana-martin", 1, Visibility.PAIR).note
    made.indexing.warm_up()
    reader = made.context.reader()
    beside = made.indexing._open_index(
        reader.person, Settings(store=str(tmp_path / "s.db"), embedder="none"), on_disk=True
    )
    beside.bring_in_line(made.indexing.gather())
    # As a crash leaves it: neither finished nor closed in order.
    made.notes.remove(note)
    assert b"xylophon" in standing(tmp_path, [b"xylophon"])
    made.close()
    again = opened(tmp_path)
    again.indexing.refresh()
    assert standing(tmp_path, traces(text)) == []
    again.close()


@pytest.mark.faults
def test_what_i_erase_stands_no_more_in_what_my_partner_searches_either(tmp_path):
    made = opened(tmp_path)
    made.context.cards = made.context.cards[:3]
    text = "Xylophonic resignation is planned in Zanzibar."
    made.notes.import_text(text, "ana-martin", 1, Visibility.PAIR)
    for person in ("ana-ferreira", "martin-hallett", "ana-ferreira"):
        made.people.become(person, remember=False)
        made.indexing.warm_up()
        assert made.indexing.search("resignation in Zanzibar", "ana-martin", 3)
    wanted = traces(text)
    assert len([*(tmp_path / "s.db.index").iterdir()]) >= 2, "each has a shelf of their own"
    assert standing(tmp_path, wanted) == wanted
    receipt = made.keeping.erase([KeptGroup.NOTES])
    assert standing(tmp_path, wanted) == []
    assert receipt.left == 0
    assert receipt.vectors > 0
    made.people.become("martin-hallett", remember=False)
    hits = made.indexing.search("resignation in Zanzibar", "ana-martin", 20)
    assert not [hit for hit in hits if "Zanzibar" in hit.passage.text]
    assert made.indexing.verify() == []
    made.close()
