"""Consent to send one's words to a host: rows in the ledger of whoever gave it."""

from __future__ import annotations

from assistant.domain.reflections import Consent
from assistant.errors import NeedsConsent
from assistant.services.context import Context

_PURPOSE = "send-words-to-model"


class HostConsents:
    """The acting reader's consents, one for each host. The newest row holds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def note(self, host: str, *, given: bool) -> None:
        """Add a row: nothing in the ledger is ever changed."""
        reader = self._context.reader()
        row = Consent(author=reader.person, subject=f"host:{host}", purpose=_PURPOSE, given=given)
        self._context.repositories.save(reader, row)

    def given(self, host: str) -> bool:
        """Whether the reader's words may go there."""
        reader = self._context.reader()
        ledger = self._context.repositories.find(reader, Consent, author=reader.person)
        rows = [r for r in ledger if (r.subject, r.purpose) == (f"host:{host}", _PURPOSE)]
        return bool(rows) and rows[-1].given

    def ask(self, host: str) -> None:
        """NeedsConsent unless it was given; "" stands for this computer, which needs none."""
        if host and not self.given(host):
            raise NeedsConsent(
                f"You have not agreed to send words to {host}.",
                safe="Nothing was sent, and the draft by rules is complete.",
                next_step="Agree on the screen (S) or with: viceversa connect --consent. What "
                "would be sent is shown by: viceversa --show-request agenda --pairing P",
            )
