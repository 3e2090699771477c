"""The part of a brief that is the mentee's own: what they asked for, what to bring, what they wrote
for themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.domain.brief_cues import BriefCues
from assistant.domain.briefing import Shape
from assistant.domain.documents import Line
from assistant.domain.drafts import Agenda, Citation
from assistant.domain.sessions import Commitment, CommitmentState
from assistant.domain.sources import Source
from assistant.domain.wording import words
from assistant.drafting.candidates import EVERYDAY, Candidate
from assistant.drafting.choosing import LONGEST, spans
from assistant.drafting.desk import Desk
from assistant.drafting.opening import lasting
from assistant.drafting.released import with_purpose
from assistant.drafting.triggers import all_candidates

FRAME_SLOTS = ("settle", "promises", "close", "gain", "roles")
_ASKED_FOR = 2
SHORT_QUOTE = 14
"""Words of a quote that can be read on the stairs."""
_ALIKE = 2
"""Content words that a private line must share with a shared one to stand beside it."""


def kept_lately(desk: Desk, commitment: Commitment) -> bool:
    """Kept since the last session: what was told before need not be told again."""
    held = {s.number: s.id for s in desk.briefing.past_sessions}
    return commitment.session == held.get(desk.last) or commitment.session is None


def short_quote(desk: Desk, citation: Citation, most: int = SHORT_QUOTE) -> Citation:
    """A quote that can be read on the stairs: its best run, if it has one. Half a question asks
    something else, so a question stays whole."""
    source = desk.briefing.source(citation.source)
    short = len(words(citation.quote)) <= most
    if source is None or short or citation.quote.rstrip().endswith("?"):
        return citation
    start, end = citation.start, citation.end
    runs = [
        run
        for sentence in desk.read(source)
        for run in spans(sentence)
        if start <= run.start and run.end <= end and len(run.words) <= most
    ]
    best = max(runs, key=lambda run: len(run.words), default=None)
    if best is None:
        return citation
    return desk.cite_part(source, best.start, best.end, citation.lead_in, keep=True)


def what_you_asked_for(
    desk: Desk, shared: Agenda | None, cues: BriefCues, came_for: Citation | None
) -> list[Line]:
    """What the mentee asked for in words that both read; a shared agenda has taken it up or not.
    Where it is not settled what the two meet for, that comes before a wish of one's own."""
    if shared is not None or came_for is not None:
        return []
    asked = [
        c for c in all_candidates(desk)
        if c.trigger in ("wish", "question", "parked") and c.owner == "mentee"
    ]  # fmt: skip
    wishes = [c for c in asked if c.trigger == "wish"][:1]
    others = [c for c in asked if c not in wishes]
    told = [*_wished(desk, wishes), *_asked_in_feedback(desk, cues), *_wished(desk, others)]
    return [
        line.model_copy(update={"id": f"wished-{n}"}) for n, line in enumerate(told[:_ASKED_FOR])
    ]


def _wished(desk: Desk, asked: Sequence[Candidate]) -> Iterator[Line]:
    for candidate in asked:
        free = (span for span, _ in candidate.spans if desk.free(span))
        span = next((span for span in free if span.whole or candidate.trigger == "wish"), None)
        cited = desk.cite(span) if span is not None else next(iter(candidate.cited), None)
        if cited is not None:
            told = cited.model_copy(update={"lead_in": "You:"})
            yield Line(id="wished", citations=(short_quote(desk, told),))


def _asked_in_feedback(desk: Desk, cues: BriefCues) -> list[Line]:
    """What the mentee asked the mentor to do otherwise, in the last round that both have read."""
    mine = [f for f in desk.briefing.feedback if f.author == desk.briefing.pairing.mentee]
    newest = max(mine, key=lambda f: f.round, default=None)
    for line in newest.lines if newest is not None else ():
        intent = line.intent.strip()
        source = next((s for s in desk.sources if intent and intent in s.text), None)
        if line.released and source is not None and not cues.says("more_of_this", intent):
            cited = desk.cite_text(source.id, intent, "You:")
            if cited is not None:
                return [Line(id="wished", citations=(short_quote(desk, cited),))]
    return []


def what_lasted(desk: Desk, shared: Agenda | None) -> list[Line]:
    """After a break and before an agenda: what the mentee still uses; its giver may not know."""
    if shared is not None or desk.briefing.shape is not Shape.RESTART:
        return []
    span = lasting(desk)
    if span is None:
        return []
    mentor = desk.name("mentor")
    after = f"Tell {mentor}, who may not know."
    return [Line(id="lasted", citations=(desk.cite(span, "You wrote:"),), after=after)]


