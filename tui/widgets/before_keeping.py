"""Before a reflection is kept: energy, and who may read each answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.domain.visibility import Visibility
from tui.formatting import BOLD, QUIET, one_line, stacked
from tui.modals.form import labelled
from tui.widgets.choice import Choice

ENERGY = "energy"
_READER = "reader-"


class BeforeKeeping(Vertical):
    """Given the answers and the partner's name; knows what was chosen for each."""

    def __init__(self, answers: Sequence[str], partner: str, closing: Sequence[str]) -> None:
        """``closing`` are further sentences of the page, such as whom to turn to."""
        super().__init__(id="keeping")
        self._answers = list(answers)
        self._partner = partner
        self._told = list(closing)

    def compose(self) -> ComposeResult:
        ratings = [("", "skip"), ("1", "1 drained"), ("2", "2"), ("3", "3"), ("4", "4")]
        readers = [("private", "only you"), ("pair", f"{self._partner} too")]
        yield Static(Content.styled("Before you keep it", BOLD), markup=False)
        yield labelled("Energy", Choice([*ratings, ("5", "5 full")], "", id=ENERGY))
        told = [Content.styled(words, QUIET) for words in self._told]
        yield Static(stacked(told), classes="told", markup=False)
        for place, answer in enumerate(self._answers):
            if answer:
                words = Static(Content(one_line(answer)), classes="label-wide", markup=False)
                choice = Choice(readers, "private", id=f"{_READER}{place}")
                yield Horizontal(words, choice, classes="field")

    def on_mount(self) -> None:
        self.query_one(f"#{ENERGY}", Choice).focus()

    @property
    def energy(self) -> int | None:
        """1 to 5, None where it was skipped."""
        taken = self.query_one(f"#{ENERGY}", Choice).taken
        return int(taken) if taken else None

    def reader_of(self, place: int) -> Visibility:
        """Who may read the answer at a place, from 0."""
        found = self.query(f"#{_READER}{place}").results(Choice)
        choice = next(iter(found), None)
        return Visibility(choice.taken) if choice is not None else Visibility.PRIVATE

    def rate(self, value: str) -> None:
        """Take an energy by its number."""
        self.query_one(f"#{ENERGY}", Choice).take(value)
