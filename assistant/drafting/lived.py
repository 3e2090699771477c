"""Lived experience: which items touch it, and the way to pass that such an item shows.

An item is told by its surface: what the pairing is about, and what its mentor's words name. When in
doubt an item counts as lived, since a way to pass costs a line and its absence may cost a story.
"""

from __future__ import annotations

from assistant.domain.drafts import AS_AGREED, ENOUGH, Citation
from assistant.drafting.candidates import Candidate
from assistant.drafting.desk import Desk
from assistant.drafting.lines import MAY_PASS

SPECIAL = frozenset({"lgbt", "disability", "ethnicity", "mental-health"})
"""Topics on which a mentor is asked about their own life."""
_OF_THE_MENTOR = frozenset({"broke-off", "wish-of-mentor", "parked", "reflected", "difference"})
SMALL = ENOUGH
PASSING = "Nobody owes a story here: “pass” is an answer to any question."


def lived_pair(desk: Desk) -> bool:
    """Whether what a pairing works on is something that its mentor lives with."""
    pairing = desk.briefing.pairing
    pattern = desk.bank.cues.patterns.get("lived")
    spoken = " ".join((pairing.focus, *(goal.text for goal in desk.briefing.goals)))
    return bool(SPECIAL & set(pairing.topics)) or bool(pattern and pattern.search(spoken))


def touches_lived(desk: Desk, candidate: Candidate) -> bool:
    """Whether an item asks a mentor for something that they live with."""
    pattern = desk.bank.cues.patterns.get("lived")
    own = [span.sentence.text for span, _ in candidate.spans if span.sentence.voice == "mentor"]
    if pattern is not None and any(pattern.search(text) for text in own):
        return True
    of_the_mentor = candidate.owner == "mentor" and candidate.trigger in _OF_THE_MENTOR
    return of_the_mentor and lived_pair(desk)


def way_to_pass(desk: Desk) -> Citation | None:
    """The pair's own rule on passing, in its own sentence; None if they have none."""
    agreement = desk.briefing.agreement
    for rule in agreement.rules if agreement is not None else ():
        source = desk.briefing.source(f"{agreement.id}#{rule.id}") if agreement else None
        if source is None or not MAY_PASS.search(rule.text):
            continue
        inside = [s for s in desk.read(source) if MAY_PASS.search(s.text)]
        if inside:
            return desk.cite_part(source, inside[0].start, inside[0].end, AS_AGREED)
    return None
