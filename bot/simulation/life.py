"""The months themselves: the clock moves, the bot lives the hour, people see to their own affairs, and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from bot.simulation.crowd import Crowd

A_MOMENT = timedelta(seconds=1)


class World(Protocol):
    """Where the company lives: one bot beside us, or several processes that somebody kills now and then."""

    def lives(self, instant: datetime) -> None:
        """Move the clock; return once every bot has lived that instant."""

    def draws_again(self) -> None:
        """Return once what somebody has just answered is drawn as it stands; nothing where bots do so by themselves."""

    def settle(self) -> None:
        """Return once what people did has been answered."""


def live(
    world: World, crowd: Crowd, instants: Iterable[datetime], *, lived: Callable[[datetime], None]
) -> None:
    """`lived` is told of each instant that is over."""
    for now in instants:
        world.lives(now)
        if crowd.live(now, after=world.draws_again):
            world.settle()
            world.lives(now + A_MOMENT)  # what follows from it is said now, not at the next instant
        lived(now)
    crowd.hears_out()
