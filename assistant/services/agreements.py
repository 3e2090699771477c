"""The agreement of a pairing: worded by either, agreed when both said yes to the same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from assistant.domain.days import day_words
from assistant.domain.pair_views import AgreementView
from assistant.domain.people import Pairing
from assistant.domain.sessions import Agreement, GroundRule, Voice
from assistant.domain.undoing import last_step, with_step
from assistant.errors import InvalidInput, NotFound
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_LONGEST = 400
_MOST_RULES = 20


class Agreements:
    """Whoever changes a word takes both yeses back: nobody agrees to what they have not read."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def view(self, wanted: str) -> AgreementView:
        """As it stands; where nobody wrote one, what the programme's template proposes."""
        pairing = self._context.pairing(wanted)
        return self._view(pairing, self._kept(pairing))

    def since(self, wanted: str, moment: datetime) -> str:
        """A sentence for what was drafted at ``moment`` if the agreement, its words or who said yes
        to them, changed after it; else ""."""
        kept = self._kept(self._context.pairing(wanted))
        if kept is None or kept.updated_at <= moment:
            return ""
        return "Your agreement has changed since this was drafted. Draft it anew to go by it."

    def change(self, wanted: str, rule: str, text: str) -> AgreementView:
        """Other words for one rule."""
        pairing, agreement = self._at(wanted)
        place = self._place(agreement, rule)
        rules = list(agreement.rules)
        rules[place] = rules[place].model_copy(update={"text": _worded(text)})
        return self._reworded(pairing, agreement, rules)

    def add(self, wanted: str, text: str, after: str = "") -> AgreementView:
        """One more rule, below the one named or at the end."""
        pairing, agreement = self._at(wanted)
        if len(agreement.rules) >= _MOST_RULES:
            raise InvalidInput(
                f"An agreement has at most {_MOST_RULES} rules.",
                safe="Nothing was changed.",
                next_step="Leave one out first: few rules are kept better.",
            )
        place = self._place(agreement, after) + 1 if after else len(agreement.rules)
        numbers = [int(r.id[1:]) for r in agreement.rules if r.id[1:].isdecimal()]
        fresh = GroundRule(id=f"A{max(numbers, default=0) + 1}", text=_worded(text))
        rules = [*agreement.rules[:place], fresh, *agreement.rules[place:]]
        return self._reworded(pairing, agreement, rules)

    def drop(self, wanted: str, rule: str) -> AgreementView:
        """Leave one rule out."""
        pairing, agreement = self._at(wanted)
        gone = agreement.rules[self._place(agreement, rule)]
        return self._reworded(pairing, agreement, [r for r in agreement.rules if r is not gone])

    def undo(self, wanted: str) -> AgreementView:
        """The words as they stood before the last change. InvalidInput if there is none."""
        pairing, agreement = self._at(wanted)
        rules, before = last_step(agreement.before)
        back = agreement.changed(rules=rules, before=before, accepted=(), aloud=None)
        return self._saved(pairing, back)

    def say_yes(self, wanted: str, *, yes: bool = True) -> AgreementView:
        """The reader's own yes to the words as they stand, or taking it back."""
        pairing, agreement = self._at(wanted)
        if yes and not agreement.rules:
            raise InvalidInput("There is nothing to agree to yet.", next_step="Add a rule first.")
        mine = self._voice(pairing)
        others = tuple(voice for voice in agreement.accepted if voice != mine)
        accepted = tuple(sorted((*others, mine))) if yes else others
        changes: dict[str, object] = {"accepted": accepted}
        if not yes:
            changes["aloud"] = None
        return self._saved(pairing, agreement.changed(**changes))

    def said_aloud(self, wanted: str, day: date | None = None) -> AgreementView:
        """Note that both said yes when they met: for a store that only one of them uses."""
        pairing, agreement = self._at(wanted)
        if agreement.version == 0:
            # The words come first, the yes to them second: the store holds the two apart.
            agreement = self._save(agreement)
        on = day or self._context.clock.now().date()
        return self._saved(pairing, agreement.changed(aloud=on))

    # --- inside --------------------------------------------------------------------------

    def _kept(self, pairing: Pairing) -> Agreement | None:
        found = self._context.repositories.find(
            self._context.reader(), Agreement, pairing=pairing.id
        )
        return found[-1] if found else None

    def _at(self, wanted: str) -> tuple[Pairing, Agreement]:
        pairing = self._context.pairing(wanted)
        return pairing, self._kept(pairing) or Agreement(
            id=f"{pairing.id}.agreement",
            programme=pairing.programme,
            pairing=pairing.id,
            rules=self._proposed(),
        )

    def _proposed(self) -> tuple[GroundRule, ...]:
        rules = self._context.bank.template.ground_rules
        return tuple(GroundRule(id=f"A{n}", text=text) for n, text in enumerate(rules, start=1))

    def _place(self, agreement: Agreement, rule: str) -> int:
        for place, known in enumerate(agreement.rules):
            if rule.strip().casefold() in (known.id.casefold(), str(place + 1)):
                return place
        raise NotFound(
            f"There is no rule {rule}.",
            safe="Nothing was changed.",
            next_step=f"They are numbered from 1 to {len(agreement.rules)}.",
        )

    def _voice(self, pairing: Pairing) -> Voice:
        return "mentor" if pairing.mentor == self._context.reader().person else "mentee"

    def _reworded(
        self, pairing: Pairing, agreement: Agreement, rules: Sequence[GroundRule]
    ) -> AgreementView:
        before = with_step(agreement.before, agreement.rules)
        return self._saved(
            pairing,
            agreement.changed(rules=tuple(rules), before=before, accepted=(), aloud=None),
        )

    def _save(self, agreement: Agreement) -> Agreement:
        # By the clock that dates drafts as well: the two are compared.
        dated = agreement.model_copy(update={"updated_at": self._context.clock.now()})
        kept = self._context.repositories.save(self._context.reader(), dated)[0]
        assert isinstance(kept, Agreement)
        return kept

    def _saved(self, pairing: Pairing, agreement: Agreement) -> AgreementView:
        kept = self._save(agreement)
        self._indexing.catch_up()
        return self._view(pairing, kept)

    def _view(self, pairing: Pairing, agreement: Agreement | None) -> AgreementView:
        mentor, mentee = self._context.partners(pairing)
        voice = self._voice(pairing)
        partner = (mentee if voice == "mentor" else mentor).first_name
        if agreement is None:
            return AgreementView(
                pairing=pairing.id,
                partner=partner,
                rules=self._proposed(),
                proposal=True,
                mine=False,
                theirs=False,
                says="A proposal: change what you like, then both say yes.",
            )
        mine = voice in agreement.accepted
        theirs = any(other != voice for other in agreement.accepted)
        return AgreementView(
            pairing=pairing.id,
            partner=partner,
            rules=agreement.rules,
            proposal=False,
            mine=mine,
            theirs=theirs,
            aloud=agreement.aloud,
            agreed=agreement.agreed,
            undo=bool(agreement.before),
            says=_says(agreement, partner, mine=mine, theirs=theirs),
        )


def _says(agreement: Agreement, partner: str, *, mine: bool, theirs: bool) -> str:
    if agreement.aloud is not None:
        day = agreement.aloud
        return f"Agreed: both of you said yes on {day_words(day)}."
    if mine and theirs:
        return "Agreed by both of you."
    if mine:
        return f"You said yes. It stands when {partner} says yes to the same words."
    if theirs:
        return f"{partner} said yes to these words. It stands when you do."
    return "Nobody has said yes to these words yet."


def _worded(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise InvalidInput("A rule needs words.", safe="Nothing was changed.")
    if len(words) > _LONGEST:
        raise InvalidInput(
            f"A rule has at most {_LONGEST} characters; this has {len(words)}.",
            safe="Nothing was changed.",
            next_step="Make two rules of it.",
        )
    return words
