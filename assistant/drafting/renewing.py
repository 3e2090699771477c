"""What an agenda says about its own lines, made anew once lines are called otherwise."""

from __future__ import annotations

import re

from assistant.domain.drafts import Agenda
from assistant.drafting.frame import first_words
from assistant.drafting.lateness import cut_line

_FIRST_WORDS = re.compile(r"\w[^:\u201c]* may begin: \u201c[^\u201d]*\u201d\s*")
_BOTH = re.compile(r": (?P<mentor>.+) with (?P<mentee>.+)$")
"""The two names, as ``frame.title`` writes them."""


def renewed(agenda: Agenda) -> Agenda:
    """The same agenda with first words and a late plan that name its lines as they now stand.

    First words that somebody wrote in their own way are theirs and stay.
    """
    both = _BOTH.search(agenda.title)
    if both is not None:
        said = first_words(agenda.lines, both.groups())
        agenda = agenda.with_lines(
            tuple(
                line.model_copy(
                    update={"purpose": _FIRST_WORDS.sub(lambda _: f"{said} ", line.purpose).strip()}
                )
                if line.slot == "settle" and _FIRST_WORDS.match(line.purpose)
                else line
                for line in agenda.lines
            )
        )
    return agenda.model_copy(update={"cut_if_late": cut_line(agenda)})
