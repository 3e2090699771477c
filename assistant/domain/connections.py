"""A connection to a language model: where, which, how patiently, and what a trial of it showed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Patience(BaseModel):
    """How long to wait for a model, in seconds. Local models may need more of each."""

    model_config = ConfigDict(frozen=True)

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
    """The longest Retry-After that is waited for; beyond it the person is told instead."""


class Connection(BaseModel):
    """Which model to talk to. It holds no key, only the name of the variable that holds one."""

    model_config = ConfigDict(frozen=True)

    base_url: str
    model: str = Field(min_length=1)
    key_variable: str = ""
    """Environment variable with the key; "" to ask the keyring."""
    window: int = Field(default=8192, ge=512)
    """Tokens that a request and its answer may take together."""
    patience: Patience = Patience()


class ConnectionReport(BaseModel):
    """What a trial of a connection showed. ``sentences`` say each result and what to do."""

    model_config = ConfigDict(frozen=True)

    host: str
    place: str
    """"this computer", or "another computer: example.org"."""
    model: str
    reachable: bool = False
    models: tuple[str, ...] = ()
    """Names that the server lists; empty if it lists none."""
    streams: bool = False
    schema_mode: str = ""
    """How answers are bound to a form: json_schema, json_object or plain; "" if not at all."""
    seconds: float = 0.0
    """Of the whole trial."""
    words_per_second: float = 0.0
    sentences: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether drafting with this model makes sense: it answers, and in the form asked for."""
        return self.reachable and bool(self.schema_mode)
