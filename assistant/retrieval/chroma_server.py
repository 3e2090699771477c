"""Vectors of the guidance cards on a Chroma server, shared by all programs that name it.

A local index has one writer. A server has any number, and what is kept here cannot clash: each
vector stands under the hash of its text, and no two texts share one. Only vectors of cards go
there, which are the same for everybody, never a person's words. Spoken to in its own HTTP
interface: the vendor's client takes a second to import and follows the environment's proxies.

Beside each vector stand its exact bytes: on the way through the server's numbers the last digit
of some changes, and a checksum would not tell that from damage.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.errors import StorageTrouble
from assistant.retrieval.ledger import unpacked

if TYPE_CHECKING:
    import httpx2

_PLACE = "/api/v2/tenants/default_tenant/databases/default_database/collections"
_AT_ONCE = 200
_SECONDS = 5.0


class GuidanceServer:
    """A ``VectorStore`` at ``url`` for the vectors of one embedder. Raises StorageTrouble."""

    def __init__(self, url: str, embedder: str) -> None:
        self._url = url.rstrip("/")
        self._name = f"guidance-{hashlib.sha256(embedder.encode()).hexdigest()[:24]}"
        self._client: httpx2.Client | None = None
        self._collection = ""

    def find(self, wanted: Mapping[str, Iterable[str]]) -> Mapping[str, bytes]:
        """Vectors by ``body_hash``; what came back other than it was sent is left out."""
        bodies = sorted({body for names in wanted.values() for body in names})
        found: dict[str, bytes] = {}
        for start in range(0, len(bodies), _AT_ONCE):
            part = bodies[start : start + _AT_ONCE]
            said = self._ask("get", {"ids": part, "include": ["metadatas"]})
            with _translated():
                for body, label in zip(said["ids"], said["metadatas"], strict=True):
                    blob = base64.b64decode((label or {}).get("bytes", ""))
                    if unpacked(blob) and (label or {}).get("check") == _check(body, blob):
                        found[str(body)] = blob
        return found

    def keep(self, made: Sequence[tuple[str, str, bytes]]) -> None:
        """Put vectors there. Those that are there already are put again, which is the same."""
        rows = {body: blob for _, body, blob in made if unpacked(blob)}
        bodies = sorted(rows)
        for start in range(0, len(bodies), _AT_ONCE):
            part = bodies[start : start + _AT_ONCE]
            self._ask(
                "upsert",
                {
                    "ids": part,
                    "embeddings": [unpacked(rows[body]) for body in part],
                    "metadatas": [
                        {
                            "bytes": base64.b64encode(rows[body]).decode(),
                            "check": _check(body, rows[body]),
                        }
                        for body in part
                    ],
                },
            )

    def _ask(self, what: str, body: Mapping[str, Any]) -> Any:
        import httpx2

        with _translated():
            if self._client is None:
                self._client = httpx2.Client(
                    timeout=_SECONDS, trust_env=False, follow_redirects=False
                )
            if not self._collection:
                named = {
                    "name": self._name,
                    "get_or_create": True,
                    "configuration": {"hnsw": {"space": "cosine"}},
                }
                answer = self._client.post(f"{self._url}{_PLACE}", json=named)
                self._collection = str(answer.raise_for_status().json()["id"])
            answer = self._client.post(f"{self._url}{_PLACE}/{self._collection}/{what}", json=body)
            return answer.raise_for_status().json()


def _check(body: str, blob: bytes) -> str:
    """Of text and vector together: a vector under another text's name is noticed as well."""
    # No second CRC: one over bytes that end in their own CRC says nothing about them.
    return hashlib.sha256(body.encode() + blob).hexdigest()[:16]


@contextmanager
def _translated() -> Iterator[None]:
    import httpx2

    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError, TypeError) as error:
        raise StorageTrouble(
            "The Chroma server of the guidance could not be used.",
            safe="Search goes on with vectors made here.",
            next_step="Check chroma_server in the settings, or leave it out.",
        ) from error
