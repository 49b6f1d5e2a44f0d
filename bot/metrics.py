"""The figures of `/metrics`, in the form that Prometheus reads. Labels are kinds and codes, never a person.

What the database knows is counted when somebody asks, and at most every ten seconds; so replicas agree on it, and it
is the same after a new start. What only this process knows comes from its vitals.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.domain.kinds import DISCREET
from bot.programme.ports import TryLater
from bot.programme.readings import Readings
from bot.vitals import Durations, Vitals

#: Seconds. Counting a ledger of a million rows takes a moment.
COUNTED_EVERY = 10.0
SAID = "sent"
#: What was not said and will not be, and why.
NOT_SAID = ("dead", "expired", "cancelled")
#: A message that tells that somebody asked for a hand is counted in no figure: a curve would show when they did. Only
#: one that failed is counted among those that failed, for an operator has to know.
FAILED = "dead"


class Metrics:
    """One process's page of figures."""

    def __init__(self, vitals: Vitals, read: Callable[[], Readings]) -> None:
        self._vitals = vitals
        self._read = read
        self._counted: tuple[float, Readings] | None = None
        self._lock = Lock()
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(namespace="binome", registry=self._registry)

    def page(self) -> tuple[str, bytes]:
        """Its type, and its bytes."""
        return CONTENT_TYPE_LATEST, generate_latest(self._registry)

    def describe(self) -> list[Metric]:
        """Nothing beforehand: to be registered must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """All figures, now. Without the database, those that this process knows by itself."""
        yield from self._of_the_process()
        try:
            readings = self._readings()
        except TryLater:
            yield gauge("database_up", "Whether the database answered this question.", 0)
            return
        yield gauge("database_up", "Whether the database answered this question.", 1)
        yield from _of_the_ledger(readings)

    def _of_the_process(self) -> Iterator[Metric]:
        vitals = self._vitals
        now = vitals.now()
        yield gauge("seconds_since_tick", "Since the last beat that ended well.", now - vitals.beat_at)
        yield _histogram("tick_seconds", "How long a beat takes.", vitals.beats)
        yield _histogram("answer_seconds", "From Slack's delivery to our acknowledgement.", vitals.answers)
        if vitals.listening_on is not None:
            yield gauge("sockets", "Sockets to Slack that are open.", vitals.listening_on())
            yield gauge("seconds_since_socket", "Since Slack last said anything.", now - vitals.heard_at)
        yield gauge("draining", "Whether it was told to stop.", int(vitals.draining))
        yield _labelled(
            GaugeMetricFamily("binome_trouble", "What the watchdog found.", labels=["what"]),
            {("no_tick",): 0, ("no_socket",): 0, **{(trouble,): 1 for trouble in vitals.troubles}},
        )
        yield _labelled(
            CounterMetricFamily("binome_http_refused", "Requests turned away.", labels=["why"]),
            {(why,): count for why, count in dict(vitals.refusals).items()},
        )
        yield _labelled(
            CounterMetricFamily("binome_database_problems", "What it could not do.", labels=["kind"]),
            {("busy",): 0, **{(kind,): count for kind, count in dict(vitals.problems).items()}},
        )

    def _readings(self) -> Readings:
        with self._lock:
            if self._counted is None or time.monotonic() - self._counted[0] > COUNTED_EVERY:
                self._counted = time.monotonic(), self._read()
            return self._counted[1]


def _of_the_ledger(readings: Readings) -> Iterator[Metric]:
    states: dict[tuple[str, ...], int] = {}
    said: dict[tuple[str, ...], int] = {}
    unsaid: dict[tuple[str, ...], int] = {}
    for (state, kind, reason), count in readings.prompts.items():
        discreet = kind in DISCREET
        if discreet and state != FAILED:
            continue
        states[(state,)] = states.get((state,), 0) + count
        if state == SAID:
            said[(kind,)] = said.get((kind,), 0) + count
        elif state in NOT_SAID and not discreet:
            unsaid[(state, kind, reason)] = count
    prompts = GaugeMetricFamily("binome_prompts", "Messages in the ledger.", labels=["state"])
    yield _labelled(prompts, states)
    yield _labelled(CounterMetricFamily("binome_sent", "Messages said.", labels=["kind"]), said)
    labels = ["state", "kind", "reason"]
    yield _labelled(CounterMetricFamily("binome_not_sent", "Messages given up.", labels=labels), unsaid)
    yield gauge("queue", "Messages whose time has come and that are not said.", readings.due)
    yield gauge("queue_oldest_seconds", "How long the oldest of them has waited.", readings.oldest)
    yield gauge("retouches", "Messages to draw again.", readings.retouches)
    yield gauge("circuit_open", "Whether Slack refuses the installation.", int(readings.broken is not None))


def gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"binome_{name}", words, value=value)


def _labelled(family: Any, values: dict[tuple[str, ...], int]) -> Metric:
    for labels, value in sorted(values.items()):
        family.add_metric(list(labels), value)
    metric: Metric = family
    return metric


def _histogram(name: str, words: str, durations: Durations) -> Metric:
    counts, total = durations.read()
    bounds = [*(str(bound) for bound in durations.bounds), "+Inf"]
    buckets = list(zip(bounds, counts, strict=True))
    return HistogramMetricFamily(f"binome_{name}", words, buckets=buckets, sum_value=total)