def what_you_came_for(desk: Desk) -> Citation | None:
    """What the mentee had expected of all this, where the two have not settled what it is for."""
    purpose = next(with_purpose(desk), None)
    mine = [c for c, _ in purpose.spans if c.sentence.voice == "mentee"] if purpose else []
    return desk.cite(mine[0], "You:") if mine and desk.free(mine[0]) else None


def what_to_bring(desk: Desk, shared: Agenda | None, above: Collection[str]) -> list[Line]:
    """What the mentee can show or offer; ``above`` are ids of promises that the page names."""
    lines = [*_for_the_mentor(desk, shared), *_to_show(desk, above)]
    led = [line for line in shared.items if line.slot not in FRAME_SLOTS] if shared else []
    main = max((x for x in led if x.lead != "mentee"), key=lambda x: x.minutes, default=None)
    if main is not None:
        text = f"One moment of your own for \u201c{main.topic}\u201d: what happened, in its order."
        lines.append(Line(id="bring-main", kind="suggestion", text=text))
    return lines


def _for_the_mentor(desk: Desk, shared: Agenda | None) -> list[Line]:
    """What was said about what comes back to the mentor: the mentee's own offer before a wish."""
    gain = next((line for line in shared.items if line.slot == "gain"), None) if shared else None
    own = [c for c in gain.citations if c.voice == "mentee"] if gain else []
    said = [c for c in gain.citations if c.voice == "mentor" and "wish" in desk.tags(c.quote)] if (
        gain
    ) else []  # fmt: skip
    if not own and not said:
        return []
    lead = f"For {desk.name('mentor')}, {'you wrote' if own else 'who wrote'}:"
    wish = short_quote(desk, (own or said)[0]).model_copy(update={"lead_in": lead})
    return [Line(id="bring-gain", citations=(wish,), after="A date, or a door that you can open.")]


def _to_show(desk: Desk, above: Collection[str]) -> list[Line]:
    """What came of a promise that was kept since: whoever heard of it may want to see it."""
    for commitment in reversed(desk.briefing.commitments):
        kept = commitment.state is CommitmentState.KEPT and commitment.owner == "mentee"
        source = next((s for s in desk.sources if s.record == commitment.id), None)
        if (
            kept
            and source is not None
            and commitment.evidence.strip()
            and kept_lately(desk, commitment)
        ):
            cited = desk.cite_text(source.id, commitment.evidence.strip(), keep=True)
            if cited is not None:
                told = short_quote(desk, cited).model_copy(update={"lead_in": "What came of it:"})
                # Of several promises nobody could tell which one that was.
                promise = desk.cite_text(source.id, commitment.text.strip(), "Kept:", keep=True)
                if promise is None or commitment.id in above:
                    return [Line(id="bring-kept", citations=(told,), record=commitment.id)]
                named = short_quote(desk, promise)
                return [Line(id="bring-kept", citations=(named, told), record=commitment.id)]
    return []


def for_you_alone(desk: Desk, own: Sequence[Source], shared: Agenda | None) -> list[Line]:
    """A private line that a shared one is about; else a question of the reader's own box."""
    return _private_line(desk, own, shared) or _from_the_box(desk, own)


def _from_the_box(desk: Desk, own: Sequence[Source]) -> list[Line]:
    asked = [s for s in own if s.kind == "question" and s.voice == "mentee"]
    asked = [s for s in asked if desk.allowed(s.text) and len(words(s.text)) <= LONGEST]
    if not asked:
        return []
    near = max(asked, key=lambda s: len(desk.stems(s.text) & desk.frame))
    cited = desk.cite_part(near, 0, len(near.text), "From your box:")
    after = f"A bridge, if you like: {desk.name('mentor')} may know more of it than you."
    return [Line(id="box", citations=(cited,), after=after)]


def _private_line(desk: Desk, own: Sequence[Source], shared: Agenda | None) -> list[Line]:
    if shared is None:
        return []
    about = [
        desk.stems(item.topic, *(c.quote for c in item.citations)) - EVERYDAY - desk.frame
        for item in shared.items
    ]
    best: tuple[int, Line] | None = None
    for source in own:
        if source.visibility != "private" or source.voice != "mentee" or source.kind == "question":
            continue
        for sentence in desk.read(source):
            for span in spans(sentence):
                alike = max((len(desk.stems(span.text) & stems) for stems in about), default=0)
                if not span.whole or len(span.words) > LONGEST or alike < _ALIKE:
                    continue
                if best is None or alike > best[0]:
                    best = (alike, Line(id="alone", citations=(desk.cite(span),)))
    return [best[1]] if best else []
