"""The figures of a coordinator's note: a table, why cells are empty, and what a rise may mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.documents import Line, Section
from assistant.domain.note_content import NoteContent
from assistant.domain.protection.figures import ALL, MENTEES, MENTORS, Cell
from assistant.domain.protection.programme import Figure, Paired, ProgrammeFigures
from assistant.domain.protection.signs import Change
from assistant.drafting.note_words import day, listed, spelled

_REASONS = {
    "few": "Held back: fewer than five people, or fewer than three pairings, stand behind it.",
    "side": "Held back: too few people stand behind one side of it, the kept or the not kept.",
    "subtraction": "Held back: it, or the group beside it, could be worked out by subtraction. "
    "Which of the two is the small one is not said.",
    "earlier": "Held back: set beside a figure that was told before, it would show what few "
    "people said.",
    "since": "As it was first told: too few answers have come since to tell it anew.",
    "topics": "Topics with fewer than three pairings are told as one sum, with another topic "
    "where one alone would be known by subtraction.",
}


@dataclass
class _Letters:
    """Reasons in the order in which they are met: (a), (b), ..."""

    met: list[str] = field(default_factory=list)

    def of(self, reason: str) -> str:
        if reason not in self.met:
            self.met.append(reason)
        return f"({chr(ord('a') + self.met.index(reason))})"


def figure_sections(
    figures: ProgrammeFigures, content: NoteContent, session: int
) -> tuple[Section, Section, Section]:
    """The table; what it holds back, and why; how to read the ratings.

    A figure of which no cell can be told is named below the table, not as a row of letters.
    """
    letters = _Letters()
    groups = (ALL, MENTORS, MENTEES, *figures.sites)
    rows = [("pairings", _pairings(figures, groups))]
    untold: dict[str, list[str]] = {}
    for figure in figures.figures:
        label, reason = _label(figure, session), _untold(figure)
        if reason:
            untold.setdefault(reason, []).append(label)
        else:
            rows.append((label, _cells(figure, groups, letters)))
    for paired in figures.paired:
        label, reason = _paired_label(paired, content), paired.before.why or paired.now.why
        if reason:
            untold.setdefault(reason, []).append(label)
        else:
            rows.append((label, _paired_cells(paired, groups, letters)))
    if figures.topics:
        listed_topics = "; ".join(
            f"{topic.topic.replace('-', ' ') or 'all other topics'} {topic.pairings}"
            for topic in figures.topics
        )
        cells = (f"{listed_topics} {letters.of('topics')}", *("" for _ in groups[1:]))
        rows.append(("pairings by topic", cells))
    lines = tuple(
        Line(id=f"figure-{n}", kind="frame", cells=(label, *cells), fixed=True)
        for n, (label, cells) in enumerate(rows, start=1)
    )
    return (
        Section(id="figures", title="Figures", columns=("figure", *groups), lines=lines),
        _held_back(letters, untold, merged=figures.sites[-1:] == ("other sites",)),
        _with_care(figures, content),
    )


def _held_back(letters: _Letters, untold: dict[str, list[str]], *, merged: bool) -> Section:
    texts = [
        (f"letter-{n}", f"{letters.of(r)} {_REASONS[r]}") for n, r in enumerate(letters.met, 1)
    ]
    for n, (reason, labels) in enumerate(untold.items(), 1):
        short = [label.split(",")[0] for label in labels]
        why = _REASONS[reason].removeprefix("Held back: ")
        if len(labels) > 1:
            why = why.replace("behind it.", "behind each.")
        texts.append(
            (f"untold-{n}", f"Not told at all: {listed(short)}. {why[:1].upper()}{why[1:]}")
        )
    if merged:
        text = "Other sites are told together because one of them is too small to be told alone."
        texts.append(("letter-sites", text))
    lines = tuple(Line(id=i, kind="frame", text=text, fixed=True) for i, text in texts)
    return Section(id="letters", title="What is held back, and why", lines=lines)


def _untold(figure: Figure) -> str:
    """The one reason for which no cell of a figure is told; "" where one is, or reasons differ."""
    reasons = {_reason(figure, cell) for cell in figure.cells}
    return reasons.pop() if len(reasons) == 1 else ""


def _reason(figure: Figure, cell: Cell) -> str:
    return "side" if figure.name == "promises" and cell.why == "few" else cell.why


def took_place(held: int, minutes: int) -> tuple[Line, ...]:
    """Sessions and hours, as plain counts."""
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    sessions = "session was" if held == 1 else "sessions were"
    words = f"{held} {sessions} held, {hours} hours in all."
    if not held:
        words = "No session has been held yet."
    return (Line(id="held", kind="frame", text=words, fixed=True),)


def _pairings(figures: ProgrammeFigures, groups: tuple[str, ...]) -> tuple[str, ...]:
    by_site = figures.pairings_by_site
    return tuple(
        str(figures.pairings) if group == ALL else str(by_site.get(group, "")) for group in groups
    )


def _label(figure: Figure, session: int) -> str:
    return {
        "sessions": "sessions held, of those due",
        "worth": f"session {session} worth the time, mean of 1 to 5",
        "energy": f"energy after session {session}, mean of 1 (drained) to 5 (full)",
        "promises": "promises kept, of those due",
        "moved-twice": "pairings with two sessions running moved or missed",
    }[figure.name]


def _cells(figure: Figure, groups: tuple[str, ...], letters: _Letters) -> tuple[str, ...]:
    cells = [figure.cell(group) for group in groups]
    return tuple(
        "" if cell is None else _told(cell, letters, _reason(figure, cell)) for cell in cells
    )


def _told(cell: Cell, letters: _Letters, reason: str = "") -> str:
    if cell.why:
        return letters.of(reason or cell.why)
    counts = f" ({cell.people} people, {cell.pairings} pairings)" if cell.people else ""
    since = f" on {day(cell.since)} {letters.of('since')}" if cell.since else ""
    return f"{cell.text}{counts}{since}"


def _paired_label(paired: Paired, content: NoteContent) -> str:
    form = content.self_rating.mentor if paired.role == "mentor" else content.self_rating.mentee
    statements = paired.statements or len(form.statements)
    return f"{form.about}, {statements} to {5 * statements}, before and now"


def _paired_cells(paired: Paired, groups: tuple[str, ...], letters: _Letters) -> tuple[str, ...]:
    own = MENTORS if paired.role == "mentor" else MENTEES
    cell = f"{paired.before.text}, now {_told(paired.now, letters)}"
    return tuple(cell if group == own else "" for group in groups)


def _with_care(figures: ProgrammeFigures, content: NoteContent) -> Section:
    lines = []
    for paired in figures.paired:
        change = paired.change
        if change is None:
            continue
        form = content.self_rating.mentor if paired.role == "mentor" else content.self_rating.mentee
        room = 4 * paired.statements
        way = "rose" if change.mean > 0 else "fell" if change.mean < 0 else "stayed the same"
        moved = f" by {abs(change.mean):.1f} of {room} possible points" if change.mean else ""
        number = spelled(change.people)
        lines.append(
            Line(
                id=f"care-{paired.role}",
                kind="frame",
                lead=f"{form.about[:1].upper()}{form.about[1:]}, read with care.",
                text=f"{number.capitalize()} {paired.role}s rated themselves both times, and only "
                f"they are counted. Their mean {way}{moved}. {_chance(change)} "
                f"These are {number} people who rated themselves, and nothing more.",
                fixed=True,
            )
        )
    return Section(id="with-care", title="How to read the ratings", lines=tuple(lines))


def _chance(change: Change) -> str:
    p = change.p
    if p is None:
        return "No test was made; the figure describes."
    if change.at_most:
        told = f"p of at most {p:.2f} (no closer, so that nobody's own direction shows)"
    else:
        # Halves go up, as people round: 8 of 64 is 0.13.
        told = f"p = {p + 1e-9:.2f}"
    may = (
        "so a change of this size may well be chance."
        if p >= 0.05
        else "so chance alone would seldom give it; what did, the figures cannot say."
    )
    return f"An exact test, over all {change.ways} ways of turning the signs, gives {told}, {may}"
