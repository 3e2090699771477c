"""Which days a question speaks of: "on 3 July", "last time", "since the mid-point". Pure.

English alone. A month without a year is its latest one in what may be searched; "last time" and
"the first session" are days of the records themselves: no clock is asked where none is needed.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
_WRITTEN = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b{_YEAR}", re.IGNORECASE),
    # "may" and "march" alone are mostly verbs.
    re.compile(
        r"\b(?:in|since|during|from|before|until|till|after|by|of|last|this|early|late|mid)[ -]+"
        rf"(?:(?:early|late|mid)[ -]+)?{_MONTH}{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:in|since|during|before|after)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE),
)
_LATEST = re.compile(
    r"\b(?:last (?:time|session|meeting|conversation)|latest (?:session|meeting)|"
    r"we last (?:met|spoke|talked))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:first (?:time we|session|meeting|conversation)|at the (?:very )?(?:start|beginning))\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(r"\b(?:mid[- ]?point|half[- ]?way|middle of the programme)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|after|from)\b[^.?!]{0,24}$", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:before|until|till|up to)\b[^.?!]{0,24}$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?P<which>last|this|past)\s+(?P<what>week|month|year)\b", re.IGNORECASE)
_SESSION = re.compile(r"\bsessions?\s+(?P<number>\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


def periods(question: str, days: Sequence[date], today: date | None = None) -> list[Period]:
    """The stretches of time that a question names; [] if it names none.

    ``days`` are those of the records that may be searched. Without ``today``, "last month" and its
    like say nothing.
    """
    found = [
        _bounded(question[: match.start()] + match.group().split()[0], period)
        for pattern in _WRITTEN
        for match in pattern.finditer(question)
        if (period := _written(match.groupdict(), days, today)) is not None
    ]
    if days:
        named = ((_LATEST, max(days)), (_FIRST, min(days)), (_MIDDLE, _middle(days)))
        found += [
            _bounded(question[: match.start()], Period(day, day))
            for pattern, day in named
            for match in pattern.finditer(question)
        ]
    if today is not None:
        found += [_relative(match, today) for match in _RELATIVE.finditer(question)]
    return found


def sessions(question: str) -> list[int]:
    """The numbers of sessions that a question names."""
    return [int(match["number"]) for match in _SESSION.finditer(question)]


def _written(
    parts: dict[str, str | None], days: Sequence[date], today: date | None
) -> Period | None:
    month, day, year = parts.get("month"), parts.get("day"), parts.get("year")
    number = None if month is None else _MONTHS.get(month.lower()) or int(month)
    if year is None:
        latest = max(days, default=today)
        if latest is None or number is None:
            return None
        before = (number, int(day or 1)) > (latest.month, latest.day)
        year = str(latest.year - before)
    try:
        if number is None:
            return Period(date(int(year), 1, 1), date(int(year), 12, 31))
        if day is None:
            end = calendar.monthrange(int(year), number)[1]
            return Period(date(int(year), number, 1), date(int(year), number, end))
        return Period(date(int(year), number, int(day)), date(int(year), number, int(day)))
    except (ValueError, calendar.IllegalMonthError):
        # "the 31st of June": no day, so it names none.
        return None


def _bounded(before: str, period: Period) -> Period:
    """Open at one end where "since" or "before" stands in front."""
    if _SINCE.search(before):
        return Period(period.first, date.max)
    if _BEFORE.search(before):
        return Period(date.min, period.first)
    return period


def _middle(days: Sequence[date]) -> date:
    return min(days) + (max(days) - min(days)) / 2


def _relative(match: re.Match[str], today: date) -> Period:
    what, this = match["what"].lower(), match["which"].lower() == "this"
    if what == "week":
        monday = today - timedelta(days=today.weekday() + (0 if this else 7))
        return Period(monday, monday + timedelta(days=6))
    if what == "month":
        last = today if this else today.replace(day=1) - timedelta(days=1)
        end = calendar.monthrange(last.year, last.month)[1]
        return Period(last.replace(day=1), last.replace(day=end))
    year = today.year - (0 if this else 1)
    return Period(date(year, 1, 1), date(year, 12, 31))
