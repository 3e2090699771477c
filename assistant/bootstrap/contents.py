"""Content of the knowledge floor, read when it is first needed, and once: nothing changes it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.brief_cues import BriefCues
    from assistant.domain.guidance import Bank, GuidanceCard
    from assistant.domain.note_content import NoteContent
    from assistant.domain.rehearsing import RehearsalBank
    from assistant.domain.talk_cues import TalkCues


@lru_cache(maxsize=1)
def shipped_content(folder: Path) -> tuple[tuple[GuidanceCard, ...], Bank]:
    from assistant.exchange.cards import load_cards
    from assistant.exchange.content import load_bank

    return tuple(load_cards(folder / "guidance")), load_bank(folder)


@lru_cache(maxsize=1)
def note_content() -> NoteContent:
    import knowledge
    from assistant.exchange.note_content import load_note_content

    return load_note_content(knowledge.FOLDER / "notes" / "en.yaml")


@lru_cache(maxsize=1)
def talk_cues() -> TalkCues:
    import knowledge
    from assistant.exchange.talk_cues import load_talk_cues

    return load_talk_cues(knowledge.FOLDER / "talk" / "en.yaml")


@lru_cache(maxsize=1)
def rehearsal() -> RehearsalBank:
    import knowledge
    from assistant.exchange.rehearsal import load_rehearsal

    return load_rehearsal(knowledge.FOLDER / "rehearsal" / "en.yaml")


@lru_cache(maxsize=1)
def brief_cues() -> BriefCues:
    import knowledge
    from assistant.exchange.brief_cues import load_brief_cues

    return load_brief_cues(knowledge.FOLDER / "briefs" / "en.yaml")
