"""Home as lines: the next thing, what comes after, each journey, a programme in counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.amounts import counted
from assistant.domain.days import day_words
from tui.charts import months_chart
from tui.formatting import (
    BOLD,
    FOCUS,
    QUIET,
    badge,
    hanging,
    marked,
    one_line,
    row,
    stacked,
    whole,
    wrapped,
)
from tui.here import first_name
from tui.widgets.rows import Row, quiet_row

if TYPE_CHECKING:
    from assistant.domain.views import DueThing, NextStep, PairingView, ProgrammeCounts

_BAR = 32
_LABEL = 16
_MOST_DUE = 3
_NO_DATE = Content.styled("  No session is planned yet. J picks a date.", QUIET)


def due_rows(due: Sequence[DueThing]) -> list[Row]:
    """What is due today, at most three lines: the steps below are where it is done."""
    rows = [Row("", partial(_due_text, thing)) for thing in due[:_MOST_DUE]]
    if (more := len(due) - _MOST_DUE) > 0:
        rows.append(quiet_row(f"{more} more. D goes to each in turn."))
    return rows


def _due_text(thing: DueThing, width: int, _lit: bool) -> Content:
    words = Content.assemble(("  Due  ", BOLD), one_line(thing.words))
    return words.truncate(width - 2, ellipsis=True)


def step_text(
    step: NextStep, width: int, lit: bool, *, opened: bool, roomy: bool = False
) -> Content:
    """A thing to do: what, until when; ``opened`` adds its detail and the key, ``roomy`` shows all
    of its title."""
    room = width - 4
    title = Content.styled(one_line(step.title), BOLD if lit or opened else "")
    due = Content.styled(one_line(step.due), QUIET)
    # What is next or selected is shown whole; the rest of a list in a low window has one row each.
    lines = whole("", title, due, room) if opened or lit or roomy else [row(title, due, room)]
    if opened or lit:
        detail = Content.styled(one_line(step.detail), QUIET)
        key = Content.styled("Enter", FOCUS) if lit else Content("")
        if step.detail or lit:
            lines += whole("", detail, key, room)
    return marked(stacked(lines), lit, width)


def changes_text(changes: Sequence[tuple[str, str, str]], width: int) -> Content:
    """What I changed: kept or open, the words, by when; at most four."""
    lines = [Content.styled("What I changed", BOLD)]
    for state, words, due in changes[:4]:
        style = "$v-done" if state == "kept" else ""
        label = Content.assemble("  ", (f"{state:<7}", style))
        lines += whole(label, words, Content.styled(due, QUIET), width - 4)
    return stacked(Content.assemble("  ", line) for line in lines)


def journey_text(pairing: PairingView, width: int) -> Content:
    """Where a pairing stands: its sessions, goals and promises, and the partner's last words."""
    room = width - 4
    last = next((s.number for s in reversed(pairing.sessions) if s.state == "held"), 0)
    at = pairing.next_session or last
    lines = [
        row(
            Content.styled(f"With {first_name(pairing.partner)}", BOLD),
            Content.styled(f"session {at} of {pairing.total_sessions}", QUIET),
            room,
        )
    ]
    steps = []
    for session in pairing.sessions:
        if session.state == "held":
            steps.append((f"{session.number} held", "$v-done"))
        elif session.state == "missed":
            steps.append((f"{session.number} missed", "$v-nearly"))
        elif session.state == "moved":
            steps.append((f"{session.number} moved", QUIET))
        else:
            starts = session.starts_at
            day = f"{starts.day} {starts:%b}" if starts is not None else "no date"
            steps.append((f"{session.number} {day}", FOCUS if starts is not None else QUIET))
    parts: list[Content] = []
    for words, style in steps:
        parts += [Content.styled(words, style), Content("   ")]
    # A session that is only being prepared is there too, without a date.
    dated = any(s.starts_at is not None or s.state != "planned" for s in pairing.sessions)
    lines.append(Content.assemble("  ", *parts[:-1]) if dated else _NO_DATE)
    for number, goal in enumerate(pairing.goals):
        lines += hanging("Goal      " if number == 0 else "          ", goal, room, indent=2)
    for number, promised in enumerate(pairing.promised):
        lines += hanging("Promised  " if number == 0 else "          ", promised, room, indent=2)
    if pairing.said is not None:
        name = f"{first_name(pairing.said.author) or first_name(pairing.partner)}"
        said = f"\u201c{one_line(pairing.said.quote)}\u201d"
        lines += hanging(f"{name:<10}", said, room, indent=2)
        lines.append(row("", badge("pair"), room))
    return stacked(Content.assemble("  ", line) for line in lines)


