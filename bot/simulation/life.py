"""The months themselves: the clock moves, the bot lives the hour, people see to their own affairs, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.simulation.crowd import Crowd, World

A_MOMENT = timedelta(seconds=1)


def live(
    world: World, crowd: Crowd, instants: Iterable[datetime], *, lived: Callable[[datetime], None]
) -> None:
    """`lived` is told of each instant that is over."""
    for now in instants:
        world.lives(now)
        if crowd.live(now, world):
            world.settle()
            world.lives(now + A_MOMENT)  # what follows from it is said now, not at the next instant
        lived(now)
    crowd.hears_out()
