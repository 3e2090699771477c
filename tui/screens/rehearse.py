"""Rehearsing something hard to say: an invented counterpart, and nothing is kept anywhere."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from assistant.domain.rehearsing import Rehearsed
from assistant.errors import AssistantError
from tui.actions import Action
from tui.formatting import BOLD, FOCUS, QUIET
from tui.here import Here
from tui.screens.place import PlaceScreen
from tui.widgets.frame import Notice, TitleBar, WhoSees
from tui.widgets.reading import Reading
from tui.widgets.text_line import TextLine


def _speaks(screen: RehearseScreen) -> bool:
    return not screen.over


class RehearseScreen(PlaceScreen):
    """Three turns, then what worked. The words live in this object and go with it."""

    PLACE = "rehearse"
    TITLE_WORDS = "Rehearse"
    CSS_PATH: ClassVar = ["place.tcss", "rehearse.tcss"]
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("rehearse.speak", "t,e", "speak", "Go to the line that you speak in.", _speaks),
        Action("rehearse.again", "r", "from the start", "Forget all of it and begin anew."),
    )
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__()
        self.here = here
        self._said: list[str] = []
        self.over = False

    def compose_body(self) -> ComposeResult:
        yield Reading(id="spoken")
        # A plain field: what is typed here is not kept while it is typed, as it is elsewhere.
        yield TextLine("", id="speak", placeholder="say it in a sentence or two, Enter")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(f"Rehearse, without {self.here.partner}", self.here.who)
        self.start(self._open, "rehearse")
        self.refresh_keys()

    @property
    def keeps_nothing(self) -> bool:
        return True

    def say(self, words: str, *, kind: str = "said") -> None:
        """In row 21 alone: not even what was said about it is kept."""
        self.query_one(Notice).say(words, kind=kind)

    async def _open(self) -> None:
        assistant = self.here.assistant
        model = (await assistant.connection()).takes_part
        words = " Nothing is kept." if not model else " Nothing is kept; your model reads along."
        self.query_one(WhoSees).show(f"Who sees this: only you, now.{words}", "(only you)")
        await self._show(await assistant.rehearse(self.here.pairing_id or ""))
        self.query_one("#speak", Input).focus()

    async def _show(self, part: Rehearsed) -> None:
        spoken = self.query_one("#spoken", Reading)
        for turn in part.turns:
            if turn.invented:
                head = f"Invented, not {part.partner}'s words"
                await spoken.mount(_line(Content.styled(head, "$v-programme"), "head"))
            await spoken.mount(_line(Content(turn.text), "invented" if turn.invented else "coach"))
        if part.note:
            await spoken.mount(_line(Content.styled(part.note, QUIET), "coach"))
        self.over = part.over
        if part.over:
            ends = "That was it. Nothing of this was kept. r begins anew, Esc leaves."
            await spoken.mount(_line(Content.styled(ends, BOLD), "coach"))
            self.query_one("#speak", Input).disabled = True
            spoken.focus()
        self.call_after_refresh(spoken.scroll_end, animate=False)
        self.refresh_keys()

    @on(Input.Submitted, "#speak")
    def _spoken(self, event: Input.Submitted) -> None:
        event.stop()
        words = event.value.strip()
        if words and not any(w.group == "rehearse" and not w.is_finished for w in self.workers):
            event.input.value = ""
            self.start(partial(self._go_on, words), "rehearse")

    async def _go_on(self, words: str) -> None:
        spoken = self.query_one("#spoken", Reading)
        you = _line(Content.assemble(("You  ", f"bold {FOCUS}"), words), "you")
        await spoken.mount(you)
        try:
            with self.waiting("Inventing an answer ..."):
                heard = await self.here.assistant.rehearse(
                    self.here.pairing_id or "", [*self._said, words]
                )
        except AssistantError:
            await you.remove()
            self.query_one("#speak", Input).value = words
            raise
        self._said.append(words)
        await self._show(heard)

    def action_speak(self) -> None:
        self.query_one("#speak", Input).focus()

    def action_again(self) -> None:
        self.start(self._again, "rehearse")

    async def _again(self) -> None:
        self._said, self.over = [], False
        await self.query_one("#spoken", Reading).remove_children()
        field = self.query_one("#speak", Input)
        field.disabled, field.value = False, ""
        await self._open()

    def leave_text(self) -> None:
        self.query_one("#spoken", Reading).focus()


def _line(words: Content, kind: str) -> Static:
    return Static(words, classes=kind, markup=False)
