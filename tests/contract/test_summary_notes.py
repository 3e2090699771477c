"""The coordinator's note on the demo store: what it tells, what it never holds, how it goes out."""

import json

import pytest

from assistant.domain.exporting import ExportFormat, ExportWish
from assistant.domain.programme_notes import Period, ShownFigures
from assistant.domain.reflections import Contribution, Quoting
from assistant.domain.sessions import Pulse
from assistant.errors import InvalidInput, NotAllowed, NotFound
from tests.loopback import LoopbackModel

WHO = "oonagh-reid"


@pytest.fixture
def acting(open_as):
    """One assistant on the store, as whoever acts next: a local store has one writer at a time."""
    assistant = open_as(WHO)

    async def as_person(person: str):
        await assistant.become(person, remember=False)
        return assistant

    return as_person


def said(page) -> str:
    return page.model_dump_json()


def cells(page, label: str) -> tuple[str, ...]:
    return next(
        line.cells for line in page.section("figures").lines if line.cells[0].startswith(label)
    )


async def test_the_sponsor_reads_what_works_what_blocks_and_what_is_asked(acting):
    page = (await (await acting(WHO)).summary_note()).page
    works = [line.lead for line in page.section("what-works").lines if line.lead]
    blocks = [line.lead for line in page.section("what-blocks").lines if line.lead]
    assert works == ["Looking at real work together (6 people, 4 pairings)"]
    assert len(blocks) == 3
    assert len(page.section("asks").lines) == 3
    assert all(line.suggestion for line in page.section("asks").lines)
    assert all(line.cells[2] == "" for line in page.section("asks").lines), "a person says who"
    assert [line.cells[4] for line in page.section("asks").lines] == [
        *("Advice before anybody asked", "Dates that move", "Not hearing what came of it")
    ]
    assert [line.cells[2] for line in page.section("you-said").lines] == [
        *("done", "done", "open", "not agreed")
    ]


async def test_figures_of_few_are_held_back_and_the_table_says_why(acting):
    page = (await (await acting(WHO)).summary_note()).page
    assert cells(page, "energy after session 3")[1:] == ("4.3 (6 people, 3 pairings)", "(a)", "(a)")
    mentors = cells(page, "confidence in speaking upwards")[2]
    assert mentors == "17.6, now 20.4 (5 people, 5 pairings)"
    letters = " ".join(line.text for line in page.section("letters").lines)
    assert "fewer than five people" in letters
    assert "Not told at all: promises kept." in letters, "no row of letters alone"
    assert not any(line.cells[0].startswith("promises") for line in page.section("figures").lines)
    assert "may well be chance" in page.section("with-care").lines[0].text
    assert "The joining form" not in said(page), "a theme of three people has no name"


async def test_no_quote_shows_who_speaks_or_describes_a_partner_who_was_not_asked(acting):
    page = (await (await acting(WHO)).summary_note()).page
    quotes = [c.quote for c in page.citations if c.voice in ("mentor", "mentee")]
    assert len(quotes) >= 5
    assert not any("He read my own reply" in quote for quote in quotes)
    assert not any("phones" in quote or "Audit" in quote for quote in quotes)
    voices = {c.voice for c in page.citations}
    assert {"mentor", "mentee"} <= voices
    assert "ana-martin" not in said(page), "no id leads back to a pairing"


async def test_partners_words_are_quoted_once_the_partner_agrees_and_no_longer_if_they_change_it(
    acting,
):
    jerome = await acting("jerome-tully")
    words = next(one for one in await jerome.contributions() if not one.mine)
    assert words.agreed is None
    assert (await jerome.consent_to_quote(words.id, given=True)).agreed
    oonagh = await acting(WHO)
    assert words.quoted in said((await oonagh.summary_note()).page)
    jerome = await acting("jerome-tully")
    await jerome.consent_to_quote(words.id, given=False)
    yes, no = [line for line in (await jerome.kept()).allowed if "may be quoted" in line]
    assert "no longer" not in yes, "the ledger still tells that it was allowed, and when"
    assert "no longer" in no
    oonagh = await acting(WHO)
    assert words.quoted not in said((await oonagh.summary_note()).page)


async def test_a_coordinator_reads_no_contribution_rating_or_ledger(acting, demo_store):
    oonagh = await acting(WHO)
    await oonagh.summary_note()
    services = await oonagh._services()
    reader = services.context.reader()
    for kind in (Contribution, Pulse, ShownFigures):
        assert services.context.repositories.find(reader, kind) == []
    assert all(hit.source.is_guidance for hit in await oonagh.search("notice board"))


async def test_nobody_but_the_coordinator_drafts_a_note(acting):
    ana = await acting("ana-ferreira")
    with pytest.raises(NotAllowed):
        await ana.summary_note()


