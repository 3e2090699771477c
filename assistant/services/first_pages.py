"""The first minutes in a pairing: what it is, what stays out, a private mirror. All can wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from assistant.domain.beginning_content import BeginningContent, MirrorStatement
from assistant.domain.beginnings import BoundaryView, FirstPage, MirrorTry, MirrorView
from assistant.domain.people import Pairing
from assistant.domain.sessions import Boundary, Readiness
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotFound
from assistant.grounding.quotes import locate
from assistant.services.context import Context

_LONGEST_TOPIC = 120
_MOST_TERMS = 12


class FirstPages:
    """One reader's own: their boundaries and their mirror are read by nobody else."""

    def __init__(self, context: Context, content: Callable[[], BeginningContent]) -> None:
        self._context = context
        self._load = content

    @cached_property
    def _content(self) -> BeginningContent:
        return self._load()

    def what_it_is(self, wanted: str) -> FirstPage:
        """What reverse mentoring is for one's role in a pairing."""
        pairing = self._context.pairing(wanted)
        partner = self._context.partner(pairing).first_name
        mine = pairing.mentor == self._context.reader().person
        lines = self._content.first_page["mentor" if mine else "mentee"]
        return FirstPage(
            role="mentor" if mine else "mentee",
            partner=partner,
            lines=tuple(line.replace("{partner}", partner) for line in lines),
        )

    # --- boundaries ----------------------------------------------------------------------

    def boundaries(self, wanted: str) -> list[BoundaryView]:
        """The reader's own, in a pairing or in all of theirs."""
        pairing = self._context.pairing(wanted)
        return [
            BoundaryView(id=one.id, topic=one.topic, terms=one.terms) for one in self._own(pairing)
        ]

    def offered(self) -> list[BoundaryView]:
        """Topics that many keep out."""
        return [
            BoundaryView(id="", topic=one.topic, terms=one.terms)
            for one in self._content.boundaries
        ]

    def keep_out(self, wanted: str, topic: str, terms: Sequence[str] = ()) -> BoundaryView:
        """Keep a topic out of a pairing. ``terms`` are other words for it; those of a topic that is
        offered come with it. The same topic twice is kept once."""
        pairing = self._context.pairing(wanted)
        named = " ".join(topic.split())
        if not named:
            raise InvalidInput("A topic needs a word.", safe="Nothing was kept.")
        if len(named) > _LONGEST_TOPIC:
            raise InvalidInput(
                f"A topic has at most {_LONGEST_TOPIC} characters.",
                safe="Nothing was kept.",
                next_step="A few words work best: each of them is looked for.",
            )
        known = {one.topic.casefold(): one for one in self._own(pairing)}
        offered = {one.topic.casefold(): one.terms for one in self._content.boundaries}
        words = [" ".join(term.split()) for term in terms if term.strip()]
        every = dict.fromkeys([*words, *offered.get(named.casefold(), ())])
        fields = {"topic": named, "terms": tuple(every)[:_MOST_TERMS]}
        earlier = known.get(named.casefold())
        boundary = (
            earlier.changed(**fields)
            if earlier
            else Boundary(
                programme=pairing.programme,
                pairing=pairing.id,
                author=self._context.reader().person,
                visibility=Visibility.PRIVATE,
                **fields,
            )
        )
        kept = self._context.repositories.save(self._context.reader(), boundary)[0]
        assert isinstance(kept, Boundary)
        return BoundaryView(id=kept.id, topic=kept.topic, terms=kept.terms)

    def let_in(self, wanted: str) -> None:
        """Take a boundary of one's own back, by its id or its topic. NotFound."""
        reader = self._context.reader()
        asked = wanted.strip().casefold()
        mine = self._context.repositories.find(reader, Boundary, author=reader.person)
        fitting = [one for one in mine if asked in (one.id.casefold(), one.topic.casefold())]
        if not fitting:
            raise NotFound(
                "You keep no such topic out.", next_step="See: viceversa boundaries list"
            )
        self._context.repositories.remove(reader, *fitting)

    def _own(self, pairing: Pairing) -> list[Boundary]:
        reader = self._context.reader()
        mine = self._context.repositories.find(reader, Boundary, author=reader.person)
        return [one for one in mine if one.pairing in (None, pairing.id)]

    # --- the mirror ----------------------------------------------------------------------

    def mirror(self, wanted: str) -> MirrorView:
        """The statements for one's role, what one answered, and what to try."""
        pairing = self._context.pairing(wanted)
        mirrors = self._content.readiness
        mine = pairing.mentor == self._context.reader().person
        mirror = mirrors.of("mentor" if mine else "mentee")
        kept = self._answered(pairing)
        given = kept.answers if kept else ()
        given = (given + (0,) * len(mirror.statements))[: len(mirror.statements)]
        ways = tuple(map(self._way, mirror.statements))
        return MirrorView(
            pairing=pairing.id,
            about=mirror.about,
            answers=mirrors.answers,
            statements=tuple(statement.text for statement in mirror.statements),
            given=given,
            ways=ways,
            tries=tuple(way for way, answer in zip(ways, given, strict=True) if answer == 1),
        )

    def _way(self, statement: MirrorStatement) -> MirrorTry:
        card = next((one for one in self._context.cards if one.id == statement.card), None)
        start, end = (locate(statement.quote, card.text) if card else None) or (-1, -1)
        return MirrorTry(
            statement=statement.text,
            quote=statement.quote,
            card=f"card:{statement.card}",
            title=card.title if card else statement.card,
            start=start,
            end=end,
        )

    def look_into(self, wanted: str, answers: Sequence[int]) -> MirrorView:
        """Keep one's answers, in place of earlier ones."""
        pairing = self._context.pairing(wanted)
        view = self.mirror(wanted)
        if len(answers) != len(view.statements) or any(not 0 <= one <= 3 for one in answers):
            raise InvalidInput(
                f"There are {len(view.statements)} statements, each answered 1 to 3, or 0.",
                safe="Nothing was kept.",
                next_step="See them with: viceversa readiness",
            )
        kept = self._answered(pairing)
        readiness = (
            kept.changed(answers=tuple(answers))
            if kept
            else Readiness(
                programme=pairing.programme,
                pairing=pairing.id,
                author=self._context.reader().person,
                answers=tuple(answers),
            )
        )
        self._context.repositories.save(self._context.reader(), readiness)
        return self.mirror(wanted)

    def _answered(self, pairing: Pairing) -> Readiness | None:
        reader = self._context.reader()
        found = self._context.repositories.find(
            reader, Readiness, pairing=pairing.id, author=reader.person
        )
        return found[-1] if found else None
