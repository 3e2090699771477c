"""The last wall before the terminal."""

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from tui.line_filter import HarmlessLines, harmless

BLACK = Color.parse("black")
STEERING = [
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    *"\u200b\u2060\ufeff\u2028\u2029\ufff9\U000e0041",
    "\ud800",
]


@pytest.mark.parametrize("letter", STEERING, ids=lambda letter: f"{ord(letter):04x}")
def test_no_steering_character_is_drawn(letter):
    assert letter not in harmless(f"a{letter}b")


@pytest.mark.parametrize("letter", STEERING, ids=lambda letter: f"{ord(letter):04x}")
def test_what_takes_its_place_is_as_wide(letter):
    assert cell_len(harmless(letter)) == cell_len(letter)


ORDINARY = (
    *("plain", "naïve café", "日本語", "e\u0301", "[b]not bold[/b]", "“quoted”"),
    *("\U0001f469\u200d\U0001f467", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_people_write_stays_as_it_is(text):
    assert harmless(text) == text


def test_links_and_control_segments_are_dropped_and_colours_stay():
    style = Style(bold=True, link="https://example.org/\x1b]52;c;eA==\x07")
    drawn = HarmlessLines().apply([Segment("a\x1b]0;title\x07b", style, None)], BLACK)
    assert [segment.text for segment in drawn] == ["a]0;titleb"]
    assert drawn[0].style.link is None
    assert drawn[0].style.bold
