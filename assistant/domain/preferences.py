"""What a person chose for themselves, and where things are kept."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

PreferenceName = Literal["theme", "motion", "notices", "clock", "engine", "language"]


class Preferences(BaseModel):
    """Shown on the settings' page. Paths are words to read, "" where there is none."""

    model_config = ConfigDict(frozen=True)

    theme: str
    """"" follows the terminal."""
    motion: bool
    notices: bool
    """Whether what falls due is said once; Home shows it either way."""
    clock: bool
    """Whether a session's page shows its clock until somebody hides it there."""
    engine: Literal["auto", "rules"]
    names_replaced: bool
    """Whether a model gets stand-ins in place of names."""
    language: str
    embedder: str
    model: str
    """The connected model in words; "" without one."""
    store: str
    settings_file: str
    keys_file: str
    logs: str
    index: str
