"""What was promised and what is open, asked in a talk and told by rules."""


async def test_what_somebody_promised_is_answered_from_the_commitments(open_as):
    ana = open_as()
    asked = ana.ask("What did Martin promise?", pairing="Martin")
    done = [event async for event in asked][-1]
    assert len(done.citations) >= 3
    assert all(c.label.startswith("Martin's commitment") for c in done.citations)
    promised = [c for c in await ana.commitments("Martin") if c.owner == "Martin"]
    left = len([c for c in promised if c.state != "dropped"]) - len(done.citations)
    assert left == 1
    assert done.text.endswith("1 more stands in the list of promises.")


async def test_what_was_left_open_is_answered_from_the_notes_of_the_two(open_as):
    ana = open_as()
    asked = ana.ask("What did we leave open last time?", pairing="ana-martin", engine="rules")
    answer = [event async for event in asked][-1]
    assert answer.text.startswith("Open between you, by your records")
    assert answer.citations
    assert all(found.found for found in answer.citations)
    assert {"mentor", "mentee"} & {found.voice for found in answer.citations}
    assert "To ask Martin first" in answer.text
    assert len(answer.text.split()) <= 120


async def test_a_promise_that_was_kept_is_never_called_open(open_as):
    jerome = open_as()
    await jerome.become("Jerome", remember=False)

    async def said(question: str) -> str:
        asked = jerome.ask(question, pairing="jerome-sunita", engine="rules")
        return [event async for event in asked][-1].text

    still = await said("Which promises are still open?")
    assert "draft strike notice" in still
    assert "Kept." not in still
    assert "film" not in await said("What did we leave open last time?")
    everything = await said("What did Sunita promise?")
    (kept,) = [line for line in everything.split("\n\n") if "film plan" in line]
    assert kept.endswith("Kept.")
    assert "strike notice" not in await said("What did Priya promise?")
