"""Words that their author erased or took back go from what quotes them, by the same transaction.

A draft or a page that two people share is a record of its own; what it quotes of somebody's note
would outlive the note. So the citation goes, a line of a page that rests on it goes, and where the
words stand inside other words a gap is left that says so. What was erased goes everywhere; what its
author keeps to themselves from now on stays in what they alone read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_

from assistant.domain.changes import AgendaProposal
from assistant.domain.documents import PageDraft, SharedPage
from assistant.domain.drafts import AcceptedAgenda, AgendaDraft, Conversation
from assistant.domain.own_kinds import own_texts
from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.reflections import Feedback, Reflection
from assistant.domain.running import SessionRun
from assistant.domain.sessions import Question, SessionNote
from assistant.domain.visibility import Visibility
from assistant.storage.envelopes import as_partners_see
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
    cut = Cut(
        {record.id: "" for record in erased},
        [text for record in quoted for text in own_texts(record)],
    )
    _cut_out(connection, quoted, cut)


def take_back_words(connection: Connection, before: Record, after: Record) -> None:
    """Take out of what others read the words that ``after`` keeps and no longer lets them read."""
    if not isinstance(after, QUOTED) or not after.pairing:
        return
    open_still = _open_to_partner(after)
    kept = set(own_texts(after))
    taken = [text for text in _open_to_partner(before) if text in kept - set(open_still)]
    if taken:
        not_the_authors_alone = or_(
            table.c.author != after.author, table.c.reach != Visibility.PRIVATE.value
        )
        cut = Cut({after.id: "\n".join(open_still)}, taken)
        _cut_out(connection, [after], cut, not_the_authors_alone)


def _open_to_partner(record: Record) -> tuple[str, ...]:
    seen = as_partners_see(record)
    return own_texts(seen) if seen is not None else ()


def _cut_out(
    connection: Connection, quoted: Sequence[Record], cut: Cut, *conditions: ColumnElement[bool]
) -> None:
    pairings = {record.pairing for record in quoted if record.pairing}
    if not pairings:
        return
    people = {record.author for record in quoted}
    for pairing in pairings:
        pair = stored_record(connection, Pairing, pairing)
        people |= {pair.mentor, pair.mentee} if pair is not None else set()
    # A talk may have no pairing: one asks about all of one's own at once.
    near = or_(table.c.pairing.in_(pairings), table.c.author.in_(people))
    for record in select_kinds(connection, _QUOTING, near, *conditions):
        if cut.takes(record.id):
            continue
        kept = json.loads(record.model_dump_json())
        left = cut.out_of(kept)
        if left != kept:
            changed = type(record).model_validate(left)
            version = record.version
            replace_record(connection, changed.changed(version=version + 1), version=version)


class Cut:
    """What goes: citations of records by id, and sentences wherever they stand.

    ``gone`` names the records with what of each may still be quoted.
    """

    def __init__(self, gone: Mapping[str, str], texts: Iterable[str]) -> None:
        self._gone = {record: _spaced(text) for record, text in gone.items()}
        self._words: set[str] = set()
        for text in texts:
            for piece in (text.strip(), *_SENTENCE.split(text)):
                if len(piece.strip()) >= _LONG_ENOUGH:
                    self._words |= {piece.strip(), _spaced(piece)}
        open_still = " ".join(self._gone.values())
        self._words = {piece for piece in self._words if _spaced(piece) not in open_still}

    def takes(self, record: str) -> bool:
        """Whether a record of this id is one of those whose words go."""
        return record in self._gone

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
        if (
            not isinstance(value, dict)
            or "quote" not in value
            or value.get("record") not in self._gone
        ):
            return False
        quote = _spaced(str(value["quote"]))
        return not quote or quote not in self._gone[str(value["record"])]


def _spaced(text: str) -> str:
    return " ".join(text.split())
