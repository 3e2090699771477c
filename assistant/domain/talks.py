"""Finding words again in a talk."""

from __future__ import annotations

from assistant.domain.drafts import Conversation

_AROUND = 60
"""Characters shown before and after what was found."""


def holds(talk: Conversation, words: str) -> bool:
    """Whether all of the words stand somewhere in the talk or its name, in any order."""
    text = "\n".join((talk.title, *(turn.text for turn in talk.turns))).casefold()
    return all(word in text for word in words.casefold().split())


def passage_with(talk: Conversation, words: str) -> str:
    """The newest place in the talk at which the first of the words stands; "" if nowhere."""
    wanted = (words.casefold().split() or [""])[0]
    for turn in reversed(talk.turns):
        text = " ".join(turn.text.split())
        at = text.casefold().find(wanted) if wanted else -1
        if at >= 0:
            start, end = max(at - _AROUND, 0), at + len(wanted) + _AROUND
            before, after = "..." if start else "", "..." if end < len(text) else ""
            return f"{before}{text[start:end].strip()}{after}"
    return ""
