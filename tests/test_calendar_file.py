"""A date in other calendars: the file is read back, and the links are taken apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from bot.domain.meetings import Meeting, MeetingState
from bot.programme.calendar_file import calendar_file, google_link, outlook_link
from tests.views.home_cases import SET

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
AGREED = replace(SET, agreed=True, minutes=60)
TITLE = "Mentorat : Zoë, « l'amie »; \\ d'Ålesund"


def read(meeting: Meeting, *, now: datetime = NOW, title: str = TITLE) -> tuple[Calendar, Any]:
    content = calendar_file(meeting, title=title, place="T0BINOME", now=now)
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "lines are folded (RFC 5545, 3.1)"
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_file_holds_the_date_in_utc_the_other_halfs_name_and_nothing_else() -> None:
    calendar, event = read(AGREED)

    assert (calendar["method"], event["status"]) == ("PUBLISH", "CONFIRMED")
    assert event.decoded("dtstart") == datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
    assert event.decoded("dtend") == datetime(2026, 3, 24, 14, 30, tzinfo=UTC)
    assert str(event["summary"]) == TITLE
    assert b"DTSTART:20260324T133000Z" in calendar.to_ical()
    assert "description" not in event
    assert not {"organizer", "attendee", "location"} & {key.lower() for key in event}
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(minutes=-15)


def test_a_name_cannot_add_a_line_to_the_file() -> None:
    _, event = read(AGREED, title="Léa\r\nATTENDEE:mailto:x@example.org\nX-EVIL:1")

    assert not {"attendee", "x-evil"} & {key.lower() for key in event}


def test_a_moved_date_keeps_its_name_and_the_later_file_counts_for_more() -> None:
    _, before = read(AGREED)
    moved = replace(AGREED, starts_at=NOW + timedelta(days=9), agreed=False)
    _, after = read(moved, now=NOW + timedelta(seconds=1))

    assert before["uid"] == after["uid"] == "meeting-7@t0binome.binome"
    assert int(before["sequence"]) < int(after["sequence"]) < 2**31
    assert after["status"] == "TENTATIVE"


def test_a_date_called_off_is_taken_out_again() -> None:
    _, before = read(AGREED)
    calendar, event = read(replace(AGREED, state=MeetingState.WITHDRAWN), now=NOW + timedelta(hours=1))

    assert (calendar["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert event["uid"] == before["uid"]
    assert int(event["sequence"]) > int(before["sequence"])
    assert event.walk("VALARM") == []


def test_the_links_open_with_the_same_moment_and_title() -> None:
    google = parse_qs(urlsplit(google_link(AGREED, title=TITLE)).query)
    outlook = parse_qs(urlsplit(outlook_link(AGREED, title=TITLE)).query)

    assert (google["text"], google["dates"]) == ([TITLE], ["20260324T133000Z/20260324T143000Z"])
    assert (outlook["subject"], outlook["startdt"]) == ([TITLE], ["2026-03-24T13:30:00Z"])
    assert outlook["enddt"] == ["2026-03-24T14:30:00Z"]
    assert len(google_link(AGREED, title="é" * 200)) < 3000, "as long as a button's link may be"
    assert "+" not in google_link(AGREED, title=TITLE) + outlook_link(AGREED, title=TITLE), (
        "Outlook would show it"
    )


def test_a_day_without_an_hour_has_no_place_in_a_calendar() -> None:
    with pytest.raises(ValueError, match="hour"):
        google_link(replace(AGREED, starts_at=None), title=TITLE)
