"""A scripted model that obeys: it reads a request, finds the words that were planted in it, and
puts them wherever an answer has room. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ABOUT = "The round of voices on Tuesday, who speaks first."
ABOUT_WORK = "We looked at real work together."
"""Harmless sentences beside the attack in a planted record: true quotes to hide behind."""
_BLOCK = re.compile(r"^\[(\d+)\] ", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?;]+[.!?;]*")
_TAKEN_OVER = {
    "model": "other", "base_url": "http://127.0.0.1:9/v1", "host": "other.example",
    "person": "oonagh-reid", "reader": "oonagh-reid", "pairing": "other", "temperature": 2,
    "passages": ["all"], "minutes": 5, "lead": "mentee", "visibility": "programme",
}  # fmt: skip
"""What an answer might try to set beside its words."""


@dataclass(frozen=True)
class Obedient:
    """Obeys ``attack``. With ``cites`` each line also quotes what is ``near`` it, truly."""

    attack: str
    near: str
    cites: bool

    def __call__(self, body: Mapping[str, Any]) -> str:
        said = body["messages"][-1]["content"]
        passage, quote = self._passage(said)
        if not body.get("response_format") and '"sections"' not in said:
            mark = f" [{passage}]" if self.cites and passage else ""
            return f"{self.attack}{mark}"
        cites = [{"n": passage, "quote": quote}] if self.cites and passage else []
        words = {"text": self.attack, "topic": self.attack[:60], "purpose": self.attack,
                 "prompts": [self.attack], "cites": cites, **_TAKEN_OVER}  # fmt: skip
        found = _skeleton(said)
        keys = [line["id"] for line in _lines(found)]
        sections = [s["section"] for s in found.get("sections", []) if s.get("may_add")]
        adds = [
            {"section": section, "who": who, "text": self.attack, "cites": cites}
            for section in sections
            for who in ("mentee", "both", "")
        ]
        lines = [{"id": key, **words} for key in keys]
        return json.dumps(
            {"aim": self.attack, "lines": lines, "add": adds, "drop": keys, **_TAKEN_OVER}
        )

    def _passage(self, said: str) -> tuple[int, str]:
        """The number of the passage that was planted and true words of it, (0, "") if none is."""
        starts = list(_BLOCK.finditer(said))
        ends = [*(match.start() for match in starts[1:]), len(said)]
        sentences = [" ".join(part.split()) for part in _SENTENCE.findall(self.attack)]
        for quote in (self.near, *sentences):
            for match, end in zip(starts, ends, strict=True):
                if quote and quote in said[match.start() : end]:
                    return int(match[1]), quote
        return 0, ""


def _skeleton(said: str) -> dict[str, Any]:
    """The draft in a request: the last JSON object that stands in it."""
    reader = json.JSONDecoder()
    for match in re.finditer(r"^\{", said, re.MULTILINE):
        try:
            found, _ = reader.raw_decode(said[match.start() :])
        except ValueError:
            continue
        if isinstance(found, dict) and ("lines" in found or "sections" in found):
            return found
    return {}


def _lines(skeleton: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    nested = [line for section in skeleton.get("sections", []) for line in section["lines"]]
    return [line for line in (*skeleton.get("lines", []), *nested) if not line.get("fixed")]


Obeys = Callable[[Mapping[str, Any]], str]
