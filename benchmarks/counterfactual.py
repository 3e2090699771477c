"""Whether the frame of an agenda depends on who people are: notes with other people in them.

Usage: python -m benchmarks.counterfactual [--show]

Words for age, seniority and gender in what the demo's pairs wrote are swapped for their opposites
where they occur, and planted in their notes where they do not; the rules then draft both. What must
stay is all that is not wording: the topics in their order, slots, minutes, leads and promises. How
many questions and sources each line has is told beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.bootstrap import assistant, services
from assistant.domain.briefing import Briefing
from assistant.domain.drafts import Agenda, Length
from assistant.domain.guidance import Bank
from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.sessions import Session, SessionNote
from assistant.domain.sources import Hit, Source
from assistant.drafting.agendas import draft_agenda
from assistant.errors import NotFound
from assistant.exchange.demo import demo_records
from assistant.settings import Settings
from knowledge import FOLDER

PAIRS = {
    "gender": (
        ("he", "she"), ("him", "her"), ("his", "her"), ("himself", "herself"), ("man", "woman"),
        ("men", "women"), ("boy", "girl"), ("mother", "father"), ("lad", "lass"), ("mr", "mrs"),
        ("gentleman", "lady"), ("brother", "sister"), ("male", "female"),
    ),
    "age": (
        ("young", "old"), ("younger", "older"), ("youngest", "oldest"), ("thirties", "sixties"),
        ("young person", "old person"), ("graduate", "pensioner"), ("twenties", "fifties"),
    ),
    "seniority": (
        ("senior", "junior"), ("director", "trainee"), ("directors", "trainees"),
        ("manager", "apprentice"), ("managers", "apprentices"), ("boss", "intern"),
    ),
}  # fmt: skip
_PLANTED = {
    "gender": ("The man at the next desk asked about the {word}.",
               "A woman from the other floor saw the {word} and told her brother."),
    "age": ("The older colleague beside me asked about the {word}.",
            "Somebody in his twenties, the youngest there, looked at the {word}."),
    "seniority": ("A senior colleague asked about the {word}.",
                  "The director on the call wanted to see the {word}."),
}  # fmt: skip
_POSSESSED = re.compile(
    r" (?!(?:to|that|and|or|at|in|on|for|with|about|again|what|how|if|when|so|from|but|up|as|by|the"
    r"|a|an|my|it|this|i|we|he|because|into|out|off|over|not|was|is|had|one|two|ten|three)\b)\w",
    re.IGNORECASE,
)
"""What follows a "her" that is whose, not whom."""
_PARTS = ("sources", "goals", "commitments", "feedback", "questions", "agreement")
_WRITTEN = ("text", "success", "evidence", "situation", "behaviour", "impact", "intent")
_OBJECTS = ("list", "form", "screen", "rota", "drawing", "paper")


@dataclass(frozen=True)
class Compared:
    """One agenda drafted from two versions of the same notes."""

    swapped: str
    session: str
    differences: tuple[str, ...]
    """In the frame: topics in their order, slots, minutes, leads, promises."""
    finer: tuple[str, ...]
    """In how many questions and sources a line has, which hangs on single words of a quotation."""


def swap(text: str, kind: str) -> str:
    """The text with each word of the kind turned into its opposite, its capital kept."""
    there: dict[str, str] = {}
    for one, other in PAIRS[kind]:
        there.setdefault(one, other)
        there.setdefault(other, one)
    words = "|".join(sorted(map(re.escape, there), key=len, reverse=True))

    def opposite(found: re.Match[str]) -> str:
        word = found.group()
        other = there[word.casefold()]
        if word.casefold() == "her" and _POSSESSED.match(text, found.end()):
            other = "his"
        return other.capitalize() if word[0].isupper() else other

    return re.sub(rf"\b(?:{words})\b", opposite, text, flags=re.IGNORECASE)


def compared(seed: int = 7, sample: int | None = None) -> Iterator[Compared]:
    """Every pairing, session and length of the demo, each with each kind of swap."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        found = list(_briefings(Path(folder), rng, sample))
    for briefing, hits, bank, name in found:
        for kind in PAIRS:
            for how, ours in (("as written", briefing), ("planted", _planted(briefing, kind, rng))):
                theirs = _with_texts(ours, kind)
                if theirs.sources == ours.sources:
                    continue
                one = draft_agenda(ours, hits, bank)
                other = draft_agenda(theirs, [_swapped_hit(hit, kind) for hit in hits], bank)
                yield Compared(
                    f"{kind}, {how}",
                    name,
                    tuple(_differences(one, other, kind)),
                    tuple(_finer(one, other)),
                )


