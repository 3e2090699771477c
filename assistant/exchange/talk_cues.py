"""How people ask for changes: from a YAML file to the domain."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.domain.talk_cues import TalkCues
from assistant.exchange.content import build_whole, fill, read_mapping, refuse


def load_talk_cues(path: Path) -> TalkCues:
    """The cues of one language, each pattern with its ``{fragments}`` filled in and tried.

    Raises InvalidContent, which names each pattern that cannot be used.
    """
    content = read_mapping(path)
    raw = content.pop("fragments", None) or {}
    fragments = {str(name): str(part) for name, part in dict(raw).items()}  # type: ignore[call-overload]
    cues = build_whole(TalkCues, content, path.name)
    problems: list[str] = []
    acts = tuple(
        act.model_copy(
            update={
                "patterns": tuple(
                    fill(pattern, fragments, f"{path.name}: {act.act} {place}", problems)
                    for place, pattern in enumerate(act.patterns, start=1)
                )
            }
        )
        for act in cues.acts
    )
    for name in ("before", "after"):
        for place, part in enumerate(getattr(cues, name), start=1):
            _try(part, f"{path.name}: {name} {place}", problems)
    for kind, patterns in cues.documents.items():
        for place, part in enumerate(patterns, start=1):
            _try(part, f"{path.name}: documents: {kind} {place}", problems)
    _try(cues.between, f"{path.name}: between", problems)
    refuse(problems, path.name)
    return cues.model_copy(update={"acts": acts})


def _try(pattern: str, where: str, problems: list[str]) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        problems.append(f"{where}: not a regular expression: {error.msg}")
