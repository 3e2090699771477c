"""Damage, staleness, strangers, company: the index notices and mends itself; no record is lost."""

from __future__ import annotations

import json
import math
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Passage, Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.errors import IndexTrouble
from assistant.retrieval.ledger import packed
from assistant.retrieval.lexical import POSITION_BITS
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.retriever import IN_USE, open_index
from assistant.retrieval.shelf import Shelf
from assistant.retrieval.splitting import body_hash, split
from assistant.retrieval.walls import labels_of

EMBEDDER = bundled_embedder()
MANY = 1100
"""Chroma writes its vector files every 1,000; below that they are in its log."""
EVERYTHING = {"scope": {"$ne": ""}}


def note(name: str, text: str) -> Source:
    return Source(
        id=name,
        kind="note",
        record=name,
        text=text,
        author="me",
        pairing="p1",
        visibility=Visibility.PAIR,
    )


def passages(count: int) -> list[Passage]:
    return [
        split(note(f"n{i}", f"Note {i} on the rota and desk number {i}"))[0] for i in range(count)
    ]


def unit(chance: random.Random) -> list[float]:
    numbers = [chance.gauss(0, 1) for _ in range(EMBEDDER.dimension)]
    length = math.hypot(*numbers)
    return [x / length for x in numbers]


@pytest.fixture(scope="module")
def vectors() -> dict[str, bytes]:
    chance = random.Random(3)
    return {body_hash(passage): packed(unit(chance)) for passage in passages(MANY)}


@pytest.fixture(scope="module")
def template(tmp_path_factory, vectors) -> Path:
    """A sound shelf with vector files, made once; its vectors are drawn, not embedded."""
    folder = tmp_path_factory.mktemp("shelf")
    shelf = Shelf(folder, "owner", EMBEDDER, labels_of, ready=vectors)
    shelf.bring_in_line(passages(MANY))
    assert answers(shelf) == expected()
    shelf.close()
    return folder


@pytest.fixture
def folder(template, tmp_path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "shelf"))


def expected() -> list[str]:
    return [passage.id for passage in passages(MANY)[:40]]


def answers(shelf: Shelf) -> list[str]:
    """For forty vectors, which passage each finds first; "" for a neighbour that is not itself."""
    held = shelf._ledger.vectors([passage.id for passage in passages(40)])
    firsts: list[str] = []
    for name in (passage.id for passage in passages(40)):
        near = shelf.nearest(held[name], EVERYTHING, 1) if name in held else {}
        firsts += [found for found, cosine in near.items() if cosine > 0.999] or [""]
    return firsts


def generation(folder: Path) -> Path:
    (only,) = folder.glob("g*")
    return only


def segment(folder: Path) -> Path:
    """The folder of Chroma's vector files."""
    return next(p for p in (generation(folder) / "chroma").iterdir() if p.is_dir())


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(random.Random(5).randbytes(size))


def change_manifest(folder: Path, **fields: object) -> None:
    path = generation(folder) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def in_ledger(folder: Path, statement: str) -> None:
    with sqlite3.connect(generation(folder) / "words.db") as database:
        database.execute(statement)
    database.close()


def words(folder: Path) -> Path:
    return generation(folder) / "words.db"


def chroma(folder: Path) -> Path:
    return generation(folder) / "chroma" / "chroma.sqlite3"


DAMAGES: dict[str, Callable[[Path], object]] = {
    "manifest gone": lambda f: (generation(f) / "manifest.json").unlink(),
    "manifest torn": lambda f: halve(generation(f) / "manifest.json"),
    "somebody else's": lambda f: change_manifest(f, owner="another"),
    "another embedder": lambda f: change_manifest(f, embedder="another"),
    "another dimension": lambda f: change_manifest(f, dimension=768),
    "an older splitter": lambda f: change_manifest(f, splitter=0),
    "a manifest of another day": lambda f: change_manifest(f, files={}),
    "words gone": lambda f: words(f).unlink(),
    "words halved": lambda f: halve(words(f)),
    "words scribbled over": lambda f: scribble(words(f)),
    "words emptied": lambda f: words(f).write_bytes(b""),
    "a passage dropped": lambda f: in_ledger(f, "DELETE FROM passages WHERE row = 7"),
    "chroma gone": lambda f: shutil.rmtree(generation(f) / "chroma"),
    "chroma halved": lambda f: halve(chroma(f)),
    "chroma scribbled over": lambda f: scribble(chroma(f)),
    "segment gone": lambda f: shutil.rmtree(segment(f)),
    "vector file halved": lambda f: halve(segment(f) / "data_level0.bin"),
    "vector file scribbled over": lambda f: scribble(segment(f) / "data_level0.bin"),
    "vector header scribbled over": lambda f: scribble(segment(f) / "header.bin"),
}


