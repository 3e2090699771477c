"""Every document and list leaves in every format that fits it, with rights asked at that moment."""

import csv
import io
import json

import pytest
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from assistant.domain.exporting import ExportFormat, ExportWish
from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound

SECRET = "The lanyard was turquoise."
SHARED = "Next time I begin with my own question."


def wish(what: str, wanted: str = "", file_format: str = "md", **more) -> ExportWish:
    return ExportWish(what=what, wanted=wanted, file_format=ExportFormat(file_format), **more)


def text_of(path) -> str:
    """What a reader of the file reads."""
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(str(path)).pages)
    return path.read_text("utf-8")


@pytest.mark.parametrize("file_format", ["md", "docx", "pdf", "json"])
async def test_an_agenda_says_the_same_in_every_format(open_as, tmp_path, file_format):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    written = await ana.export(wish("agenda", draft.id, file_format), tmp_path)
    text = " ".join(text_of(written.path).split())
    for item in draft.agenda.lines:
        assert item.topic in text
    assert "Once Ana shares it, both can read it and nobody else." in text
    if file_format == "pdf":
        assert len(PdfReader(str(written.path)).pages) == 1
        assert written.notes == ()


async def test_the_calendar_tells_nothing_of_a_draft_and_the_agenda_only_where_wanted(
    open_as, tmp_path
):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    drafted = await ana.export(wish("agenda", draft.id, "ics", with_agenda=True), tmp_path)
    assert "DESCRIPTION" not in drafted.path.read_text()
    assert "not shared" in drafted.notes[0]
    await ana.accept_agenda(draft.id)
    bare = await ana.export(wish("agenda", draft.id, "ics"), tmp_path)
    assert "DESCRIPTION" not in bare.path.read_text()
    full = await ana.export(wish("agenda", draft.id, "ics", with_agenda=True), tmp_path)
    (event,) = Calendar.from_ical(full.path.read_bytes()).walk("VEVENT")
    assert draft.agenda.lines[0].topic in str(event["description"])
    uids = {
        str(Calendar.from_ical(one.path.read_bytes()).walk("VEVENT")[0]["uid"])
        for one in (drafted, bare, full)
    }
    assert len(uids) == 1


