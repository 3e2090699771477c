"""The checks by name, what each says to a reader, and how they are counted. Pure.

There is no check of boundaries here on purpose: what touches one is left out without a word, since
a finding or a count would tell a partner that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain.drafts import Finding

CHECKS: dict[str, str] = {
    "quote-not-found": "This quote is not in the source, so it was left out.",
    "quote-cut-short": "This quote was cut so that it says the opposite, so it was left out.",
    "unknown-source": "A source was named that nobody supplied, so it was left out.",
    "wrong-voice": "These words were given to the wrong person, so they were left out.",
    "copied": "It repeated a source's words as its own, without quotation marks.",
    "saying-without-quote": "It said what somebody thinks or agreed to, without their words.",
    "number-without-evidence": "It named a number that is not in your notes.",
    "date-without-evidence": "It named a date that is not in your notes.",
    "name-without-evidence": "It named somebody or something that is not in your notes.",
    "emotion-without-owner": "It named a feeling that its owner did not write.",
    "proof-claimed": "It called something proven; no source here goes that far.",
    "stereotype": "It spoke of a group instead of a person.",
    "character": "It named a character or a motive instead of what somebody did.",
    "question-lint": "A question was closed, double, leading or a why, so it was left out.",
    "fact-without-source": "It stated something without a source.",
    "agreement-needs-two": "It said that both agree, with the words of one.",
    "said-before": "It quoted what another line here quotes already.",
    "frame-changed": "It tried to change who, when or how much; those stay as they were.",
    "minutes-changed": "It tried to change minutes or who leads; those stay as they were.",
    "off-topic": "It was no longer about this line.",
    "beside-it": "A source that does not bear its sentence was named, so its number was taken out.",
    "nonsense": "It was not usable wording.",
}
"""Check name to what it found, in words for the reader of the draft."""

_KEPT = "The line was put back to the rules' wording."


def finding(check: str, line: str = "", *, detail: str = "", put_back: bool = False) -> Finding:
    """A finding in words. ``put_back`` adds that the whole line fell back to the rules' wording;
    ``repaired`` is always True here, as nothing that fails stays on the page."""
    parts = [CHECKS[check], detail, _KEPT if put_back else ""]
    return Finding(
        check=check, line=line, message=" ".join(part for part in parts if part), repaired=True
    )


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """Every check's name with its number of findings, for a receipt; 0 means it ran and found
    nothing."""
    counts = dict.fromkeys(CHECKS, 0)
    for found in findings:
        counts[found.check] = counts.get(found.check, 0) + 1
    return counts
