"""Impact lines: what came of the other's work, in a sentence that both let be quoted."""

from __future__ import annotations

from assistant.domain.impact import LONGEST, ImpactLine
from assistant.domain.people import Pairing
from assistant.domain.reflections import Consent
from assistant.domain.views import ImpactView
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.context import Context


class Impact:
    """Written by one, about what the other did; on the other's certificate if both say so."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def lines(self, pairing: str) -> list[ImpactView]:
        """The reader's own, then those about them."""
        of = self._context.pairing(pairing)
        found = [self._view(of, one) for one in self._all(of)]
        return sorted(found, key=lambda one: not one.mine)

    def preview(self, text: str, pairing: str, *, quotable: bool) -> ImpactView:
        """What the partner would read. Nothing is kept."""
        of = self._context.pairing(pairing)
        return self._view(of, self._made(of, text, quotable))

    def give(self, text: str, pairing: str, *, quotable: bool) -> ImpactView:
        """Give it to the partner, in place of an earlier one of one's own."""
        of = self._context.pairing(pairing)
        saved = self._context.repositories.save(
            self._context.reader(), self._made(of, text, quotable)
        )[0]
        assert isinstance(saved, ImpactLine)
        return self._view(of, saved)

    def take_back(self, pairing: str) -> None:
        """Erase one's own; NotFound where there is none. A certificate made from now on is without
        it; one that was saved keeps it."""
        of = self._context.pairing(pairing)
        mine = self._mine(of)
        if mine is None:
            raise NotFound("You wrote no impact line here.", safe="Nothing was changed.")
        self._context.repositories.remove(self._context.reader(), mine)

    def use(self, pairing: str, *, wanted: bool) -> ImpactView:
        """Say whether the partner's words stand on one's own certificate. NotFound without such
        words; NotAllowed where their author does not let them be quoted."""
        of = self._context.pairing(pairing)
        line = self._about_me(of)
        if line is None:
            raise NotFound("There is no impact line about you here.")
        if wanted and not line.quotable:
            raise NotAllowed("These words are for you alone: their author keeps them between you.")
        reader, repositories = self._context.reader(), self._context.repositories
        # A new row each time: nothing in the ledger is ever changed, the newest holds.
        row = Consent(
            programme=of.programme,
            pairing=of.id,
            author=reader.person,
            subject=line.id,
            purpose=line.purpose,
            given=wanted,
        )
        repositories.save(reader, row)
        return self._view(of, line)

    def on_certificate(self, pairing: str) -> ImpactView | None:
        """The line for the reader's certificate, where both said so."""
        of = self._context.pairing(pairing)
        line = self._about_me(of)
        view = self._view(of, line) if line is not None else None
        return view if view is not None and view.used else None

    # --- inside --------------------------------------------------------------------------

    def _made(self, of: Pairing, text: str, quotable: bool) -> ImpactLine:
        bare = " ".join(text.split())
        if not bare:
            raise InvalidInput("An impact line needs words.", safe="Nothing was kept.")
        if len(bare) > LONGEST:
            raise InvalidInput(
                f"An impact line has at most {LONGEST} characters; this has {len(bare)}.",
                safe="Nothing was kept.",
                next_step="Keep what changed, and for whom.",
            )
        known = self._mine(of)
        if known is not None:
            return known.changed(text=bare, quotable=quotable)
        return ImpactLine(
            programme=of.programme,
            pairing=of.id,
            author=self._context.reader().person,
            text=bare,
            quotable=quotable,
        )

    def _all(self, of: Pairing) -> list[ImpactLine]:
        return self._context.repositories.find(self._context.reader(), ImpactLine, pairing=of.id)

    def _mine(self, of: Pairing) -> ImpactLine | None:
        me = self._context.reader().person
        return next((line for line in self._all(of) if line.author == me), None)

    def _about_me(self, of: Pairing) -> ImpactLine | None:
        me = self._context.reader().person
        return next((line for line in self._all(of) if line.author != me), None)

    def _consent(self, line: ImpactLine) -> Consent | None:
        reader = self._context.reader()
        rows = self._context.repositories.find(
            reader, Consent, author=reader.person, pairing=line.pairing
        )
        said = [r for r in rows if (r.subject, r.purpose) == (line.id, line.purpose)]
        return said[-1] if said else None

    def _view(self, of: Pairing, line: ImpactLine) -> ImpactView:
        mentor, mentee = self._context.partners(of)
        author, other = (mentor, mentee) if line.author == mentor.id else (mentee, mentor)
        mine = line.author == self._context.reader().person
        consent = None if mine else self._consent(line)
        return ImpactView(
            text=line.text,
            mine=mine,
            author=author.name,
            about=other.first_name,
            quotable=line.quotable,
            used=line.quotable and consent is not None and consent.given,
        )
