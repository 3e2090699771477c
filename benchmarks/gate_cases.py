"""A thousand planted quotations from the demo programme's records, true ones and false ones.

Each case is a quotation with the record and the speaker that it is claimed for, as one reader might
meet it. Whether it is true is decided here by words alone, not by the gate's own code.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from assistant.domain.citing import Citer
from assistant.domain.people import Pairing, Participant
from assistant.domain.sessions import Session
from assistant.domain.sources import Source
from assistant.domain.visibility import Reader, Role
from assistant.exchange.demo import demo_records
from knowledge import FOLDER

SHARES = {
    "exact": 150,
    "exact in another form": 150,
    "one character changed": 110,
    "a word dropped": 110,
    "stitched from two places": 120,
    "wrong record": 90,
    "forbidden record": 90,
    "right words, wrong speaker": 100,
    "cut from its negation": 80,
}
"""How many cases of each kind make a thousand."""
TRUE = ("exact", "exact in another form")

SPOKEN = (
    "{name} wrote: \u201c{words}\u201d.",
    "{name} said \u201c{words}\u201d.",
    "\u201c{words}\u201d, wrote {name}.",
    "\u201c{words}\u201d, {name} said.",
    "{name}'s note says \u201c{words}\u201d.",
    "In {name}'s words: \u201c{words}\u201d.",
    "{name}: \u201c{words}\u201d.",
    "As {name} put it, \u201c{words}\u201d.",
    "According to {name}, \u201c{words}\u201d.",
    "\u201c{words}\u201d ({name}).",
    "{name} told the other that \u201c{words}\u201d.",
    "{name} noted on the day: \u201c{words}\u201d.",
    "{name} writes that \u201c{words}\u201d, which is a start.",
    "From {name}: \u201c{words}\u201d.",
    '{name} said "{words}".',
    '"{words}", {name} wrote.',
    "{name} wrote \u2018{words}\u2019.",
    "{name} wrote '{words}'.",
    "{name}: \u00ab{words}\u00bb.",
    "\u201c{words}\u201d \u2013 {name}.",
    "\u201c{words}\u201d, as {name} puts it.",
    "\u201c{words}\u201d, according to {name}.",
    "\u201c{words}\u201d was {name}'s line.",
    "\u201c{words}\u201d is how {name} saw it.",
    "{name} (session 2): \u201c{words}\u201d.",
    "{name} still remembers \u201c{words}\u201d.",
    "For {name} it was \u201c{words}\u201d.",
    "{name}, in the last session: \u201c{words}\u201d.",
    "{name} called it \u201c{words}\u201d.",
    "{name} promised \u201c{words}\u201d.",
)
"""Ways in which a text gives a quotation to somebody."""

_NEGATION = re.compile(
    r"\b(?:not|never|nobody|no one|without|hardly|cannot|isn.?t|wasn.?t|don.?t|didn.?t|doesn.?t"
    r"|won.?t|wouldn.?t|can.?t|couldn.?t|haven.?t|hasn.?t|hadn.?t|shouldn.?t|aren.?t|weren.?t)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?;\n]+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Case:
    """A planted quotation. ``claimed`` is the source that it names, ``speaker`` whom it is given
    to; ``reader`` sees ``sources`` and nothing else."""

    kind: str
    words: str
    claimed: Source
    speaker: str
    frame: str
    desk: Desk

    @property
    def true(self) -> bool:
        return self.kind in TRUE


@dataclass(frozen=True)
class Desk:
    """What one participant may read, and what their partner keeps from them."""

    person: str
    names: tuple[str, str]
    """First names of mentor and mentee."""
    readable: tuple[Source, ...]
    forbidden: tuple[Source, ...] = field(repr=False, default=())

    @cached_property
    def quotable(self) -> tuple[Source, ...]:
        """Readable texts that one of the two wrote alone, long enough to be cut."""
        return tuple(
            s for s in self.readable if s.voice in ("mentor", "mentee") and len(s.text) > 150
        )

    def partner_of(self, source: Source) -> str:
        return next(name for name in self.names if name != source.author_name)


def desks() -> list[Desk]:
    """One for each participant in each pairing of the demo."""
    records = demo_records(FOLDER / "demo", date(2026, 6, 10))
    pairings = [record for record in records if isinstance(record, Pairing)]
    people = {record.id: record for record in records if isinstance(record, Participant)}
    sessions = [record for record in records if isinstance(record, Session)]
    citer = Citer(pairings, people.values(), sessions)
    everything = citer.sources(records)
    found = []
    for pairing in pairings:
        for person, role in ((pairing.mentor, Role.MENTOR), (pairing.mentee, Role.MENTEE)):
            reader = Reader(
                person=person,
                pairings={pairing.id: role},
                programmes=frozenset({pairing.programme or ""}),
            )
            seen = [seen for record in records if (seen := record.seen_by(reader)) is not None]
            readable = tuple(s for s in citer.sources(seen) if s.pairing == pairing.id)
            texts = {s.text for s in readable}
            kept_away = tuple(
                s
                for s in everything
                if not s.readable_by(reader) and s.text not in texts and len(s.text) > 60
            )
            names = (people[pairing.mentor].first_name, people[pairing.mentee].first_name)
            desk = Desk(person, names, readable, kept_away)
            if len(desk.quotable) >= 2:
                found.append(desk)
    return found


def planted(seed: int = 20261126, shares: dict[str, int] | None = None) -> list[Case]:
    """The cases, the same for the same seed."""
    rng = random.Random(seed)
    tables = desks()
    cases = []
    for kind, count in (shares or SHARES).items():
        made = 0
        while made < count:
            case = _MAKERS[kind](rng, rng.choice(tables), kind)
            if case is not None and _as_claimed(case):
                cases.append(case)
                made += 1
    return cases


def _as_claimed(case: Case) -> bool:
    """Whether the case is what its kind says, by tokens alone."""
    there = stands_in(case.words, case.claimed.text)
    if case.kind == "right words, wrong speaker":
        others = (s for s in case.desk.readable if s.author_name == case.speaker)
        return there and not any(stands_in(case.words, source.text) for source in others)
    if case.kind in ("wrong record", "forbidden record"):
        everywhere = (s for s in case.desk.readable if s.author_name == case.speaker)
        return not there and not any(
            stands_in(case.words, s.text) for s in everywhere if case.kind == "forbidden record"
        )
    if case.kind == "cut from its negation":
        return there
    return there is case.true


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"[^\W_]+", re.sub(r"['\u2018\u2019]", "", plain))


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand in a row in the text."""
    wanted, there = tokens(words), tokens(text)
    return any(there[i : i + len(wanted)] == wanted for i in range(len(there) - len(wanted) + 1))


