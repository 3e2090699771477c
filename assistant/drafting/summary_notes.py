"""The coordinator's note by rules: counts that may be known, themes, few quotes, and requests.

Nothing here reads a record of a pair. What comes in was protected in the store; what goes out is
ordered, explained and dated, and says of each figure how little it can carry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.domain.citing import cite
from assistant.domain.documents import Line, Page, Section
from assistant.domain.note_content import NoteContent
from assistant.domain.people import Objective, Theme
from assistant.domain.programme_notes import Ask, AskState, Period
from assistant.domain.protection.programme import ProgrammeFigures, Quoted, ThemeShown
from assistant.domain.sources import Source
from assistant.domain.visibility import Visibility
from assistant.drafting.note_asks import ASK_COLUMNS, Proposed, in_a_line, proposed, to_settle
from assistant.drafting.note_figures import figure_sections
from assistant.drafting.note_words import day, listed, spelled, within, written_span

_STATES = {AskState.OPEN: "open", AskState.DONE: "done", AskState.DECLINED: "not agreed"}


@dataclass(frozen=True)
class NoteBriefing:
    """What the note may know."""

    name: str
    """The programme's."""
    period: Period
    as_of: date
    since: date | None
    figures: ProgrammeFigures
    content: NoteContent
    objectives: Sequence[Objective] = ()
    asks: Sequence[Ask] = ()
    """Earlier ones, with what came of them."""
    cards: Mapping[str, Source] = field(default_factory=dict)
    """Guidance by source id."""
    programme: str = ""
    session: int = 3
    """The session whose ratings are told."""
    contacts: Sequence[str] = ()
    """Roles of human contacts."""


def draft_note(briefing: NoteBriefing) -> tuple[Page, dict[str, Source]]:
    """The page, and the sources that its quotes are held against."""
    figures = briefing.figures
    sources = {
        quote.id: quote_source(quote, briefing.programme)
        for one in figures.themes
        for quote in one.quotes
    }
    works = [one for one in figures.themes if _side(one.theme, briefing) == "works"]
    blocks = [one for one in figures.themes if _side(one.theme, briefing) == "blocks"]
    others = [one for one in figures.themes if one not in works and one not in blocks]
    asks = proposed(
        [one.theme.name for one in blocks], briefing.content, briefing.asks,
        at_end=briefing.period is Period.END, today=briefing.as_of,
    )  # fmt: skip
    table, letters, care = figure_sections(briefing.figures, briefing.content, briefing.session)
    when = "at the mid-point" if briefing.period is Period.MID else "at the end"
    page = Page(
        title=f"{briefing.name}: summary note {when}",
        facts=(
            day(briefing.as_of),
            f"{spelled(figures.pairings)} pairings, {spelled(figures.people)} people",
            "made of what people gave to the programme and of protected counts alone",
        ),
        who_reads="Only you, until you release it. Then everybody in the programme.",
        thin_ground=""
        if figures.themes
        else "No theme has five people in three pairings behind it yet, so none is named and this "
        "note is mostly counts.",
        sections=(
            _four_lines(works, blocks, asks, briefing),
            _themes("what-works", "What works", works, briefing, sources),
            _themes("what-blocks", "What gets in the way", blocks, briefing, sources),
            _themes("also-raised", "Also raised", others, briefing, sources),
            Section(
                id="asks",
                title="What we ask for",
                columns=ASK_COLUMNS,
                lines=tuple(one.line() for one in asks if one.new),
            ),
            to_settle(asks, briefing.asks),
            _said_and_done(briefing),
            table,
            letters,
            care,
        ),
        notes=_method(briefing),
    )
    return page, sources


def _side(theme: Theme, briefing: NoteBriefing) -> str:
    subject = briefing.content.subject_of(theme.name)
    return theme.side or (subject.side if subject else "")


def quote_source(quote: Quoted, programme: str) -> Source:
    """A quote as the source that it is held against."""
    return Source(
        id=quote.id,
        kind="contribution",
        record=quote.id,
        text=quote.text,
        title="contribution",
        author_name=quote.name or f"a {quote.role}",
        voice=quote.role,
        visibility=Visibility.PROGRAMME,
        programme=programme,
    )


def _four_lines(
    works: Sequence[ThemeShown],
    blocks: Sequence[ThemeShown],
    asks: Sequence[Proposed],
    briefing: NoteBriefing,
) -> Section:
    """The note for whoever has half a minute. Themes stand by the names that people chose them by:
    in other words they would be one voice for all."""
    lines = [_first_line("works", "What works", works), _first_line("blocks", "In the way", blocks)]
    if not briefing.figures.themes:
        lines = []
    so_far = _so_far(briefing.figures)
    asked = in_a_line(asks, briefing.asks)
    lines += [
        Line(id=line_id, kind="frame", text=text, fixed=True)
        for line_id, text in (("so-far", so_far), ("asked", asked))
        if text
    ]
    title = "In four lines" if len(lines) == 4 else "In short"
    return Section(id="four-lines", title=title, lines=tuple(lines))


def _first_line(line_id: str, what: str, themes: Sequence[ThemeShown]) -> Line:
    names = listed([within(one.theme.name) for one in themes])
    text = f"{what}: {names or 'no theme has five people in three pairings behind it yet'}."
    return Line(id=line_id, kind="frame", text=text, fixed=True)


