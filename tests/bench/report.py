"""`/mentor-report` of a month over a million meetings, until it can be read, beside the bare aggregates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.domain.figures import Amount, Figure, State
from bot.domain.people import Person
from bot.domain.periods import Month, Span
from bot.programme import reports
from bot.programme.reports import Report
from bot.texts import Speech
from handlers.views import reports as views
from storage.store import Store
from tests.bench import history
from tests.bench.bare_report import BareReport
from tests.bench.figure import line, timed, told
from tests.bench.houses import (
    TEAM,
    OnPostgreSQL,
    OnSQLite,
    as_the_driver_takes_it,
    on_postgresql,
    on_sqlite,
    show,
    store_of,
)

MEETINGS = 1_000_000
PROMISE, FIRST_CONTENT = 1.5, 2.5
#: With a hundred times fewer meetings in the house.
FEWER = 100
#: The best of so many, each beside its floor: these machines are noisy.
ATTEMPTS = 5

#: The month that is asked for, and what a report of it looks at: this month's last day and that of the one before, the
#: six months of its trend, and the cycles of which one ended in each of them.
FEBRUARY = Span(Month(2026, 2))
DAYS = (date(2026, 1, 31), date(2026, 2, 28))
SINCE, UNTIL = date(2025, 9, 1), date(2026, 2, 28)
ENDED = range(13, 19)


def a_report() -> Iterator[str]:
    with on_sqlite() as ground:
        yield from _told(ground)


def a_report_on_postgresql() -> Iterator[str]:
    with on_postgresql() as ground:
        yield from _told(ground)


def _told(ground: OnSQLite | OnPostgreSQL) -> Iterator[str]:
    many = MEETINGS // history.MEETINGS_EACH
    small, _, _ = _measured(ground, many // FEWER)
    taken, seen, floor = _measured(ground, many)
    yield line(f"report{ground.suffix}", taken / floor, PROMISE, unit="x")
    yield line(f"report_first_content{ground.suffix}", seen, FIRST_CONTENT, unit="s")
    yield told(f"report_growth{ground.suffix}", taken / small, unit="x")


def _measured(ground: OnSQLite | OnPostgreSQL, mentorships: int) -> tuple[float, float, float]:
    """Seconds that a report takes, those until it can be read, and those of the bare queries: the best of each."""
    url = history.company(ground, mentorships)
    store = store_of(url, show(ground.folder / "clock", history.NOW), owners=(history.OWNER,))
    bare = BareReport(as_the_driver_takes_it(url))
    taken, seen, floor = [], [], []
    for _ in range(ATTEMPTS):
        taken.append(timed(lambda: _counted(store)))
        seen.append(timed(lambda: _read(store)))
        floor.append(timed(lambda: _bare(bare)))
    _check_they_agree(_counted(store), bare)
    bare.close()
    store.engine.dispose()
    return min(taken), min(seen), min(floor)


def _counted(store: Store) -> Report:
    with store.look(store.workspace(TEAM)) as work:
        programme, actor = work.programme(), work.people.by_slack_id(history.OWNER)
        assert programme is not None
        assert isinstance(actor, Person)
        return reports.report(work, actor, programme, FEBRUARY)


def _read(store: Store) -> None:
    """As a coordinator has it before their eyes: permission on record, the figures, the message drawn."""
    workspace = store.workspace(TEAM)
    with store.work(workspace) as work:
        actor = work.people.by_slack_id(history.OWNER)
        assert actor is not None
        reports.ask(work, actor)
    said = views.report(_counted(store), Speech("en"))
    assert said.native.blocks


def _bare(bare: BareReport) -> dict[str, Any]:
    return bare.report(days=DAYS, since=SINCE, until=UNTIL, cycles=ENDED)


def _check_they_agree(found: Report, bare: BareReport) -> None:
    """The same figures, or one of the two did less than the other."""
    by_hand, now = _bare(bare), found.figures
    held, became = by_hand["held"][-1], by_hand["cycles"][-1]
    assert by_hand["now"] == {
        "people": [(now[Figure.CONCERNED], now[Figure.WITH_A_MENTOR])],
        "pairs": [(now[Figure.RUNNING], now[Figure.FLAGGED])],
        "finished": [(now[Figure.CERTIFIED], now[Figure.UNCERTIFIED])],
        "mentors": [(now[Figure.MENTORS], now[Amount.PLACES], now[Amount.PLACES_TAKEN])],
        "links": [(now[Figure.ACROSS_NETWORKS], now[Figure.ACROSS_ENTITIES], now[Figure.ACROSS_TENURES])],
    }
    assert found.before is not None
    assert by_hand["then"]["people"] == [(found.before[Figure.CONCERNED], found.before[Figure.WITH_A_MENTOR])]
    assert became[1:] == (now[State.MET], now[Figure.COUNTED])
    assert [row[1] for row in by_hand["cycles"]] == [month[State.MET] for month in found.trend]
    assert held[1:] == tuple(
        now[one]
        for one in (
            *(Figure.MET_PAIRS, Figure.TIMED_PAIRS),
            *(Amount.MEETINGS, Amount.TIMED_MEETINGS, Amount.MINUTES),
        )
    )
    assert by_hand["first"] == [(now[Figure.FIRST_MET],)]
    assert found.names is not None
    assert len({pair for pair, _ in by_hand["quiet"]}) == found.names.quiet_in_all == now[State.QUIET]
    assert found.links is not None
    assert sum(number for *_, number in by_hand["matrix"]) == now[Figure.NETWORKS_KNOWN]
