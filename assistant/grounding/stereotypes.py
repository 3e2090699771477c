"""Where a text speaks of a kind of people instead of a person, with a better line. Pure.

By age, rank, gender, origin and disability, in blame and in praise, upwards and downwards; also
where one person is asked to answer for a kind.
"""

from __future__ import annotations

import re

from assistant.domain.language import Found, Language, Remark
from assistant.domain.wording import words

CHECK = "stereotype"
_ROUNDS = 3
_FEWEST = 3
"""Words that a sentence must keep to be one."""
_SPACES = re.compile(r"\s{2,}")
_DANGLING = re.compile(r"\s+([,.;:?!])")


def stereotype_remarks(text: str, language: Language, *, strict: bool = False) -> list[Remark]:
    """Every place in a text that speaks of a kind of people, with what could stand instead.

    The rewrite is the sentence without the words that make the type, or a frame for one person and
    one deed to fill in; neither adds a fact. What a person's text quotes or reports from others is
    theirs to tell; ``strict``, for wording of ours, lets none of it pass.
    """
    return [
        _remark(text, found, language) for found in language.stereotypes.find(text, strict=strict)
    ]


def speaks_of_types(text: str, language: Language) -> bool:
    """Whether wording of ours says of a group what can only be said of a person."""
    return next(language.stereotypes.find(text, strict=True), None) is not None


def _remark(text: str, found: Found, language: Language) -> Remark:
    quoted = text[found.start : found.end]
    return Remark(
        check=CHECK,
        kind=found.rule.kind,
        start=found.start,
        end=found.end,
        words=quoted,
        message=found.rule.message,
        rewrite=_rewritten(text, found, language),
        ask=found.rule.ask.replace("{words}", quoted),
    )


def _rewritten(text: str, found: Found, language: Language) -> str:
    """The sentence with the type taken out of it, or what its rule offers, or the frame."""
    said = text[slice(*found.sentence)]
    start = found.sentence[0]
    cut = (found.cut[0] - start, found.cut[1] - start)
    rule = found.rule
    for _ in range(_ROUNDS):
        if rule.put is None:
            break
        said = _mended(said, cut, rule.put)
        if len(words(said)) < _FEWEST:
            break
        again = next(language.stereotypes.find(said, strict=True), None)
        if again is None:
            return said
        rule, cut = again.rule, again.cut
    return found.rule.offer or language.stereotypes.frame


def _mended(said: str, cut: tuple[int, int], put: str) -> str:
    before, taken, after = said[: cut[0]], said[slice(*cut)].strip(), said[cut[1] :]
    if put:
        joined = f"{before}{put}{after}"
    else:
        # A comma stays where the words taken out stood between two.
        comma = "," if taken[:1] == taken[-1:] == "," else ""
        joined = f"{before.rstrip(' ,')}{comma} {after.lstrip(' ,')}"
    plain = _DANGLING.sub(r"\1", _SPACES.sub(" ", joined)).strip()
    return plain[:1].upper() + plain[1:]
