"""Any document as a file, in the format that its reader wants; or as the words that it would hold.

Nothing is read before the reader's rights are asked, and a preview gives no right to a later file:
each is made afresh from the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.domain.days import day_words
from assistant.domain.exporting import (
    Exported,
    ExportFormat,
    ExportKind,
    ExportPreview,
    ExportWish,
)
from assistant.errors import InvalidInput
from assistant.exchange.calendar_out import CalendarEntry, calendar_file
from assistant.exchange.json_out import json_text
from assistant.exchange.sheet import plain_sheet
from assistant.exchange.table_out import table_text
from assistant.exchange.writing import write_new
from assistant.services.context import Context
from assistant.services.papers import Paper, Papers

_BOM = "\ufeff"


class Exporting:
    """``lists`` makes the paper of each kind that has no id, given what it shall be about."""

    def __init__(
        self,
        context: Context,
        papers: Papers,
        lists: Mapping[ExportKind, Callable[[str], Paper]],
    ) -> None:
        self._context = context
        self._papers = papers
        self._lists = lists

    def preview(self, wish: ExportWish) -> ExportPreview:
        """What the file would say. Nothing is written."""
        paper = self._paper(wish)
        chosen = wish.file_format if wish.file_format in paper.formats else paper.formats[0]
        wish = wish.model_copy(update={"file_format": chosen})
        return ExportPreview(
            title=paper.sheet.title,
            name=f"{paper.stem}.{chosen.value}",
            formats=paper.formats,
            file_format=chosen,
            text=self._text(paper, wish),
            who_reads=_who_reads(paper, wish),
            draft=paper.sheet.draft,
            notes=paper.notes + self._on_calendar(paper, wish),
            may_hold_agenda=paper.shared_agenda is not None,
        )

    def export(self, wish: ExportWish, to: Path) -> Exported:
        """Write it into a file that did not exist; ``to`` may be a folder.

        NotFound if it is none of the reader's, InvalidInput where the format does not fit or the
        name is no name, StorageTrouble where the file cannot be written.
        """
        paper = self._paper(wish)
        if wish.file_format is ExportFormat.ICS and wish.what in ("agenda", "sessions"):
            self._entries(paper, wish)
        if wish.file_format not in paper.formats:
            listed = ", ".join(known.value for known in paper.formats)
            raise InvalidInput(
                f"This cannot be saved as {wish.file_format.value}.",
                safe="Nothing was written.",
                next_step=f"It can be: {listed}.",
            )
        ending = f".{wish.file_format.value}"
        path = to / f"{paper.stem}{ending}" if _is_folder(to) else to
        if not path.suffix and path.name:
            path = path.with_name(path.name + ending)
        content, notes = self._content(paper, wish)
        written = write_new(path, content)
        return Exported(
            path=written,
            older_left=written.name != path.name,
            notes=paper.notes + notes + self._on_calendar(paper, wish),
        )

    def save_words(self, words: str, to: Path) -> Exported:
        """Words that stood on the screen, to a new text file; nothing is written over."""
        written = write_new(to, words.rstrip() + "\n")
        return Exported(path=written, older_left=written.name != to.name)

    def _paper(self, wish: ExportWish) -> Paper:
        if wish.what in self._lists:
            return self._lists[wish.what](wish.wanted)
        if not wish.wanted:
            raise InvalidInput(
                "Which one is meant?", next_step="Give its id, as shown with the draft."
            )
        if wish.what == "agenda":
            return self._papers.agenda(wish.wanted)
        return self._papers.page(wish.wanted)

    # --- formats -------------------------------------------------------------------------

    def _text(self, paper: Paper, wish: ExportWish) -> str:
        """The file's words; to the letter where the file is text."""
        match wish.file_format:
            case ExportFormat.MD:
                return paper.markdown
            case ExportFormat.JSON:
                return _as_json(paper)
            case ExportFormat.CSV:
                return _as_table(paper)
            case ExportFormat.ICS:
                return "\n".join(_in_words(entry) for entry in self._entries(paper, wish))
            case _:
                return plain_sheet(paper.sheet)

    def _content(self, paper: Paper, wish: ExportWish) -> tuple[str | bytes, tuple[str, ...]]:
        """The file, and what its reader should know of it."""
        made_at = self._context.clock.now()
        match wish.file_format:
            case ExportFormat.DOCX:
                from assistant.exchange.word_out import word_file

                return word_file(paper.sheet, made_at=made_at), ()
            case ExportFormat.PDF:
                from assistant.exchange.pdf_out import pdf_file

                printed = pdf_file(paper.sheet, made_at=made_at)
                return printed.content, printed.says(one_page=paper.sheet.one_page)
            case ExportFormat.ICS:
                return calendar_file(self._entries(paper, wish), made_at=made_at), ()
            case ExportFormat.CSV:
                return (_BOM if wish.byte_order_mark else "") + _as_table(paper), ()
            case _:
                return self._text(paper, wish), ()

    def _entries(self, paper: Paper, wish: ExportWish) -> tuple[CalendarEntry, ...]:
        if not paper.entries:
            raise InvalidInput(
                "No session here has a date yet, so there is nothing to put in a calendar.",
                safe="Nothing was written.",
                next_step="Save it in another format, or set a date first.",
            )
        if not wish.with_agenda or paper.shared_agenda is None:
            return paper.entries
        held = plain_sheet(paper.shared_agenda)
        return tuple(entry.with_description(held) for entry in paper.entries)

    def _on_calendar(self, paper: Paper, wish: ExportWish) -> tuple[str, ...]:
        if wish.file_format is not ExportFormat.ICS or not wish.with_agenda:
            return ()
        if paper.shared_agenda is None:
            return ("The agenda is not shared, so the entry holds the session alone.",)
        return ()


def _who_reads(paper: Paper, wish: ExportWish) -> str:
    """The foot; of a calendar, who sees an entry in it."""
    if wish.file_format is not ExportFormat.ICS:
        return paper.sheet.foot
    if wish.with_agenda and paper.shared_agenda is not None:
        return f"{paper.shared_agenda.foot} Whoever sees your calendar may see it there."
    return "Whoever sees your calendar sees when you two meet, and nothing of what about."


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _as_json(paper: Paper) -> str:
    said = {"draft": paper.sheet.draft, "who_may_read": paper.sheet.foot}
    return json_text({**paper.fields, **said})


def _as_table(paper: Paper) -> str:
    rows: list[tuple[str, ...]] = []
    for table in paper.tables:
        rows += [*table, ()]
    said = (block for block in paper.sheet.blocks if block.kind in ("text", "quiet", "item"))
    rows += [(block.line(),) for block in said]
    rows += [(note.line(),) for note in paper.sheet.sources]
    return table_text([*rows, (paper.sheet.foot,)])


def _in_words(entry: CalendarEntry) -> str:
    starts = entry.local_start
    said = [
        entry.title,
        f"{starts:%a} {day_words(starts, year=True)}, {starts:%H:%M}, "
        f"{entry.minutes} minutes ({entry.zone})",
        entry.place,
        "Cancelled: a calendar that holds it takes it out." if entry.cancelled else "",
        entry.description,
    ]
    return "\n".join(part for part in said if part) + "\n"
