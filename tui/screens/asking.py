"""Questions in hand: put one by one, and every answer kept while it is typed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from assistant.domain.amounts import counted
from assistant.domain.documents import Line
from assistant.domain.reflecting import answers_place
from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import AssistantError
from assistant.exchange.answer_files import read_answers, write_answers
from tui.formatting import QUIET, stacked
from tui.here import Here
from tui.screens.beside import BesideScreen
from tui.widgets.before_keeping import BeforeKeeping
from tui.widgets.frame import TitleBar
from tui.widgets.question_stack import AnswerFinished, AnswerTyped, QuestionBox, QuestionStack

if TYPE_CHECKING:
    from assistant.domain.documents import PageDraft
    from assistant.domain.drafts import Citation

MODELS = ("driscoll", "gibbs", "kolb", "rolfe", "grow")
When = Literal["before", "after"]


class AskingScreen(BesideScreen):
    """Asks, listens, asks what follows. Esc loses nothing; coming back goes on where it was."""

    FIRST_PAGE = "who"
    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "reflect.tcss"]

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.draft: PageDraft | None = None
        self._whole = False
        """Whether all kept answers stand here: some of them replace none."""
        self.minutes, self.model = 3, MODELS[0]
        self.number, self.when = session_of(here)

    def compose_body(self) -> ComposeResult:
        yield Static(Content(""), id="about", markup=False)
        yield QuestionStack(id="stack")

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Ask anew, from what was kept for the session and the way that are chosen."""
        self._whole = False
        self.start(self._begin, "begin")

    def where(self) -> str:
        looking = "looking back" if self.when == "after" else "looking ahead"
        return f"Session {self.number} with {self.here.partner}, {looking}"

    @property
    def stack(self) -> QuestionStack:
        return self.query_one(QuestionStack)

    @property
    def keeping(self) -> BeforeKeeping | None:
        """What stands below the last question, once all were asked."""
        return next(iter(self.query(BeforeKeeping).results(BeforeKeeping)), None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.draft.page.citations if self.draft is not None else ()

    # --- asking ------------------------------------------------------------------------------

    async def _begin(self) -> None:
        await self.show_audience(Visibility.PRIVATE)
        with self.waiting("Looking for questions in your own words ..."):
            self.draft = await self.here.assistant.suggest_questions(
                self.here.pairing_id or "",
                self.number,
                model=self.model,
                minutes=self.minutes,
                when=self.when,
            )
        self.query_one(TitleBar).show(self.where(), self.here.who)
        page = self.draft.page
        facts = Content("   ").join([Content(fact) for fact in page.facts])
        about = [facts, Content.styled("Short is fine, skip anything. Tab goes on.", QUIET)]
        if page.thin_ground:
            about.append(Content.styled(page.thin_ground, QUIET))
        self.query_one("#about", Static).update(stacked(about))
        await self.stack.remove_children()
        typed = await self.here.assistant.kept_words(self.place)
        kept = read_answers(typed.text).answers
        for answer in kept:
            await self._ask(answer.text, question=answer.question, focus=False)
        self._whole = True
        if kept and any(answer.text for answer in kept):
            lines = counted(sum(bool(answer.text) for answer in kept), "answer")
            self.say_restored(lines, typed, "not kept yet")
            self.stack.boxes[-1].area.focus()
        else:
            await self._ask()
        self.refresh_keys()

    async def _ask(self, answer: str = "", *, question: str = "", focus: bool = True) -> bool:
        """Put the next question; False where all were asked."""
        assert self.draft is not None
        said = self.stack.answers
        line = await self.here.assistant.next_question(self.draft.id, said)
        if line is None and not answer:
            return False
        line = line or Line(kind="question", text=question)  # none is lost to a shorter way
        if question and question != line.text:
            # It was asked in other words when it was answered: those belong to the answer.
            line = line.model_copy(update={"text": question, "citations": ()})
        box = QuestionBox(line, self.numbers, answer)
        await self.stack.add(box, focus=focus)
        if said and not question:
            self.start(partial(self._better, box, said), "better")
        return True

    async def _better(self, box: QuestionBox, said: list[str]) -> None:
        """A connected model may word the question; never under somebody who is writing already."""
        assert self.draft is not None
        if not (await self.here.assistant.connection()).takes_part:
            return
        try:
            line = await self.here.assistant.next_question(self.draft.id, said, engine="auto")
        except AssistantError as error:
            self.report(error)
            return
        if line is not None and box.is_mounted and not box.answer:
            box.reword(line, self.numbers)

    @property
    def numbers(self) -> dict[tuple[str, str], int]:
        return {(c.source, c.quote): n for n, c in enumerate(self.citations, start=1)}

    @on(AnswerFinished)
    def _answer_finished(self, event: AnswerFinished) -> None:
        event.stop()
        self.start(partial(self._go_on, event.box), "ask")

    async def _go_on(self, box: QuestionBox) -> None:
        boxes = self.stack.boxes
        place = boxes.index(box)
        self._keep_typed()
        if place + 1 < len(boxes):
            boxes[place + 1].area.focus()
        elif not await self._ask():
            await self.close_questions()
        self.refresh_keys()

    async def close_questions(self) -> None:
        """All were asked: what is left is energy, and who may read what."""
        assert self.draft is not None
        if self.keeping is not None:
            await self.keeping.remove()
        if not any(self.stack.answers):
            self.say("Nothing is written, so there is nothing to keep. Esc leaves.")
            return
        section = self.draft.page.section("close")
        told = [line.text for line in section.lines] if section else []
        await self.stack.mount(BeforeKeeping(self.stack.answers, self.here.partner, told))
        self.call_after_refresh(self.stack.scroll_end, animate=False)

    # --- what is typed -----------------------------------------------------------------------

    @property
    def place(self) -> str:
        return answers_place(self.here.pairing_id or "", self.number, self.when)

    @property
    def answers(self) -> list[Answer]:
        keeping = self.keeping
        return [
            Answer(
                question=box.line.text,
                text=box.answer,
                visibility=keeping.reader_of(n) if keeping else Visibility.PRIVATE,
            )
            for n, box in enumerate(self.stack.boxes)
        ]

    @on(AnswerTyped)
    def _answer_typed(self, event: AnswerTyped) -> None:
        event.stop()
        self._keep_typed()
        self.refresh_keys()

    def _keep_typed(self) -> None:
        if self._whole and self.draft is not None and self.stack.boxes:
            written = write_answers(self.draft.page.title, self.answers)
            self._unkept[self.place] = written if any(self.stack.answers) else ""
            self.start(self._keep_all, "keep", exclusive=False)

    async def flush(self) -> None:
        self._keep_typed()
        await super().flush()


def session_of(here: Here) -> tuple[int, When]:
    """Which session to look at: the one in hand if it was held, else the last that was."""
    sessions = here.pairing.sessions if here.pairing is not None else ()
    held = [s.number for s in sessions if s.state == "held"]
    if here.session in held:
        return here.session or 1, "after"
    if held:
        return held[-1], "after"
    return (here.pairing.next_session if here.pairing else None) or 1, "before"


def turned(here: Here, when: When) -> tuple[int, When]:
    """The next session to look ahead to, or the last to look back at."""
    ahead = here.pairing.next_session if here.pairing is not None else None
    if when == "after" and ahead is not None:
        return ahead, "before"
    return session_of(here)
