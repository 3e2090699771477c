"""Vectors from any OpenAI-compatible address. Plain HTTP: the vendor's kit is not needed for it.

As with chat models, whatever the environment says is ignored, no redirect is followed and no proxy
is used, and another computer is written to only if its person agreed to that host.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.domain.connections import MeaningEndpoint
from assistant.errors import IndexTrouble, ModelTrouble
from assistant.llm.failures import Failed, from_status
from assistant.llm.plain_http import sayable
from assistant.llm.served import Served

if TYPE_CHECKING:
    pass

AT_ONCE = 64
"""Texts in one request; a passage has at most 200 words."""
TRIES, PAUSE, LONGEST_WAIT = 3, 0.5, 30.0
"""How often a request is sent, seconds before the second try, the longest Retry-After obeyed."""
REST = 30.0
"""Seconds without a request after one failed: else each search would wait for a dead server."""
_SAFE = "Search by words still works."


class EndpointEmbedder(Served[MeaningEndpoint]):
    """An Embedder behind an address. Methods raise IndexTrouble with what to do about it.

    InvalidInput if the address breaks the rules of ``addresses``; IndexTrouble at the first request
    if it is another computer to whose host nobody agreed.
    """

    def __init__(
        self, endpoint: MeaningEndpoint, key: SecretStr | None = None, *, rest: float = REST
    ) -> None:
        super().__init__(endpoint, key, rest)

    @property
    def dimension(self) -> int:
        return self._endpoint.dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One unit vector for each text, in order. What is too long for the model, it refuses."""
        return [
            vector
            for start in range(0, len(texts), AT_ONCE)
            for vector in self._with_tries(texts[start : start + AT_ONCE])
        ]

    def embed_question(self, text: str) -> list[float]:
        """The vector of what somebody asks, by the model for questions if there is one."""
        return self._with_tries([text], model=self._endpoint.question_model)[0]

    def measure(self) -> int:
        """How many numbers its vectors have, found out by asking once."""
        return len(self._with_tries(["What did we agree?"], any_length=True)[0])

    def _with_tries(
        self, texts: Sequence[str], *, model: str = "", any_length: bool = False
    ) -> list[list[float]]:
        if not self._agreed:
            raise IndexTrouble(
                f"Nobody has agreed to send words to {self._address.host} yet.",
                safe=f"Nothing was sent. {_SAFE}",
                next_step="Set it anew with: viceversa index embedder ADDRESS --model NAME",
            )
        if self._resting:
            raise _trouble(self._last)
        for number in range(1, TRIES + 1):
            try:
                return self._once(texts, model or self._endpoint.model, any_length=any_length)
            except Failed as failed:
                wait = PAUSE * 2 ** (number - 1) if failed.wait is None else failed.wait
                if not failed.again or number == TRIES or wait > LONGEST_WAIT:
                    self._rest_after(failed.trouble.happened)
                    raise _trouble(self._last) from failed
            time.sleep(wait)
        raise AssertionError("unreachable")

    def _once(self, texts: Sequence[str], model: str, *, any_length: bool) -> list[list[float]]:
        import httpx2

        body = {
            "model": model,
            "input": [sayable(text) for text in texts],
            "encoding_format": "float",
        }
        try:
            answer = self._within(
                lambda client: client.post(f"{self._address.url}/embeddings", json=body)
            )
        except (httpx2.TimeoutException, TimeoutError) as error:
            raise _failed("The server for meaning did not answer in time.", again=True) from error
        except (httpx2.HTTPError, httpx2.StreamError) as error:
            raise _failed("The server for meaning could not be reached.", again=True) from error
        if not answer.is_success:
            raise from_status(answer.status_code, answer.text[:2000], answer.headers)
        try:
            return self._vectors(answer.json(), len(texts), any_length=any_length)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise _failed("The server for meaning answered with something else.") from error

    def _vectors(self, said: Any, count: int, *, any_length: bool) -> list[list[float]]:
        """Unit vectors in the order asked for. ValueError if any is missing, odd or not finite."""
        found = {
            int(entry["index"]): [float(x) for x in entry["embedding"]] for entry in said["data"]
        }
        vectors = [found[number] for number in range(count)]
        lengths = [math.sqrt(math.fsum(x * x for x in vector)) for vector in vectors]
        if not all(math.isfinite(length) and length > 0 for length in lengths):
            raise ValueError("a vector without a direction")
        sizes = {len(vector) for vector in vectors}
        if not any_length and sizes != {self.dimension}:
            raise _failed(
                f"The server for meaning gives {max(sizes)} numbers for a text, "
                f"not {self.dimension}: its model is another one now."
            )
        return [
            [x / length for x in vector] for vector, length in zip(vectors, lengths, strict=True)
        ]


def _failed(happened: str, *, again: bool = False) -> Failed:
    return Failed(ModelTrouble(happened), again=again)


def _trouble(happened: str) -> IndexTrouble:
    return IndexTrouble(
        happened,
        safe=_SAFE,
        next_step="See viceversa doctor, or go back: viceversa index embedder bundled",
    )
