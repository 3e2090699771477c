"""Pair two people: names, what they do, and the one question that has to be asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import events
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.modals.fields import read_typed
from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.choice import Choice
from tui.widgets.text_line import TextLine


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people as their coordinator names them."""

    mentor: str
    mentee: str
    mentor_job: str
    mentee_job: str
    same_line: bool


class PairModal(FormModal[Pair]):
    """Enter in the last field pairs them; Esc keeps what was typed for the next time."""

    TITLE_WORDS = "Pair two people"
    DOES = "pair them"

    def __init__(self, *, typed: str, keep: Callable[[str], None], since: str = "") -> None:
        """``typed`` is what was being typed here before; ``keep`` keeps it."""
        super().__init__(since)
        self._typed, self._keep = read_typed(typed), keep

    def compose_fields(self) -> Iterable[Widget]:
        for ident, label, hint in (
            ("mentor", "Mentor", "the junior, who leads"),
            ("mentor-job", "  does", "may stay empty"),
            ("mentee", "Mentee", "the senior, who learns"),
            ("mentee-job", "  does", "may stay empty"),
        ):
            typed = self._typed.get(ident, "")
            field = TextLine(typed, id=ident, placeholder=hint, max_length=120)
            yield labelled(label, field)
        answers = (("no", "no"), ("yes", "yes"))
        asked = "Does one of them report to the other, directly or through others?"
        yield Static(asked, markup=False, classes="below")
        yield labelled("", Choice(answers, "no", id="line"))

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("F5", self.DOES, "do_it")
        yield PressWord("Tab", "next field", "app.focus_next")
        yield PressWord("Esc", "not now", "not_now")

    BINDINGS = [("f5", "do_it", "pair them")]  # noqa: RUF012

    def on_mount(self) -> None:
        self.query_one("#mentor", Input).focus()

    def on_input_changed(self) -> None:
        self.typing()

    def keep_now(self) -> None:
        said = self._said()
        self._keep(json.dumps(said, ensure_ascii=False) if any(said.values()) else "")

    def _said(self) -> dict[str, str]:
        return {field.id or "": field.value.strip() for field in self.query(Input).results(Input)}

    def on_input_submitted(self, event: events.Event) -> None:
        event.stop()
        # Enter goes on here; the form's own Enter would pair them at once.
        event.prevent_default()
        self.app.action_focus_next()

    def action_do_it(self) -> None:
        said = self._said()
        for ident in ("mentor", "mentee"):
            if not said[ident]:
                self.query_one(f"#{ident}").focus()
                self.say(f"The {ident}'s name is missing.")
                return
        self.taken()
        self.dismiss(
            Pair(
                said["mentor"],
                said["mentee"],
                said["mentor-job"],
                said["mentee-job"],
                self.query_one(Choice).taken == "yes",
            )
        )
