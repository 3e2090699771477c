"""The agreement: worded by either of the two, and both say yes to the same words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, QUIET, badge, marked, row, stacked, wrapped
from tui.here import Here
from tui.messages import RowChosen
from tui.modals.fields import Field, FieldsModal
from tui.screens.keeping import KeepingScreen
from tui.screens.taking_along import Exportable, TakingAlong
from tui.widgets.frame import TitleBar, WhoSees
from tui.widgets.rows import Draw, Row, Rows

if TYPE_CHECKING:
    from assistant.domain.pair_views import AgreementView
    from assistant.domain.sessions import GroundRule


def _rule(screen: AgreementScreen) -> bool:
    return screen.rule is not None


def _no_yes(screen: AgreementScreen) -> bool:
    return screen.view is not None and not screen.view.mine and not screen.view.agreed


def _yes(screen: AgreementScreen) -> bool:
    return screen.view is not None and (screen.view.mine or screen.view.aloud is not None)


def _undone(screen: AgreementScreen) -> bool:
    return screen.view is not None and screen.view.undo


class AgreementScreen(TakingAlong, KeepingScreen):
    """Changing a word takes both yeses back, so that nobody agreed to what they have not read."""

    PLACE = "agreement"
    TITLE_WORDS = "Agreement"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("agreement.agree", "a", "say yes", "Your own yes to these words.", _no_yes),
        Action("agreement.aloud", "b", "both said it", "Note that both said yes when you met.",
               _no_yes),
        Action("agreement.take-back", "u", "take yes back", "Take your yes back.", _yes),
        Action("agreement.edit", "e,enter", "edit", "Other words for this rule.", _rule),
        Action("agreement.add", "i", "add", "One more rule, below this one."),
        Action("agreement.drop", "d", "leave out", "Leave this rule out.", _rule),
        Action("agreement.undo", "z", "undo", "The words before the last change.", _undone),
        Action("agreement.export", "x", "save", "Print, save or copy it.", in_line=False),
        Action("agreement.keep-out", "o", "topics out", "What you keep out, for yourself alone.",
               in_line=False),
    )  # fmt: skip
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.view: AgreementView | None = None

    def exportable(self) -> Sequence[Exportable]:
        return (("agreement", "agreement", self.here.pairing_id or ""),)

    def compose_body(self) -> ComposeResult:
        yield Rows(id="rules")

    def on_mount(self) -> None:
        self.query_one(TitleBar).show(f"Agreement with {self.here.partner}", self.here.who)
        self.query_one(Rows).focus()
        self.start(self._load, "agreement")

    async def _load(self) -> None:
        self._show(await self.here.assistant.agreement(self._pairing))
        audience = await self.here.assistant.audience(Visibility.PAIR, self._pairing)
        self.query_one(WhoSees).show(audience.sentence, audience.badge)

    @property
    def _pairing(self) -> str:
        return self.here.pairing_id or ""

    @property
    def rule(self) -> GroundRule | None:
        """The selected one."""
        lit = self.query_one(Rows).lit if self.is_mounted else ""
        rules = self.view.rules if self.view is not None else ()
        return next((rule for rule in rules if rule.id == lit), None)

    def _show(self, view: AgreementView, select: str = "") -> None:
        self.view = view
        told = "proposal" if view.proposal else "agreed" if view.agreed else "not agreed yet"

        def head(width: int, _lit: bool) -> Content:
            title = Content.styled("  How we work together", BOLD)
            state = Content.assemble((told, QUIET), "  ", badge("pair"))
            words = wrapped(view.says, width - 4, indent=2, style=QUIET)
            return stacked([row(title, state, width - 2), *words, Content("")])

        rows = [Row("", head)]
        rows += [Row(rule.id, _drawn(n, rule)) for n, rule in enumerate(view.rules, start=1)]
        if not view.rules:
            rows.append(Row("", lambda w, _l: stacked(wrapped("No rule yet. i adds one.", w - 2))))
        self.query_one(Rows).show(rows, select=select)
        self.refresh_keys()

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        self.action_edit()

    def _doing(self, act: Callable[[], Coroutine[Any, Any, AgreementView]], words: str) -> None:
        async def work() -> None:
            self._show(await act())
            self.say(words)

        self.start(work, "change")

    # --- words -------------------------------------------------------------------------------

    def action_edit(self) -> None:
        if self.rule is not None:
            self.start(partial(self._edit, self.rule), "modal")

    async def _edit(self, rule: GroundRule) -> None:
        said = await self._words("Your words for this rule", f"rule-{rule.id}", rule.text)
        if said is not None and said != rule.text:
            view = await self.here.assistant.change_rule(self._pairing, rule.id, said)
            self._show(view, select=rule.id)
            self.say("Changed. A yes is given anew to other words. z puts them back.")

    def action_add(self) -> None:
        self.start(self._add, "modal")

    async def _add(self) -> None:
        said = await self._words("One more rule", "rule-new", "")
        if said is not None:
            after = self.rule.id if self.rule is not None else ""
            self._show(await self.here.assistant.add_rule(self._pairing, said, after))
            self.say("Added. z takes it out again.")

    async def _words(self, title: str, place: str, words: str) -> str | None:
        kept = await self.kept_field(place)
        field = Field("text", "Rule", words, required="A rule needs words.")
        says = "One sentence that both can keep. Dates, feedback and topics belong here too."
        modal = FieldsModal(title, (field,), does="keep", says=says, **kept)
        said = await self.app.push_screen_wait(modal)
        return said["text"] if said is not None else None

    def action_drop(self) -> None:
        assert self.rule is not None
        drop = partial(self.here.assistant.drop_rule, self._pairing, self.rule.id)
        self._doing(drop, "Left out. z brings it back.")

    def action_undo(self) -> None:
        self._doing(partial(self.here.assistant.undo_agreement, self._pairing), "Taken back.")

    # --- yes ---------------------------------------------------------------------------------

    def action_agree(self) -> None:
        partner = self.here.partner
        words = f"You said yes. {partner} sees these words and your yes. u takes it back."
        self._doing(partial(self.here.assistant.agree, self._pairing), words)

    def action_take_back(self) -> None:
        act = partial(self.here.assistant.agree, self._pairing, yes=False)
        self._doing(act, "Your yes is taken back. The words stay.")

    def action_aloud(self) -> None:
        act = partial(self.here.assistant.agreed_aloud, self._pairing)
        self._doing(act, "Noted that both of you said yes today. u takes it back.")

    def action_keep_out(self) -> None:
        self.go("boundaries")


def _drawn(number: int, rule: GroundRule) -> Draw:
    def draw(width: int, lit: bool) -> Content:
        lines = wrapped(rule.text, width - 4, indent=4, style=BOLD if lit else "")
        first = Content.assemble((f"{number:>2}  ", QUIET), lines[0][4:])
        return marked(stacked([first, *lines[1:]]), lit, width)

    return draw
