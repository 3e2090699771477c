"""What is kept about whoever looks: read, erased after a look, with a receipt to come back to."""

import pytest

from assistant.domain.own_kinds import KeptGroup


async def test_i_see_what_is_kept_about_me_and_erase_my_notes_with_a_receipt(visit):
    async with visit() as v:
        await v.home()
        await v.press("X")
        await v.sees("What is kept about you", "3 session notes", "the paragraphs that you shared")
        await v.press("enter")
        await v.sees("Erase 3 session notes?", "It cannot be brought back.", "stays with the")
        await v.press("escape")
        await v.misses("Erase 3 session notes?")
        await v.press("enter")
        await v.sees("Erase 3 session notes?")
        await v.press("enter")
        await v.sees("Receipt 1", "byte by byte: none is left")
        await v.press("escape")
        await v.sees("Proof: receipt 1.", "1 reflection")
        await v.misses("session notes")
        v.one("#kept").select("receipt-1")
        await v.press("enter")
        await v.sees("3 session notes;")
        await v.press("escape")
        v.one("#kept").select("choice-wexholme")
        await v.press("enter")
        await v.sees("goes as well")
    kept = await v.app.here.assistant.kept()
    assert KeptGroup.NOTES not in {line.group for line in kept.lines}
    assert kept.ends[0].choice == "erase"


async def test_i_see_who_reads_each_part_that_i_wrote_share_one_and_take_it_back(visit):
    async with visit() as v:
        await v.home()
        await v.press("X")
        await v.sees("What is kept about you")
        await v.press("v")
        await v.sees("What you wrote, and who reads it", "Session 3 with Martin, your note")
        await v.press("j")
        await v.sees("Nearly let the register thing go")
        await v.press("v")
        await v.sees("What Martin will read", "I want my name on the shelters paper.")
        await v.press("enter")
        await v.sees("Martin can read it now.")
        shared = [p for p in await v.app.here.assistant.written() if p.text.startswith("Nearly")]
        assert shared[0].visibility == "pair"
        await v.press("v")
        await v.sees("Only yours from now on.")
        await v.press("d")
        await v.sees("Erase this note, all of it?")
        await v.press("enter")
        await v.sees("Erased, also from search")
        await v.misses("Session 3 with Martin, your note")
    left = {part.text[:6] for part in await v.app.here.assistant.written()}
    assert "Nearly" not in left


@pytest.mark.faults
async def test_a_coordinator_says_how_long_the_programme_keeps_what_it_asked_for(visit):
    async with visit("oonagh-reid") as v:
        await v.sees("Sessions held")
        await v.press("X")
        await v.sees("Nothing of your own is kept.", "12 months")
        v.one("#kept").select("months-wexholme")
        await v.press("enter")
        await v.sees("How long does the programme keep what it asked for?")
        await v.press("end", "backspace", "backspace", "9", "enter")
        await v.sees("Kept: 9 months after the close.")


@pytest.mark.faults
async def test_what_changed_is_given_after_a_look_and_stands_where_both_want_it(visit):
    async with visit("martin-hallett") as v:
        await v.home()
        await v.press("J")
        await v.sees("What I promised and changed")
        await v.press("c")
        await v.sees("What changed through Ana")
        await v.press("i")
        await v.sees("What changed through Ana?", "Nobody is graded by it")
        await v.type("I ask before I answer")
        await v.press("tab", "right", "f5")
        await v.sees("What Ana will read", "with your name")
        await v.press("enter")
        await v.sees("Given. Ana can read it now.", "Ana may show it", '"I ask before I answer"')
        assert v.app.screen.check_action("take_back", ())
        await v.press("d")
        await v.sees("Take this sentence back?")
        await v.press("escape")
    async with visit() as v:
        await v.home()
        await v.press("J")
        await v.sees("Journey with Martin")
        await v.press("c")
        await v.sees("Martin says what changed through you", "not on your certificate")
        v.one("#closing").select("impact-theirs")
        await v.press("enter")
        await v.sees("it stands on your certificate", "  on your certificate")