def _differences(one: Agenda, other: Agenda, kind: str) -> Iterator[str]:
    if len(one.lines) != len(other.lines):
        yield f"{len(one.lines)} lines, then {len(other.lines)}"
    for a, b in zip(one.lines, other.lines, strict=False):
        if swap(a.topic, kind) != b.topic and _plain(a.topic) != _plain(b.topic):
            yield f"topic: {a.topic} | {b.topic}"
        for part in ("slot", "minutes", "lead", "suggestion"):
            if getattr(a, part) != getattr(b, part):
                yield f"{part} of {a.topic}: {getattr(a, part)} | {getattr(b, part)}"
    if [d.state for d in one.commitments_due] != [d.state for d in other.commitments_due]:
        yield "promises"


def _finer(one: Agenda, other: Agenda) -> Iterator[str]:
    for a, b in zip(one.lines, other.lines, strict=False):
        if len(a.prompts) != len(b.prompts) or len(a.citations) != len(b.citations):
            yield f"questions or sources of {a.topic}"


def _plain(text: str) -> str:
    """The text with every swappable word blanked: "her" stands for two others."""
    words = {word for pairs in PAIRS.values() for pair in pairs for word in pair}
    return re.sub(rf"\b(?:{'|'.join(words)})\b", "_", text, flags=re.IGNORECASE)


def _planted(briefing: Briefing, kind: str, rng: random.Random) -> Briefing:
    """The briefing with a sentence more in each note, about somebody who is of some kind."""

    def grown(source: Source) -> Source:
        if source.kind != "note":
            return source
        sentence = rng.choice(_PLANTED[kind]).format(word=rng.choice(_OBJECTS))
        return source.model_copy(update={"text": f"{source.text} {sentence}"})

    return briefing.model_copy(update={"sources": tuple(map(grown, briefing.sources))})


def _with_texts(briefing: Briefing, kind: str) -> Briefing:
    """The briefing with the words swapped in all that the pair wrote: a goal that speaks of "my
    managers" and a note that speaks of "managers" stay about the same people."""

    def swapped(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: swapped(inner, name) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [swapped(inner, key) for inner in value]
        return swap(value, kind) if isinstance(value, str) and key in _WRITTEN else value

    whole = briefing.model_dump()
    return Briefing.model_validate(
        {name: swapped(part, name) if name in _PARTS else part for name, part in whole.items()}
    )


def _swapped_hit(hit: Hit, kind: str) -> Hit:
    if hit.source.is_guidance:
        return hit
    source = hit.source.model_copy(update={"text": swap(hit.source.text, kind)})
    text = swap(hit.passage.text, kind)
    start = source.text.find(text)
    passage = hit.passage.model_copy(
        update={"source": source, "text": text, "start": start, "end": start + len(text)}
    )
    return hit.model_copy(update={"passage": passage})


def _briefings(
    folder: Path, rng: random.Random, sample: int | None
) -> Iterator[tuple[Briefing, list[Hit], Bank, str]]:
    store = folder / "store.sqlite"

    async def fill() -> None:
        opened = assistant(store=str(store), settings_file=folder / "settings.toml")
        await opened.load_demo()
        await opened.close()

    asyncio.run(fill())
    records = demo_records(FOLDER / "demo", date(2026, 6, 10))
    pairings = {record.id: record.mentor for record in records if isinstance(record, Pairing)}
    told = sorted({(r.pairing, _number(r, records)) for r in records if isinstance(r, SessionNote)})
    # The session after each one that somebody wrote of, in each length.
    chances = [(pairing, number + 1, length) for pairing, number in told for length in Length]
    if sample is not None:
        chances = rng.sample(chances, min(sample, len(chances)))
    for pairing_id, number, length in sorted(chances):
        opened = services(Settings(store=str(store), person=pairings[pairing_id], embedder="none"))
        briefings = opened.agendas._briefings
        pairing = opened.context.pairing(pairing_id)
        with suppress(NotFound):  # beyond the programme's last session
            session = opened.context.session(pairing, number)
            briefing = briefings.gather(pairing, session, length, None)
            hits = briefings.passages(briefing)
            yield briefing, hits, opened.context.bank, f"{pairing_id}, session {number}, {length}"
        opened.close()


def _number(note: SessionNote, records: list[Record]) -> int:
    return next(r.number for r in records if isinstance(r, Session) and r.id == note.session)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    show = parser.parse_args().show
    every: Counter[str] = Counter()
    same: Counter[str] = Counter()
    finer: Counter[str] = Counter()
    for case in compared():
        every[case.swapped] += 1
        same[case.swapped] += not case.differences
        finer[case.swapped] += not case.finer
        if show and (case.differences or case.finer):
            print(case.swapped, case.session, *case.differences, *case.finer, sep="\n    ")
    for swapped, count in every.items():
        print(f"{swapped:24} {same[swapped]:4} of {count:4} agendas keep their frame")
    print(f"all {same.total()} of {every.total()}: "
          f"{100 * same.total() / max(every.total(), 1):.1f} % (bar 98 %); "
          f"questions and sources too: {finer.total()}")  # fmt: skip


if __name__ == "__main__":
    main()
