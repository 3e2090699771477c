"""How much fits into a model's window. Pure, and on the safe side: no tokenizer is fetched."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from assistant.domain.ports import Message

# English runs at about 4 bytes a token, JSON and names at 3; 3 overestimates rather than under.
_BYTES_PER_TOKEN = 3
_PER_MESSAGE = 6


class Fitted(BaseModel):
    """``kept`` and ``dropped`` are positions in the ranked list; ``fits`` is False if even the
    fixed part is too long for the window."""

    model_config = ConfigDict(frozen=True)

    kept: tuple[int, ...]
    dropped: tuple[int, ...]
    tokens: int
    fits: bool = True


def count_tokens(text: str) -> int:
    """About how many tokens a text takes, rather too many than too few."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // _BYTES_PER_TOKEN)


def count_messages(messages: Sequence[Message]) -> int:
    """About how many tokens a request takes."""
    return sum(count_tokens(message.content) + _PER_MESSAGE for message in messages)


def fit(ranked: Sequence[str], *, fixed: int, window: int, answer: int) -> Fitted:
    """Which of the texts, best first, fit beside ``fixed`` tokens and room for the answer.

    The lowest-ranked go first, and once one is dropped all below it are: a worse passage never
    stays because it happens to be shorter.
    """
    room = window - fixed - answer
    used, kept = 0, 0
    for text in ranked:
        cost = count_tokens(text) + _PER_MESSAGE
        if used + cost > room:
            break
        used, kept = used + cost, kept + 1
    return Fitted(
        kept=tuple(range(kept)),
        dropped=tuple(range(kept, len(ranked))),
        tokens=fixed + used,
        fits=room >= 0,
    )
