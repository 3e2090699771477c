"""What is kept about somebody as rows: groups, the end of keeping, receipts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.days import day_words
from tui.formatting import BOLD, QUIET, marked, one_line, row, stacked, wrapped
from tui.modals.paper import PAGE_WIDTH
from tui.widgets.rows import Row, heading_row, quiet_row, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.domain.keeping import EndOfKeeping, Erasure, KeptLine, KeptView

ALL, COPIES = "all", "copies"
GROUP, CHOICE, MONTHS, OVER, RECEIPT = "group-", "choice-", "months-", "over-", "receipt-"
"""Ids of rows begin with these."""


def kept_rows(view: KeptView) -> list[Row]:
    """Groups first, then what becomes of them in time, then what went before."""
    rows = [text_row(), heading_row("Kept of your own")]
    rows += [Row(f"{GROUP}{line.group.value}", partial(_group, line)) for line in view.lines]
    if view.lines:
        # Not next to what is only looked at.
        rows.append(text_row())
        rows.append(Row(ALL, partial(_door, "Erase all of these", "", _ALL)))
    else:
        rows.append(quiet_row("Nothing of your own is kept."))
    if view.copies:
        many = f"{len(view.copies)} beside the store"
        rows.append(Row(COPIES, partial(_door, "Copies made before an update", many, _COPIES)))
    if view.ends:
        rows += [text_row(), heading_row("In time")]
    for end in view.ends:
        rows += _of_programme(end)
    if view.allowed:
        rows += [text_row(), heading_row("What you allowed")]
    rows += [Row("", partial(_read, sentence)) for sentence in view.allowed]
    if view.receipts:
        rows += [text_row(), heading_row("Receipts")]
    for one in view.receipts:
        title = f"Receipt {one.number}, {day_words(one.on, year=True)}"
        gone = ", ".join(one.gone)
        rows.append(Row(f"{RECEIPT}{one.number}", partial(_door, title, "", gone)))
    return rows


_ALL = "Everything above, in one go. What belongs to you both stays, without quotes of yours."
_COPIES = (
    "They hold what stood in the store on that day, of everybody who uses it. Enter deletes them."
)


def _of_programme(end: EndOfKeeping) -> list[Row]:
    until = f"for {end.months} months after its close"
    until = f"until {day_words(end.on, year=True)}" if end.on else until
    goes = "goes as well" if end.choice == "erase" else "stays until you erase it"
    says = (
        f"What {end.name} asked you for is kept {until}: what you gave to it, and ratings. Enter "
        "changes what happens to the rest of yours on that day."
    )
    rows = [
        Row(
            f"{CHOICE}{end.programme}",
            partial(_door, "After the programme, the rest of yours", goes, says),
        )
    ]
    if end.mine:
        about = f"How long {one_line(end.name)} keeps what it asked people for. Enter changes it."
        title = "The programme keeps, after its close"
        rows.append(
            Row(f"{MONTHS}{end.programme}", partial(_door, title, f"{end.months} months", about))
        )
    if end.waiting:
        rows.append(
            Row(f"{OVER}{end.programme}", partial(_door, "Its time is over", "erase", _OVER))
        )
    return rows


_OVER = (
    "Enter erases what people gave to the programme and all ratings, and what else is their own of "
    "those who chose that. You are not told whose."
)


def _read(sentence: str, width: int, _lit: bool) -> Content:
    return stacked(wrapped(one_line(sentence), width - 4, indent=2))


def _group(line: KeptLine, width: int, lit: bool) -> Content:
    head = row(Content.styled(line.words, BOLD if lit else ""), "", width - 4)
    who = line.who_reads[:1].lower() + line.who_reads[1:]
    more = f"Who reads it: {who} {line.until} {line.lost}".strip()
    below = wrapped(more, width - 4, indent=2, style=QUIET) if lit else []
    return marked(stacked([head, *below]), lit, width)


def _door(title: str, end: str, says: str, width: int, lit: bool) -> Content:
    left = Content.styled(one_line(title), BOLD if lit else "")
    head = row(left, Content.styled(one_line(end), QUIET), width - 4)
    below = wrapped(one_line(says), width - 4, indent=2, style=QUIET) if lit else []
    return marked(stacked([head, *below]), lit, width)


def going_page(lines: Sequence[KeptLine], stays: Sequence[str]) -> Content:
    """What would be erased, and what stays, before it is done."""
    page: list[Content] = []
    for line in lines:
        page += [Content.styled(line.words, BOLD)]
        page += wrapped(line.lost, PAGE_WIDTH, indent=2)
    page.append(Content(""))
    for sentence in stays:
        page += wrapped(sentence, PAGE_WIDTH, style=QUIET)
    return stacked(page)


def receipt_page(receipt: Erasure) -> Content:
    """A receipt to read."""
    from assistant.domain.keeping import receipt_lines

    page: list[Content] = []
    for sentence in receipt_lines(receipt):
        page += [*wrapped(sentence, PAGE_WIDTH), Content("")]
    return stacked(page[:-1])
