"""What is shown of models, embedders and rerankers: connections, requests, trials, checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.connections import Usage


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class RequestPart(_View):
    role: str
    """system (the same for every request) or user."""
    text: str


class RequestView(_View):
    """A request that would be sent, and was not."""

    host: str
    where: str
    """"this computer" or "another computer: example.org"."""
    url: str
    body: str
    """Byte for byte what would be posted, as UTF-8."""
    parts: tuple[RequestPart, ...]
    """The words in it, ready to read."""
    stand_ins: dict[str, str] = {}
    """Names of people to what stands for them in the request; empty if names are sent."""


class ConnectionView(_View):
    """The connection to a model as it is set, without any key."""

    base_url: str = ""
    file: str = ""
    """A model file that is run on this computer, in place of an address."""
    model: str = ""
    where: str = ""
    """"this computer", "another computer: example.org", or "" if none is connected."""
    key: Literal["none needed", "from the environment", "in your keyring", "missing"] = (
        "none needed"
    )
    consent: Literal["not needed", "given", "missing"] = "not needed"
    """Whether the reader has agreed to send words there."""
    takes_part: bool = False
    """Whether it words what nobody asked the rules alone for; the settings may set it aside."""
    replaces_names: bool = False
    """Whether people and the organisation go by stand-ins in what is sent."""
    warnings: tuple[str, ...] = ()
    """What to expect of a model file: its size against this computer's."""

    @property
    def connected(self) -> bool:
        return bool(self.base_url or self.file)


MeaningKind = Literal["bundled", "none", "folder", "endpoint"]


class MeaningView(_View):
    """What finds passages by meaning."""

    kind: MeaningKind
    name: str
    where: str
    """"this computer" or "another computer: example.org"."""
    passages: int
    ready: int
    """How many of them can be found by meaning now."""
    notice: str = ""


@dataclass(frozen=True)
class MeaningWish:
    """What is to find passages: ``bundled``, ``none``, a model's folder or an address."""

    way: str
    model: str = ""
    """At an address: the model's name."""
    question_model: str = ""
    """Its name for questions, if it has another."""
    key_env: str = ""
    """Name of the environment variable that holds the key."""
    agreed: bool = False
    """Whether the person was told that all they may read goes to another computer, and agreed."""


class MeaningTrial(_View):
    """What a check showed of something that could find passages, before it is used."""

    kind: MeaningKind
    name: str = ""
    where: str = "this computer"
    """"this computer" or "another computer: example.org"."""
    dimension: int = 0
    """Numbers in each vector; 0 for words alone."""
    passages: int = 0
    """How many would be gone through."""
    seconds: float = 0.0
    """About how long that would take, measured with a few sentences of ours."""


class RerankerView(_View):
    """What puts found passages in a better order, if anything does."""

    name: str = ""
    """"" for none."""
    where: str = ""
    """"this computer" or "another computer: example.org"."""
    notice: str = ""
    """What was wrong with it at the last search."""


class TrialStep(_View):
    works: bool
    says: str


class TrialView(_View):
    """What a test of a connection showed, in plain words."""

    works: bool
    seconds: float
    words_per_second: float = 0.0
    models: tuple[str, ...] = ()
    steps: tuple[TrialStep, ...] = ()
    usage: Usage = Usage()
    """What the test took."""


class Check(_View):
    """One line of ``doctor``."""

    name: str
    ok: bool
    says: str
    next_step: str = ""
