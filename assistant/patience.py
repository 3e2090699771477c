"""How long a language model is waited for: a part of the settings, and of every connection."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Patience(BaseModel):
    """In seconds. Local models are slow to begin, and may need more of each."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    connect: float = Field(default=5.0, gt=0)
    """Until the address takes the connection."""
    first_token: float = Field(default=30.0, gt=0)
    """Until the first sign of an answer."""
    idle: float = Field(default=30.0, gt=0)
    """Between two fragments of an answer."""
    total: float = Field(default=180.0, gt=0)
    """For everything, tries and waits between them included."""
    tries: int = Field(default=3, ge=1, le=3)
    """How often a request may be sent; never again after the first fragment."""
    pause: float = Field(default=1.0, ge=0)
    """Before the second try; twice as long before the third."""
    longest_wait: float = Field(default=30.0, ge=0)
    """The longest wait that a busy server may ask for; beyond it the person is told instead."""