async def test_what_the_mentor_changed_since_sharing_does_not_reach_the_calendar(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    await ana.accept_agenda(draft.id)
    from assistant.domain.changes import EditLine

    line = draft.agenda.items[0].id
    await ana.change_agenda(draft.id, EditLine(line=line, topic="Zanzibar in private"))
    full = await ana.export(wish("agenda", draft.id, "ics", with_agenda=True), tmp_path)
    text = full.path.read_text().replace("\r\n ", "")
    assert "DESCRIPTION" in text
    assert "Zanzibar" not in text


async def test_a_page_taken_back_is_no_longer_exported_as_shared(open_as, tmp_path):
    ana, martin = open_as(), open_as("martin-hallett")
    draft = await ana.summarise_session("ana-martin")
    shared = await ana.share_page(draft.id)
    seen = await martin.export(wish("summary", shared.id), tmp_path)
    assert "Ana and Martin can read this" in seen.path.read_text()
    await ana.withdraw_page(shared.id)
    with pytest.raises(NotFound):
        await martin.export(wish("summary", shared.id), tmp_path)
    with pytest.raises(NotFound):
        await martin.preview_export(wish("summary", draft.id))
    own = await ana.export(wish("summary", draft.id), tmp_path)
    assert "Draft. Only Ana can read it, until Ana shares it." in own.path.read_text()


async def test_words_taken_back_since_are_left_out_of_what_both_read(open_as, tmp_path):
    one = open_as()
    draft = await one.prepare_agenda("ana-martin")
    shared = await one.accept_agenda(draft.id)
    quoted = next(c for c in shared.agenda.citations if "reflection" in c.label.lower())
    before = await one.export(wish("agenda", shared.id), tmp_path)
    assert quoted.quote in before.path.read_text()
    both = ("ana-ferreira", "martin-hallett")
    await one.become(both[quoted.voice == "mentee"], remember=False)
    found = [part.id for part in await one.written() if quoted.quote in part.text]
    await one.change_readers({found[0]: Visibility.PRIVATE})
    for person in both:
        await one.become(person, remember=False)
        for file_format in ("md", "json", "docx"):
            after = await one.export(wish("agenda", shared.id, file_format), tmp_path)
            assert quoted.quote not in text_of(after.path)
    again = await one.agenda_by_id(shared.id)
    assert quoted.quote not in again.model_dump_json()


@pytest.mark.parametrize("file_format", ["md", "docx", "pdf", "json"])
async def test_a_partner_takes_along_only_what_was_shared_of_a_reflection(
    open_as, tmp_path, file_format
):
    ana, martin = open_as(), open_as("martin-hallett")
    kept = await ana.keep_reflection(
        "ana-martin",
        3,
        [
            Answer(question="What?", text=SECRET),
            Answer(question="Now what?", text=SHARED, visibility=Visibility.PAIR),
        ],
    )
    mine = text_of((await ana.export(wish("reflection", kept.id, file_format), tmp_path)).path)
    assert SECRET in mine
    assert "shared with Martin" in mine
    theirs = await martin.export(wish("reflection", kept.id, file_format), tmp_path)
    assert SHARED in text_of(theirs.path)
    assert SECRET not in text_of(theirs.path)
    with pytest.raises(NotFound):
        await open_as("oonagh-reid").export(wish("reflection", kept.id, file_format), tmp_path)


async def test_the_coordinator_takes_along_figures_and_a_note_and_nobody_else_does(
    open_as, tmp_path
):
    oonagh, ana = open_as("oonagh-reid"), open_as()
    figures = await oonagh.export(wish("figures", file_format="csv"), tmp_path)
    rows = list(csv.reader(io.StringIO(figures.path.read_text())))
    assert rows[0][0] == "figure"
    assert "Only Oonagh can read this." in rows[-1][0]
    assert any("(a) Held back" in cell for row in rows for cell in row)
    with pytest.raises(NotAllowed):
        await ana.export(wish("figures", file_format="csv"), tmp_path)
    draft = await oonagh.summary_note()
    note = await oonagh.export(wish("summary", draft.id, "docx"), tmp_path)
    assert "until Oonagh releases it" in text_of(note.path)
    assert note.notes == ()
    assert any(c.quote in text_of(note.path) for c in draft.page.citations if c.voice == "mentor")
    released = await oonagh.release_summary_note(draft.id)
    read = await ana.export(wish("summary", released.id, "pdf"), tmp_path)
    assert "Everybody in the programme can read this." in text_of(read.path)


async def test_the_agreement_goes_along_with_who_said_yes(open_as, tmp_path):
    ana = open_as()
    view = await ana.agreement("ana-martin")
    file = (await ana.export(wish("agreement", "ana-martin", "docx"), tmp_path)).path
    assert file.name == "agreement-martin.docx"
    text = text_of(file)
    assert all(rule.text in text for rule in view.rules)
    assert ("Both said yes" in text) == view.agreed
    with pytest.raises(NotFound):
        await open_as("oonagh-reid").export(wish("agreement", "ana-martin"), tmp_path)


async def test_lists_hold_what_their_reader_may_read(open_as, tmp_path):
    ana, oonagh = open_as(), open_as("oonagh-reid")
    promises = await ana.export(wish("commitments", "Martin", "csv"), tmp_path)
    assert promises.path.name == "commitments-martin.csv"
    assert "Ask the screen one real question" in promises.path.read_text()
    assert not promises.path.read_bytes().startswith(b"\xef\xbb\xbf")
    marked = await ana.export(wish("commitments", "", "csv", byte_order_mark=True), tmp_path)
    assert marked.path.read_bytes().startswith(b"\xef\xbb\xbf")
    dates = await ana.export(wish("sessions", "", "ics"), tmp_path)
    events = Calendar.from_ical(dates.path.read_bytes()).walk("VEVENT")
    assert len(events) >= 4
    theirs = (await oonagh.export(wish("sessions", "", "csv"), tmp_path)).path.read_text()
    assert "held" in theirs
    assert "Mill Lane" not in theirs


async def test_a_name_gets_its_ending_and_a_wish_that_cannot_be_is_said(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_reading("Martin")
    named = await ana.export(wish("read-first", draft.id, "pdf"), tmp_path / "read this")
    assert named.path.name == "read this.pdf"
    with pytest.raises(InvalidInput, match="cannot be saved as ics"):
        await ana.export(wish("read-first", draft.id, "ics"), tmp_path)
    with pytest.raises(InvalidInput, match="Which one"):
        await ana.export(wish("agenda"), tmp_path)
    with pytest.raises(InvalidInput, match="folder does not exist"):
        await ana.export(wish("read-first", draft.id), tmp_path / "none" / "a.md")


async def test_a_session_without_a_date_goes_into_no_calendar(open_as, tmp_path):
    jerome = open_as("jerome-tully")
    draft = await jerome.prepare_agenda("jerome-sunita", 6)
    with pytest.raises(InvalidInput, match="has a date"):
        await jerome.export(wish("agenda", draft.id, "ics"), tmp_path)
    preview = await jerome.preview_export(wish("agenda", draft.id, "ics"))
    assert ExportFormat.ICS not in preview.formats


async def test_the_words_of_a_preview_are_the_words_of_the_file(open_as, tmp_path):
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin")
    for file_format in ("md", "json"):
        asked = wish("agenda", draft.id, file_format)
        preview = await ana.preview_export(asked)
        assert (await ana.export(asked, tmp_path)).path.read_text() == preview.text
    assert json.loads(preview.text)["draft"] is True
