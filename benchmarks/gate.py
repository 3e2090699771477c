"""What the citation gate makes of a thousand planted quotations: false accepts, false rejects.

Usage: python -m benchmarks.gate [--seed N] [--show]

Each case goes through all four ways in which a quotation reaches a page: a draft's citation, a
model's citation, a quotation inside a model's line, and one inside an answer. ``--show`` prints
what was told wrongly.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.answers import AnswerCite
from assistant.domain.drafts import Citation
from assistant.domain.language import Language
from assistant.domain.sources import Passage, Source
from assistant.exchange.content import load_bank
from assistant.grounding.agendas import ground_citation
from assistant.grounding.answers import check_answer
from assistant.grounding.ground import Fails, Ground, check_text
from assistant.grounding.proposals import judged_citations
from benchmarks.gate_cases import SHARES, Case, by_id, planted, stands_in
from knowledge import FOLDER

_ABOUT_QUOTES = ("quote-not-found", "quote-cut-short", "wrong-voice", "unknown-source")
_EVIDENCE = 8


@dataclass(frozen=True)
class Verdict:
    """What one way in made of a case."""

    case: Case
    way: str
    accepted: bool

    @property
    def false_accept(self) -> bool:
        return self.accepted and not self.case.true

    @property
    def false_reject(self) -> bool:
        return self.case.true and not self.accepted


def judge(cases: Sequence[Case], language: Language) -> list[Verdict]:
    """Every case on every way in."""
    return [
        Verdict(case, name, way(case, language)) for case in cases for name, way in WAYS.items()
    ]


def _draft_citation(case: Case, _: Language) -> bool:
    """A citation as a saved draft or a rule would carry it, with spans that claim to be right."""
    voice = "mentor" if case.speaker == case.desk.names[0] else "mentee"
    citation = Citation(
        source=case.claimed.id,
        record=case.claimed.record,
        author=case.speaker,
        voice=voice,
        quote=case.words,
        start=0,
        end=len(case.words),
        found=True,
    )
    return ground_citation(citation, by_id(case.desk.readable))[0] is not None


def _model_citation(case: Case, language: Language) -> bool:
    """A passage number and a quotation, as a model answers. It names no speaker, so a wrong one is
    none here: the citation's voice is the source's own."""
    evidence = _evidence(case)
    numbers = [n for n, p in enumerate(evidence, start=1) if p.source.id == case.claimed.id]
    proposal = AnswerCite(n=numbers[0] if numbers else len(evidence) + 1, quote=case.words)
    kept, wrong = judged_citations("line", [proposal], _ground(case, evidence, language))
    if case.kind == "right words, wrong speaker":
        return any(citation.author == case.speaker for citation in kept)
    return bool(kept) or any(w.check not in _ABOUT_QUOTES for w in wrong)


def _inside_a_line(case: Case, language: Language) -> bool:
    """A quotation in the wording of a line that cites the claimed source."""
    evidence = _evidence(case)
    ground = _ground(case, evidence, language)
    cited = [p.source for p in evidence if p.source.id == case.claimed.id]
    citations = [_beginning(source) for source in cited]
    text = case.frame.format(name=case.speaker, words=case.words)
    try:
        check_text(text, text, citations, ground, longest=2000)
    except Fails as fault:
        return fault.check not in _ABOUT_QUOTES and not _turned(case, fault)
    return True


def _turned(case: Case, fault: Fails) -> bool:
    """Another check may keep a false quotation off the page as well."""
    return not case.true and bool(fault.check)


def _inside_an_answer(case: Case, language: Language) -> bool:
    """A quotation in an answer of the conversation, with the number of the claimed passage. A
    number that points elsewhere is put right, so only the words and their speaker count."""
    evidence = _evidence(case)
    numbers = [n for n, p in enumerate(evidence, start=1) if p.source.id == case.claimed.id]
    mark = f" [{numbers[0]}]." if numbers else "."
    text = case.frame.format(name=case.speaker, words=case.words).rstrip(".") + mark
    said, citations, findings = check_answer(
        text, evidence, people=case.desk.names, language=language
    )
    if any(found.check in _ABOUT_QUOTES for found in findings):
        return False
    if case.kind == "wrong record":
        # Right words that got their right record are no false quote.
        return not any(stands_in(case.words, c.quote) for c in citations)
    return case.true or "\u201c" in said


WAYS: dict[str, Callable[[Case, Language], bool]] = {
    "citation of a draft": _draft_citation,
    "citation of a model": _model_citation,
    "inside a line": _inside_a_line,
    "inside an answer": _inside_an_answer,
}


def _evidence(case: Case) -> tuple[Passage, ...]:
    """Some of what the reader may read, the claimed source among it where it is theirs."""
    readable = list(case.desk.readable)
    rng = random.Random(case.words)
    chosen = rng.sample(readable, min(_EVIDENCE, len(readable)))
    own = [source for source in readable if source.id == case.claimed.id]
    rest = [source for source in chosen if source.id != case.claimed.id]
    return tuple(Passage.whole(source) for source in (*own, *rest))


def _ground(case: Case, evidence: Sequence[Passage], language: Language) -> Ground:
    names = dict(zip(("mentor", "mentee"), case.desk.names, strict=True))
    return Ground(evidence=evidence, people=names, language=language)


def _beginning(source: Source) -> Citation:
    end = source.text.find(" ", 40)
    return Citation(
        source=source.id, record=source.record, author=source.author_name, voice=source.voice,
        quote=source.text[: end if end > 0 else None], found=True,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    verdicts = judge(planted(chosen.seed), load_bank(FOLDER).language)
    accepts = Counter((v.case.kind, v.way) for v in verdicts if v.false_accept)
    rejects = Counter((v.case.kind, v.way) for v in verdicts if v.false_reject)
    print(f"{'':28}{'cases':>6}", *(f"{way:>20}" for way in WAYS))
    for kind, count in SHARES.items():
        wrong = rejects if kind.startswith("exact") else accepts
        print(f"{kind:28}{count:6}", *(f"{wrong[kind, way]:>20}" for way in WAYS))
    true = sum(v.case.true for v in verdicts)
    print(f"false accepts {accepts.total()} of {len(verdicts) - true}, "
          f"false rejects {rejects.total()} of {true}")  # fmt: skip
    if chosen.show:
        for v in verdicts:
            if v.false_accept or v.false_reject:
                text = v.case.frame.format(name=v.case.speaker, words=v.case.words)
                print(f"{v.case.kind} | {v.way} | {text!r}")


if __name__ == "__main__":
    main()
