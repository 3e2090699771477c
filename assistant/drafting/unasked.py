"""Advice that one gave and the other had not asked for, as both wrote it down. Pure.

Neither is told off: each line stands in both voices, and the question is when advice is of use.
"""

from __future__ import annotations

from assistant.domain.documents import Line
from assistant.drafting.choosing import Span
from assistant.drafting.common_ground import voice_of
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask
from assistant.drafting.reading import Sentence

_JUST_BEFORE = 2
"""Sentences before "I did not ask for that" in which its writer may say what "that" was."""


def unasked_lines(desk: Desk, sessions: range | None = None) -> list[Line]:
    """One line for the newest of these sessions, all if None, in which one says that they had not
    asked for advice and the other that they gave some; none where only one of them tells of it."""
    for sentence in desk.newest:
        if sessions is not None and sentence.session not in sessions:
            continue
        if not sentence.voice or not _says(desk, "unasked", sentence):
            continue
        given = [
            s
            for s in desk.sentences
            if s.source.id == sentence.source.id
            and 0 <= sentence.order - s.order <= _JUST_BEFORE
            and _says(desk, "advised", s)
        ]
        told = [
            s
            for s in desk.sentences
            if s.session == sentence.session
            and s.voice == desk.other(sentence.voice)
            and _says(desk, "advised", s)
        ]
        spans = (_run(desk, given[-1:], "advised"), _run(desk, [sentence], "unasked"))
        theirs = _run(desk, told, "advised")
        own = list(dict.fromkeys(span for span in spans if span is not None))
        if theirs is not None and len(own) > (sentence not in given):
            return [_line(desk, own, theirs)]
    return []


def _line(desk: Desk, own: list[Span], theirs: Span) -> Line:
    cited = [
        desk.cite(span, "" if n else f"{desk.name(span.sentence.voice)}:")
        for n, span in enumerate(own)
    ]
    cited.append(desk.cite(theirs, f"{desk.name(theirs.sentence.voice)}:"))
    receiver = desk.name(str(voice_of(own[0])))
    return Line(
        id=f"unasked-{own[0].start}",
        lead="Advice.",
        who="both",
        citations=tuple(cited),
        prompts=ask(desk, "unasked", 1, owner=receiver),
    )


def _says(desk: Desk, kind: str, sentence: Sentence) -> bool:
    cue = desk.bank.cues.patterns.get(kind)
    return cue is not None and bool(cue.search(sentence.text))


def _run(desk: Desk, among: list[Sentence], kind: str) -> Span | None:
    """The best run that still says so."""
    cue = desk.bank.cues.patterns.get(kind)
    found = desk.best(among, floor=-1.0)
    return found if found is not None and cue is not None and cue.search(found.text) else None
