"""PowerPoint files: each slide with its title, its text, its tables and the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from assistant.exchange.documents.blocks import Block, Refused, heading, table


def slide_blocks(data: bytes) -> list[Block]:
    """Text in the order of the shapes, title first; pictures and charts are left out."""
    from lxml.etree import XMLSyntaxError
    from pptx import Presentation
    from pptx.exc import PackageNotFoundError, PythonPptxError

    try:
        slides = list(Presentation(BytesIO(data)).slides)
    except (
        *(PackageNotFoundError, PythonPptxError, BadZipFile),
        *(XMLSyntaxError, KeyError, ValueError),
    ) as error:
        raise Refused("damaged") from error
    return [
        Block(text, f"slide {number}")
        for number, slide in enumerate(slides, start=1)
        for text in _slide(slide)
    ]


def _slide(slide: Any) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        yield heading(title.text_frame.text, 2)
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if getattr(shape, "has_table", False):
            yield table([[cell.text for cell in row.cells] for row in shape.table.rows])
        elif shape.has_text_frame:
            yield _frame(shape.text_frame)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        spoken = slide.notes_slide.notes_text_frame.text.strip()
        if spoken:
            yield f"Notes: {spoken}"


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    """Shapes, and those in groups, without recursion: groups may stand in groups."""
    waiting = list(shapes)[::-1]
    while waiting:
        shape = waiting.pop()
        inside = getattr(shape, "shapes", None)
        if inside is None:
            yield shape
        else:
            waiting += list(inside)[::-1]


def _frame(frame: Any) -> str:
    lines = [p.text.replace("\v", "\n").strip() for p in frame.paragraphs]
    kept = [line for line in lines if line]
    return "\n".join(f"- {line}" for line in kept) if len(kept) > 1 else "".join(kept)
