"""A date as other calendars take it: an iCalendar file (RFC 5545), and the addresses that fill in an event elsewhere.

The same date keeps its name (`UID`) when it is moved, and each later file counts for more (`SEQUENCE`, from the time
at which it was made: nothing is counted). Nobody is invited by it: we know no e-mail address, and hold no calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import quote, urlencode

from bot.domain.meetings import USUAL, Meeting, MeetingState

#: SEQUENCE is a small integer: the seconds since then fit until 2088.
COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)
ALARM = timedelta(minutes=-15)
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"


class Status(StrEnum):
    """As calendars name it."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What a calendar is told, from a UTC instant to another. `name` is its own in the workspace, and stays."""

    name: str
    title: str
    begins: datetime
    ends: datetime
    status: Status
    where: str = ""


def calendar_file(meeting: Meeting, *, title: str, place: str, now: datetime) -> bytes:
    """The file of a date: to be kept, or to be taken out again when it is off. `title` names the other half and says
    nothing of what they will talk about; `place` makes the name unique, such as the workspace's id. Times are UTC.
    """
    begins, ends = span(meeting)
    dated = Status.CONFIRMED if meeting.agreed else Status.TENTATIVE
    status = Status.CANCELLED if meeting.state is MeetingState.WITHDRAWN else dated
    name = f"meeting-{meeting.id}"
    entry = Entry(name=name, title=title, begins=begins, ends=ends, status=status)
    return file_of(entry, place=place, now=now)


def file_of(entry: Entry, *, place: str, now: datetime) -> bytes:
    """The file of one entry, whatever it is about."""
    from icalendar import Alarm, Calendar, Event

    off = entry.status is Status.CANCELLED
    event = Event()
    event.add("uid", f"{entry.name}@{place.lower()}.binome")
    event.add("dtstamp", now)
    event.add("sequence", int((now - COUNTED_FROM).total_seconds()))
    event.add("dtstart", entry.begins)
    event.add("dtend", entry.ends)
    event.add("summary", entry.title)
    if entry.where:
        event.add("location", entry.where)
    event.add("status", entry.status.value)
    # A conversation between two people is nobody else's business, wherever calendars are shared.
    event.add("class", "PRIVATE")
    if not off:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", ALARM)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Binome//Mentoring//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if off else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def google_link(meeting: Meeting, *, title: str) -> str:
    """Where Google Calendar opens with the event filled in, to be saved by whoever pressed it."""
    begins, ends = (f"{one:%Y%m%dT%H%M%SZ}" for one in span(meeting))
    return _address(GOOGLE, {"action": "TEMPLATE", "text": title, "dates": f"{begins}/{ends}"})


def outlook_link(meeting: Meeting, *, title: str) -> str:
    """The same for Outlook on the web."""
    begins, ends = (f"{one:%Y-%m-%dT%H:%M:%SZ}" for one in span(meeting))
    path = "/calendar/action/compose"
    asked = {"path": path, "rru": "addevent", "subject": title, "startdt": begins, "enddt": ends}
    return _address(OUTLOOK, asked)


def _address(page: str, asked: Mapping[str, str]) -> str:
    """A space is written "%20": Outlook shows a "+" as it is."""
    return f"{page}?{urlencode(asked, quote_via=quote)}"


def span(meeting: Meeting) -> tuple[datetime, datetime]:
    """From when to when, in UTC. Raises ValueError for a meeting of which only the day is known."""
    if meeting.starts_at is None:
        raise ValueError("a date without an hour has no place in a calendar")
    begins = meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    return begins, begins + timedelta(minutes=meeting.minutes or USUAL)
