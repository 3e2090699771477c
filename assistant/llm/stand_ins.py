"""Stand-ins for names: other words for people and their organisation in a request, and back. Pure.

Each word of a name has its own stand-in for each way of writing it, so that what comes back is
letter by letter what went out, and a quote is still found in its source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc\-\u2010\u2011][^\W\d_]+)*")
_MAIL = r"(?<![A-Za-z0-9])\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+"
# A stand-in is one of these words and a number; the first pair that nobody wrote so is taken.
_PREFIXES = (("Person", "Workplace"), ("Member", "Employer"), ("Colleague", "Firm"))
_APOSTROPHES, _HYPHENS = "'\u2019\u02bc", "-\u2010\u2011"


@dataclass(frozen=True)
class NameWords:
    """Words that look like names or initials and are none; all but ``capitals`` in lower case."""

    also_words: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()


class StandIns:
    """What stands for whom. ``people`` and ``organisations`` are full names; who stands earlier in
    the list keeps their stand-in when others join."""

    def __init__(
        self,
        people: Sequence[str],
        organisations: Sequence[str] = (),
        words: NameWords | None = None,
    ) -> None:
        self._words = words or NameWords()
        # Code of a stand-in by the word that it stands for, in lower case; P or O for its prefix.
        self._codes: dict[str, str] = {}
        self._as_written: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        for number, name in enumerate(people, start=1):
            self._add(_name_words(name), f"P{number}", shortest=2)
        for number, name in enumerate(organisations, start=1):
            words_of = [w for w in _name_words(name) if w.lower() not in self._words.common]
            self._add(words_of, f"O{number}", shortest=3, letters=_name_words(name))
        self._pattern = self._searched()

    def _add(
        self, words: Sequence[str], code: str, *, shortest: int, letters: Sequence[str] = ()
    ) -> None:
        for place, word in enumerate(words):
            mine = code + (chr(ord("a") + min(place, 20)) if place else "")
            self._as_written.setdefault(mine, word)
            for form in _forms(word):
                self._codes.setdefault(form.lower(), mine)
        first = "".join(word[0].upper() for word in letters or words if word[0].isupper())
        for initials in {first, first[:1] + first[-1:]}:
            if len(initials) >= shortest and initials.isascii():
                self._initials.setdefault(initials, f"{code}x")

    def _searched(self) -> re.Pattern[str] | None:
        if not self._codes:
            return None
        cased = [word for word in self._codes if word.lower() != word.upper()]
        others = [word for word in self._codes if word.lower() == word.upper()]
        ways = [f"(?P<mail>{_MAIL})"]
        if cased:
            ways.append(rf"(?<![^\W_])(?P<name>{_any(cased)})(?![^\W_])")
        if self._initials:
            # An apostrophe before a capital is a plural's or a quotation's; a full stop ends some.
            dotted = [r"\.[ \u00a0]?".join(letters) + r"\.?" for letters in self._initials]
            either = "|".join([*dotted, *self._initials])
            ways.append(rf"(?<![^\W_])(?P<initials>(?-i:{either}))(?![^\W_])")
        if others:
            # Scripts without capitals often have no spaces between words either.
            ways.append(rf"(?<![A-Za-z0-9])(?P<bare>{_any(others)})(?![A-Za-z0-9])")
        return re.compile("|".join(ways), re.IGNORECASE)

    def swap_for(self, texts: Iterable[str]) -> Swap:
        """The swap for one request and its answer."""
        whole = "\n".join(texts)
        prefixes = next((pair for pair in _PREFIXES if _free(pair, whole)), None) or _drawn(whole)
        there: dict[str, str] = {}
        spellings: dict[str, int] = {}
        mails = 0
        for found in sorted(self._found(whole), key=lambda found: found.group()):
            written = found.group()
            if written in there:
                continue
            if found["mail"]:
                mails += 1
                there[written] = f"{prefixes[0]}0m{mails}"
                continue
            code = self._code(found)
            name = prefixes["PO".index(code[0])] + code[1:]
            there[written] = self._cased(name, written, code, spellings)
        return Swap(there, self)

    def _cased(self, name: str, written: str, code: str, spellings: dict[str, int]) -> str:
        """The stand-in in capitals or small letters as the name is; others are numbered."""
        usual = self._as_written.get(code, "")
        if written == usual or (code.endswith("x") and written.isalpha()):
            return name
        if written == usual.lower():
            return name.lower()
        if written == usual.upper() and len(written) > 1:
            return name.upper()
        spellings[name] = spellings.get(name, 1) + 1
        return f"{name}v{spellings[name]}"

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        for found in self._pattern.finditer(text) if self._pattern else ():
            if found["mail"] or self._code(found):
                yield found

    def _code(self, found: re.Match[str]) -> str:
        """What stands for a match, without its first word; "" to leave it as it is."""
        groups, written = found.groupdict(), found.group()
        if groups.get("initials"):
            letters = re.sub(r"[^A-Z]", "", written)
            speaks = found.string[found.end() : found.end() + 1] == ":"
            taken = letters == written and letters in self._words.capitals and not speaks
            return "" if taken else self._initials.get(letters, "")
        if written.islower() and written in self._words.also_words:
            return ""
        return self._codes.get(written.lower()) or self._codes.get(written.casefold(), "")


@dataclass
class Swap:
    """One request's names for its stand-ins, and back again."""

    there: dict[str, str]
    """Name as written to its stand-in."""
    names: StandIns
    _back: dict[str, str] = field(default_factory=dict)
    _lowered: tuple[str, ...] = ()
    _one: re.Pattern[str] | None = None
    _row: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        for name, stand_in in self.there.items():
            self._back[stand_in] = name
        if self._back:
            # Models now and then begin a word with a capital of their own. Names without spaces
            # between them leave as a row of stand-ins.
            self._one = re.compile(_any(self._back), re.IGNORECASE)
            self._row = re.compile(
                rf"(?<![A-Za-z0-9])(?:{_any(self._back)})+(?![A-Za-z0-9])", re.IGNORECASE
            )
            self._lowered = tuple(stand_in.lower() for stand_in in self._back)
            for name, stand_in in self.there.items():
                self._back.setdefault(stand_in.lower(), name)

    def replaced(self, text: str) -> str:
        """The text as it may leave."""
        parts, at = [], 0
        for found in self.names._found(text):
            parts += [text[at : found.start()], self.there.get(found.group(), "Person0")]
            at = found.end()
        return "".join((*parts, text[at:]))

    def restored(self, text: str) -> str:
        """The text with its names again."""
        if self._row is None:
            return text
        return self._row.sub(self._names, text)

    def _names(self, row: re.Match[str]) -> str:
        assert self._one is not None
        return self._one.sub(self._name, row.group())

    def _name(self, found: re.Match[str]) -> str:
        stand_in = found.group()
        return self._back.get(stand_in) or self._back[stand_in.lower()]

    def unfinished(self, text: str) -> int:
        """How many characters at the end may be the beginning of a stand-in."""
        tail = re.search(r"[A-Za-z0-9]*\Z", text)
        run = tail.group().lower() if tail else ""
        known = any(n.startswith(run) or run.startswith(n) for n in self._lowered) if run else False
        return len(run) if known else 0


