"""Words that their author erased go from everything that quotes them, by the same transaction.

A draft or a page that two people share is a record of its own; what it quotes of somebody's note
would outlive the note. So the citation goes, a line of a page that rests on it goes, and where the
words stand inside other words a gap is left that says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, or_

from assistant.domain.changes import AgendaProposal
from assistant.domain.documents import PageDraft, SharedPage
from assistant.domain.drafts import AcceptedAgenda, AgendaDraft, Conversation
from assistant.domain.keeping import own_texts
from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.reflections import Feedback, Reflection
from assistant.domain.running import SessionRun
from assistant.domain.sessions import Question, SessionNote
from assistant.storage.tables import records as table
from assistant.storage.transactions import replace_record, select_kinds, stored_record

GAP = "(words taken back)"
QUOTED = (SessionNote, Reflection, Feedback, Question)
"""What a draft may quote, and its author may erase."""
_QUOTING: tuple[type[Record], ...] = (
    AgendaDraft,
    AcceptedAgenda,
    AgendaProposal,
    PageDraft,
    SharedPage,
    SessionRun,
    Conversation,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_QUOTE = 12
"""Characters from which a quote is looked for beside its citation, in the record that cites it."""
_LONG_ENOUGH = 20
"""Characters from which words are looked for inside others: shorter ones are anybody's."""


def take_out_words(connection: Connection, erased: Sequence[Record]) -> None:
    """Take the words of records out of all that quotes them, in the caller's transaction."""
    quoted = [record for record in erased if isinstance(record, QUOTED)]
    pairings = {record.pairing for record in quoted if record.pairing}
    if not pairings:
        return
    gone = {record.id for record in erased}
    people = {record.author for record in quoted}
    for pairing in pairings:
        pair = stored_record(connection, Pairing, pairing)
        people |= {pair.mentor, pair.mentee} if pair is not None else set()
    # A talk may have no pairing: one asks about all of one's own at once.
    near = or_(table.c.pairing.in_(pairings), table.c.author.in_(people))
    cut = Cut(gone, [text for record in quoted for text in own_texts(record)])
    for record in select_kinds(connection, _QUOTING, near):
        if record.id in gone:
            continue
        kept = json.loads(record.model_dump_json())
        left = cut.out_of(kept)
        if left != kept:
            changed = type(record).model_validate(left)
            version = record.version
            replace_record(connection, changed.changed(version=version + 1), version=version)


class Cut:
    """What goes: citations of records by id, and sentences wherever they stand."""

    def __init__(self, gone: Iterable[str], texts: Iterable[str]) -> None:
        self._gone = frozenset(gone)
        self._words: set[str] = set()
        for text in texts:
            for piece in (text.strip(), *_SENTENCE.split(text)):
                if len(piece.strip()) >= _LONG_ENOUGH:
                    self._words |= {piece.strip(), " ".join(piece.split())}

    def out_of(self, record: Any) -> Any:
        """The same of a record's JSON without them, and without the very words that it cites."""
        words = self._words | {quote for quote in self._quotes(record) if len(quote) >= _QUOTE}
        if not words:
            return self._left(record, None)
        longest_first = sorted(words, key=len, reverse=True)
        return self._left(record, re.compile("|".join(map(re.escape, longest_first))))

    def _quotes(self, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            if self._cites(value):
                yield str(value["quote"]).strip()
            value = list(value.values())
        if isinstance(value, list):
            for part in value:
                yield from self._quotes(part)

    def _left(self, value: Any, words: re.Pattern[str] | None) -> Any:
        if isinstance(value, str):
            return words.sub(GAP, value) if words is not None else value
        if isinstance(value, list):
            return [self._left(part, words) for part in value if not self._goes(part)]
        if isinstance(value, dict):
            if value.get("speaker") == "you":
                return value
            left = {
                name: None if self._goes(part) else self._left(part, words)
                for name, part in value.items()
            }
            if "suggestion" in left and value.get("citations") and not left["citations"]:
                left["suggestion"] = True
            return left
        return value

    def _goes(self, value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        if self._cites(value):
            return True
        # A line of a page that says what somebody said rests on its quote alone.
        fact = value.get("kind") == "fact" and "prompts" in value
        return fact and any(self._cites(one) for one in value.get("citations", ()))

    def _cites(self, value: Any) -> bool:
        return isinstance(value, dict) and "quote" in value and value.get("record") in self._gone
