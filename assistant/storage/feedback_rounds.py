"""Opening a round of feedback for both sides at once, without anybody reading what is in it.

The one change of a record that is not its author's: a rule makes it, not a person. Nothing can be
read because of it alone, since each giver still releases line by line.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from assistant.domain.people import Pairing
from assistant.domain.reflections import Feedback, FeedbackState
from assistant.storage.tables import records as table
from assistant.storage.transactions import replace_record, select_records, stored_record


def feedback_of_round(connection: Connection, pairing: str, number: int) -> list[Feedback]:
    """What both sides of a pairing have sealed or opened in a round, before anybody's rights."""
    found = select_records(connection, Feedback, table.c.pairing == pairing)
    return [feedback for feedback in found if feedback.round == number and feedback.lines]


def round_to_open(
    connection: Connection, pairing: str, number: int, *, overdue: bool
) -> list[Feedback]:
    """What is still sealed in a round whose time has come; [] if it has not, or nothing is."""
    written = feedback_of_round(connection, pairing, number)
    pair = stored_record(connection, Pairing, pairing)
    both = pair is not None and {pair.mentor, pair.mentee} <= {one.author for one in written}
    if not (overdue or both):
        return []
    return [one for one in written if one.state is FeedbackState.SEALED]


def open_together(connection: Connection, sealed: Sequence[Feedback]) -> None:
    """Open them, in the transaction of the caller."""
    for one in sealed:
        opened = one.changed(state=FeedbackState.OPENED, version=one.version + 1)
        replace_record(connection, opened, version=one.version)
