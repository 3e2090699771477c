"""What a coordinator's note is written from: from a YAML file to the domain."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from assistant.domain.note_content import NoteContent
from assistant.exchange.content import build_whole, read_mapping, refuse


def load_note_content(path: Path) -> NoteContent:
    """Subjects, quote words and self-ratings of one language. Raises InvalidContent."""
    content = build_whole(NoteContent, read_mapping(path), path.name)
    uses = Counter(subject.id for subject in content.subjects)
    problems = [
        f"{path.name}: subject '{subject}' is used twice; each id stands once"
        for subject, times in uses.items()
        if times > 1
    ]
    problems += [
        f"{path.name}: subject '{subject.id}': what blocks needs an ask, of whom, in short, "
        "and what to settle"
        for subject in content.subjects
        if subject.side == "blocks"
        and not (subject.ask and subject.of_whom and subject.in_short and subject.settle)
    ]
    refuse(problems, path.name)
    return content
