"""What every place has: title, notice, who sees this, keys, and one funnel for what goes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, TextArea

from tui.actions import EVERYWHERE, Action, bindings_of
from tui.copying import Copying
from tui.messages import KeyWordPressed, PlaceAsked, RowLit
from tui.screens.pair_places import PairPlaces
from tui.screens.working import Working
from tui.widgets.frame import KeyLine, Notice, TitleBar, TooSmall, WhoSees

_GO_ON = Action("text.go-on", "tab", "next field", "Go to the next field.")
_IN_TEXT = (_GO_ON, Action("app.step-back", "escape", "leave the text", "Leave the text."))
_IN_KEPT_TEXT = (
    _GO_ON,
    Action("app.step-back", "escape", "leave the text, it is kept", "Leave the text."),
    Action("app.editor", "f9", "editor", "This text in your own editor."),
)
_BACK = next(action for action in EVERYWHERE if action.id == "app.step-back")
_ALWAYS = ("app.palette", "app.help")


class PlaceScreen(Copying, PairPlaces, Working):
    """A place. Subclasses give ``compose_body``, ``ACTIONS`` and the methods behind them."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    TEXT_ACTIONS: ClassVar[tuple[Action, ...]] = ()
    """Those that have an F-key, so that they work while text is typed."""
    PLACE: ClassVar[str] = ""
    TITLE_WORDS: ClassVar[str] = ""
    CSS_PATH: ClassVar = ["place.tcss"]
    AUTO_FOCUS = ""

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = [*bindings_of(cls.ACTIONS)]
        super().__init_subclass__(**options)

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EVERYWHERE)]

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield from self.compose_middle()
        yield Notice()
        yield WhoSees()
        yield from self.compose_foot()
        yield KeyLine()
        yield TooSmall()

    def compose_middle(self) -> ComposeResult:
        """The main column, and what stands beside it."""
        with Vertical(id="body"):
            yield from self.compose_body()

    def compose_foot(self) -> ComposeResult:
        """What stands above the key line."""
        yield from ()

    def compose_body(self) -> ComposeResult:
        """The rows between the title and what is said."""
        yield from ()

    # --- keys --------------------------------------------------------------------------------

    @property
    def actions(self) -> tuple[Action, ...]:
        """Everything that can be done here, this place's own first."""
        return (*self.ACTIONS, *EVERYWHERE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        for known in self.actions:
            if known.call == action:
                return hasattr(self, f"action_{action}") and known.enabled(self)
        return super().check_action(action, parameters)

    def keyed(self, actions: Iterable[Action]) -> list[Action]:
        """The same actions with the keys that are in force: ``keys.toml`` may name others."""
        keymap = getattr(self.app, "keys", None)
        keys: Mapping[str, str] = keymap.keys if keymap is not None else {}
        return [replace(a, key=keys[a.id]) if a.id in keys else a for a in actions]

    def refresh_keys(self) -> None:
        """Show the keys that do something now."""
        if not self.is_mounted:
            return
        if isinstance(self.focused, Input | TextArea):
            here = [action for action in self.TEXT_ACTIONS if action.enabled(self)]
            kept = getattr(self.focused, "is_kept", False)
            leaves = _IN_KEPT_TEXT if kept and not self.keeps_nothing else _IN_TEXT
            self.query_one(KeyLine).show([*self.keyed(here), *leaves])
            return
        known = {action.id: action for action in EVERYWHERE}
        always = [known[name] for name in _ALWAYS]
        wanted = self.line_actions()
        # The way back is shown wherever there is one, and room for it.
        wanted += [_BACK] if self.goes_back and all(one.id != _BACK.id for one in wanted) else []
        wanted += [one for one in self.wide_actions() if one not in wanted]
        self.query_one(KeyLine).show(self.keyed(wanted), self.keyed(always))

    @property
    def goes_back(self) -> bool:
        """Whether another place lies below this one."""
        return len(self.app.screen_stack) > 2

    def line_actions(self) -> list[Action]:
        """What stands in the key line, the most wanted first."""
        known = {action.id: action for action in EVERYWHERE}
        own = [action for action in self.ACTIONS if action.in_line and action.enabled(self)]
        more = [known[name] for name in self.more_keys if name != _BACK.id or self.goes_back]
        return [*own, *(action for action in more if action.enabled(self))]

    def wide_actions(self) -> list[Action]:
        """What stands behind all this where the window is wide."""
        return []

    more_keys: ClassVar[tuple[str, ...]] = ()
    """Ids of actions that are everywhere and stand in this place's key line."""

    def on_descendant_focus(self) -> None:
        self.refresh_keys()

    def on_descendant_blur(self) -> None:
        self.refresh_keys()

    @on(KeyWordPressed)
    async def _key_word(self, event: KeyWordPressed) -> None:
        event.stop()
        await self.run_action(event.call)

    @on(RowLit)
    def _row_lit(self, event: RowLit) -> None:
        event.stop()
        self.selection_moved()

    def selection_moved(self) -> None:
        """The selection stands on another row of a list."""
        self.refresh_keys()

    # --- going elsewhere ---------------------------------------------------------------------

    def go(
        self,
        place: str,
        pairing: str | None = None,
        session: int | None = None,
        subject: str = "",
    ) -> None:
        """Ask for another place."""
        self.post_message(PlaceAsked(place, pairing, session, subject))

    def action_step_back(self) -> None:
        """Leave the text that is being typed, else go back."""
        if isinstance(self.focused, Input | TextArea):
            self.leave_text()
        else:
            self.go("back")

    def leave_text(self) -> None:
        """Put the focus where letters are keys again."""
        self.set_focus(None)
        for rows in self.query("Rows"):
            rows.focus()
            return

    async def action_palette(self) -> None:
        await self.app.run_action("command_palette")

    def action_theme(self) -> None:
        self.post_message(PlaceAsked("theme"))

    def action_leave(self) -> None:
        self.post_message(PlaceAsked("leave"))

    def action_help(self) -> None:
        from tui.modals.paper import PaperModal, help_page

        self.app.push_screen(PaperModal(f"Keys: {self.TITLE_WORDS or 'here'}", help_page(self)))

    def action_happened(self) -> None:
        from tui.modals.paper import PaperModal, said_page

        self.app.push_screen(PaperModal("What happened", said_page(self.app)))

    def action_editor(self) -> None:
        from tui.editing import edit_here

        edit_here(self.app, self)

    @property
    def keeps_nothing(self) -> bool:
        """Whether no word of this place may be written anywhere now."""
        return False

    def to_read(self) -> str:
        """What stands here, in full, to be read elsewhere."""
        from tui.page_text import page_text

        return page_text(self)

    async def flush(self) -> None:
        """Keep what is being typed now; called before a place closes."""
