"""Whoever waits for an acknowledgement goes before what is said after it."""

from __future__ import annotations

import threading
import time

from handlers.waiting import Waiting

A_MOMENT = 0.05


def test_what_is_said_afterwards_is_said_once_nobody_waits_any_more() -> None:
    waiting, order = Waiting(), list[str]()

    def say() -> None:
        waiting.go_first(at_most=10)
        order.append("said")

    with waiting.somebody():
        with waiting.somebody():
            reply = threading.Thread(target=say)
            reply.start()
        reply.join(A_MOMENT)
        order.append("acknowledged")
    reply.join(10)

    assert order == ["acknowledged", "said"]


def test_where_somebody_waits_all_the_time_it_is_said_all_the_same() -> None:
    waiting = Waiting()
    began = time.monotonic()

    with waiting.somebody():
        waiting.go_first(at_most=A_MOMENT)

    assert A_MOMENT * 0.9 <= time.monotonic() - began < 5


def test_whoever_fails_waits_no_more() -> None:
    waiting = Waiting()
    try:
        with waiting.somebody():
            raise ValueError
    except ValueError:
        waiting.go_first(at_most=10)
