"""A journey as lines: what it is about, goals, sessions, what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.amounts import counted
from assistant.domain.days import day_words
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
    wrapped,
)

if TYPE_CHECKING:
    from assistant.domain.drafts import Agenda
    from assistant.domain.sessions import Goal
    from assistant.domain.views import CommitmentView, SessionView

Lines = list[Content]
_STATES = {"held": "$v-done", "missed": "$v-nearly", "moved": QUIET, "planned": ""}


def focus_text(focus: str, width: int, lit: bool) -> Content:
    """What the pairing is about, or how to say it."""
    words = one_line(focus) or "not said yet; Enter says it in a few words"
    style = BOLD if lit else "" if focus else QUIET
    return marked(
        stacked(hanging("About     ", words, width - 4, indent=0, style=style)), lit, width
    )


def goal_text(goal: Goal, names: dict[str, str], width: int, lit: bool) -> Content:
    """A goal, whose it is, and when selected how both would know."""
    lines = wrapped(one_line(goal.text), width - 18, style=BOLD if lit else "")
    whose = Content.styled(names.get(goal.whose, ""), QUIET)
    drawn = [row(lines[0], whose, width - 4), *lines[1:]]
    if lit and goal.success:
        drawn += wrapped(f"Known by: {one_line(goal.success)}", width - 8, indent=2, style=QUIET)
    return marked(stacked(drawn), lit, width)


def session_text(session: SessionView, moves: int, width: int, lit: bool) -> Content:
    """A session: its number and state, when it is; when selected where, and what was moved."""
    dated = session.starts_at is not None
    state = session.state.value if dated or session.state != "planned" else "no date"
    when = f"{session.when}, {session.minutes} min" if dated else ""
    more = [one_line(session.place), f"moved {'once' if moves == 1 else f'{moves} times'}"]
    more = [part for part in (more[0], more[1] if moves else "") if part]
    more += ["mid-point"] if session.midpoint else []
    rest = "" if lit else ", ".join(more)
    rest = f", {rest}" if when and rest else rest
    left = Content.assemble(
        (f"{session.number:>2}  ", BOLD if lit else ""),
        (f"{state:<9}", _STATES.get(state, QUIET)),
        (when + rest, BOLD if lit else ""),
    )
    does = "" if session.state == "held" else "Enter moves it" if dated else "Enter picks a date"
    end = Content.styled(does if lit else _agenda(session), FOCUS if lit else QUIET)
    lines = [row(left, end, width - 4)]
    if lit and more:
        lines += wrapped(", ".join(more), width - 4, indent=13, style=QUIET)
    return marked(stacked(lines), lit, width)


def change_text(one: CommitmentView, width: int, lit: bool) -> Content:
    """A promise of the reader's own and what came of it."""
    state = _promised(one)
    style = "$v-done" if one.state == "kept" else ""
    due = _due(one)
    lines = wrapped(one_line(one.text), width - 32, style=BOLD if lit else "")
    head = Content.assemble((f"{state:<11}", style), lines[0])
    drawn = [row(head, Content.styled(due, QUIET), width - 4)]
    drawn += [Content.assemble(" " * 11, line) for line in lines[1:]]
    if lit and one.evidence:
        drawn += wrapped(one_line(one.evidence), width - 8, indent=11, style=QUIET)
    return marked(stacked(drawn), lit, width)


def _agenda(session: SessionView) -> str:
    return f"agenda {session.agenda}" if session.agenda != "none" else ""


def _promised(one: CommitmentView) -> str:
    return {"open": "open", "kept": "kept", "missed": "not kept"}.get(one.state.value, "your yes?")


def _due(one: CommitmentView) -> str:
    return f"by {day_words(one.due)}" if one.due else ""


# --- beside the list: the selected entry in full ---------------------------------------------


def focus_in_full(focus: str) -> Lines:
    """What the pairing is about, and what it does."""
    words = one_line(focus) or "Not said yet. Enter says it in a few words."
    leads = "It leads agendas, questions and what to read first. The coordinator never sees it."
    return [Content.styled(words, BOLD), Content(""), Content.styled(leads, QUIET)]


def goal_in_full(goal: Goal, names: dict[str, str]) -> Lines:
    """A goal, whose it is, and how both would know."""
    known = one_line(goal.success)
    lines = [Content.styled(one_line(goal.text), BOLD), Content(""), Content("Known by")]
    said = known or "Nobody has said yet how you both would know. Enter says it."
    lines += [Content.styled(said, "" if known else QUIET)]
    return [*lines, Content(""), Content.styled(f"This goal is {names[goal.whose]}.", QUIET)]


def session_in_full(session: SessionView, moves: int, agenda: Agenda | None, width: int) -> Lines:
    """When and where, how it stands, and the lines of the agenda that its reader may read."""
    dated = session.starts_at is not None
    facts = [
        f"{session.when}, {session.minutes} minutes" if dated else "No date yet. Enter picks one.",
        one_line(session.place),
        session.state.value if dated or session.state != "planned" else "",
        "the mid-point" if session.midpoint else "",
        f"moved {'once' if moves == 1 else f'{moves} times'}" if moves else "",
        f"{counted(session.notes, 'note')} that you may read" if session.notes else "",
    ]
    head, *rest = [fact for fact in facts if fact]
    lines = [Content.styled(head, BOLD), *(Content.styled(fact, QUIET) for fact in rest)]
    if agenda is None:
        told = "" if session.state == "held" else "No agenda yet."
        return [*lines, Content(""), Content.styled(told, QUIET)]
    whose = badge("pair" if session.agenda == "accepted" else "private")
    lines += [Content(""), row("Agenda", whose, width)]
    for one in agenda.lines:
        lines += hanging(f"{one.minutes:>3}  ", one_line(one.topic), width, indent=0)
    return lines


def change_in_full(one: CommitmentView) -> Lines:
    """A promise of the reader's own, by when, and what came of it."""
    words = ", ".join(part for part in (_promised(one), _due(one)) if part)
    lines = [Content.styled(one_line(one.text), BOLD), Content.styled(words, QUIET), Content("")]
    if one.evidence:
        return [*lines, Content("What came of it"), Content(one_line(one.evidence))]
    told = "Nothing is said yet of what came of it. Enter tells it." if one.state == "open" else ""
    return [*lines, Content.styled(told, QUIET)]
