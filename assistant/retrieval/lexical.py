"""Words in SQLite FTS5: where each term stands.

The terms are made by ``terms.py`` (one stemmer for text, questions and boundaries), so the
tokeniser of FTS5 has only to split at spaces. Ranking is in ``fusion.py``: the product searches
two shelves as one corpus, and a shelf alone does not know how rare a word is in both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.terms import terms

SCHEMA = """
CREATE VIRTUAL TABLE words USING fts5(terms, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE occurrences USING fts5vocab(words, instance);
"""

POSITION_BITS = 16
"""A place is one number: the row, and in its last bits the position among the passage's terms."""
LAST_POSITION = (1 << POSITION_BITS) - 1
_COUNTS = """
CREATE VIRTUAL TABLE IF NOT EXISTS temp.counted USING fts5vocab(main, words, row)
"""
_PLACES = """
SELECT group_concat((doc << ?) | min(offset, ?)) FROM occurrences WHERE term = ?
"""


class WordIndex:
    """The table of words in an open SQLite file. Rows are the shelf's own numbers."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def add(self, texts: Iterable[tuple[int, str]]) -> dict[int, int]:
        """Index texts by row; gives the number of terms of each."""
        made = [(row, terms(text)) for row, text in texts]
        self._database.executemany(
            "INSERT INTO words (rowid, terms) VALUES (?, ?)",
            [(row, " ".join(found)) for row, found in made],
        )
        return {row: len(found) for row, found in made}

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out of the search. Their bytes stay in the file until it is rebuilt."""
        self._database.executemany("DELETE FROM words WHERE rowid = ?", [(row,) for row in rows])

    def places(self, term: str) -> NDArray[np.int64]:
        """Each place of a term, in any order. It is a value, never query syntax."""
        # As one text: a tuple for each of 100,000 places takes four times as long as their reading.
        asked = (POSITION_BITS, LAST_POSITION, term)
        (listed,) = self._database.execute(_PLACES, asked).fetchone()
        return np.fromstring(listed or "", dtype=np.int64, sep=",")

    def counts(self) -> list[tuple[str, int]]:
        """Each term, with the number of its places; 0.1 s for 50,000 passages."""
        self._database.execute(_COUNTS)
        return self._database.execute("SELECT term, cnt FROM temp.counted").fetchall()

    def sound(self) -> bool:
        """Whether FTS5's own check of its structure passes."""
        try:
            self._database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        return True
