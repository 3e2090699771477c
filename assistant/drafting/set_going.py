"""What one of them set going with somebody else, as both wrote it down, and nobody closed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

from assistant.domain.documents import Line
from assistant.domain.wording import stem, words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span, spans
from assistant.drafting.common_ground import both_line, large
from assistant.drafting.desk import Desk
from assistant.drafting.questions import ask
from assistant.drafting.reading import Sentence

_MOST = 1


def set_going_lines(desk: Desk, sessions: range) -> list[Line]:
    """A call or message to somebody else that both notes of a session tell of, with the question
    what came of it. What a promise or a later note takes up again has its place there."""
    cue = desk.bank.cues.patterns.get("set_going")
    if cue is None:
        return []
    told = [
        s
        for s in desk.sentences
        if s.session in sessions
        and s.source.kind == "note"
        and cue.search(s.text)
        and not s.tags & {"promise", "not_promise", "wish"}
    ]
    lines: list[Line] = []
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    mentor, mentee = ([s for s in told if s.voice == voice] for voice in ("mentor", "mentee"))
    for one, other in product(mentor, mentee):
        acts = desk.stems(*(m.group() for s in (one, other) for m in cue.finditer(s.text)))
        shared = (one.stems & other.stems) - EVERYDAY - names - acts
        if one.session != other.session or not shared or _taken_up(desk, one, shared):
            continue
        both = [_run(desk, s, shared) for s in (one, other)]
        runs = [span for span in both if span is not None and desk.free(span)]
        if len(runs) == len(both) and len(lines) < _MOST:
            line = both_line(desk, f"going-{runs[0].start}", _thing(runs, shared), runs)
            lines.append(line.model_copy(update={"prompts": ask(desk, "set-going", 1)}))
    return lines


def _taken_up(desk: Desk, sentence: Sentence, shared: Collection[str]) -> bool:
    promised = (desk.stems(c.text, c.evidence) for c in desk.briefing.commitments)
    later = (s.stems for s in desk.sentences if s.session > sentence.session)
    return any(stems & frozenset(shared) for stems in (*promised, *later))


def _run(desk: Desk, sentence: Sentence, shared: Collection[str]) -> Span | None:
    """The shortest run that tells of the act and of what both name."""
    cue = desk.bank.cues.patterns["set_going"]
    fitting = [
        run
        for run in spans(sentence)
        if cue.search(run.text) and desk.stems(run.text) & frozenset(shared) and desk.quotable(run)
    ]
    return min(fitting, key=lambda run: len(run.words), default=None)


def _thing(runs: Sequence[Span], shared: Collection[str]) -> str:
    """What both name, in a word of theirs."""
    named = (word for run in runs for word in words(run.text) if stem(word) in shared)
    return large(next(named, ""))
