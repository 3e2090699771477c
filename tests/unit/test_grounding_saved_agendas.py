"""Before an agenda is kept, each of its citations is held against its source once more."""

from __future__ import annotations

from assistant.domain.drafts import Agenda
from assistant.grounding.agendas import ground_agenda
from assistant.grounding.checks import tally
from tests.unit.grounding_examples import CARD, DOUGLAS, PRIYA, SOURCES, TRIAL, quote, skeleton


def test_saved_agenda_loses_what_no_source_bears_out_and_says_suggestion() -> None:
    rules = skeleton()
    false = quote(PRIYA, "We walked round the depot").model_copy(
        update={"quote": "We ran round the depot", "start": 0, "end": 22}
    )
    main = rules.items[0].model_copy(update={"citations": (false,)})
    parked = (quote(CARD, "The junior chooses the route"), false)
    broken = skeleton(items=(main, rules.items[1]), parked=parked, purpose_citations=(false,))
    agenda, findings = ground_agenda(broken, SOURCES)
    assert agenda.items[0].citations == ()
    assert agenda.items[0].suggestion
    assert agenda.parked == parked[:1]
    assert agenda.purpose_citations == ()
    assert [found.check for found in findings] == ["quote-not-found"] * 3
    assert tally(findings)["quote-not-found"] == 3
    assert tally([])["proof-claimed"] == 0


def test_labels_on_a_page_come_from_the_source_and_not_from_the_draft() -> None:
    lying = quote(TRIAL, "Crews who chose their own rota").model_copy(
        update={"label": "A meta-analysis", "strength": None, "date": "2025"}
    )
    agenda, _ = ground_agenda(skeleton(parked=(lying,)), SOURCES)
    kept = agenda.parked[0]
    assert (kept.label, kept.strength, kept.date) == (TRIAL.title, TRIAL.strength, TRIAL.date)


def test_nothing_is_changed_in_an_agenda_that_holds() -> None:
    agenda: Agenda = skeleton()
    assert ground_agenda(agenda, SOURCES) == (agenda, [])
    assert DOUGLAS.id in {citation.source for citation in agenda.citations}
