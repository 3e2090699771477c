"""x on a document or list: look at it, copy it, save it in any format."""

import csv
import io
import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.test_talks import ask
from tui.modals.export import ExportModal


@pytest.fixture
def documents() -> Path:
    """The documents folder of whoever sits at the screen."""
    folder = Path.home() / "Documents"
    folder.mkdir()
    return folder


async def test_mentor_saves_the_agenda_as_word_and_the_older_file_is_left_alone(visit, documents):
    (documents / "agenda-session-4-martin.docx").write_text("mine")
    async with visit() as v:
        await v.prepare()
        await v.press("x")
        await v.sees("Save or copy: Session 4 of 6", "Word", "15:00", "Once Ana shares it")
        await v.press("enter")
        await v.sees("Saved as agenda-session-4-martin-2.docx in your documents.", "left alone")
    assert (documents / "agenda-session-4-martin.docx").read_text() == "mine"
    assert (documents / "agenda-session-4-martin-2.docx").read_bytes().startswith(b"PK")


@pytest.mark.faults
async def test_the_name_follows_the_format_and_a_typed_name_stays(visit, documents):
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await v.press("x")
        await v.sees("Save or copy")
        await v.press("right")
        await v.until(lambda: v.one("#path", Input).value.endswith("-martin.pdf"))
        v.one("#path", Input).value = "~/Documents/ours.pdf"
        await v.press("right")
        await v.until(lambda: v.one("#path", Input).value == "~/Documents/ours.ics")
        await v.sees("60 minutes (Europe/London)")
        await v.press("enter")
        await v.sees("Saved as ours.ics in your documents.")
    assert b"BEGIN:VTIMEZONE" in (documents / "ours.ics").read_bytes()


async def test_mentor_copies_the_whole_agenda_before_saving_it(visit, documents):
    async with visit() as v:
        await v.prepare()
        await v.press("x")
        await v.sees("Save or copy")
        await v.press("y")
        await v.sees("Copied, all of it.")
        assert "You said, I did" in v.app.clipboard
        assert v.app.clipboard.endswith(
            "A draft. Once Ana shares it, both can read it and nobody else.\n"
        )
        await v.press("escape")
        await v.sees("You said, I did", "a accept")
    assert list(documents.iterdir()) == []


@pytest.mark.faults
async def test_the_calendar_holds_the_agenda_only_if_it_is_shared_and_wanted(visit, documents):
    async with visit(size=(120, 40)) as v:
        await v.prepare()
        await v.press("a", "enter")
        await v.sees("Martin can read it now")
        await v.press("x")
        await v.sees("Ana and Martin can read this, and nobody else.")
        await v.press("right", "right")
        await v.sees("leave its text out")
        await v.misses("You said, I did")
        await v.press("tab", "right")
        await v.sees("You said, I did")
        await v.press("enter")
        await v.sees("Saved as agenda-session-4-martin.ics")
    text = (documents / "agenda-session-4-martin.ics").read_text()
    assert "DESCRIPTION:" in text


@pytest.mark.faults
async def test_mentee_saves_the_brief_with_the_mouse(visit, documents):
    async with visit("martin-hallett") as v:
        from tests.tui.test_preparing import go_to

        await go_to(v, "The one-screen brief")
        await v.sees("What Ana will lead")
        await v.press("x")
        await v.sees("Save or copy: ", "Only Martin can read this.")
        words = [w for w in v.app.screen.query("ChoiceWord") if w.value == "json"]
        await v.pilot.click(words[0])
        await v.until(lambda: v.one("#path", Input).value.endswith(".json"))
        await v.pilot.click(".foot .press")
        await v.sees("Saved as brief-")
    (saved,) = documents.iterdir()
    assert json.loads(saved.read_text())["who_may_read"] == "Draft. Only Martin can read this."


