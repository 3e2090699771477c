"""The content of the first minutes: from a YAML file to the domain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.domain.beginning_content import BeginningContent
from assistant.domain.guidance import GuidanceCard
from assistant.exchange.content import build_whole, read_mapping, refuse


def load_beginning(path: Path, cards: Sequence[GuidanceCard]) -> BeginningContent:
    """One language's content, each quote found in its card. Raises InvalidContent."""
    content = build_whole(BeginningContent, read_mapping(path), path.name)
    texts = {card.id: " ".join(card.text.split()) for card in cards}
    problems = [
        f"{path.name}: readiness: the quote is not in card {statement.card}: {statement.quote}"
        for mirror in (content.readiness.mentor, content.readiness.mentee)
        for statement in mirror.statements
        if " ".join(statement.quote.split()) not in texts.get(statement.card, "")
    ]
    refuse(problems, path.name)
    return content
