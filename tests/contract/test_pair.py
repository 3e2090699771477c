"""What two people agree, ask and plan, on the demo store."""

from datetime import date, time

import pytest

from assistant.domain.sessions import Agreement, SessionState
from assistant.errors import InvalidInput, NotAllowed, NotFound

PAIR = "ana-martin"


@pytest.fixture
def both(open_as):
    """One assistant that is Ana or Martin in turn: a store has one writer at a time."""
    one = open_as("ana-ferreira")

    async def as_(person: str):
        await one.become(person, remember=False)
        return one

    return as_


async def test_an_agreement_stands_when_both_said_yes_to_the_same_words(both):
    ana = await both("Ana")
    view = await ana.agreement(PAIR)
    assert view.agreed
    changed = await ana.change_rule(PAIR, "2", "Ana runs the hour and closes it.")
    assert not changed.agreed
    assert (changed.mine, changed.theirs) == (False, False)
    assert (await ana.agree(PAIR)).mine
    martin = await both("Martin")
    seen = await martin.agreement(PAIR)
    assert seen.says.startswith("Ana said yes to these words.")
    assert (await martin.agree(PAIR)).agreed
    # A word changed by one takes the other's yes back as well.
    assert not (await martin.add_rule(PAIR, "We begin with tea.", after="1")).theirs
    undone = await martin.undo_agreement(PAIR)
    assert [rule.text for rule in undone.rules] == [rule.text for rule in seen.rules]


async def test_nobody_says_yes_for_the_other(both, open_as):
    from assistant.domain.sessions import GroundRule

    ana = await both("Ana")
    services = await ana._services()
    store, reader = services.context.repositories, services.context.reader()
    kept = store.find(reader, Agreement, pairing=PAIR)[0]
    rules = (*kept.rules, GroundRule(id="A9", text="Mine."))
    for forged in (
        kept.changed(rules=rules),
        kept.changed(rules=rules, accepted=("mentee",)),
        kept.changed(accepted=("mentor",)),
        kept.changed(rules=rules, accepted=(), aloud=date(2026, 6, 1)),
    ):
        with pytest.raises(NotAllowed):
            store.save(reader, forged)


async def test_a_proposal_is_no_agreement_and_is_quoted_by_no_agenda(both):
    ana = await both("Ana")
    await ana.change_rule(PAIR, "3", "We meet on the pelican terrace.")
    draft = await ana.prepare_agenda(PAIR)
    assert "pelican" not in draft.agenda.model_dump_json()
    assert not any("pelican" in h.passage.text for h in await ana.search("pelican", pairing=PAIR))
    assert (await ana.agreed_aloud(PAIR, date(2026, 6, 9))).says.endswith("said yes on 9 June.")
    assert any("pelican" in h.passage.text for h in await ana.search("pelican", pairing=PAIR))


async def test_where_nobody_wrote_one_the_template_proposes_it(both):
    tomasz = await both("Tomasz")
    (pairing,) = [view.id for view in await tomasz.pairings()]
    view = await tomasz.agreement(pairing)
    assert view.proposal
    assert len(view.rules) > 5
    yes = await tomasz.agree(pairing)
    assert yes.mine
    assert not yes.agreed
    assert not yes.proposal


async def test_a_parked_question_is_its_authors_alone_until_it_is_asked(both):
    martin = await both("Martin")
    kept = await martin.park_question(PAIR, "  Is the ocelot  meeting needed at all? ")
    assert kept.text == "Is the ocelot meeting needed at all?"
    ana = await both("Ana")
    assert not any("ocelot" in q.text for q in await ana.questions(PAIR))
    assert not any("ocelot" in h.passage.text for h in await ana.search("ocelot", pairing=PAIR))
    with pytest.raises(NotFound):
        await ana.ask_question(kept.id)
    martin = await both("Martin")
    await martin.ask_question(kept.id)
    ana = await both("Ana")
    assert any("ocelot" in q.text and q.author == "Martin" for q in await ana.questions(PAIR))
    with pytest.raises(NotAllowed):
        await ana.question_answered(kept.id)
    martin = await both("Martin")
    await martin.ask_question(kept.id, asked=False)
    done = await martin.question_answered(kept.id, "Every other week will do.")
    assert (done.answered, done.answer) == (True, "Every other week will do.")
    await martin.remove_question(kept.id)
    assert not any(q.id == kept.id for q in await martin.questions(PAIR))
    ana = await both("Ana")
    assert not any("ocelot" in q.text for q in await ana.questions(PAIR))


@pytest.mark.faults
async def test_a_closed_question_is_offered_in_an_open_form_with_guidance(both):
    martin = await both("Martin")
    kept = await martin.park_question(PAIR, "Are you bored in my meetings?")
    helped = await martin.help_with_question(kept.id)
    assert helped.remarks
    assert helped.passages
    assert all(hit.source.is_guidance for hit in helped.passages)
    assert all(form.endswith("?") for form in helped.open_forms)