# --- how each kind is made ---------------------------------------------------------------------


def _run(rng: random.Random, text: str) -> str | None:
    """Four to 22 words from a sentence's or a clause's beginning, with no negation before them."""
    sentence = rng.choice(list(_SENTENCE.finditer(text)))
    said = sentence.group()
    starts = [0, *(m.end() for m in re.finditer(r", ", said))]
    start = rng.choice(starts)
    if _NEGATION.search(said[:start]):
        return None
    found = list(_WORD.finditer(said, start))
    if len(found) < 4:
        return None
    count = rng.randint(4, min(22, len(found)))
    words = said[found[0].start() : found[count - 1].end()]
    return words if len(words) >= 18 and '"' not in words else None


def _case(
    rng: random.Random, desk: Desk, kind: str, words: str | None, source: Source, speaker: str = ""
) -> Case | None:
    if words is None or len(re.sub(r"\W", "", words)) < 12:
        return None
    # Single marks inside single marks have no right reading.
    inner = re.search(r"(?<!\w)['\u2018]|['\u2019](?!\w)|\"", words)
    frames = [f for f in SPOKEN if not (inner and re.search("['\u2018\"]{words}", f))]
    return Case(kind, words, source, speaker or source.author_name, rng.choice(frames), desk)


def _exact(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    return _case(rng, desk, kind, _run(rng, source.text), source)


def _form(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    words = _run(rng, source.text)
    if words is None:
        return None
    for change in rng.sample(_FORMS, rng.randint(1, 3)):
        words = change(rng, words)
    return _case(rng, desk, kind, words, source)


_FORMS: tuple[Callable[[random.Random, str], str], ...] = (
    lambda _, words: words.upper(),
    lambda rng, words: re.sub(r"\s+", lambda _: rng.choice((" ", "  ", "\n", "\u00a0")), words),
    lambda rng, words: unicodedata.normalize(rng.choice(("NFD", "NFKC", "NFKD")), words),
    lambda _, words: words.replace("'", "\u2019"),
    lambda _, words: words.replace("\u2019", "'").replace("-", "\u2013"),
    lambda _, words: f"{words}\u2026",
    lambda _, words: words[:1].swapcase() + words[1:],
)


def _character(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    words = _run(rng, source.text)
    places = [i for i, c in enumerate(words or "") if c.isalnum() and c.isascii()]
    if not words or not places:
        return None
    at = rng.choice(places)
    letters = "0123456789" if words[at].isdigit() else "abcdefghijklmnopqrstuvwxyz"
    other = rng.choice([c for c in letters if c != words[at].casefold()])
    return _case(rng, desk, kind, words[:at] + other + words[at + 1 :], source)


def _dropped(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    parts = (_run(rng, source.text) or "").split()
    if len(parts) < 5:
        return None
    del parts[rng.randrange(1, len(parts) - 1)]
    return _case(rng, desk, kind, " ".join(parts), source)


def _stitched(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    other = rng.choice(desk.quotable) if rng.random() < 0.4 else source
    first, second = _run(rng, source.text), _run(rng, other.text)
    if not first or not second:
        return None
    glue = rng.choice((" ", " ... ", " \u2026 ", " [...] ", ", ", ". ", " \u2013 ", "\n"))
    return _case(rng, desk, kind, f"{first}{glue}{second}", source)


def _wrong_record(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    others = [s for s in desk.quotable if s.record != source.record]
    if not others:
        return None
    claimed = rng.choice(others)
    return _case(rng, desk, kind, _run(rng, source.text), claimed)


def _forbidden(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    hidden = rng.choice(desk.forbidden)
    readable = rng.choice(desk.quotable)
    words = _run(rng, hidden.text)
    # Named as what it is, or slipped under a record that the reader may read.
    claimed = hidden if rng.random() < 0.5 else readable
    if claimed is hidden:
        case = _case(rng, desk, kind, words, hidden, readable.author_name)
        return case and _renamed(case, readable)
    return _case(rng, desk, kind, words, readable)


def _renamed(case: Case, readable: Source) -> Case:
    """Keeps the forbidden record's id, so that the citation names it, under a readable text: what
    is asked is whether its words pass."""
    labels = {"id": case.claimed.id, "record": case.claimed.record}
    return Case(case.kind, case.words, readable.model_copy(update=labels), case.speaker,
                case.frame, case.desk)  # fmt: skip


def _speaker(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    return _case(rng, desk, kind, _run(rng, source.text), source, desk.partner_of(source))


def _negation(rng: random.Random, desk: Desk, kind: str) -> Case | None:
    source = rng.choice(desk.quotable)
    negated = [m for m in _SENTENCE.finditer(source.text) if _NEGATION.search(m.group())]
    if not negated:
        return None
    said = rng.choice(negated).group()
    match = rng.choice(list(_NEGATION.finditer(said)))
    found = list(_WORD.finditer(said, match.end()))
    skip = rng.randint(0, 3)
    between = said[match.end() : found[skip].start()] if len(found) > skip else ","
    if re.search(r"[,:\u2013\u2014()\"]| (?:and|but|so|because) ", between):
        return None
    rest = found[skip:]
    if len(rest) < 4:
        return None
    count = rng.randint(4, min(16, len(rest)))
    return _case(rng, desk, kind, said[rest[0].start() : rest[count - 1].end()], source)


_Maker = Callable[[random.Random, Desk, str], Case | None]
_MAKERS: dict[str, _Maker] = {
    "exact": _exact,
    "exact in another form": _form,
    "one character changed": _character,
    "a word dropped": _dropped,
    "stitched from two places": _stitched,
    "wrong record": _wrong_record,
    "forbidden record": _forbidden,
    "right words, wrong speaker": _speaker,
    "cut from its negation": _negation,
}


def by_id(sources: Sequence[Source]) -> dict[str, Source]:
    return {source.id: source for source in sources}
