"""What a pair can know on the day of a session: the page of an earlier one knows no later words."""

from __future__ import annotations

from assistant.domain.briefing import Briefing
from assistant.domain.sessions import SessionState
from assistant.domain.sources import Source


def without_hindsight(briefing: Briefing) -> Briefing:
    """The same briefing without what was written, promised or drafted after its session began.

    A note for a session that has not been held was sent ahead of it, and stays. Today's own agenda
    is no earlier one: drafting it again must not make its subjects look talked through.
    """
    number = briefing.session.number
    over = briefing.session.state == SessionState.HELD
    past = {session.id for session in briefing.past_sessions}
    ahead = past if over else past | {briefing.session.id}

    def known(source: Source) -> bool:
        return source.session is None or source.session < number + (not over)

    return briefing.model_copy(
        update={
            "sources": tuple(source for source in briefing.sources if known(source)),
            "commitments": tuple(
                c for c in briefing.commitments if c.session is None or c.session in ahead
            ),
            "feedback": tuple(
                f for f in briefing.feedback if f.session is None or f.session in past
            ),
            "earlier_agendas": tuple(
                a for a in briefing.earlier_agendas if a.session is None or a.session in past
            ),
        }
    )
