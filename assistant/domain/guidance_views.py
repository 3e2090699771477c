"""What the screen and the command line are told of the guidance library."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class CardView(BaseModel):
    """A guidance card or an added document, for the library."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    kind: Literal["card", "document"]
    strength: str
    strength_says: str
    date: str
    source: str
    licence: str
    topics: tuple[str, ...]
    topic_names: tuple[str, ...]
    """What people call them, in the same order."""
    audience: tuple[str, ...]
    stage: tuple[str, ...]
    text: str


class GapsView(BaseModel):
    """Topics with no card, and topics that rest on opinion alone."""

    model_config = ConfigDict(frozen=True)

    without_source: tuple[str, ...]
    opinion_only: tuple[str, ...]
    names: dict[str, str]
    """What people call each of them."""

    @property
    def lacking(self) -> str:
        """Topics without a source, by name, in a row; "none" if there is none."""
        return ", ".join(self.names[topic] for topic in self.without_source) or "none"

    @property
    def weak(self) -> str:
        """Topics that rest on opinion alone, by name, in a row; "none" if there is none."""
        return ", ".join(self.names[topic] for topic in self.opinion_only) or "none"
