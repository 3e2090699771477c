"""Documents as files: every format holds any text, opens again, and says who may read it."""

import csv
import errno
import io
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from icalendar import Calendar
from pypdf import PdfReader

from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Agenda, AgendaItem, Citation
from assistant.errors import InvalidInput, StorageTrouble
from assistant.exchange import letters, writing
from assistant.exchange.calendar_out import CalendarEntry, calendar_file
from assistant.exchange.json_out import json_text
from assistant.exchange.letters import letters_for
from assistant.exchange.pdf_out import SIZES, pdf_file
from assistant.exchange.sheet import Sheet, plain_sheet, words
from assistant.exchange.sheets import agenda_sheet, page_sheet
from assistant.exchange.table_out import table_text
from assistant.exchange.word_out import word_file
from assistant.exchange.writing import write_new

AT = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "naughty" / "strings.jsonl"
NASTY = (
    "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m",
    "\u202eevil\u2066\u200b\ufeff",
    "\ud800 lone",
    "\ufffe\uffff\x00\x0b\x0c",
    "=cmd|' /C calc'!A0",
    "]]><script>alert(1)</script>&nbsp;",
    "مرحبا بالعالم שלום",
    "中文 日本語 한국어 हिन्दी ไทย",
    "👩‍👩‍👧‍👦 🏳️‍🌈 é̂̃̄ Z͑ͫ̓ͪ̂ͫ̽͏̴",
    "x" * 3000,
    "**bold** __under__ [link](http://a.example) --- ~~~",
    "BEGIN:VEVENT\r\nATTACH:http://evil.example\r\n",
    "{nb} %s %(x)s \\, \\; \\x",
)
FOOT = "Ana and Martin can read this, and nobody else."


def page_of(texts) -> Page:
    """A page that has each text in every place where text can stand."""
    cited = [
        Citation(source=f"s{n}", record="r", label=text, quote=text or "q")
        for n, text in enumerate(texts)
    ]
    lines = tuple(
        Line(id=f"l{n}", lead=t, text=t, after=t, prompts=(t,), citations=(cited[n],))
        for n, t in enumerate(texts)
    )
    rows = tuple(Line(id=f"r{n}", cells=(t, t)) for n, t in enumerate(texts))
    return Page(
        title=texts[0],
        facts=tuple(texts[:3]),
        aim=texts[-1],
        sections=(
            Section(id="a", title=texts[0], lines=lines),
            Section(id="b", columns=("one", texts[0]), lines=rows),
        ),
        notes=(texts[0],),
    )


def sheet_of(texts) -> Sheet:
    return page_sheet(page_of(texts), who_reads=FOOT, draft=True)


def word_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    body = [paragraph.text for paragraph in document.paragraphs]
    body += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(body)


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def an_agenda(lines: int, prompts: int = 2) -> Agenda:
    items = tuple(
        AgendaItem(
            id=f"i{n}",
            topic=f"Topic number {n}",
            minutes=5,
            purpose="Why this is worth the time of two people.",
            prompts=tuple(f"What did you see of it, part {p}?" for p in range(prompts)),
            citations=(Citation(source=f"s{n}", record="r", label="your agreement", quote="q"),),
        )
        for n in range(lines)
    )
    return Agenda(title="Session 4", minutes=5 * lines, items=items)


def an_agenda_sheet(lines: int, prompts: int = 2) -> Sheet:
    return agenda_sheet(
        an_agenda(lines, prompts),
        mentor="Ana Ferreira",
        mentee="Martin Hallett",
        starts_at=None,
        when="Thu 12 June",
        who_reads=FOOT,
        draft=False,
    )


def naughty() -> list[str]:
    if not NAUGHTY.exists():
        pytest.skip("the collected strings are not here")
    return [json.loads(line)["text"] for line in NAUGHTY.read_text("utf-8").split("\n") if line]


