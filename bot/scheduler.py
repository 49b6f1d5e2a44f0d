"""An alarm clock: every half minute the heart beats. It remembers nothing; everything is in the ledger.

In the playground the clock is a file that a time machine moves. The scheduler watches it, beats and has
everything said until all is quiet, then writes the instant beside it: that hour has been lived, the next may
come.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Protocol

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from bot.clock import Clock, FileClock
from bot.clock_watch import ClockNotBelieved, ClockWatch
from bot.domain.people import Workspace
from bot.programme import (
    catching_up,
    circle_beats,
    finishing,
    heartbeat,
    reaching_out,
    remembering,
    retention,
)
from bot.programme.ports import Store, TryLater
from bot.vitals import Vitals

log = structlog.get_logger("binome.scheduler")

EVERY = 30  # seconds
HOUSEKEEPING_EVERY = 6 * 60 * 60  # seconds
#: Seconds between two roll calls, and from the start to the first: a bot that starts anew each night calls it too.
ROLL_CALL_EVERY, FIRST_ROLL_CALL = 24 * 60 * 60, 10 * 60
#: Seconds between two looks at who is in the user groups that hold a right, and from the start to the first.
GROUPS_EVERY, FIRST_GROUPS = 2 * 60, 5
#: What was said or asked for longer ago holds nobody back any more (`bot/domain/pacing.py`).
A_PACE_IS_KEPT = timedelta(hours=1)
#: Seconds between two looks at the clock file: at rest, and while the time machine runs.
AT_REST, ON_THE_MOVE = 0.05, 0.001
STILL_MOVING = 2.0


class Says(Protocol):
    """Whoever says what is due, such as `handlers/sender.py`."""

    def send_all(self) -> int: ...


class Scheduler:
    """Beats for one workspace."""

    def __init__(
        self,
        store: Store,
        sender: Says,
        workspace: Workspace,
        clock: Clock,
        *,
        roll_call: Callable[[], int] | None = None,
        user_groups: Callable[[], int] | None = None,
        delete_file: Callable[[str], bool] | None = None,
        vitals: Vitals | None = None,
        watch: ClockWatch | None = None,
    ) -> None:
        """`roll_call` asks Slack who is still here (`handlers/roll_call.py`), `user_groups` who is in those that hold a
        right (`handlers/user_groups.py`); `delete_file` takes a file off Slack that was given long ago; `vitals` hear
        of each beat; `watch` says whether the clock can be believed, to the sender too.
        """
        self.store = store
        self.sender = sender
        self.workspace = workspace
        self.clock = clock
        self.clock_file = clock.path if isinstance(clock, FileClock) else None
        self.vitals = vitals or Vitals()
        self._roll_call = roll_call
        self._user_groups = user_groups
        self._delete_file = delete_file
        self._alarm: BackgroundScheduler | None = None
        self._watcher: Thread | None = None
        self._stopping = Event()
        self._one_beat = Lock()
        self._watch_of_time = watch or ClockWatch()

    def start(self) -> None:
        """Beat now and from now on; what was missed while nobody was here is one beat, not many."""
        self._stopping.clear()
        self._alarm = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(2)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        at_once = self.clock.machine_now()
        self._alarm.add_job(self._beat, "interval", seconds=EVERY, id="tick", next_run_time=at_once)
        self._alarm.add_job(self._clean, "interval", seconds=HOUSEKEEPING_EVERY, id="housekeeping")
        if self._roll_call is not None:
            first = at_once + timedelta(seconds=FIRST_ROLL_CALL)
            every = {"seconds": ROLL_CALL_EVERY, "id": "roll_call", "next_run_time": first}
            self._alarm.add_job(self._who_is_here, "interval", **every)
        if self._user_groups is not None:
            first = at_once + timedelta(seconds=FIRST_GROUPS)
            every = {"seconds": GROUPS_EVERY, "id": "user_groups", "next_run_time": first}
            self._alarm.add_job(self._who_is_in_them, "interval", **every)
        self._alarm.start()
        if self.clock_file is not None:
            _done_beside(self.clock_file).unlink(missing_ok=True)  # a former life's word is not ours
            self._watcher = Thread(target=self._watch, args=(self.clock_file,), name="clock", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """Finish the beat under way, then beat no more."""
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.join(timeout=30)
            self._watcher = None
        if self._alarm is not None:
            self._alarm.shutdown(wait=True)
            self._alarm = None

    def tick(self) -> int:
        """Look at everything whose time has come, and finish what was cut short; returns how much there was to do.

        Raises `ClockNotBelieved` instead of planning by a clock that went back.
        """
        planned = 0
        with self._one_beat, self.vitals.beating():
            more = True
            while more and not self._stopping.is_set():
                with self.store.work(self.workspace) as work:
                    self._watch_of_time.look(work)
                    catching_up.arrive(work)
                    beat = heartbeat.tick(work)
                planned += beat.planned
                more = beat.more
            planned += finishing.finish(self.store, self.workspace)
        return planned

    def take_away_what_is_old(self) -> int:
        """Take away what has been kept for long enough, in as many short transactions as it takes; returns how much."""
        with self.store.work(self.workspace) as work:
            reaching_out.forget(work)
            circle_beats.forget(work)
            work.delivery.forget(work.machine_now - A_PACE_IS_KEPT)
            work.recollections.forget(work.machine_now - remembering.ASKED_FOR)
            retention.sweep_again(work)
        gone, more = 0, 1
        while more and not self._stopping.is_set():
            with self.store.work(self.workspace) as work:
                more = retention.take_away(work)
            gone += more
        self._take_files_away()
        self.store.fold()
        return gone

    def _take_files_away(self) -> None:
        """Off Slack first, outside any transaction. What Slack does not let go of now is tried again next time."""
        with self.store.look(self.workspace) as work:
            files = retention.old_files(work)
        for number, file_id in files:
            if self._delete_file is not None and not self._stopping.is_set() and self._delete_file(file_id):
                with self.store.work(self.workspace) as work:
                    work.retention.taken_away(number)

    def _beat(self) -> None:
        """One beat that never ends the alarm."""
        try:
            self.tick()
        except TryLater as later:
            log.warning("the database is busy", action="tick_later", why=str(later))
        except ClockNotBelieved:
            pass  # said once, by who found it out
        except Exception:
            log.exception("a beat failed", action="tick_failed")

    def _clean(self) -> None:
        try:
            log.info("what is old was taken away", action="housekeeping", gone=self.take_away_what_is_old())
        except TryLater as later:
            log.warning("the database is busy", action="housekeeping_later", why=str(later))
        except Exception:
            log.exception("what is old was not taken away", action="housekeeping_failed")

    def _who_is_here(self) -> None:
        """Slack may be away for a while: tomorrow is another day."""
        assert self._roll_call is not None
        try:
            self._roll_call()
        except TryLater as later:
            log.warning("the database is busy", action="roll_call_later", why=str(later))
        except Exception:
            log.exception("the roll was not called", action="roll_call_failed")

    def _who_is_in_them(self) -> None:
        """What was not read gives nobody anything after a while; the next look may mend it."""
        assert self._user_groups is not None
        try:
            self._user_groups()
        except TryLater as later:
            log.warning("the database is busy", action="user_groups_later", why=str(later))
        except Exception:
            log.exception("user groups were not read", action="user_groups_failed")

    def _watch(self, file: Path) -> None:
        """Live every instant that the time machine writes."""
        lived, moved_at = "", 0.0
        while not self._stopping.is_set():
            written = _read(file)
            if written and written != lived:
                self._live(file, written)
                lived, moved_at = written, time.monotonic()
            self._stopping.wait(ON_THE_MOVE if time.monotonic() - moved_at < STILL_MOVING else AT_REST)

    def _live(self, file: Path, instant: str) -> None:
        """Beat and say until nothing is due any more, then write the instant down as lived.

        A beat that fails is told in the log, and the instant counts as lived: time does not stop for it.
        """
        try:
            while self.tick() or self.sender.send_all():
                pass
        except Exception:
            log.exception("an hour was not lived in full", action="hour_failed")
        done = _done_beside(file)
        beside = done.with_name(f"{done.name}.next")
        beside.write_text(instant, encoding="utf-8")
        os.replace(beside, done)


def _done_beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.done")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
