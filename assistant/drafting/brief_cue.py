"""The one cue of a brief: what the mentee listens for today, in words that were said to them."""

from __future__ import annotations

from itertools import chain

from assistant.domain.brief_cues import BriefCues
from assistant.domain.documents import Line
from assistant.domain.drafts import Citation
from assistant.drafting.choosing import spans
from assistant.drafting.desk import Desk


def listening_cue(desk: Desk, cues: BriefCues, came_for: Citation | None) -> list[Line]:
    """One cue: the newest request to the mentee, else what they said they find hard, else a rule of
    the two; none rather than a general one."""
    asked = _asked_of_mentee(desk, cues)
    if asked is not None:
        return asked
    for sentence in desk.newest:
        if (
            sentence.voice == "mentee"
            and sentence.source.kind == "reflection"
            and cues.says("hard_for_me", sentence.text)
        ):
            span = next(iter(spans(sentence)), None)
            if span is not None:
                return _listen(desk.cite(span, "You wrote:"), cues.today(sentence.source.text))
    if came_for is not None:
        mentor = desk.name("mentor")
        today = f"say what you came for, in a minute; hear {mentor}'s without answering."
        return _listen(came_for, today)
    for source in desk.sources:
        if source.kind == "agreement" and cues.says("rule_on_leading", source.text):
            rule = desk.cite_text(source.id, source.text)
            if rule is not None:
                return _listen(rule, "")
    return []


def _asked_of_mentee(desk: Desk, cues: BriefCues) -> list[Line] | None:
    given = [
        line
        for feedback in sorted(desk.briefing.feedback, key=lambda f: -f.round)
        if feedback.author == desk.briefing.pairing.mentor
        for line in feedback.lines
        if line.released and line.intent.strip()
    ]
    change = [line for line in given if not cues.says("more_of_this", line.intent)]
    for line in chain(change, given):
        source = next(
            (s for s in desk.sources if line.intent in s.text and s.voice == "mentor"), None
        )
        if source is None:
            continue
        cited = desk.cite_text(source.id, line.intent, f"{desk.name('mentor')} asked:")
        if cited is not None:
            today = "" if line not in change else cues.today(line.intent, line.behaviour)
            return _listen(cited, today)
    return None


def _listen(citation: Citation, today: str) -> list[Line]:
    lines = [Line(id="cue", citations=(citation,))]
    if today:
        lines.append(Line(id="cue-today", kind="suggestion", text=f"Today: {today}"))
    return lines
