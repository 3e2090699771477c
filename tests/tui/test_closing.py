"""The journey as a whole: its handbook, and an end for which nobody gives a reason."""

import pytest

from assistant.domain.citing import cite
from assistant.errors import NotAllowed


@pytest.mark.faults
async def test_either_of_the_two_ends_it_and_is_thanked(visit, open_as):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("J")
        await v.sees("What I promised and changed")
        await v.press("c")
        await v.sees("Sessions, 3 of 6", "3 sessions, 3 hours", "You need give no reason.")
        await v.press("c")
        await v.sees("End your pairing with Ana", "not who ended it")
        await v.press("escape")
        await v.misses("End your pairing with Ana")
        assert "Thank you" not in v.text
        await v.press("c")
        await v.sees("End your pairing with Ana")
        await v.press("enter")
        await v.sees("Thank you, Martin: 3 sessions, 3 hours. Your handbook is ready.")
        await v.press("H")
        await v.sees("Read back: your time with Ana")
    ana = open_as("ana-ferreira")
    view = await ana.close_view("Martin")
    assert view.pairing.ended
    assert view.pairing.next_session is None
    services = await ana._services()
    pairing = services.context.pairing("ana-martin")
    with pytest.raises(NotAllowed):
        services.context.repositories.save(
            services.context.reader(), pairing.changed(state="active")
        )


async def test_the_handbook_holds_both_voices_and_nothing_private(visit, open_as):
    ana = open_as("ana-ferreira")
    draft = await ana.prepare_agenda("ana-martin", engine="rules")
    accepted = await ana.accept_agenda(draft.id)
    services = await ana._services()
    card = services.indexing.guidance()[0]
    first, *others = accepted.agenda.items
    quoted = cite(card, 0, card.text.index(".") + 1)
    quoting = first.model_copy(update={"citations": (*first.citations, quoted)})
    agenda = accepted.agenda.model_copy(update={"items": (quoting, *others)})
    services.context.repositories.save(services.context.reader(), accepted.changed(agenda=agenda))
    page = (await ana.handbook("Martin")).page
    await ana.close()
    martin = open_as("martin-hallett")
    theirs = (await martin.handbook("Ana")).page
    await martin.close()
    assert page.sections == theirs.sections
    said = [line for s in page.sections if s.id.startswith("session-") for line in s.lines]
    assert {line.who for line in said} == {"mentor", "mentee"}
    assert all(c.found for c in page.citations)
    guidance = page.section("guidance")
    assert guidance is not None
    assert [line.citations[0].quote for line in guidance.lines] == [quoted.quote]
    kept = page.section("promises-kept")
    assert kept is not None
    assert len(kept.lines) == 3
    text = page.model_dump_json()
    for private in ("job interview", "register thing go", "side chat. If it gets closed"):
        assert private not in text
    async with visit() as v:
        await v.home()
        await v.press("J")
        await v.sees("What I promised and changed")
        await v.press("c")
        await v.sees("Your handbook")
        await v.press("h")
        await v.sees("Our journey: Ana and Martin", "What we set out for")
