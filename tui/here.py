"""Where a screen stands: the core, who looks at it, and which pairing is in hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.agenda_lines import Names

if TYPE_CHECKING:
    from assistant.api import Assistant
    from assistant.domain.views import PairingView


@dataclass(frozen=True, slots=True)
class Here:
    """Handed to each screen by its constructor. ``me`` is a full name, "" before one is chosen."""

    assistant: Assistant
    me: str = ""
    person: str = ""
    pairing: PairingView | None = None
    session: int | None = None
    subject: str = ""
    """What of the place somebody came for, in the core's words: a step of Home names it."""

    @property
    def pairing_id(self) -> str | None:
        return self.pairing.id if self.pairing is not None else None

    @property
    def partner(self) -> str:
        """The partner's first name, "" without a pairing."""
        return first_name(self.pairing.partner) if self.pairing is not None else ""

    @property
    def names(self) -> Names:
        """Both first names by role."""
        mine = first_name(self.me)
        if self.pairing is not None and self.pairing.role == "mentee":
            return Names(mentor=self.partner, mentee=mine)
        return Names(mentor=mine, mentee=self.partner)

    @property
    def leads(self) -> bool:
        """Whether the reader is this pairing's mentor, whose agenda it is."""
        return self.pairing is not None and self.pairing.role == "mentor"

    @property
    def who(self) -> str:
        """For the title bar: "Ana, mentor"."""
        if self.pairing is None:
            return first_name(self.me)
        return f"{first_name(self.me)}, {self.pairing.role.value}"

    def at(self, pairing: PairingView | None, session: int | None = None) -> Here:
        """The same reader with another pairing in hand, and no subject."""
        return replace(self, pairing=pairing, session=session, subject="")

    def about(self, subject: str) -> Here:
        """The same, come for something."""
        return replace(self, subject=subject)


def first_name(name: str) -> str:
    """What the partner calls them."""
    return (name.split() or [""])[0]
