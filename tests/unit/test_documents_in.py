"""Word, PowerPoint, PDF and web pages: what people bring comes in whole, with its places."""

from __future__ import annotations

import pytest

from assistant.domain.citing import cite
from assistant.domain.places import PageMark, place_of
from assistant.domain.sources import Source
from assistant.errors import UnreadableFile
from assistant.exchange.documents.lines import Piece, blocks_of, lines_of
from assistant.exchange.reading import Reading, read_document
from tests import documents_made as made


def read(tmp_path, name: str, content: bytes) -> Reading:
    file = tmp_path / name
    file.write_bytes(content)
    return read_document(file)


def place(reading: Reading, words: str) -> str:
    return place_of(reading.text, reading.text.index(words), reading.pages)


def test_a_word_file_keeps_its_headings_lists_and_tables(tmp_path):
    reading = read(tmp_path, "a.docx", made.word())
    assert [block for block, _ in reading.blocks] == [
        "# What we agreed",
        "# Aims",
        made.AIM,
        "## Ground rules",
        "- Phones stay in the bag\n- Nothing leaves the room",
        "| When | What | Who |\n| --- | --- | --- |\n"
        "| May | Read the starter survey | Martin |\n| June | Visit the night shift | Ana |",
        made.LAST,
    ]
    assert place(reading, "Nothing leaves") == "Aims › Ground rules"
    assert reading.pages == ()


def test_a_word_file_is_cited_by_the_page_where_word_last_laid_it_out(tmp_path):
    reading = read(tmp_path, "a.docx", made.word(paged=True))
    assert place(reading, made.AIM) == "p. 1, Aims"
    assert place(reading, made.LAST) == "p. 2, Aims › Ground rules"


def test_words_in_tracked_changes_and_content_controls_are_not_lost(tmp_path):
    content = made.word()
    xml = made.part_of(content, "word/document.xml").decode()
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        f'<w:p><w:ins w:id="1" w:author="x">{run.format("came later")}</w:ins>'
        f'<w:del w:id="2" w:author="x"><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>'
        f"<w:sdt><w:sdtContent><w:p>{run.format('in a form')}</w:p></w:sdtContent></w:sdt>"
    )
    xml = xml.replace("<w:body>", f"<w:body>{changed}")
    reading = read(tmp_path, "a.docx", made.with_part(content, "word/document.xml", xml.encode()))
    assert reading.text.startswith("came later\n\nin a form")
    assert "struck out" not in reading.text


def test_a_pdf_is_cited_by_page_and_section(tmp_path):
    reading = read(tmp_path, "h.pdf", made.pdf())
    assert place(reading, "asks about the phones") == "p. 3, Chapter 3 › Listening first"
    assert place(reading, "Read the starter survey") == "p. 4, Chapter 4 › Listening first"
    assert "with both partners, and at nothing else." in reading.text
    assert "| May | Read the starter survey | Martin |" in reading.text
    assert "Handbook of the programme" not in reading.text
    assert "of 4" not in reading.text


def test_slides_keep_titles_tables_and_what_the_speaker_says(tmp_path):
    reading = read(tmp_path, "s.pptx", made.slides())
    assert place(reading, "Juniors see") == "slide 1, Why the young teach"
    assert "Notes: Tell the story of the xylophone." in reading.text
    assert place(reading, "| June | Visit") == "slide 2, Who promised what"


def test_a_web_page_gives_what_a_person_would_see(tmp_path):
    reading = read(tmp_path, "w.html", made.PAGE.encode())
    assert [block for block, _ in reading.blocks] == [
        "# Reverse mentoring",
        "Ask first, then listen.",
        "## Ground rules",
        "- Phones stay in the bag\n- Nothing leaves the room",
        "| Who | What |\n| --- | --- |\n| Ana | agenda notes |",
        "The xylophone stays.",
    ]


def test_the_first_bytes_say_what_a_file_is_and_not_its_name(tmp_path):
    assert "xylophone" in read(tmp_path, "notes.txt", made.word()).text
    assert "xylophone" in read(tmp_path, "upper.PDF", made.pdf()).text
    with pytest.raises(UnreadableFile, match=r"no \.pdf file inside"):
        read(tmp_path, "renamed.pdf", b"only text")


def test_a_citation_names_the_page_and_the_section(tmp_path):
    reading = read(tmp_path, "h.pdf", made.pdf())
    handbook = Source(
        id="doc-1",
        kind="document",
        record="doc-1",
        title="Handbook",
        text=reading.text,
        pages=reading.pages,
    )
    at = reading.text.index("The mentor asks about the rota")
    assert cite(handbook, at, at + 10).label == "Handbook, p. 2, Chapter 2 › Listening first"


def test_a_place_is_the_last_page_that_began_and_the_headings_still_open():
    text = "# One\n\n## Deep\n\na\n\n# Two\n\nb"
    pages = (PageMark(start=0, name="p. iv"), PageMark(start=text.index("# Two"), name="p. 1"))
    assert place_of(text, text.index("a"), pages) == "p. iv, One › Deep"
    assert place_of(text, text.index("b"), pages) == "p. 1, Two"
    assert place_of("no heading", 3) == ""
    assert place_of("# Title\n\nx", 9, title="Title") == ""


def test_two_columns_of_words_are_a_table_and_a_wide_font_is_none():
    rows = [("Who", "What"), ("Ana", "agenda"), ("Martin", "room")]
    pieces = [
        Piece(cell, 30 + 200 * x, 700 - 14 * y, 11)
        for y, row in enumerate(rows)
        for x, cell in enumerate(row)
    ]
    wide = [Piece("a" * 40, 30, 500, 11), Piece("then more", 30 + 40 * 6.6, 500, 11)]
    blocks = blocks_of([("p. 1", lines_of([*pieces, *wide]))])
    assert [block.text for block in blocks] == [
        "| Who | What |\n| --- | --- |\n| Ana | agenda |\n| Martin | room |",
        f"{'a' * 40}then more",
    ]
