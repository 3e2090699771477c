"""A rehearsal by rules: a frame, a likely objection, a listening prompt, then what worked.

It judges words only: whether a moment, a deed, an effect and a question stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from assistant.domain.language import Language
from assistant.domain.rehearsing import MOST_TURNS, RehearsalBank, RehearsalTurn

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_Part = Literal["moment", "act", "effect", "ask"]
_PARTS: tuple[_Part, ...] = ("moment", "act", "effect", "ask")
_LONGEST = 90
"""Characters of a person's own words that are shown back to them."""


def opening(bank: RehearsalBank, partner: str) -> tuple[RehearsalTurn, ...]:
    """What is said before the first words."""
    return (RehearsalTurn(speaker="coach", text=bank.frame.strip().replace("{partner}", partner)),)


def answered(
    said: Sequence[str], bank: RehearsalBank, language: Language, *, says: str = ""
) -> tuple[RehearsalTurn, ...]:
    """What comes back to the newest of a person's words; ``says`` is a counterpart's answer that a
    model invented, in place of one from the bank."""
    turn = len(said) - 1
    last = turn + 1 >= MOST_TURNS
    invented = says or (bank.closing if last else bank.objection(said[-1], turn))
    back = [RehearsalTurn(speaker="partner", text=invented)]
    if last:
        return (*back, *worked(said, bank, language))
    hint = _hint(said, bank, language)
    listen = bank.listening[turn % len(bank.listening)]
    return (*back, RehearsalTurn(speaker="coach", text=f"{hint} {listen}".strip()))


def worked(
    said: Sequence[str], bank: RehearsalBank, language: Language
) -> tuple[RehearsalTurn, ...]:
    """What worked, each with one's own words, and the first thing that was missing."""
    found = parts(said, bank, language)
    lines = [
        bank.worked[part].replace("{quote}", _quoted(found[part]))
        for part in _PARTS
        if part in found
    ]
    later = (sentence for text in said[1:] for sentence in _sentences(text))
    back = next((sentence for sentence in later if bank.shows("said_back", sentence)), "")
    if back:
        lines.append(bank.worked["back"].replace("{quote}", _quoted(back)))
    missing = [bank.missing[part] for part in _PARTS if part not in found]
    if missing:
        lines.append(f"Next time: {missing[0]}")
    return (RehearsalTurn(speaker="coach", text="\n".join(lines)),)


def parts(said: Sequence[str], bank: RehearsalBank, language: Language) -> Mapping[_Part, str]:
    """The sentences in which a moment, a deed, an effect and a question stand."""
    found: dict[_Part, str] = {}
    rules = language.behaviour
    for sentence in (s for text in said for s in _sentences(text)):
        if bank.shows("moments", sentence) or rules.fact("session", sentence):
            found.setdefault("moment", sentence)
        if bank.shows("effects", sentence) or rules.fact("effect", sentence):
            found.setdefault("effect", sentence)
        if sentence.endswith("?"):
            found.setdefault("ask", sentence)
        if bank.shows("deeds", sentence) and next(rules.find(sentence), None) is None:
            found.setdefault("act", sentence)
    return found


def _hint(said: Sequence[str], bank: RehearsalBank, language: Language) -> str:
    """The first thing that is missing so far; of a judgement, what the feedback rules say."""
    judged = next(language.behaviour.find(said[-1]), None)
    if judged is not None:
        return f"{judged.rule.message} {bank.missing['act']}"
    found = parts(said, bank, language)
    return next((bank.missing[part] for part in _PARTS if part not in found), "")


def _sentences(text: str) -> list[str]:
    return [found.group().strip() for found in _SENTENCE.finditer(text) if found.group().strip()]


def _quoted(text: str) -> str:
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 3].rsplit(" ", 1)[0] + "..."
    return f"\u201c{cut}\u201d"
