"""Words about the agenda through the whole product: shown, accepted, undone, proposed."""

from __future__ import annotations

import pytest

from assistant.errors import InvalidInput, NotAllowed, NotFound


async def answer(assistant, words, **more):
    return [event async for event in assistant.ask(words, pairing="ana-martin", **more)]


async def test_the_mentor_sees_a_change_before_it_is_made_and_takes_it_back(open_as):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    events = await answer(ana, "swap 3 and 4")
    change = next(event.change for event in events if event.kind == "change")
    assert (await ana.agenda("ana-martin")).agenda == draft.agenda
    changed = await ana.take_change(change)
    assert [line.id for line in changed.agenda.lines] != [line.id for line in draft.agenda.lines]
    assert changed.agenda.total == draft.agenda.total
    assert (await ana.undo_agenda(changed.id)).agenda == draft.agenda


@pytest.mark.faults
async def test_what_was_said_is_in_the_talk_and_undo_is_said_too(open_as):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    change = (await answer(ana, "drop the experiment"))[0].change
    await ana.take_change(change)
    events = await answer(ana, "undo that")
    assert [event.kind for event in events] == ["undone", "text", "done"]
    assert (await ana.agenda("ana-martin")).agenda == draft.agenda
    said = [turn.text for turn in (await ana.conversation("ana-martin")).turns]
    assert said[0] == "drop the experiment"
    assert "Took out" in said[1]


@pytest.mark.faults
async def test_a_change_is_never_made_to_another_form_than_was_shown(open_as):
    ana = open_as()
    await ana.prepare_agenda("ana-martin")
    first = await ana.consider_change("drop the experiment", "ana-martin")
    second = await ana.consider_change("shorter", "ana-martin")
    await ana.take_change(first)
    with pytest.raises(InvalidInput, match="changed in the meantime"):
        await ana.take_change(second)


async def shared_by_ana(open_as):
    """One assistant, as Martin, with the agenda that Ana shared."""
    one = open_as()
    draft = await one.prepare_agenda("ana-martin")
    shared = await one.accept_agenda(draft.id)
    await one.become("Martin", remember=False)
    return one, shared


async def test_the_mentees_words_become_a_proposal_and_the_agenda_stays(open_as):
    one, shared = await shared_by_ana(open_as)
    change = (await answer(one, "put the experiment first"))[0].change
    assert change.for_mentor
    with pytest.raises(NotAllowed):
        await one.take_change(change)
    proposal = await one.propose_change(change)
    assert (await one.accepted_agenda("ana-martin")).agenda == shared.agenda
    with pytest.raises(NotAllowed):
        await one.decide_proposal(proposal.id, take=True)

    await one.become("Ana", remember=False)
    assert (await one.agenda("ana-martin")).agenda == shared.agenda
    assert [found.id for found in await one.proposals("ana-martin")] == [proposal.id]
    as_it_would_be = await one.proposed_change(proposal)
    assert any(row.what == "moved" for row in as_it_would_be.rows)
    draft = await one.decide_proposal(proposal.id, take=True)
    assert draft.agenda.items[0].slot == "experiment"
    # Sharing it again is another act of the mentor's.
    assert (await one.accepted_agenda("ana-martin")).agenda == shared.agenda
    assert await one.proposals("ana-martin") == []


@pytest.mark.faults
async def test_a_proposal_left_by_the_mentor_changes_nothing(open_as):
    one, shared = await shared_by_ana(open_as)
    change = await one.consider_change("make it 30 minutes", "Ana")
    proposal = await one.propose_change(change)
    await one.become("Ana", remember=False)
    assert await one.decide_proposal(proposal.id, take=False) is None
    assert (await one.agenda("ana-martin")).agenda == shared.agenda
    with pytest.raises(InvalidInput, match="decided already"):
        await one.decide_proposal(proposal.id, take=True)


async def test_nobody_reads_a_proposal_before_it_is_sent_and_nobody_else_after(open_as):
    one, _ = await shared_by_ana(open_as)
    change = await one.consider_change("drop the experiment", "Ana")
    await one.become("Ana", remember=False)
    assert await one.proposals("ana-martin") == []
    await one.become("Martin", remember=False)
    await one.propose_change(change)
    await one.become("Oonagh", remember=False)
    with pytest.raises(NotFound):
        await one.proposals("ana-martin")


async def test_before_an_agenda_is_shared_the_mentee_changes_only_a_draft_of_their_own(open_as):
    one = open_as()
    hers = await one.prepare_agenda("ana-martin")
    await one.become("Martin", remember=False)
    assert await one.consider_change("drop the experiment", "Ana") is None
    await one.prepare_agenda("Ana")
    change = await one.consider_change("drop the experiment", "Ana")
    assert not change.for_mentor
    await one.take_change(change)
    await one.become("Ana", remember=False)
    assert (await one.agenda("ana-martin")).agenda == hers.agenda


@pytest.mark.faults
async def test_a_draft_changed_by_hand_is_replaced_only_on_purpose(open_as):
    ana = open_as()
    await ana.prepare_agenda("ana-martin")
    await ana.take_change(await ana.consider_change("drop the experiment", "ana-martin"))
    with pytest.raises(InvalidInput, match="by hand"):
        await ana.prepare_agenda("ana-martin")
    again = await ana.prepare_agenda("ana-martin", redraft=True)
    assert any(line.slot == "experiment" for line in again.agenda.lines)
    back = await ana.undo_agenda(again.id)
    assert all(line.slot != "experiment" for line in back.agenda.lines)
    with pytest.raises(InvalidInput, match="by hand"):
        await ana.prepare_agenda("ana-martin")


async def test_a_line_added_by_talking_quotes_only_what_both_may_read(open_as):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    await ana.import_text(
        "The porters' zebra rota makes me furious.", pairing="ana-martin", session=3
    )
    change = await ana.consider_change("add the zebra rota", "ana-martin")
    changed = await ana.take_change(change)
    added = next(line for line in changed.agenda.lines if line.topic == "The zebra rota")
    assert added.suggestion
    assert "furious" not in changed.agenda.model_dump_json()
    assert changed.agenda.total == draft.agenda.total
