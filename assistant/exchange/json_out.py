"""Fields as JSON, for programs and for eyes: nothing in it acts on a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_ACTING = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""What JSON leaves as it is beside letters: more controls, directions, halves of characters."""


def json_text(fields: Mapping[str, Any]) -> str:
    """An indented object. What was escaped reads back as it was."""
    text = json.dumps(fields, indent=2, ensure_ascii=False)
    return _ACTING.sub(lambda found: json.dumps(found.group())[1:-1], text) + "\n"
