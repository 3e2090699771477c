"""Changing an agenda by talking: words and an agenda in, a proposed change with both forms out.

Nothing is done here. What is proposed is a list of the same edits that a hand would make, applied
by the same code, so the minutes add up exactly and a source never moves to other words.
"""

from __future__ import annotations

from assistant.domain.changes import AgendaChange, TalkedChange
from assistant.domain.drafts import PROMISES, Agenda
from assistant.domain.talk_cues import TalkCues
from assistant.drafting.applying import all_applied
from assistant.drafting.asked import Asked, Talk, Unclear, Wanted
from assistant.drafting.checks import newly_wrong
from assistant.drafting.comparing import compared
from assistant.drafting.intents import Heard, Wish, hear
from assistant.drafting.matching import Lines
from assistant.drafting.wishing import wanted
from assistant.errors import AssistantError


def asks_to_undo(text: str, cues: TalkCues) -> bool:
    """Whether a text asks for nothing but to take the last change back."""
    heard = hear(text, cues)
    return [wish.act for wish in heard.wishes] == ["undo"] and not heard.left


def talked(text: str, agenda: Agenda, talk: Talk) -> TalkedChange | None:
    """What a text would change on an agenda; None if it asks for no change at all."""
    heard = hear(text, talk.cues)
    wishes = [wish for wish in heard.wishes if wish.act != "undo"]
    if not wishes:
        return None
    now, here = agenda, talk.here
    made: list[Wanted] = []
    unclear: list[Unclear] = []
    notes: list[str] = []
    for wish in wishes:
        lines = Lines(now, talk.cues, here=here, numbered=agenda)
        try:
            found = wanted(Asked(wish, wishes, lines, talk, text))
            if isinstance(found, Unclear):
                unclear.append(found)
                continue
            now = all_applied(now, found.changes)
        except AssistantError as error:
            unclear.append(Unclear(error.sentences()))
            continue
        made.append(found)
        here = found.here or here
    if not any(one.changes for one in made):
        if _may_be_a_question(wishes, unclear, text):
            return None
        offers = dict.fromkeys(offer for one in unclear for offer in one.offers)
        said = " ".join(dict.fromkeys(one.says for one in unclear))
        return TalkedChange(words=text, unclear=said, offers=tuple(offers))
    notes += dict.fromkeys(one.says for one in unclear)
    notes += _unheard(heard)
    if any(line.slot == PROMISES for line in agenda.lines) and not any(
        line.slot == PROMISES for line in now.lines
    ):
        notes.append("What was promised is off the page then; it shows whether words led anywhere.")
    notes += newly_wrong(now, agenda, talk.language)
    changes: tuple[AgendaChange, ...] = tuple(c for one in made for c in one.changes)
    return shown(text, agenda, now, changes, [one.says for one in made], notes)


def shown(
    words: str,
    before: Agenda,
    after: Agenda,
    changes: tuple[AgendaChange, ...],
    says: list[str],
    notes: list[str],
) -> TalkedChange:
    """A proposed change with both forms of the agenda side by side."""
    whole = f"{after.total} minutes in all" + (
        ", as before." if after.total == before.total else "."
    )
    return TalkedChange(
        words=words,
        changes=changes,
        rows=compared(before, after),
        total_before=before.total,
        total_after=after.total,
        said=" ".join([*dict.fromkeys(one for one in says if one), whole]),
        notes=tuple(dict.fromkeys(notes)),
    )


def in_words(change: TalkedChange, mentor: str) -> str:
    """A proposed change as an answer; ``mentor`` is a first name, for a page that is theirs."""
    if not change.made:
        named_already = all(offer in change.unclear for offer in change.offers)
        lines = "" if named_already else f" The lines are: {', '.join(change.offers)}."
        return f"{change.unclear}{lines}"
    leads = (
        f"{mentor} leads, so this is a proposal: the agenda stays as it is until {mentor} says yes."
        if change.for_mentor
        else ""
    )
    return " ".join(part for part in (leads, change.said, *change.notes) if part)


def _may_be_a_question(wishes: list[Wish], unclear: list[Unclear], text: str) -> bool:
    """A single weak wish for no line of this page was probably meant to be looked up."""
    lost = not any(one.offers and one.several for one in unclear)
    return lost and (text.rstrip().endswith("?") or (len(wishes) == 1 and wishes[0].weak))


def _unheard(heard: Heard) -> list[str]:
    """A second wish that was not understood must not be lost quietly; a reason may."""
    return [
        f"Not understood: \u201c{clause}\u201d."
        for clause in heard.left
        if clause.split()[0] in ("add", "give", "put", "move", "make", "take", "drop", "let", "cut")
    ]
