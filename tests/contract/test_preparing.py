"""The mentee's pages through the whole product, on the demo programme."""

from __future__ import annotations

import pytest

from assistant.errors import NotAllowed, NotFound
from assistant.exchange.brief_text import brief_rows

MENTEES = {
    "ana-martin": "Martin",
    "idris-yvonne": "Yvonne",
    "farah-yvonne": "Yvonne",
    "jerome-sunita": "Sunita",
}


@pytest.mark.parametrize("pairing", MENTEES)
async def test_each_mentee_has_a_brief_that_fits_one_screen(open_as, pairing):
    one = open_as()
    await one.become(MENTEES[pairing], remember=False)
    draft = await one.prepare_brief(pairing)
    assert len(brief_rows(draft.page)) <= 24
    assert all(citation.found for citation in draft.page.citations)
    assert draft.visibility == "private"


async def test_the_brief_knows_the_agenda_only_once_it_is_shared(open_as):
    one = open_as()
    agenda = await one.prepare_agenda("ana-martin")
    await one.become("Martin", remember=False)
    before = await one.prepare_brief("Ana")
    assert "brings the agenda" in "\n".join(brief_rows(before.page))
    await one.become("Ana", remember=False)
    await one.accept_agenda(agenda.id)
    await one.become("Martin", remember=False)
    after = "\n".join(brief_rows((await one.prepare_brief("Ana")).page))
    longest = max(agenda.agenda.items, key=lambda line: line.minutes)
    assert longest.topic in after
    assert len(after.split("\n")) <= 24


async def test_a_mentor_has_no_brief_and_nobody_reads_anothers(open_as):
    one = open_as()
    with pytest.raises(NotAllowed, match="who does not lead"):
        await one.prepare_brief("ana-martin")
    await one.become("Martin", remember=False)
    note = "The kingfisher plan frightens me, and the people who say nothing at all do too."
    await one.import_text(note, pairing="Ana", session=3)
    mine = await one.prepare_brief("Ana")
    await one.become("Ana", remember=False)
    with pytest.raises(NotFound):
        await one.page(mine.id)


async def test_reading_first_cites_guidance_with_its_strength_and_both_voices_of_the_notes(
    open_as,
):
    one = open_as()
    await one.become("Martin", remember=False)
    draft = await one.prepare_reading("Ana")
    assert all(line.citations for line in draft.page.lines)
    assert all(citation.found for citation in draft.page.citations)
    guidance = [c for c in draft.page.citations if c.source.startswith("card:")]
    assert guidance
    assert all(c.strength and c.date for c in guidance)
    voices = {c.voice for line in draft.page.section("notes").lines for c in line.citations}
    assert voices == {"mentor", "mentee"}
    assert draft.receipt.engine == "rules"
