"""Retrieval on judged data, next to its peers, in one run.

``python -m benchmarks.retrieval DATA_DIR --split dev [--scope KEY] [--json] [--queries FILE]``

Each row of the corpus becomes a source and goes through the product's own index: split, embedded,
ranked, with the scope as the pairing. Rows of one file or meeting are parts of one record. Peers
get the same rows, the same vectors and the same scope: bm25s with English stems and stop words
(idf of the whole corpus, then filtered), Chroma alone, and equal-weight RRF of the two.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.retrieval.embedders import choose_embedder
from assistant.retrieval.ledger import packed, unpacked
from assistant.retrieval.retriever import open_index
from assistant.retrieval.shelf_index import ShelfIndex
from benchmarks.metrics import ndcg, percentile, recall

READER = "benchmark"
DEPTH = 30
"""Passages that the product is asked for."""
Rank = Callable[[dict[str, Any]], list[str]]


@dataclass
class KeptEmbedder:
    """The product's embedder with its vectors kept between runs; times what is really embedded."""

    inner: Embedder
    folder: Path
    embedded: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._kept = sqlite3.connect(self.folder / "vectors.db", timeout=60)
        self._kept.execute(
            "CREATE TABLE IF NOT EXISTS kept (model, text, vector, UNIQUE(model, text))"
        )

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        found = {text: self._find(text) for text in texts}
        missing = [text for text, vector in found.items() if not vector]
        if missing:
            begin = time.perf_counter()
            made = self.inner.embed(missing)
            self.seconds += time.perf_counter() - begin
            self.embedded += len(missing)
            with self._kept:
                self._kept.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                    [(self.name, t, packed(v)) for t, v in zip(missing, made, strict=True)],
                )
            found |= dict(zip(missing, made, strict=True))
        return [found[text] for text in texts]

    def _find(self, text: str) -> list[float]:
        row = self._kept.execute(
            "SELECT vector FROM kept WHERE model = ? AND text = ?", (self.name, text)
        ).fetchone()
        return unpacked(row[0]) if row else []


class QueryEmbedder:
    """Passages from what was kept, questions always embedded: so that their time is counted."""

    def __init__(self, kept: KeptEmbedder) -> None:
        self._kept = kept
        self.name, self.dimension = kept.name, kept.dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return (self._kept.inner if len(texts) == 1 else self._kept).embed(texts)


@dataclass
class Figures:
    """Mean scores of one ranker and its milliseconds per question."""

    ndcg10: list[float] = field(default_factory=list)
    recall5: list[float] = field(default_factory=list)
    recall10: list[float] = field(default_factory=list)
    ceiling: list[float] = field(default_factory=list)
    """nDCG@10 if a perfect judge ordered the first ``DEPTH``: what a reranker could reach."""
    milliseconds: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        return {
            "ndcg@10": round(statistics.fmean(self.ndcg10), 4),
            "recall@5": round(statistics.fmean(self.recall5), 4),
            "recall@10": round(statistics.fmean(self.recall10), 4),
            "ceiling": round(statistics.fmean(self.ceiling), 4),
            "p50_ms": round(percentile(self.milliseconds, 0.5), 2),
            "p95_ms": round(percentile(self.milliseconds, 0.95), 2),
        }


def sources(rows: Iterable[dict[str, Any]], scope: str | None) -> list[Source]:
    """Rows as the product would hold them: notes of a pairing, or documents without one."""
    return [
        Source(
            id=row["id"],
            kind="note" if scope else "document",
            record=str(row.get("path") or row["id"].rpartition(":")[0] or row["id"]),
            text=row["text"],
            title=row.get("title", ""),
            author=READER,
            pairing=str(row[scope]) if scope else None,
            visibility=Visibility.PAIR,
            session=row.get("session"),
            at=_day(row.get("date", "")),
        )
        for row in rows
    ]


