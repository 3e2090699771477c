"""Charts in text, drawn by Textual's own sparkline; numbers always stand beside them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from io import StringIO

from textual.content import Content

from tui.formatting import FOCUS, QUIET, fit

_LABEL = 18
_CELL = 5


def columns(values: Sequence[int], height: int) -> list[str]:
    """One column of three cells for each value, ``height`` rows, from nought to the highest."""
    return list(_drawn(tuple(values), height))


@lru_cache(maxsize=16)
def _drawn(values: tuple[int, ...], height: int) -> tuple[str, ...]:
    from rich.console import Console
    from textual.renderables.sparkline import Sparkline

    width = _CELL * (len(values) + 1)
    console = Console(width=width, file=StringIO(), color_system=None)
    # A leading nought puts the foot of the columns at nought instead of at the lowest value.
    console.print(Sparkline([0, *values], width=width, height=height), end="")
    lines = console.file.getvalue().splitlines()[:height]  # type: ignore[attr-defined]
    rows = []
    for line in lines:
        cells = [line[at : at + _CELL] for at in range(_CELL, width, _CELL)]
        rows.append(
            "".join(
                "     " if not value else f"{cell[1:4]:<3}  "
                for cell, value in zip(cells, values, strict=True)
            )
        )
    return tuple(rows)


def months_chart(months: Sequence[tuple[str, int, int]], width: int) -> list[Content]:
    """Sessions held by month: columns, and under each the month and both numbers."""
    room = max((width - _LABEL) // _CELL, 1)
    shown = list(months)[-room:]
    if not shown:
        return []
    head = (fit("Held by month", _LABEL, QUIET), Content(" " * _LABEL))
    lines = [
        Content.assemble(label, (row, FOCUS))
        for label, row in zip(head, columns([held for _, held, _ in shown], 2), strict=True)
    ]
    for label, cells in (
        ("", [month for month, _, _ in shown]),
        ("held", [str(held) for _, held, _ in shown]),
        ("of", [str(due) for _, _, due in shown]),
    ):
        figures = "".join(f"{cell:>3}  " for cell in cells)
        lines.append(
            Content.assemble(fit(f"{label:>{_LABEL - 2}}  ", _LABEL, QUIET), (figures, QUIET))
        )
    return lines
