"""A reranker on loopback in the form of Jina, Cohere, llama.cpp and vLLM, and misbehaving ones."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from tests.loopback_vectors import LoopbackVectors

Judge = Callable[[str, str], float]


class LoopbackReranker(LoopbackVectors):
    """Judges by a rule. Behaviours as there; ``short`` leaves one passage out, ``nan``
    gives no numbers."""

    def __init__(self, judge: Judge, *behaviours: str, redirect_to: str = "") -> None:
        super().__init__(lambda _: [], *behaviours, redirect_to=redirect_to)
        self._judge = judge

    def _answer(self, body: dict[str, Any]) -> tuple[int, str, bytes]:
        act = self.behaviours[0]
        if act not in ("ok", "short", "nan"):
            return super()._answer({"input": []})
        judged = [self._judge(body["query"], passage) for passage in body["documents"]]
        if act == "short":
            judged.pop()
        if act == "nan":
            judged = [math.nan for _ in judged]
        results = [{"index": n, "relevance_score": score} for n, score in enumerate(judged)]
        results.sort(key=lambda entry: -entry["relevance_score"])
        return 200, "application/json", json.dumps({"results": results}).encode()
