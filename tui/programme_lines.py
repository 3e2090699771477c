"""What a programme has for everybody, as lines: notes, requests with answers, people to turn to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.days import day_words
from tui.formatting import BOLD, QUIET, marked, one_line, row, stacked, wrapped
from tui.widgets.rows import Row, text_row

if TYPE_CHECKING:
    from assistant.domain.beginnings import ToldProgramme
    from assistant.domain.people import Contact
    from assistant.domain.programme_notes import Ask, SummaryNote
    from assistant.domain.views import CallView, MilestoneView, ProgrammeClose

STATES = {"open": "open", "done": "done", "declined": "not agreed"}
_STYLES = {"open": "$v-nearly", "done": "$v-done", "declined": QUIET}
_TIMES = {"mid": "mid-point", "end": "end"}


def quiet(words: str) -> Row:
    """A sentence that is only read."""
    return Row("", lambda w, _lit: stacked(wrapped(words, w - 4, indent=4, style=QUIET)))


def close_rows(close: ProgrammeClose) -> list[Row]:
    """That a programme is closed: the thanks, and what becomes of what is kept."""

    def draw(width: int, lit: bool) -> Content:
        words = f"Closed on {day_words(close.on, year=True)}. Thank you."
        head = marked(Content.styled(words, BOLD), lit, width)
        return stacked([head, *wrapped(close.thanks, width - 4, indent=4)])

    # It can be selected, and so is in view when the page opens.
    return [Row("closed", draw), *(quiet(sentence) for sentence in close.becomes), text_row()]


def told_row(told: ToldProgramme) -> Row:
    """That what stands here is as an invitation told it, and how to hear more."""
    return quiet(
        f"{one_line(told.name)} is run elsewhere. You see it as it was told to you on "
        f"{day_words(told.on, year=True)}. What comes later, its close too, reaches you by a "
        "newer invitation: ask your coordinator for one. O, then \u201cI was invited\u201d."
    )


def note_row(note: SummaryNote) -> Row:
    """A released note: which, of when."""

    def draw(width: int, lit: bool) -> Content:
        words = f"Note at the {_TIMES[note.period.value]}"
        right = Content.styled(day_words(note.as_of, year=True), QUIET)
        return marked(row(Content.styled(words, BOLD if lit else ""), right, width - 4), lit, width)

    return Row("notes", draw)


def ask_row(ask: Ask) -> Row:
    """What was asked, how it stands, and what was done and when."""

    def draw(width: int, lit: bool) -> Content:
        state = Content.styled(STATES[ask.state.value], _STYLES[ask.state.value])
        asked = wrapped(one_line(ask.text), width - 18, style=BOLD if lit else "")
        lines = [row(asked[0], state, width - 4), *asked[1:]]
        if lit and ask.of_whom:
            by = f", by {day_words(ask.by, year=True)}" if ask.by else ""
            lines += wrapped(f"asked of {one_line(ask.of_whom)}{by}", width - 4, style=QUIET)
        on = f" ({day_words(ask.answered_on, year=True)})" if ask.answered_on else ""
        done = f"{one_line(ask.answer)}{on}" if ask.answer else "No answer yet."
        lines += wrapped(done, width - 4, indent=2, style=QUIET)
        return marked(stacked(lines), lit, width)

    return Row(f"ask-{ask.id}", draw)


def milestone_row(one: MilestoneView) -> Row:
    """A milestone: its day, and who ticked it off and when."""

    def draw(width: int, lit: bool) -> Content:
        name = Content.styled(one_line(one.title), BOLD if lit else "")
        done = f"done {day_words(one.done_on, year=True)}" if one.done_on else "done"
        on = day_words(one.on, year=True)
        right = Content.styled(done, "$v-done") if one.done else Content.styled(on, QUIET)
        lines = [row(name, right, width - 4)]
        if lit and one.done_by:
            by = f"planned for {on}; ticked off by {one_line(one.done_by)}"
            lines += wrapped(by, width - 4, indent=2, style=QUIET)
        return marked(stacked(lines), lit, width)

    return Row(f"milestone-{one.id}", draw)


def call_row(request: CallView) -> Row:
    """Somebody who asked for a call; for themselves, that they did."""

    def draw(width: int, lit: bool) -> Content:
        words = "You asked for a call" if request.mine else f"{request.name} asked for a call"
        right = "take it back" if request.mine else day_words(request.on, year=True)
        left = Content.styled(words, BOLD if lit else "")
        return marked(row(left, Content.styled(right, QUIET), width - 4), lit, width)

    return Row(f"call-{request.id}", draw)


def offer_row(names: str) -> Row:
    """The offer to ask for a call."""

    def draw(width: int, lit: bool) -> Content:
        left = Content.styled(f"Ask {names} for a call", BOLD if lit else "")
        right = Content.styled("only that you asked", QUIET)
        return marked(row(left, right, width - 4), lit, width)

    return Row("offer", draw)


def contact_row(contact: Contact) -> Row:
    """Somebody to turn to, and what for."""

    def draw(width: int, _lit: bool) -> Content:
        lines = [Content.assemble("    ", one_line(contact.name))]
        lines += wrapped(one_line(contact.what_for), width - 4, indent=6, style=QUIET)
        return stacked(lines)

    return Row("", draw)
