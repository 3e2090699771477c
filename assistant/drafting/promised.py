"""Promises in the notes of one session, each for its owner to confirm: who, what, by when.

A promise is proposed until its owner says yes. Whose it is follows from its grammar, its date from
its own words; where either is unclear it is not proposed. To think about something is no promise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.drafts import Citation
from assistant.domain.sessions import Commitment, CommitmentState, Voice
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.choosing import Span, spans
from assistant.drafting.dates_as_written import WHEN, would_be
from assistant.drafting.desk import Desk
from assistant.drafting.meeting_of_many import meetings_of_many
from assistant.drafting.reading import Sentence

_SAME = 2
"""Words that two sentences share if they tell of one promise."""
_OWN = re.compile(
    r"\b(?:i['\u2019]?ll|i will|i shall|i owe|my office|leave it with me"
    r"|i['\u2019]?m (?:going to|gonna|doing|sending|writing|bringing|booking|asking)"
    r"|(?:said|promised) i['\u2019]?(?:d| would|ll))\b"
    r"|^\W{0,3}(?:will|shall|going to|gonna|doing the|me)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:s?he|they)(?:['\u2019]ll|['\u2019]s (?:going to|sending|writing|bringing|booking)| will"
    r"| is (?:going to|sending|writing|bringing|booking))\b"
    r"|\b(?:said|promised) (?:s?he|they)(?:['\u2019]d| would|['\u2019]ll)\b"
    r"|\b(?:his|her|their) office\b",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\bought to\b|\bshould have\b|\binstead\b|\bagreed\b|\bi want it\b|\byes\b|\bmaybe\b"
    r"|\bfrom (?:next|this|mon|tues|wednes|thurs|fri)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:ask(?:ed|s)?|offer(?:ed|s)?|suggest(?:ed|s)?|would i|said can|wants? me|vacancy)\b",
    re.IGNORECASE,
)
_THOUGHT = re.compile(
    r"\bthink (?:about|on|it over)\b|\b(?:said|i)(?: i)?(?:['\u2019]d| would|['\u2019]ll) think\b"
    r"|\bor not\b|\bsaid maybe\b",
    re.IGNORECASE,
)
_A_DOUBT = 4
"""Words of a doubt behind a promise."""
_DOUBT_BEHIND = re.compile(
    r"^\W*(?:or not|or maybe|maybe|perhaps|not sure|dunno|if)\b", re.IGNORECASE
)
_HERE_AND_NOW = re.compile(
    r"\breal quick\b|\bright (?:now|here|away)\b|\bin here\b"
    r"|\bfor (?:a|one) (?:sec|second|minute|moment)\b|\bwrap(?:ping)? (?:this |it |things )?up\b"
    r"|\bfinish (?:off|up)\b"
    r"|\b(?:gonna|going to) (?:just |quickly |now )?(?:plug|talk|go (?:over|through|back)|say|start"
    r"|begin|move on|skip|hand (?:it )?over|look at|try)\b",
    re.IGNORECASE,
)
_DELIVERS = re.compile(
    r"\b(?:send|write|bring|book|e-?mail|ask|check with|finish|prepare|share|post|call|ring"
    r"|arrange|invite|draft|print|report back)\b",
    re.IGNORECASE,
)
_ASKED_BEFORE = 2
"""Sentences before a thought in which its writer may tell what they had been asked."""
_OTHERS_THOUGHT = re.compile(r"^\W*(?:s?he|they)\b", re.IGNORECASE)
_WE = re.compile(r"\bwe(?:['\u2019]ll| will)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that notes tell of: ``told`` holds the words of one or both, the owner's first."""

    id: str
    owner: Voice
    text: str
    told: tuple[Span, ...]
    when: str
    """Its date as written, "" if no note has one."""
    due: date | None
    """What those words would come to; None if they name no day."""


