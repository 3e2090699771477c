"""The bank of a rehearsal: from a YAML file to the domain."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.domain.rehearsing import RehearsalBank
from assistant.exchange.content import build_whole, read_mapping, refuse


def load_rehearsal(path: Path) -> RehearsalBank:
    """The bank of one language, each pattern tried. Raises InvalidContent."""
    bank = build_whole(RehearsalBank, read_mapping(path), path.name)
    named = [(f"objections {n}", o.when) for n, o in enumerate(bank.objections, start=1)]
    named += [(name, getattr(bank, name)) for name in ("said_back", "moments", "effects", "deeds")]
    problems: list[str] = []
    for name, pattern in named:
        try:
            re.compile(pattern)
        except re.error as error:
            problems.append(f"{path.name}: {name}: not a regular expression: {error.msg}")
    if bank.objections[-1].when:
        problems.append(f"{path.name}: objections: the last one must fit any words")
    refuse(problems, path.name)
    return bank
