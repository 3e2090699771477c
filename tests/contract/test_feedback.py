"""Feedback both ways on the demo store: sealed, opened together, released line by line."""

import pytest

from assistant.domain.reflections import FeedbackLine
from assistant.errors import InvalidInput, NotAllowed, NotFound

POINT = FeedbackLine(
    id="l1",
    situation="Session 4, when you rang your team.",
    behaviour="You took my name off before you explained anything.",
    impact="I put the zebra back on the table.",
    intent="Keep doing it in that order.",
)


@pytest.fixture
def acting(open_as):
    """One assistant on the store, as whoever acts next: a local store has one writer at a time."""
    assistant = open_as("jerome-tully")

    async def as_person(person: str):
        await assistant.become(person, remember=False)
        return assistant

    return as_person


def told(view):
    """What a reader is told of a round beside their own words."""
    return view.state, view.opens_by, view.says, view.theirs


async def test_nobody_can_tell_whether_the_partner_has_written(acting):
    jerome = await acting("jerome-tully")
    with_hers = told(await jerome.feedback("jerome-sunita", 4))
    sunita = await acting("sunita-kelkar")
    assert (await sunita.feedback("jerome-sunita", 4)).state == "sealed"
    await sunita.take_feedback_back("jerome-sunita", 4)
    jerome = await acting("jerome-tully")
    assert told(await jerome.feedback("jerome-sunita", 4)) == with_hers
    assert with_hers[0] == "to write"
    assert "15 June" in with_hers[2]


async def test_a_round_opens_when_both_have_written_and_each_releases_point_by_point(acting):
    jerome = await acting("jerome-tully")
    second = POINT.model_copy(update={"behaviour": "You asked me by when."})
    view = await jerome.give_feedback("jerome-sunita", [POINT, second], 4)
    assert view.state == "open"
    sunita = await acting("sunita-kelkar")
    hers = await sunita.feedback("jerome-sunita", 4)
    assert (hers.state, hers.theirs) == ("open", None)

    jerome = await acting("jerome-tully")
    preview = await jerome.preview_release("jerome-sunita", ["1"], 4)
    assert [line.behaviour for line in preview.lines] == [POINT.behaviour]
    assert preview.kept_back == 1
    await jerome.release_feedback("jerome-sunita", ["1"], 4)
    sunita = await acting("sunita-kelkar")
    hers = await sunita.feedback("jerome-sunita", 4)
    assert hers.theirs is not None
    assert [line.behaviour for line in hers.theirs.lines] == [POINT.behaviour]
    found = await sunita.search("zebra table", pairing="jerome-sunita")
    assert "zebra" in found[0].passage.text

    jerome = await acting("jerome-tully")
    await jerome.release_feedback("jerome-sunita", ["1"], 4, released=False)
    sunita = await acting("sunita-kelkar")
    assert (await sunita.feedback("jerome-sunita", 4)).theirs is None
    again = await sunita.search("zebra table", pairing="jerome-sunita")
    assert not any("zebra" in hit.passage.text for hit in again)


async def test_before_it_opens_a_giver_changes_or_takes_back_and_the_form_has_the_words(acting):
    sunita = await acting("sunita-kelkar")
    await sunita.take_feedback_back("jerome-sunita", 4)
    jerome = await acting("jerome-tully")
    await jerome.give_feedback("jerome-sunita", [POINT], 4)
    changed = POINT.model_copy(update={"impact": "I told the shed."})
    view = await jerome.give_feedback("jerome-sunita", [changed], 4)
    assert view.state == "sealed"
    assert [line.impact for line in view.mine.lines] == ["I told the shed."]
    with pytest.raises(NotAllowed, match="still sealed"):
        await jerome.release_feedback("jerome-sunita", ["1"], 4)
    await jerome.take_feedback_back("jerome-sunita", 4)
    assert (await jerome.feedback("jerome-sunita", 4)).mine is None
    assert "I told the shed." in await jerome.kept_text("feedback/jerome-sunita/4")


async def test_what_has_opened_stays_as_it_was_written(open_as):
    ana = open_as()
    with pytest.raises(NotAllowed, match="stays as it is"):
        await ana.give_feedback("ana-martin", [POINT], 2)


