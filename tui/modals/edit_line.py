"""Change one line of an agenda, or write a new one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.modals.form import FormModal, PressWord, labelled
from tui.widgets.choice import Choice
from tui.widgets.text_line import TextLine
from tui.widgets.writing import Writing

if TYPE_CHECKING:
    from assistant.domain.drafts import Lead
    from tui.agenda_lines import Names


@dataclass(frozen=True, slots=True)
class LineWords:
    """What a person typed about a line."""

    topic: str
    minutes: int
    lead: Lead
    goal: str = ""
    prompts: tuple[str, ...] = ()


class EditLineModal(FormModal[LineWords]):
    """Enter keeps, Esc closes; what was typed stays until it is kept or put back."""

    TITLE_WORDS = "Edit agenda line"
    DOES = "keep"
    new: ClassVar[bool] = False

    def __init__(
        self,
        words: LineWords,
        *,
        names: Names,
        total: int,
        sources: str,
        typed: str,
        keep: Callable[[str], None],
        since: str = "",
    ) -> None:
        """``typed`` is what was being typed here before, "" if nothing; ``keep`` keeps it."""
        super().__init__()
        self._words, self._names, self._total = words, names, total
        self._sources, self._keep = sources, keep
        self._typed, self._typed_at = _read(typed), since

    def compose_fields(self) -> Iterable[Widget]:
        shown = self._typed or self._words
        leads = [("mentor", self._names.mentor), ("mentee", self._names.mentee), ("both", "both")]
        rest = self._total - self._words.minutes
        yield labelled("Topic", TextLine(shown.topic, id="topic", max_length=200))
        used = "" if self.new else f"{rest} used by other lines, total {self._total}"
        minutes = Input(
            str(shown.minutes), id="minutes", compact=True, type="integer", max_length=3
        )
        yield labelled("Minutes", minutes, used)
        yield labelled("Leads", Choice(leads, shown.lead, id="lead"))
        yield labelled("Goal", TextLine(shown.goal, id="goal", max_length=300))
        area = Writing("\n".join(shown.prompts), id="prompts", compact=True, soft_wrap=True)
        yield labelled("Ask", area)
        if self._sources:
            yield labelled("Sources", Static(self._sources, markup=False, classes="held"))

    def compose_foot(self) -> Iterable[Widget]:
        yield PressWord("F5", "keep", "do_it")
        yield PressWord("Tab", "next field", "app.focus_next")
        yield PressWord("Esc", "close", "not_now")
        yield PressWord("F3", "put back", "put_back")

    BINDINGS: ClassVar = [("f3", "put_back", "put back"), ("f5", "do_it", "keep")]

    def on_mount(self) -> None:
        if self._typed is not None and self._typed != self._words:
            typed = f"Restored from {self._typed_at}: what" if self._typed_at else "What"
            self.say(f"{typed} you were typing is here. F3 puts the line back.")
        prompts = self.query_one("#prompts", TextArea)
        self.call_after_refresh(prompts.move_cursor, prompts.document.end)
        self.query_one("#topic", Input).focus()

    def on_input_changed(self) -> None:
        self.typing()

    def on_text_area_changed(self) -> None:
        self.typing()

    def keep_now(self) -> None:
        typed = self._read_fields()
        self._keep("" if typed == self._words else _write(typed))

    def _read_fields(self) -> LineWords:
        minutes = self.query_one("#minutes", Input).value
        prompts = self.query_one("#prompts", TextArea).text.splitlines()
        return LineWords(
            topic=self.query_one("#topic", Input).value.strip(),
            minutes=int(minutes) if minutes.isdecimal() else 0,
            lead=self.query_one(Choice).taken,  # type: ignore[arg-type]
            goal=self.query_one("#goal", Input).value.strip(),
            prompts=tuple(prompt.strip() for prompt in prompts if prompt.strip()),
        )

    def action_do_it(self) -> None:
        typed = self._read_fields()
        if not typed.topic:
            self.say("A line needs a topic.")
        elif not 1 <= typed.minutes <= self._total:
            self.say(f"Minutes are a number from 1 to {self._total}.")
        else:
            self.taken()
            self.dismiss(typed)

    def action_put_back(self) -> None:
        self._keep("")
        self.query_one("#topic", Input).value = self._words.topic
        self.query_one("#minutes", Input).value = str(self._words.minutes)
        self.query_one("#goal", Input).value = self._words.goal
        self.query_one("#prompts", TextArea).text = "\n".join(self._words.prompts)
        self.query_one(Choice).take(self._words.lead)
        self.say("")


class NewLineModal(EditLineModal):
    """The same fields, empty, for a line of one's own."""

    TITLE_WORDS = "New agenda line"
    new = True


def _write(words: LineWords) -> str:
    return json.dumps(
        [words.topic, words.minutes, words.lead, words.goal, list(words.prompts)],
        ensure_ascii=False,
    )


def _read(typed: str) -> LineWords | None:
    """What ``_write`` wrote; None for anything else."""
    if not typed:
        return None
    try:
        topic, minutes, lead, goal, prompts = json.loads(typed)
        return LineWords(str(topic), int(minutes), lead, str(goal), tuple(map(str, prompts)))
    except (ValueError, TypeError):
        return None
