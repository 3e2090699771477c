"""Following a talk: what a short question carries over, what leads to a document, and what is said
where nothing on record answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain.changes import DocumentWish
from assistant.domain.drafts import Citation, Turn
from assistant.domain.sources import Hit
from assistant.domain.talk_cues import TalkCues
from assistant.domain.wording import content_stems
from assistant.drafting.answers import best_quote
from assistant.drafting.intents import bare_forms

_FOLLOWS = re.compile(
    r"^(?:and|but|so|then|also|why|really|what else|how so|how come|what about|how about|who|when"
    r"|where)\b"
    r"|\b(?:it|that|this|them|those|these|there|he|she|they|his|her|their|the same|else)\b",
    re.IGNORECASE,
)
_FEW = 2
"""Content words up to which a question is about what was spoken of before."""
_COMMANDS = {
    "agenda": ("Your agenda", "viceversa agenda --pairing {pairing}{session}"),
    "brief": ("Your brief", "viceversa brief --pairing {pairing}{session}"),
    "read-first": ("What to read first", "viceversa read-first --pairing {pairing}"),
    "reflection": (
        "Questions for your reflection",
        "viceversa reflect --pairing {pairing}{session}",
    ),
    "session-summary": ("The session summary", "viceversa summary --pairing {pairing}{session}"),
    "feedback-summary": ("The two-way summary", "viceversa feedback summary --pairing {pairing}"),
    "rehearsal": ("A rehearsal", "viceversa rehearse --pairing {pairing}"),
}
NOT_THERE = "That is not in your notes or the guidance."


def carried(asked: str, before: Sequence[Turn]) -> str:
    """The question to search with: a short one, or one that points back, takes the last topic."""
    own = content_stems(asked)
    if len(own) > _FEW and not (_FOLLOWS.search(asked) and len(own) <= _FEW + 1):
        return asked
    if not before or not (_FOLLOWS.search(asked) or len(own) <= 1):
        return asked
    last = next((turn.text for turn in reversed(before) if turn.speaker == "you"), "")
    return f"{asked} {last}".strip()


def asked_document(text: str, cues: TalkCues) -> DocumentWish | None:
    """The document that a text asks for, and for which session."""
    for said in bare_forms(text, cues):
        for kind, patterns in cues.documents.items():
            for pattern in patterns:
                match = re.fullmatch(pattern, said)
                if match is not None:
                    number = match.groupdict().get("session") or ""
                    last = "last" if "last session" in said else "next"
                    return DocumentWish.model_validate({"kind": kind, "session": number or last})
    return None


def leads_to(wish: DocumentWish, pairing: str) -> str:
    """Where a document is made, in a sentence."""
    name, command = _COMMANDS[wish.kind]
    session = f" --session {wish.session}" if wish.session.isdigit() else ""
    return f"{name}: {command.format(pairing=pairing, session=session)}"


def nearest(asked: str, hits: Iterable[Hit]) -> Citation | None:
    """The nearest words that the two share, if they share a word with the question."""
    wanted = content_stems(asked)
    for hit in hits:
        citation = best_quote(asked, hit)
        if wanted & content_stems(citation.quote):
            return citation
    return None


def not_there(asked: str, citation: Citation | None, partner: str) -> str:
    """That nothing answers it, what is there instead, and an open question to take along."""
    said = [NOT_THERE]
    if citation is not None:
        said.append(f"Nearest is {citation.label}: \u201c{citation.quote}\u201d [1]")
    if partner and asked:
        said.append(
            f"To ask {partner} openly: \u201cWhat do you know about this that I do not?\u201d"
        )
    return " ".join(said)
