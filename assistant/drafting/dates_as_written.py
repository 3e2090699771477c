"""Dates as people write them in a note, and the day that they would come to."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = (
    "mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thurs?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FORMS = (
    r"tonight|this (?:evening|afternoon|week|month)|tomorrow|today|the same (?:day|evening)",
    r"next (?:time|week|month)|session \d{1,2}|we (?:next )?meet(?: again)?|the next one",
    r"(?:the )?end of (?:the|this|next) (?:week|month)",
    r"(?:in|within) (?:a|two|three|\d) (?:days?|weeks?|wks?)",
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})[a-z]*",
)
WHEN = re.compile(
    rf"\b(?:(?:by|before|on|from|until) )?(?:{'|'.join(_FORMS)})\b"
    rf"|\b(?:by|before|on|from|until) (?:{_WEEKDAYS})\b",
    re.IGNORECASE,
)
"""Words of time that may say when a promise is due."""
_NUMBERS = {"a": 1, "two": 2, "three": 3}


def would_be(when: str, held_on: date) -> date | None:
    """The day that words of time come to, counted from the session; None if they name no day."""
    said = when.casefold()
    if any(word in said for word in ("tonight", "today", "evening", "afternoon", "same day")):
        return held_on
    if "tomorrow" in said:
        return held_on + timedelta(days=1)
    counted = re.search(r"(?:in|within) (a|two|three|\d) (day|week|wk)", said)
    if counted:
        number = _NUMBERS.get(counted.group(1)) or int(counted.group(1))
        return held_on + timedelta(days=number * (1 if counted.group(2) == "day" else 7))
    if "this week" in said or "end of the week" in said:
        return held_on + timedelta(days=(4 - held_on.weekday()) % 7)
    if "next week" in said:
        monday = held_on + timedelta(days=7 - held_on.weekday())
        return monday if "from" in said else monday + timedelta(days=4)
    for number, day in enumerate(_DAYS):
        if re.search(rf"\b{day}", said):
            return held_on + timedelta(days=(number - held_on.weekday() - 1) % 7 + 1)
    return None
