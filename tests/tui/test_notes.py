"""Bringing notes in: pasted or from a file, with readers chosen for each."""

from textual import events

from tui.widgets.choice import Choice

NOTE = "We met by the quay.\n\nThe wide umbrella question came up twice."


async def open_notes(v) -> None:
    await v.home()
    await v.press("N")
    await v.sees("Your note of a session with Martin")
    await v.until(lambda: v.one("#note").place)


async def paste(v, words: str) -> None:
    v.one("#note").focus()
    await v.until(lambda: v.app.focused is v.one("#note"))
    v.app.post_message(events.Paste(words))
    await v.until(lambda: v.one("#note").text == words)


async def test_a_pasted_note_is_kept_for_its_writer_alone(visit, open_as):
    async with visit() as v:
        await open_notes(v)
        await v.sees("Who sees this: only you")
        await paste(v, NOTE)
        await v.press("f5")
        await v.sees("Kept, only for you: 2 paragraphs")
        assert v.one("#note").text == ""
        await v.press("P")
        await v.sees("Session 4 with Martin", "Agenda")
    mine = await open_as("ana-ferreira").search("wide umbrella", pairing="ana-martin")
    assert any("wide umbrella" in hit.passage.text for hit in mine)
    theirs = await open_as("martin-hallett").search("wide umbrella", pairing="ana-martin")
    assert not any("wide umbrella" in hit.passage.text for hit in theirs)


async def test_a_note_for_both_is_shown_before_it_is_shared(visit, open_as):
    async with visit() as v:
        await open_notes(v)
        await paste(v, NOTE)
        v.one("#visibility", Choice).take("pair")
        await v.sees("Who sees this: you and Martin")
        await v.press("f5")
        await v.sees("What Martin will see", "The wide umbrella question came up twice.")
        await v.press("escape")
        await v.sees("not a note yet")
        assert v.one("#note").text == NOTE
        await v.press("f5")
        await v.sees("What Martin will see")
        await v.press("enter")
        await v.sees("Shared with Martin: 2 paragraphs")
    theirs = await open_as("martin-hallett").search("wide umbrella", pairing="ana-martin")
    assert any("wide umbrella" in hit.passage.text for hit in theirs)


async def test_a_file_is_read_looked_over_and_kept_under_its_name(visit, tmp_path):
    file = tmp_path / "quay.md"
    file.write_text(NOTE)
    async with visit() as v:
        await open_notes(v)
        await v.press("escape")
        await v.press("f")
        await v.sees("Read a file in as your note")
        v.one("#path").value = str(file)
        await v.press("enter")
        await v.until(lambda: "Read in: quay.md" in v.text)
        assert v.one("#note").text == NOTE
        await v.press("f5")
        await v.sees("Kept, only for you")


async def test_a_file_without_text_is_refused_and_what_was_typed_stays(visit, tmp_path):
    file = tmp_path / "picture.txt"
    file.write_bytes(bytes(range(256)) * 40)
    async with visit() as v:
        await open_notes(v)
        await paste(v, "half a note")
        await v.press("escape", "f")
        await v.sees("Read a file in as your note")
        v.one("#path").value = str(file)
        await v.press("enter")
        await v.sees("picture.txt", "Nothing was added")
        assert v.one("#note").text == "half a note"


async def test_a_note_that_was_not_kept_yet_comes_back(visit):
    async with visit() as v:
        await open_notes(v)
        await paste(v, NOTE)
        await v.press("escape", "escape")
        await v.home()
        await v.press("N")
        await v.until(lambda: v.app.screen.query("#note") and v.one("#note").text == NOTE)
        assert "Restored" not in v.text, "it was never away"
    async with visit() as v:
        await open_notes(v)
        await v.sees("Restored: 3 lines of your note from ")
        assert v.one("#note").text == NOTE


async def test_an_empty_note_is_not_kept(visit):
    async with visit() as v:
        await open_notes(v)
        await v.press("f5")
        await v.sees("There is nothing to keep yet. Paste or type a note.")
