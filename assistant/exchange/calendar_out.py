"""Sessions as a calendar file (RFC 5545): one event each, the same one again when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True)
class CalendarEntry:
    """One session. ``starts_at`` and ``changed_at`` are in UTC, ``zone`` is an IANA name."""

    uid: str
    """Stays the same for as long as the session exists, so that a calendar finds it again."""
    title: str
    starts_at: datetime
    minutes: int
    zone: str
    place: str = ""
    description: str = ""
    cancelled: bool = False
    sequence: int = 0
    """Grows with each change: a calendar keeps the highest that it has seen."""
    changed_at: datetime | None = None

    @property
    def local_start(self) -> datetime:
        """In its own zone; in UTC where this computer does not know the zone."""
        return _local(self.starts_at, self.zone)

    def with_description(self, text: str) -> CalendarEntry:
        """A copy that holds more."""
        return replace(self, description=text)


def calendar_file(entries: Sequence[CalendarEntry], *, made_at: datetime) -> bytes:
    """The bytes of an .ics with the time zones that it names. Imports icalendar.

    A file about one cancelled session asks the calendar to take it out; in a list, a cancelled one
    is marked so.
    """
    from icalendar import Calendar, Event, vText

    calendar = Calendar()
    calendar.add("prodid", "-//Viceversa//Viceversa//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    gone = len(entries) == 1 and entries[0].cancelled
    calendar.add("method", "CANCEL" if gone else "PUBLISH")
    for entry in entries:
        event = Event()
        event["uid"] = vText(entry.uid)
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", entry.local_start)
        # Not its end: an hour is an hour also on the night when the clocks change.
        event.add("duration", timedelta(minutes=entry.minutes))
        event.add("summary", entry.title)
        event.add("sequence", entry.sequence)
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        # Whoever else sees the calendar sees that the time is taken, and no more.
        event.add("class", "PRIVATE")
        if entry.changed_at is not None:
            event.add("last-modified", entry.changed_at.astimezone(UTC).replace(microsecond=0))
        if entry.place:
            event.add("location", entry.place)
        if entry.description:
            event.add("description", entry.description)
        calendar.add_component(event)
    years = [entry.starts_at.year for entry in entries]
    if years:
        # Only the changes of the clock around these dates, not those of seventy years.
        first, last = date(min(years) - 1, 12, 1), date(max(years) + 1, 12, 31)
        calendar.add_missing_timezones(first, last)
    return bytes(calendar.to_ical())


def _local(moment: datetime, zone: str) -> datetime:
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(UTC)
