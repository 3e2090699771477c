"""Files that people bring, and files that they take away."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.drafts import Agenda, AgendaItem, Citation
from assistant.errors import InvalidInput, UnreadableFile
from assistant.exchange.markdown import agenda_markdown, plain
from assistant.exchange.reading import paragraphs, read_text_file, title_of
from assistant.exchange.writing import slug, write_new

GERMAN = "Später fragt Özlem: wer entscheidet über die Bänke?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_note_is_read_whatever_its_encoding(tmp_path, encoding):
    file = tmp_path / "note.txt"
    file.write_bytes(GERMAN.encode(encoding))
    assert read_text_file(file) == GERMAN


def test_line_ends_of_windows_are_not_kept(tmp_path):
    file = tmp_path / "note.md"
    file.write_bytes(b"one\r\n\r\ntwo\r")
    assert read_text_file(file) == "one\n\ntwo\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no text"),
        (b"  \n\t\n", "no text"),
        ("\u200b\u200e".encode(), "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "does not look like text"),
        (bytes(range(256)) * 4, "does not look like text"),
        (b"\xff\xfe\x41", "damaged"),
    ],
)
def test_a_file_without_text_gets_a_message_that_names_it(tmp_path, content, says):
    file = tmp_path / "strange.md"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_text_file(file)
    assert says in caught.value.happened
    assert "strange.md" in caught.value.happened
    assert "Nothing was added" in caught.value.safe
    assert file.read_bytes() == content


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "huge.txt"
    with file.open("wb") as handle:
        handle.truncate(21 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="limit is 20 MB"):
        read_text_file(file)


def test_a_folder_a_missing_file_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for name, says in (("", "folder"), ("none.md", "no file"), ("pipe.txt", "ordinary file")):
        with pytest.raises(UnreadableFile, match=says):
            read_text_file(tmp_path / name)


@given(st.text())
def test_paragraphs_hold_every_word_that_was_there(text):
    try:
        found = paragraphs(text)
    except InvalidInput:
        assert not any(character.isalnum() for character in text)
    else:
        kept = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").split()
        told = " ".join(found).split()
        assert [w for w in told if any(c.isalnum() for c in w)] == [
            w for w in kept if any(c.isalnum() for c in w)
        ]


def test_the_title_of_a_document_is_its_first_heading():
    assert (
        title_of("intro\n\n## *Running mixed meetings*\ntext", "file") == "Running mixed meetings"
    )
    assert title_of("no heading", "file") == "file"
    assert title_of("# Chapter 1\n\n## Part\n\n# Chapter 2", "file") == "file"


@given(st.text())
def test_a_slug_is_always_a_plain_file_name(text):
    name = slug(text)
    assert name.replace("-", "").isalnum()
    assert len(name) <= 60


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "", "  ", "a/b\\c", "nul", "….md"])
def test_a_title_never_becomes_a_path(title):
    assert not set(slug(title)) & set("/\\.")
    assert slug(title) not in {"con", "nul", ""}


def test_an_older_file_is_left_alone(tmp_path):
    first = write_new(tmp_path / "agenda.md", "one")
    second = write_new(tmp_path / "agenda.md", "two")
    assert first.read_text() == "one"
    assert (second.name, second.read_text()) == ("agenda-2.md", "two")
    assert second.stat().st_mode & 0o077 == 0


def test_a_link_is_never_followed(tmp_path):
    outside = tmp_path / "outside.txt"
    (tmp_path / "agenda.md").symlink_to(outside)
    written = write_new(tmp_path / "agenda.md", "text")
    assert not outside.exists()
    assert written.name == "agenda-2.md"


def test_a_missing_folder_is_said_plainly(tmp_path):
    with pytest.raises(InvalidInput, match="folder does not exist"):
        write_new(tmp_path / "none" / "agenda.md", "text")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/p.png)",
        "[click](javascript:alert)",
        "# heading\n- list\n1. one",
        "```\ncode",
        "a\x1b]52;c;aGk=\x07b",
        "\u202eevil",
        "&lt;b&gt;",
    ],
)
def test_words_of_people_are_never_markup_on_paper(text):
    shown = plain(text)
    assert "\n" not in shown
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    for active in ("<script", "![x](", "[click](", "https://", "javascript:"):
        assert active not in shown
    assert not shown.startswith(("#", "-", "1.", "```"))


def test_a_page_names_source_and_strength_and_adds_up():
    cited = Citation(source="s", record="r", label="Ana's note, session 3", quote="we tried it")
    agenda = Agenda(
        title="Session 4 of 6",
        minutes=15,
        opening=(AgendaItem(topic="Settle in", minutes=5, suggestion=True),),
        items=(AgendaItem(topic="What we tried", minutes=10, lead="both", citations=(cited,)),),
    )
    page = agenda_markdown(
        agenda, mentor="Ana F", mentee="Martin H", starts_at=None, when="no date yet", who_reads="x"
    )
    assert "“we tried it” (Ana's note, session 3)" in page
    assert "5 + 10 = 15 minutes" in page
    assert "## 00:05 · 10 min · What we tried" in page
    assert "suggestion" in page
