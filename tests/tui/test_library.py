"""Library and search: what can be trusted, and where it is from."""

import pytest
from textual import events

from assistant.errors import NotAllowed
from tui.modals.folders import dropped_path
from tui.widgets.rows import Rows


async def open_library(v) -> None:
    await v.home()
    await v.press("L")
    await v.sees("Library of guidance", "Strength")


async def test_a_card_shows_its_source_date_and_strength(visit):
    async with visit(size=(120, 40)) as v:
        await open_library(v)
        card = v.app.screen.card
        await v.sees(f"{card.strength}: {card.strength_says}", card.licence[:20])


async def test_cards_are_ordered_by_strength(visit):
    async with visit() as v:
        await open_library(v)
        await v.press("o")
        await v.sees("by strength")
        await v.press("g")
        strengths = [card.strength for card in await v.app.here.assistant.guidance()]
        order = ("trial", "validation", "feasibility", "handbook", "practitioner", "opinion")
        assert v.one("#cards", Rows).options[2].id is not None
        first = v.app.screen._cards[v.one("#cards", Rows).options[2].id]
        assert first.strength == min(strengths, key=order.index)


async def test_gaps_are_named(visit):
    async with visit() as v:
        await open_library(v)
        await v.press("u")
        await v.sees("No card covers", "Opinion alone covers", "first session")
        await v.press("escape", "f", *"lgbt", "f5")
        await v.sees("3 cards with lgbt", " LGBT")


async def test_a_document_is_added_found_and_taken_out_again(visit, tmp_path):
    file = tmp_path / "tram-etiquette.md"
    file.write_text("# Tram etiquette\n\nStand back from the yellow lozenge until it stops.\n")
    async with visit("oonagh-reid") as v:
        await open_library(v)
        await v.press("i")
        await v.sees("Add a document to the guidance")
        v.one("#path").value = str(file)
        await v.press("enter")
        await v.sees("How far to trust Tram etiquette")
        await v.press("right", "enter", "2", "0", "2", "4", "f5")
        await v.sees("Kept: Tram etiquette is", ", 2024.")

        await v.press("slash")
        await v.sees("Search guidance and what you may read")
        await v.type("yellow lozenge")
        await v.press("enter")
        await v.sees("Tram etiquette")
        await v.press("enter")
        await v.until(lambda: "yellow lozenge" in v.marked)
        await v.press("escape", "escape")

        await v.sees("Library of guidance")
        await v.until(lambda: v.app.screen.card and v.app.screen.card.title == "Tram etiquette")
        await v.press("d")
        await v.sees("Take this document out?")
        await v.press("enter")
        await v.sees("Taken out, also from search.")


async def test_a_file_that_is_dropped_on_the_terminal_is_added(visit, tmp_path):
    file = tmp_path / "two words.md"
    file.write_text("# Dropped here\n\nWait at the doors.\n")
    async with visit("oonagh-reid") as v:
        await open_library(v)
        v.app.screen.post_message(events.Paste(str(file).replace(" ", "\\ ")))
        await v.sees("How far to trust Dropped here")
        await v.press("escape")
        await v.until(lambda: v.app.screen.card and v.app.screen.card.title == "Dropped here")


@pytest.mark.parametrize("form", ["{}", "'{}'", '"{}"', "file://{}", " {}\n"])
def test_a_dropped_file_is_known_however_the_terminal_writes_it(tmp_path, form):
    file = tmp_path / "a file.md"
    file.write_text("x")
    assert dropped_path(form.format(file)) == file
    assert dropped_path("a sentence that names no file") is None
    assert dropped_path(str(tmp_path)) is None


async def test_guidance_is_the_coordinators_to_add_and_a_mentor_is_told_so(visit, tmp_path):
    file = tmp_path / "my-view.md"
    file.write_text("# My view\n\nEverybody should do as I do.\n")
    async with visit() as v:
        await open_library(v)
        await v.press("i")
        assert "Add a document" not in v.text
        with pytest.raises(NotAllowed, match="coordinator"):
            await v.app.here.assistant.add_guidance([file])
        assert "My view" not in {card.title for card in await v.app.here.assistant.guidance()}


async def test_only_the_cards_that_hold_the_words_are_shown_and_all_again(visit):
    async with visit() as v:
        await open_library(v)
        every = len(v.app.screen._cards)
        await v.press("f")
        await v.sees("Which cards?")
        await v.type("first session")
        await v.press("enter")
        await v.sees("with first session")
        shown = [row for row in v.one("#cards", Rows).options if row.id]
        assert 0 < len(shown) < every
        await v.press("f")
        await v.sees("Which cards?")
        v.one("#only").value = ""
        await v.press("enter")
        await v.sees(f"{every} cards")


async def test_a_search_that_finds_nothing_says_what_was_searched(visit):
    async with visit() as v:
        await v.home()
        await v.press("slash")
        await v.sees("Search guidance")
        await v.type("xyzzyplugh")
        await v.press("enter")
        await v.sees("Nothing found in what you may read. Private text of others is not")


async def test_w_says_why_each_passage_came_and_hides_it_again(visit):
    async with visit(size=(120, 40)) as v:
        await v.home()
        await v.press("slash")
        await v.sees("Search guidance")
        await v.type("meeting")
        await v.press("enter")
        await v.sees("found in what you may read")
        await v.misses("filter: guidance, for anyone")
        await v.press("w")
        await v.sees("words: ", "meaning: ", "filter: guidance, for anyone")
        await v.press("w")
        await v.misses("filter: guidance, for anyone")
