"""How fast the index is at 10,000 and 50,000 passages, in one run.

``python -m benchmarks.scale DATA_DIR [--passages 10000] [--json]``

The passages are those of a real corpus, told again with some words exchanged between them until
there are enough. Half are guidance and half stand in fifty pairings, so that every question meets
the reader's filter. Vectors of passages are drawn at random, near to some passage's own: what they
say does not matter to the clock. Questions are real, always embedded, and half name a pairing. The
index is warmed up before the first, as the screen does.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain.ports import Embedder, SearchRequest
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.retrieval.embedders import choose_embedder
from assistant.retrieval.retriever import open_index
from benchmarks.metrics import percentile

READER = "benchmark"
PAIRINGS = 50
RAW = 96
"""Passages that the raw embedder is timed with."""


class DrawnEmbedder:
    """Questions by the real embedder, passages drawn: the clock sees all but their making."""

    def __init__(self, inner: Embedder) -> None:
        self.inner = inner
        self.name, self.dimension = "drawn", inner.dimension
        self._chance = np.random.default_rng(3)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        if len(texts) == 1:
            return self.inner.embed(texts)
        drawn = self._chance.normal(size=(len(texts), self.dimension))
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        made: list[list[float]] = drawn.astype(np.float32).tolist()
        return made


def told_again(texts: Sequence[str], count: int) -> Iterator[str]:
    """So many texts: the given ones, then copies with every seventh word from another."""
    chance = random.Random(5)
    for number in range(count):
        words = texts[number % len(texts)].split()
        if number >= len(texts):
            other = chance.choice(texts).split() or ["word"]
            words = [chance.choice(other) if i % 7 == 0 else w for i, w in enumerate(words)]
        yield " ".join(words[:150])


def sources(texts: Sequence[str], count: int) -> list[Source]:
    """Half guidance, half notes of fifty pairings; ten passages to a record."""
    made = []
    for number, text in enumerate(told_again(texts, count)):
        pairing = f"pairing-{number // 10 % PAIRINGS}" if number // 10 % 2 else None
        made.append(
            Source(
                id=f"s{number}",
                kind="note" if pairing else "document",
                record=f"r{number // 10}",
                text=text,
                author=READER if number % 3 else "partner",
                pairing=pairing,
                visibility=Visibility.PAIR,
            )
        )
    return made


def run(folder: Path, count: int, place: Path | None) -> dict[str, Any]:
    rows, asked = _rows(folder / "corpus.jsonl"), _rows(folder / "queries.jsonl")
    texts = [row["text"] for row in rows if row["text"].strip()]
    real = choose_embedder("bundled")
    assert real is not None
    made = sources(texts, count)
    real.embed(["warm"])
    begin = time.perf_counter()
    real.embed([source.text for source in made[:RAW]])
    raw = RAW / (time.perf_counter() - begin)
    index = open_index(place, READER, DrawnEmbedder(real))
    before = _megabytes()
    begin = time.perf_counter()
    added = index.bring_in_line(made, seconds=float("inf"))["added"]
    placing = time.perf_counter() - begin
    begin = time.perf_counter()
    index.bring_in_line(made)
    unchanged = time.perf_counter() - begin
    index.warm_up()
    figures = _questions(index, [query["text"] for query in asked])
    index.close()
    return {
        "passages": added,
        "raw_embedder_per_second": round(raw, 1),
        # One thread embeds and places in turn, so the times of both add up.
        "indexing_of_raw": round(1 / (1 + raw * placing / added), 3),
        "placing_seconds": round(placing, 1),
        "unchanged_seconds": round(unchanged, 2),
        **figures,
        "memory_mb": round(_megabytes()),
        "memory_mb_before": round(before),
    }


def _questions(index: Any, queries: Sequence[str]) -> dict[str, float]:
    reader = Reader(person=READER, pairings={f"pairing-{n}": Role.MENTOR for n in range(PAIRINGS)})
    times: list[float] = []
    work: list[float] = []
    first = 0.0
    for number, query in enumerate(queries):
        pairing = f"pairing-{number % PAIRINGS}" if number % 2 else None
        request = SearchRequest(reader=reader, query=query, pairing=pairing)
        begin, worked = time.perf_counter(), time.process_time()
        index.search(request)
        spent = (time.perf_counter() - begin) * 1000
        if number:
            times.append(spent)
            work.append((time.process_time() - worked) * 1000)
        else:
            first = spent
    return {
        "questions": len(times),
        "first_ms": round(first, 1),
        "p50_ms": round(percentile(times, 0.5), 1),
        "p95_ms": round(percentile(times, 0.95), 1),
        # On a busy machine the wall clock measures the others; processor time of all threads:
        "p50_processor_ms": round(percentile(work, 0.5), 1),
        "p95_processor_ms": round(percentile(work, 0.95), 1),
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _megabytes() -> float:
    """The most memory that this process has held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--passages", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="keep the index here; in memory by default")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    report = run(given.data, given.passages, given.folder)
    if given.json:
        print(json.dumps(report, indent=1))
    else:
        print("\n".join(f"{name:26}{value:>12}" for name, value in report.items()))


if __name__ == "__main__":
    main()