TOLD_ALWAYS = {"somebody else's", "a passage dropped", "chroma gone", "vector file scribbled over"}
"""One of each part: manifest, words, Chroma's own files; all of them in the long campaign."""


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=() if kind in TOLD_ALWAYS else pytest.mark.faults)
        for kind in DAMAGES
    ],
)
def test_a_damaged_or_foreign_index_is_noticed_and_made_anew(folder, vectors, kind):
    DAMAGES[kind](folder)
    shelf = Shelf(folder, "owner", EMBEDDER, labels_of, ready=vectors)
    shelf.bring_in_line(passages(MANY))
    assert answers(shelf) == expected()
    assert len(set(shelf.places("desk") >> POSITION_BITS)) == MANY
    # Sound but for this: the vectors of these tests were drawn, and verifying finds that out.
    assert shelf.verify() == ["The vectors were made by another model."]
    if kind not in ("manifest gone", "chroma gone"):  # those are as if never made: filled quietly
        assert shelf.made_anew
    shelf.close()
    reopened = Shelf(folder, "owner", EMBEDDER, labels_of)
    assert reopened.bring_in_line(passages(MANY))["unchanged"] == MANY
    assert reopened.made_anew == []
    reopened.close()


@pytest.mark.parametrize(
    "count", [pytest.param(1, id="sample"), pytest.param(200, id="all", marks=pytest.mark.faults)]
)
def test_any_flipped_byte_in_any_file_is_noticed_before_it_is_read(
    template, vectors, tmp_path, count
):
    chance = random.Random(count)
    for number in range(count):
        folder = Path(shutil.copytree(template, tmp_path / str(number)))
        files = sorted(p for p in generation(folder).rglob("*") if p.is_file())
        hit = chance.choice([p for p in files if p.stat().st_size and p.name != "manifest.json"])
        whole = bytearray(hit.read_bytes())
        whole[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
        hit.write_bytes(whole)
        shelf = Shelf(folder, "owner", EMBEDDER, labels_of, ready=vectors)
        shelf.bring_in_line(passages(MANY))
        assert answers(shelf) == expected()
        assert shelf.made_anew, hit.name
        shelf.close()
        shutil.rmtree(folder)


def test_one_flipped_bit_in_a_vector_is_noticed_and_only_that_one_embedded_again(tmp_path):
    notes = [note("n1", "The rota was moved"), note("n2", "New chairs came")]
    index = open_index(tmp_path, "me", EMBEDDER)
    index.bring_in_line(notes)
    index.close()
    place = next(tmp_path.glob("*/g*/words.db"))
    whole = place.read_bytes()
    at = whole.index(packed(EMBEDDER.embed([notes[0].text])[0])[100:140])
    place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    again = open_index(tmp_path, "me", EMBEDDER)
    again.bring_in_line(notes, seconds=0)
    assert again.status()["vectors"] == 1
    assert again.status()["made_anew"] == ["its word index was damaged or unfinished"]
    again.warm_up()
    assert again.vectors_ready
    assert again.verify() == []
    again.close()


def test_damage_under_an_open_index_is_named_and_a_rebuild_mends_it(tmp_path):
    notes = [note("n1", "The rota was moved"), note("n2", "New chairs came")]
    index = open_index(tmp_path, "me", EMBEDDER)
    index.bring_in_line(notes)
    next(tmp_path.glob("*/g*/words.db")).write_bytes(b"scribble")
    assert index.verify() != []
    index.rebuild()
    assert index.verify() == []
    index.close()


def test_vectors_of_another_model_are_named_and_a_rebuild_makes_right_ones(tmp_path):
    few = passages(12)
    chance = random.Random(4)
    drawn = {body_hash(passage): packed(unit(chance)) for passage in few}
    shelf = Shelf(tmp_path, "owner", EMBEDDER, labels_of, ready=drawn)
    shelf.bring_in_line(few)
    assert shelf.verify() == ["The vectors were made by another model."]
    shelf.rebuild()
    assert shelf.verify() == []
    nearest = shelf.nearest(EMBEDDER.embed([few[7].text])[0], EVERYTHING, 1)
    assert list(nearest) == [few[7].id]
    shelf.close()


def test_a_crash_between_words_and_manifest_loses_nothing(folder, vectors):
    """What a kill leaves behind: words of one moment, a manifest of an earlier one."""
    before = (generation(folder) / "manifest.json").read_bytes()
    shelf = Shelf(folder, "owner", EMBEDDER, labels_of)
    more = [*passages(MANY), split(note("late", "Came late: the fire drill"))[0]]
    shelf.bring_in_line(more)
    (generation(folder) / "manifest.json").write_bytes(before)
    shelf.close()
    again = Shelf(folder, "owner", EMBEDDER, labels_of)
    again.bring_in_line(more)
    assert list(again.places("drill") >> POSITION_BITS) == [again.held_rows()[more[-1].id][0]]
    assert answers(again) == expected()
    assert again.embed_pending() == 1
    again.close()


def test_an_unfinished_generation_is_not_used(folder):
    unfinished = folder / "g000009"
    unfinished.mkdir()
    (unfinished / "words.db").write_bytes(b"half of something")
    shelf = Shelf(folder, "owner", EMBEDDER, labels_of)
    assert shelf.bring_in_line(passages(MANY))["unchanged"] == MANY
    assert not unfinished.exists()
    shelf.close()


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path):
    (tmp_path / "taken").write_text("a file stands here")
    with pytest.raises(IndexTrouble, match="could not be written"):
        open_index(tmp_path / "taken", "me", EMBEDDER)


