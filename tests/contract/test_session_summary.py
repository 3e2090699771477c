"""What a session came to, and its promises, through the whole product on the demo store."""

import json
from pathlib import Path

import pytest

from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound

LEAK = Path(__file__).parents[3] / "shared" / "data" / "leak"


@pytest.fixture
def acting(open_as):
    assistant = open_as()

    async def as_person(person: str):
        await assistant.become(person, remember=False)
        return assistant

    return as_person


async def test_both_partners_get_the_same_summary_and_each_accepts_for_themselves(acting):
    ana = await acting("ana-ferreira")
    hers = await ana.summarise_session("ana-martin")
    assert hers.document == "session-summary"
    assert not any(hers.receipt.checks.values())
    assert "beaten" not in hers.page.model_dump_json()
    martin = await acting("martin-hallett")
    his = await martin.summarise_session("ana-martin", 3)
    assert his.page == hers.page
    shared = await martin.share_page(his.id)
    ana = await acting("ana-ferreira")
    assert (await ana.accept_page(shared.id)).accepted_by == ("martin-hallett", "ana-ferreira")


async def test_nothing_private_and_nothing_off_limits_is_in_any_summary_of_the_demo(acting):
    pairings = {
        "ana-ferreira": "ana-martin", "idris-vaughan": "idris-yvonne",
        "farah-siddiqui": "farah-yvonne", "jerome-tully": "jerome-sunita",
        "bernadette-quill": "bernadette-tomasz",
    }  # fmt: skip
    private = ("Glad I didnt", "somebody's cousin", "Maybe meant no", "The copy was mine",
               "Ran a pub", "vacanc", "late tram", "pension")  # fmt: skip
    for person, pairing in pairings.items():
        reader = await acting(person)
        for draft in (
            await reader.summarise_session(pairing),
            await reader.summarise_feedback(pairing),
        ):
            text = draft.page.model_dump_json()
            assert not [words for words in private if words in text]
            for line in draft.page.lines:
                assert line.citations or line.kind in ("frame", "question", "suggestion")


async def test_a_promise_in_a_note_waits_until_its_owner_says_yes(acting):
    ana = await acting("ana-ferreira")
    await ana.import_text(
        "I'll borrow the zebra crossing plan by Friday. He'll ring the quarry next week.",
        pairing="ana-martin",
        session=4,
        visibility=Visibility.PAIR,
    )
    noted = {view.owner: view for view in await ana.commitments("ana-martin") if view.noted}
    assert set(noted) == {"Ana", "Martin"}
    with pytest.raises(NotAllowed, match="Martin's to say"):
        await ana.confirm_commitment(noted["Martin"].id)
    confirmed = await ana.confirm_commitment(noted["Ana"].id, text="Borrow the plan.")
    assert (confirmed.state, confirmed.text) == ("open", "Borrow the plan.")
    martin = await acting("martin-hallett")
    dropped = await martin.drop_commitment(noted["Martin"].id)
    assert dropped.state == "dropped"
    assert not [view for view in await martin.commitments("ana-martin") if view.noted]
    draft = await martin.summarise_session("ana-martin", 4)
    assert "Borrow the plan." in draft.page.model_dump_json()


async def test_a_promise_is_kept_by_its_owner_and_each_act_can_be_undone(acting):
    ana = await acting("ana-ferreira")
    assert (await ana.keep_commitment("ana-martin.C7", "All six.")).evidence == "All six."
    assert (await ana.undo_commitment("ana-martin.C7")).state == "open"
    assert (await ana.miss_commitment("ana-martin.C7")).state == "missed"
    with pytest.raises(NotAllowed):
        await ana.keep_commitment("ana-martin.C6")
    with pytest.raises(NotFound):
        await ana.keep_commitment("jerome-sunita.C7")
    martin = await acting("martin-hallett")
    with pytest.raises(InvalidInput, match="proposed"):
        await martin.keep_commitment("ana-martin.C8")


async def test_before_the_first_session_there_is_nothing_to_sum_up(acting):
    chloe = await acting("chloe-danjuma")
    with pytest.raises(NotFound, match="No session has been held"):
        await chloe.summarise_session("chloe-colin")


@pytest.mark.skipif(not LEAK.is_dir(), reason="the meetings are not here")
def test_no_secret_of_a_real_meeting_is_told_by_the_rules():
    from benchmarks.leak import measure, totals

    found = totals(measure(LEAK))
    assert (found["private_exact"], found["private_by_terms"]) == (0, 0)
    assert found["public_share"] >= 0.9


def test_the_meetings_are_read_as_json_lines(tmp_path):
    from benchmarks.leak import judged, key_terms

    meeting = {
        "id": "m",
        "transcript": "A: the cake is a zebra.\n(B joins)\nA: the cake is late.",
        "private": "zebra cake",
        "public": ["late"],
    }
    assert key_terms(json.loads(json.dumps(meeting))) == ["zebra"]
    assert judged(meeting, "A zebra is late")["private_terms"] == ["zebra"]
    assert judged(meeting, "The cake is late")["public"] == 1
