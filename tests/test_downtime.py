"""Nobody was here for a while, or the clock jumped: nothing stale is said, nothing twice, and nobody in a burst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from living import PARIS, Programme, arrive
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.clock_watch import BELIEVED_AFTER, ClockNotBelieved, ClockWatch
from bot.domain.calendar import Period
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from bot.domain.mentorships import SeatRole
from bot.domain.prompts import PromptState
from bot.programme.catching_up import CaughtUp
from bot.programme.prompts import Parcel
from bot.scheduler import Scheduler
from storage.prompts import PROMPTS

pytestmark = pytest.mark.long

HOUR = timedelta(hours=1)
#: PostgreSQL has a clock of its own, which no test moves: there nobody was ever away.
ON_A_MOVED_MACHINE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


class Bot:
    """Beats and says what is due, on the programme's clock."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.heard: list[tuple[datetime, Parcel]] = []
        self.scheduler = Scheduler(programme.store, self, programme.workspace, programme.clock)
        self.steady = 0.0
        self.scheduler._watch_of_time = ClockWatch(lambda: self.steady)

    def send_all(self) -> int:
        parcels = self.programme.release()
        self.heard += [(self.programme.clock.time, parcel) for parcel in parcels]
        return len(parcels)

    def beat(self) -> None:
        self.scheduler.tick()
        self.send_all()

    def live(self, start: str, end: str, *, step: timedelta = 3 * HOUR) -> None:
        self.programme.travel(end)
        until = self.programme.clock.time
        self.programme.travel(start)
        while self.programme.clock.time <= until:
            self.beat()
            self.programme.clock.time += step

    def messages(self) -> Counter[tuple[date, str]]:
        """By day and person."""
        return Counter(
            (at.astimezone(PARIS).date(), parcel.bundle.recipient.slack_id) for at, parcel in self.heard
        )

    def facts(self) -> Iterator[tuple[datetime, object]]:
        yield from ((at, one) for at, parcel in self.heard for one in parcel.bundle.facts)

    def kinds(self) -> list[PromptKind]:
        return [one.prompt.kind for _, parcel in self.heard for one in parcel.bundle.facts]

    def states(self) -> Counter[tuple[str, str | None]]:
        with self.programme.engine.connect() as connection:
            rows = connection.execute(PROMPTS.select()).all()
        return Counter((row.state, row.reason) for row in rows)


@pytest.fixture
def bot(programme: Programme) -> Bot:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    return Bot(programme)


def people(programme: Programme, pairs: int) -> None:
    """So many pairs, introduced within ten days."""
    with programme.work() as work:
        two = [
            (
                arrive(work, f"U1{number:05}", f"Mentor {number}"),
                arrive(work, f"U2{number:05}", f"Mentee {number}"),
            )
            for number in range(pairs)
        ]
        for number, (mentor, mentee) in enumerate(two):
            introduced = datetime(2026, 3, 2 + number % 10, 8, tzinfo=UTC)
            work.mentorships.link(
                programme.id,
                seats=[(mentor.id, SeatRole.MENTOR), (mentee.id, SeatRole.MENTEE)],
                anchor=introduced.date(),
                period=Period(months=1),
                introduced_at=introduced,
            )


@contextmanager
def one_week_down(programme: Programme, pairs: int) -> Iterator[Bot]:
    people(programme, pairs)
    bot = Bot(programme)
    bot.live("2026-03-10 11:00", "2026-03-11 23:30", step=12 * HOUR)
    before = len(bot.heard)
    yield bot
    bot.live("2026-03-19 11:00", "2026-03-20 23:30", step=12 * HOUR)
    assert len(bot.heard) > before


def assert_kept(bot: Bot) -> None:
    """The promises of test 21 in reliability.md."""
    assert max(bot.messages().values()) == 1, "one message per person a day"
    for at, one in bot.facts():
        prompt = one.prompt  # type: ignore[attr-defined]
        assert prompt.not_before <= at < prompt.expires_at, "nothing stale"
        if CLASS_OF[prompt.kind] is not PromptClass.ANSWER:
            assert 9 <= at.astimezone(PARIS).hour < 18
            assert at.astimezone(PARIS).weekday() < 5
    sent = Counter((one.prompt.kind, one.prompt.id) for _, one in bot.facts())  # type: ignore[attr-defined]
    assert max(sent.values()) == 1, "nothing twice"
    assert all(reason for (state, reason) in bot.states() if state == PromptState.EXPIRED)


def assert_told_once(bot: Bot, *readers: str) -> CaughtUp:
    told = [
        (parcel.bundle.recipient.first_name, one)
        for _, parcel in bot.heard
        for one in parcel.bundle.facts
        if isinstance(one, CaughtUp)
    ]
    assert [name for name, _ in told] == list(readers)
    return told[0][1]


