"""What a coordinator's note asks for: each request with its date, its theme, and what to settle.

A request names nobody: who sees to it, a person says. Nothing is asked a second time; what was
asked before stands under "You said, we did" with what came of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.documents import Line, Section
from assistant.domain.note_content import NoteContent, Subject
from assistant.domain.programme_notes import Ask, AskState
from assistant.drafting.note_words import day, listed, spelled

ASK_COLUMNS = ("ask", "of whom", "who sees to it", "by", "because of")
OWNER = 2
"""The cell of who sees to it; empty until a person says so."""
_NO_SUBJECT = "In whose hands does this lie?"
_ASKED_BEFORE = "What is still in the way after the answer to this?"
_ANSWERED_IN_PART = "What is still missing for a full answer?"
_NOT_ANSWERED = "Who can answer this?"
MOST_OPEN = 2
"""Earlier requests that get a question: the newest."""


@dataclass(frozen=True)
class Proposed:
    """What the themes that get in the way call for."""

    themes: tuple[str, ...]
    subject: Subject | None
    """None where no known request answers the theme."""
    text: str = ""
    by: date | None = None
    new: bool = True
    """Whether it is asked now; False where it was asked before, or nothing is known to ask."""

    def line(self) -> Line:
        """As a row of the table of requests."""
        assert self.subject is not None
        assert self.by is not None
        cells = (self.text, self.subject.of_whom, "", day(self.by), listed(self.themes))
        line_id = f"ask-{self.subject.id}"
        return Line(id=line_id, kind="suggestion", cells=cells, fixed=True)


def proposed(
    blocks: Sequence[str],
    content: NoteContent,
    asks: Sequence[Ask],
    *,
    at_end: bool,
    today: date,
) -> list[Proposed]:
    """One for each theme or for several with one answer, by date; then those without one.

    ``blocks`` are names of themes, ``asks`` what was asked before.
    """
    named: dict[str, list[str]] = {}
    subjects: dict[str, Subject] = {}
    rest: list[Proposed] = []
    for theme in blocks:
        subject = content.subject_of(theme)
        if subject is None or not subject.ask:
            rest.append(Proposed((theme,), None, new=False))
            continue
        subjects[subject.id] = subject
        named.setdefault(subject.id, []).append(theme)
    found = []
    for name, subject in subjects.items():
        text = subject.wording(at_end=at_end)
        by = _working_day(today + timedelta(days=subject.days))
        new = not any(_same(subject, ask) for ask in asks)
        found.append(Proposed(tuple(named[name]), subject, text, by, new=new))
    return [*sorted(found, key=lambda one: (not one.new, one.by)), *rest]


def to_settle(asks: Sequence[Proposed], before: Sequence[Ask]) -> Section:
    """A question for each, and for what is still open of earlier requests: what has to be known or
    decided before it can be done."""
    still = [ask for ask in before if ask.state is AskState.OPEN][-MOST_OPEN:]
    asked = [
        (
            one.subject.id if one.subject else f"theme-{n}",
            one.subject.in_short if one.subject else listed(one.themes),
            (one.subject.settle if one.new else _ASKED_BEFORE) if one.subject else _NO_SUBJECT,
        )
        for n, one in enumerate(asks, start=1)
        if one.subject is None or not _open(one.subject, before)
    ]
    asked += [
        (f"open-{n}", ask.text, _ANSWERED_IN_PART if ask.answer else _NOT_ANSWERED)
        for n, ask in enumerate(still, start=1)
    ]
    lines = tuple(
        Line(
            id=f"settle-{name}",
            kind="question",
            lead=f"{lead[:1].upper()}{lead[1:].rstrip('.')}.",
            text=text,
        )
        for name, lead, text in asked
    )
    return Section(id="settle", title="What has to be settled first", lines=lines)


def _open(subject: Subject, before: Sequence[Ask]) -> bool:
    """Whether it was asked before and is still open: then it has a line of its own."""
    return any(ask.state is AskState.OPEN and _same(subject, ask) for ask in before)


def _same(subject: Subject, ask: Ask) -> bool:
    wordings = {subject.wording(at_end=end).casefold() for end in (False, True)}
    return ask.text.rstrip(".").casefold() in wordings


def in_a_line(asks: Sequence[Proposed], before: Sequence[Ask]) -> str:
    """How many things are asked for, what they are, and by when; "" for nothing at all."""
    new = [one for one in asks if one.new and one.subject and one.by]
    still = sum(ask.state is AskState.OPEN for ask in before)
    left = ""
    if still:
        number = spelled(still).capitalize()
        left = f"{number} earlier {'request is' if still == 1 else 'requests are'} still open."
    if not new:
        return left
    things = "one thing" if len(new) == 1 else f"{spelled(len(new))} things"
    first = f"by {day(min(one.by for one in new if one.by))}"
    first = first if len(new) == 1 else f"the first {first}"
    short = listed([one.subject.in_short for one in new if one.subject])
    return f"We ask for {things}, {first}: {short}. {left}".strip()


def _working_day(wanted: date) -> date:
    return wanted - timedelta(days=max(wanted.weekday() - 4, 0))
