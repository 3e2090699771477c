"""Text to lines of a given width: pure functions, no widget and no state.

Everything returns ``Content``, in which text is never markup. Widths are in terminal cells.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation
    from assistant.domain.sources import Hit, Source

QUIET = "$v-quiet"
FOCUS = "$v-focus"
BOLD = "bold"
SUGGESTION = "$v-programme"

BADGES = {"private": "(only you)", "pair": "(you two)", "programme": "(programme)"}
BADGE_STYLES = {
    "(only you)": "$v-private",
    "(you two)": "$v-pair",
    "(programme)": "$v-programme",
    "(sealed)": "$v-sealed",
}


def one_line(text: str) -> str:
    """Line breaks and runs of blanks become one blank."""
    return " ".join(text.split())


def fit(text: str | Content, width: int, style: str = "") -> Content:
    """Exactly ``width`` cells: cut with an ellipsis, or filled with blanks."""
    content = Content.styled(one_line(text), style) if isinstance(text, str) else text
    return content.truncate(max(width, 0), ellipsis=True, pad=True) if width > 0 else Content("")


def row(left: str | Content, right: str | Content, width: int) -> Content:
    """``left`` cut to what ``right`` leaves, ``right`` at the right edge."""
    end = Content(one_line(right)) if isinstance(right, str) else right
    end = end.truncate(max(width - 12, 1), ellipsis=True)
    gap = 2 if len(end) else 0
    return Content.assemble(fit(left, width - end.cell_length - gap), " " * gap, end)


def wrapped(text: str | Content, width: int, *, indent: int = 0, style: str = "") -> list[Content]:
    """Lines of at most ``width`` cells, each after ``indent`` blanks; "" gives none."""
    content = Content.styled(text, style) if isinstance(text, str) else text
    if not content.plain.strip():
        return []
    room = max(width - indent, 8)
    return [
        Content.assemble(" " * indent, line.rstrip())
        for line in content.wrap(room, overflow="fold")
    ]


def hanging(label: str, text: str, width: int, *, indent: int, style: str = "") -> list[Content]:
    """``label`` and text beside it, wrapped under itself: "Ask:  What did ..."."""
    lines = wrapped(one_line(text), width, indent=indent + len(label), style=style)
    if not lines:
        return []
    first = Content.assemble(" " * indent, (label, QUIET), lines[0][indent + len(label) :])
    return [first, *lines[1:]]


def whole(
    label: str | Content, text: str | Content, right: str | Content, width: int
) -> list[Content]:
    """``label`` and all of ``text``, wrapped under itself; ``right`` ends the first row."""
    head = Content(label) if isinstance(label, str) else label
    end = Content(one_line(right)) if isinstance(right, str) else right
    indent = head.cell_length
    room = width - end.cell_length - 2
    lines = wrapped(one_line(text) if isinstance(text, str) else text, room - indent)
    first = row(Content.assemble(head, lines[0] if lines else ""), end, width)
    return [first, *(Content.assemble(" " * indent, line) for line in lines[1:])]


def stacked(lines: Iterable[str | Content]) -> Content:
    """Lines as one content."""
    return Content("\n").join([Content(x) if isinstance(x, str) else x for x in lines])


def badge(visibility: str) -> Content:
    """Who may read it, in round brackets: words first, colour repeats them."""
    words = BADGES.get(visibility, visibility)
    return Content.styled(words, BADGE_STYLES.get(words, QUIET))


def marked(content: Content, lit: bool, width: int) -> Content:
    """``> `` before the first line of the selected row, two blanks before all other lines."""
    lines = content.split("\n", allow_blank=True)
    head = (">", f"{BOLD} {FOCUS}") if lit else " "
    drawn = [Content.assemble(head if i == 0 else " ", " ", line) for i, line in enumerate(lines)]
    return stacked(line.truncate(width) for line in drawn)


def evidence(citation: Citation) -> str:
    """How far to trust a citation's source: its strength and the verb that it allows."""
    if citation.strength is None:
        return citation.date
    parts = (f"{citation.strength.value}, {citation.strength.verb}", citation.date)
    return ", ".join(part for part in parts if part)


def cited(number: int, citation: Citation, width: int, rows: int = 2) -> Content:
    """A citation in at most ``rows`` rows: number, source, exact words, and the gate's verdict."""
    verdict = "found word for word" if citation.found else "not found in the source"
    where = citation.label or citation.author or "source"
    if citation.strength is not None:
        where = f"{where}, {citation.strength.value}"
    head = f"[{number}] {one_line(where)}: "
    quote = f"\u201c{one_line(citation.quote)}\u201d"
    text = Content.assemble((head, FOCUS), quote)
    lines = wrapped(text, width)
    last = rows - 1
    room = width - len(verdict) - 3
    if len(lines) < rows and lines and lines[-1].cell_length > room:
        lines.append(Content(""))
    lines = lines[:rows]
    if len(lines) == rows or (lines and lines[-1].cell_length <= room):
        last = len(lines) - 1
        cut = lines[last].truncate(room, ellipsis=True)
        style = QUIET if citation.found else "$v-wrong"
        lines[last] = row(cut, Content.styled(verdict, style), width)
    return stacked(lines)


def source_head(source: Source, citation: Citation | None = None, at: int = -1) -> list[Content]:
    """Title and place of character ``at``, then what it is and how far to trust it."""
    facts: list[str] = []
    if source.strength is not None:
        facts.append(f"{source.strength.value}: {source.strength.verb}")
    if source.is_guidance:
        facts += [part for part in (source.origin, source.date, source.licence) if part]
    else:
        facts += [
            source.kind,
            f"in the words of {source.author_name}" if source.author_name else "",
        ]
    lines = [Content.styled(one_line(source.name_at(at) or source.kind), BOLD)]
    lines += [Content.styled(one_line(fact), QUIET) for fact in facts if fact]
    if not source.is_guidance:
        lines.append(badge(source.visibility.value))
    if citation is not None and not citation.found:
        lines.append(Content.styled("These words were not found in the source.", "$v-wrong"))
    return lines


def highlighted(text: str, start: int, end: int) -> Content:
    """A source's text with the cited characters marked, in reverse so that colour is not needed."""
    content = Content(text, strip_control_codes=False)
    if 0 <= start < end <= len(text):
        content = content.stylize(f"reverse {FOCUS}", start, end)
    return content


def found(hit: Hit, width: int, lit: bool, *, explaining: bool = False) -> Content:
    """One search hit: what it is, its words, who may read it, and why it came if asked."""
    from assistant.domain.finding import why

    source = hit.source
    end = Content("") if source.is_guidance else badge(source.visibility.value)
    kind = source.strength.value if source.strength else source.kind
    head = row(
        Content.assemble(
            (fit(kind, 13, QUIET)),
            Content.styled(one_line(source.name_at(hit.passage.start)), BOLD),
        ),
        end,
        width - 4,
    )
    words = wrapped(one_line(hit.passage.text), width - 4, indent=13)
    shown = [*(words if lit else words[:2])]
    for reason in why(hit) if explaining else ():
        shown += wrapped(one_line(reason), width - 4, indent=15, style=QUIET)
    return marked(stacked([head, *shown]), lit, width)
