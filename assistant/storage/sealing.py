"""The one place that people's words pass through on their way into and out of the store.

Today a body is kept in clear, under a prefix that names this; encryption per person and pairing
will come here under another prefix, and both will stay readable side by side. So nothing else
may read the ``body`` column or search in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import StorageTrouble

_CLEAR = "clear1:"


@dataclass(frozen=True)
class Labels:
    """Whose a body is: what a key will be chosen by, and what a seal will be bound to."""

    kind: str
    id: str
    programme: str | None
    pairing: str | None
    author: str


def seal(body: str, labels: Labels) -> str:
    """The form in which a body is kept."""
    del labels  # The clear scheme has no keys to choose.
    return _CLEAR + body


def unseal(sealed: str, labels: Labels) -> str:
    """The body. StorageTrouble if it was sealed in a way that this program does not know."""
    if not sealed.startswith(_CLEAR):
        raise StorageTrouble(
            f"A record ({labels.kind}) is kept in a form that this program does not know.",
            safe="Nothing was changed.",
            next_step="Open the store with the newest Viceversa.",
        )
    return sealed.removeprefix(_CLEAR)