@ON_A_MOVED_MACHINE
def test_after_a_week_without_the_bot_each_is_told_one_thing_a_day_and_the_team_why(
    programme: Programme,
) -> None:
    with one_week_down(programme, 60) as bot:
        pass
    assert_kept(bot)
    told = assert_told_once(bot, "Inès")
    assert told.since.astimezone(PARIS).date() == date(2026, 3, 11)
    assert told.until.astimezone(PARIS).date() == date(2026, 3, 19)
    assert told.late > 0
    series = Counter(
        (one.prompt.recipient_id, one.prompt.kind)  # type: ignore[attr-defined]
        for at, one in bot.facts()
        if at.astimezone(PARIS).date() == date(2026, 3, 19)
    )
    assert max(series.values()) == 1, "one of each series"


@pytest.mark.slow
@ON_A_MOVED_MACHINE
def test_the_same_for_a_thousand_pairs(programme: Programme) -> None:
    with one_week_down(programme, 1000) as bot:
        pass
    assert_kept(bot)
    assert assert_told_once(bot, "Inès").late > 0


def test_a_night_without_the_bot_is_nobodys_business(bot: Bot) -> None:
    bot.live("2026-03-09 09:00", "2026-03-09 18:00")
    bot.live("2026-03-10 09:00", "2026-03-10 18:00")
    assert PromptKind.CAUGHT_UP not in bot.kinds()


@ON_A_MOVED_MACHINE
def test_the_time_machine_is_no_silence(bot: Bot, programme: Programme) -> None:
    """It moves programme time, and the machine's stands still."""
    machine = programme.clock.time
    programme.clock.machine_now = lambda: machine  # type: ignore[method-assign]
    bot.live("2026-03-09 09:00", "2026-03-10 18:00")
    bot.live("2026-03-24 09:00", "2026-03-25 18:00")
    assert PromptKind.CAUGHT_UP not in bot.kinds()


# Clocks


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=8)])
def test_a_clock_that_jumps_ahead_makes_no_burst(bot: Bot, programme: Programme, jump: timedelta) -> None:
    bot.live("2026-03-09 09:00", "2026-03-10 11:00")
    programme.clock.time += jump
    for _ in range(3):
        bot.beat()
    assert_kept(bot)


def test_a_clock_set_back_by_an_hour_plans_nothing_says_so_once_and_mends_by_itself(
    bot: Bot, programme: Programme
) -> None:
    bot.live("2026-03-09 09:00", "2026-03-09 13:00")
    bot.beat()
    heard = list(bot.heard)
    right = programme.clock.time
    programme.clock.time = right - 2 * HOUR
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(ClockNotBelieved):
                bot.scheduler.tick()
            bot.send_all()
        programme.clock.time = right
        bot.scheduler.tick()
    assert [one["action"] for one in logs if one["action"].startswith("clock")] == [
        "clock_jumped",
        "clock_right",
    ]
    assert bot.heard == heard


def test_a_clock_that_was_ahead_for_a_week_is_believed_again_an_hour_after_it_was_set_right(
    bot: Bot, programme: Programme
) -> None:
    """Eight days ahead and back: nothing is said twice, and nobody waits for eight days."""
    bot.live("2026-03-09 09:00", "2026-03-10 12:00")
    right = programme.clock.time
    programme.clock.time += timedelta(days=8)
    bot.beat()
    programme.clock.time = right
    with pytest.raises(ClockNotBelieved):
        bot.beat()
    bot.steady += BELIEVED_AFTER
    bot.beat()
    bot.steady = 0.0
    bot.beat()
    assert max(bot.messages().values()) == 1
    sent = Counter(one.prompt.id for _, one in bot.facts())  # type: ignore[attr-defined]
    assert max(sent.values()) == 1


@ON_A_MOVED_MACHINE
def test_a_beat_that_finds_nothing_to_do_writes_its_time_every_ten_minutes_and_no_oftener(
    bot: Bot, programme: Programme
) -> None:
    def noted() -> datetime:
        with programme.work() as work:
            last = work.beats.last()
            assert last is not None
            return last.lived

    programme.travel("2026-03-14 09:00")
    bot.beat()
    begun = noted()
    assert begun == programme.clock.time.astimezone(UTC)
    programme.clock.time += timedelta(minutes=9)
    bot.beat()
    assert noted() == begun
    programme.clock.time += timedelta(minutes=1)
    bot.beat()
    assert noted() == programme.clock.time


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a_database_whose_clock_differs_from_ours_by_half_a_minute_stops_the_heart(
    bot: Bot, programme: Programme
) -> None:
    """Replicas agree on leases by that clock, and on what is due by ours."""
    right = SystemClock()
    programme.clock.machine_now = right.machine_now  # type: ignore[method-assign]
    bot.scheduler.tick()
    programme.clock.machine_now = lambda: right.machine_now() - timedelta(seconds=31)  # type: ignore[method-assign]
    with pytest.raises(ClockNotBelieved):
        bot.scheduler.tick()
