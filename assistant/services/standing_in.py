"""Whose names are replaced in a request: everybody of the reader's programmes, and those they work
for."""

from __future__ import annotations

from functools import lru_cache

import yaml

import knowledge
from assistant.domain.people import Participant, Programme
from assistant.llm.stand_ins import NameWords, StandIns
from assistant.plain_yaml import LOADER
from assistant.services.context import Context


def stand_ins(context: Context) -> StandIns:
    """The stand-ins for all people and organisations that the reader may know of."""
    reader = context.reader()
    people = context.repositories.find(reader, Participant)
    programmes = context.repositories.find(reader, Programme)
    return StandIns(
        list(dict.fromkeys(person.name for person in people)),
        list(dict.fromkeys(p.organisation for p in programmes if p.organisation)),
        _name_words(),
    )


@lru_cache(maxsize=1)
def _name_words() -> NameWords:
    text = (knowledge.FOLDER / "names.yaml").read_text(encoding="utf-8")
    lists = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader)
    return NameWords(**{name: frozenset(words.split()) for name, words in lists.items()})
