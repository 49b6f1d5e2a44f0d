"""Slack is never hurried: a rate for the workspace, another for each channel, and pauses that it asks for."""

from __future__ import annotations

from handlers.pacing import Pacer


class Time:
    """Machine time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.stopped = False

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> bool:
        self.now += seconds
        return not self.stopped


def pacer(time: Time, per_minute: int = 60) -> Pacer:
    return Pacer(per_minute, monotonic=time.monotonic, sleep=time.sleep)


def post(paced: Pacer, channel: str) -> None:
    assert paced.wait(channel)
    paced.left(channel)


def test_no_minute_holds_more_posts_than_the_setting() -> None:
    time = Time()
    paced = pacer(time, per_minute=10)
    left = []

    for number in range(35):
        post(paced, f"D{number}")
        left.append(time.now)

    assert max(sum(start <= at < start + 60 for at in left) for start in left) == 10
    assert left[-1] - left[0] == 180


def test_one_channel_gets_one_message_a_second_on_average() -> None:
    time = Time()
    paced = pacer(time)

    for _ in range(20):
        post(paced, "D0TOM")

    assert time.now - 1000 == 15


def test_one_busy_channel_holds_nobody_else_up() -> None:
    time = Time()
    paced = pacer(time)
    for _ in range(5):
        post(paced, "D0TOM")

    post(paced, "D0LEA")

    assert time.now == 1000


def test_a_pause_that_slack_asks_for_holds_the_whole_workspace() -> None:
    time = Time()
    paced = pacer(time)

    paced.busy(30)
    post(paced, "D0LEA")

    assert time.now == 1030


def test_a_bot_that_stops_does_not_wait() -> None:
    time = Time()
    time.stopped = True
    paced = pacer(time)
    paced.busy(30)

    assert not paced.wait("D0LEA")
