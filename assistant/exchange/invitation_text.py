"""Invitations as a file, and as one line that can be pasted into a message."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from pydantic import ValidationError

from assistant.domain.invitations import Invitation
from assistant.errors import InvalidInput

MARK = "viceversa1:"
_END = "."
_LARGEST = 64 * 1024
"""Bytes of an unpacked invitation: far more than any needs, far less than hurts."""


def to_code(invitation: Invitation) -> str:
    """One line without blanks; ``from_text`` notices when a part of it is missing."""
    body = invitation.model_dump_json(exclude_defaults=True).encode()
    packed = zlib.compress(body, 9)
    check = f"{zlib.crc32(packed):08x}"
    return MARK + check + base64.urlsafe_b64encode(packed).decode().rstrip("=") + _END


def to_file(invitation: Invitation) -> str:
    """The code with a few words around it, for whoever opens the file to see what it is."""
    me, partner = invitation.me, invitation.partner
    return (
        f"An invitation to {invitation.programme.name}\n\n"
        f"For {me.name}, {invitation.invited} of {partner.name}.\n"
        "It holds names and the programme's own facts, and nothing that anybody wrote.\n\n"
        'In Viceversa choose "I was invited to a pairing" and name this file or paste the line '
        "below.\nOn the command line: viceversa join THIS-FILE\n\n"
        f"{to_code(invitation)}\n"
    )


def from_text(text: str) -> Invitation:
    """The invitation in a code, wherever it stands in ``text``. InvalidInput, in plain words."""
    # Mail programs break long lines: blanks within the code count for nothing.
    _, mark, after = text.partition(MARK)
    code = re.sub(r"[^A-Za-z0-9_-]", "", after.partition(_END)[0])
    if not mark:
        raise InvalidInput(
            "There is no invitation in it.",
            safe="Nothing was changed.",
            next_step="It is a file, or a line that begins with viceversa1: Ask for it again.",
        )
    check, packed = code[:8], code[8:]
    try:
        body = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        if f"{zlib.crc32(body):08x}" != check:
            raise _incomplete()
        unpacking = zlib.decompressobj()
        return Invitation.model_validate_json(unpacking.decompress(body, _LARGEST))
    except (binascii.Error, zlib.error, ValidationError):
        raise _incomplete() from None


def _incomplete() -> InvalidInput:
    return InvalidInput(
        "This invitation is not complete, or was changed on its way.",
        safe="Nothing was changed.",
        next_step="Copy the whole line, or ask for the file.",
    )
