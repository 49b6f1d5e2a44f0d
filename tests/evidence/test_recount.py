"""Every figure of the report equals what an independent count of the raw rows gives (docs/figures.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import product

import pytest
from sqlalchemy import Engine

from bot.domain.enrolments import Programme
from bot.domain.figures import Figures
from bot.domain.people import Workspace
from bot.domain.periods import Month, Span
from bot.domain.splits import By
from bot.programme import counting, reports
from bot.programme.work import Work
from storage.engine import open_engine
from storage.sealing import Sealer, new_key
from storage.store import Store
from tests.evidence.flows import CLOSING, PULSE, Flows
from tests.evidence.invented import NOW, OWNER, Invention
from tests.evidence.rows import Row, tables_in
from tests.evidence.stocks import REASONS, Stocks
from tests.living import CUSTOMS, MovedClock

Leaves = Mapping[str, int]
Tables = Mapping[str, list[Row]]

#: A month, a quarter and a year that are over, a quarter that runs.
SPANS = tuple(Span.written(one) for one in ("2026-09", "2026-Q2", "2025", "2026-Q4"))
#: The sums that docs/figures.md names, in the order in which they are made.
SUMS: Mapping[str, tuple[str, ...]] = {
    "decided": tuple(reason for reason in REASONS if reason != "undecided"),
    "without": ("undecided", "decided"),
    "concerned": ("with_a_mentor", "without"),
    "running": ("flagged", "not_flagged"),
    "pairs": ("running", "paused"),
    "mentors": ("mentors_full", "mentors_with_room"),
    "finished": ("certified", "uncertified"),
    "networks_known": ("across_networks", "within_network"),
    "entities_known": ("across_entities", "within_entity"),
    "tenures_known": ("across_tenures", "within_tenure"),
    "set_goals": ("reached_one", "reached_none"),
    "rated_twice": ("went_up", "stayed"),
    "not_met": ("skipped", "quiet"),
    "counted": ("met", "not_met"),
    "apart": ("on_pause", "disputed"),
    "first_met": ("first_met_soon", "first_met_later"),
    "met_pairs": ("timed_pairs", "untimed_pairs"),
    "one_of_three": ("got_first", "got_second", "got_third"),
    "none_of_three": ("got_another", "got_nobody"),
    "chose": ("one_of_three", "none_of_three"),
    "changes_decided": ("decided_in_time", "decided_late"),
    "pulse_asked": ("pulse_answered", "pulse_silent"),
    "closing_asked": ("closing_answered", "closing_silent"),
}
#: What every other row is about.
ROWS_OF_ALL = {"programme", "person"}
#: What people were promised to say to nobody, which the team reads from five on.
PROMISED = frozenset(
    {
        *("set_goals", "reached_one", "reached_none", "rated_twice", "went_up", "stayed"),
        *(f"{kind}_{what}" for kind in ("pulse", "closing") for what in ("asked", "answered", "silent")),
        *(f"marks_{theme}" for theme in (*PULSE, *CLOSING)),
    }
)


@pytest.fixture
def invented(database_url: str) -> Iterator[tuple[Store, Engine]]:
    clock = MovedClock()
    clock.time = NOW
    engine = open_engine(database_url, pool_size=2)
    yield Store(engine, sealer=Sealer([new_key()]), clock=clock, customs=CUSTOMS), engine
    engine.dispose()


def invent(engine: Engine, seed: int, *, people: int, mentorships: int) -> None:
    with engine.begin() as connection:
        Invention(connection, seed).write(people=people, mentorships=mentorships)


def differences(store: Store, engine: Engine, workspace: Workspace) -> list[str]:
    """Every leaf of every programme, month by month, that the two counts do not agree about."""
    tables = tables_in(engine)
    with store.look(workspace) as work:
        return [
            line for programme in work.programmes.running() for line in _of_programme(work, programme, tables)
        ]


def _of_programme(work: Work, programme: Programme, tables: Tables) -> Iterator[str]:
    stocks, flows = both(work, programme, tables)
    months = [*months_between(programme.started_on, stocks.today)]
    theirs = counting.flows(work, programme, months, stocks.today)
    evenings = [min(month.last, stocks.today) for month in months]
    there_was = counting.stocks(work, programme, evenings)
    for month, on in zip(months, evenings, strict=True):
        where = f"{programme.type_key} {month}"
        yield from differ(where, there_was[on], stocks.stocks(on))
        yield from differ(where, theirs[month], flows.flows(tuple(month)))


def both(work: Work, programme: Programme, tables: Tables) -> tuple[Stocks, Flows]:
    approves = work.type_of(programme).approval
    given = {"tables": tables, "programme_id": programme.id, "now": work.now, "approves": approves}
    return Stocks(**given), Flows(**given)


def months_between(first: date, last: date) -> Iterator[Month]:
    month = Month.of(first)
    while month <= Month.of(last):
        yield month
        month = month.earlier(-1)


def differ(where: str, theirs: Leaves, ours: Leaves) -> Iterator[str]:
    for name in sorted({*theirs, *ours}):
        if theirs.get(name) != ours.get(name):
            yield f"{where} {name}: {theirs.get(name)}, and by hand {ours.get(name)}"


def by_hand(stocks: Leaves, flows: Sequence[Leaves]) -> Leaves:
    """A period's figures: those of its day, and those of its months added up, with the sums that the page names."""
    found = dict(stocks)
    for month in flows:
        for name, number in month.items():
            found[name] = found.get(name, 0) + number
    for total, parts in SUMS.items():
        if all(part in found for part in parts):
            found[total] = sum(found[part] for part in parts)
    return found


