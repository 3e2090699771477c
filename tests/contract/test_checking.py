"""`viceversa check`: the citation gate on files that somebody saved."""

import json
from pathlib import Path

import pytest

from assistant.bootstrap import assistant
from assistant.domain.exporting import ExportWish
from assistant.errors import InvalidInput, UnreadableFile
from assistant.settings import Settings
from benchmarks.cases import Case, DayOf, found

CASES = Path(__file__).parents[3] / "shared" / "examples"
FOLDERS = sorted(CASES.glob("case-*"))


def names(findings):
    return [finding.check for finding in findings]


@pytest.fixture
async def saved(open_as, tmp_path):
    """Ana, and her agenda exported as Markdown."""
    ana = open_as()
    draft = await ana.prepare_agenda("ana-martin", engine="rules")
    return ana, (await ana.export(ExportWish(what="agenda", wanted=draft.id), tmp_path)).path


async def test_an_exported_page_is_sound_until_a_word_of_a_quote_is_changed(saved):
    ana, page = saved
    assert await ana.check_draft(page) == []
    text = page.read_text()
    cited = text[text.index("\n> ") :]
    quote = cited[cited.index("\u201c") + 1 : cited.index("\u201d")]
    changed = page.with_name("changed.md")
    changed.write_text(text.replace(quote, quote.replace(" ", " never ", 1), 1))
    assert names(await ana.check_draft(changed)) == ["quote-not-found"]


async def test_the_right_words_under_another_name_are_found_out(saved):
    ana, page = saved
    text = page.read_text()
    assert "(Ana's note" in text
    swapped = page.with_name("swapped.md")
    swapped.write_text(text.replace("(Ana's note", "(Martin's note", 1))
    assert names(await ana.check_draft(swapped)) == ["wrong-voice"]


async def test_a_quote_from_what_the_reader_may_not_read_is_not_confirmed(open_as, tmp_path):
    page = tmp_path / "page.md"
    words = "If it gets closed thats me finished with the other two."
    page.write_text(f'It says [S1.mentor "{words}"].')
    ana, martin = open_as(), open_as("martin-hallett")
    assert await ana.check_draft(page, pairing="ana-martin") == []
    assert names(await martin.check_draft(page, pairing="ana-martin")) == ["quote-not-found"]


@pytest.mark.parametrize(
    "text", ["No quote at all.", "{}", '{"sections": 3}', '{"items": []}', "{broken"]
)
async def test_a_file_without_anything_to_check_is_said_to_be_one(open_as, tmp_path, text):
    file = tmp_path / "file.txt"
    file.write_text(text)
    with pytest.raises(InvalidInput, match=r"file\.txt"):
        await open_as().check_draft(file, pairing="ana-martin")


async def test_a_page_saved_as_json_is_checked_like_an_agenda(open_as, tmp_path):
    ana = open_as()
    source = (await ana.source("ana-martin.G1")).id
    line = {"text": "A goal.", "citations": [{"source": source, "record": source, "quote": "made"}]}
    file = tmp_path / "page.json"
    saved = {"title": "t", "pairing": "ana-martin", "sections": [{"id": "s", "lines": [line]}]}
    file.write_text(json.dumps(saved))
    assert names(await ana.check_draft(file)) == ["quote-not-found"]


@pytest.mark.skipif(not FOLDERS, reason="the worked cases are not here")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_the_documents_of_a_worked_case_pass(folder, tmp_path):
    case = Case(folder)
    found(case, tmp_path / "case.sqlite")
    checked = 0
    for role in ("mentor", "mentee"):
        reader = assistant(
            Settings(
                store=str(tmp_path / "case.sqlite"), person=case.person(role), embedder="none"
            ),
            clock=DayOf(case),
            settings_file=tmp_path / "settings.toml",
        )
        for page in sorted(folder.glob("*.md")):
            owner = "mentee" if page.stem.endswith("mentee") else "mentor"
            if owner == role:
                assert await reader.check_draft(page) == [], page.name
                checked += 1
        await reader.close()
    assert checked == 8


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' + "[" * 100_000,
        '{"pairing": ["x"], "sections": []}',
        '{"pairing": 5, "items": [{"topic": "t", "minutes": 5}], "minutes": 5}',
        '{"minutes": ' + "9" * 5000 + "}",
    ],
    ids=["brackets", "a list of pairings", "a number for one", "a figure without end"],
)
async def test_a_damaged_file_is_told_from_a_saved_draft(open_as, tmp_path, text):
    file = tmp_path / "file.json"
    file.write_text(text)
    with pytest.raises(InvalidInput, match=r"file\.json is no saved draft"):
        await open_as().check_draft(file, pairing="ana-martin")


async def test_a_file_with_far_more_quotes_than_a_draft_is_not_gone_through(open_as, tmp_path):
    ana = open_as()
    many, large = tmp_path / "many.md", tmp_path / "large.md"
    many.write_text('[S1.mentor "not said"] ' * 2001)
    large.write_text("words " * 400_000)
    with pytest.raises(InvalidInput, match="2,001 quotes"):
        await ana.check_draft(many)
    with pytest.raises(UnreadableFile, match="the limit is 2 MB"):
        await ana.check_draft(large)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
async def test_line_ends_and_marks_of_another_editor_change_nothing(saved, encoding):
    ana, page = saved
    other = page.with_name("other.md")
    other.write_bytes(page.read_text().replace("\n", "\r\n").encode(encoding))
    assert await ana.check_draft(other) == []
    swapped = other.with_name("swapped.md")
    swapped.write_bytes(
        other.read_bytes().decode(encoding).replace("(Ana's", "(Martin's", 1).encode(encoding)
    )
    (found,) = await ana.check_draft(swapped)
    here = swapped.read_bytes().decode(encoding).split("\r\n")
    assert "(Martin's" in here[int(found.line.removeprefix("line ")) - 1]


async def test_what_is_wrong_in_a_saved_draft_is_named_with_its_words(open_as, tmp_path):
    ana = open_as()
    source = (await ana.source("ana-martin.G1")).id
    cited = {"source": source, "record": source, "quote": "made up words"}
    saved = {
        "pairing": "ana-martin",
        "minutes": 10,
        "items": [
            {"topic": "Bare", "minutes": 5},
            {"topic": "Made up", "minutes": 5, "suggestion": False, "citations": [cited]},
        ],
    }
    file = tmp_path / "agenda.json"
    file.write_text(json.dumps(saved))
    bare, wrong = await ana.check_draft(file)
    assert (bare.check, wrong.check) == ("fact-without-source", "quote-not-found")
    assert "Bare" in bare.message
    assert "made up words" in wrong.message
    assert "left out" not in wrong.message  # the file stays as it is