async def test_a_note_is_read_by_everybody_only_after_its_release_and_exactly_as_previewed(acting):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note()
    ana = await acting("ana-ferreira")
    assert await ana.summary_notes() == []
    with pytest.raises(NotFound):
        await ana.page(draft.id)
    oonagh = await acting(WHO)
    draft = await oonagh.change_note_ask(draft.id, "ask-dates", owner="Chief of operations")
    preview = await oonagh.preview_summary_note(draft.id)
    released = await oonagh.release_summary_note(draft.id)
    assert released.page == preview.page
    ana = await acting("ana-ferreira")
    (note,) = await ana.summary_notes()
    assert note.page == preview.page
    assert note.page.who_reads == "Everybody in the programme."
    asked = [ask for ask in await ana.asks() if "Chief of operations" in ask.of_whom]
    assert len(asked) == 1
    assert asked[0].by is not None


async def test_words_taken_back_vanish_from_the_draft_its_history_and_the_released_note(acting):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note()
    quote = next(c.quote for c in draft.page.citations if c.voice == "mentor")
    await oonagh.release_summary_note(draft.id)
    await oonagh.drop_page_line(draft.id, "said-1")
    for author in ("ana-ferreira", "idris-vaughan", "farah-siddiqui", "jerome-tully",
                   "bernadette-quill"):  # fmt: skip
        person = await acting(author)
        for one in await person.contributions():
            if one.mine and quote in one.text:
                await person.withdraw_contribution(one.id)
    oonagh = await acting(WHO)
    (note,) = await oonagh.summary_notes()
    assert quote not in said(note.page)
    assert quote not in (await oonagh.page(draft.id)).model_dump_json()


async def test_a_draft_that_counts_what_was_taken_back_is_not_released(acting):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note()
    for author in ("ana-ferreira", "idris-vaughan"):
        person = await acting(author)
        for one in await person.contributions():
            if one.mine and "Not hearing what came of it" in one.themes:
                await person.withdraw_contribution(one.id)
    oonagh = await acting(WHO)
    with pytest.raises(InvalidInput, match="has changed"):
        await oonagh.release_summary_note(draft.id)
    assert "Not hearing what came of it" not in said((await oonagh.summary_note()).page)


async def test_one_more_answer_does_not_move_a_figure_that_the_coordinator_has_seen(acting):
    oonagh = await acting(WHO)
    before = cells((await oonagh.summary_note()).page, "confidence in speaking upwards")
    chloe = await acting("chloe-danjuma")
    await chloe.rate("mid", [5, 5, 5, 5, 5, 5, 5])
    oonagh = await acting(WHO)
    after = cells((await oonagh.summary_note()).page, "confidence in speaking upwards")
    assert before[2] == "17.6, now 20.4 (5 people, 5 pairings)"
    assert after[2].startswith("17.6, now 20.4 (5 people, 5 pairings) on 10 June 2026")


async def test_whoever_gives_sees_first_what_would_be_read(acting):
    martin = await acting("martin-hallett")
    view = await martin.preview_contribution(
        "Ana told me what the depots hear, and I had never asked.",
        ["Looking at real work together"],
        Quoting.ANONYMOUS,
    )
    assert view.id == ""
    assert view.about_partner, "her name describes her, whatever he says of it"
    assert all(view.text != one.text for one in await martin.contributions())
    with pytest.raises(InvalidInput, match="what it is about"):
        await martin.contribute("Something.", [])


async def test_the_note_at_the_end_counts_only_what_came_since_the_mid_point(acting):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note()
    await oonagh.release_summary_note(draft.id)
    page = (await oonagh.summary_note(period=Period.END)).page
    assert page.section("what-works").lines == ()
    assert page.thin_ground
    assert len(page.section("you-said").lines) == 7, (
        "the requests of the first note are reported on"
    )


async def test_asks_are_added_and_answered_by_the_coordinator_and_read_by_all(acting):
    oonagh = await acting(WHO)
    asked = await oonagh.add_ask("A door that shuts.", of_whom="the estates team")
    await oonagh.answer_ask(str(len(await oonagh.asks())), "It shuts.")
    ana = await acting("ana-ferreira")
    assert next(ask for ask in await ana.asks() if ask.id == asked.id).answer == "It shuts."
    with pytest.raises(NotAllowed):
        await ana.add_ask("Another door.")
    with pytest.raises(NotAllowed):
        await ana.answer_ask(asked.id, "No.")


