"""What a person gives to the programme: a contribution, consent to a quote, a self-rating.

Whoever gives sees first what would be kept and who would read it; whatever was given can be taken
back, and is then gone from every note as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.domain.note_content import NoteContent
from assistant.domain.people import Pairing, Programme
from assistant.domain.programme_notes import SelfRating, Wave
from assistant.domain.protection.quotes import quotable_span
from assistant.domain.protection.themes import QUOTE_CONSENT
from assistant.domain.reflections import Contribution, Quoting
from assistant.domain.views import ContributionView, RatingForm
from assistant.errors import InvalidInput, NotAllowed
from assistant.services.consents import Consents
from assistant.services.context import Context

_LONGEST = 600


class Giving:
    """One reader's gifts to their programmes."""

    def __init__(self, context: Context, content: Callable[[], NoteContent]) -> None:
        """``content`` loads what self-ratings and quotes are judged by."""
        self._context = context
        self._content = content
        self._consents = Consents(context)

    # --- contributions -------------------------------------------------------------------

    def themes(self, pairing: str | None) -> list[str]:
        """Names of the programme's themes, to choose from; one's own words will do as well."""
        return [theme.name for theme in self._programme(self._pairing(pairing)).themes]

    def preview(
        self,
        text: str,
        themes: Sequence[str],
        quoting: Quoting,
        pairing: str | None,
        *,
        about_partner: bool = False,
    ) -> ContributionView:
        """What would be kept, and what would be read by whom. Nothing is kept."""
        return self._view(self._made(text, themes, quoting, pairing, about_partner))

    def give(
        self,
        text: str,
        themes: Sequence[str],
        quoting: Quoting,
        pairing: str | None,
        *,
        about_partner: bool = False,
    ) -> ContributionView:
        """Keep it. The same words given twice are kept once."""
        made = self._made(text, themes, quoting, pairing, about_partner)
        for known in self._mine():
            if (known.text, known.pairing) == (made.text, made.pairing):
                made = known.changed(
                    themes=made.themes, quoting=made.quoting, about_partner=made.about_partner
                )
                break
        kept = self._context.repositories.save(self._context.reader(), made)[0]
        assert isinstance(kept, Contribution)
        return self._view(kept)

    def given(self) -> list[ContributionView]:
        """The reader's own, and those about them that wait for their word."""
        reader = self._context.reader()
        found = self._context.repositories.find(reader, Contribution)
        return [self._view(one) for one in found]

    def withdraw(self, contribution: str) -> None:
        """Erase one's own, from notes and drafts as well."""
        reader, repositories = self._context.reader(), self._context.repositories
        repositories.remove(reader, repositories.get(reader, Contribution, contribution))

    def consent(self, contribution: str, *, given: bool) -> ContributionView:
        """Say whether words about oneself may be quoted; it can be changed at any time."""
        reader = self._context.reader()
        repositories = self._context.repositories
        found = repositories.get(reader, Contribution, contribution)
        if found.author == reader.person:
            raise NotAllowed(
                "Your partner is asked about words that describe them.",
                next_step="Your own consent stands with the contribution.",
            )
        self._consents.say(found, QUOTE_CONSENT, given=given)
        return self._view(found)

    # --- self-ratings --------------------------------------------------------------------

    def form(self, wave: Wave, pairing: str | None) -> RatingForm:
        """The statements for the reader's role, and what they answered before, if they did."""
        of = self._pairing(pairing)
        role = of.voice_of(self._context.reader().person)
        content = self._content().self_rating
        of_role = content.mentor if role == "mentor" else content.mentee
        known = self._rating(of, wave)
        return RatingForm(
            pairing=of.id,
            wave=wave,
            about=of_role.about,
            statements=of_role.statements,
            change_question=content.change_seen if wave != "baseline" else "",
            scores=known.scores if known else (),
        )

    def rate(
        self, wave: Wave, scores: Sequence[int], pairing: str | None, change_seen: bool | None
    ) -> RatingForm:
        """Keep a self-rating, in place of an earlier one of the same wave."""
        form = self.form(wave, pairing)
        if len(scores) != len(form.statements) or any(not 1 <= score <= 5 for score in scores):
            raise InvalidInput(
                f"There are {len(form.statements)} statements, each rated 1 to 5.",
                safe="Nothing was kept.",
                next_step=f"See them with: viceversa rate {wave}",
            )
        of = self._pairing(pairing)
        fields = {"scores": tuple(scores), "change_seen": change_seen}
        known = self._rating(of, wave)
        rating = (
            known.changed(**fields)
            if known
            else SelfRating(
                programme=of.programme,
                pairing=of.id,
                author=self._context.reader().person,
                wave=wave,
                **fields,
            )
        )
        self._context.repositories.save(self._context.reader(), rating)
        return self.form(wave, pairing)

    # --- inside --------------------------------------------------------------------------

    def _pairing(self, wanted: str | None) -> Pairing:
        reader = self._context.reader()
        if wanted:
            return self._context.pairing(wanted)
        mine = sorted(reader.pairings)
        if len(mine) == 1:
            return self._context.pairing(mine[0])
        if not mine:
            raise NotAllowed("Whoever is in a pairing gives to the programme.")
        raise InvalidInput(
            "You are in more than one pairing.", next_step=f"Name one: {', '.join(mine)}."
        )

    def _programme(self, pairing: Pairing) -> Programme:
        return self._context.programme_of(pairing)

    def _mine(self) -> list[Contribution]:
        reader = self._context.reader()
        return self._context.repositories.find(reader, Contribution, author=reader.person)

    def _rating(self, pairing: Pairing, wave: Wave) -> SelfRating | None:
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader, SelfRating, pairing=pairing.id, author=reader.person
        )
        return next((rating for rating in found if rating.wave == wave), None)

    def _made(
        self,
        text: str,
        themes: Sequence[str],
        quoting: Quoting,
        pairing: str | None,
        about_partner: bool,
    ) -> Contribution:
        bare = " ".join(text.split())
        if not bare:
            raise InvalidInput("A contribution needs words.", safe="Nothing was kept.")
        if len(bare) > _LONGEST:
            raise InvalidInput(
                f"A contribution has at most {_LONGEST} characters; this has {len(bare)}.",
                safe="Nothing was kept.",
                next_step="Keep the sentence that matters most.",
            )
        of = self._pairing(pairing)
        known = {theme.casefold(): theme for theme in self.themes(of.id)}
        named = tuple(
            dict.fromkeys(known.get(t.strip().casefold(), t.strip()) for t in themes if t.strip())
        )
        if not named:
            raise InvalidInput(
                "Say what it is about.",
                safe="Nothing was kept.",
                next_step="Choose a theme: " + "; ".join(known.values()) + ".",
            )
        return Contribution(
            programme=of.programme,
            pairing=of.id,
            author=self._context.reader().person,
            text=bare,
            themes=named,
            quoting=quoting,
            about_partner=about_partner or self._describes(of, bare),
        )

    def _describes(self, pairing: Pairing, text: str) -> bool:
        names = [part for person in self._context.partners(pairing) for part in person.name.split()]
        return self._content().quote_words.describes_partner(text, names)

    def _view(self, one: Contribution) -> ContributionView:
        reader = self._context.reader()
        mine = one.author == reader.person
        mentor, mentee = self._context.partners(
            self._context.repositories.get(reader, Pairing, one.pairing or "")
        )
        partner = mentee if one.author == mentor.id else mentor
        words = self._content().quote_words
        span = quotable_span(one.text)
        telling = [f"{p.job} {p.department} {p.name}" for p in (mentor, mentee)]
        quoted = one.text[slice(*span)] if span and one.quoting is not Quoting.NO else ""
        return ContributionView(
            id=one.id if one.version else "",
            text=one.text,
            themes=one.themes,
            quoting=one.quoting,
            quoted=quoted,
            mine=mine,
            partner=partner.first_name,
            about_partner=one.about_partner,
            may_show=bool(quoted) and words.shows_who(quoted, telling),
            agreed=None if mine else self._consents.said(one.id, QUOTE_CONSENT),
        )
