"""The page that ``w`` opens: how a draft was made and what the checks say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.amounts import counted
from tui.formatting import BOLD, hanging, one_line, stacked, wrapped
from tui.modals.paper import PAGE_WIDTH

if TYPE_CHECKING:
    from assistant.domain.documents import Page
    from assistant.domain.drafts import Agenda, Citation, Finding, Receipt


def why_page(agenda: Agenda, receipt: Receipt, findings: Sequence[Finding]) -> Content:
    """How an agenda was made: from its receipt, in words."""
    suggestions = sum(line.suggestion for line in agenda.lines)
    topics = {line.id: line.topic for line in agenda.lines}
    more = [
        ("No source", f"{counted(suggestions, 'line')}, marked suggestion"),
        ("Minutes", f"{agenda.total} of {agenda.minutes}"),
    ]
    return why_made(receipt, agenda.citations, findings, topics, more)


def why_made(
    receipt: Receipt,
    citations: Sequence[Citation],
    findings: Sequence[Finding],
    lines_by_id: Mapping[str, str],
    more: Sequence[tuple[str, str]] = (),
) -> Content:
    """Engine, model, passages, checks, findings: from the receipt, in words. ``more`` are further
    rows about what was checked."""
    found = sum(citation.found for citation in citations)
    lines = [Content.styled("How it was made", BOLD)]
    lines += _pair("By", "rules, then a model" if receipt.engine == "model" else "rules alone")
    if receipt.model:
        lines += _pair("Model", receipt.model)
    if receipt.host:
        lines += _pair("Sent to", receipt.host)
    if receipt.prompt:
        lines += _pair("Wording", f"{receipt.prompt}, version {receipt.prompt_version}")
    if receipt.prompt_file:
        lines += _pair("Asked by", f"the programme's own {receipt.prompt_file}")
    if receipt.usage.in_words:
        lines += _pair("Took", receipt.usage.in_words)
    lines += _pair("When", f"{receipt.created_at:%d %B %Y, %H:%M} UTC, {receipt.seconds:.2f} s")
    lines += _pair("Read", counted(len(receipt.passages), "passage"))
    if receipt.dropped:
        lines += _pair("Left out", f"{counted(len(receipt.dropped), 'passage')}, to fit the model")
    if receipt.note:
        lines += wrapped(one_line(receipt.note), PAGE_WIDTH, indent=2)
    lines += [Content(""), Content.styled("What was checked", BOLD)]
    quotes = f"{found} of {counted(len(citations), 'quote')} found word for word"
    lines += _pair("Quotes", quotes)
    for label, words in more:
        lines += _pair(label, words)
    lines += _pair("Checks", f"{counted(len(receipt.checks), 'check')} on each line")
    lines += [Content(""), Content.styled("What was found", BOLD)]
    for finding in findings:
        where = lines_by_id.get(finding.line, "")
        mended = " Mended." if finding.repaired else ""
        lines += wrapped(f"{one_line(finding.message)}{mended}", PAGE_WIDTH, indent=2)
        if where:
            lines += wrapped(f"in: {one_line(where)}", PAGE_WIDTH, indent=4, style="$v-quiet")
        lines += _better(finding)
    if not findings:
        lines.append(Content("  Nothing."))
    return stacked(lines)


def held_back(page: Page) -> list[Content]:
    """What a note does not show, and why: the letters of its table, and the rule behind them."""
    lines = [Content.styled("What is not shown, to protect people", BOLD)]
    letters = page.section("letters")
    for line in letters.lines if letters else ():
        lines += wrapped(one_line(line.text), PAGE_WIDTH, indent=2)
    for note in page.notes:
        if note.startswith(("The rule:", "The themes:")):
            lines += wrapped(one_line(note), PAGE_WIDTH, indent=2)
    return [*lines, Content("")]


def _better(finding: Finding) -> list[Content]:
    """The reader's own words and what could stand there, if the finding is about them."""
    lines: list[Content] = []
    if finding.said:
        lines += wrapped(f"you wrote: {one_line(finding.said)}", PAGE_WIDTH, indent=4)
    if finding.rewrite:
        lines += wrapped(f"instead: {one_line(finding.rewrite)}", PAGE_WIDTH, indent=4)
    if finding.ask:
        lines += wrapped(one_line(finding.ask), PAGE_WIDTH, indent=4, style="$v-quiet")
    return lines


def _pair(label: str, words: str) -> list[Content]:
    return hanging(f"{label:<12}", words, PAGE_WIDTH, indent=2)
