"""Word files: headings, paragraphs, lists and tables, with the pages that Word last laid out."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from assistant.exchange.documents.blocks import Block, Refused, heading, table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAK = f"{_W}lastRenderedPageBreak"
_INLINE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def word_blocks(data: bytes) -> list[Block]:
    """What a reader of the printed file would read, changes accepted, footnotes left out.

    Pages are named only if Word marked in the file where they ended when it was last laid out.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(BytesIO(data))
        body = document.element.body
        levels = _levels(document)
    except (PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as error:
        raise Refused("damaged") from error
    paged = body.find(f".//{_BREAK}") is not None
    page, blocks = 1, []
    for element in _elements(body):
        name = f"p. {page}" if paged else ""
        text = _table(element) if element.tag == f"{_W}tbl" else _paragraph(element, levels)
        blocks.append(Block(text, name))
        page += sum(1 for _ in element.iter(_BREAK))
    return _lists_joined(blocks)


def _elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, those inside content controls too."""
    for child in parent.iterchildren(f"{_W}p", f"{_W}tbl", f"{_W}sdt", f"{_W}ins"):
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        else:
            inside = child.find(f"{_W}sdtContent")
            yield from _elements(child if inside is None else inside)


def _levels(document: Any) -> dict[str, int]:
    """Level of the styles that are headings, by their id, whatever language Word speaks."""
    levels: dict[str, int] = {}
    for style in document.styles.element.iterchildren(f"{_W}style"):
        name = style.find(f"{_W}name")
        called = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        said = outline.get(f"{_W}val") if outline is not None else None
        level = 0
        if called == "title":
            level = 1
        elif called.startswith("heading ") and called[8:].isdecimal():
            level = int(called[8:])
        elif said is not None and said.isdecimal() and int(said) < 9:
            level = int(said) + 1
        if level:
            levels[style.get(f"{_W}styleId") or ""] = level
    return levels


def _paragraph(paragraph: Any, levels: dict[str, int]) -> str:
    text = _text(paragraph)
    if not text.strip():
        return ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    called = (style.get(f"{_W}val") or "") if style is not None else ""
    if called in levels:
        return heading(text, levels[called])
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return f"- {text.strip()}" if numbered or called.startswith("List") else text.strip()


def _text(element: Any) -> str:
    """Text as it stands with all changes accepted: what was struck out is in other elements."""
    parts: list[str] = []
    for node in element.iter(f"{_W}t", *_INLINE):
        if any(above.tag == _FALLBACK for above in node.iterancestors()):
            continue  # the same words once more, for older programs
        parts.append(node.text or "" if node.tag == f"{_W}t" else _INLINE[node.tag])
    return "".join(parts)


def _table(found: Any) -> str:
    rows = [
        [" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")]
        for row in found.iterchildren(f"{_W}tr")
    ]
    return table(rows)


def _lists_joined(blocks: list[Block]) -> list[Block]:
    """Items of a list on one page as one block: a bullet alone says little."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        items = last and block.text.startswith("- ") and last.text.startswith("- ")
        if last and items and last.page == block.page:
            joined[-1] = Block(f"{last.text}\n{block.text}", last.page)
        else:
            joined.append(block)
    return joined
