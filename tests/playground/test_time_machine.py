"""A month is lived hour by hour, and no hour begins before the bot has lived the one before."""

import threading
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.playground import Playground
from bot.playground.errors import Misplay
from bot.playground.time_machine import destination
from tests.playground.local_slack import COMPANY, MANIFEST, Hand

PARIS = ZoneInfo("Europe/Paris")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "to", "then"),
    [
        ("2027-01-15T10:20", "next_morning", "2027-01-16T11:00"),
        ("2027-01-15T10:20", "next_monday", "2027-01-18T11:00"),
        ("2027-01-18T07:00", "next_monday", "2027-01-25T11:00"),
        ("2027-01-31T10:20", "next_month", "2027-02-28T11:00"),
        ("2027-12-15T10:20", "next_month", "2028-01-15T11:00"),
        ("2027-11-30T10:20", "next_month", "2027-12-30T11:00"),
        ("2027-01-15T10:20", "in_hours:3", "2027-01-15T13:20"),
        ("2027-01-15T10:20", "2027-03-01T08:00", "2027-03-01T08:00"),
        ("2027-01-15T10:20", "2027-03-01T07:00Z", "2027-03-01T08:00"),
        # The night of the change to summer time has 23 hours, and the morning is still at eleven.
        ("2027-03-27T10:00", "next_morning", "2027-03-28T11:00"),
    ],
)
def test_wishes_mean_wall_clock_times_in_the_companys_zone(now, to, then):
    assert destination(to, at(now), PARIS) == at(then)


def test_a_wish_that_is_no_time_is_told_so():
    with pytest.raises(Misplay, match="is no time"):
        destination("someday", at("2027-01-15T10:20"), PARIS)


class LivingBot:
    """The least a bot does with a clock file: notice each instant and say it has lived it."""

    def __init__(self, clock_file):
        self.file = clock_file
        self.lived = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._live)

    def _live(self):
        done = self.file.with_name(self.file.name + ".done")
        while not self._stop.is_set():
            instant = self.file.read_text()
            if instant not in self.lived:
                self.lived.append(instant)
                done.write_text(instant)
            time.sleep(0.001)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()


@pytest.fixture
def clock(tmp_path):
    file = tmp_path / "clock"
    file.write_text("2027-01-15T09:30:00+00:00")
    return file


@pytest.fixture
def timed(clock):
    with Playground(manifest=MANIFEST, company=COMPANY, clock_file=clock) as pg:
        yield pg


def journey(timed, clock, to):
    """Travel with a living bot; what Slack answered, and the instants that the bot lived."""
    with LivingBot(clock) as bot:
        moved = Hand(timed.url).do("time", to=to)
    return moved, [datetime.fromisoformat(one) for one in bot.lived]


def test_every_hour_on_the_way_is_lived_once(timed, clock):
    assert Hand(timed.url).get("time") == {"now": "2027-01-15T09:30:00+00:00", "clock": "file"}
    moved, lived = journey(timed, clock, "next_monday")
    assert moved == {"ok": True, "now": "2027-01-18T10:00:00+00:00", "clock": "file"}
    assert lived[1] == datetime(2027, 1, 15, 10, tzinfo=UTC)
    assert {later - earlier for earlier, later in pairwise(lived[1:])} == {timedelta(hours=1)}
    assert len(lived) == 74


@pytest.mark.slow
def test_a_month_is_lived_in_less_than_half_a_minute(timed, clock):
    began = time.monotonic()
    _, lived = journey(timed, clock, "next_month")
    assert len(lived) == 746
    assert time.monotonic() - began < 30


def test_a_message_shows_the_programmes_time_and_keeps_the_machines_timestamp(timed, clock):
    hand = Hand(timed.url)
    with LivingBot(clock):
        hand.do("time", to="in_hours:2")
    hand.do("say", as_="U0LEA", channel="U0TOM", text="Bonjour")
    [message] = hand.messages("U0LEA", "U0TOM")
    assert message["shown_at"] == "2027-01-15T11:30:00+00:00"
    assert abs(float(message["ts"]) - time.time()) < 60


def test_a_bot_that_does_not_live_the_hour_is_named_as_the_reason(timed):
    timed.slack.hour_seconds = 0.05
    hand = Hand(timed.url)
    late = hand.do("time", to="next_morning")
    assert (late["ok"], late["error"]) == (False, "bot_is_late")
    assert "BINOME_CLOCK" in late["message"]
    assert not timed.slack.time_moves


def test_time_goes_forward_and_one_journey_at_a_time(timed, clock):
    hand = Hand(timed.url)
    assert hand.do("time", to="2026-01-01T00:00")["error"] == "backwards"
    journey = threading.Thread(target=lambda: hand.do("time", to="in_hours:1"))
    journey.start()
    while not timed.slack.time_moves:
        time.sleep(0.001)
    assert hand.do("time", to="in_hours:1")["error"] == "already_moving"
    with LivingBot(clock):
        journey.join()


def test_the_machines_own_time_cannot_be_moved(hand):
    assert hand.do("time", to="next_morning")["error"] == "clock_is_system"


def test_a_new_clock_begins_now_and_forgets_what_was_lived_before(tmp_path):
    file, done = tmp_path / "clock", tmp_path / "clock.done"
    done.write_text("2099-01-01T00:00:00+00:00")
    with Playground(manifest=MANIFEST, clock_file=file) as pg:
        assert abs(datetime.fromisoformat(file.read_text()).timestamp() - time.time()) < 60
        assert not done.exists()
        assert pg.slack.clock.lived() is None


def test_an_unreadable_clock_file_is_the_machines_time(timed, clock):
    clock.write_text("soon")
    now = datetime.fromisoformat(Hand(timed.url).get("time")["now"])
    assert abs(now.timestamp() - time.time()) < 60
