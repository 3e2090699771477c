"""A programme at a glance, for whoever runs it and for everybody in it: counts, never content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from assistant.domain.days import day_words
from assistant.domain.documents import DocumentKind, Page, PageDraft
from assistant.domain.people import Contact, Pairing, Participant, Programme
from assistant.domain.programme_notes import Ask, AskState, CallRequest, Period, SummaryNote
from assistant.domain.sessions import Session, SessionState
from assistant.domain.views import NextStep, ProgrammeCounts
from assistant.services.context import Context, local
from assistant.services.guidance import gaps_in
from assistant.services.next_steps import Ranked

_LOST = (SessionState.MOVED, SessionState.MISSED)
_MONTHS = 12


class AtAGlance:
    """Reads counts, and figures that a note has told already. It asks for no figure of its own:
    each one that is shown costs protection."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def run_by_reader(self) -> list[Programme]:
        """Programmes that the reader coordinates."""
        coordinates = self._context.reader().coordinates
        return [one for one in self._context.programmes() if one.id in coordinates]

    def counts(self, programme: Programme) -> ProgrammeCounts:
        """Sessions, milestones, who asked for a call, gaps in the guidance."""
        reader = self._context.reader()
        find = self._context.repositories.find
        sessions = find(reader, Session, programme=programme.id)
        states = Counter(session.state for session in sessions)
        people = find(reader, Participant, programme=programme.id)
        told, told_on = self._told(programme)
        return ProgrammeCounts(
            name=programme.name,
            pairings=len(find(reader, Pairing, programme=programme.id)),
            people=sum(person.id not in programme.coordinators for person in people),
            held=states[SessionState.HELD],
            planned=states[SessionState.PLANNED],
            moved=states[SessionState.MOVED] + sum(len(s.moved_from) for s in sessions),
            missed=states[SessionState.MISSED],
            sessions=len(sessions),
            milestones=tuple((m.title, m.date, m.done) for m in programme.milestones),
            months=_months(sessions),
            lost_in_a_row=_lost_in_a_row(sessions),
            calls=tuple(self._callers(programme)),
            gaps=len(gaps_in(self._context).without_source),
            told=told,
            told_on=told_on,
        )

    def steps(self, programme: Programme, counts: ProgrammeCounts) -> list[Ranked]:
        """What its coordinator does next: people first, then the note, requests, the library."""
        steps: list[Ranked] = [
            (
                (-2, str(n)),
                NextStep(
                    title=f"Call {name}",
                    detail="They asked for it. That is all that is known here.",
                    place="programme",
                    subject="calls",
                ),
            )
            for n, name in enumerate(counts.calls)
        ]
        # Before anybody met there is nothing that a note could tell.
        steps += [((1, "8"), self._note(programme))] * bool(counts.held)
        waiting = [ask for ask in self._asks() if ask.programme == programme.id and not ask.answer]
        if waiting:
            number = len(waiting)
            steps.append(
                (
                    (1, "9"),
                    NextStep(
                        title=f"Say what became of {number} request{'' if number == 1 else 's'}",
                        detail="You said, we did: everybody in the programme reads the answer.",
                        place="programme",
                        subject="asks",
                    ),
                )
            )
        # Not before the note at the mid-point: each look at figures costs protection.
        steps += [
            (
                (3, "8"),
                NextStep(
                    title="Look at the evaluation",
                    detail="Sessions, hours, ratings before and now, and what they cannot carry.",
                    place="evaluation",
                ),
            )
        ] * self._released(programme)
        steps += [
            (
                (3, "9"),
                NextStep(
                    title="Look at the guidance library",
                    detail="See which topics have no source or rest on opinion alone.",
                    place="library",
                ),
            ),
        ]
        return steps

    def for_everybody(self) -> list[NextStep]:
        """What there is for all: the newest note, answers, people to turn to."""
        reader = self._context.reader()
        found = [
            NextStep(
                title=f"Closed on {day_words(one.closed_on)}. Thank you.",
                detail="What your coordinator says to all, and what becomes of what is kept.",
                place="programme",
                subject="thanks",
            )
            for one in self._context.programmes()
            if one.closed_on is not None
        ]
        notes = self._context.repositories.find(reader, SummaryNote)
        if notes:
            on = notes[-1].as_of
            found.append(
                NextStep(
                    title=f"Note to everybody, {day_words(on)}",
                    detail="What works, what gets in the way, what was asked of the organisation.",
                    due=f"{len(notes)} notes" if len(notes) > 1 else "",
                    place="released-notes",
                )
            )
        asks = self._asks()
        if asks:
            states = Counter(ask.state for ask in asks)
            found.append(
                NextStep(
                    title=f"You said, we did: {len(asks)} asked",
                    detail="What was asked of the organisation, and what came of it.",
                    due=f"{states[AskState.DONE]} done, {states[AskState.OPEN]} open",
                    place="programme",
                    subject="asks",
                )
            )
        if self.contacts() or any(p.coordinators for p in self._context.programmes()):
            found.append(
                NextStep(
                    title="Somebody to talk to",
                    detail="Ask for a call, or turn to a contact. Looking is recorded nowhere.",
                    place="programme",
                    subject="calls",
                )
            )
        return found

    def contacts(self) -> list[Contact]:
        """Human contacts of the reader's programmes."""
        return [contact for one in self._context.programmes() for contact in one.contacts]

    # --- inside --------------------------------------------------------------------------

    def _released(self, programme: Programme) -> bool:
        """Whether a note has gone out."""
        found = self._context.repositories.find(
            self._context.reader(), SummaryNote, programme=programme.id
        )
        return bool(found)

    def _asks(self) -> list[Ask]:
        return self._context.repositories.find(self._context.reader(), Ask)

    def _callers(self, programme: Programme) -> list[str]:
        reader = self._context.reader()
        found = self._context.repositories.find(reader, CallRequest, programme=programme.id)
        names = {p.id: p.name for p in self._context.repositories.find(reader, Participant)}
        found.sort(key=lambda one: one.created_at)
        return [names.get(one.author, one.author) for one in found if one.author != reader.person]

    def _note(self, programme: Programme) -> NextStep:
        """The note that comes next: at the mid-point, or at the end once that one is out."""
        reader = self._context.reader()
        out = self._context.repositories.find(reader, SummaryNote, programme=programme.id)
        periods = {note.period for note in out}
        detail = "From protected counts and what people gave. Only you see the draft."
        if out:
            on = out[-1].as_of
            detail = f"The last one went out on {day_words(on)}. A new draft is only yours."
        due = next((m for m in programme.milestones if not m.done), None)
        if Period.MID in periods:
            return NextStep(title="Write the note at the end", detail=detail, place="end-note")
        return NextStep(
            title="Write the note to everybody",
            detail=detail,
            due=f"by {day_words(due.date)}" if due and "note" in due.title else "",
            place="summary-note",
        )

    def _told(self, programme: Programme) -> tuple[tuple[tuple[str, str], ...], date | None]:
        """Ratings of the newest note that tells any, drafted or released, as they stand in it."""
        reader = self._context.reader()
        find = self._context.repositories.find
        drafts = [
            (draft.receipt.created_at, draft.page)
            for draft in find(reader, PageDraft, programme=programme.id, author=reader.person)
            if draft.document is DocumentKind.SUMMARY_NOTE
        ]
        notes = [
            (note.receipt.created_at, note.page)
            for note in find(reader, SummaryNote, programme=programme.id)
        ]
        found = [
            (made.date(), _ratings(page)) for made, page in sorted((*drafts, *notes), key=_made)
        ]
        shown = [one for one in found if any(told for _, told in one[1])]
        if not found:
            return (), None
        on, ratings = (shown or found)[-1]
        return ratings, on


