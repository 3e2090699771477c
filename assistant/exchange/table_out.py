"""Lists as comma-separated values that a spreadsheet opens, and that never act in one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from assistant.exchange.sheet import words

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection)."""


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180), every cell one line of text and none of them a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(text) for text in row])
    return out.getvalue()


def _cell(text: str) -> str:
    shown = words(text)
    # Full-width signs act as formulas in some spreadsheets, and so does a sign after blanks.
    active = text.startswith(_ACTIVE) or shown.startswith((*_ACTIVE, "\uff1d", "\uff0b", "\uff20"))
    return f"'{shown}" if active else shown
