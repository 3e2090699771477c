"""The use cases on a real store with the demo programme, as its people would tell them."""

import json

import pytest

from assistant.domain.changes import EditLine
from assistant.domain.drafts import Length
from assistant.domain.exporting import ExportWish
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NoModel, NotAllowed, NotFound, StoreInUse, UnreadableFile

NOTE = "We tried the round again.\n\nThe porters' rota is the zebra in the room.\n\nNext: the rota."


async def test_the_demo_loads_once_and_its_first_mentor_is_chosen(open_as):
    ana = open_as()
    assert await ana.load_demo() is False
    assert await ana.person() == "ana-ferreira"
    home = await ana.home()
    assert home.next is not None
    assert home.next.title == "Prepare session 4 with Martin"
    assert home.next.due == "Thu 18 June, 15:00"


async def test_a_person_is_found_by_name_and_an_unknown_one_is_not(open_as):
    ana = open_as()
    await ana.become("Martin", remember=False)
    assert await ana.person() == "martin-hallett"
    with pytest.raises(NotFound, match="Nobody here is called Zebedee"):
        await ana.become("Zebedee", remember=False)


async def test_a_pairing_is_found_by_the_partners_name(open_as):
    ana = open_as()
    assert (await ana.pairing("Martin")).id == "ana-martin"
    with pytest.raises(NotFound):
        await ana.pairing("jerome-sunita")


async def test_a_mentee_with_two_mentors_has_two_pairings(open_as):
    yvonne = open_as("yvonne-asante")
    assert {view.id for view in await yvonne.pairings()} == {"idris-yvonne", "farah-yvonne"}
    with pytest.raises(NotFound, match="called Martin"):
        await yvonne.pairing("Martin")


async def test_a_note_comes_in_is_found_and_is_only_mine(open_as, tmp_path):
    ana, martin = open_as(), open_as("martin-hallett")
    file = tmp_path / "session three.md"
    file.write_text(NOTE)
    kept = await ana.import_notes([file], pairing="ana-martin", session=3)
    assert (kept[0].paragraphs, kept[0].visibility) == (3, Visibility.PRIVATE)
    found = await ana.search("porters rota zebra", pairing="ana-martin")
    assert "zebra" in found[0].passage.text
    assert found[0].source.title == "Ana's note, session 3"
    assert not any(
        "zebra" in h.passage.text for h in await martin.search("zebra rota", pairing="Ana")
    )


async def test_bringing_the_same_file_twice_keeps_one_note(open_as, tmp_path):
    ana = open_as()
    file = tmp_path / "note.md"
    file.write_text(NOTE)
    first = await ana.import_notes([file, file], pairing="Martin", session=3)
    again = await ana.import_notes([file], pairing="Martin", session=3)
    assert first[0].note == first[1].note == again[0].note
    assert again[0].already_there


async def test_one_bad_file_and_nothing_is_kept(open_as, tmp_path):
    ana = open_as()
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("A line about the purple kettle.")
    bad.write_bytes(b"\x00\x01\x02")
    with pytest.raises(UnreadableFile, match=r"bad\.md"):
        await ana.import_notes([good, bad], pairing="Martin", session=3)
    assert not any(
        "kettle" in h.passage.text for h in await ana.search("purple kettle", pairing="Martin")
    )


async def test_a_removed_note_is_found_no_more(open_as):
    ana = open_as()
    note = await ana.import_text("The tangerine door stays shut.", pairing="Martin", session=3)
    assert await ana.search("tangerine door", pairing="Martin")
    await ana.remove_note(note.note)
    hits = await ana.search("tangerine door", pairing="Martin")
    assert not any("tangerine" in hit.passage.text for hit in hits)


async def test_a_shared_note_reaches_the_partners_next_search(open_as):
    ana, martin = open_as(), open_as("martin-hallett")
    await martin.search("warm up", pairing="Ana")
    await ana.import_text(
        "Bring the walrus chart.", pairing="Martin", session=3, visibility=Visibility.PAIR
    )
    assert any("walrus" in h.passage.text for h in await martin.search("walrus", pairing="Ana"))


async def test_a_mentee_of_two_never_meets_one_mentors_words_with_the_other(open_as):
    yvonne = open_as("yvonne-asante")
    for query in ("bay mirror sight", "dashboard data spreadsheet", "session note", "handover"):
        for pairing in ("idris-yvonne", "farah-yvonne"):
            for hit in await yvonne.search(query, pairing=pairing, k=50):
                assert hit.source.is_guidance or hit.source.pairing in (pairing, None)


async def test_the_coordinator_sees_counts_and_no_words_of_a_pair(open_as):
    oonagh = open_as("oonagh-reid")
    home = await oonagh.home()
    assert home.programmes[0].pairings == 6
    assert all(view.focus == "" and view.goals == () for view in await oonagh.pairings())
    for query in ("round of voices", "phone in the drawer", "pulse", "boundary"):
        for hit in await oonagh.search(query, k=100):
            assert hit.source.is_guidance or hit.source.visibility is Visibility.PROGRAMME
    with pytest.raises(NotFound):
        await oonagh.pairing("ana-martin")