def _made(one: tuple[datetime, Page]) -> datetime:
    return one[0]


def _ratings(page: Page) -> tuple[tuple[str, str], ...]:
    table = page.section("figures")
    found = []
    for line in table.lines if table else ():
        label, *cells = line.cells
        if ", mean of " in label or label.endswith("before and now"):
            shown = [
                f"{cell}, {group}" if group != "all" else cell
                for group, cell in zip(table.columns[1:] if table else (), cells, strict=False)
                if cell and not cell.startswith("(")
            ]
            found.append((label, "; ".join(shown)))
    return tuple(found)


def _months(sessions: Sequence[Session]) -> tuple[tuple[str, int, int], ...]:
    """Sessions held, and sessions in all, of each month from the first to the last with one."""
    held: Counter[tuple[int, int]] = Counter()
    due: Counter[tuple[int, int]] = Counter()
    for session in sessions:
        if session.starts_at is None:
            continue
        at = local(session.starts_at, session.time_zone)
        due[at.year, at.month] += 1
        held[at.year, at.month] += session.state is SessionState.HELD
    if not due:
        return ()
    (year, month), last = min(due), max(due)
    found = []
    while (year, month) <= last:
        found.append((f"{date(year, month, 1):%b}", held[year, month], due[year, month]))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return tuple(found[-_MONTHS:])


def _lost_in_a_row(sessions: Sequence[Session]) -> int:
    """Pairings whose last two sessions that were due were moved or missed."""
    by_pairing: dict[str, list[Session]] = {}
    for session in sorted(sessions, key=lambda one: one.number):
        if session.state is not SessionState.PLANNED:
            by_pairing.setdefault(session.pairing or "", []).append(session)
    return sum(
        len(past) > 1 and all(one.state in _LOST for one in past[-2:])
        for past in by_pairing.values()
    )