def counts_text(counts: ProgrammeCounts, width: int) -> Content:
    """A programme for its coordinator: counts only."""
    room = width - 4
    full = round(_BAR * counts.held / counts.sessions) if counts.sessions else 0
    bar = "\u2588" * full + "\u2591" * (_BAR - full)
    lines = [
        row(
            Content.styled(one_line(counts.name), BOLD),
            Content.styled(
                f"{counted(counts.pairings, 'pairing')}, "
                f"{counted(counts.people, 'person', 'people')}",
                QUIET,
            ),
            room,
        ),
        _figure(
            "Sessions held",
            Content.assemble(f"{counts.held} of {counts.sessions}   ", (bar, FOCUS)),
            room,
        ),
        _figure("Moved", str(counts.moved), room),
        _figure("Missed", f"{counts.missed:<4}{_in_a_row(counts.lost_in_a_row)}", room),
    ]
    lines += [Content.assemble("  ", line) for line in months_chart(counts.months, room - 2)]
    lines += [*_ratings(counts, room), *_people(counts, room)]
    lines += [Content(""), Content.styled("Milestones", BOLD)]
    coming = [one for one in counts.milestones if not one[2]]
    done = [one for one in counts.milestones if one[2]]
    for title, day, is_done in [*done[-1:], *coming]:
        state = "done" if is_done else "next" if (title, day, is_done) == coming[0] else ""
        left = Content.assemble((f"  {state:<{_LABEL}}", QUIET), one_line(title))
        lines.append(row(left, Content.styled(day_words(day), QUIET), room))
    lines += wrapped("What was said in sessions is never shown here.", room, indent=2, style=QUIET)
    return stacked(Content.assemble("  ", line) for line in lines)


def _figure(label: str, told: str | Content, room: int) -> Content:
    return Content.assemble((f"  {label:<{_LABEL}}", QUIET), told).truncate(room, ellipsis=True)


def _in_a_row(pairs: int) -> str:
    if not pairs:
        return "no pair has lost two in a row"
    return f"{counted(pairs, 'pair')} lost two in a row: 15 minutes keep the thread"


def _ratings(counts: ProgrammeCounts, room: int) -> list[Content]:
    """Ratings as the newest note told them; whatever it held back is said to be held back."""
    if counts.told_on is None:
        why = "told in the note, if 5 people in 3 pairs answered"
        return [_figure("Ratings", Content.styled(why, QUIET), room)]
    on = day_words(counts.told_on)
    lines = [_figure("Ratings", Content.styled(f"as the note of {on} has them", QUIET), room)]
    for label, told in counts.told:
        words = one_line(label).partition(",")[0]
        right = told or Content.styled("not shown, to protect people", QUIET)
        left = Content.assemble("    ", words)
        end = Content(right) if isinstance(right, str) else right
        if left.cell_length + end.cell_length + 2 > room:
            lines.append(left)
            left = Content("")
        lines.append(row(left, end, room))
    if any(told for _, told in counts.told):
        lines.append(Content.styled("    Small numbers: a sign, not a proof.", QUIET))
    return lines


def _people(counts: ProgrammeCounts, room: int) -> list[Content]:
    calls, gaps = len(counts.calls), counts.gaps
    asked = f"{calls or 'nobody'} asked for one" if calls != 1 else "1 person asked for one"
    covered = f"{counted(gaps, 'topic')} without a source" if gaps else "a source for each topic"
    return [_figure("Calls", asked, room), _figure("Guidance", covered, room)]