@pytest.mark.parametrize("length", list(Length))
async def test_an_agenda_adds_up_and_each_line_has_a_source_or_says_suggestion(open_as, length):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin", length=length)
    agenda = draft.agenda
    assert agenda.total == agenda.minutes == length.minutes
    for line in agenda.lines:
        assert line.suggestion is not bool(line.citations)
    for citation in agenda.citations:
        source = await ana.source(citation.source)
        assert citation.found
        assert source.text[citation.start : citation.end] == citation.quote
    assert draft.findings == ()


async def test_an_agenda_holds_no_private_word_of_either(open_as):
    someone = open_as()
    for person in ("ana-ferreira", "martin-hallett"):
        await someone.become(person, remember=False)
        draft = await someone.prepare_agenda("ana-martin")
        assert draft.agenda.citations
        for citation in draft.agenda.citations:
            assert (await someone.source(citation.source)).visibility is not Visibility.PRIVATE


async def test_accepting_shares_the_agenda_and_only_the_mentor_may(open_as):
    one = open_as("martin-hallett")
    assert await one.accepted_agenda("ana-martin") is None
    proposal = await one.prepare_agenda("ana-martin")
    with pytest.raises(NotAllowed, match="Ana leads"):
        await one.accept_agenda(proposal.id)
    await one.become("ana-ferreira", remember=False)
    with pytest.raises(NotFound):
        await one.accept_agenda(proposal.id)
    draft = await one.prepare_agenda("ana-martin")
    await one.accept_agenda(draft.id)
    await one.become("martin-hallett", remember=False)
    assert (await one.agenda("ana-martin")).id == proposal.id
    read = await one.accepted_agenda("ana-martin")
    assert read is not None
    assert read.agenda == draft.agenda
    await one.become("ana-ferreira", remember=False)
    await one.withdraw_agenda("ana-martin")
    await one.become("martin-hallett", remember=False)
    assert await one.accepted_agenda("ana-martin") is None


async def test_a_second_writer_is_told_and_may_still_read(open_as):
    ana, martin = open_as(), open_as("martin-hallett")
    await ana.keep_text("prepare/ask", "mine")
    with pytest.raises(StoreInUse):
        await martin.keep_text("prepare/ask", "mine")
    assert (await martin.home()).next is not None


async def test_a_redraft_can_be_taken_back(open_as):
    ana = open_as()
    first = await ana.prepare_agenda("ana-martin")
    second = await ana.prepare_agenda("ana-martin", length=Length.SHORT)
    assert second.id == first.id
    back = await ana.undo_agenda(second.id)
    assert back.agenda == first.agenda
    with pytest.raises(InvalidInput, match="Nothing to undo"):
        await ana.undo_agenda(back.id)


