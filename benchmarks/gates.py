"""The gates that a draft must pass before anybody scores it, asked of every document by rules.

Usage: python -m benchmarks.gates [--cases demo,examples,series] [--shared ../shared] [--json]

1 reader: no run of words that its reader may not read   2 quotes: each stands in the record that it
names, in that voice   3 feelings: our own words name none   4 minutes add up   5 promises: drafting
records none   6 boundaries: nothing off limits   8 sources: every fact cites or is a suggestion
(Gate 7, numbers below the threshold, is the attacker of tests/unit on protected figures.)
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assistant.bootstrap import assistant, services
from assistant.domain.documents import DocumentKind, PageDraft
from assistant.domain.drafts import AgendaDraft
from assistant.domain.sessions import Commitment
from assistant.domain.wording import touches, words
from assistant.grounding.speakers import without_quotations
from assistant.grounding.tone import names_feeling
from assistant.services import Services
from assistant.settings import Settings
from benchmarks.exchanges import DOCUMENTS, Made, Subject, shown, subjects

_RUN = 6
"""Words in a row that are somebody's own: shorter runs are everybody's English."""
_FOR_BOTH = ("agenda", "feedback-summary", "session-summary")
_KEEPS_THE_RECORD = ("session-summary", "feedback-summary", "answer")
"""What was said openly in a shared note stays in the record, boundary or not."""


def runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    return {tuple(said[at : at + _RUN]) for at in range(len(said) - _RUN + 1)}


def _sentences(texts: Iterable[str]) -> list[set[str]]:
    return [set(words(one)) for text in texts for one in re.split(r"(?<=[.!?])\s+|\n+", text)]


def _promises(opened: Services, of: Subject) -> int:
    repositories = opened.context.repositories
    return len(repositories.find(opened.context.reader(), Commitment, pairing=of.pairing))


class Records:
    """What the two of a pairing may read, apart and together."""

    def __init__(self, of: Subject) -> None:
        self.readable: dict[str, set[tuple[str, ...]]] = {}
        self.told: dict[str, list[set[str]]] = {}
        """Words of each sentence that a reader may read."""
        texts: dict[str, list[str]] = {}
        for role, person in (("mentor", of.mentor), ("mentee", of.mentee)):
            opened = services(Settings(store=str(of.store), person=person, embedder="none"))
            found = opened.indexing.gather(of.pairing)
            texts[role] = [source.text for source in found]
            shared = [s.text for s in found if s.visibility != "private"]
            self.readable[role] = set().union(*map(runs, texts[role]))
            self.readable["both"] = set().union(*map(runs, shared)) if shared else set()
            self.told[role], self.told["both"] = _sentences(texts[role]), _sentences(shared)
            reader = opened.context.reader()
            self.boundaries = opened.context.repositories.boundary_terms(reader, of.pairing)
            self.promises = _promises(opened, of)
            opened.close()
        self.all = self.readable["mentor"] | self.readable["mentee"]

    def foreign(self, text: str, reader: str) -> list[str]:
        """Runs of words that stand in a record which this reader may not read, unless one sentence
        that they may read holds all of them: then it was told in other words."""
        hidden = self.all - self.readable[reader]
        return sorted(
            " ".join(run)
            for run in runs(text) & hidden
            if not any(set(run) <= sentence for sentence in self.told[reader])
        )


def own_words(made: Made) -> str:
    """A draft's wording without its quotes and labels."""
    if isinstance(made, AgendaDraft):
        agenda = made.agenda
        lines = [t for line in agenda.lines for t in (line.topic, line.purpose, *line.prompts)]
        return " ".join((agenda.purpose, *lines))
    if isinstance(made, PageDraft):
        parts = [t for line in made.page.lines for t in (line.text, line.after, *line.prompts)]
        return " ".join((made.page.aim, *parts))
    return re.sub(r"\[\d+\]", "", made.text)


def failed(document: str, role: str, made: Made, records: Records, promises: int) -> list[str]:
    """The gates that a draft fails, with what failed."""
    found: list[str] = []
    text = shown(made, {"mentor": "", "mentee": ""})
    reader = "both" if document in _FOR_BOTH else role
    foreign = records.foreign(text, reader)
    if foreign:
        found.append(f"1 reader: {foreign[0]}")
    if isinstance(made, AgendaDraft | PageDraft):
        wrong = [finding.check for finding in made.findings]
        if wrong:
            found.append(f"2 quotes: {wrong}")
    ours = without_quotations(own_words(made))
    if document in _FOR_BOTH and names_feeling(ours):
        found.append("3 feelings")
    if isinstance(made, AgendaDraft) and made.agenda.total != made.agenda.minutes:
        found.append("4 minutes")
    if promises != records.promises:
        found.append("5 promises")
    if document not in _KEEPS_THE_RECORD and touches(text, records.boundaries):
        found.append("6 boundaries")
    if isinstance(made, AgendaDraft):
        bare = [line.id for line in made.agenda.lines if line.suggestion == bool(line.citations)]
    elif isinstance(made, PageDraft):
        bare = [line.id for line in made.page.lines if line.kind == "fact" and not line.citations]
    else:
        bare = []
    if bare:
        found.append(f"8 sources: {bare}")
    return found


async def judge(of: Subject, counts: Counter[str], which: list[str]) -> None:
    records = Records(of)
    for document, (role, ask) in of.documents.items():
        with tempfile.TemporaryDirectory() as name:
            store = Path(shutil.copy(of.store, Path(name) / "store.sqlite"))
            person = of.person(role)
            one = assistant(
                Settings(store=str(store), person=person, embedder="none"),
                clock=of.clock,
                settings_file=Path(name) / "settings.toml",
            )
            try:
                made = await ask(one, of, "rules")
            finally:
                await one.close()
            opened = services(Settings(store=str(store), person=person, embedder="none"))
            promises = _promises(opened, of)
            opened.close()
        counts["documents"] += 1
        for gate in failed(document.partition("/")[0], role, made, records, promises):
            counts[gate.partition(":")[0]] += 1
            which.append(f"{of.name} {document} {gate}")


def pairings_of(every: list[Subject]) -> list[Subject]:
    """Subjects that are pairings: a programme's note has gates of its own in the tests."""
    return [of for of in every if not of.coordinator]


def kinds() -> set[str]:
    """The documents that are asked for."""
    return {document.partition("/")[0] for document in DOCUMENTS} & {*DocumentKind, "agenda"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", default="demo,examples,series")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    which: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for cases in options.cases.split(","):
            for of in pairings_of(subjects(cases, Path(name), options.shared)):
                asyncio.run(judge(of, counts, which))
    if options.json:
        print(json.dumps({**counts, "which": which, "kinds": sorted(kinds())}))
        return
    print(f"{counts['documents']} documents by rules ({', '.join(sorted(kinds()))})")
    for gate in ("1 reader", "2 quotes", "3 feelings", "4 minutes", "5 promises", "6 boundaries",
                 "8 sources"):  # fmt: skip
        print(f"  {gate}: {counts[gate]} failed")
    for line in which:
        print(f"    {line}")


if __name__ == "__main__":
    main()
