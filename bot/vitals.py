"""How this process is, as far as it knows by itself: when it last beat, how quickly it answers, what troubles it.

Numbers only, of the monotonic clock; nothing here is about a person, and nothing is kept when the process ends.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

#: Seconds. Slack waits three for an acknowledgement (`slack.md` §2.2), and a beat has half a minute.
ANSWERING = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
BEATING = (0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 30.0)


class Durations:
    """How long something took, so many times: a histogram."""

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self._counts = [0] * (len(bounds) + 1)
        self._sum = 0.0
        self._lock = Lock()

    def note(self, seconds: float) -> None:
        place = sum(seconds > bound for bound in self.bounds)
        with self._lock:
            self._counts[place] += 1
            self._sum += seconds

    def read(self) -> tuple[list[int], float]:
        """How many took at most each bound, then how many in all; and the sum of their seconds."""
        with self._lock:
            counts, total = list(self._counts), self._sum
        return [sum(counts[: place + 1]) for place in range(len(counts))], total


@dataclass(kw_only=True)
class Vitals:
    """What the parts of a process tell of themselves, and the watchdog, the health page and the metrics read.

    `listening_on` is how many sockets are open; None when Slack comes over HTTP. `troubles` are the watchdog's words.
    """

    now: Callable[[], float] = time.monotonic
    listening_on: Callable[[], int] | None = None
    draining: bool = False
    troubles: frozenset[str] = frozenset()
    answers: Durations = field(default_factory=lambda: Durations(ANSWERING))
    beats: Durations = field(default_factory=lambda: Durations(BEATING))
    refusals: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    #: From the start on: a bot that never came to beat is found out too.
    beat_at: float = 0.0
    heard_at: float = 0.0

    def __post_init__(self) -> None:
        self.beat_at = self.heard_at = self.now()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """One beat; one that fails is none."""
        began = self.now()
        yield
        self.beat_at = self.now()
        self.beats.note(self.beat_at - began)

    def heard(self) -> None:
        """Slack said something on a socket."""
        self.heard_at = self.now()

    def refused(self, why: str) -> None:
        """A request was turned away."""
        self.refusals[why] += 1

    def problem(self, kind: str) -> None:
        """The database could not do what was asked."""
        self.problems[kind] += 1