@pytest.mark.faults
async def test_a_session_moves_with_its_new_date_and_keeps_its_hour(both):
    ana = await both("Ana")
    moved = await ana.plan_session(PAIR, 4, (date(2026, 6, 25), None), place="by the quay")
    assert (moved.when, moved.place) == ("Thu 25 June, 15:00", "by the quay")
    view = await ana.journey(PAIR)
    assert view.moves == {4: 1}
    assert [s.number for s in view.sessions] == [1, 2, 3, 4, 5, 6]
    martin = await both("Martin")
    assert (await martin.home()).pairings[0].sessions[3].when == "Thu 25 June, 15:00"
    oonagh = await both("Oonagh")
    before = (await oonagh.home()).programmes[0]
    ana = await both("Ana")
    await ana.plan_session(PAIR, 4, (date(2026, 6, 26), time(9)))
    oonagh = await both("Oonagh")
    after = (await oonagh.home()).programmes[0]
    assert (after.moved, after.sessions) == (before.moved + 1, before.sessions)
    assert after.sessions == sum(number for _, _, number in after.months)


async def test_a_missed_session_leads_on_to_the_next_and_a_held_one_stays(both):
    ana = await both("Ana")
    await ana.mark_session(PAIR, 4, SessionState.MISSED)
    assert (await ana.pairing(PAIR)).next_session == 5
    with pytest.raises(InvalidInput, match="has taken place"):
        await ana.plan_session(PAIR, 3, (date(2026, 6, 25), None))
    with pytest.raises(NotFound):
        await ana.plan_session(PAIR, 9, (date(2026, 6, 25), None))
    with pytest.raises(InvalidInput, match="minutes"):
        await ana.plan_session(PAIR, 4, (date(2026, 6, 25), None), minutes=1)


@pytest.mark.faults
async def test_goals_and_subject_are_both_partners_to_change(both):
    martin = await both("Martin")
    goal = await martin.add_goal(PAIR, "Hear the narwhal first", "mentee", "Ana sees it")
    assert goal.label == "G4"
    ana = await both("Ana")
    await ana.change_goal(PAIR, "g4", text="Hear the narwhal second")
    assert "Hear the narwhal second" in (await ana.pairing(PAIR)).goals
    await ana.remove_goal(PAIR, "G4")
    await ana.set_focus(PAIR, "meetings by the water")
    martin = await both("Martin")
    assert (await martin.journey(PAIR)).focus == "meetings by the water"
    oonagh = await both("Oonagh")
    assert all(view.focus == "" for view in await oonagh.pairings())


async def test_the_mentee_promises_one_change_and_says_that_it_was_done(both):
    martin = await both("Martin")
    made = await martin.promise(PAIR, "Ask one person under 30", date(2026, 6, 12))
    home = await martin.home()
    told = next(s for s in (home.next, *home.then) if s.place == "did")
    assert told.title == "Tell Ana what you did: Ask one person under 30"
    assert told.subject == made.id
    assert ("open", "Ask one person under 30", "by 12 June") in home.pairings[0].changes
    await martin.keep_commitment(told.subject, "She said no.")
    home = await martin.home()
    assert ("kept", "Ask one person under 30", "by 12 June") in home.pairings[0].changes
    ana = await both("Ana")
    assert (await ana.home()).pairings[0].changes == ()


@pytest.mark.faults
async def test_home_of_a_new_pair_says_what_could_be_done_and_each_once(both):
    ana = await both("Ana")
    begun = await ana.start_pairing("Lena Brandt", "Victor Osei", "mentee")
    home = await ana.home()
    places = [home.next.place, *(step.place for step in home.then)]
    assert len(places) == len(set(places))
    assert {"journey", "agreement"} <= set(places)
    await ana.keep_out(begun.pairing, "pay")
    await ana.agreed_aloud(begun.pairing)
    await ana.plan_session(begun.pairing, 1, (date(2026, 6, 20), time(10)))
    home = await ana.home()
    places = {home.next.place, *(step.place for step in home.then)}
    assert not places & {"journey", "agreement", "boundaries"}
    assert {"confidence", "readiness"} <= places


@pytest.mark.faults
async def test_the_sessions_that_follow_are_planned_at_once_at_the_same_hour(both):
    ana = await both("Ana")
    begun = await ana.start_pairing(
        "Lena Brandt", "Victor Osei", "mentor", first=(date(2026, 10, 8), time(15))
    )
    planned = await ana.plan_rest(begun.pairing, 4)
    assert [session.when for session in planned[:2]] == [
        "Thu 5 November, 15:00",
        "Thu 3 December, 15:00",
    ]
    assert len(planned) == 5
    assert await ana.plan_rest(begun.pairing, 4) == []


async def test_whoever_has_nothing_yet_is_told_what_to_begin_with(both):
    oona = await both("Ana")
    await oona.start_programme("Both Ways", "Oona Reed")
    home = await oona.home()
    assert home.next.place == "pairs"
    await oona.add_pairing("Kim Park", "Dora Lund")
    assert (await oona.home()).next.place != "pairs"
