"""An agenda as lines on the screen: pure functions from a draft and names to text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.days import day_words
from tui.formatting import (
    BOLD,
    FOCUS,
    QUIET,
    SUGGESTION,
    fit,
    hanging,
    marked,
    one_line,
    row,
    stacked,
    whole,
    wrapped,
)
from tui.numbers import Numbers

if TYPE_CHECKING:
    from assistant.domain.drafts import Agenda, AgendaItem, Citation, CommitmentDue, Receipt

_LEAD, _MARKS = 10, 13
"""Cells of the columns who leads and where a line comes from."""


@dataclass(frozen=True, slots=True)
class Names:
    """First names of the two, by role."""

    mentor: str
    mentee: str

    def of(self, lead: str) -> str:
        """The name behind ``mentor`` or ``mentee``; ``both`` stays."""
        return {"mentor": self.mentor, "mentee": self.mentee}.get(lead, lead)


def heading(agenda: Agenda, receipt: Receipt, state: str, width: int) -> Content:
    """First row: how long, which length, and whether it is a draft and whose."""
    long = f"{agenda.minutes} minutes, {agenda.length.value}"
    engine = "rules, then a model" if receipt.engine == "model" else "rules"
    words = f"draft: {engine}" if state == "draft" else state
    style = QUIET if state == "draft" else "$v-done"
    left = Content.assemble("  ", ("Agenda", BOLD), f"  {long}")
    return row(left, Content.styled(words, style), width - 2)


def line_text(
    item: AgendaItem,
    names: Names,
    numbers: Numbers,
    width: int,
    lit: bool,
    *,
    mark: str = "",
) -> Content:
    """One line: minutes, topic, who leads, where it comes from; opened up where it is selected.

    ``mark`` is a word such as ``moving`` or ``new`` in the place of the citations.
    """
    room = width - 4
    topic_room = room - 6 - _LEAD - _MARKS
    where: Content
    if mark:
        where = Content.styled(mark, f"{BOLD} {FOCUS}")
    elif item.citations:
        where = Content.styled(numbers.marks(item.citations), FOCUS)
    elif item.suggestion:
        where = Content.styled("suggestion", SUGGESTION)
    else:
        where = Content("")
    topic = wrapped(one_line(item.topic), topic_room - 2, style=BOLD if lit else "")
    first = topic[0] if lit else fit(item.topic, topic_room - 2)
    # Sources that one row cannot hold follow below where the line is selected.
    shown = wrapped(where, _MARKS)[0] if lit and item.citations and not mark else where
    right = Content.assemble(fit(names.of(item.lead), _LEAD), _right(shown))
    head = Content.assemble(f"{item.minutes:>4}  ", fit(first, topic_room), right)
    lines = [head]
    if lit:
        marks = wrapped(where, _MARKS)[1:] if item.citations and not mark else []
        for words, more in zip_longest(topic[1:], marks, fillvalue=""):
            lines.append(row(Content.assemble("      ", words), more, room))
        lines += opened(item, room)
    return marked(stacked(lines), lit, width)


def _right(where: Content) -> Content:
    cut = where.truncate(_MARKS, ellipsis=True)
    return cut.pad_left(_MARKS - cut.cell_length)


def opened(item: AgendaItem, width: int) -> list[Content]:
    """What stands under a selected line: goal, purpose, the questions to ask, suggestions."""
    lines = hanging("Goal: ", item.goal, width, indent=6)
    lines += hanging("Why:  ", item.purpose, width, indent=6)
    for number, prompt in enumerate(item.prompts):
        lines += hanging("Ask:  " if number == 0 else "      ", prompt, width, indent=6)
    for words in item.suggestions:
        lines += hanging("Suggestion: ", words, width, indent=6)
    return lines


def total_row(agenda: Agenda) -> Content:
    """The sum of all lines beside the plan, so that nobody needs to add up."""
    planned = "as planned" if agenda.total == agenda.minutes else f"planned {agenda.minutes}"
    style = QUIET if agenda.total == agenda.minutes else "$v-wrong"
    return Content.assemble(f"  {agenda.total:>4}  ", (f"minutes in all, {planned}", style))


def due_text(
    due: CommitmentDue,
    names: Names,
    numbers: Numbers,
    width: int,
    lit: bool,
    *,
    roomy: bool = False,
) -> Content:
    """A promise as it stands: who, what, whether it was kept; all of its words where ``roomy``."""
    state_style = {"kept": "$v-done", "missed": "$v-nearly"}.get(due.state.value, QUIET)
    when = f"  {day_words(due.due)}" if due.due else ""
    marks = numbers.marks((due.citation,)) if due.citation else ""
    right = Content.assemble(
        (due.state.value, state_style), (when, QUIET), "  " if marks else "", (marks, FOCUS)
    )
    owner = Content.assemble("  ", fit(names.of(due.owner), 9))
    lines = whole(owner, due.text, right, width - 4)
    if not lit and not roomy:
        lines = [row(Content.assemble(owner, one_line(due.text)), right, width - 4)]
    if lit:
        lines += hanging("Since: ", due.evidence, width - 4, indent=11)
        lines += hanging("Ask:  ", due.prompt, width - 4, indent=11)
    return marked(stacked(lines), lit, width)


def parked_text(
    citation: Citation, numbers: Numbers, width: int, lit: bool, *, roomy: bool = False
) -> Content:
    """Something that waits for another session, in the words that were used."""
    lead = f"{citation.lead_in} " if citation.lead_in else ""
    words = f"{lead}\u201c{one_line(citation.quote)}\u201d" if citation.source else citation.quote
    marks = Content.styled(numbers.marks((citation,)), FOCUS) if citation.source else Content("")
    lines = [row(Content.assemble("  ", words), marks, width - 4)]
    if lit or roomy:
        lines = whole("  ", words, marks, width - 4)
    return marked(stacked(lines), lit, width)


def shared_page(agenda: Agenda, names: Names, width: int) -> Content:
    """The whole agenda as its readers will see it, sources in words: for the preview."""
    lines: list[Content] = wrapped(one_line(agenda.title), width, style=BOLD)
    lines += wrapped(one_line(agenda.purpose), width)
    for item in agenda.lines:
        lines.append(Content(""))
        left = Content.assemble(f"{item.minutes:>3}  ", (one_line(item.topic), BOLD))
        lines.append(row(left, Content.styled(names.of(item.lead), QUIET), width))
        lines += opened(item, width)
        lines += _spoken(item.citations, width)
        if item.suggestion:
            lines.append(Content.styled("      suggestion", SUGGESTION))
    if agenda.commitments_due:
        lines += [Content(""), Content.styled("Promises", BOLD)]
    for due in agenda.commitments_due:
        head = f"{names.of(due.owner)}, {due.state.value}: "
        lines += hanging(head, due.text, width, indent=2)
        lines += hanging("", due.evidence, width, indent=4)
        lines += hanging("", due.prompt, width, indent=4)
    if agenda.parked:
        lines += [Content(""), Content.styled("Not for today", BOLD)]
    for parked in agenda.parked:
        lines += wrapped(f"\u201c{one_line(parked.quote)}\u201d", width, indent=2)
    for extra in (agenda.cut_if_late, agenda.thin_ground):
        if extra:
            lines += [Content(""), *wrapped(one_line(extra), width)]
    return stacked(lines)


def _spoken(citations: tuple[Citation, ...], width: int) -> list[Content]:
    lines: list[Content] = []
    for citation in citations:
        words = f"\u201c{one_line(citation.quote)}\u201d {citation.label or citation.author}"
        lines += hanging("From: ", words, width, indent=6)
    return lines


def plain_line(item: AgendaItem, names: Mapping[str, str]) -> str:
    """A line as text for the clipboard."""
    parts = [f"{item.minutes} min  {item.topic}  ({names.get(item.lead, item.lead)})"]
    parts += [f"  {prompt}" for prompt in item.prompts]
    parts += [f"  \u201c{c.quote}\u201d {c.label or c.author}" for c in item.citations]
    return "\n".join(parts)
