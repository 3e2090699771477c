"""What was not said for everybody: told before somebody had come in, or marked so by its speaker.

No page carries it; who said it is asked. What was said to all expressly stays, whenever it was.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.guidance import Cues


def confidences(
    text: str, sentences: Sequence[tuple[int, str]], cues: Cues, *, many: bool
) -> set[int]:
    """Positions of the sentences, given with their starts in ``text``, that stay off every page.

    ``many``: a record of many voices. There everything counts as confided until the last of them
    has come in, and a whole turn goes with its reply; in one person's note, the sentences beside.
    """
    patterns = cues.patterns
    marks = [
        patterns[kind]
        for kind in ("off_record", "not_for_all")[: 2 if many else 1]
        if kind in patterns
    ]
    marked = {n for n, (_, said) in enumerate(sentences) if any(m.search(said) for m in marks)}
    if not many:
        return {near for n in marked for near in (n - 1, n, n + 1) if 0 <= near < len(sentences)}
    turns = [text.count("\n", 0, start) for start, _ in sentences]
    held: set[int] = set()
    for position in marked:
        reply = next((turn for turn in turns if turn > turns[position]), None)
        held |= {n for n, turn in enumerate(turns) if turn in (turns[position], reply)}
    joins = patterns.get("joins")
    joined = max((found.end() for found in joins.finditer(text)), default=0) if joins else 0
    to_all = patterns.get("for_all")
    early = {
        n
        for n, (start, said) in enumerate(sentences)
        if start < joined and not (to_all is not None and to_all.search(said))
    }
    return held | early
