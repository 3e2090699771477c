"""Impact lines: what came of the other's work, in a sentence that both let be quoted."""

from __future__ import annotations

from assistant.domain.impact import LONGEST, ImpactLine
from assistant.domain.people import Pairing
from assistant.domain.views import ImpactView
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.services.consents import Consents
from assistant.services.context import Context


class Impact:
    """Written by one, about what the other did; on the other's certificate if both say so."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._consents = Consents(context)

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
        self._consents.say(line, line.purpose, given=wanted)
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

    def _view(self, of: Pairing, line: ImpactLine) -> ImpactView:
        mentor, mentee = self._context.partners(of)
        author, other = (mentor, mentee) if line.author == mentor.id else (mentee, mentor)
        mine = line.author == self._context.reader().person
        wanted = not mine and self._consents.said(line.id, line.purpose) is True
        return ImpactView(
            text=line.text,
            mine=mine,
            author=author.name,
            about=other.first_name,
            quotable=line.quotable,
            used=line.quotable and wanted,
        )