# --- any text, any format ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "every",
    [
        pytest.param(0, id="nasty"),
        pytest.param(6, id="sample"),
        pytest.param(1, id="all", marks=pytest.mark.faults),
    ],
)
def test_any_text_makes_files_that_open_again(every):
    texts = naughty()[::every] if every else list(NASTY)
    sheet = sheet_of(texts)
    word = word_text(word_file(sheet, made_at=AT))
    assert FOOT in word
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in word)
    few = texts[:: max(len(texts) // 30, 1)]
    printed = pdf_file(sheet_of(few), made_at=AT)
    assert len(PdfReader(io.BytesIO(printed.content)).pages) == printed.pages
    rows = list(csv.reader(io.StringIO(table_text([(t, "x") for t in texts]), newline="")))
    assert len(rows) == len(texts)
    assert not any(row[0].startswith(("=", "+", "-", "@")) for row in rows)
    entry = CalendarEntry(
        words(texts[0]), words(texts[1]), AT, 60, "Europe/London", description=plain_sheet(sheet)
    )
    back = Calendar.from_ical(calendar_file([entry], made_at=AT))
    (event,) = back.walk("VEVENT")
    assert str(event["description"]).strip() == plain_sheet(sheet).strip()


def test_no_control_sequence_reaches_the_text():
    text = plain_sheet(sheet_of(NASTY))
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in text)
    assert not set("\u202e\u2066\u200b\ufeff\ud800") & set(text)


def test_json_reads_back_as_it_was_and_acts_on_no_terminal():
    text = json_text({str(n): nasty for n, nasty in enumerate(NASTY)})
    assert list(json.loads(text).values()) == list(NASTY)
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in text)
    assert not set("\u202e\u2066\ufeff\ud800") & set(text)
    assert "中文" in text


def test_joiners_stay_because_words_need_them():
    assert words("می\u200cخواهم") == "می\u200cخواهم"


# --- Word --------------------------------------------------------------------------------------


def test_a_word_file_has_real_headings_quotes_and_a_foot_on_each_page():
    content = word_file(an_agenda_sheet(3), made_at=AT)
    document = Document(io.BytesIO(content))
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 3
    assert {"Quote", "List Bullet", "Source Note", "Foot"} <= set(styles)
    assert FOOT in document.sections[0].footer.paragraphs[0].text
    assert document.core_properties.title == "Session 4"
    assert document.core_properties.language == "en-GB"
    assert "[3] your agreement: \u201cq\u201d" in word_text(content)


def test_words_that_run_from_the_right_are_set_so():
    content = word_file(Sheet(title="שלום עולם", who_reads=FOOT), made_at=AT)
    with ZipFile(io.BytesIO(content)) as zipped:
        assert b"w:bidi" in zipped.read("word/document.xml")


# --- PDF ---------------------------------------------------------------------------------------


def test_an_agenda_is_printed_on_one_page_in_the_largest_type_that_fits():
    short = pdf_file(an_agenda_sheet(3), made_at=AT)
    assert (short.pages, short.size) == (1, SIZES[0])
    full = pdf_file(an_agenda_sheet(9, 3), made_at=AT)
    assert full.pages == 1
    assert SIZES[-1] <= full.size < SIZES[0]
    assert full.says(one_page=True) == ()


def test_an_agenda_that_fits_no_page_flows_on_in_readable_type_and_says_so():
    long = pdf_file(an_agenda_sheet(30, 4), made_at=AT)
    assert long.size == SIZES[0]
    assert f"so it has {long.pages}." in long.says(one_page=True)[0]
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(long.content)).pages]
    assert all(FOOT in text for text in texts)


def test_a_pdf_says_its_title_and_language_and_can_be_navigated():
    reader = PdfReader(io.BytesIO(pdf_file(an_agenda_sheet(2), made_at=AT).content))
    assert reader.metadata.title == "Session 4"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.outline


def test_no_words_of_anybody_become_the_number_of_pages():
    text = pdf_text(pdf_file(Sheet(title="{nb} of us", who_reads=FOOT), made_at=AT).content)
    assert "{nb} of us" in text
    assert "1 / 1" in text


def test_letters_of_europe_and_the_near_east_need_no_font_of_the_computer():
    drawn = letters_for("Zażółć Ελληνικά кириллица Tiếng Việt שלום مرحبا “–…” → ✓")
    assert drawn.fonts == ()
    assert drawn.missing == frozenset()


