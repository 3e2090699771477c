"""A connection to a language model: where, which, how patiently, and what a trial of it showed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.patience import Patience


class Usage(BaseModel):
    """What requests took, in tokens: the pieces of words that a model reads and writes."""

    model_config = ConfigDict(frozen=True)

    requests: int = 0
    """Answers that came to an end, and those that were cut; tries that failed are not counted."""
    input: int = 0
    output: int = 0
    cached: int = 0
    """How much of the input the server had kept from before, where it says so."""
    basis: Literal["reported", "counted"] = "reported"
    """Reported by the server, or counted here: roughly, and rather too many."""
    cost: float | None = None
    """By the prices in the settings; None if none are set."""
    currency: str = ""

    def __add__(self, other: Usage) -> Usage:
        """Both together; counted if one of them is."""
        if not self.requests or not other.requests:
            return self if self.requests else other
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            requests=self.requests + other.requests,
            input=self.input + other.input,
            output=self.output + other.output,
            cached=self.cached + other.cached,
            basis="counted" if "counted" in (self.basis, other.basis) else "reported",
            cost=sum(costs) if costs else None,
            currency=self.currency or other.currency,
        )

    @property
    def in_words(self) -> str:
        """Such as "1,840 word pieces read and 312 written, as the server counts"; "" if none."""
        if not self.requests:
            return ""
        about = "" if self.basis == "reported" else "about "
        who = "as the server counts" if self.basis == "reported" else "counted here"
        said = f"{about}{self.input:,} word pieces read and {self.output:,} written, {who}"
        if self.cached:
            said += f" ({self.cached:,} of them kept from before)"
        if self.cost is None:
            return said
        return f"{said}; about {self.cost:.4f} {self.currency}".rstrip()


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


class MeaningEndpoint(BaseModel):
    """Which address makes the vectors that passages are found by."""

    model_config = ConfigDict(frozen=True)

    base_url: str
    model: str = Field(min_length=1)
    dimension: int = Field(default=0, ge=0)
    """How many numbers its vectors have; 0 until it was asked."""
    question_model: str = ""
    """The model's name for questions, where the server has two (E5); "" for the same."""
    agreed_host: str = ""
    """The other computer that its person agreed to send their words to."""
    seconds: float = Field(default=30.0, gt=0)
    """To wait for one answer."""


class RerankEndpoint(BaseModel):
    """Which address puts found passages in order."""

    model_config = ConfigDict(frozen=True)

    base_url: str
    model: str = Field(min_length=1)
    agreed_host: str = ""
    """The other computer that its person agreed to send found passages to."""
    seconds: float = Field(default=4.0, gt=0)
    """To wait for the whole answer; then the order stands as it is."""


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
    usage: Usage = Usage()
    """What the trial took."""
    sentences: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether drafting with this model makes sense: it answers, and in the form asked for."""
        return self.reachable and bool(self.schema_mode)
