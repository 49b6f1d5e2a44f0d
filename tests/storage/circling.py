"""A mentors' circle with a row of everything, for the tests of the storage."""

from __future__ import annotations

from datetime import time

from bot.domain.calendar import Period
from bot.programme.work import Work
from tests.storage.stage import NOON, Cast


def in_a_circle(work: Work, cast: Cast) -> None:
    """Tom comes to the mentors' circle and puts a point on its agenda; somebody asked something."""
    circle = work.circles.set(
        cast.programme.id,
        anchor=NOON.date(),
        first_number=0,
        period=Period(months=1),
        at=time(11),
        minutes=60,
        place="",
        by=cast.ines.id,
    )
    work.circles.announce(circle.id, 0, NOON)
    work.circles.answer(1, cast.tom.id, True)
    work.circles.put_point(1, cast.tom.id, "Dire non")
    work.circles.ask(1, "a" * 32, "Et si ?")
