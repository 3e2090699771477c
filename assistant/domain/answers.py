"""What a language model is asked to give back: words for lines, never minutes or leads."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

# Extra keys are kept, not refused: the citation gate reports a model that tried to set minutes or
# a lead, instead of throwing the whole answer away. The schema that is sent still forbids them.
_CLOSED = ConfigDict(frozen=True, extra="allow", json_schema_extra={"additionalProperties": False})


class AnswerCite(BaseModel):
    """``quote`` stands word for word in passage number ``n`` of the request, counted from 1."""

    model_config = _CLOSED

    n: int
    quote: str


class AnswerLine(BaseModel):
    """New wording for one line of the rules' agenda. ``id`` is its key, such as L3."""

    model_config = _CLOSED

    id: str
    topic: str = ""
    purpose: str = ""
    prompts: list[str] | None = None
    """All questions that shall stand; None keeps those that do."""
    cites: list[AnswerCite] = Field(default_factory=list)


class AgendaAnswer(BaseModel):
    """A model's proposal for an agenda: better words within the rules' frame."""

    model_config = _CLOSED

    aim: str = ""
    lines: list[AnswerLine] = Field(default_factory=list)


def line_key(position: int) -> str:
    """The key of the line at ``position`` (from 0) of ``Agenda.lines`` in a request: L1, L2, ...

    Short keys are copied right by small models, and say nothing about the records behind them.
    """
    return f"L{position + 1}"


class PageLineAnswer(BaseModel):
    """New wording for one line of the rules' page. ``id`` is its key, such as L3."""

    model_config = _CLOSED

    id: str
    text: str = ""
    prompts: list[str] | None = None
    """All questions that shall stand below it; None keeps those that do."""
    cites: list[AnswerCite] = Field(default_factory=list)


class PageAddition(BaseModel):
    """A line of the model's own, for a section that is open to it; it must cite."""

    model_config = _CLOSED

    section: str
    who: str = ""
    """mentor, mentee or both: whose line it is; "" where that does not matter."""
    text: str
    cites: list[AnswerCite] = Field(default_factory=list)


class ChangeAnswer(BaseModel):
    """One edit of an agenda that a model heard in somebody's words; lines by key, such as L3."""

    model_config = _CLOSED

    act: str
    line: str = ""
    other: str = ""
    before: str = ""
    minutes: int = 0
    topic: str = ""
    lead: str = ""
    prompts: list[str] = Field(default_factory=list)


class AgendaChangeAnswer(BaseModel):
    """What a model heard in somebody's words about their agenda."""

    model_config = _CLOSED

    changes: list[ChangeAnswer] = Field(default_factory=list)


class RehearsalAnswer(BaseModel):
    """What an invented counterpart says in a rehearsal."""

    model_config = _CLOSED

    says: str = ""


class PageAnswer(BaseModel):
    """A model's proposal for a page: better words, further lines, and lines to leave out."""

    model_config = _CLOSED

    aim: str = ""
    lines: list[PageLineAnswer] = Field(default_factory=list)
    add: list[PageAddition] = Field(default_factory=list)
    drop: list[str] = Field(default_factory=list)
