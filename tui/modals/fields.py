"""A few one-line fields, for a decision that needs no page of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.formatting import BOLD
from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.choice import Choice
from tui.widgets.text_line import TextLine


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what stands in it, and a hint while it is empty. With ``options`` one is taken."""

    id: str
    label: str
    value: str = ""
    hint: str = ""
    required: str = ""
    """What to say while it is empty; "" if it may be."""
    options: tuple[tuple[str, str], ...] = ()
    wrong: Callable[[str], str] = lambda _: ""
    """What to say of words that cannot be taken; "" if they can."""


class FieldsModal(FormModal[dict[str, str]]):
    """Enter goes to the next field, and from the last one does it. Esc keeps what was typed."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        does: str,
        says: str = "",
        typed: str = "",
        keep: Callable[[str], None] | None = None,
        since: str = "",
    ) -> None:
        """``typed`` is what was being typed here before; ``keep`` keeps it."""
        super().__init__(since)
        self._title, self._fields, self._does, self._says = title, fields, does, says
        self._typed = read_typed(typed)
        if keep is not None:
            self._keep = keep

    def on_mount(self) -> None:
        self.query_one(".head", Static).update(Content.styled(self._title, BOLD))
        self.query_one(f"#{self._fields[0].id}").focus()

    def compose_fields(self) -> Iterable[Widget]:
        for field in self._fields:
            if field.options:
                taken = self._typed.get(field.id, field.value) or field.options[0][0]
                yield labelled(field.label, Choice(field.options, taken, id=field.id))
            else:
                value = self._typed.get(field.id) or field.value
                line = TextLine(value, id=field.id, placeholder=field.hint)
                yield labelled(field.label, line)
        if self._says:
            yield Static(self._says, markup=False, classes="below")

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("Enter", self._does, "go_on")
        yield PressWord("F5", "at once", "do_it")
        yield PressWord("Esc", "not now", "not_now")

    BINDINGS = [("f5", "do_it", "do it"), ("enter", "go_on", "go on")]  # noqa: RUF012

    def on_input_changed(self) -> None:
        self.typing()

    def on_input_submitted(self, event: events.Event) -> None:
        event.stop()
        # Enter goes on here; the form's own Enter would do it at once.
        event.prevent_default()
        self.action_go_on()

    def action_go_on(self) -> None:
        ids = [field.id for field in self._fields]
        at = next((n for n, name in enumerate(ids) if self.query_one(f"#{name}").has_focus), -1)
        if 0 <= at < len(ids) - 1:
            self.query_one(f"#{ids[at + 1]}").focus()
        else:
            self.action_do_it()

    def _said(self) -> dict[str, str]:
        said = {}
        for field in self._fields:
            widget = self.query_one(f"#{field.id}")
            said[field.id] = (
                widget.taken if isinstance(widget, Choice) else getattr(widget, "value", "").strip()
            )
        return said

    def keep_now(self) -> None:
        said = self._said()
        same = all(said[field.id] == field.value for field in self._fields if not field.options)
        self._keep("" if same else json.dumps(said, ensure_ascii=False))

    def action_do_it(self) -> None:
        said = self._said()
        for field in self._fields:
            missing = field.required if not said[field.id] else ""
            if trouble := missing or field.wrong(said[field.id]):
                self.query_one(f"#{field.id}").focus()
                self.say(trouble)
                return
        self.taken()
        self.dismiss(said)


def read_typed(typed: str) -> dict[str, str]:
    """What ``keep_now`` wrote; empty for anything else."""
    try:
        found = json.loads(typed) if typed else {}
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
