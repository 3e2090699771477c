"""Dates as people write them: "12 June", "12 June 15:00", "next Thursday", "2026-06-12"."""

from __future__ import annotations

import calendar
import re
from datetime import date, time, timedelta

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {form: n for n, day in enumerate(_DAYS) for form in (day, day[:3])}
_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS)}|sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"{_MONTH}\s+{_DAY}{_YEAR}",
        r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})(?:[./](?P<year>\d{4}))?\.?",
    )
)
_WEEKDAY = re.compile(rf"^(?:{'|'.join(day[:3] for day in _DAYS)})[a-z]*\.?,?\s+(?=\S*\d)")
_TIME = re.compile(
    r"(?:,|\bat\b|\s)\s*(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?\s*$"
)
_IN = re.compile(r"in\s+(?P<count>\d{1,3}|an?|one|two|three|four)\s+(?P<unit>day|week)s?")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}


def day_words(day: date, *, year: bool = False) -> str:
    """A day as everybody reads it: 12 June, or 12 June 2026."""
    return f"{day.day} {day:%B %Y}" if year else f"{day.day} {day:%B}"


def read_day(text: str, today: date) -> tuple[date, time | None] | None:
    """The day that ``text`` names, and the time of day if it does; None if it names none.

    Without a year it is the next such day from ``today`` on. "12/6" is 12 June.
    """
    said = " ".join(text.casefold().split())
    for words, moment in _with_and_without_time(said):
        day = _day(words, today)
        if day is not None:
            return day, moment
    return None


def _with_and_without_time(said: str) -> list[tuple[str, time | None]]:
    found = _TIME.search(said)
    if found is None or not (found["minute"] or found["half"]):
        return [(said, None)]
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    minute = int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        return [(said, None)]
    # As a whole first: "12.06" alone is a day, and no time.
    return [(said, None), (said[: found.start()].strip(" ,"), time(hour, minute))]


def _day(said: str, today: date) -> date | None:
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    if found := _IN.fullmatch(said):
        count = int(_COUNTS.get(found["count"], 0) or found["count"])
        return today + timedelta(days=count * (7 if found["unit"] == "week" else 1))
    named = re.fullmatch(r"(?:on\s+|next\s+)?([a-z]+)", said)
    if named and named[1] in _WEEKDAYS:
        ahead = (_WEEKDAYS[named[1]] - today.weekday()) % 7
        return today + timedelta(days=ahead or 7)
    bare = _WEEKDAY.sub("", said.removeprefix("on "))
    for form in _FORMS:
        if found := form.fullmatch(bare):
            return _dated(found.groupdict(), today)
    return None


def _dated(parts: dict[str, str | None], today: date) -> date | None:
    named = parts.get("month")
    starts = [month[:3] for month in _MONTHS]
    month = starts.index(named[:3]) + 1 if named else int(parts.get("number") or 0)
    day = int(parts["day"] or 0)
    try:
        if parts.get("year"):
            return date(int(parts["year"] or 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one: 31 January and a month is 28 February."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
