"""Promises: confirmed one by one by whoever made them, kept, missed or let go; each act undone."""

from __future__ import annotations

from datetime import date

from assistant.domain.people import Pairing
from assistant.domain.sessions import (
    Commitment,
    CommitmentState,
    CommitmentStep,
    SessionState,
    Voice,
)
from assistant.domain.undoing import last_step, with_step
from assistant.domain.views import CommitmentView
from assistant.drafting.desk import Desk
from assistant.drafting.promised import Promised, promised
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context, local
from assistant.services.indexing import Indexing
from assistant.services.two_way import TwoWay

_ORDER = ("proposed", "open", "missed", "kept", "dropped")
_FROM = {
    CommitmentState.OPEN: ("proposed", "missed", "kept", "dropped"),
    CommitmentState.KEPT: ("open", "missed"),
    CommitmentState.MISSED: ("open", "kept"),
    CommitmentState.DROPPED: ("proposed", "open", "missed"),
}
"""From which states a commitment may come into each."""


class Commitments:
    """The reader's pairings' promises. Only its owner says what becomes of one."""

    def __init__(self, context: Context, indexing: Indexing, two_way: TwoWay) -> None:
        self._context = context
        self._indexing = indexing
        self._two_way = two_way

    def listed(self, pairing: str | None = None) -> list[CommitmentView]:
        """Those of one pairing or of all the reader's; those that only the notes of its last
        session tell of come with ``noted``, and wait for their owner's yes like the others."""
        reader = self._context.reader()
        wanted = [pairing] if pairing else sorted(reader.pairings)
        return [view for one in wanted for view in self._of(self._context.pairing(one))]

    def _of(self, pairing: Pairing) -> list[CommitmentView]:
        found = self._context.repositories.find(
            self._context.reader(), Commitment, pairing=pairing.id
        )
        views = [self._view(pairing, commitment) for commitment in found]
        views += [self._noted_view(pairing, one) for one in self._noted(pairing)]
        return sorted(
            views, key=lambda v: (_ORDER.index(v.state.value), v.due or date.max, v.owner)
        )

    def _noted(self, pairing: Pairing) -> list[Promised]:
        held = [s for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        if not held:
            return []
        last = held[-1]
        briefing = self._two_way.briefing(pairing, last.number)
        day = local(last.starts_at, last.time_zone).date() if last.starts_at else None
        found = self._context.repositories.find(
            self._context.reader(), Commitment, pairing=pairing.id
        )
        answered = {commitment.id for commitment in found}
        noted = promised(Desk(briefing, (), self._context.bank), last.number, day)
        return [one for one in noted if one.id not in answered]

    # --- acts ----------------------------------------------------------------------------

    def confirm(
        self, wanted: str, text: str | None = None, due: date | None = None
    ) -> CommitmentView:
        """The owner's yes, in their own words if they like, with a date if they name one."""
        try:
            pairing, commitment = self._owned(wanted)
        except NotFound:
            pairing, one = self._owned_note(wanted)
            commitment = self._fresh(pairing, one)
        changes = {"text": text.strip()} if text and text.strip() else {}
        return self._changed(
            pairing, commitment, CommitmentState.OPEN, due=due or commitment.due, **changes
        )

    def change(
        self, wanted: str, text: str | None = None, due: date | None = None
    ) -> CommitmentView:
        """Another date or other words for a promise that stands; a missed one stands again."""
        pairing, commitment = self._owned(wanted)
        if commitment.state not in (CommitmentState.OPEN, CommitmentState.MISSED):
            raise InvalidInput(f"This one is {commitment.state.value}.", safe="Nothing changed.")
        changes: dict[str, object] = {"text": text.strip()} if text and text.strip() else {}
        changes["due"] = due or commitment.due
        return self._kept(pairing, commitment, CommitmentState.OPEN, **changes)

    def add(self, pairing: str, text: str, due: date | None = None) -> CommitmentView:
        """A promise of the reader's own; by saying it they said yes. Both of the two read it."""
        if not text.strip():
            raise InvalidInput("A promise needs words.", safe="Nothing was kept.")
        of = self._context.pairing(pairing)
        owner: Voice = "mentor" if self._context.reader().role_in(of.id) == "mentor" else "mentee"
        held = [s for s in self._context.sessions(of) if s.state is SessionState.HELD]
        fresh = Commitment(
            programme=of.programme,
            pairing=of.id,
            session=held[-1].id if held else None,
            owner=owner,
            text=text.strip(),
            due=due,
            state=CommitmentState.OPEN,
        )
        return self._saved(of, fresh)

    def keep(self, wanted: str, evidence: str = "") -> CommitmentView:
        """It was done; ``evidence`` says what came of it."""
        return self._ended(wanted, CommitmentState.KEPT, evidence)

    def miss(self, wanted: str, evidence: str = "") -> CommitmentView:
        """It was not done in time. What next is asked neutrally: keep, shrink or let go."""
        return self._ended(wanted, CommitmentState.MISSED, evidence)

    def drop(self, wanted: str) -> CommitmentView:
        """Let it go, or say that nobody promised this: it is not proposed again."""
        try:
            pairing, commitment = self._owned(wanted)
        except NotFound:
            pairing, one = self._owned_note(wanted)
            commitment = self._fresh(pairing, one)
        return self._changed(pairing, commitment, CommitmentState.DROPPED)

    def undo(self, wanted: str) -> CommitmentView:
        """Put it back to how it stood before the last act. InvalidInput if there is none."""
        pairing, commitment = self._owned(wanted)
        last, before = last_step(commitment.before)
        back = commitment.changed(
            text=last.text,
            due=last.due,
            state=last.state,
            evidence=last.evidence,
            before=before,
        )
        return self._saved(pairing, back)

    def _ended(self, wanted: str, state: CommitmentState, evidence: str) -> CommitmentView:
        pairing, commitment = self._owned(wanted)
        changes = {"evidence": evidence.strip()} if evidence.strip() else {}
        return self._changed(pairing, commitment, state, **changes)

    def _changed(
        self,
        pairing: Pairing,
        commitment: Commitment,
        state: CommitmentState,
        **changes: object,
    ) -> CommitmentView:
        if commitment.state.value not in _FROM[state]:
            raise InvalidInput(
                f"This one is {commitment.state.value}.",
                safe="Nothing was changed.",
                next_step="Confirm it first." if commitment.state == "proposed" else "",
            )
        return self._kept(pairing, commitment, state, **changes)

    def _kept(
        self, pairing: Pairing, commitment: Commitment, state: CommitmentState, **changes: object
    ) -> CommitmentView:
        step = CommitmentStep(
            text=commitment.text,
            due=commitment.due,
            state=commitment.state,
            evidence=commitment.evidence,
        )
        before = with_step(commitment.before, step)
        return self._saved(pairing, commitment.changed(state=state, before=before, **changes))

    def _saved(self, pairing: Pairing, commitment: Commitment) -> CommitmentView:
        kept = self._context.repositories.save(self._context.reader(), commitment)[0]
        self._indexing.catch_up()
        assert isinstance(kept, Commitment)
        return self._view(pairing, kept)

    # --- inside --------------------------------------------------------------------------

    def _owned(self, wanted: str) -> tuple[Pairing, Commitment]:
        """A commitment of the reader's own, by id, or by its label where only one has it."""
        reader = self._context.reader()
        mine = [
            c
            for c in self._context.repositories.find(reader, Commitment)
            if c.pairing in reader.pairings and wanted in (c.id, c.label)
        ]
        if len(mine) != 1:
            raise NotFound(
                f"You have no commitment called {wanted}.",
                next_step="List them with: viceversa commitments",
            )
        pairing = self._context.pairing(mine[0].pairing or "")
        self._check_owner(pairing, mine[0].owner)
        return pairing, mine[0]

    def _owned_note(self, wanted: str) -> tuple[Pairing, Promised]:
        for ident in sorted(self._context.reader().pairings):
            pairing = self._context.pairing(ident)
            for one in self._noted(pairing):
                if one.id == wanted:
                    self._check_owner(pairing, one.owner)
                    return pairing, one
        raise NotFound(
            f"You have no commitment called {wanted}.",
            next_step="List them with: viceversa commitments",
        )

    def _check_owner(self, pairing: Pairing, owner: Voice) -> None:
        if self._context.reader().role_in(pairing.id) != owner:
            name = self._name(pairing, owner)
            raise NotAllowed(
                f"This is {name}'s to say.",
                safe="Nothing was changed.",
                next_step=f"Ask {name} when you meet.",
            )

    def _fresh(self, pairing: Pairing, one: Promised) -> Commitment:
        held = [s for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        # It keeps its id, so that what its owner has answered is not asked again.
        return Commitment(
            id=one.id,
            programme=pairing.programme,
            pairing=pairing.id,
            session=held[-1].id,
            owner=one.owner,
            text=one.text,
            due=one.due,
        )

    def _name(self, pairing: Pairing, voice: Voice) -> str:
        mentor, mentee = self._context.partners(pairing)
        return (mentor if voice == "mentor" else mentee).first_name

    def _view(self, pairing: Pairing, commitment: Commitment) -> CommitmentView:
        return CommitmentView(
            id=commitment.id,
            pairing=pairing.id,
            owner=self._name(pairing, commitment.owner),
            mine=self._context.reader().role_in(pairing.id) == commitment.owner,
            text=commitment.text,
            due=commitment.due,
            state=commitment.state,
            evidence=commitment.evidence,
            undo=bool(commitment.before),
        )

    def _noted_view(self, pairing: Pairing, one: Promised) -> CommitmentView:
        return CommitmentView(
            id=one.id,
            pairing=pairing.id,
            owner=self._name(pairing, one.owner),
            mine=self._context.reader().role_in(pairing.id) == one.owner,
            text=one.text,
            due=one.due,
            when=one.when,
            state=CommitmentState.PROPOSED,
            noted=True,
        )
