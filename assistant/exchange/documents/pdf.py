"""PDF files: text with its place on the page, through pypdf. Nothing in the file is run."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from assistant.exchange.documents.blocks import Block, Refused
from assistant.exchange.documents.lines import Piece, blocks_of, lines_of

_EASILY_READ = 30
"""Characters on a page below which a picture on it is probably the text."""


def pdf_blocks(data: bytes) -> list[Block]:
    """Paragraphs, headings and tables of each page, named as the file numbers its pages.

    Refused if it is locked with a password, damaged, or holds pictures of text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        # Many files may be read by anybody and are locked only against changes.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("locked")
        pages = [_pieces(page) for page in reader.pages]
        names = _names(reader, len(pages))
        if sum(len(piece.text) for page in pages for piece in page) < _EASILY_READ:
            raise Refused("pictures" if _has_pictures(reader) else "empty")
    except DependencyError as error:
        raise Refused("locked") from error
    except LimitReachedError as error:
        raise Refused("large") from error
    except PyPdfError as error:
        raise Refused("damaged") from error
    return blocks_of([(name, lines_of(page)) for name, page in zip(names, pages, strict=True)])


def _pieces(page: Any) -> list[Piece]:
    """Each run of text with where it starts, how large it is, and whether it is bold."""
    pieces: list[Piece] = []

    def found(text: str, matrix: list[float], place: list[float], font: Any, size: float) -> None:
        if not text.strip():
            return
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        tall = abs(size) * _scale(place) * _scale(matrix)
        called = str((font or {}).get("/BaseFont", "")).lower()
        bold = any(word in called for word in ("bold", "black", "heavy"))
        pieces.append(Piece(text, x, y, tall, bold))

    page.extract_text(visitor_text=found)
    return pieces


def _scale(matrix: list[float]) -> float:
    """How much taller a matrix makes what it is applied to."""
    return float((matrix[2] ** 2 + matrix[3] ** 2) ** 0.5) or 1.0


def _names(reader: Any, count: int) -> list[str]:
    """Pages as the file numbers them (iv, 1, 2), else counted."""
    counted = [str(number) for number in range(1, count + 1)]
    if "/PageLabels" not in reader.root_object:
        return [f"p. {name}" for name in counted]
    labels = [str(label).strip() for label in reader.page_labels]
    return [
        f"p. {label[:12] or name}"
        for label, name in zip([*labels, *counted], counted, strict=False)
    ]


def _has_pictures(reader: Any) -> bool:
    """Whether any page draws an image: a scan, then, rather than an empty file."""
    for page in reader.pages:
        drawn = page.get("/Resources", {}).get_object().get("/XObject", {})
        for each in drawn.get_object().values():
            if each.get_object().get("/Subtype") == "/Image":
                return True
    return False
