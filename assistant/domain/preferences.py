"""What a person chose for themselves, and where things are kept."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PreferenceName = Literal["theme", "motion", "language"]


class Preferences(BaseModel):
    """Shown on the settings' page. Paths are words to read, "" where there is none."""

    model_config = ConfigDict(frozen=True)

    theme: str
    """"" follows the terminal."""
    motion: bool
    language: str
    embedder: str
    model: str
    """The connected model in words; "" without one."""
    store: str
    settings_file: str
    keys_file: str
    logs: str
    index: str