def wrong(where: str, figures: Figures, hand: Leaves, *, hidden: Collection[str] = ()) -> Iterator[str]:
    """What is told and is not so; and what is withheld and should not be."""
    for name, value in figures.values.items():
        if value is None and name in hidden:
            continue
        if value != hand.get(name):
            yield f"{where} {name}: {value}, and by hand {hand.get(name)}"


@pytest.mark.long
@pytest.mark.parametrize(
    ("seed", "people", "mentorships"),
    [
        (26, 25, 20),
        *(pytest.param(seed, 60, 120, marks=pytest.mark.slow, id=f"{seed}") for seed in range(100, 112)),
    ],
)
def test_every_figure_is_what_the_rows_say_whatever_they_are(
    invented: tuple[Store, Engine], seed: int, people: int, mentorships: int
) -> None:
    store, engine = invented
    invent(engine, seed, people=people, mentorships=mentorships)
    assert differences(store, engine, store.workspace("T0")) == []


@pytest.mark.slow
def test_every_report_tells_what_the_rows_say_for_both_pairs_of_eyes(invented: tuple[Store, Engine]) -> None:
    store, engine = invented
    invent(engine, 27, people=60, mentorships=45)
    tables, found, shown = tables_in(engine), [], set()
    with store.look(store.workspace("T0")) as work:
        ines = work.people.by_slack_id(OWNER)
        for programme in work.programmes.running():
            stocks, flows = both(work, programme, tables)
            for span in SPANS:
                months = [flows.flows(tuple(month)) for month in span.each]
                hand = by_hand(stocks.stocks(span.last), months)
                team = reports.report(work, ines, programme, span).figures
                found += wrong(f"{programme.type_key} {span}", team, hand, hidden=PROMISED)
                if span.is_over(stocks.today):
                    told = reports.for_everyone(work, ines, programme, span).figures
                    found += wrong(f"{programme.type_key} {span} for all", told, hand, hidden=hand)
                    shown.update(name for name, value in told.values.items() if value)
    assert found == []
    assert {"concerned", "pairs", "counted"} <= shown, "what is withheld throughout would be right, too"


@pytest.mark.slow
def test_every_group_is_what_its_rows_say(invented: tuple[Store, Engine]) -> None:
    store, engine = invented
    invent(engine, 28, people=60, mentorships=45)
    tables, found = tables_in(engine), []
    with store.look(store.workspace("T0")) as work:
        ines = work.people.by_slack_id(OWNER)
        for programme, by in product(work.programmes.running(), By):
            stocks, flows = both(work, programme, tables)
            split = reports.report(work, ines, programme, SPANS[1], by).split
            assert split is not None
            assert len(split.groups) > 2
            for group in split.groups:
                hand = of_group(stocks, flows, by, group.name, SPANS[1])
                found += wrong(f"{programme.type_key} {by} {group.name}", group.figures, hand)
    assert found == []


def of_group(stocks: Stocks, flows: Flows, by: By, name: str | None, span: Span) -> Leaves:
    day = min(span.last, stocks.today)
    people, pairs = stocks.of_group(by.value, name)
    _, lives = flows.of_group(by.value, name)
    counted = {**(people.people(day) if stocks.is_long_term else {}), **pairs.pairs(day)}
    return by_hand(counted, [{**lives.cycles(month), **lives.held(month)} for month in map(tuple, span.each)])


@pytest.mark.slow
def test_a_row_that_is_missing_is_missed(invented: tuple[Store, Engine]) -> None:
    """Else two counts that agree would say little: each table that is half as long changes what is counted."""
    store, engine = invented
    invent(engine, 26, people=40, mentorships=30)
    tables = tables_in(engine)
    with store.look(store.workspace("T0")) as work:
        programmes = work.programmes.running()

        def counted(rows: Tables) -> list[list[Leaves]]:
            return [everything(*both(work, one, rows)) for one in programmes]

        whole = counted(tables)
        seen = {
            name
            for name, rows in tables.items()
            if name not in ROWS_OF_ALL and counted({**tables, name: rows[len(rows) // 3 :]}) != whole
        }
    assert seen == tables.keys() - ROWS_OF_ALL


def everything(stocks: Stocks, flows: Flows) -> list[Leaves]:
    months = [(2026, number) for number in range(1, 11)]
    return [*(stocks.stocks(date(*month, 28)) for month in months), *map(flows.flows, months)]
