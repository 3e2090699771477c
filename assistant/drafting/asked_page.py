"""Wishes about what stands on the page: what each comes to, as edits."""

from __future__ import annotations

import re

from assistant.domain.changes import DropLine, EditLine, InsertLine, ParkLine
from assistant.domain.drafts import AgendaItem
from assistant.domain.questions import lint_question
from assistant.domain.wording import content_stems
from assistant.drafting.applying import all_applied
from assistant.drafting.asked import Asked, OpenPoint, Unclear, Wanted, in_minutes, quoted

_SHORT_PAGE = 20
_NEW_LINE, _NEW_LINE_SHORT = 5, 2
"""Minutes of an added line, and on a page of at most ``_SHORT_PAGE``."""
_LONGEST = 160
"""Characters of a topic or a question that is taken over from what was said."""
_LATE = ("experiment", "gain", "ending", "thanks")
"""An added line stands before these."""


def drop(asked: Asked) -> Wanted:
    """Take a line out."""
    line = asked.line(plainly=True)
    return Wanted((DropLine(line=line.id),), f"Took out {quoted(line)}.")


def park(asked: Asked) -> Wanted:
    """Keep a line for another session."""
    line = asked.line(plainly=True)
    return Wanted((ParkLine(line=line.id),), f"{quoted(line)} waits for another session.")


def drop_words(asked: Asked) -> Wanted:
    """Take a sentence off the line that holds it; without one, the line that is about it."""
    wanted_stems = content_stems(asked.wish.words)
    best: tuple[float, AgendaItem, EditLine] | None = None
    for line in asked.agenda.lines:
        for text, change in _without_each(line):
            shared = len(wanted_stems & content_stems(text)) / max(len(wanted_stems), 1)
            if shared >= 0.5 and (best is None or shared > best[0]):
                best = (shared, line, change)
    if best is None:
        line = asked.line(asked.wish.words, plainly=True)
        return Wanted((DropLine(line=line.id),), f"Took out {quoted(line)}.")
    _, line, change = best
    return Wanted((change,), f"Taken off {quoted(line)}. The records stay as they are.", line.id)


def lead(asked: Asked) -> Wanted:
    """Say who leads a line."""
    voice = asked.talk.voices.get(asked.wish.who)
    if voice is None:
        raise OpenPoint(Unclear(f"Nobody here is called \u201c{asked.wish.who}\u201d."))
    line = asked.line()
    if line.lead == voice:
        raise OpenPoint(Unclear(f"{quoted(line)} is led like that already."))
    who = "Both lead" if voice == "both" else f"{asked.talk.names.get(voice, voice)} leads"
    return Wanted((EditLine(line=line.id, lead=voice),), f"{who} {quoted(line)}.", line.id)


def wording(asked: Asked) -> Wanted:
    """Other questions for a line, the opening if none is named."""
    if asked.wish.line:
        line = asked.line()
    else:
        opening = asked.wish.words or not asked.lines.here
        here = asked.agenda.lines[0] if opening else asked.lines.by_id(asked.lines.here)
        line = here or asked.agenda.lines[0]
    other = asked.talk.reworded(asked.agenda, line)
    if other is None:
        raise OpenPoint(
            Unclear(f"The rules have no other words for {quoted(line)}. Edit it to use yours.")
        )
    change = EditLine(line=line.id, prompts=other)
    return Wanted((change,), f"Other words in {quoted(line)}.", line.id)


def add(asked: Asked) -> Wanted:
    """A line of one's own, on the pair's words about it where there are any."""
    words = _as_typed(asked.wish.words, asked.text).strip(" .\u201c\u201d\"'")
    found = asked.talk.about(asked.agenda, words)
    if found is not None:
        found = found.model_copy(update={"topic": _topic(words)})
    return added(asked, found or InsertLine(topic=_topic(words)))


def added(asked: Asked, line: InsertLine) -> Wanted:
    """A line put in before what comes late in an hour."""
    minutes = _NEW_LINE_SHORT if asked.agenda.minutes <= _SHORT_PAGE else _NEW_LINE
    follower = next((item.id for item in asked.agenda.items if item.slot in _LATE), None)
    change = line.model_copy(update={"minutes": minutes, "before": follower})
    kind = "on your own words" if change.citations else "as a suggestion"
    new = all_applied(asked.agenda, [change])
    ident = next((item.id for item in new.lines if asked.lines.by_id(item.id) is None), "")
    says = f"Added \u201c{change.topic}\u201d, {in_minutes(minutes)}, {kind}."
    return Wanted((change,), says, ident)


def add_question(asked: Asked) -> Wanted:
    """A question for a line, the longest one if none is named."""
    line = asked.line() if asked.wish.line else None
    if line is None:
        line = asked.lines.by_id(asked.lines.here) or max(
            asked.agenda.items or asked.agenda.lines, key=lambda item: item.minutes
        )
    question = _topic(_as_typed(asked.wish.words, asked.text).strip(" \"'\u201c\u201d\u2018\u2019"))
    change = EditLine(line=line.id, prompts=(*line.prompts, question))
    problems = lint_question(question, asked.talk.language)
    more = f" {problems[0]}" if problems else ""
    return Wanted((change,), f"Added the question to {quoted(line)}.{more}", line.id)


def _without_each(line: AgendaItem) -> list[tuple[str, EditLine]]:
    """Each sentence of a line, and the edit that takes it off."""
    found = [
        (text, EditLine(line=line.id, prompts=tuple(p for p in line.prompts if p != text)))
        for text in line.prompts
    ]
    found += [
        (text, EditLine(line=line.id, suggestions=tuple(p for p in line.suggestions if p != text)))
        for text in line.suggestions
    ]
    if line.purpose:
        found.append((line.purpose, EditLine(line=line.id, purpose="")))
    return found


def _topic(words: str) -> str:
    kept = words[:_LONGEST].rstrip()
    return kept[:1].upper() + kept[1:]


def _as_typed(words: str, text: str) -> str:
    """Words of a clause as they were typed, with their capitals."""
    loose = r"\s+".join(re.escape(part).replace("'", "['\u2019]") for part in words.split())
    match = re.search(loose, text, re.IGNORECASE)
    return match.group() if match else words
