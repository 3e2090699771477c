"""What a model heard in somebody's words about an agenda, held to what was said: pure.

It may name lines, numbers and order. Words of its own are questions that pass the question check;
a new topic must be in the words that were said.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from assistant.domain.answers import AgendaChangeAnswer, ChangeAnswer, line_key
from assistant.domain.changes import (
    AgendaChange,
    DropLine,
    EditLine,
    InsertLine,
    MoveLine,
    ParkLine,
    SetMinutes,
    SetTotal,
    SwapLines,
)
from assistant.domain.drafts import Agenda, Lead
from assistant.domain.language import Language
from assistant.domain.questions import lint_question
from assistant.domain.wording import content_stems

_MOST = 240
_MOST_CHANGES = 8


def heard_changes(
    answer: AgendaChangeAnswer, agenda: Agenda, words: str, language: Language
) -> list[AgendaChange]:
    """The edits of an answer that can be made; the others are left out."""
    ids = {line_key(n): line.id for n, line in enumerate(agenda.lines)}
    changes = (_change(one, ids, words, language) for one in answer.changes[:_MOST_CHANGES])
    return [change for change in changes if change is not None]


def _change(
    one: ChangeAnswer, ids: dict[str, str], words: str, language: Language
) -> AgendaChange | None:
    if one.act == "total":
        return SetTotal(minutes=one.minutes) if 10 <= one.minutes <= _MOST else None
    if one.act == "insert":
        said = bool(content_stems(one.topic)) and content_stems(one.topic) <= content_stems(words)
        fits = said and 1 <= one.minutes <= _MOST
        return InsertLine(topic=one.topic[:160], minutes=one.minutes) if fits else None
    line = ids.get(one.line)
    if line is None:
        return None
    if one.act == "minutes" and 1 <= one.minutes <= _MOST:
        return SetMinutes(line=line, minutes=one.minutes)
    if one.act == "move" and (not one.before or one.before in ids) and one.before != one.line:
        return MoveLine(line=line, before=ids.get(one.before))
    if one.act == "swap" and one.other in ids and one.other != one.line:
        return SwapLines(line=line, other=ids[one.other])
    if one.act == "drop":
        return DropLine(line=line)
    if one.act == "park":
        return ParkLine(line=line)
    return _edit(one, line, language) if one.act == "edit" else None


def _edit(one: ChangeAnswer, line: str, language: Language) -> EditLine | None:
    asked = _sound(one.prompts, language)
    lead = cast("Lead", one.lead) if one.lead in ("mentor", "mentee", "both") else None
    if not asked and lead is None:
        return None
    return EditLine(line=line, prompts=asked or None, lead=lead)


def _sound(prompts: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in prompts if not lint_question(p, language))
