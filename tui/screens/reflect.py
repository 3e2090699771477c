"""Reflect: one question at a time, kept as it is typed; then who may read each answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from assistant.domain.amounts import counted
from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from tui.actions import Action
from tui.formatting import QUIET, badge, stacked, wrapped
from tui.here import Here
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.screens.asking import MODELS, AskingScreen, turned
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.choice import Choice
from tui.widgets.frame import WhoSees


def _unwritten(screen: ReflectScreen) -> bool:
    return screen.draft is not None and not any(screen.stack.answers)


def _written(screen: ReflectScreen) -> bool:
    return screen.draft is not None and any(screen.stack.answers)


def _there(screen: ReflectScreen) -> bool:
    return bool(screen.exportable())


def _asked(screen: ReflectScreen) -> bool:
    return bool(screen.stack.boxes)


def _closing(screen: ReflectScreen) -> bool:
    return screen.keeping is not None


_KEEP = Action("reflect.keep", "f5", "keep it", "Keep your answers.", _written)


class ReflectScreen(TakingAlong, AskingScreen):
    """F5 or Enter after the last question keeps the answers; sharing one shows it first."""

    PLACE = "reflect"
    TITLE_WORDS = "Reflect"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        _KEEP,
        Action("reflect.finish", "enter", "keep", "Keep your answers.", _closing),
        Action("reflect.reader", "v", "who reads", "Change who may read this answer.", _closing),
        Action("reflect.write", "e", "write", "Go back to your answers.", _asked),
        Action("reflect.length", "l", "short or deep", "Three questions, or six.", _unwritten),
        Action("reflect.way", "m", "another way", "The next way of reflecting.", _unwritten),
        Action("reflect.export", "x", "save", "Save or copy it.", _there, in_line=False),
        Action("reflect.turn", "b", "ahead or back", "Look ahead, or look back.", _unwritten),
    )
    TEXT_ACTIONS: ClassVar = (_KEEP,)
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self._kept = ""

    def exportable(self) -> Sequence[Exportable]:
        """What was kept a moment ago, and the questions."""
        wrote: list[Exportable] = [("what you wrote", "reflection", self._kept)]
        asked: list[Exportable] = []
        if self.draft is not None:
            asked = [("the questions", "reflection", self.draft.id)]
        return [*(wrote if self._kept else []), *asked]

    def action_keep(self) -> None:
        self.start(self._keep if self.keeping is not None else self.close_questions, "modal")

    def action_finish(self) -> None:
        self.action_keep()

    async def _keep(self) -> None:
        answers = [answer for answer in self.answers if answer.text]
        if not answers:
            raise InvalidInput("Nothing is written yet.", next_step="One line is plenty.")
        shared = [a for a in answers if a.visibility is Visibility.PAIR]
        if shared and not await self._may_be_read(shared, len(answers) - len(shared)):
            answers = [a.model_copy(update={"visibility": Visibility.PRIVATE}) for a in answers]
            shared = []
        kept = await self.here.assistant.keep_reflection(
            self.here.pairing_id or "",
            self.number,
            answers,
            model=self.model,
            energy=self.keeping.energy if self.keeping else None,
            when=self.when,
        )
        self._kept = kept.id
        await self.stack.remove_children()
        await self.stack.mount(Static(_kept_page(answers), markup=False))
        if shared:
            sees = f"Who sees this: only you. {self.here.partner} reads what is for you two."
            self.query_one(WhoSees).show(sees)
        self.leave_text()  # else the next key would be typed into the ask line
        await self.forget(self.place)
        words = sum(len(a.text.split()) for a in shared)
        self.say(
            f"Shared with {self.here.partner}: {counted(len(shared), 'answer')}, "
            f"{counted(words, 'word')}. The rest is only yours."
            if shared
            else "Kept, only for you. H goes home."
        )
        self.refresh_keys()

    async def _may_be_read(self, shared: list[Answer], others: int) -> bool:
        partner = self.here.partner
        words = counted(sum(len(a.text.split()) for a in shared), "word")
        texts = [line for a in shared for line in (*wrapped(a.text, PAGE_WIDTH), Content(""))]
        preview = SharePreview(
            f"What {partner} will see",
            stacked(texts),
            f"{partner} will not see: {counted(others, 'other answer')}, your energy, that they "
            "exist. The coordinator sees none of it. X and v take it back; it may be read by then.",
            f"share these {words}",
            "keep all to myself",
        )
        agreed = await self.app.push_screen_wait(preview)
        return bool(agreed)

    # --- keys --------------------------------------------------------------------------------

    def action_write(self) -> None:
        if self.stack.boxes:
            self.stack.boxes[-1].area.focus()

    def action_reader(self) -> None:
        if isinstance(self.focused, Choice):
            self.focused.action_step(1)

    def action_cite(self, number: int) -> None:
        keeping = self.keeping
        if keeping is not None and isinstance(self.focused, Choice) and number <= 5:
            keeping.rate(str(number))
            return
        super().action_cite(number)

    def action_length(self) -> None:
        self.minutes = 15 if self.minutes == 3 else 3
        self.begin()

    def action_way(self) -> None:
        self.model = MODELS[(MODELS.index(self.model) + 1) % len(MODELS)]
        self.begin()

    def action_turn(self) -> None:
        self.number, self.when = turned(self.here, self.when)
        self.begin()


def _kept_page(answers: Sequence[Answer]) -> Content:
    """What was kept, each answer with who reads it."""
    lines: list[Content] = []
    for one in answers:
        lines += [Content(""), *wrapped(one.question, PAGE_WIDTH, style=QUIET)]
        lines += wrapped(one.text, PAGE_WIDTH, indent=2)
        lines.append(Content.assemble("  ", badge(one.visibility.value)))
    return stacked(lines)
