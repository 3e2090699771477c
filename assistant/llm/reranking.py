"""How well each passage answers a question, by a model behind an address.

The form that Jina and Cohere gave it, which llama.cpp and vLLM speak as well: question and passages
go to ``/rerank`` in one request, an index and a score for each come back. Nothing is tried twice: a
search cannot wait, and it has an order already.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.domain.connections import RerankEndpoint
from assistant.errors import IndexTrouble
from assistant.llm.failures import Failed, from_status
from assistant.llm.plain_http import sayable
from assistant.llm.served import Served

if TYPE_CHECKING:
    import httpx2

REST = 60.0
"""Seconds without a request after one failed: else each search would wait for a dead server."""
MOST_BYTES = 1_000_000
"""Of an answer; forty scores take a few thousand."""


class EndpointReranker(Served[RerankEndpoint]):
    """A Judge behind an address. InvalidInput if that breaks the rules of ``addresses``."""

    def __init__(
        self, endpoint: RerankEndpoint, key: SecretStr | None = None, *, rest: float = REST
    ) -> None:
        super().__init__(endpoint, key, rest)

    def judge(self, question: str, passages: Sequence[str]) -> list[float]:
        """A score for each passage, in order; higher is better, on a scale of the model's own.

        Raises IndexTrouble, also while it is left alone after a failure, and before anything is
        sent to another computer that nobody agreed to.
        """
        if not self._agreed:
            raise _trouble(f"Nobody has agreed to send words to {self._address.host} yet.")
        if self._resting:
            raise _trouble(self._last)
        try:
            return self._once(question, passages)
        except Failed as failed:
            self._rest_after(failed.trouble.happened)
        except TimeoutError:
            self._rest_after("The reranker did not answer in time.")
        except OSError:
            self._rest_after("The reranker could not be reached.")
        except (ValueError, KeyError, TypeError, IndexError):
            self._rest_after("The reranker answered with something else.")
        raise _trouble(self._last)

    def _once(self, question: str, passages: Sequence[str]) -> list[float]:
        import httpx2

        body = {
            "model": self._endpoint.model,
            "query": sayable(question),
            "documents": [sayable(passage) for passage in passages],
            "top_n": len(passages),
        }
        try:
            return _scores(json.loads(self._within(partial(self._answer, body))), len(passages))
        except httpx2.TimeoutException as error:
            raise TimeoutError from error
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            raise ConnectionError from error

    def _answer(self, body: dict[str, Any], client: httpx2.Client) -> bytes:
        """The whole answer, which may be so large."""
        said = bytearray()
        with client.stream("POST", f"{self._address.url}/rerank", json=body) as answer:
            for piece in answer.iter_bytes():
                said += piece
                if len(said) > MOST_BYTES:
                    raise ValueError("too much")
            if not answer.is_success:
                words = said[:2000].decode("utf-8", "replace")
                raise from_status(answer.status_code, words, answer.headers)
        return bytes(said)


def _scores(said: Any, count: int) -> list[float]:
    """In the order asked for. ValueError or KeyError if any is missing or not a number."""
    found = {int(entry["index"]): float(entry["relevance_score"]) for entry in said["results"]}
    scores = [found[number] for number in range(count)]
    if not all(map(math.isfinite, scores)):
        raise ValueError("not a number")
    return scores


def _trouble(happened: str) -> IndexTrouble:
    return IndexTrouble(
        happened,
        safe="What was found stands in the order of words and meaning.",
        next_step="See viceversa doctor, or do without: viceversa index reranker off",
    )
