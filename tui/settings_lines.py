"""The settings as lines: what is chosen, and what it does in words for the selected one."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import BOLD, QUIET, fit, marked, one_line, stacked, wrapped
from tui.widgets.rows import Draw, Row, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.preferences import Preferences

LANGUAGES = {
    "en": "English",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
}
"""Those to choose from; a settings file may name another by its code."""
THEMES = {"": "as the terminal", "dark": "dark", "light": "light", "contrast": "high contrast"}
PLACE = "place "
"""Ids of rows that say where something is kept begin with it."""
_LABEL = 26
_DOES = {
    "theme": "Enter turns through dark, light, high contrast, and whatever the terminal has.",
    "motion": "Paragraphs stand still while they are read; words move as they arrive.",
    "notices": "A session, your own promise, the last day of a feedback round: one sentence, "
    "once. Home shows it either way.",
    "clock": "While a session runs: the time left, and the minutes of each line. h on the page "
    "changes it for one session.",
    "connect": "Connect one, try it, or let it go.",
    "kept": "Until when, who reads it; erase what is yours, with a receipt. X goes there too.",
    "engine": "By rules every document is whole at once. A connected model then words it better, "
    "within the same sources. Set aside, it stays connected and is sent nothing unasked.",
    "names": "A model then reads PERSON1 in place of a name; the names are put back in what it "
    "answers. Only names that are known here can be replaced.",
    "language": "What a model answers in. What the rules write is English.",
    "embedder": "With meaning, a question finds words that it does not use. By words alone is "
    "quicker and takes less memory. A model in a folder or at an address will do as well.",
}


def motion_words(motion: bool) -> str:
    return "word by word" if motion else "paragraph by paragraph"


def notices_words(notices: bool) -> str:
    return "said once, when it does" if notices else "on Home alone"


def clock_words(clock: bool) -> str:
    return "shown" if clock else "hidden; h shows it"


def engine_words(engine: str) -> str:
    return "rules, then a connected model" if engine == "auto" else "rules alone"


def names_words(replaced: bool) -> str:
    return "replaced by stand-ins" if replaced else "sent as they are"


def finding_words(embedder: str) -> str:
    known = {"bundled": "words and meaning", "none": "words alone"}
    return known.get(embedder, f"words and meaning: {embedder}")


def settings_rows(found: Preferences) -> list[Row]:
    """Every setting, then where things are kept."""
    keys = f"{found.keys_file}   (viceversa keys --write makes it)"
    kept = (
        ("All that you write", found.store),
        ("What search needs", found.index),
        ("These settings", found.settings_file),
        ("Keys of your own", keys),
        ("Logs, without words", found.logs),
    )
    return [
        text_row(),
        heading_row("The screen"),
        _row("theme", "Colours", THEMES.get(found.theme, found.theme)),
        _row("motion", "Answers arrive", motion_words(found.motion)),
        _row("notices", "What falls due is", notices_words(found.notices)),
        _row("clock", "The clock of a session", clock_words(found.clock)),
        text_row(),
        heading_row("What helps"),
        _row("connect", "Language model", found.model or "none; nothing needs one"),
        _row("engine", "Drafts are made by", engine_words(found.engine)),
        _row("names", "Names to a model are", names_words(found.names_replaced)),
        _row("language", "A model answers in", LANGUAGES.get(found.language, found.language)),
        _row("embedder", "Passages are found by", finding_words(found.embedder)),
        text_row(),
        heading_row("Where things are kept"),
        _row("kept", "What is kept about you", "see, and erase"),
        *(Row(PLACE + label, partial(_where, label, place)) for label, place in kept if place),
    ]


def _row(name: str, label: str, words: str) -> Row:
    return Row(name, _drawn(label, words, _DOES[name]))


def _drawn(label: str, words: str, does: str) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        text = Content.styled(one_line(words), BOLD if lit else "")
        lines = [Content.assemble(fit(label, _LABEL, QUIET), text)]
        lines += wrapped(does, width - 4, indent=2, style=QUIET) if lit else []
        return marked(stacked(lines), lit, width)

    return draw


def _where(label: str, place: str, width: int, lit: bool) -> Content:
    home = str(Path.home())
    near = f"~{place[len(home) :]}" if place.startswith(f"{home}{os.sep}") else place
    lines = wrapped(near, width - 4, indent=_LABEL)
    first = Content.assemble(fit(label, _LABEL, QUIET), lines[0][_LABEL:])
    return marked(stacked([first, *lines[1:]]), lit, width)
