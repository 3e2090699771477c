"""What a note left open and a promise that was kept has settled since. Pure."""

from __future__ import annotations

from assistant.domain.sessions import Commitment, CommitmentState
from assistant.drafting.candidates import EVERYDAY
from assistant.drafting.desk import Desk
from assistant.drafting.reading import Sentence

_SAME = 2
"""Words of weight that a line shares with the promise that answers it."""


def settled_by(desk: Desk, sentence: Sentence, least: int = _SAME) -> Commitment | None:
    """The kept promise, made in that session or later, that speaks of what the line speaks of, in
    ``least`` words of weight: one is enough for what was asked and not promised, but no word of
    what the two work on anyway.

    One that was kept before the line was written settles nothing of it.
    """
    numbers = {s.id: s.number for s in (*desk.briefing.past_sessions, desk.briefing.session)}
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    about = sentence.stems - EVERYDAY - names
    for commitment in desk.briefing.commitments:
        made = numbers.get(commitment.session or "", -1)
        if commitment.state is not CommitmentState.KEPT or made < sentence.session:
            continue
        told = desk.stems(commitment.text, commitment.evidence)
        if len(about & told) >= _SAME or (least == 1 and (about & told) - desk.frame):
            return commitment
    return None
