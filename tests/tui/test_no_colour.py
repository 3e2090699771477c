"""NO_COLOR: words, bold, underline and reverse carry everything."""

import pytest


def styles(v):
    """The styles of all that is drawn, as the terminal would get it."""
    screen = v.app.screen
    for strip in screen._compositor.render_strips():
        drawn = list(strip)
        for line_filter in v.app.get_line_filters():
            drawn = line_filter.apply(drawn, screen.background_colors[1])
        yield from ((segment.text, segment.style) for segment in drawn if segment.style)


@pytest.mark.parametrize("theme", ["viceversa-dark", "viceversa-light"])
async def test_without_colour_the_selection_is_reversed_and_keys_are_underlined(
    visit, monkeypatch, theme
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with visit(theme=theme) as v:
        await v.home()
        drawn = list(styles(v))
        coloured = [text for text, style in drawn if style.color or style.bgcolor]
        assert coloured == []
        reversed_words = "".join(text for text, style in drawn if style.reverse)
        assert "Prepare session 4 with Martin" in reversed_words
        assert "Tell Martin" not in reversed_words
        assert any(text == "Enter" and style.underline and style.bold for text, style in drawn)
        await v.press("t")
        await v.type("wh")
        await v.sees("wh")
        assert any(style.reverse for text, style in styles(v) if text == " "), "the cursor shows"
