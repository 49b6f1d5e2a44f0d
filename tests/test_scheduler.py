"""The alarm clock: it beats at once and by itself, lives every instant of a moved clock, and tidies up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from living import PARIS, Programme

from bot.clock import FileClock, SystemClock
from bot.scheduler import Scheduler


class Mouth:
    """Says what is due by marking it as said."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.said: list[str] = []

    def send_all(self) -> int:
        parcels = self.programme.release()
        self.said += [one.prompt.kind.value for parcel in parcels for one in parcel.bundle.facts]
        return len(parcels)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not happen within ten seconds"
        time.sleep(0.005)


def test_an_instant_counts_as_lived_once_all_that_is_due_was_said(
    programme: Programme, tmp_path: Path
) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    clock = FileClock(tmp_path / "clock")
    done = tmp_path / "clock.done"
    done.write_text("2030-01-01T00:00:00+00:00")
    programme.travel("2026-03-10 11:00")
    programme.clock.now = clock.now  # type: ignore[method-assign]
    clock.path.write_text(programme.clock.time.isoformat())
    mouth = Mouth(programme)
    scheduler = Scheduler(programme.store, mouth, programme.workspace, clock)

    scheduler.start()
    try:
        until(lambda: done.exists() and done.read_text() == programme.clock.time.isoformat())
        assert "first_meeting" in mouth.said
        mouth.said.clear()
        later = programme.clock.time.astimezone(PARIS) + timedelta(days=7)
        clock.path.write_text(later.isoformat())
        until(lambda: done.read_text() == later.isoformat())
        assert "first_meeting" in mouth.said
    finally:
        scheduler.stop()


def test_the_heart_beats_at_the_start_without_waiting_for_the_first_half_minute(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-10 11:00")
    scheduler = Scheduler(programme.store, Mouth(programme), programme.workspace, SystemClock())

    def planned() -> bool:
        with programme.work() as work:
            return bool(work.prompts.pending())

    scheduler.start()
    try:
        until(planned)
    finally:
        scheduler.stop()


def test_files_that_were_given_are_taken_off_slack_after_thirty_days(programme: Programme) -> None:
    """What Slack does not let go of is tried again the next time."""
    asked: list[str] = []

    def delete(file_id: str) -> bool:
        asked.append(file_id)
        return file_id == "F0OLD"

    scheduler = Scheduler(
        programme.store, Mouth(programme), programme.workspace, SystemClock(), delete_file=delete
    )
    with programme.work() as work:
        for file_id, days in (("F0OLD", 31), ("F0HELD", 31), ("F0YOUNG", 29)):
            work.retention.gave(file_id, work.machine_now - timedelta(days=days))

    scheduler.take_away_what_is_old()
    scheduler.take_away_what_is_old()
    assert asked == ["F0OLD", "F0HELD", "F0HELD"]


def test_what_slack_told_us_is_forgotten_after_ninety_days_and_not_before(programme: Programme) -> None:
    scheduler = Scheduler(programme.store, Mouth(programme), programme.workspace, SystemClock())
    with programme.work() as work:
        work.inbox.first_time("old", work.machine_now - timedelta(days=91))
        work.inbox.first_time("young", work.machine_now - timedelta(days=89))

    assert scheduler.take_away_what_is_old() == 1

    with programme.work() as work:
        assert work.inbox.first_time("old", work.machine_now)
        assert not work.inbox.first_time("young", work.machine_now)


def test_the_roll_is_called_soon_after_the_start_and_slack_being_away_stops_nothing(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.scheduler.FIRST_ROLL_CALL", 0)
    monkeypatch.setattr("bot.scheduler.ROLL_CALL_EVERY", 0.05)
    calls: list[int] = []

    def roll_call() -> int:
        calls.append(len(calls))
        if len(calls) == 1:
            raise ConnectionError
        return 0

    mouth = Mouth(programme)
    scheduler = Scheduler(programme.store, mouth, programme.workspace, SystemClock(), roll_call=roll_call)
    scheduler.start()
    try:
        until(lambda: len(calls) > 1)
    finally:
        scheduler.stop()
