"""Feedback while it is written: part by part, several points, every word kept as it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.domain.documents import Line
from assistant.domain.feedback_typing import PARTS, as_typed, typing_place
from assistant.domain.reflections import FeedbackLine
from tui.formatting import QUIET, one_line, stacked
from tui.here import Here
from tui.screens.beside import BesideScreen
from tui.widgets.question_stack import AnswerFinished, AnswerTyped, QuestionBox, QuestionStack
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from assistant.domain.views import FeedbackView, Wording

_QUESTIONS = {
    "situation": ("Situation", "Which moment is it?"),
    "behaviour": ("Behaviour", "What did you see or hear? No guesses about reasons."),
    "impact": ("Impact", "What did it do for you?"),
    "intent": ("Intent", "What would you like to ask? It may stay empty."),
}


class WritingScreen(BesideScreen):
    """Asks part by part; says how a verdict could be told as something that was done."""

    FIRST_PAGE = "who"
    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "feedback.tcss"]

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: FeedbackView | None = None
        self.writing = False
        self._whole = False
        """Whether all points stand in the form: what stands in half of one replaces nothing."""
        self.hints: list[Wording] = []

    def compose_body(self) -> ComposeResult:
        yield Static(Content(""), id="about", markup=False)
        yield QuestionStack(id="stack")
        yield Static(Content(""), id="wording", markup=False)
        yield Rows(id="points")

    @property
    def stack(self) -> QuestionStack:
        return self.query_one(QuestionStack)

    @property
    def place(self) -> str:
        return typing_place(self.here.pairing_id or "", self.view.round if self.view else 0)

    async def write(self, points: list[FeedbackLine]) -> None:
        """Open the form with these points in it."""
        assert self.view is not None
        self.writing, self._whole = True, False
        self.add_class("-writing")
        self.query_one("#points", Rows).show([])
        self.about(self.view.says, "Tab goes on. After the intent another moment may follow.")
        await self.stack.remove_children()
        for point in points or [FeedbackLine(id="l1")]:
            await self._ask(point)
        self._whole = True
        self.stack.boxes[0 if not points else -len(PARTS)].area.focus()
        self.refresh_keys()

    async def _ask(self, point: FeedbackLine) -> None:
        """The four parts of one more point."""
        number = len(self.stack.boxes) // len(PARTS) + 1
        for part in PARTS:
            lead, question = _QUESTIONS[part]
            line = Line(kind="question", lead=f"{number} {lead}", text=question)
            await self.stack.add(QuestionBox(line, {}, getattr(point, part)), focus=False)

    @property
    def points(self) -> list[FeedbackLine]:
        """What is written, point by point; empty points are left out."""
        said = self.stack.answers
        said = said[: len(said) - len(said) % len(PARTS)]  # the next point may be on its way
        found = [
            FeedbackLine(id=f"l{n}", **dict(zip(PARTS, said[n : n + len(PARTS)], strict=True)))
            for n in range(0, len(said), len(PARTS))
        ]
        return [point for point in found if point.parts]

    @on(AnswerTyped)
    def _typed(self, event: AnswerTyped) -> None:
        event.stop()
        self._keep_typed()

    @on(AnswerFinished)
    def _finished(self, event: AnswerFinished) -> None:
        event.stop()
        self._keep_typed()
        self.start(partial(self._go_on, event.box), "ask")

    async def _go_on(self, box: QuestionBox) -> None:
        boxes = self.stack.boxes
        after = boxes.index(box) + 1
        self.hints = await self.here.assistant.feedback_wording(self.points)
        self.show_wording()
        if after == len(boxes):
            await self._ask(FeedbackLine(id="next"))
        self.stack.boxes[after].area.focus()
        self.refresh_keys()

    def show_wording(self) -> None:
        """The newest line that sounds like a verdict, with another way to say it."""
        said = Content("")
        if self.hints:
            hint = self.hints[-1]
            words = f"Wording: {one_line(hint.before)} Try: {one_line(hint.after)}"
            said = Content.styled(words, QUIET)
        wording = self.query_one("#wording", Static)
        wording.update(said)
        wording.display = bool(self.hints)

    def action_use(self) -> None:
        """Put the offered wording in the place of the line that it is for."""
        if self.hints:
            hint = self.hints[-1]
            position = (hint.point - 1) * len(PARTS) + PARTS.index(hint.part)
            area = self.stack.boxes[position].area
            area.text = hint.after
            area.move_cursor(area.document.end)
            area.focus()
            self.say(" ".join(hint.asks) or "Put in. Change it until it is yours.")
            self.hints = []
            self.show_wording()

    def about(self, *said: str) -> None:
        """Which round it is, and what there is to know about it."""
        assert self.view is not None
        head = f"Round {self.view.round}"
        lines = [Content(head), *(Content.styled(words, QUIET) for words in said)]
        self.query_one("#about", Static).update(stacked(lines))

    def _keep_typed(self) -> None:
        if self.writing and self._whole:
            self._unkept[self.place] = as_typed(self.points) if self.points else ""
            self.start(self._keep_all, "keep", exclusive=False)

    async def flush(self) -> None:
        self._keep_typed()
        await super().flush()
