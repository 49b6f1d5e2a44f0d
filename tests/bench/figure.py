"""How a figure is told, and how two things are timed fairly on a noisy machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def line(name: str, value: float, promise: float, *, unit: str = "") -> str:
    verdict = "ok" if value <= promise else "short"
    return f"bench {name} {value:.2f}{unit} {promise:g}{unit} {verdict}"


def told(name: str, value: float, *, unit: str = "") -> str:
    """A figure to know, of which nothing is promised."""
    return f"bench {name} {value:.2f}{unit} - told"


def ratio(
    work: Callable[[], None],
    floor: Callable[[], None],
    *,
    rounds: int,
    between: Callable[[], None] = lambda: None,
    warm: int = 20,
) -> float:
    """The median of the work over the median of the floor, taken in turns so that noise falls on both.

    `between` is done after each piece of work and is not measured.
    """
    ours, theirs = [], []
    for _ in range(warm + rounds):
        ours.append(timed(work))
        between()
        theirs.append(timed(floor))
    ours, theirs = ours[warm:], theirs[warm:]
    return statistics.median(ours) / statistics.median(theirs)


def timed(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
