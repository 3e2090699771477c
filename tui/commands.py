"""The palette: every action of the place in front, by its words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from tui.actions import Action


class PlaceCommands(Provider):
    """Fed by the same list of actions as keys, key line and help."""

    def _actions(self) -> list[Action]:
        known: tuple[Action, ...] = getattr(self.screen, "actions", ())
        keyed = getattr(self.screen, "keyed", None)
        actions: list[Action] = keyed(known) if keyed is not None else list(known)
        return [
            action
            for action in actions
            if action.in_palette
            and hasattr(self.screen, f"action_{action.call}")
            and action.enabled(self.screen)
            and action.id not in ("app.palette", "app.step-back")
        ]

    def _command(self, action: Action) -> Callable[[], Coroutine[Any, Any, None]]:
        return partial(self.screen.run_action, action.call)

    async def discover(self) -> Hits:
        for action in self._actions():
            yield DiscoveryHit(_words(action), self._command(action), help=action.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in self._actions():
            score = matcher.match(f"{action.words} {action.help}")
            if score > 0:
                shown = matcher.highlight(_words(action))
                yield Hit(score, shown, self._command(action), help=action.help)


def _words(action: Action) -> str:
    return f"{action.words}   ({action.keys})"
