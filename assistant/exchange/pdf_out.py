"""A sheet as a PDF: A4, to be printed or read aloud by a machine; an agenda on one side."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.exchange.letters import BOLD, REGULAR, Letters, letters_for, needs_shaping
from assistant.exchange.sheet import (
    SOURCES,
    Block,
    Sheet,
    plain_sheet,
    reads_from_right,
)

if TYPE_CHECKING:
    from fpdf import FPDF

SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""Points. DejaVu is a large face: 8 of it read like 9 of others, and nothing is set smaller."""
_FAMILY = "dejavu"
_INK, _QUIET = (34, 38, 44), (86, 95, 107)
_MARGIN, _FOOT = 14.0, 13.0
"""Millimetres."""
_LINE = 1.18
"""Height of a line, in sizes."""
_MM = 25.4 / 72
_ALMOST = 1.08
"""Pages that an estimate may be over one before a size is not even tried."""
_INDENT = {"quote": 5.0, "item": 4.0, "ask": 9.0}
_BULLET = {"item": "\u2022 ", "ask": "\u2013 "}
_LETTERS_ACROSS, _ROWS_HIGH = 85, 30
"""Wide letters across a page, and lines of a table's row, as an estimate on the safe side."""
_SPACE = {"heading": 0.5, "strong": 0.3, "table": 0.3}
"""Room above a block, in lines."""


@dataclass(frozen=True)
class Printed:
    """A PDF, how many pages it has, its size of type in points, and letters that became boxes."""

    content: bytes
    pages: int
    size: float
    missing: frozenset[str]

    def says(self, *, one_page: bool) -> tuple[str, ...]:
        """What whoever asked for it should know."""
        said = []
        if one_page and self.pages > 1:
            said.append(f"It does not fit one page at a readable size, so it has {self.pages}.")
        if self.missing:
            letters = "A kind of letter" if len(self.missing) == 1 else "Some letters"
            said.append(
                f"{letters} could not be drawn with the fonts of this computer: a box stands for "
                "each. Word and text keep them."
            )
        return tuple(said)


def pdf_file(sheet: Sheet, *, made_at: datetime) -> Printed:
    """The sheet as a PDF. One that is meant for one page is set smaller until it fits, down to the
    smallest of ``SIZES``; where even that does not fit, it flows on in the usual size."""
    logging.getLogger("fpdf").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    whole = plain_sheet(sheet)
    letters = letters_for(whole)
    shaped = needs_shaping(whole)
    size, usual = SIZES[0], _drawn(sheet, SIZES[0], letters, made_at, shaped=shaped)
    paper, pages = usual, usual.page_no()
    if sheet.one_page and pages > 1:
        # What a page holds grows with the square of the type: no size above this one can fit.
        used = pages - 1 + (usual.get_y() - usual.t_margin) / (usual.eph or 1)
        for smaller in (s for s in SIZES[1:] if (s / SIZES[0]) ** 2 * used < _ALMOST):
            tried = _drawn(sheet, smaller, letters, made_at, shaped=shaped)
            if tried.page_no() == 1:
                size, paper, pages = smaller, tried, 1
                break
    return Printed(bytes(paper.output()), pages, size, letters.missing)


def _drawn(sheet: Sheet, size: float, letters: Letters, made_at: datetime, *, shaped: bool) -> FPDF:
    paper = _paper(sheet, size, letters, made_at, shaped=shaped)
    pen = _Pen(paper, size, letters)
    pen.paragraph([(sheet.title, "B")], size=size * 1.6, outline=0)
    draft = [("Draft", "B")] if sheet.draft else []
    first = [(fact, "") for fact in sheet.facts[:1]]
    if draft or first:
        pen.paragraph([*draft, *first], quiet=True)
    for fact in sheet.facts[1:]:
        pen.paragraph([(fact, "")], quiet=True)
    for block in sheet.blocks:
        pen.block(block)
    if sheet.sources:
        pen.space(0.5)
        pen.sources(sheet)
    return paper


def _paper(sheet: Sheet, size: float, letters: Letters, made_at: datetime, *, shaped: bool) -> FPDF:
    from fpdf import FPDF
    from fpdf.prefs import ViewerPreferences

    class Paper(FPDF):
        """A page with its foot."""

        def footer(self) -> None:
            self.set_y(-_FOOT)
            self.set_font(_FAMILY, size=max(size - 1.5, 7.5))
            self.set_text_color(*_QUIET)
            place = f"{self.page_no()} / {self.str_alias_nb_pages}"
            said = f"{letters.drawable(sheet.foot)}  \u00b7  {place}"
            align = "R" if reads_from_right(said) else "L"
            self.multi_cell(0, None, said, align=align, max_line_height=4)

    paper = Paper(format="A4")
    # What stands for the number of pages must be nothing that anybody types.
    paper.alias_nb_pages(f"{{{secrets.token_hex(3)}}}")
    paper.set_margins(_MARGIN, _MARGIN - 3, _MARGIN)
    paper.set_auto_page_break(True, margin=_FOOT + 1)
    paper.set_title(sheet.title)
    paper.set_subject(sheet.foot)
    paper.set_author("Viceversa")
    paper.set_creator("Viceversa")
    paper.set_lang("en-GB")
    paper.set_creation_date(made_at)
    paper.viewer_preferences = ViewerPreferences(display_doc_title=True)
    paper.add_font(_FAMILY, "", REGULAR)
    paper.add_font(_FAMILY, "B", BOLD)
    names = []
    for number, (path, within) in enumerate(letters.fonts):
        paper.add_font(f"more{number}", "", path, collection_font_number=within)
        names.append(f"more{number}")
    paper.set_fallback_fonts(names, exact_match=False)
    if shaped:
        paper.set_text_shaping(True)
    paper.add_page()
    return paper


