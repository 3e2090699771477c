"""The consent ledger: what each person allowed, and consent to send one's words to a host."""

from __future__ import annotations

from assistant.domain.people import Pairing
from assistant.domain.records import Record
from assistant.domain.reflections import Consent
from assistant.errors import NeedsConsent
from assistant.services.context import Context

_PURPOSE = "send-words-to-model"


class Consents:
    """The acting reader's rows in the ledger. The newest about a subject and a purpose holds."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def say(self, about: Record, purpose: str, *, given: bool) -> None:
        """Add a row about a record, which stands where the record stands."""
        pairing = about.id if isinstance(about, Pairing) else about.pairing
        self.add(about.id, purpose, given=given, programme=about.programme, pairing=pairing)

    def add(
        self,
        subject: str,
        purpose: str,
        *,
        given: bool,
        programme: str | None = None,
        pairing: str | None = None,
    ) -> None:
        """Add a row: nothing in the ledger is ever changed."""
        reader = self._context.reader()
        row = Consent(
            programme=programme,
            pairing=pairing,
            author=reader.person,
            subject=subject,
            purpose=purpose,
            given=given,
        )
        self._context.repositories.save(reader, row)

    def said(self, subject: str, purpose: str) -> bool | None:
        """What the reader said last; None where they were never asked."""
        about = (subject, purpose)
        answers = [row.given for row in self.rows() if (row.subject, row.purpose) == about]
        return answers[-1] if answers else None

    def rows(self) -> list[Consent]:
        """The reader's whole ledger, the oldest first."""
        reader = self._context.reader()
        return self._context.repositories.find(reader, Consent, author=reader.person)


class HostConsents:
    """The acting reader's consents, one for each host."""

    def __init__(self, context: Context) -> None:
        self._ledger = Consents(context)

    def note(self, host: str, *, given: bool) -> None:
        """Say whether the reader's words may go there."""
        self._ledger.add(f"host:{host}", _PURPOSE, given=given)

    def given(self, host: str) -> bool:
        """Whether the reader's words may go there."""
        return self._ledger.said(f"host:{host}", _PURPOSE) is True

    def ask(self, host: str) -> None:
        """NeedsConsent unless it was given; "" stands for this computer, which needs none."""
        if host and not self.given(host):
            raise NeedsConsent(
                f"You have not agreed to send words to {host}.",
                safe="Nothing was sent, and the draft by rules is complete.",
                next_step="Agree on the screen (S) or with: viceversa connect --consent. What "
                "would be sent is shown by: viceversa --show-request agenda --pairing P",
            )