def _so_far(figures: ProgrammeFigures) -> str:
    sessions = figures.figure("sessions")
    held = sessions.cells[0].text if sessions else ""
    told = f"Of the sessions due so far, {held} were held." if held else ""
    if figures.changes is not None:
        count = figures.changes
        least = "" if count.exact else "at least "
        people = f"{least}{spelled(count.people)} people in {least}{spelled(count.pairings)}"
        said = f"{people} pairings say that a colleague would notice one change by now."
        return f"{said[:1].upper()}{said[1:]} {told}".strip()
    return told or "No session has been due yet."


def _themes(
    section: str,
    title: str,
    themes: Sequence[ThemeShown],
    briefing: NoteBriefing,
    sources: Mapping[str, Source],
) -> Section:
    lines: list[Line] = []
    for position, one in enumerate(themes, start=1):
        lines.append(_theme(f"{section}-{position}", one, briefing, sources))
        guidance = _guidance(f"{section}-{position}-card", one.theme, briefing)
        if guidance is not None:
            lines.append(guidance)
    return Section(id=section, title=title, lines=tuple(lines))


def _theme(
    line_id: str, one: ThemeShown, briefing: NoteBriefing, sources: Mapping[str, Source]
) -> Line:
    citations = tuple(
        cite(
            sources[quote.id],
            0,
            len(quote.text),
            lead_in=f"{quote.name}:" if quote.name else f"A {quote.role}:",
        )
        for quote in one.quotes
    )
    served = [o for o in briefing.objectives if o.id in one.theme.serves]
    after = f"Bears on {listed([o.id for o in served])}." if served else ""
    if not citations:
        why = (
            "No quotation: the words offered would show who is meant."
            if one.withheld
            else "No quotation was offered for it."
        )
        after = f"{why} {after}".strip()
    return Line(
        id=line_id,
        kind="fact" if citations else "frame",
        lead=f"{one.theme.name} ({one.count.text})",
        citations=citations,
        after=after,
        # Its name, its numbers and its quotations do the work: a sentence before them either said
        # them again or made one voice everybody's.
        fixed=True,
    )


def _guidance(line_id: str, theme: Theme, briefing: NoteBriefing) -> Line | None:
    subject = briefing.content.subject_of(theme.name)
    source = briefing.cards.get(f"card:{subject.card}") if subject and subject.quote else None
    span = written_span(source.text, subject.quote) if source and subject else None
    if source is None or span is None:
        return None
    strength = source.strength
    verb = strength.verb if strength else "a document says"
    return Line(
        id=line_id,
        kind="fact",
        citations=(cite(source, *span, lead_in=f"{verb[:1].upper()}{verb[1:]}:"),),
        fixed=True,
    )


def _said_and_done(briefing: NoteBriefing) -> Section:
    lines = tuple(
        Line(
            id=f"said-{position}",
            kind="frame",
            cells=(
                ask.text.rstrip("."),
                (ask.answer or "No answer yet").rstrip("."),
                _STATES[ask.state] + (f", {day(ask.answered_on)}" if ask.answered_on else ""),
            ),
            record=ask.id,
            fixed=True,
        )
        for position, ask in enumerate(briefing.asks, start=1)
    )
    return Section(
        id="you-said",
        title="You said, we did",
        columns=("you said", "we did", "state"),
        lines=lines,
    )


def _method(briefing: NoteBriefing) -> tuple[str, ...]:
    figures = briefing.figures
    hidden = figures.hidden_themes
    further = (
        f" {spelled(hidden).capitalize()} further {'theme does' if hidden == 1 else 'themes do'} "
        f"not reach the rule and {'is' if hidden == 1 else 'are'} not named, "
        "whether welcome or not."
        if hidden
        else ""
    )
    since = f" since {day(briefing.since)}" if briefing.since else ""
    contact = (
        f"Whoever would rather talk than write can turn to: {briefing.contacts[0]}. "
        "Who does so is recorded nowhere."
        if briefing.contacts
        else ""
    )
    sites = (
        ""
        if figures.sites
        else " By department nothing is told: no department, alone or with others, is large enough "
        "without showing the rest."
    )
    served = {o for one in figures.themes for o in one.theme.serves}
    objectives = "; ".join(
        f"{o.id}: {o.text.rstrip('.')}" for o in briefing.objectives if o.id in served
    )
    return tuple(
        note
        for note in (
            f"The objectives named above. {objectives}." if objectives else "",
            "The rule: a figure or theme is told only if at least five people in at least three "
            "pairings stand behind it, and only if nothing that rests on fewer can be worked out "
            "from the figures told, here or beside an earlier note. The rule has a limit: who "
            "knows what they gave themselves may see from a count of pairings whether their "
            f"partner gave the same. No count of pairings hides two people from each other.{sites}",
            f"The themes: {figures.contributions} contributions by {figures.contributors} "
            f"people{since}, each under the theme that its author chose.{further} What its author "
            "took back is gone from here too.",
            "The quotations: each by consent of its author to these words. Words that describe a "
            "partner need the partner's consent as well. Guidance says how strong it is, "
            "and none of it is proof.",
            f"The limits: {spelled(figures.pairings)} pairings. This describes them and is no "
            "rule for others. There is nobody to compare them with, so nothing here says what "
            "caused what. Who gave nothing is not heard. Please do not guess at persons.",
            contact,
        )
        if note
    )