def _day(told: str) -> datetime | None:
    """From "1:56 pm on 8 May, 2023"."""
    try:
        return datetime.strptime(told.partition(" on ")[2], "%d %B, %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def product(index: ShelfIndex, scope: str | None) -> Rank:
    """The product's own search."""

    def rank(query: dict[str, Any]) -> list[str]:
        pairing = str(query[scope]) if scope else None
        reader = Reader(person=READER, pairings={pairing: Role.MENTOR} if pairing else {})
        request = SearchRequest(reader=reader, query=query["text"], pairing=pairing, k=DEPTH)
        return list(dict.fromkeys(hit.source.id for hit in index.search(request)))

    return rank


def peers(rows: list[dict[str, Any]], scope: str | None, embedder: KeptEmbedder) -> dict[str, Rank]:
    """bm25s, Chroma alone, and their reciprocal rank fusion."""
    import bm25s
    import numpy as np
    import snowballstemmer

    from assistant.retrieval.chroma import ChromaVectors

    stemmer = snowballstemmer.stemmer("english")
    options: dict[str, Any] = {
        "stopwords": "en",
        "stemmer": stemmer.stemWords,
        "show_progress": False,
    }
    words = bm25s.BM25()
    titled = [f"{row.get('title', '')}\n{row['text']}" for row in rows]
    words.index(bm25s.tokenize(titled, **options), show_progress=False)
    ids = [row["id"] for row in rows]
    scopes = np.array([str(row[scope]) if scope else "" for row in rows])
    vectors = ChromaVectors(None, embedder.dimension)
    made = embedder.embed([row["text"] for row in rows])
    vectors.upsert(ids, made, [{"scope": str(s), "all": True} for s in scopes])

    def bm25(query: dict[str, Any]) -> list[str]:
        tokens = bm25s.tokenize(query["text"], return_ids=False, **options)[0]
        scores = words.get_scores(tokens)
        if scope:
            scores = np.where(scopes == str(query[scope]), scores, 0.0)
        best = np.argsort(-scores, kind="stable")[:100]
        return [ids[i] for i in best if scores[i] > 0]

    def chroma(query: dict[str, Any]) -> list[str]:
        where = {"scope": str(query[scope])} if scope else {"all": True}
        return list(vectors.nearest(embedder.inner.embed([query["text"]])[0], where, 100))

    def rrf(query: dict[str, Any]) -> list[str]:
        scores: dict[str, float] = {}
        for ranking in (bm25(query), chroma(query)):
            for place, name in enumerate(ranking, 1):
                scores[name] = scores.get(name, 0.0) + 1 / (60 + place)
        return sorted(scores, key=lambda name: -scores[name])

    return {"bm25s": bm25, "chroma": chroma, "rrf": rrf}


def measure(
    rank: Rank, queries: list[dict[str, Any]], judged: dict[str, dict[str, int]]
) -> dict[str, float]:
    """Ask every question once (the first twice: what is loaded at first use is not counted)."""
    figures = Figures()
    rank(queries[0])
    for query in queries:
        begin = time.perf_counter()
        ranking = rank(query)
        figures.milliseconds.append((time.perf_counter() - begin) * 1000)
        relevant = judged[query["id"]]
        figures.ndcg10.append(ndcg(ranking, relevant))
        figures.recall5.append(recall(ranking, relevant, 5))
        figures.recall10.append(recall(ranking, relevant, 10))
        perfect = sorted(ranking[:DEPTH], key=lambda name: -relevant.get(name, 0))
        figures.ceiling.append(ndcg(perfect, relevant))
    return figures.summary()


def run(
    folder: Path, split: str, scope: str | None, queries_file: Path | None, cache: Path
) -> dict[str, Any]:
    """All figures of one data set."""
    rows = _lines(folder / "corpus.jsonl")
    judged = _judgements(folder / f"qrels.{split}.tsv")
    queries = [q for q in _lines(queries_file or folder / "queries.jsonl") if q["id"] in judged]
    if not queries:
        raise SystemExit("No question has a judgement in this split.")
    bundled = choose_embedder("bundled")
    assert bundled is not None
    kept = KeptEmbedder(bundled, cache)
    index = open_index(None, READER, QueryEmbedder(kept))
    begin = time.perf_counter()
    made = sources(rows, scope)
    counts = index.bring_in_line(made, seconds=float("inf"))
    rest = time.perf_counter() - begin - kept.seconds
    # Vectors kept from an earlier run cost nothing here, so their time is put in by the rate.
    each = kept.seconds / kept.embedded if kept.embedded else None
    indexing = {
        "rows": len(rows),
        "passages": counts["added"],
        "embedded_now": kept.embedded,
        "embedded_per_second": round(1 / each, 1) if each else None,
        "words_and_placing_per_second": round(counts["added"] / rest, 1),
        "passages_per_second": round(counts["added"] / (rest + counts["added"] * each), 1)
        if each
        else None,
    }
    rankers = {"viceversa": product(index, scope), **peers(rows, scope, kept)}
    results = {name: measure(rank, queries, judged) for name, rank in rankers.items()}
    index.close()
    return {
        "data": folder.name,
        "split": split,
        "scope": scope,
        "questions": len(queries),
        "indexing": indexing,
        "results": results,
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, doc, grade = line.split("\t")
        judged.setdefault(query, {})[doc] = int(grade)
    return judged


def _shown(report: dict[str, Any]) -> str:
    columns = ("ndcg@10", "recall@5", "recall@10", "ceiling", "p50_ms", "p95_ms")
    lines = [
        f"{report['data']}, {report['split']}, scope {report['scope'] or 'none'}, "
        f"{report['questions']} questions",
        f"indexing: {report['indexing']}",
        f"{'':10}" + "".join(f"{column:>11}" for column in columns),
    ]
    for name, figures in report["results"].items():
        lines.append(f"{name:10}" + "".join(f"{figures[column]:>11}" for column in columns))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--scope", help="a key of the rows, or none")
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--cache", type=Path, default=user_cache_path("viceversa") / "benchmarks")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    scope = None if asked.scope in (None, "none") else asked.scope
    report = run(asked.data, asked.split, scope, asked.queries, asked.cache)
    print(json.dumps(report, indent=1) if asked.json else _shown(report))


if __name__ == "__main__":
    main()
