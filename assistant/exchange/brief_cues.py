"""Signs for the mentee's pages: from a YAML file to the domain."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.domain.brief_cues import BriefCues
from assistant.exchange.content import build_whole, read_mapping, refuse


def load_brief_cues(path: Path) -> BriefCues:
    """The signs of one language, each tried. Raises InvalidContent."""
    cues = build_whole(BriefCues, read_mapping(path), path.name)
    named = [
        (name, getattr(cues, name))
        for name in BriefCues.model_fields
        if name not in ("language", "cues", "together", "at_stage", "to_bring")
    ]
    named += [(f"cues {place}", cue.asked) for place, cue in enumerate(cues.cues, start=1)]
    problems: list[str] = []
    for name, pattern in named:
        try:
            re.compile(pattern)
        except re.error as error:
            problems.append(f"{path.name}: {name}: not a regular expression: {error.msg}")
    refuse(problems, path.name)
    return cues
