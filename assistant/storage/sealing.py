"""The one place that people's words pass through on their way into and out of the store.

Today a body is kept in clear, under a prefix that names this and a digest of body and labels, so
that a damaged word or a row put under other labels is noticed. Encryption per person and pairing
will come here under another prefix, and both will stay readable side by side. So nothing else may
read the ``body`` column or search in it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

from assistant.errors import StorageTrouble, StoreDamaged

_CLEAR = "clear1:"
_DIGEST_CHARACTERS = 16


@dataclass(frozen=True)
class Labels:
    """Whose a body is: what a seal is bound to, and what a key will be chosen by."""

    kind: str
    id: str
    programme: str | None
    pairing: str | None
    session: str | None
    author: str
    version: int


LABELS = tuple(field.name for field in fields(Labels))
"""Their names, in the order in which they are bound."""


def seal(body: str, labels: Labels) -> str:
    """The form in which a body is kept."""
    return f"{_CLEAR}{_digest(body, labels)}:{body}"


def unseal(sealed: str, labels: Labels) -> str:
    """The body. StoreDamaged if it or its labels changed since; StorageTrouble if it was sealed in
    a way that this program does not know."""
    if not sealed.startswith(_CLEAR):
        raise StorageTrouble(
            f"A record ({labels.kind}) is kept in a form that this program does not know.",
            safe="Nothing was changed.",
            next_step="Open the store with the newest Viceversa.",
        )
    digest, _, body = sealed.removeprefix(_CLEAR).partition(":")
    if digest != _digest(body, labels):
        raise StoreDamaged(
            f"A record ({labels.kind} {labels.id}) is damaged.",
            safe="The others are whole.",
            next_step="Run viceversa doctor, or restore a backup of the store.",
        )
    return body


def _digest(body: str, labels: Labels) -> str:
    # Against damage, not against an attacker: whoever can write the file can compute it too.
    bound = "\0".join(repr(getattr(labels, name)) for name in LABELS) + "\0" + body
    return hashlib.sha256(bound.encode()).hexdigest()[:_DIGEST_CHARACTERS]