@pytest.mark.faults
async def test_coordinator_saves_figures_and_dates_from_home_and_the_library_as_tables(
    visit, documents
):
    async with visit("oonagh-reid", size=(120, 40)) as v:
        await v.home()
        await v.press("x")
        await v.sees("Save or copy: Figures of")
        await v.press("enter")
        await v.sees("Saved as figures-of-")
        await v.press("x")
        await v.sees("Save or copy: Figures of")
        await v.press("shift+tab", "right")
        await v.sees("Save or copy: Sessions")
        await v.press("enter")
        await v.sees("Saved as sessions.csv")
        await v.press("L")
        await v.sees("by title")
        await v.press("x")
        await v.sees("Save or copy: Library")
        await v.press("enter")
        await v.sees("Saved as guidance-library.csv")
    rows = list(csv.reader(io.StringIO((documents / "guidance-library.csv").read_text())))
    assert rows[0][:2] == ["title", "strength"]
    assert "Everybody in the programme" in rows[-1][0]


@pytest.mark.faults
async def test_the_agreement_and_the_dates_go_along_from_where_they_stand(visit, documents):
    async with visit(size=(120, 40)) as v:
        await v.home()
        await v.press("J")
        await v.sees("Journey with Martin", "What I promised")
        await v.press("x")
        await v.sees("Save or copy: Sessions")
        await v.press("escape", "a")
        await v.sees("Agreement with Martin")
        await v.until(lambda: v.app.screen.view is not None)
        await v.press("x")
        await v.sees("Save or copy: Agreement of Ana and Martin")
        await v.press("enter")
        await v.sees("Saved as agreement-martin.docx")


@pytest.mark.faults
async def test_a_folder_that_is_not_there_is_said_and_nothing_is_lost(visit, documents):
    async with visit() as v:
        await v.prepare()
        await v.press("x")
        await v.sees("Save or copy")
        v.one("#path", Input).value = "~/nowhere/agenda.docx"
        await v.press("enter")
        await v.sees("That folder does not exist.", "You said, I did")
        assert not isinstance(v.app.screen, ExportModal)


@pytest.mark.faults
async def test_a_person_takes_along_what_they_just_wrote(visit, documents):
    async with visit(size=(120, 40)) as v:
        await v.home()
        await v.press("E")
        await v.sees("looking back")
        await v.until(lambda: v.app.screen.draft is not None)
        await v.until(lambda: v.app.screen.stack.boxes)
        await v.until(lambda: v.app.screen.stack.boxes[0].area.has_focus)
        await v.type("the lanyard")
        await v.press("f5")
        await v.sees("Before you keep it")
        await v.press("f5")
        await v.sees("Kept, only for you.")
        await v.press("x")
        await v.sees("Save or copy: Ana's reflection after session 3", "the lanyard")
        await v.sees("Only Ana can read this.")
        await v.press("enter")
        await v.sees("Saved as reflection-session-3.docx")


async def test_what_y_copied_is_saved_by_y_once_more_and_nothing_is_written_over(visit, documents):
    (documents / "viceversa-home.txt").write_text("mine")
    async with visit() as v:
        await v.home()
        await v.press("y")
        await v.sees("y once more saves a file.")
        await v.press("y")
        await v.sees("A file that is there already is left alone.")
        await v.press("enter")
        await v.sees("Saved as viceversa-home-2.txt in your documents.")
    saved = (documents / "viceversa-home-2.txt").read_text()
    assert saved.startswith("Prepare session 4 with Martin")
    assert (documents / "viceversa-home.txt").read_text() == "mine"


@pytest.mark.faults
async def test_box_run_and_talk_are_looked_at_and_saved_with_x(visit, documents):
    async with visit() as v:
        await v.home()
        await ask(v, "how do we begin")
        await v.press("escape", "escape", "B")
        await v.sees("Questions box, with Martin")
        for place, stands, title, name in (
            ("B", "park one", "Questions box, with Martin", "questions-martin.docx"),
            (
                "R",
                "Enter begins",
                "Session 4 with Martin, as it goes",
                "session-4-martin-as-it-goes.docx",
            ),
            ("T", "go on", "Save or copy: how do we begin", "talk-how-do-we-begin.docx"),
        ):
            await v.press(place)
            await v.sees(stands)
            await v.press("x")
            await v.sees(title)
            await v.press("enter")
            await v.sees(f"Saved as {name} in your documents.")
    assert len(list(documents.glob("*.docx"))) == 3
