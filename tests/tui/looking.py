"""What a page must look like, whatever it holds: whole, nothing over another, a mark of focus."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.events import Paste
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tests.tui.conftest import Visit
from tui.line_filter import harmless
from tui.widgets.frame import KeyLine, WhoSees
from tui.widgets.reading import Reading
from tui.widgets.rows import Rows


def drawn(visit: Visit) -> list[list]:
    """The rows as they go to the terminal, through the same filters."""
    app, screen = visit.app, visit.app.screen
    rows = []
    for strip in screen._compositor.render_strips():
        segments = list(strip)
        for line_filter in app.get_line_filters():
            segments = line_filter.apply(segments, screen.background_colors[1])
        rows.append(segments)
    return rows


async def idle(visit: Visit) -> None:
    """Wait until every job of every screen is done, and what it drew is drawn."""
    quiet = 0
    for field in visit.app.screen.query("Input, TextArea").results(Input | TextArea):
        field.cursor_blink = False  # the moment in which the cursor is not there is no fault
    for _ in range(1500):
        if visit.app.unforeseen:
            raise visit.app.unforeseen[0]
        top = visit.app.screen
        # Under an open decision the job that asked for it waits for the answer.
        asking = isinstance(top, ModalScreen)
        jobs = [job for job in visit.app.workers if job.node is top or not asking]
        quiet = 0 if any(not job.is_finished for job in jobs) else quiet + 1
        if quiet == 3:
            return
        await visit.pilot.pause(0.01)
    raise AssertionError(f"never idle: {[job.group for job in jobs if not job.is_finished]}")


SIZES = ((80, 24), (120, 40), (200, 50))
THEMES = {"coloured": ("viceversa-dark", "viceversa-light"), "NO_COLOR": ("viceversa-dark",)}
"""Themes to look at, by whether the terminal shows colours."""


async def in_every_window(visit: Visit, colours: str, *, ends: bool = False) -> list[str]:
    """The faults of a page in three windows and all themes, the window being drawn larger and
    smaller under it; with ``ends`` also what cannot be reached."""
    found = []
    for size in SIZES:
        await visit.pilot.resize_terminal(*size)
        await idle(visit)
        for theme in THEMES[colours]:
            visit.app.theme = theme
            await visit.pilot.pause()
            found += [f"{size} {theme}: {fault}" for fault in faults(visit)]
        if ends:
            found += [f"{size}: {fault}" for fault in await hidden_end(visit)]
    await visit.pilot.resize_terminal(*SIZES[0])
    return found


def faults(visit: Visit) -> list[str]:
    """What a person would find wrong with the page; empty is what it should be."""
    return [
        *_rows(visit),
        *_cut(visit),
        *_overlapping(visit),
        *_keys(visit),
        *_focus(visit),
        *_taken_away(visit),
        *_readers(visit),
    ]


def _rows(visit: Visit) -> list[str]:
    width, height = visit.app.size
    rows = drawn(visit)
    wide = [n for n, row in enumerate(rows) if sum(s.cell_length for s in row) > width]
    found = [f"rows {wide} pass {width} columns"] if wide else []
    return found + ([f"{len(rows)} rows of {height}"] if len(rows) != height else [])


def _seen(visit: Visit) -> list[Widget]:
    """What stands on the page, outside of what scrolls."""
    return [
        widget
        for widget in visit.app.screen.walk_children(Widget)
        if widget.region and widget.visible and not _scrolls(widget)
    ]


def _scrolls(widget: Widget) -> bool:
    return any(isinstance(above, VerticalScroll) for above in widget.ancestors)


def _cut(visit: Visit) -> list[str]:
    """Words that their place has no room for, and places that the window has no room for."""
    window = visit.app.screen.region
    found = []
    for widget in _seen(visit):
        if not window.contains_region(widget.region):
            found.append(f"{widget!r} passes the window: {widget.region}")
        if isinstance(widget, Static):
            need = widget.get_content_height(
                widget.content_size, widget.container_size, widget.content_size.width
            )
            if need > widget.content_size.height:
                found.append(f"{widget!r} needs {need} rows of {widget.content_size.height}")
    return found


def _overlapping(visit: Visit) -> list[str]:
    """Two that stand in one place; a container covers what it holds and nothing else."""
    leaves = [w for w in _seen(visit) if not w.is_container and w.id != "too-small"]
    found = []
    for number, one in enumerate(leaves):
        for other in leaves[number + 1 :]:
            related = one in other.ancestors or other in one.ancestors
            if not related and one.region.overlaps(other.region):
                found.append(f"{one!r} and {other!r} overlap")
    return found


def _keys(visit: Visit) -> list[str]:
    lines = list(visit.app.screen.query(KeyLine))
    if not lines:
        return []
    last = "".join(segment.text for segment in drawn(visit)[-1])
    words = [f"{one.first_key} {one.words}" for one in lines[0].shown]
    return [f"key {w!r} is not whole in {last!r}" for w in words if w not in last] or (
        [] if words else ["no key is named"]
    )


def _readers(visit: Visit) -> list[str]:
    told = [str(row.content) for row in visit.app.screen.query(WhoSees)]
    return [] if not told or told[0].startswith(" Who sees this: ") else ["who sees it is not said"]


def _focus(visit: Visit) -> list[str]:
    """Where the next key goes is marked, and not by colour alone."""
    focused = visit.app.focused
    if focused is None:
        waiting = [w for w in _seen(visit) if isinstance(w, Rows | Input | TextArea)]
        waiting = [w for w in waiting if w.id != "ask" and not (isinstance(w, Rows) and not w.lit)]
        return [f"nothing has the focus beside {waiting}"] if waiting else []
    if isinstance(focused, Rows):
        marks = [row for row in _within(visit, focused.region) if row.startswith(">")]
        return [] if len(marks) == bool(focused.lit) else [f"{len(marks)} rows are marked"]
    if _stands_out(visit, focused.region):
        return []
    # What is only scrolled has no line in hand; its own scrollbar and keys say so.
    reads = isinstance(focused, Reading) or focused.allow_vertical_scroll
    return [] if reads else [f"the focus of {focused!r} cannot be seen"]


def _taken_away(visit: Visit) -> list[str]:
    """Words that the first key would replace; figures and what nobody can read are typed anew."""
    return [
        f"the first key in {field!r} takes {field.value!r} away"
        for field in visit.app.screen.query(Input)
        if field.select_on_focus and field.type == "text" and not field.password
    ]


def _within(visit: Visit, region: Region) -> list[str]:
    lines = ["".join(s.text for s in row) for row in drawn(visit)]
    return [line[region.x : region.right] for line in lines[region.y : region.bottom]]


def _stands_out(visit: Visit, region: Region) -> bool:
    """Whether a cell of it has another ground, or is reversed: a cursor, a word that is taken."""
    grounds = set()
    for row in drawn(visit)[region.y : region.bottom]:
        at = 0
        for segment in row:
            if at < region.right and at + segment.cell_length > region.x and segment.style:
                style = segment.style
                grounds.add((style.bgcolor if not visit.app.no_color else None, style.reverse))
            at += segment.cell_length
    return len(grounds) > 1


async def put_into_fields(visit: Visit, words: Sequence[str]) -> int:
    """Paste each text into each field that is there, ten after ten, and let them be drawn and
    kept; how many."""
    count, before = 0, visit.app.focused
    for field in visit.app.screen.query("Input, TextArea").results(Input | TextArea):
        if not field.region or field.disabled:
            continue
        field.focus()
        for start in range(0, len(words), 10):
            for text in words[start : start + 10]:
                field.post_message(Paste(text))
                count += 1
            await idle(visit)
            assert not visit.app.unforeseen, (field, words[start : start + 10])
            field.clear()
        await idle(visit)
    visit.app.screen.set_focus(before)
    await idle(visit)
    return count


async def hidden_end(visit: Visit) -> list[str]:
    """The last row of every list can be reached and is seen whole."""
    found = []
    for rows in visit.app.screen.query(Rows):
        if not rows.display or not rows.region:
            continue
        rows.focus()
        await visit.press("G")
        await visit.pilot.pause()
        told = [" ".join(harmless(line).split()) for line in rows.plain(rows._width).split("\n")]
        told = [line for line in told if line]
        shown = [" ".join(line[1:].split()) for line in _within(visit, rows.region)]
        if told and not any(told[-1].rstrip("\u2026") in line for line in shown):
            found.append(f"the end of {rows!r} is hidden: {told[-1]!r}")
        await visit.press("g")  # what follows the last row that can be selected may hide it
    return found
