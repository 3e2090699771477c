"""What a session summary stands on: whose notes, how much they say, and what did not take place."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.days import day_words
from assistant.domain.documents import Line, Section
from assistant.domain.drafts import Citation
from assistant.domain.sessions import Session, SessionState, Voice
from assistant.domain.sources import Source
from assistant.domain.wording import words
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence

_VOICES: tuple[Voice, Voice] = ("mentor", "mentee")
_A_MESSAGE = 30
"""Words of a message that is quoted whole."""
_THIN = 40
"""Words of a note below which nothing should be read into it."""


def since(desk: Desk, number: int) -> Section:
    """Sessions after this one that did not take place, and what was written about them."""
    lines: list[Line] = []
    for later in (*desk.briefing.past_sessions, desk.briefing.session):
        said = [s for s in desk.sentences if s.session == later.number and s.voice]
        gone = later.state in (SessionState.MOVED, SessionState.MISSED)
        if later.number <= number or not (gone or said) or later.state is SessionState.HELD:
            continue
        citations = list(_messages(desk, said, later))
        became = f"Session {later.number}: {_what_became(later)}."
        lines.append(
            Line(
                id=f"since-{later.number}",
                kind="fact" if citations else "frame",
                # Words that lead in nothing are the line itself.
                lead=became if citations else "",
                text="" if citations else became,
                citations=tuple(citations),
                fixed=True,
            )
        )
    # What came of it may stand in a record of a promise or a later note.
    on_record = any(s.session > number for s in desk.sentences) or any(
        c.evidence.strip() for c in desk.briefing.commitments
    )
    return Section(
        id="since", title="Since then", lines=tuple(lines), open=on_record, most=len(lines) + 2
    )


def _messages(desk: Desk, said: list[Sentence], session: Session) -> Iterator[Citation]:
    """What was written about a session that was not held, in the order in which it was written."""
    sources = {s.source.id: s.source for s in said}
    for source in sorted(sources.values(), key=lambda s: (s.written_at is None, s.written_at)):
        lead_in = f"{desk.name(source.voice)}{_written_on(source, session)}:"
        whole = " ".join(source.text.split())
        short = len(words(whole)) <= _A_MESSAGE and whole == source.text.strip()
        if short and desk.printable(whole):
            citation = desk.cite_text(source.id, source.text.strip(), lead_in)
            if citation is not None:
                yield citation
                continue
        span = desk.best([s for s in said if s.source.id == source.id], floor=0.0)
        if span is not None:
            yield desk.cite(span, lead_in)


def _written_on(source: Source, session: Session) -> str:
    """The day of a message, where it was kept as it was sent; what came in later from a file has
    the day of that, which says nothing."""
    if source.written_at is None or session.starts_at is None:
        return ""
    sent = source.written_at <= session.starts_at
    return f", {day_words(source.written_at.date())}" if sent else ""


def _what_became(session: Session) -> str:
    """What became of a session. One that was moved may have had several days, and a message about
    it may be of any of them: only the last day is known."""
    day = day_words(session.starts_at.date()) if session.starts_at else ""
    match session.state:
        case SessionState.MOVED:
            return f"moved; last set for {day}" if day else "moved"
        case SessionState.MISSED:
            return f"did not take place on {day}" if day else "did not take place"
        case _:
            return f"{session.state.value} for {day}" if day else session.state.value


def _written(desk: Desk, number: int) -> dict[Voice, int]:
    """Words that each of the two shares on the session."""
    kept = [*desk.sentences, *desk.held_back]
    return {
        voice: sum(
            len(words(s.text))
            for s in kept
            if s.session == number and s.source.kind == "note" and s.source.voice == voice
        )
        for voice in _VOICES
    }


def whose_notes(desk: Desk, number: int) -> str:
    """Where the page comes from, in words."""
    by = [desk.name(voice) for voice, said in _written(desk, number).items() if said]
    if len(by) == 2:
        return "from both notes"
    return f"from {by[0]}'s note" if by else "no note is shared yet"


def thin_ground(desk: Desk, number: int) -> str:
    """An honest word where the notes say little; "" otherwise."""
    said = _written(desk, number)
    if not any(said.values()):
        return f"Neither of you shares a note on session {number} yet: there is nothing to sum up."
    if not all(said.values()):
        silent = next(desk.name(voice) for voice, count in said.items() if not count)
        return f"{silent} shares no note on it yet, so nothing here can be called agreed."
    if min(said.values()) < _THIN:
        return "Thin notes: nothing has been filled in. If a decision is missing here, add it now."
    return ""