def test_a_second_window_borrows_the_vectors_and_writes_nothing(tmp_path):
    notes = [note("n1", "The rota was moved"), note("n2", "Her laptop will not start")]
    first = open_index(tmp_path, "me", EMBEDDER)
    first.bring_in_line(notes)
    files = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    script = """
        import json, sys
        from pathlib import Path
        from assistant.domain.ports import SearchRequest
        from assistant.domain.sources import Source
        from assistant.domain.visibility import Reader
        from assistant.retrieval.minilm import bundled_embedder
        from assistant.retrieval.retriever import open_index

        index = open_index(Path(sys.argv[1]), "me", bundled_embedder())
        index.bring_in_line(map(Source.model_validate, json.loads(sys.argv[2])), seconds=0)
        reader = Reader.model_validate({"person": "me", "pairings": {"p1": "mentor"}})
        asked = SearchRequest(reader=reader, query="broken computer", pairing="p1")
        hits = [hit.source.id for hit in index.search(asked)]
        print(json.dumps({"hits": hits, **index.status()}))
        index.close()
    """
    told = json.dumps([source.model_dump(mode="json") for source in notes])
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path), told],
        capture_output=True,
        text=True,
        check=True,
    )
    second = json.loads(done.stdout)
    assert second["notice"] == IN_USE
    assert second["kept"] == "memory"
    assert second["vectors_ready"]
    assert second["hits"][0] == "n2"
    assert files == {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    reader = Reader(person="me", pairings={"p1": Role.MENTOR})
    asked = SearchRequest(reader=reader, query="broken computer", pairing="p1")
    assert first.search(asked)[0].source.id == "n2"
    first.close()
    third = open_index(tmp_path, "me", EMBEDDER)
    third.bring_in_line(notes)
    assert third.status()["kept"] == "disk"
    third.close()