def _name_words(name: str) -> list[str]:
    """The words of a name that say who it is: no "van" or "de", no single letter."""
    found: list[str] = _WORD.findall(unicodedata.normalize("NFC", name))
    long = [word for word in found if len(word) > 1 or word.lower() == word.upper()]
    return [word for word in long if not word[0].islower()] or long


def _forms(word: str) -> set[str]:
    """A word of a name in the ways in which people write it."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    forms = {word, bare, word.casefold(), unicodedata.normalize("NFD", word)}
    for marks in (_APOSTROPHES, _HYPHENS):
        forms |= {re.sub(f"[{marks}]", mark, form) for form in forms.copy() for mark in marks}
    parts = re.split(f"[{_HYPHENS}]", word)
    for part in parts if len(parts) > 1 else ():
        forms |= _forms(part) if len(part) > 2 else set()
    return forms


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _free(prefixes: tuple[str, str], whole: str) -> bool:
    return re.search(rf"(?:{'|'.join(prefixes)})[0-9]", whole, re.IGNORECASE) is None


def _drawn(whole: str) -> tuple[str, str]:
    """Prefixes that nobody wrote, where somebody wrote all the usual ones."""
    number = 0
    while True:
        pair = (f"Someone{'q' * number}", f"Somewhere{'q' * number}")
        if _free(pair, whole):
            return pair
        number += 1
