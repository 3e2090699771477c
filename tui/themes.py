"""The two colour themes. Every pair of text and ground has a contrast of at least 5.2 to 1."""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = "viceversa-dark"
LIGHT = "viceversa-light"
CONTRAST = "viceversa-contrast"


def _theme(
    name: str, *, dark: bool, ground: str, band: str, text: str, selected: str, **roles: str
) -> Theme:
    """``roles``: quiet, focus, private, pair, programme, sealed, nearly, wrong, done."""
    return Theme(
        name=name,
        dark=dark,
        primary=roles["focus"],
        secondary=roles["pair"],
        accent=roles["focus"],
        warning=roles["nearly"],
        error=roles["wrong"],
        success=roles["done"],
        foreground=text,
        background=ground,
        surface=ground,
        panel=band,
        variables={
            **{f"v-{role}": colour for role, colour in roles.items()},
            "v-band": band,
            "v-text": text,
            "v-selected": selected,
            "block-cursor-background": selected,
            "block-cursor-foreground": text,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": selected,
            "block-cursor-blurred-foreground": text,
            "block-hover-background": band,
            "input-selection-background": f"{roles['focus']} 35%",
            "border": roles["focus"],
            "border-blurred": band,
            "scrollbar": f"{roles['quiet']} 40%",
            "scrollbar-hover": roles["focus"],
            "scrollbar-active": roles["focus"],
            "scrollbar-background": ground,
            "scrollbar-background-hover": ground,
            "scrollbar-background-active": ground,
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        ground="#15181d",
        band="#1e232b",
        text="#e3e6ea",
        selected="#2a3442",
        quiet="#a0a9b6",
        focus="#8ab4f8",
        private="#c3aef0",
        pair="#74c7b8",
        programme="#e3b27a",
        sealed="#e5a0bd",
        nearly="#f0c24b",
        wrong="#ff8f84",
        done="#93cf8e",
    ),
    _theme(
        LIGHT,
        dark=False,
        ground="#fbfaf7",
        band="#efece4",
        text="#22262c",
        selected="#e3e6f0",
        quiet="#565f6b",
        focus="#1f5fbf",
        private="#5b3fa8",
        pair="#0e6355",
        programme="#824607",
        sealed="#8f2858",
        nearly="#6e4e00",
        wrong="#a8231b",
        done="#28602a",
    ),
    # At least 7 to 1 on its ground, and the selection cannot be overlooked.
    _theme(
        CONTRAST,
        dark=True,
        ground="#000000",
        band="#141414",
        text="#ffffff",
        selected="#003a8c",
        quiet="#dcdcdc",
        focus="#ffe95c",
        private="#dcc4ff",
        pair="#6ff2df",
        programme="#ffc27d",
        sealed="#ffb3d9",
        nearly="#ffe000",
        wrong="#ffb0aa",
        done="#9dff9d",
    ),
)

DEFAULTS = THEMES[0].variables
"""What the roles are in a theme that is not ours."""


def theme_for(name: str) -> str:
    """The theme of that name; without one, light where the terminal says that its ground is."""
    ours = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
    if name:
        return ours.get(name, name)
    # COLORFGBG is "15;0" on a dark ground; 7 and 15 are the light grounds.
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK
