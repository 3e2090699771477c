"""Requests that fit the model: the lowest-ranked passages go first, never the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.ports import ChatModel
from assistant.domain.sources import Passage
from assistant.errors import ModelRefused
from assistant.llm.tokens import count_messages, fit
from assistant.prompts.requests import Request


@dataclass(frozen=True)
class Fitted:
    """A request within the model's window, with what was left out of it."""

    request: Request
    answer_tokens: int
    dropped: tuple[Passage, ...]


def fitted(
    model: ChatModel,
    ranked: Sequence[Passage],
    make: Callable[[Sequence[Passage]], Request],
    *,
    answer: int,
) -> Fitted:
    """The request with as many of the passages, best first, as fit beside room for the answer.

    ModelRefused if even the request without passages is too long for the window.
    """
    room = min(answer, model.window // 3)
    bare = count_messages(make(()).messages)
    chosen = fit([p.text + p.context for p in ranked], fixed=bare, window=model.window, answer=room)
    if not chosen.fits:
        raise ModelRefused(
            "The draft is longer than this model can read at once.",
            safe="The rules' draft is complete and kept.",
            next_step="Connect a model with a longer window, or choose a shorter session.",
        )
    return Fitted(
        request=make([ranked[position] for position in chosen.kept]),
        answer_tokens=room,
        dropped=tuple(ranked[position] for position in chosen.dropped),
    )
