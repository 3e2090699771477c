"""What one page of reflection questions is made from: whose look, at what, by which model."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.briefing import Briefing
from assistant.domain.guidance import GuidedModel, ModelStep
from assistant.domain.reflections import Reflection
from assistant.domain.sessions import Session, SessionState, Voice

When = Literal["before", "after"]
SHORT, DEEP = 3, 15
"""Minutes of the two forms."""


def answers_place(pairing: str, session: int, when: str) -> str:
    """Where answers are kept while they are typed, wherever that is: screen and command agree."""
    return f"reflect:{pairing}:{session}:{when}"


class LookBack(BaseModel):
    """One person's look back at a session, or ahead to it.

    The page belongs to one person, so ``briefing`` holds what that person may read, their own
    private words included: it must feed no document that anybody else reads.
    """

    model_config = ConfigDict(frozen=True)

    briefing: Briefing
    """Of the session that comes next: what is ahead of the person who looks back."""
    voice: Voice
    session: Session
    when: When = "after"
    model: GuidedModel
    minutes: int = SHORT
    energy: tuple[int, ...] = ()
    """This person's own ratings, oldest first."""
    reflections: tuple[Reflection, ...] = ()
    """This person's own, oldest first."""

    @property
    def steps(self) -> tuple[ModelStep, ...]:
        """The steps that are asked: three in the short form, all in the deep one."""
        short = self.minutes < DEEP
        return tuple(step for step in self.model.steps if not (short and step.deep_only))

    @property
    def partner(self) -> str:
        """The other one's first name."""
        return self.briefing.name("mentee" if self.voice == "mentor" else "mentor")

    @property
    def gap(self) -> tuple[int, ...]:
        """Numbers of the sessions after this one that did not take place, up to the next."""
        missing = []
        for session in self.briefing.past_sessions:
            if session.number > self.session.number:
                if session.state in (SessionState.MOVED, SessionState.MISSED):
                    # One that nobody wrote about is no gap to look back at.
                    if any(s.session == session.number for s in self.briefing.sources):
                        missing.append(session.number)
                else:
                    break
        return tuple(missing) if self.when == "after" else ()

    @property
    def this(self) -> str:
        """The session looked back at, as its questions name it."""
        return f"session {self.session.number}"

    @property
    def ahead(self) -> str:
        """What comes next, as its questions name it."""
        coming = self.briefing.session.number
        over = coming > self.briefing.programme.total_sessions
        return "your next talk" if over else f"session {coming}"
