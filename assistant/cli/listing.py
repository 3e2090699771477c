"""The list of commands, by what one comes to do."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

SECTIONS = {
    "Begin": "demo start join pair invite what-it-is boundaries readiness agreement",
    "Before a session": "home agenda brief read-first questions ask search rehearse plan",
    "The session and after it": "run import reflect commitments promise feedback mark summary page",
    "The two of you": "pairings sessions journey goals about talk impact handbook close export",
    "The programme": "people milestones asks guidance contribute contributions consent rate call",
    "Your copy of Viceversa": "settings connect doctor index keys kept written check",
}
"""Each command in one section; one that is in none comes under "More"."""


class ByPurpose(TyperGroup):
    """Writes the commands of a group in sections, each with its whole first sentence."""

    # Typer has click's classes in a private module of its own.
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        names = [name for name in self.list_commands(ctx) if not self.commands[name].hidden]
        sections = {
            title: [n for n in listed.split() if n in names] for title, listed in SECTIONS.items()
        }
        listed = {name for section in sections.values() for name in section}
        sections["More"] = [name for name in names if name not in listed]
        for title, section in sections.items():
            if section:
                _write(self, title, section, formatter)


class Whole(TyperGroup):
    """A group inside the program: its commands, each with its whole first sentence."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        _write(self, "Commands", self.list_commands(ctx), formatter)


def _write(group: TyperGroup, title: str, names: list[str], formatter: Any) -> None:
    with formatter.section(title):
        formatter.write_dl([(n, _sentence(group.commands[n])) for n in names], col_max=16)


def _sentence(command: Any) -> str:
    """The first sentence of what a command is for, whole: a cut one says nothing when heard."""
    first, dot, _ = " ".join((command.help or "").split()).partition(". ")
    return first + "." * bool(dot)
