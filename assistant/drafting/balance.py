"""Who leads, who set the subjects and who owes: a quiet count for whoever changes an agenda.

It counts lines of a page, never people, and says something only where the page tilts towards the
senior person.
"""

from __future__ import annotations

from assistant.domain.briefing import Briefing
from assistant.domain.drafts import Agenda, Finding
from assistant.domain.sessions import CommitmentState
from assistant.drafting.checks import MENTEE_SHARE

CHECK = "role-balance"
_SUBJECTS = ("main", "second", "extra", "feedback")


def balance(agenda: Agenda, briefing: Briefing) -> list[Finding]:
    """What tilts towards the mentee, a sentence each; empty if nothing does."""
    mentor, mentee = briefing.name("mentor"), briefing.name("mentee")
    says = []
    led = sum(line.minutes for line in agenda.lines if line.lead == "mentee")
    if led > MENTEE_SHARE * max(agenda.total, 1):
        says.append(f"{mentee} leads {led} of {agenda.total} minutes. Fine, if you both want it.")
    subjects = [line for line in agenda.items if line.slot in _SUBJECTS and line.citations]
    set_by = [line.citations[0].voice for line in subjects]
    if len(subjects) > 1 and set(set_by) == {"mentee"}:
        says.append(f"Every subject of today comes from {mentee}. What would {mentor} put first?")
    owed = [c.owner for c in briefing.commitments if c.state is CommitmentState.OPEN]
    if owed.count("mentor") > max(owed.count("mentee"), 1):
        says.append(
            f"{mentor} owes {owed.count('mentor')} of {len(owed)} open promises. Whose are they?"
        )
    return [Finding(check=CHECK, line="", message=text) for text in says]
