"""The questions box: park what you wonder about, find out, or ask it when you like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, QUIET, badge, marked, one_line, row, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.rows import Draw, Row, Rows, heading_row, text_row

if TYPE_CHECKING:
    from assistant.domain.pair_views import QuestionHelp, QuestionView

_EMPTY = "Nothing is parked. i puts a question into the box; nobody but you reads it there."
_BOX = "No question is a stupid question. Here it waits, until you find out or ask it."


def _own(screen: QuestionsScreen) -> bool:
    return screen.question is not None and screen.question.mine


class QuestionsScreen(TakingAlong, BesideScreen):
    """Enter looks for an answer in the guidance; v shows what the partner would read."""

    PLACE = "questions"
    TITLE_WORDS = "Questions box"
    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "agenda.tcss"]
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("questions.open", "enter", "find out", "Look for an answer in the guidance.", _own),
        Action("questions.park", "i,b", "park one", "A question, as it comes; yours alone."),
        Action("questions.put", "v", "ask it", "Let your partner read it, or take it back.", _own),
        Action("questions.answered", "a,space", "answered", "Answered, or open again.", _own),
        Action("questions.edit", "e", "reword", "Other words for it.", _own),
        Action("questions.export", "x", "save", "Save or copy the whole box.", in_line=False),
        Action("questions.drop", "d", "erase", "Erase it, also from search.", _own, in_line=False),
    )
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._shown: dict[str, QuestionView] = {}
        self._help: QuestionHelp | None = None

    def compose_body(self) -> ComposeResult:
        yield Rows(id="questions")
        yield Static(Content(""), id="cited", markup=False)

    def on_mount(self) -> None:
        self.query_one("#questions", Rows).focus()
        self.start(self._load, "questions")

    def exportable(self) -> Sequence[Exportable]:
        return [("the questions box", "questions", self.here.pairing_id or "")]

    def where(self) -> str:
        return f"Questions box, with {self.here.partner}"

    async def _load(self, select: str = "") -> None:
        found = await self.here.assistant.questions(self.here.pairing_id or "")
        self._shown = {question.id: question for question in found}
        rows = [Row("", lambda w, _l: stacked(wrapped(_BOX, w - 4, indent=2, style=QUIET)))]
        for title, group in (
            ("Parked", [q for q in found if q.mine and not q.answered]),
            (f"{self.here.partner} asks", [q for q in found if not q.mine]),
            ("Answered", [q for q in found if q.mine and q.answered]),
        ):
            if group:
                rows += [text_row(), heading_row(title)]
                rows += [Row(question.id, _drawn(question)) for question in group]
        if not found:
            rows += [text_row(), Row("", lambda w, _l: stacked(wrapped(_EMPTY, w - 4, indent=2)))]
        self.query_one("#questions", Rows).show(rows, select=select)
        await self._audience()
        self.refresh_keys()

    @property
    def question(self) -> QuestionView | None:
        """The selected one."""
        return self._shown.get(self.query_one("#questions", Rows).lit) if self.is_mounted else None

    async def _audience(self) -> None:
        asked = self.question is not None and self.question.asked
        await self.show_audience(Visibility.PAIR if asked else Visibility.PRIVATE)

    def selection_moved(self) -> None:
        self._help = None
        self.query_one("#cited", Static).update(Content(""))
        self.start(self._audience, "audience")
        self.refresh_keys()

    # --- finding out -------------------------------------------------------------------------

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        if self.question is not None and self.question.mine:
            self.start(partial(self._find_out, self.question.id), "find")

    async def _find_out(self, question: str) -> None:
        with self.waiting("Looking in the guidance ..."):
            self._help = await self.here.assistant.help_with_question(question)
        found = self._help.passages
        if found:
            hit = found[0]
            # What answers nothing is marked as an answer nowhere.
            span = (hit.passage.start, hit.passage.end) if self._help.seems_answered else (-1, -1)
            self.show_text(hit.source, span)
            self.show_page("source")
        self.query_one("#cited", Static).update(stacked(_offers(self._help)))
        told = "Guidance on it is beside it; n shows the next."
        if not self._help.seems_answered:
            near = " What comes nearest is beside it." if found else ""
            told = f"Nothing in the guidance seems to answer it.{near} It may be one to ask: v."
        self.say(told)

    def action_next(self) -> None:
        """The next passage of guidance."""
        if self._help is None or not self._help.passages:
            return
        first, *rest = self._help.passages
        self._help = self._help.model_copy(update={"passages": (*rest, first)})
        hit = self._help.passages[0]
        self.show_text(hit.source, (hit.passage.start, hit.passage.end))
        self.show_page("source")

    # --- parking, asking, answering ----------------------------------------------------------

    def action_park(self) -> None:
        self.start(partial(self._word, None), "modal")

    def action_edit(self) -> None:
        self.start(partial(self._word, self.question), "modal")

    async def _word(self, question: QuestionView | None) -> None:
        kept = await self.kept_field(f"question-{question.id if question else 'new'}")
        words = question.text if question else ""
        field = Field("text", "Question", words, required="A question needs words.")
        says = "As it comes. Nobody but you reads it, until you ask it."
        title = "Reword it" if question else "Park a question"
        modal = FieldsModal(title, (field,), does="keep", says=says, **kept)
        said = await self.app.push_screen_wait(modal)
        if said is None:
            return
        assistant = self.here.assistant
        if question is None:
            kept_one = await assistant.park_question(self.here.pairing_id or "", said["text"])
        else:
            kept_one = await assistant.reword_question(question.id, said["text"])
        await self._load(select=kept_one.id)
        self.say("Parked, only for you." if question is None else "Reworded.")

    def action_put(self) -> None:
        if self.question is not None:
            self.start(partial(self._ask, self.question), "modal")

    async def _ask(self, question: QuestionView) -> None:
        partner = self.here.partner
        if not question.asked:
            page = stacked(wrapped(question.text, PAGE_WIDTH))
            below = (
                f"{partner} can read it at once and be ready for it; the next agenda may take it "
                "up. Your other questions stay yours. You can take it back."
            )
            preview = SharePreview(f"What {partner} will see", page, below, "ask it", "not now")
            if not await self.app.push_screen_wait(preview):
                return
        await self.here.assistant.ask_question(question.id, asked=not question.asked)
        await self._load(select=question.id)
        self.say(
            "Taken back. It may have been read." if question.asked else f"{partner} can read it."
        )

    def action_answered(self) -> None:
        if self.question is not None:
            self.start(partial(self._answered, self.question), "modal")

    async def _answered(self, question: QuestionView) -> None:
        answer = ""
        if not question.answered:
            kept = await self.kept_field(f"answer-{question.id}")
            field = Field("answer", "Answer", question.answer, "what you found out; may stay empty")
            modal = FieldsModal(question.text, (field,), does="answered", **kept)
            said = await self.app.push_screen_wait(modal)
            if said is None:
                return
            answer = said["answer"]
        done = not question.answered
        await self.here.assistant.question_answered(question.id, answer, done=done)
        await self._load(select=question.id)
        self.say("Answered, and kept." if done else "Open again.")

    def action_drop(self) -> None:
        if self.question is not None:
            self.start(partial(self._drop, self.question), "modal")

    async def _drop(self, question: QuestionView) -> None:
        page = stacked(wrapped(question.text, PAGE_WIDTH))
        below = "It is erased here and from search."
        preview = SharePreview("Erase this question?", page, below, "erase it", "leave it")
        if await self.app.push_screen_wait(preview):
            await self.here.assistant.remove_question(question.id)
            await self._load()
            self.say("Erased, also from search.")


def _offers(helped: QuestionHelp) -> list[Content]:
    """How it could be asked openly, where it is not."""
    if not helped.remarks:
        return [Content.styled("  It is open as it stands.", QUIET)]
    lines = wrapped(" ".join(helped.remarks), 74, indent=2, style=QUIET)
    for form in helped.open_forms[:1]:
        lines += wrapped(f"Or ask: {form}", 74, indent=2)
    return lines


def _drawn(question: QuestionView) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        lines = wrapped(one_line(question.text), width - 18, style=BOLD if lit else "")
        end = badge("pair" if question.asked else "private")
        drawn = [row(lines[0], end, width - 4), *lines[1:]]
        if question.answer and (lit or question.answered):
            drawn += wrapped(one_line(question.answer), width - 18, indent=2, style=QUIET)
        return marked(stacked(drawn), lit, width)

    return draw