def test_letters_that_no_font_holds_become_boxes_and_are_told(monkeypatch):
    monkeypatch.setattr(letters, "_fonts_here", lambda: iter(()))
    printed = pdf_file(Sheet(title="会議", who_reads=FOOT), made_at=AT)
    assert printed.missing == {"会", "議"}
    assert "could not be drawn" in printed.says(one_page=False)[0]
    assert "\u25a1\u25a1" in pdf_text(printed.content)


# --- calendar ----------------------------------------------------------------------------------


def entry(**fields) -> CalendarEntry:
    known = {"uid": "s4@viceversa", "title": "Session 4", "starts_at": AT, "minutes": 60}
    return CalendarEntry(**{**known, "zone": "Europe/London", **fields})


def event_of(*entries: CalendarEntry):
    calendar = Calendar.from_ical(calendar_file(entries, made_at=AT))
    return calendar, calendar.walk("VEVENT")


def test_a_session_keeps_its_name_in_the_calendar_and_a_change_is_newer():
    _, (first,) = event_of(entry(sequence=1, changed_at=AT))
    _, (second,) = event_of(entry(sequence=2, place="Mill Lane"))
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert first["last-modified"].dt == AT


def test_a_session_stands_in_its_own_time_zone_which_the_file_explains():
    calendar, (event,) = event_of(entry())
    assert event["dtstart"].dt.hour == 10
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/London"]
    assert event["class"] == "PRIVATE"
    assert len(calendar.to_ical()) < 2000


def test_an_hour_is_an_hour_on_the_night_when_the_clocks_change():
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    _, (event,) = event_of(entry(starts_at=at))
    assert event["duration"].dt == timedelta(hours=1)
    assert "dtend" not in event


def test_a_cancelled_session_is_taken_out_and_in_a_list_marked():
    alone, (event,) = event_of(entry(cancelled=True))
    assert (alone["method"], event["status"]) == ("CANCEL", "CANCELLED")
    listed, events = event_of(entry(cancelled=True), entry(uid="s5@viceversa"))
    assert listed["method"] == "PUBLISH"
    assert [one["status"] for one in events] == ["CANCELLED", "CONFIRMED"]


def test_an_unknown_time_zone_is_no_trouble():
    _, (event,) = event_of(entry(zone="Mars/Olympus"))
    assert event["dtstart"].dt == AT


# --- tables ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_no_cell_of_a_table_is_a_formula(text):
    assert next(csv.reader(io.StringIO(table_text([(text,)]))))[0].startswith("'")


def test_a_table_keeps_commas_quotes_and_lines_within_their_cell():
    rows = list(csv.reader(io.StringIO(table_text([('a, "b"\nc', "d")]), newline="")))
    assert rows == [['a, "b" c', "d"]]


# --- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["con.md", "NUL", "a:b.md", "a\x1b.md", "a?.md", "com1.docx", "a.", "a ", "ä" * 150]
)
def test_a_name_that_windows_cannot_keep_is_refused(tmp_path, name):
    with pytest.raises(InvalidInput, match="Not every computer"):
        write_new(tmp_path / name, "text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "may not be written"), (errno.EIO, "could not")],
)
def test_a_full_or_closed_disk_is_said_in_words_and_leaves_no_crumbs(
    tmp_path, monkeypatch, number, says
):
    def refuse(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(writing.os, "fsync", refuse)
    with pytest.raises(StorageTrouble, match=says):
        write_new(tmp_path / "agenda.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_links_keeps_the_older_file_too(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(writing.os, "link", refuse)
    (tmp_path / "agenda.pdf").write_bytes(b"older")
    written = write_new(tmp_path / "agenda.pdf", b"\x00\r\n")
    assert (tmp_path / "agenda.pdf").read_bytes() == b"older"
    assert (written.name, written.read_bytes()) == ("agenda-2.pdf", b"\x00\r\n")
    assert len(list(tmp_path.iterdir())) == 2
