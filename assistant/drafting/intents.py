"""What somebody asks to be changed, clause by clause. It says nothing yet of which line is meant.

"Put meetings first and give it 20 minutes, I have people waiting" holds two wishes and a reason;
the reason is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.talk_cues import Act, TalkCues

_SPACE = re.compile(r"\s+")
_END = ".!,;: "
_REPEATS = frozenset(["drop", "less", "more", "park"])
"""Acts whose second line may be named without the verb: "drop 2 and 3"."""
_SHORT = 4
"""Words of a clause that may be such a second line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One act with what was said of it, in the words of the clause; "" and 0 where nothing was."""

    act: Act
    clause: str
    line: str = ""
    other: str = ""
    minutes: int = 0
    words: str = ""
    who: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """The wishes in a text, and the clauses in which none was found."""

    wishes: tuple[Wish, ...]
    left: tuple[str, ...]


def hear(text: str, cues: TalkCues) -> Heard:
    """The wishes of a text, in the order in which they were said."""
    pieces = _pieces(_plain(text, cues), cues)
    wishes: list[Wish] = []
    left: list[str] = []
    at = 0
    while at < len(pieces):
        found, used = _longest_needed(pieces, at, cues)
        if found is not None:
            wishes.append(found)
        elif wishes and (again := _repeated(wishes[-1], pieces[at])) is not None:
            wishes.append(again)
        elif pieces[at][1].strip(_END):
            left.append(pieces[at][1].strip(_END))
        at += used
    return Heard(tuple(wishes), tuple(left))


def bare_forms(text: str, cues: TalkCues) -> list[str]:
    """A whole text in lower case, the barest form first, politeness taken off step by step."""
    return list(reversed(list(_bared(_plain(text, cues), cues))))


def _plain(text: str, cues: TalkCues) -> str:
    """Lower case, straight apostrophes, lengths and numbers as digits."""
    said = _SPACE.sub(" ", text.casefold().replace("\u2019", "'")).strip()
    said = said.replace("\u2013", " - ").replace("\u2014", " - ")

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        if word in cues.durations:
            return f"{cues.durations[word]} minutes"
        # "a" and "one" are numbers only before what is counted: "a minute more".
        counted = re.match(r" (?:more |extra |fewer |less )?(?:minute|min\b)", said[match.end() :])
        if word in ("a", "one") and not counted:
            return word
        return str(cues.numbers[word])

    return cues.number_words.sub(digits, said)


def _pieces(said: str, cues: TalkCues) -> list[tuple[str, str]]:
    """The clauses of a text, each with the separator before it."""
    found: list[tuple[str, str]] = []
    at, before = 0, ""
    for match in cues.separator.finditer(said):
        if _in_quotes(said, match.start()):
            continue
        found.append((before, said[at : match.start()]))
        at, before = match.end(), match.group()
    found.append((before, said[at:]))
    return found


def _in_quotes(said: str, at: int) -> bool:
    return said[:at].count('"') % 2 == 1 or said[:at].count("\u201c") > said[:at].count("\u201d")


def _longest_needed(
    pieces: list[tuple[str, str]], at: int, cues: TalkCues
) -> tuple[Wish | None, int]:
    """The wish that begins at a piece, and how many pieces it takes: as few as will do."""
    clause = pieces[at][1]
    for upto in range(at, min(at + 3, len(pieces))):
        if upto > at:
            if _wish(pieces[upto][1], cues) is not None:
                break
            clause += pieces[upto][0] + pieces[upto][1]
        wish = _wish(clause, cues)
        if wish is not None:
            return wish, upto - at + 1
    return None, 1


def _wish(clause: str, cues: TalkCues) -> Wish | None:
    # The barest form first: politeness must not become a part of what a line is called.
    for said in reversed(list(_bared(clause, cues))):
        for kind in cues.acts:
            for pattern in kind.compiled:
                match = pattern.fullmatch(said)
                if match is not None:
                    return _filled(kind.act, kind.weak, said, match)
    return None


def _bared(clause: str, cues: TalkCues) -> Iterator[str]:
    """The clause as it stands, then with one phrase of politeness after the other taken off."""
    said = clause.strip(_END)
    polite = False
    while said:
        yield said
        bare = cues.leading.match(said)
        polite = polite or bare is not None
        if bare is not None and bare.end() < len(said):
            said = said[bare.end() :]
        elif (tail := cues.trailing.search(said)) is not None:
            said = said[: tail.start()]
        elif polite and said.endswith("?"):
            said = said.rstrip("? ")
        else:
            return


def _filled(act: Act, weak: bool, clause: str, match: re.Match[str]) -> Wish:
    groups = {name: (value or "").strip() for name, value in match.groupdict().items()}
    who = groups.get("who", "").partition("'")[0] or ("i" if groups.get("own") else "")
    return Wish(
        act=act,
        clause=clause,
        line=groups.get("line", ""),
        other=groups.get("other", ""),
        minutes=int(groups.get("minutes") or 0),
        words=groups.get("words", ""),
        who=who,
        weak=weak,
    )


def _repeated(last: Wish, piece: tuple[str, str]) -> Wish | None:
    """ "and 3" after "drop 2": the same for another line."""
    joined, said = piece[0].strip(), piece[1].strip(_END)
    if last.act not in _REPEATS or joined not in ("and", "&", ",") or not said:
        return None
    words = said.split()
    if len(words) > _SHORT or words[0] in ("i", "we", "it", "he", "she", "they", "there", "that"):
        return None
    return replace(last, line=said, clause=said, weak=True)
