"""A session that runs, as lines: pure functions from its page to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import (
    BOLD,
    FOCUS,
    QUIET,
    badge,
    fit,
    hanging,
    marked,
    one_line,
    row,
    stacked,
    wrapped,
)

if TYPE_CHECKING:
    from assistant.domain.run_views import RunView
    from assistant.domain.running import Bullet, RunItem

_BAR = 15
_STATES = {"done": "$v-done", "parked": "$v-programme", "not reached": QUIET}


def now_text(view: RunView, seconds: int, nth: int, width: int) -> Content:
    """The line in hand: its minutes used, prompt ``nth`` and the one after it."""
    item = next((one for one in view.items if one.id == view.hand), None)
    if item is None:
        return stacked(wrapped(_no_line(view), width))
    used = _used(item, seconds, hidden=view.timers_hidden)
    lines = [row(Content.assemble(("Now   ", QUIET), (one_line(item.topic), BOLD)), used, width)]
    if item.prompts:
        asked = item.prompts[nth % len(item.prompts)]
        lines += hanging("Ask   ", asked, width, indent=6)[:2]
    if len(item.prompts) > 1:
        after = item.prompts[(nth + 1) % len(item.prompts)]
        then = Content.assemble(" " * 6, ("then  ", QUIET), (one_line(after), QUIET))
        lines.append(row(then, Content.styled("n", FOCUS), width))
    return stacked(lines)


def _used(item: RunItem, seconds: int, *, hidden: bool) -> Content:
    if hidden:
        return Content.styled(f"{item.minutes} minutes", QUIET)
    full = min(_BAR, round(_BAR * seconds / max(item.minutes * 60, 1)))
    bar = "\u2588" * full + "\u2591" * (_BAR - full)
    over = seconds > item.minutes * 60
    said = f"{seconds // 60}:{seconds % 60:02} of {item.minutes}"
    style = f"{BOLD} $v-nearly" if over else QUIET
    return Content.assemble((f"{said}{', over' if over else ''}  ", style), (bar, FOCUS))


def _no_line(view: RunView) -> str:
    if view.state == "ready":
        return _ready(view)
    if view.state == "ended":
        return "Its lines and bullets are kept. Enter: three minutes to look back, by yourself."
    if view.items:
        return "Every line is done. Enter ends the session; b keeps one more bullet."
    return "No agenda yet: P drafts one. The clock runs; b keeps a bullet."


def _ready(view: RunView) -> str:
    if view.late and view.cut_if_late:
        return f"{view.late} minutes late. {one_line(view.cut_if_late)}"
    if view.agenda == "none":
        return "No agenda is here yet: P prepares one. You can run the session without."
    whose = "you two agreed to" if view.agenda == "shared" else "of your own draft"
    return f"{view.when}. {view.minutes} minutes, by the agenda {whose}."


def item_text(item: RunItem, hand: str, width: int, lit: bool) -> Content:
    """A line of the agenda and what became of it."""
    state = "now" if item.id == hand else "" if item.state == "open" else item.state.value
    style = f"{BOLD} {FOCUS}" if state == "now" else _STATES.get(state, "")
    topic = Content.styled(one_line(item.topic), BOLD if lit or state == "now" else "")
    left = Content.assemble(fit(state, 13, style), topic)
    return marked(row(left, Content.styled(str(item.minutes), QUIET), width - 4), lit, width)


def bullet_text(bullet: Bullet, width: int, lit: bool) -> Content:
    """A bullet with who reads it once the session is over; the selected one in full."""
    who = badge(bullet.visibility.value)
    if not lit:
        return marked(row(one_line(bullet.text), who, width - 4), lit, width)
    lines = wrapped(one_line(bullet.text), width - 4 - who.cell_length - 2)
    first = row(lines[0] if lines else "", who, width - 4)
    return marked(stacked([first, *lines[1:]]), lit, width)


def beside_text(view: RunView, width: int) -> Content:
    """For a wide window: the whole of the line in hand."""
    item = next((one for one in view.items if one.id == view.hand), None)
    lines: list[Content] = []
    if item is not None:
        lines = wrapped(one_line(item.topic), width, style=BOLD)
        if item.goal:
            lines += wrapped(f"Goal: {one_line(item.goal)}", width, style=QUIET)
        for prompt in item.prompts:
            lines += [Content(""), *wrapped(one_line(prompt), width)]
        lines.append(Content(""))
    lines += wrapped("You need not know everything, and the lines are yours to skip.", width)
    lines += [Content("")]
    about = "Nothing is recorded or listened to. What you type as a bullet is kept, nothing else."
    lines += wrapped(about, width, style=QUIET)
    return stacked(lines)