async def test_after_the_deadline_a_round_opens_for_whoever_has_written(acting):
    farah = await acting("farah-siddiqui")
    view = await farah.feedback("farah-yvonne")
    assert (view.round, view.state) == (2, "open")
    yvonne = await acting("yvonne-asante")
    theirs = await yvonne.feedback("farah-yvonne")
    assert (theirs.mine, theirs.theirs) == (None, None)
    farah = await acting("farah-siddiqui")
    await farah.release_feedback("farah-yvonne", ["2"])
    yvonne = await acting("yvonne-asante")
    released = (await yvonne.feedback("farah-yvonne")).theirs
    assert [line.situation for line in released.lines] == ["Session 2, in the cab."]


async def test_a_point_needs_a_moment_a_behaviour_and_an_impact(open_as):
    jerome = open_as("jerome-tully")
    with pytest.raises(InvalidInput, match="Point 1 has no situation and no impact"):
        await jerome.give_feedback("jerome-sunita", [FeedbackLine(id="x", behaviour="You left.")])
    with pytest.raises(InvalidInput, match="Nothing is written"):
        await jerome.give_feedback("jerome-sunita", [FeedbackLine(id="x")])
    with pytest.raises(NotAllowed, match="begins once session 6"):
        await jerome.give_feedback("jerome-sunita", [POINT], 6)
    assert "zebra" in await jerome.kept_text("feedback/jerome-sunita/6")
    with pytest.raises(NotFound, match="no feedback round 3"):
        await jerome.feedback("jerome-sunita", 3)


async def test_a_form_in_a_file_holds_several_points(open_as, tmp_path):
    jerome = open_as("jerome-tully")
    form = tmp_path / "form.md"
    form.write_text(
        "## 1\n- **Situation:** The shed.\n- Behavior: You asked\n  twice.\n- Impact: I said it.\n"
        "---\nSituation: The board.\nBehaviour: You read it out.\nImpact: Quiet.\nIntent: More.\n"
    )
    first, second = await jerome.read_feedback_form(form)
    assert (first.situation, first.behaviour, first.intent) == ("The shed.", "You asked twice.", "")
    assert second.intent == "More."
    with pytest.raises(InvalidInput, match="have no labels"):
        await jerome.read_feedback_form("You were late again.")


async def test_both_partners_draft_the_same_page_share_it_and_each_says_yes_for_themselves(acting):
    ana = await acting("ana-ferreira")
    hers = await ana.summarise_feedback("ana-martin")
    assert not any(hers.receipt.checks.values())
    assert len(hers.page.section("to-mentee").lines) == 2
    assert "candidate" not in hers.page.model_dump_json()
    shared = await ana.share_page(hers.id)
    assert shared.accepted_by == ("ana-ferreira",)
    martin = await acting("martin-hallett")
    his = await martin.summarise_feedback("ana-martin")
    assert his.page == hers.page
    assert (await martin.accept_page(shared.id)).accepted_by == ("ana-ferreira", "martin-hallett")


async def test_a_round_in_which_nothing_is_released_gives_a_page_that_betrays_nothing(acting):
    jerome = await acting("jerome-tully")
    with_hers = await jerome.summarise_feedback("jerome-sunita")
    sunita = await acting("sunita-kelkar")
    await sunita.take_feedback_back("jerome-sunita", 4)
    jerome = await acting("jerome-tully")
    without = await jerome.summarise_feedback("jerome-sunita")
    assert without.page == with_hers.page
    gap = without.page.section("to-mentor").gap
    assert "released" in without.page.section("to-mentee").gap + gap
    assert "15 June" in without.page.section("to-mentee").gap


async def test_an_earlier_round_is_summed_up_from_what_was_there_then(acting):
    jerome = await acting("jerome-tully")
    draft = await jerome.summarise_feedback("jerome-sunita", 2)
    assert draft.page.section("to-mentor").lines[0].citations
    assert "session 4" not in " ".join(c.label for c in draft.page.citations)


async def test_home_names_the_round_that_waits_for_the_reader_until_it_is_written(acting):
    jerome = await acting("jerome-tully")
    home = await jerome.home()
    wanted = "Write feedback to Sunita, sealed until both have"
    steps = {step.title: step for step in (home.next, *home.then) if step}
    assert (steps[wanted].place, steps[wanted].due) == ("feedback", "by 15 June")
    await jerome.give_feedback("jerome-sunita", [POINT], 4)
    again = await jerome.home()
    assert wanted not in [step.title for step in (again.next, *again.then) if step]


async def test_no_coordinator_and_no_third_person_reads_feedback(open_as):
    for person in ("oonagh-reid", "ana-ferreira"):
        outsider = open_as(person)
        with pytest.raises(NotFound):
            await outsider.feedback("jerome-sunita", 4)
