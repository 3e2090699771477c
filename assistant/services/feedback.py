"""Feedback both ways: written, sealed, opened together, released line by line.

A giver changes or takes back what they wrote until its round opens. Nobody learns whether the
partner has written: what is said to a reader follows from their own part and from the calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from assistant.domain.days import day_words
from assistant.domain.feedback_typing import as_typed, typing_place
from assistant.domain.feedback_words import (
    checked_points,
    chosen_points,
    how_it_stands,
    state_of,
)
from assistant.domain.people import Pairing
from assistant.domain.reflections import Feedback, FeedbackLine, FeedbackState
from assistant.domain.sessions import Session, SessionState
from assistant.domain.views import FeedbackView, NextStep, ReleasePreview, Wording
from assistant.errors import NotAllowed, NotFound, StoreInUse
from assistant.exchange.feedback_form import read_form
from assistant.exchange.reading import read_text_file
from assistant.grounding.behaviour import soften
from assistant.services.context import Context, local
from assistant.services.indexing import Indexing


class FeedbackRounds:
    """One reader's feedback to and from their partners."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    # --- where it stands -----------------------------------------------------------------

    def rounds(self, pairing: str) -> list[FeedbackView]:
        """Every round of the programme for one pairing, in order."""
        of = self._context.pairing(pairing)
        return [self._view(of, n) for n in self._context.programme_of(of).feedback_after_sessions]

    def stands(self, pairing: str, number: int | None = None) -> FeedbackView:
        """One round, the newest whose session was held if none is named.

        It opens here if its time has come: there is nobody else to wait for.
        """
        of = self._context.pairing(pairing)
        return self._view(of, self._round(of, number))

    def due(self, pairing: str) -> NextStep | None:
        """The round that waits for the reader's words, as a thing to do; None if none does."""
        of = self._context.pairing(pairing)
        waiting = self.waiting(of)
        if waiting is None:
            return None
        number, by = waiting
        return NextStep(
            title=f"Write feedback to {self._partner(of)}, sealed until both have",
            detail="One moment, what was done in it, what it led to. You release it later.",
            due=f"by {day_words(by)}" if by else "",
            place="feedback",
            pairing=of.id,
            session=number,
        )

    def waiting(self, pairing: Pairing) -> tuple[int, date | None] | None:
        """The round that waits for the reader's own words, and the day on which it opens."""
        if not self._context.programme_of(pairing).feedback_after_sessions:
            return None
        number = self._round(pairing, None)
        by = self._opens_by(pairing, self._session(pairing, number))
        overdue = by is not None and self._today(pairing) >= by
        mine = self._mine(pairing, number)
        if overdue or not self._was_held(pairing, number) or mine is not None:
            return None
        return number, by

    def _view(self, pairing: Pairing, number: int) -> FeedbackView:
        session = self._session(pairing, number)
        opens_by = self._opens_by(pairing, session)
        held = self._was_held(pairing, number)
        mine = self._mine(pairing, number)
        opened = False
        if held or mine is not None:
            opened = self._opened(pairing, number, opens_by)
            mine = self._mine(pairing, number)
        partner = self._partner(pairing)
        state = state_of(held=held, written=mine is not None, opened=opened)
        return FeedbackView(
            pairing=pairing.id,
            round=number,
            partner=partner,
            state=state,
            opens_by=opens_by,
            says=how_it_stands(state, number, partner, opens_by, mine),
            mine=mine,
            theirs=self._theirs(pairing, number),
        )

    def _opened(self, pairing: Pairing, number: int, opens_by: date | None) -> bool:
        overdue = opens_by is not None and self._today(pairing) >= opens_by
        before = self._mine(pairing, number)
        try:
            is_open = self._context.repositories.open_feedback(
                self._context.reader(), pairing.id, number, overdue=overdue
            )
        except StoreInUse:
            # It opens at the next look, by whoever can write then.
            return before.state is FeedbackState.OPENED if before is not None else overdue
        if before is not None and before.state is FeedbackState.SEALED and is_open:
            self._indexing.catch_up()
        return is_open

    # --- writing -------------------------------------------------------------------------

    def read_form(self, form: Path | str) -> list[FeedbackLine]:
        """The points of a form, of a file or as text, for their writer to look over."""
        return read_form(read_text_file(form) if isinstance(form, Path) else form)

    def wording(self, lines: Sequence[FeedbackLine]) -> list[Wording]:
        """Where points name what somebody is like, with a frame for what they did. Nothing is
        changed: whether to use it is the writer's to say."""
        hints = []
        for number, line in enumerate(lines, start=1):
            for part in ("situation", "behaviour", "impact", "intent"):
                # The form asks for moment and effect in places of their own.
                beside = part == "behaviour" and bool(line.situation and line.impact)
                rewrite = soften(
                    getattr(line, part), self._context.bank.language, deed_alone=beside
                )
                if rewrite.changed or rewrite.asks:
                    said = {"before": rewrite.before, "after": rewrite.after}
                    hints.append(Wording(point=number, part=part, asks=rewrite.asks, **said))
        return hints

    def give(
        self, pairing: str, lines: Sequence[FeedbackLine], number: int | None = None
    ) -> FeedbackView:
        """Seal what the reader writes to their partner, in place of what they sealed before.

        InvalidInput for a point without a moment, a behaviour or an impact; NotAllowed once the
        round has opened.
        """
        of = self._context.pairing(pairing)
        number = self._round(of, number)
        session = self._session(of, number)
        reader = self._context.reader()
        place = typing_place(of.id, number)
        # Kept first: whatever is wrong with it below, the form has it again.
        self._context.repositories.keep_text(reader, place, as_typed(lines), of.id)
        if not self._was_held(of, number):
            raise NotAllowed(
                f"Feedback of round {number} begins once session {number} has been held.",
                safe="What you typed is kept.",
            )
        checked = checked_points(lines)
        earlier = self._mine(of, number)
        if earlier is not None and earlier.state is FeedbackState.OPENED:
            raise NotAllowed(
                f"Round {number} has opened: what was written in it stays as it is.",
                safe="What you typed is kept.",
                next_step="Release it or keep it back, line by line: viceversa feedback release",
            )
        opens_by = self._opens_by(of, session)
        if earlier is not None:
            record = earlier.changed(lines=checked, deadline=opens_by)
        else:
            record = Feedback(
                programme=of.programme,
                pairing=of.id,
                session=session.id if session.version else None,
                author=reader.person,
                round=number,
                deadline=opens_by,
                lines=checked,
            )
        self._context.repositories.save(reader, record)
        self._context.repositories.clear_text(reader, place)
        self._indexing.catch_up()
        return self._view(of, number)

    def take_back(self, pairing: str, number: int | None = None) -> tuple[FeedbackLine, ...]:
        """Erase what the reader wrote in a round and give it back as text being typed.

        Once a round has opened the partner may have read what was released; it goes all the same.
        """
        of = self._context.pairing(pairing)
        number = self._round(of, number)
        mine = self._mine(of, number)
        if mine is None:
            raise NotFound(
                f"You have written nothing in round {number}.",
                next_step="What you wrote in another: viceversa feedback open",
            )
        reader = self._context.reader()
        place = typing_place(of.id, number)
        self._context.repositories.keep_text(reader, place, as_typed(mine.lines), of.id)
        self._context.repositories.remove(reader, mine)
        self._indexing.catch_up()
        return mine.lines

    # --- releasing -----------------------------------------------------------------------

    def preview(
        self, pairing: str, lines: Sequence[str] = (), number: int | None = None
    ) -> ReleasePreview:
        """What the partner would read: the named lines to the letter, or all that are unreleased.

        NotAllowed before the round has opened; NotFound for a line that is not there.
        """
        of, mine = self._open_one(pairing, number)
        wanted = (
            [*chosen_points(mine, lines)] if lines else [x for x in mine.lines if not x.released]
        )
        return ReleasePreview(
            partner=self._partner(of),
            round=mine.round,
            lines=tuple(wanted),
            kept_back=sum(not x.released for x in mine.lines if x not in wanted),
        )

    def release(
        self,
        pairing: str,
        lines: Sequence[str],
        number: int | None = None,
        *,
        released: bool = True,
    ) -> FeedbackView:
        """Let the partner read these lines, or with ``released`` False take them back again."""
        of, mine = self._open_one(pairing, number)
        chosen = {line.id for line in chosen_points(mine, lines)}
        changed = mine.changed(
            lines=tuple(
                line.model_copy(update={"released": released}) if line.id in chosen else line
                for line in mine.lines
            )
        )
        self._context.repositories.save(self._context.reader(), changed)
        self._indexing.catch_up()
        return self._view(of, mine.round)

    def _open_one(self, pairing: str, number: int | None) -> tuple[Pairing, Feedback]:
        of = self._context.pairing(pairing)
        view = self._view(of, self._round(of, number))
        if view.mine is None:
            raise NotFound(
                f"You have written nothing in round {view.round}.",
                next_step="What you wrote in another: viceversa feedback open",
            )
        if view.state != "open":
            raise NotAllowed(
                f"Round {view.round} is still sealed.",
                safe="Nothing was released.",
                next_step=view.says,
            )
        return of, view.mine

    # --- inside --------------------------------------------------------------------------

    def _round(self, pairing: Pairing, wanted: int | None) -> int:
        rounds = self._context.programme_of(pairing).feedback_after_sessions
        if not rounds:
            raise NotFound("This programme has no feedback rounds.")
        if wanted is not None:
            if wanted not in rounds:
                listed = ", ".join(str(number) for number in rounds)
                raise NotFound(f"There is no feedback round {wanted}; rounds are: {listed}.")
            return wanted
        begun = [number for number in rounds if self._was_held(pairing, number)]
        return (begun or list(rounds))[-1 if begun else 0]

    def _was_held(self, pairing: Pairing, number: int) -> bool:
        held = [s.number for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        return max(held, default=0) >= number

    def _session(self, pairing: Pairing, number: int) -> Session:
        return self._context.session(pairing, number)

    def _opens_by(self, pairing: Pairing, session: Session) -> date | None:
        """Of a round whose session was skipped, the date on which it had been planned counts."""
        if session.starts_at is None:
            return None
        days = self._context.programme_of(pairing).feedback_days
        return local(session.starts_at, session.time_zone).date() + timedelta(days=days)

    def _today(self, pairing: Pairing) -> date:
        zone = self._context.programme_of(pairing).time_zone
        return local(self._context.clock.now(), zone).date()

    def _mine(self, pairing: Pairing, number: int) -> Feedback | None:
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader, Feedback, pairing=pairing.id, author=reader.person
        )
        return next((one for one in reversed(found) if one.round == number), None)

    def _theirs(self, pairing: Pairing, number: int) -> Feedback | None:
        reader = self._context.reader()
        found = self._context.repositories.find(reader, Feedback, pairing=pairing.id)
        return next((f for f in found if f.author != reader.person and f.round == number), None)

    def _partner(self, pairing: Pairing) -> str:
        return self._context.partner(pairing).first_name
