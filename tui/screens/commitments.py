"""Commitments: who promised what, confirmed one by one, kept, moved or let go; each act undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, row
from tui.here import Here
from tui.ledger_lines import count_words, ledger_rows, when_of
from tui.messages import RowChosen
from tui.modals.promise import Promise, PromiseModal
from tui.screens.beside import BesideScreen
from tui.widgets.rows import Row, Rows, text_row

if TYPE_CHECKING:
    from assistant.domain.views import CommitmentView

_EMPTY = "No commitments yet. They come from sessions and their notes; i makes one here."
_FEW = 12
"""Promises that a tall window holds with all of their words."""


def _mine_in(*states: str) -> Callable[[CommitmentsScreen], bool]:
    def asked(screen: CommitmentsScreen) -> bool:
        view = screen.lit
        return view is not None and view.mine and view.state.value in states

    return asked


def _any_to_confirm(screen: CommitmentsScreen) -> bool:
    return screen.to_confirm is not None


def _undoable(screen: CommitmentsScreen) -> bool:
    return screen.undoable is not None


class CommitmentsScreen(BesideScreen):
    """Both of the two read it; what becomes of a promise is said by whoever made it."""

    PLACE = "commitments"
    TITLE_WORDS = "Commitments"
    FIRST_PAGE = "who"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("ledger.kept", "space", "kept", "You did it.", _mine_in("open", "missed")),
        Action("ledger.confirm", "c", "confirm", "Say yes to the next one.", _any_to_confirm),
        Action("ledger.move", "m", "move date", "Another date.", _mine_in("open", "missed")),
        Action("ledger.missed", "n", "not kept", "It did not happen in time.", _mine_in("open")),
        Action("ledger.edit", "e", "reword", "Other words.", _mine_in("open", "missed")),
        Action("ledger.drop", "d", "let go", "Let it go.", _mine_in("open", "missed", "proposed")),
        Action("ledger.undo", "z", "undo", "Take your last act back.", _undoable),
        Action("ledger.insert", "i", "promise", "Promise something."),
        Action("ledger.open", "enter", "next", "Say yes, or say it was done.", in_line=False),
    )

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.found: tuple[CommitmentView, ...] = ()
        self._today = date.min
        self._last = ""
        """Id of the one that the newest act was about."""

    def compose_body(self) -> ComposeResult:
        yield Rows(id="ledger")

    def on_mount(self) -> None:
        self.query_one("#ledger", Rows).focus()
        self.start(self._load, "ledger")

    def where(self) -> str:
        return f"Commitments with {self.here.partner}"

    async def _load(self, select: str = "") -> None:
        core, pairing = self.here.assistant, self.here.pairing_id or ""
        self.found = tuple(await core.commitments(pairing))
        self._today = await core.today()
        await self.show_audience(Visibility.PAIR)
        head = Content.styled("  Commitments", BOLD)
        rows = [Row("", lambda width, _: row(head, count_words(self.found), width - 2)), text_row()]
        listed = ledger_rows(self.found, self._today, lambda: self.tall and len(self.found) <= _FEW)
        rows += listed or [Row("none", lambda _width, _lit: Content(f"> {_EMPTY}"))]
        self.query_one("#ledger", Rows).show(rows, select=select)
        self.refresh_keys()

    @property
    def lit(self) -> CommitmentView | None:
        """The selected promise."""
        lit = self.query_one("#ledger", Rows).lit if self.is_mounted else ""
        return next((view for view in self.found if view.id == lit), None)

    @property
    def to_confirm(self) -> CommitmentView | None:
        """The selected one if it waits for the reader's yes, else the first that does."""
        waiting = [view for view in self.found if view.mine and view.state == "proposed"]
        return self.lit if self.lit in waiting else next(iter(waiting), None)

    @property
    def undoable(self) -> CommitmentView | None:
        """The one of the newest act, else the selected one, if an act on it can be taken back."""
        wanted = [self._last, self.lit.id if self.lit else ""]
        able = {view.id: view for view in self.found if view.mine and view.undo}
        return next((able[ident] for ident in wanted if ident in able), None)

    @on(RowChosen)
    def _row_chosen(self, event: RowChosen) -> None:
        event.stop()
        view = self.lit
        if view is None:
            self.action_insert()
        elif not view.mine:
            self.say(f"This is {view.owner}'s to say.")
        elif view.state == "proposed":
            self.action_confirm()
        elif view.state in ("open", "missed"):
            self.action_kept()
        else:
            self.say("This one is closed. z takes your last act back.")

    def action_open(self) -> None:
        self.query_one("#ledger", Rows).action_select()

    # --- acts --------------------------------------------------------------------------------

    def act(self, make: Callable[[], Coroutine[Any, Any, CommitmentView]], words: str) -> None:
        """Do it, show the ledger as it is then, say so."""

        async def work() -> None:
            done = await make()
            self._last = done.id
            await self._load(done.id)
            self.say(words)

        self.start(work, "act", exclusive=False)

    def _on_lit(self, name: str, words: str, **named: Any) -> None:
        assert self.lit is not None
        self.act(partial(getattr(self.here.assistant, name), self.lit.id, **named), words)

    def action_kept(self) -> None:
        self._on_lit("keep_commitment", "Kept. z takes it back.")

    def action_missed(self) -> None:
        self._on_lit("miss_commitment", "Noted as not kept. Keep, shrink or let go: m, e or d.")

    def action_drop(self) -> None:
        self._on_lit("drop_commitment", "Let go. z brings it back.")

    def action_undo(self) -> None:
        view = self.undoable
        assert view is not None
        self.act(partial(self.here.assistant.undo_commitment, view.id), "Taken back.")

    def action_confirm(self) -> None:
        view = self.to_confirm
        assert view is not None
        self.start(partial(self._confirm, view), "modal")

    async def _confirm(self, view: CommitmentView) -> None:
        core = self.here.assistant
        title = f"{view.owner} promised, {when_of(view, self._today)}. Say it as you mean it."
        said = await self._asked("Confirm a promise", title, view, does="yes", refusable=True)
        if said is None:
            return
        if said.nobody:
            self.act(partial(core.drop_commitment, view.id), "Taken off. It is not asked again.")
            return
        text = said.text if said.text != view.text else None
        confirm = partial(core.confirm_commitment, view.id, text=text, due=said.due)
        self.act(confirm, "Confirmed: it stands now, for you two to read. z takes it back.")

    def action_move(self) -> None:
        assert self.lit is not None
        self.start(partial(self._change, self.lit, "Move its date"), "modal")

    def action_edit(self) -> None:
        assert self.lit is not None
        self.start(partial(self._change, self.lit, "Other words for it"), "modal")

    async def _change(self, view: CommitmentView, title: str) -> None:
        said = await self._asked(title, f"{view.owner}, {when_of(view, self._today)}", view)
        if said is not None:
            change = partial(self.here.assistant.change_commitment, view.id)
            changed = partial(change, text=said.text, due=said.due)
            self.act(changed, "Changed. z puts it back.")

    def action_insert(self) -> None:
        self.start(self._insert, "modal")

    async def _insert(self) -> None:
        said = await self._asked("Promise something", "Small, by a day, and yours.", None)
        if said is not None:
            core, pairing = self.here.assistant, self.here.pairing_id or ""
            add = partial(core.add_commitment, pairing, said.text, due=said.due)
            self.act(add, f"Promised. {self.here.partner} can read it now. d lets it go.")

    async def _asked(
        self,
        heading: str,
        title: str,
        view: CommitmentView | None,
        *,
        does: str = "keep",
        refusable: bool = False,
    ) -> Promise | None:
        kept = await self.kept_field(view.id if view else "new")
        modal = PromiseModal(
            f"{heading}: {title}",
            view.text if view else "",
            view.due if view else None,
            self._today,
            does=does,
            refusable=refusable,
            **kept,
        )
        return await self.app.push_screen_wait(modal)
