"""Each pairing of the demo in each length: cited or a suggestion, exact to the minute."""

from __future__ import annotations

import pytest

from assistant.domain.drafts import Length

PAIRINGS = {
    "ana-martin": "Ana",
    "idris-yvonne": "Idris",
    "farah-yvonne": "Farah",
    "jerome-sunita": "Jerome",
    "bernadette-tomasz": "Bernadette",
    "chloe-colin": "Chloe",
}


@pytest.mark.parametrize("pairing", PAIRINGS)
async def test_every_line_cites_or_says_suggestion_in_every_length(open_as, pairing):
    one = open_as()
    await one.become(PAIRINGS[pairing], remember=False)
    for length in Length:
        agenda = (await one.prepare_agenda(pairing, length=length)).agenda
        assert agenda.total == agenda.minutes == length.minutes
        for line in agenda.lines:
            assert line.suggestion != bool(line.citations)
            assert all(citation.found for citation in line.citations)
        assert all(due.citation is None or due.citation.found for due in agenda.commitments_due)
        assert agenda.cut_if_late


async def test_after_two_missed_sessions_a_short_one_is_offered_and_the_planned_one_can_be_had(
    open_as,
):
    one = open_as()
    await one.become("Bernadette", remember=False)
    draft = await one.prepare_agenda("bernadette-tomasz")
    assert draft.agenda.minutes == 15
    assert "keeps the thread" in draft.receipt.note
    longer = await one.prepare_agenda("bernadette-tomasz", minutes=30)
    assert longer.agenda.minutes == 30
    assert longer.receipt.note == ""


async def test_a_page_that_tilts_towards_the_senior_is_noticed_quietly(open_as):
    one = open_as()
    draft = await one.prepare_agenda("ana-martin")
    assert draft.receipt.checks["role-balance"] == sum(
        finding.check == "role-balance" for finding in draft.findings
    )
