"""What waits in a pairing beside its next session: promises, first pages, agreement, dates, box."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.days import day_words
from assistant.domain.programme_notes import SelfRating
from assistant.domain.sessions import (
    Agreement,
    Boundary,
    Commitment,
    CommitmentState,
    Question,
    Readiness,
    SessionState,
)
from assistant.domain.views import NextStep, PairingView, ProgrammeCounts
from assistant.domain.visibility import Role
from assistant.services.context import Context

Ranked = tuple[tuple[int, str], NextStep]
"""A step with its rank: lower comes first."""


class NextSteps:
    """Reads what the reader may read, and says what could be done about it now."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, view: PairingView) -> list[Ranked]:
        """The steps of one pairing, in no order."""
        steps = [*self._promised(view), *self._undated(view), *self._agreement(view)]
        if not any(session.state is SessionState.HELD for session in view.sessions):
            steps += self._first_pages(view)
        if view.role is Role.MENTEE:
            steps += self._box(view)
        return steps

    def _promised(self, view: PairingView) -> list[Ranked]:
        """The reader's own promise that is due first: to say that it was done takes two keys."""
        reader = self._context.reader()
        mine = [
            one
            for one in self._context.repositories.find(reader, Commitment, pairing=view.id)
            if one.owner == view.role.value and one.state is CommitmentState.OPEN and one.due
        ]
        if not mine:
            return []
        first = min(mine, key=lambda one: (str(one.due), one.created_at))
        assert first.due is not None
        step = NextStep(
            title=f"Tell {_first_name(view)} what you did: {first.text}",
            detail="Say that you did it, and what came of it if you like.",
            due=f"due {first.due:%a} {day_words(first.due)}",
            place="did",
            pairing=view.id,
            subject=first.id,
        )
        return [((0, "8") if view.role is Role.MENTEE else (2, "1"), step)]

    def _undated(self, view: PairingView) -> list[Ranked]:
        number = view.next_session
        dated = {s.number for s in view.sessions if s.starts_at is not None}
        if number is None or number in dated:
            return []
        step = NextStep(
            title=f"Pick a date for session {number} with {_first_name(view)}",
            detail="Both of you see it, and the coordinator sees that there is one.",
            place="journey",
            pairing=view.id,
            session=number,
        )
        # The mentor prepares first; whoever does not lead begins with the date.
        first = view.role is Role.MENTEE and not dated
        return [((0, "5") if first else (2, "2"), step)]

    def _agreement(self, view: PairingView) -> list[Ranked]:
        found = self._context.repositories.find(self._context.reader(), Agreement, pairing=view.id)
        kept = found[-1] if found else None
        if kept is not None and (kept.agreed or view.role.value in kept.accepted):
            return []
        partner = _first_name(view)
        waits = kept is not None and bool(kept.accepted)
        step = NextStep(
            title=f"Read the agreement: {partner} said yes to it"
            if waits
            else f"Agree with {partner} how you work together",
            detail="Confidentiality and its limits come first. It is best made together.",
            due="3 minutes",
            place="agreement",
            pairing=view.id,
        )
        return [((1, "3") if waits else (3, "2"), step)]

    def _first_pages(self, view: PairingView) -> list[Ranked]:
        reader = self._context.reader()
        find = self._context.repositories.find
        own = [
            one
            for one in find(reader, Boundary, author=reader.person)
            if one.pairing in (None, view.id)
        ]
        rated = find(reader, SelfRating, pairing=view.id, author=reader.person)
        looked = find(reader, Readiness, pairing=view.id, author=reader.person)
        offers = (
            (not own, "boundaries", "Say which topics stay out", "Only you ever see them."),
            (not rated, "confidence", "Say where you stand today", "You see later what moved."),
            (not looked, "readiness", "A private mirror", "Six lines; nothing is added up."),
        )
        return [
            (
                (3, f"3{n}"),
                NextStep(title=title, detail=detail, due="a minute", place=place, pairing=view.id),
            )
            for n, (wanted, place, title, detail) in enumerate(offers)
            if wanted
        ]

    def _box(self, view: PairingView) -> list[Ranked]:
        reader = self._context.reader()
        mine = self._context.repositories.find(
            reader, Question, pairing=view.id, author=reader.person
        )
        if not mine:
            return []
        answered = sum(question.answered for question in mine)
        parked = len(mine) - answered
        step = NextStep(
            title=f"Questions box: {parked} parked, {answered} answered",
            detail="No question is a stupid one. You decide which of them you ask.",
            due="only you",
            place="questions",
            pairing=view.id,
        )
        return [((3, "1"), step)]


def first_of_all(mine: Sequence[PairingView], counts: Sequence[ProgrammeCounts]) -> list[NextStep]:
    """For whoever has nothing yet: what to begin with."""
    if any(not programme.pairings for programme in counts):
        title = "Pair people, and hand each of them an invitation"
        detail = "Nobody is paired within one line of management. A minute for each pair."
        return [NextStep(title=title, detail=detail, place="pairs")]
    if not mine and not counts:
        title = "Start a pairing of your own, or join one"
        detail = "You are in no pairing yet. Two names are enough to begin."
        return [NextStep(title=title, detail=detail, due="a minute", place="welcome")]
    return []


def _first_name(view: PairingView) -> str:
    return view.partner.split(" ", maxsplit=1)[0]
