"""A sheet as a Word file: real headings, lists, quotes and tables, so that Word can navigate it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from assistant.exchange.sheet import SOURCES, Block, Sheet, reads_from_right

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_STYLES = {
    "heading": "Heading 1",
    "strong": "Lead",
    "text": "Body Text",
    "quiet": "Small Print",
    "quote": "Quote",
    "item": "List Bullet",
    "ask": "List Bullet 2",
}
_INK, _QUIET = "22262C", "565F6B"
_FONT = "Calibri"


def word_file(sheet: Sheet, *, made_at: datetime) -> bytes:
    """The bytes of a .docx. Imports python-docx."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    _set_styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    _properties(document, sheet, made_at)
    _add(document, "Title", [(sheet.title, "")])
    if sheet.draft:
        _add(document, "Small Print", [("Draft", "b")])
    for fact in sheet.facts:
        _add(document, "Small Print", [(fact, "")])
    for block in sheet.blocks:
        if block.kind == "table":
            _table(document, block)
        else:
            _add(document, _STYLES[block.kind], _runs(block))
            if block.kind == "heading" and block.aside:
                _add(document, "Small Print", [(block.aside, "")])
    if sheet.sources:
        _add(document, "Heading 2", [(SOURCES, "")])
        for note in sheet.sources:
            _add(document, "Source Note", [(note.line(), "")])
    _add(document, "Foot", [(sheet.foot, "")])
    _footer(page, sheet)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _runs(block: Block) -> list[tuple[str, str]]:
    marks = " ".join(f"[{number}]" for number in block.marks)
    parts = [(block.lead, "b"), (block.text, ""), (marks, "q")]
    aside = block.aside if block.kind != "heading" else ""
    parts.append((f"({aside})" if aside else "", "q"))
    return [part for part in parts if part[0]]


def _add(document: Document, style: str, runs: list[tuple[str, str]]) -> None:
    _fill(document.add_paragraph(style=style), runs)


def _fill(paragraph: Paragraph, runs: list[tuple[str, str]]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import RGBColor

    right = reads_from_right(" ".join(text for text, _ in runs))
    if right:
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for position, (text, style) in enumerate(runs):
        run = paragraph.add_run(f" {text}" if position else text)
        if style == "b":
            run.bold = True
        elif style == "q":
            run.font.color.rgb = RGBColor.from_string(_QUIET)
        if right:
            run.font.rtl = True


def _table(document: Document, block: Block) -> None:
    from docx.oxml import OxmlElement

    wide = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=wide, style="Table Grid")
    for position, row in enumerate(block.rows):
        made = table.add_row()
        for cell, text in zip(made.cells, row, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Small Print"
            _fill(paragraph, [(text, "b" if position == 0 else "")])
        if position == 0:
            # Word repeats it on each page and screen readers call it the heading row.
            made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph(style="Small Print")


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    styles: Any = document.styles
    for name, after in (("Lead", 6), ("Small Print", 2), ("Source Note", 2), ("Foot", 0)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.paragraph_format.space_after = Pt(after)
    sizes = {
        **{"Normal": 11, "Title": 20, "Heading 1": 13, "Heading 2": 12, "Lead": 12},
        **{"Small Print": 9.5, "Source Note": 9.5, "Foot": 9.5, "Quote": 11},
    }
    for name, size in sizes.items():
        font = styles[name].font
        font.size, font.name = Pt(size), _FONT
        small = name in ("Small Print", "Source Note", "Foot")
        font.color.rgb = RGBColor.from_string(_QUIET if small else _INK)
        _same_font_everywhere(styles[name])
    styles["Lead"].font.bold = True
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    for name in ("Normal", "Body Text", "List Bullet", "List Bullet 2", "Quote"):
        styles[name].paragraph_format.space_after = Pt(3)
    for name in ("Heading 1", "Heading 2", "Foot"):
        styles[name].paragraph_format.space_before = Pt(12)


def _same_font_everywhere(style: Any) -> None:
    """The template names another font for headings, by theme: that one would win."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), _FONT)


def _properties(document: Document, sheet: Sheet, made_at: datetime) -> None:
    said = document.core_properties
    said.title, said.subject = sheet.title[:255], sheet.foot[:255]
    said.author = said.last_modified_by = "Viceversa"
    said.comments = ""
    said.language = "en-GB"
    said.created = said.modified = made_at
    said.content_status = "Draft" if sheet.draft else "Final"


def _footer(page: Any, sheet: Sheet) -> None:
    """Who may read it, on every page, with the page's number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = page.footer.paragraphs[0]
    paragraph.style = "Small Print"
    _fill(paragraph, [(f"{sheet.foot} Page", "")])
    run = paragraph.add_run(" ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)
