"""What a model may be shown of two people's records: all that may stand on a page, in one piece
each, and nothing that is held back.

A page is safe because of what it is made from: a passage ends where a guess about the other, a
confidence or an off-limits topic begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.domain.citing import covers
from assistant.domain.documents import Page
from assistant.domain.drafts import Agenda, Citation
from assistant.domain.sources import Hit, Passage, Source
from assistant.drafting.desk import Desk
from assistant.drafting.reading import REPORTED, Sentence

_LONGEST = 1_200
"""Characters of one passage."""
_SPEAKER = re.compile(r"[A-Z][\w'\u2019 -]{0,30}:\s+")


def open_passages(
    desk: Desk, sessions: range | None = None, page: Page | Agenda | None = None
) -> list[Passage]:
    """Notes and reflections, newest session first, then released feedback; of these sessions.

    What ``page`` cites is always among them, at least as its own words: else more of its record
    would have to be shown around it.
    """
    passages: list[Passage] = []
    own = [s for s in desk.sources if s.kind in ("note", "reflection")]
    for source in sorted(own, key=lambda s: -(s.session or 0)):
        if sessions is None or (source.session or 0) in sessions:
            passages += _pieces(desk, source)
    for source in desk.sources:
        if source.kind == "feedback" and desk.printable(source.text):
            passages.append(Passage.whole(source))
    cited = page.citations if page is not None else ()
    alone = [c for c in cited if not any(covers(passage, c) for passage in passages)]
    sources = {source.id: source for source in desk.sources}
    return [*(_cited(sources[c.source], c) for c in alone if c.source in sources), *passages]


def open_hits(desk: Desk, hits: Sequence[Hit], page: Agenda) -> tuple[list[Hit], list[Passage]]:
    """What a search found, with people's notes cut down to the pieces that may be shown, and all
    such pieces, among which stand the words that ``page`` cites."""
    pieces = open_passages(desk, None, page)
    safe: list[Hit] = []
    for hit in hits:
        if hit.source.kind not in ("note", "reflection"):
            safe.append(hit)
            continue
        found = hit.passage
        safe += [
            hit.model_copy(update={"passage": piece})
            for piece in pieces
            if piece.source.id == found.source.id
            and piece.start < found.end
            and found.start < piece.end
        ]
    return safe, pieces


def _cited(source: Source, citation: Citation) -> Passage:
    if source.kind not in ("note", "reflection"):
        return Passage.whole(source)
    return Passage.part(source, citation.start, citation.end)


def _pieces(desk: Desk, source: Source) -> Iterator[Passage]:
    here = [s for s in desk.sentences if s.source.id == source.id]
    many = any(REPORTED in s.tags for s in here)
    kept = [s for s in here if many or "outsider" not in s.tags]
    run: list[Sentence] = []
    for sentence in kept:
        far = run and (
            sentence.order != run[-1].order + 1 or sentence.end - run[0].start > _LONGEST
        )
        if far:
            yield _passage(source, run)
            run = []
        run.append(sentence)
    if run:
        yield _passage(source, run)


def _passage(source: Source, run: list[Sentence]) -> Passage:
    start, end = run[0].start, run[-1].end
    line = source.text.rfind("\n", 0, start) + 1
    if _SPEAKER.fullmatch(source.text, line, start):
        start = line
    return Passage.part(source, start, end)