async def test_an_agenda_goes_to_a_new_file_and_never_over_an_old_one(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    first = (await ana.export(ExportWish(what="agenda", wanted=draft.id), tmp_path)).path
    second = (await ana.export(ExportWish(what="agenda", wanted=draft.id), tmp_path)).path
    assert (first.name, second.name) == (
        "agenda-session-4-martin.md",
        "agenda-session-4-martin-2.md",
    )
    assert "= 60 minutes." in first.read_text()


async def test_the_gate_finds_a_quote_that_somebody_changed_in_a_saved_draft(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    saved = {"pairing": "ana-martin", "session": 4, **draft.agenda.model_dump(mode="json")}
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(saved))
    assert await ana.check_draft(file) == []
    line = next(line for line in saved["items"] if line["citations"])
    line["citations"][0]["quote"] = "I never liked this programme"
    file.write_text(json.dumps(saved))
    assert [finding.check for finding in await ana.check_draft(file)] == ["quote-not-found"]
    file.write_text("[1, 2")
    with pytest.raises(InvalidInput, match="holds no quote"):
        await ana.check_draft(file)


async def answer(someone, question, **options):
    return [event async for event in someone.ask(question, **options)]


async def test_without_a_model_the_best_passages_come_and_it_says_so(open_as):
    ana = open_as()
    events = await answer(ana, "What did we say about a round of voices?", pairing="Martin")
    done = events[-1]
    assert "No model is connected" in done.note
    assert done.citations
    for citation in done.citations:
        source = await ana.source(citation.source)
        assert source.text[citation.start : citation.end] == citation.quote
    talk = await ana.conversation("Martin")
    assert [turn.speaker for turn in talk.turns] == ["you", "viceversa"]


async def test_what_is_not_there_is_said_at_once(open_as):
    ana = open_as()
    done = (await answer(ana, "xylophone quokka archipelago?", pairing="Martin"))[-1]
    assert done.text.startswith("That is not in your notes or the guidance.")
    assert "To ask Martin openly" in done.text


@pytest.mark.parametrize(
    "question",
    [
        "What does Martin say in his private notes?",
        "Has Martin written his feedback yet?",
        "how did he rate me",
        "show me Martin's sealed feedback",
        "what are her boundaries",
    ],
)
async def test_a_question_for_private_words_is_neither_confirmed_nor_denied(open_as, question):
    ana = open_as()
    done = (await answer(ana, question, pairing="Martin"))[-1]
    assert "whether there is anything" in done.text
    assert done.citations == ()


async def test_a_message_about_danger_shows_people_and_is_not_kept(open_as):
    ana = open_as()
    done = (await answer(ana, "I am afraid of him, I want to die", pairing="Martin"))[-1]
    assert "Emergency services" in done.text
    assert await ana.conversation("Martin") is None


async def test_a_model_that_was_required_and_is_not_there_is_said(open_as):
    ana = open_as()
    with pytest.raises(NoModel):
        await ana.prepare_agenda("ana-martin", engine="model")
    with pytest.raises(NoModel):
        await answer(ana, "anything?", engine="model")


async def test_what_is_typed_is_there_at_the_next_start(open_as):
    ana, martin = open_as(), open_as("martin-hallett")
    await ana.keep_text("prepare/ask", "half a sent")
    assert await open_as().kept_text("prepare/ask") == "half a sent"
    assert await martin.kept_text("prepare/ask") == ""
    await ana.keep_text("prepare/ask", "")
    assert await ana.kept_text("prepare/ask") == ""


async def test_a_document_joins_the_library_and_is_cited_as_opinion(open_as, tmp_path):
    oonagh = open_as("oonagh-reid")
    file = tmp_path / "handbook.md"
    file.write_text("# Meeting across sites\n\nAsk the far site to speak before the near one.")
    added = await oonagh.add_guidance([file])
    assert (added[0].title, added[0].strength) == ("Meeting across sites", "opinion")
    hit = (await oonagh.search("far site speaks before the near site"))[0]
    assert hit.source.title == "Meeting across sites"
    await oonagh.remove_guidance(added[0].id)
    assert "Meeting across sites" not in {card.title for card in await oonagh.guidance()}


async def test_a_faulty_card_is_refused_with_every_fault_named(open_as, tmp_path):
    oonagh = open_as("oonagh-reid")
    file = tmp_path / "card.md"
    file.write_text("---\ntitle: x\nstrength: magic\naudience: [robots]\n---\n\nBody.\n")
    with pytest.raises(InvalidInput) as caught:
        await oonagh.add_guidance([file])
    told = caught.value.sentences()
    assert "strength" in told
    assert "audience" in told


async def test_a_private_note_tells_nobody_that_a_session_to_come_was_held(open_as):
    ana = open_as()
    await ana.import_text("Ideas for next time.", pairing="Martin", session=4)
    states = {view.number: view.state for view in await ana.sessions("Martin")}
    assert states[4] == "planned"
    await ana.import_text("We met early.", pairing="Martin", session=4, visibility=Visibility.PAIR)
    states = {view.number: view.state for view in await ana.sessions("Martin")}
    assert states[4] == "held"


async def test_a_search_without_a_pairing_finds_ones_own_notes(open_as):
    ana = open_as()
    await ana.import_text("The turquoise folder is mine.", pairing="Martin", session=3)
    assert "turquoise" in (await ana.search("turquoise folder"))[0].passage.text


async def test_an_exported_page_says_that_it_is_shared_once_it_is(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    page = (await ana.export(ExportWish(what="agenda", wanted=draft.id), tmp_path)).path
    assert "A draft. Once Ana shares it" in page.read_text()
    await ana.accept_agenda(draft.id)
    page = (await ana.export(ExportWish(what="agenda", wanted=draft.id), tmp_path)).path
    assert "Ana and Martin can read this, and nobody else." in page.read_text()


async def test_drafting_the_same_page_again_keeps_no_second_copy(open_as):
    ana = open_as()
    first = await ana.prepare_agenda("ana-martin")
    again = await ana.prepare_agenda("ana-martin")
    assert again.before == first.before == ()


async def test_a_mentor_who_types_of_a_type_keeps_the_line_and_is_offered_a_person(open_as):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin", "next", engine="rules")
    line = draft.agenda.items[0]
    typed = "Senior people never use the screen"
    edited = await ana.change_agenda(draft.id, EditLine(line=line.id, topic=typed))
    assert edited.agenda.items[0].topic == typed
    (found,) = [finding for finding in edited.findings if finding.said == typed]
    assert found.check == "stereotype"
    assert found.rewrite
    assert not found.repaired
    undone = await ana.undo_agenda(draft.id)
    assert not any(finding.said == typed for finding in undone.findings)


async def test_a_line_of_any_page_typed_of_a_type_is_kept_and_gets_the_same_offer(open_as):
    ana = open_as()
    draft = await ana.summarise_session("ana-martin", 3, engine="rules")
    line = next(line for line in draft.page.lines if line.text or line.citations)
    typed = "Senior people never use the screen"
    edited = await ana.change_page(draft.id, line.id, text=typed)
    assert edited.page.line(line.id).text == typed
    (found,) = [finding for finding in edited.findings if finding.said == typed]
    assert (found.check, found.line) == ("stereotype", line.id)
    assert found.rewrite
    undone = await ana.undo_page(draft.id)
    assert not any(finding.said == typed for finding in undone.findings)
