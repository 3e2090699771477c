"""Behaviour instead of character: what names a trait, a motive or an always, and a frame for what
somebody did and what came of it. Pure.

The frame is filled with the writer's own words alone. What they have not said stays a gap and is
asked for, so that a softer line is never a less true one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.domain.language import BehaviourRules, Language, Remark
from assistant.domain.quoting import blanked
from assistant.domain.wording import words

CHECK = "character"
_SHORT = 12
_BARE_VERB = re.compile(
    r"(?:made|makes|left|leaves|costs?|stopped|stops|kept|keeps)\b", re.IGNORECASE
)
_DEED = re.compile(
    r"\b(?:you|he|she|they) (?P<what>(?:(?! (?:and|but) (?:you|he|she|they)\b)[^,.;!?]){3,120})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rewrite:
    """A line before and after, and what its writer could be asked to fill the gaps."""

    before: str
    after: str
    asks: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to offer."""
        return self.after != self.before


def character_remarks(text: str, language: Language) -> list[Remark]:
    """Every place that names a trait, a motive or an always, with the frame for what was done."""
    remarks = []
    for found in language.behaviour.find(text):
        judged = text[found.start : found.end]
        rewrite = _framed(" ".join(text[slice(*found.sentence)].split()), judged, language)
        remarks.append(
            Remark(
                check=CHECK,
                kind=found.rule.kind,
                start=found.start,
                end=found.end,
                words=judged,
                message=found.rule.message,
                rewrite=rewrite.after,
                ask=" ".join(rewrite.asks),
            )
        )
    return remarks


def names_character(text: str, language: Language) -> bool:
    """Whether wording of ours names a trait, a motive or an always."""
    return next(language.behaviour.find(text), None) is not None


def soften(line: str, language: Language, *, deed_alone: bool = False) -> Rewrite:
    """A blunt line as a frame of moment, deed and effect, filled with the writer's own words.

    A line that names no character, motive or always comes back as it is, with nothing to ask.
    ``deed_alone``: moment and effect stand beside it, so that neither is framed nor asked for.
    """
    plain = " ".join(line.split())
    found = next(iter(language.behaviour.find(plain)), None)
    if found is None:
        return Rewrite(before=line, after=line, asks=())
    judged = plain[found.start : found.end]
    framed = _framed(plain, judged, language, deed_alone=deed_alone)
    return Rewrite(before=line, after=framed.after, asks=framed.asks)


def _framed(line: str, judged: str, language: Language, *, deed_alone: bool = False) -> Rewrite:
    rules = language.behaviour
    known = {
        "session": rules.fact("session", line) or rules.fact("place", line),
        "moment": _bare(rules.fact("moment", line), rules),
        "who": rules.fact("who", judged),
        "act": _act(line, rules),
        "effect": _effect(line, rules),
    }
    # Short lines are quoted back whole: "You always" alone says nothing to its writer.
    quoted = line.rstrip(" .!?") if len(words(line)) <= _SHORT else judged
    asks = tuple(
        rules.asks[part].replace("{words}", quoted)
        for part in known
        if part in rules.asks and not known[part] and (part == "act" or not deed_alone)
    )
    after = rules.deed_frame if deed_alone else rules.frame
    for part, said in known.items():
        after = after.replace("{" + part + "}", said or rules.gaps[part])
    return Rewrite(before=line, after=after[:1].upper() + after[1:], asks=asks)


def _effect(line: str, rules: BehaviourRules) -> str:
    said = rules.fact("effect", line)
    return f"it {said}" if _BARE_VERB.match(said) else said


def _act(line: str, rules: BehaviourRules) -> str:
    """The deed, where the line holds one that a camera could have seen; "" else."""
    rest = rules.without("moment", rules.without("effect", line))
    for found in _DEED.finditer(blanked(rest)):
        deed = _bare(rules.without("general", rest[slice(*found.span("what"))]), rules)
        past = _past(deed, rules)
        if past and next(rules.find(f"You {past}."), None) is None:
            return past
    return ""


def _past(deed: str, rules: BehaviourRules) -> str:
    """The deed in the past, if its verb is one that can be seen; "" else."""
    plain = re.sub(r"^keeps? (?:on )?(\w+?)ing\b", r"\1", deed, flags=re.IGNORECASE)
    lowered = plain.casefold()
    for verb in sorted(rules.past, key=len, reverse=True):
        past = rules.past[verb]
        head, _, tail = verb.partition(" ")
        for form in (verb, f"{head}s {tail}".strip(), past):
            if lowered == form or lowered.startswith(f"{form} "):
                return f"{past}{plain[len(form) :]}".strip()
    return ""


def _bare(text: str, rules: BehaviourRules) -> str:
    """The words without the session and the place, which stand in front."""
    return " ".join(rules.without("place", rules.without("session", text)).split()).strip(" ,")
