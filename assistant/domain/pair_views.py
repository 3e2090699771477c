"""What the two of a pairing are told about their agreement, their questions and their journey."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.domain.sessions import Goal, GroundRule
from assistant.domain.sources import Hit
from assistant.domain.views import CommitmentView, SessionView
from assistant.domain.visibility import Role


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class AgreementView(_View):
    """The agreement of a pairing, or what a programme proposes where nobody wrote one yet."""

    pairing: str
    partner: str
    """First name."""
    rules: tuple[GroundRule, ...]
    proposal: bool
    """Whether these are the template's words, which nobody has taken up yet."""
    mine: bool
    """Whether the reader said yes to these words."""
    theirs: bool
    aloud: date | None = None
    agreed: bool = False
    undo: bool = False
    says: str = ""
    """How it stands, in a sentence."""


class QuestionView(_View):
    """A question of the box: the reader's own, or one that their partner asks."""

    id: str
    pairing: str
    text: str
    mine: bool
    asked: bool
    """Whether both may read it."""
    answered: bool
    answer: str = ""
    author: str = ""
    """First name."""


class QuestionHelp(_View):
    """What can be done about a question before it is asked: guidance, and an open wording."""

    question: QuestionView
    passages: tuple[Hit, ...]
    seems_answered: bool
    open_forms: tuple[str, ...]
    """Others to put in its place, where it closes, leads or blames; empty if it is open."""
    remarks: tuple[str, ...]


class JourneyView(_View):
    """A pairing from its first session to its last."""

    pairing: str
    role: Role
    partner: str
    focus: str
    goals: tuple[Goal, ...]
    sessions: tuple[SessionView, ...]
    """All of them by number; those that nobody planned yet have no date."""
    moves: dict[int, int]
    """How often each was moved."""
    changes: tuple[CommitmentView, ...]
    """What the reader promised and did: their own promises, the newest last."""
