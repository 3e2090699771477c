"""Questions one below the other: the one that is being answered is open, the others are short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from tui.formatting import BOLD, FOCUS, QUIET, SUGGESTION, one_line, stacked
from tui.widgets.kept import KEEP_AFTER
from tui.widgets.writing import Writing

if TYPE_CHECKING:
    from assistant.domain.documents import Line
    from assistant.domain.drafts import Citation


@dataclass
class AnswerTyped(Message):
    """Something in an answer changed; all answers are kept together."""


@dataclass
class AnswerFinished(Message):
    """Tab in an answer: what comes next is wanted."""

    box: QuestionBox


class AnswerArea(Writing):
    """The words of one answer. Tab goes on, Shift+Tab goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "go_on", show=False)]
    is_kept: ClassVar[bool] = True

    def __init__(self, text: str = "") -> None:
        super().__init__(text, tab_behavior="focus", soft_wrap=True, compact=True)
        self._waiting: Timer | None = None

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)  # whoever comes back goes on writing

    def on_text_area_changed(self) -> None:
        if self._waiting is None:
            self._waiting = self.set_timer(KEEP_AFTER, self._tell)

    def _tell(self) -> None:
        self._waiting = None
        self.post_message(AnswerTyped())

    def action_go_on(self) -> None:
        if isinstance(self.parent, QuestionBox):
            self.post_message(AnswerFinished(self.parent))


class QuestionBox(Vertical):
    """One question with what it grew from, and the field for its answer.

    ``numbers`` are those of the page's sources; a quotation of an answer just given has none.
    """

    def __init__(
        self, line: Line, numbers: Mapping[tuple[str, str], int], answer: str = ""
    ) -> None:
        super().__init__(classes="question")
        self.line = line
        self._numbers = numbers
        self._answer = answer

    def compose(self) -> ComposeResult:
        yield Static(_grown(self.line, self._numbers), classes="grown", markup=False)
        yield Static(_asked(self.line), classes="asked", markup=False)
        yield AnswerArea(self._answer)

    def on_descendant_focus(self) -> None:
        self.add_class("-open")
        self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_blur(self) -> None:
        self.remove_class("-open")

    @property
    def area(self) -> AnswerArea:
        return self.query_one(AnswerArea)

    @property
    def answer(self) -> str:
        """What is written, without the blanks around it."""
        return self.area.text.strip() if self.is_mounted else self._answer

    def reword(self, line: Line, numbers: Mapping[tuple[str, str], int]) -> None:
        """Another question in this place; its answer stays."""
        self.line, self._numbers = line, numbers
        self.query_one(".grown", Static).update(_grown(line, numbers))
        self.query_one(".asked", Static).update(_asked(line))


class QuestionStack(VerticalScroll):
    """Given boxes one by one; says ``AnswerTyped`` and ``AnswerFinished``."""

    can_focus = False

    @property
    def boxes(self) -> list[QuestionBox]:
        return list(self.query(QuestionBox).results(QuestionBox))

    @property
    def answers(self) -> list[str]:
        """What is written in each, in order."""
        return [box.answer for box in self.boxes]

    async def add(self, box: QuestionBox, *, focus: bool = True) -> None:
        await self.mount(box)
        if focus:
            box.area.focus()
            self.call_after_refresh(self.scroll_end, animate=False)


def _grown(line: Line, numbers: Mapping[tuple[str, str], int]) -> Content:
    """The quotation that a question grew from, with the number that opens its source."""
    return stacked(_quoted(citation, numbers) for citation in line.citations)


def _quoted(citation: Citation, numbers: Mapping[tuple[str, str], int]) -> Content:
    lead_in = citation.lead_in or f"{citation.label}:"
    number = numbers.get((citation.source, citation.quote))
    mark = f" [{number}]" if number else ""
    quote = f"\u201c{one_line(citation.quote)}\u201d"
    return Content.assemble((f"{one_line(lead_in)} ", QUIET), quote, (mark, FOCUS))


def _asked(line: Line) -> Content:
    lead = f"{one_line(line.lead)}  " if line.lead else ""
    label = "  suggestion" if line.suggestion else ""
    after = f"  {one_line(line.after)}" if line.after else ""
    return Content.assemble(
        (lead, QUIET), (one_line(line.text), BOLD), (label, SUGGESTION), (after, QUIET)
    )
