"""Nothing that people, files or models write is markup, and nothing of it stops the screen."""

import pytest

from assistant.domain.changes import EditLine, InsertLine
from assistant.domain.visibility import Visibility
from tui.widgets.rows import Rows

NASTY = (
    *("[b]bold[/b]", "[/b]", "[", "]", "[[", "[/]", "[red", "[@click=app.quit]leave[/]", "\\[b]"),
    *("[link=https://example.org]here[/link]", "$primary", "$x", "{0}", "%s", "{{x}}", "\\", "\\n"),
    *("<b>bold</b>", "**bold**", "# heading", "- item", "`code`", "[a](http://example.org)"),
    *("\x1b]0;OWNED\x07", "\x1b]52;c;T1dORUQ=\x07", "\x1b[2J", "\x9b2J", "\x07\x08\x0b", "a\tb"),
    *("\u202eright to left", "\u2066isolated\u2069", "zero\u200bwidth", "\ufeffmark"),
    *("e\u0301\u0301\u0301", "日本語の会議", "\U0001f469\u200d\U0001f467", "\ufdfa", "\U0001d557"),
    *("\u0645\u0631\u062d\u0628\u0627", "\u05e9\u05dc\u05d5\u05dd", "x" * 400, "word " * 80),
    *(" lead", "trail ", "'\"“”", "null\u2400", "\U000e0041tag", "line\u2028end", "|a|b|"),
    *("[1]", "[2] [3]", "] [", "[bold", "@click", "::", ">", "> quoted"),
)


@pytest.mark.faults
async def test_naughty_words_stand_as_they_are_on_every_screen(visit, open_as):
    assert len(NASTY) >= 50
    ana = open_as("ana-ferreira")
    note = "\n\n".join(f"Naughty {i}: {words}" for i, words in enumerate(NASTY))
    await ana.import_text(note, pairing="ana-martin", session=3, visibility=Visibility.PAIR)
    draft = await ana.prepare_agenda("ana-martin")
    for item, words in zip(draft.agenda.lines, NASTY[::6], strict=False):
        draft = await ana.change_agenda(
            draft.id, EditLine(line=item.id, topic=words[:200], goal=words, prompts=(words, words))
        )
    draft = await ana.change_agenda(draft.id, InsertLine(topic="[/b] [@click=app.quit]x[/]"))
    await ana.close()

    async with visit(size=(100, 40)) as v:
        await v.prepare()
        assert "[b]bold[/b]" in v.text
        for item in v.app.screen.agenda.lines:
            v.one("#agenda", Rows).select(f"line-{item.id}")
            await v.until(lambda item=item: v.app.screen.item == item)
            await v.press("e")
            await v.sees("Edit agenda line")
            await v.press("escape")
            await v.misses("Edit agenda line")
        await v.press("a")
        await v.sees("What Martin will see", "[b]bold[/b]")
        await v.press("escape", "x")
        await v.sees("Save or copy", "[b]bold[/b]")
        await v.press("y")
        await v.sees("Copied, all of it")
        assert "\x1b" not in v.app.clipboard
        assert "[@click=app.quit]" in v.app.clipboard
        await v.press("escape", "w")
        await v.sees("How it was made")
        await v.press("escape")

        await v.press("slash")
        await v.sees("Search guidance")
        v.one("#query").value = "naughty"
        await v.press("enter")
        await v.until(lambda: v.app.screen._hits)
        for row in list(v.app.screen._hits):
            v.one("#hits", Rows).select(row)
            await v.press("enter", "escape")
        await v.press("t")
        v.one("#ask").value = "naughty [b]bold[/b] [@click=app.quit]leave[/]"
        await v.press("enter")
        await v.until(lambda: v.app.screen.pane.talk.citations or "not in your notes" in v.text)
        await v.sees("[@click=app.quit]leave[/]")


@pytest.mark.faults
async def test_a_document_and_its_title_are_text(visit, tmp_path):
    file = tmp_path / "[red]title[-red].md"
    file.write_text("# [/b] [@click=app.quit]Title[/]\n\n" + "\n\n".join(NASTY), "utf-8")
    async with visit("oonagh-reid", size=(100, 40)) as v:
        await v.home()
        await v.press("L")
        await v.sees("Library of guidance")
        await v.app.here.assistant.add_guidance([file])
        await v.press("o", "o", "o")
        await v.sees("by title")
        document = next(c.id for c in v.app.screen._cards.values() if c.kind == "document")
        v.one("#cards", Rows).select(document)
        await v.press("enter")
        await v.sees("[/b] [@click=app.quit]Title[/]")
