"""The figures of a coordinator's note: a table, why cells are empty, and what a rise may mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.documents import Line, Section
from assistant.domain.note_content import NoteContent
from assistant.domain.protection.figures import ALL, MENTEES, MENTORS, Cell
from assistant.domain.protection.programme import Figure, Paired, ProgrammeFigures
from assistant.domain.protection.signs import Change
from assistant.drafting.note_words import day, spelled

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
    """The table; the letters that explain what it holds back; how to read the ratings."""
    letters = _Letters()
    groups = (ALL, MENTORS, MENTEES, *figures.sites)
    rows = [("pairings", _pairings(figures, groups))]
    rows += [(_label(f, session), _cells(f, groups, letters)) for f in figures.figures]
    rows += [_paired_row(paired, content, groups, letters) for paired in figures.paired]
    if figures.topics:
        told = "; ".join(
            f"{topic.topic.replace('-', ' ') or 'all other topics'} {topic.pairings}"
            for topic in figures.topics
        )
        cells = (f"{told} {letters.of('topics')}", *("" for _ in groups[1:]))
        rows.append(("pairings by topic", cells))
    lines = tuple(
        Line(id=f"figure-{n}", kind="frame", cells=(label, *cells), fixed=True)
        for n, (label, cells) in enumerate(rows, start=1)
    )
    table = Section(id="figures", title="Figures", columns=("figure", *groups), lines=lines)
    why = tuple(
        Line(id=f"letter-{n}", kind="frame", text=f"{letters.of(r)} {_REASONS[r]}", fixed=True)
        for n, r in enumerate(letters.met, start=1)
    )
    merged = figures.sites and figures.sites[-1] == "other sites"
    if merged:
        text = "Other sites are told together because one of them is too small to be told alone."
        why = (*why, Line(id="letter-sites", kind="frame", text=text, fixed=True))
    return (
        table,
        Section(id="letters", title="What the letters mean", lines=why),
        _with_care(figures, content),
    )


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
    few = "side" if figure.name == "promises" else "few"
    cells = [figure.cell(group) for group in groups]
    return tuple("" if cell is None else _told(cell, letters, few) for cell in cells)


def _told(cell: Cell, letters: _Letters, few: str = "few") -> str:
    if cell.why:
        return letters.of(few if cell.why == "few" else cell.why)
    counts = f" ({cell.people} people, {cell.pairings} pairings)" if cell.people else ""
    since = f" on {day(cell.since)} {letters.of('since')}" if cell.since else ""
    return f"{cell.text}{counts}{since}"


def _paired_row(
    paired: Paired, content: NoteContent, groups: tuple[str, ...], letters: _Letters
) -> tuple[str, tuple[str, ...]]:
    form = content.self_rating.mentor if paired.role == "mentor" else content.self_rating.mentee
    statements = paired.statements or len(form.statements)
    label = f"{form.about}, {statements} to {5 * statements}, before and now"
    own = MENTORS if paired.role == "mentor" else MENTEES
    if paired.before.why or paired.now.why:
        cell = letters.of(paired.before.why or paired.now.why)
    else:
        cell = f"{paired.before.text}, now {_told(paired.now, letters)}"
    return label, tuple(cell if group == own else "" for group in groups)


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
