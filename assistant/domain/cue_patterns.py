"""The cues of one kind as one quick search: most of what a page costs is looking for them.

A search that ignores case looks at every branch in every place. Here the text and the cues are in
small letters, and what several cues begin with is asked once, so that a place where no word begins
is left at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

_BEGINNINGS = (r"\b", r"^\W{0,3}", "")
"""What cues begin with; each cue goes with the first that it has."""


class CuePattern:
    """Finds any of some cues in a text, large or small letters alike."""

    def __init__(self, cues: Iterable[str]) -> None:
        """``cues`` are regular expressions that were checked when they were loaded."""
        self._cues = tuple(cues)
        self._small = _compiled(self._cues)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place with a cue."""
        small = text.lower()
        if len(small) == len(text):
            return self._small.search(small)
        return self._any_case().search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every place with a cue, none overlapping another."""
        small = text.lower()
        if len(small) == len(text):
            return self._small.finditer(small)
        return self._any_case().finditer(text)

    def _any_case(self) -> re.Pattern[str]:
        """For the rare text whose letters change their number in lower case."""
        return re.compile("|".join(f"(?:{cue})" for cue in self._cues), re.IGNORECASE)


class CuePatterns(Mapping[str, CuePattern]):
    """Kinds of cue with their patterns. Compiling costs milliseconds, and no page asks for every
    kind."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        self._cues = {kind: found for kind, found in cues.items() if found}
        self._compiled: dict[str, CuePattern] = {}

    def __getitem__(self, kind: str) -> CuePattern:
        if kind not in self._compiled:
            self._compiled[kind] = CuePattern(self._cues[kind])
        return self._compiled[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cues)

    def __len__(self) -> int:
        return len(self._cues)


@lru_cache(maxsize=256)
def _compiled(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_joined(cues))


def _joined(cues: Iterable[str]) -> str:
    """One expression for all cues in their order, in small letters; neighbours with one beginning
    share it."""
    small = [_small_letters(cue) for cue in cues]
    return "|".join(
        f"{beginning}(?:{'|'.join(f'(?:{cue[len(beginning) :]})' for cue in several)})"
        for beginning, several in groupby(small, key=_beginning)
    )


def _beginning(cue: str) -> str:
    """What a cue begins with; a cue that is a choice itself has none for all of its branches."""
    return "" if _is_choice(cue) else next(b for b in _BEGINNINGS if cue.startswith(b))


def _small_letters(cue: str) -> str:
    r"""The expression for a text in small letters; what stands after a backslash is no letter."""
    return re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), cue)


def _is_choice(cue: str) -> bool:
    """Whether an expression has a bar outside of all brackets."""
    plain = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "", cue)
    depth = 0
    for sign in plain:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            return True
    return False
