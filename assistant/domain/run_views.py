"""What the screen and the command line are told of a session that takes place."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.running import Bullet, RunItem
from assistant.domain.visibility import Visibility


class RunView(BaseModel):
    """A session's page as its reader sees it, before, while and after it takes place."""

    model_config = ConfigDict(frozen=True)

    pairing: str
    session: int
    partner: str
    """First name of the partner."""
    when: str
    state: Literal["ready", "running", "ended"]
    agenda: Literal["shared", "draft", "none"]
    """Where the lines come from; a draft is the reader's alone."""
    minutes: int
    seconds_left: int
    """Below 0 once the time is over."""
    ends: str
    """Local time of its end, such as 16:00."""
    late: int = 0
    """Minutes that it is late, before it begins."""
    cut_if_late: str = ""
    items: tuple[RunItem, ...] = ()
    """``seconds`` includes the line in hand, up to now."""
    hand: str = ""
    bullets: tuple[Bullet, ...] = ()
    bullets_for: Visibility = Visibility.PAIR
    timers_hidden: bool = False
    undo: bool = False


class RunEnd(BaseModel):
    """What ending a session would keep, and which words the partner would then read."""

    model_config = ConfigDict(frozen=True)

    partner: str
    shared: tuple[str, ...]
    """Paragraphs for both, to the letter."""
    private: int
    """How many more stay the reader's own."""
    done: int
    parked: int
    not_reached: int