async def test_the_gate_finds_every_quote_of_a_saved_note(acting, tmp_path):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note()
    for file_format in (ExportFormat.JSON, ExportFormat.MD):
        wish = ExportWish(what="page", wanted=draft.id, file_format=file_format)
        file = await oonagh.export(wish, tmp_path / f"note.{file_format.value}")
        assert await oonagh.check_draft(file.path) == []
    saved = (tmp_path / "note.md").read_text(encoding="utf-8")
    (tmp_path / "other.md").write_text(saved.replace("bus", "train").replace("ready", "steady"))
    assert await oonagh.check_draft(tmp_path / "other.md") != []


async def test_the_coordinator_reads_a_page_of_a_pair_only_when_both_said_so(acting):
    ana = await acting("ana-ferreira")
    page = await ana.share_page((await ana.summarise_session("ana-martin", 3)).id)
    await ana.release_page_to_coordinator(page.id)
    oonagh = await acting(WHO)
    assert await oonagh.pages_of_pairs() == []
    martin = await acting("martin-hallett")
    await martin.release_page_to_coordinator(page.id)
    oonagh = await acting(WHO)
    assert [found.page for found in await oonagh.pages_of_pairs()] == [page.page]
    martin = await acting("martin-hallett")
    await martin.release_page_to_coordinator(page.id, given=False)
    with pytest.raises(NotAllowed):
        await martin.pages_of_pairs()
    oonagh = await acting(WHO)
    assert await oonagh.pages_of_pairs() == []


async def test_nobody_publishes_a_note_by_saving_one(acting):
    oonagh = await acting(WHO)
    note = await oonagh.preview_summary_note((await oonagh.summary_note()).id)
    ana = await acting("ana-ferreira")
    services = await ana._services()
    with pytest.raises(NotAllowed):
        services.context.repositories.save(
            services.context.reader(), note.model_copy(update={"author": "ana-ferreira"})
        )


async def test_the_note_at_the_end_asks_for_the_next_group_and_goes_out_without_an_empty_column(
    acting,
):
    oonagh = await acting(WHO)
    draft = await oonagh.summary_note(period=Period.END)
    asks = draft.page.section("asks")
    assert all("their next session" not in line.cells[0] for line in asks.lines)
    assert any("the next group" in line.cells[0] for line in asks.lines)
    preview = await oonagh.preview_summary_note(draft.id)
    assert "who sees to it" not in preview.page.section("asks").columns
    before = len(await oonagh.asks())
    await oonagh.release_summary_note(draft.id)
    kept = (await oonagh.asks())[before:]
    assert [(ask.text, ask.of_whom) for ask in kept] == [line.cells[:2] for line in asks.lines]
    assert all(ask.by is not None for ask in kept)


async def test_what_was_asked_before_is_not_asked_again_but_what_it_waits_for(acting):
    oonagh = await acting(WHO)
    await oonagh.release_summary_note((await oonagh.summary_note()).id)
    again = (await oonagh.summary_note()).page
    assert again.section("asks").lines == ()
    settle = [line.lead for line in again.section("settle").lines]
    assert len(settle) == 2, "of what is still open, the newest"
    assert "still open" in again.line("asked").text


async def test_a_model_words_the_questions_and_touches_no_theme_figure_quote_or_request(open_as):
    oonagh = open_as(WHO)
    by_rules = (await oonagh.summary_note()).page
    keys = {line.id: f"L{position}" for position, line in enumerate(by_rules.lines, start=1)}
    theme = by_rules.section("what-blocks").lines[0]
    cite = {"n": 1, "quote": theme.citations[0].quote}
    better = "How many rota hours does one session with its preparation come to?"
    lines = {
        "settle-open-1": better,
        "settle-dates": "Is it not time that managers stop giving this hour away?",
        "settle-outcome": "Everybody feels ignored here.",
        "blocks": "In the way: people who do not care.",
        theme.id: "Help came before it was asked for.",
        "figure-2": "All 17 sessions were held.",
        "so-far": "Ten people in six pairings say so.",
        "ask-dates": "Fine whoever moves a session.",
    }
    answer = {
        "lines": [{"id": keys[name], "text": text, "cites": []} for name, text in lines.items()],
        "add": [{"section": "what-works", "text": "Everybody is happy.", "cites": [cite]}],
        "drop": [keys["figure-3"], keys["said-3"]],
    }
    with LoopbackModel("ok", text=json.dumps(answer)) as server:
        await oonagh.connect(server.url, "scripted")
        draft = await oonagh.summary_note(engine="model")
        sent = json.dumps([request.body for request in server.requests])
    assert draft.receipt.engine == "model"
    assert draft.page.line("settle-open-1").text == better
    unchanged = {line.id: line for line in by_rules.lines if line.id != "settle-open-1"}
    assert {o.id: o for o in draft.page.lines if o.id != "settle-open-1"} == unchanged
    for private in ("phones", "He read my own reply", "ana-martin", "Ana Ferreira", "joining form"):
        assert private not in sent
