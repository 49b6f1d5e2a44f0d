"""Who may read which report: periods that are over for everybody, and one split of them for ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from living import arrive

from bot.domain.enrolments import Part
from bot.domain.figures import Figure
from bot.domain.people import Person, Workspace
from bot.domain.periods import Month, Span
from bot.domain.permissions import Act, Right
from bot.domain.refusals import NotAllowed
from bot.domain.reports import FirstRunning, StillRunning
from bot.domain.splits import By, NotSplit, OtherSplit
from bot.programme import reports
from bot.programme.types import load_types
from bot.programme.work import NEWCOMERS
from storage.store import Store
from tests.storage.stage import CUSTOMS, StoppedClock

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

JANUARY, MARCH = Span(Month(2026, 1)), Span(Month(2026, 3))


@pytest.fixture
def store(open_store: Callable[[], Store], clock: StoppedClock) -> Store:
    opened = open_store()
    opened.customs = replace(CUSTOMS, types=load_types())
    clock.time = datetime(2026, 3, 18, 9, tzinfo=UTC)
    return opened


@pytest.fixture
def readers(store: Store, workspace: Workspace) -> tuple[Person, Person]:
    """Inès coordinates, Zoé may look; twelve people in each of two networks, and two in a third."""
    with store.work(workspace) as work:
        ines, zoe = arrive(work, "U0INES", "Inès Roy"), arrive(work, "U0ZOE", "Zoé Petit")
        work.rights.grant(ines.id, Right.COORDINATOR)
        work.rights.grant(zoe.id, Right.VIEWER)
        for number, network in enumerate(["Finance"] * 12 + ["Tech"] * 12 + ["Legal"] * 2):
            person = arrive(work, f"U0P{number:03}", f"P {number}")
            work.people.change(person.id, network=network, entity="Siège", joined_on=date(2025, 1, 1))
        work.programmes.start(
            type_key="long_term",
            name="Mentorat",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 5),
        )
    return ines, zoe


def test_only_the_team_reads_a_period_that_runs(
    store: Store, workspace: Workspace, readers: tuple[Person, Person]
) -> None:
    ines, zoe = readers
    with store.work(workspace) as work:
        running = reports.ask(work, ines).programme
        teams = reports.report(work, ines, running, MARCH)
        assert (teams.for_team, teams.figures.until) == (True, date(2026, 3, 18))
        with pytest.raises(StillRunning):
            reports.report(work, zoe, running, MARCH)
        with pytest.raises(StillRunning):
            reports.for_everyone(work, ines, running, Span.quarter(2026, 1))
        with pytest.raises(FirstRunning):
            reports.report(work, zoe, replace(running, started_on=date(2026, 3, 2)), MARCH)
        seen = reports.report(work, zoe, running, JANUARY)
        assert (seen.for_team, seen.names, seen.before) == (False, None, None)
        assert seen.figures.values == reports.for_everyone(work, ines, running, JANUARY).figures.values
        with pytest.raises(NotAllowed) as refused:
            reports.for_everyone(work, zoe, running, JANUARY)
        assert refused.value.values["programme_id"] == running.id, (
            "the record says where, as of every other refusal"
        )


def test_the_first_split_that_is_published_is_the_programmes(
    store: Store, workspace: Workspace, readers: tuple[Person, Person]
) -> None:
    ines, zoe = readers
    with store.work(workspace) as work:
        running = reports.ask(work, ines).programme
        with pytest.raises(NotSplit):
            reports.report(work, zoe, running, JANUARY, By.NETWORK)
        teams = reports.report(work, ines, running, JANUARY, By.NETWORK).split
        assert teams is not None
        assert [(one.name, one.headcount) for one in teams.groups[:3]] == [
            ("Finance", 12),
            ("Tech", 12),
            ("Legal", 2),
        ]
        published = reports.ask(work, ines, Act.PUBLISH_REPORT, by=By.NETWORK).programme
        with pytest.raises(OtherSplit):
            reports.ask(work, ines, Act.PUBLISH_REPORT, by=By.SITE)
        with pytest.raises(OtherSplit):
            reports.for_everyone(work, ines, published, JANUARY, By.ENTITY)
        found = reports.report(work, zoe, published, JANUARY, By.NETWORK).split
        assert found is not None
        assert [(one.name, one.others) for one in found.groups] == [("Tech", False), (None, True)]
        assert sum(one.figures[Figure.CONCERNED] or 0 for one in found.groups) == 28, "with the two who read"


def test_newcomers_are_counted_in_pairs_and_nobody_of_the_company_is_without(
    store: Store, workspace: Workspace, readers: tuple[Person, Person]
) -> None:
    ines, zoe = readers
    with store.work(workspace) as work:
        with pytest.raises(reports.NothingYet):
            reports.ask(work, ines, of=NEWCOMERS)
        work.programmes.start(
            type_key=NEWCOMERS,
            name="Arrivées",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 5),
        )
        welcome = reports.ask(work, ines, of=NEWCOMERS).programme
        work.enrolments.change(work.enrolments.open_for(zoe.id, welcome.id).id, part=Part.MENTEE)
        found = reports.report(work, ines, welcome, MARCH, By.NETWORK)
        assert found.names is not None
        assert found.names.waiting == {}, "she is welcomed when she comes, and is in no round"
        assert Figure.CONCERNED not in found.figures
        assert Figure.CHOSE not in found.figures
        assert found.figures[Figure.PAIRS] == 0
        assert found.split is not None
        assert found.split.groups == ()


def test_the_latest_period_that_is_over(
    store: Store, workspace: Workspace, readers: tuple[Person, Person]
) -> None:
    with store.look(workspace) as work:
        running = work.programme()
    assert running is not None
    today = date(2026, 3, 18)
    assert reports.latest_ended(running, today) == Span(Month(2026, 2))
    assert reports.latest_ended(running, today, 3) is None
    assert reports.latest_ended(running, date(2026, 5, 2), 3) == Span.quarter(2026, 1)
    assert reports.latest_ended(running, date(2027, 1, 1), 12) == Span.year(2026)
    assert reports.latest_ended(running, date(2026, 1, 20)) is None
