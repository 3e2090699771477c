"""A person's own settings of the screen: shown, and changed one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from assistant.domain.preferences import PreferenceName, Preferences
from assistant.errors import InvalidInput, StorageTrouble
from assistant.locations import config_folder, index_folder, log_folder, settings_path
from assistant.services.context import Context
from assistant.settings import Settings

_WANTED: dict[PreferenceName, str] = {
    "theme": "It is dark, light, contrast, or empty for the terminal's.",
    "motion": "It is on or off.",
    "notices": "It is on or off.",
    "clock": "It is on or off.",
    "engine": "It is auto or rules.",
    "language": "It is a code such as en or de.",
}


class PreferenceKeeping:
    """Writes the settings' file; comments in it stay."""

    def __init__(self, context: Context, store: str) -> None:
        """``store`` is its place as it may be shown, without a password."""
        self._context = context
        self._store = store

    def shown(self) -> Preferences:
        """What is chosen now."""
        settings = self._context.settings
        connection = settings.connection
        return Preferences(
            theme=settings.theme,
            motion=settings.motion,
            notices=settings.notices,
            clock=settings.clock,
            engine=settings.engine,
            names_replaced=connection.replace_names,
            language=settings.language,
            embedder=settings.embedder,
            model=(connection.model or Path(connection.file).stem) if connection.is_set else "",
            store=self._store,
            settings_file=_place(settings_path),
            keys_file=_place(lambda: config_folder() / "keys.toml"),
            logs=_place(log_folder),
            index=_place(lambda: index_folder(settings.store_place)),
        )

    def choose(self, name: PreferenceName, value: str | bool) -> Preferences:
        """Keep one choice. InvalidInput for a value that it cannot have, StorageTrouble if the
        file cannot be written."""
        try:
            chosen = getattr(Settings.model_validate({name: value}), name)
        except ValidationError as error:
            raise InvalidInput(
                f"{name} cannot be {value}.", safe="It is as it was.", next_step=_WANTED[name]
            ) from error
        settings = self._context.settings.model_copy(update={name: chosen})
        self._context.keep_settings(settings)
        self._context.settings = settings
        return self.shown()


def _place(find: Callable[[], Path | None]) -> str:
    try:
        return str(find() or "")
    except StorageTrouble:
        # Without a home folder there is no such place.
        return ""