class _Pen:
    """Draws paragraph after paragraph down the page."""

    def __init__(self, paper: FPDF, size: float, letters: Letters) -> None:
        self._paper, self._size, self._letters = paper, size, letters

    def space(self, lines: float) -> None:
        """Room before the next paragraph, in lines; none at the top of a page."""
        if self._paper.get_y() > self._paper.t_margin + 1:
            self._paper.ln(lines * self._size * _LINE * _MM)

    def block(self, block: Block) -> None:
        """A block of a sheet."""
        self.space(_SPACE.get(block.kind, 0.12))
        if block.kind == "table":
            self._table(block)
            return
        bold = "B" if block.kind in ("heading", "strong") else ""
        marks = " ".join(f"[{number}]" for number in block.marks)
        runs = [(block.lead, "B"), (block.text, bold), (marks, "q")]
        aside = block.aside if block.kind == "heading" else f"({block.aside})"
        runs.append((aside if block.aside else "", "q"))
        self.paragraph(
            [run for run in runs if run[0]],
            indent=_INDENT.get(block.kind, 0.0),
            bullet=_BULLET.get(block.kind, ""),
            quiet=block.kind == "quiet",
            outline=1 if block.kind == "heading" else None,
        )

    def paragraph(
        self,
        runs: list[tuple[str, str]],
        *,
        size: float = 0.0,
        indent: float = 0.0,
        bullet: str = "",
        quiet: bool = False,
        outline: int | None = None,
    ) -> None:
        """Runs of text with their style: "" plain, "B" bold, "q" quiet. ``outline`` is the level
        under which it stands in the list of contents of the file."""
        paper, points = self._paper, size or self._size
        height = points * _LINE * _MM
        runs = [(self._letters.drawable(text), style) for text, style in runs]
        whole = " ".join(text for text, _ in runs)
        if outline is not None:
            if paper.get_y() + 3 * height > paper.page_break_trigger:
                paper.add_page()
            paper.start_section(runs[0][0], level=outline, strict=False)
        paper.set_left_margin(_MARGIN + indent)
        paper.set_x(_MARGIN + indent)
        if reads_from_right(whole):
            self._style(runs[0][1] if len(runs) == 1 else "", points, quiet=quiet)
            paper.multi_cell(0, height, whole, align="R", new_x="LMARGIN", new_y="NEXT")
        else:
            if bullet:
                self._style("q", points, quiet=True)
                wide = paper.get_string_width(bullet) + 0.6
                paper.set_x(_MARGIN + indent - wide)
                paper.cell(wide, height, bullet.strip())
                paper.set_x(_MARGIN + indent)
            for position, (text, style) in enumerate(runs):
                self._style(style, points, quiet=quiet)
                paper.write(height, f" {text}" if position else text)
            paper.ln(height)
        paper.set_left_margin(_MARGIN)
        paper.set_x(_MARGIN)

    def sources(self, sheet: Sheet) -> None:
        """Numbered sources; on one page, where each quote stands in its place, in one paragraph."""
        small = self._size - 1
        if sheet.one_page:
            listed = "   ".join(f"[{note.number}]\u00a0{note.says}" for note in sheet.sources)
            runs = [(f"{SOURCES}:", "B"), (listed, "")]
            self.paragraph(runs, size=max(small, 7.5), quiet=True)
            return
        self.paragraph([(SOURCES, "B")], outline=1)
        for note in sheet.sources:
            self.paragraph([(note.line(), "")], size=small, quiet=True)

    def _style(self, style: str, points: float, *, quiet: bool) -> None:
        self._paper.set_font(_FAMILY, "B" if style == "B" else "", points)
        self._paper.set_text_color(*(_QUIET if quiet or style == "q" else _INK))

    def _table(self, block: Block) -> None:
        widths = _widths(block.rows)
        if _too_high(block.rows, widths):
            self._spelt_out(block)
            return
        paper = self._paper
        self._style("", self._size - 1, quiet=False)
        height = (self._size - 1) * _LINE * _MM
        with paper.table(
            line_height=height, col_widths=widths, padding=0.8, text_align="LEFT"
        ) as table:
            for cells in block.rows:
                row = table.row()
                for text in cells:
                    align = "R" if reads_from_right(text) else "L"
                    row.cell(self._letters.drawable(text), align=align)

    def _spelt_out(self, block: Block) -> None:
        """A table whose cells are too long for columns, row by row."""
        head, *rows = block.rows
        for row in rows:
            told = zip(head, row, strict=False)
            said = "; ".join(f"{name}: {text}" if name else text for name, text in told if text)
            self.paragraph([(said, "")], indent=_INDENT["item"], bullet=_BULLET["item"])


def _too_high(rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]) -> bool:
    """Whether a row would take most of a page: such a row cannot be broken."""
    across = [max(share / sum(widths) * _LETTERS_ACROSS, 1) for share in widths]
    return any(
        len(text) / room > _ROWS_HIGH
        for row in rows
        for text, room in zip(row, across, strict=False)
    )


def _widths(rows: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Shares of the width, by what stands in each column: short ones stay short."""
    shares = []
    for column in zip(*rows, strict=True):
        word = max((len(part) for text in column for part in text.split()), default=1)
        longest = max((len(text) for text in column), default=1)
        # A word that is not broken needs its own width and the padding.
        shares.append(min(max(longest, min(word, 30) + 4, 8), 60))
    return tuple(shares)
