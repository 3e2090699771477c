"""The people to turn to where a program must step back."""

from __future__ import annotations

from assistant.domain.people import Programme
from assistant.services.context import Context


def human_contacts(context: Context) -> str:
    """The programme's human contacts, whatever else is set."""
    programmes = context.repositories.find(context.reader(), Programme)
    contacts = [contact for programme in programmes for contact in programme.contacts]
    listed = "\n".join(f"{contact.name}: {contact.what_for}" for contact in contacts)
    return (
        "This is a matter for a person, not for a program. If someone may be in danger now, "
        "call the emergency services.\n\n" + listed
    ).rstrip()