def promised(desk: Desk, session: int, held_on: date | None) -> list[Promised]:
    """Promises in the notes of a session that no commitment records yet."""
    known = desk.briefing.commitments
    told = [
        (span, owner)
        for span, owner in _told(desk, session)
        if not any(_records(desk, c, span, owner, session) for c in known)
    ]
    groups: list[tuple[Voice, list[Span]]] = []
    for span, owner in told:
        stems = desk.stems(span.text) - EVERYDAY
        for other_owner, group in groups:
            fits = owner == other_owner and all(
                s.sentence.voice != span.sentence.voice for s in group
            )
            if fits and len(stems & desk.stems(*(s.text for s in group))) >= _SAME:
                group.append(span)
                break
        else:
            groups.append((owner, [span]))
    return [_made(owner, group, held_on) for owner, group in groups]


def telling_of(desk: Desk, commitment: Commitment, session: int) -> list[Span]:
    """What the notes of a session say of a commitment, one run of each voice."""
    stems = desk.stems(commitment.text) - EVERYDAY
    made_here = _made_in(desk, commitment) == session
    others = [
        desk.stems(c.text) - EVERYDAY
        for c in desk.briefing.commitments
        if c.id != commitment.id and _made_in(desk, c) == _made_in(desk, commitment)
    ]
    found = []
    for voice in (commitment.owner, desk.other(commitment.owner)):
        near = [
            (s, shared)
            for s in desk.sentences
            if s.session == session and s.voice == voice and s.source.kind == "note"
            and (shared := (s.stems & stems) - (frozenset() if made_here else desk.frame))
            and len(shared) >= (_SAME if made_here and _settles(s) else _SAME + 1)
            # What tells more of another promise is told there.
            and all(len(s.stems & other) <= len(s.stems & stems) for other in others)
        ]  # fmt: skip
        best = max(near, key=lambda pair: (_settles(pair[0]), len(pair[1])), default=None)
        if best is not None:
            span = desk.best([best[0]], wanted=("promise",), vocabulary=stems, floor=-1.0)
            found += [span] if span is not None else []
    return found


def _settles(sentence: Sentence) -> bool:
    """Whether a sentence promises or at least says what ought to be done."""
    return "promise" in sentence.tags or bool(_OUGHT.search(sentence.text))


def told_with_a_doubt(
    desk: Desk, commitment: Commitment, lead_in: str = "With a doubt:"
) -> Citation | None:
    """A promise that waits for its owner's yes, as the note has it with the doubt behind it: "Bring
    them? or not." None where the note has none."""
    stems = desk.stems(commitment.text) - EVERYDAY
    if commitment.state is not CommitmentState.PROPOSED:
        return None
    own = [s for s in desk.sentences if s.voice == commitment.owner and s.source.kind == "note"]
    for at, sentence in enumerate(own):
        after = own[at + 1] if at + 1 < len(own) else None
        if len(sentence.stems & stems) < min(_SAME, len(stems)) or not stems:
            continue
        short = (
            after is not None
            and after.source.id == sentence.source.id
            and after.order == sentence.order + 1
            and len(words(after.text)) <= _A_DOUBT
            and bool(_DOUBT_BEHIND.search(after.text))
        )
        end = after.end if short and after is not None else sentence.end
        if short or "not_promise" in sentence.tags:
            return desk.cite_part(sentence.source, sentence.start, end, lead_in, keep=True)
    return None


def only_a_thought(text: str) -> bool:
    """Whether somebody says no more than that they would think about it."""
    return bool(_THOUGHT.search(text))


def only_thoughts(desk: Desk, session: int) -> list[tuple[Span, ...]]:
    """What somebody said they would think about, after what they had been asked: shown so that
    nobody takes it for a promise. Whose thought it is tells it, if both do."""
    own: list[tuple[Span, ...]] = []
    told: list[tuple[Span, ...]] = []
    meetings = meetings_of_many(desk)
    for sentence in desk.sentences:
        if sentence.source.id in meetings:
            continue
        if sentence.session != session or not sentence.voice or "promise" in sentence.tags:
            continue
        short_of_it = Span(sentence, sentence.start, sentence.end, True)
        runs = [
            r
            for r in (*spans(sentence), *((short_of_it,) if len(short_of_it.words) == 3 else ()))
            if _THOUGHT.search(r.text) and desk.quotable(r)
        ]
        short = min(runs, key=lambda run: len(run.words), default=None)
        if short is None or "keep thinking" in short.text:
            continue
        before = [
            s
            for s in desk.sentences
            if s.source.id == sentence.source.id
            and 0 < sentence.order - s.order <= _ASKED_BEFORE
            and _ASKED.search(s.text)
        ]
        asked = desk.best(before[-1:], floor=-5.0)
        both = (asked, short) if asked is not None else (short,)
        (told if _OTHERS_THOUGHT.search(short.text) else own).append(both)
    return (own or told)[:2]


def _made_in(desk: Desk, commitment: Commitment) -> int:
    numbers = {s.id: s.number for s in (*desk.briefing.past_sessions, desk.briefing.session)}
    return numbers.get(commitment.session or "", 0)


def _records(desk: Desk, commitment: Commitment, span: Span, owner: Voice, session: int) -> bool:
    """Whether a commitment is this promise: of one session and owner, one word is enough."""
    made = _made_in(desk, commitment)
    shared = desk.stems(commitment.text) & desk.stems(span.sentence.text)
    least = 1 if made == session else _SAME
    return commitment.owner == owner and made <= session and len(shared) >= least


def _told(desk: Desk, session: int) -> Iterator[tuple[Span, Voice]]:
    meetings = meetings_of_many(desk)
    for sentence in desk.sentences:
        if sentence.session != session or sentence.source.kind != "note":
            continue
        if sentence.voice not in ("mentor", "mentee") or "promise" not in sentence.tags:
            continue
        span = _run(desk, sentence)
        if span is not None and sentence.source.id in meetings and not of_weight(span.text):
            # Said while speaking: what its speaker does there and then is no promise.
            continue
        owner = _owner(desk, span.text, sentence.voice) if span is not None else None
        if span is not None and owner is not None:
            yield span, owner


def of_weight(text: str) -> bool:
    """Whether words said in a meeting promise something beyond it."""
    return not _HERE_AND_NOW.search(text) and bool(_DELIVERS.search(text) or WHEN.search(text))


def _run(desk: Desk, sentence: Sentence) -> Span | None:
    """The shortest run that still holds the promise with what is promised."""
    runs = [
        run
        for run in spans(sentence)
        if desk.quotable(run)
        and "promise" in desk.tags(run.text)
        and len(desk.stems(run.text) - EVERYDAY) >= 1
    ]
    whole = next((run for run in runs if run.whole), None)
    return whole or max(runs, key=lambda run: len(run.words), default=None)


def _owner(desk: Desk, text: str, voice: str) -> Voice | None:
    """Whose promise a run is; None where its grammar does not say."""
    author: Voice = "mentor" if voice == "mentor" else "mentee"
    partner: Voice = "mentee" if author == "mentor" else "mentor"
    if _WE.search(text):
        return None
    name = desk.name(partner)
    # An "I" is the writer, whatever the partner's name begins with.
    initial = f"|{re.escape(name[:1])}" if name[:1].upper() != "I" else ""
    called = re.compile(rf"\b(?:{re.escape(name)}{initial})(?:['\u2019]ll| will| to| is)\b")
    found = [m for m in (_OTHERS.search(text), called.search(text)) if m]
    theirs = min(found, key=lambda m: m.start(), default=None)
    mine = _OWN.search(text)
    if mine and theirs:
        return author if mine.start() < theirs.start() else partner
    if theirs:
        return partner
    if mine:
        return author
    own_name = re.search(rf"\b{re.escape(desk.name(author))} to\b", text)
    return author if own_name else None


def _made(owner: Voice, group: Sequence[Span], held_on: date | None) -> Promised:
    told = sorted(group, key=lambda span: span.sentence.voice != owner)
    text = " ".join(told[0].text.split())
    when, due = "", None
    for span in told:
        found = WHEN.search(span.text) or WHEN.search(span.sentence.text)
        if found:
            when = found.group()
            due = would_be(when, held_on) if held_on else None
            break
    first = told[0]
    marks = f"{first.sentence.source.id}:{first.start}:{owner}"
    ident = "p-" + hashlib.sha256(marks.encode("utf-8", "replace")).hexdigest()[:10]
    return Promised(ident, owner, text, tuple(told), when, due)
