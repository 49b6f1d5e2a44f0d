"""Every figure of the report, on half a year of a company's life, is what an independent count of the rows gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from living import arrive
from sqlalchemy import event

from bot.domain.calendar import Period, add_months, at_local
from bot.domain.cycles import changed
from bot.domain.enrolments import Application, EnrolmentState, Part
from bot.domain.eyes import CONTAINED
from bot.domain.figures import OF_MONTHS
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person, Standing, Workspace
from bot.domain.periods import Month, Span
from bot.domain.permissions import Right
from bot.domain.rounds import Answer, Offer, RoundState, SavedProposal
from bot.domain.splits import By
from bot.programme import reports
from bot.programme.types import load_types
from bot.programme.work import Work
from storage.store import Store
from tests.by_hand import ByHand
from tests.storage.stage import CUSTOMS, Cast, StoppedClock

PARIS = "Europe/Paris"
BEGINS = date(2026, 1, 5)
DAYS = 190
PEOPLE = 70


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """One that knows the programme files: whether mentors are approved is written there."""
    opened = open_store()
    opened.customs = replace(CUSTOMS, types=load_types())
    return opened


class Life:
    """Half a year at random, through the real store."""

    def __init__(self, seed: int, work: Work, today: date) -> None:
        self.dice, self.work, self.today = Random(seed), work, today

    def lived(self) -> Person:
        work = self.work
        self.programme = work.programmes.start(
            type_key="long_term", name="Mentorat", language="fr", timezone=PARIS, started_on=BEGINS
        )
        self.people = [arrive(work, f"U0P{number:03}", f"P {number}") for number in range(PEOPLE)]
        for person in self.people:
            self.comes(person)
        for _ in range(3):
            self.round()
        for _ in range(90):
            self.links()
        coordinator = arrive(work, "U0INES", "Inès Roy")
        work.rights.grant(coordinator.id, Right.COORDINATOR)
        return coordinator

    def day(self, since: date = BEGINS) -> date:
        return since + timedelta(days=self.dice.randrange(max(1, (self.today - since).days)))

    def comes(self, person: Person) -> None:
        dice, work = self.dice, self.work
        work.people.change(
            person.id,
            joined_on=dice.choice([None, self.day()]),
            standing=dice.choice([Standing.EMPLOYEE] * 8 + [Standing.GUEST, Standing.GONE]),
            network=dice.choice(["Finance", "Tech", "Tech", None]),
        )
        if dice.random() < 0.8:
            work.enrolments.change(
                work.enrolments.open_for(person.id, self.programme.id).id,
                part=dice.choice([None, *[Part.MENTEE] * 5, Part.BOTH, Part.MENTOR, Part.NOT_FOR_ME]),
                state=dice.choice([EnrolmentState.ACTIVE] * 8 + [EnrolmentState.PAUSED, EnrolmentState.LEFT]),
                paused_until=dice.choice([None] * 5 + [self.today, self.today + timedelta(days=1)]),
                capacity=dice.choice([None, 1, 1, 2, 3]),
                application=dice.choice([Application.APPROVED] * 4 + [Application.APPLIED]),
            )

    def round(self) -> None:
        dice, work = self.dice, self.work
        invited = dice.sample(self.people, 40)
        latest = work.rounds.latest(self.programme.id)
        if latest is not None:
            work.rounds.move(latest.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)
        new = work.rounds.open(
            self.programme.id,
            person_ids=[person.id for person in invited],
            opened_by=self.people[0].id,
            opened_at=work.now,
            closes_on=self.today,
        )
        for person in invited[:30]:
            work.rounds.answer(new.id, person.id, answer=dice.choice(list(Answer)), choices=(), at=work.now)
        work.rounds.propose(new.id, [self.offered(person.id) for person in invited[:20]])
        if dice.random() < 0.5:
            work.rounds.move(new.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)
        for person in dice.sample(self.people, 6):
            self.looks_alone(person)

    def offered(self, mentee_id: int) -> SavedProposal:
        return SavedProposal(
            mentee_id=mentee_id,
            mentor_id=None,
            rank=None,
            reason={},
            left_out="nobody_available",
            suggested=False,
            offer=self.dice.choice([None, *Offer]),
        )

    def looks_alone(self, person: Person) -> None:
        alone = self.work.rounds.open(
            self.programme.id,
            person_ids=[person.id],
            opened_by=person.id,
            opened_at=self.work.now,
            closes_on=self.today,
            solo=True,
        )
        if self.dice.random() < 0.5:
            self.work.rounds.move(alone.id, expected=RoundState.COLLECTING, to=RoundState.PUBLISHED)

    def links(self) -> None:
        dice, work = self.dice, self.work
        mentor, *mentees = dice.sample(self.people, dice.choice([2, 2, 2, 4]))
        introduced = self.day()
        role = dice.choice([SeatRole.MENTOR] * 9 + [SeatRole.PEER])
        one = work.mentorships.link(
            self.programme.id,
            seats=[(mentor.id, role), *((mentee.id, SeatRole.MENTEE) for mentee in mentees)],
            anchor=self.dice.choice([introduced] * 5 + [BEGINS - timedelta(days=40)]),
            period=dice.choice([Period()] * 5 + [Period(months=2), Period(months=0, weeks=2)]),
            introduced_at=at_local(introduced, time(dice.randrange(24)), PARIS),
            temporary=dice.random() < 0.1,
            ends_on=dice.choice([None] * 6 + [self.day(introduced), self.today + timedelta(days=40)]),
        )
        if dice.random() < 0.1:
            work.mentorships.change(one.id, state=MentorshipState.ENDED)
        if dice.random() < 0.2:
            work.mentorships.flag(one.id, at_local(self.day(introduced), time(12), PARIS))
        changes = dice.choice([0, 0, 1, 2])
        for day in sorted(self.day(introduced) for _ in range(dice.randrange(9) + changes)):
            if dice.random() < changes / 5:
                one = self.slows_down_or_hurries(one, day)
            self.happens(one, introduced)

    def slows_down_or_hurries(self, one: Mentorship, day: date) -> Mentorship:
        period = self.dice.choice([Period(), Period(months=3), Period(months=0, weeks=1)])
        self.work.cadences.keep(one.id, changed(one.cadences, period, max(day, one.anchor)))
        found = self.work.mentorships.get(one.id)
        assert found is not None
        return found

    def happens(self, one: Mentorship, introduced: date) -> None:
        dice, work, day = self.dice, self.work, self.day(introduced)
        cycle = one.cycle_on(day)
        match dice.choice(["meeting"] * 5 + ["skip", "pause", "resume"]):
            case "meeting":
                work.meetings.add(
                    one.id,
                    state=dice.choice([MeetingState.HELD] * 4 + list(MeetingState)),
                    cycle=cycle,
                    held_on=day,
                    minutes=dice.choice([None, 30, 45]),
                    form=None,
                    logged_by=one.seats[0].person_id,
                    logged_at=work.now,
                )
            case "skip":
                work.meetings.skip(one.id, cycle, by=one.seats[0].person_id, at=work.now)
            case "pause":
                work.mentorships.pause(one.id, since=day, until=day + timedelta(days=dice.randrange(1, 60)))
            case "resume":
                work.mentorships.resume(one.id, day)


@pytest.mark.long
@pytest.mark.slow  # tests/evidence counts all of it once more, also in the fast set
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_figure_is_what_the_rows_say(
    store: Store, workspace: Workspace, clock: StoppedClock, seed: int
) -> None:
    today = BEGINS + timedelta(days=DAYS - 10 * seed)
    clock.time = datetime.combine(today, time((0, 12, 21)[seed]), tzinfo=UTC)
    with store.work(workspace) as work:
        coordinator = Life(seed, work, today).lived()
        programme = work.programme()
        assert programme
    with store.engine.connect() as connection:
        by_hand = ByHand(connection, PARIS)
    month = Month.of(BEGINS)
    while month <= Month.of(today):
        with store.look(workspace) as work:
            found = reports.report(work, coordinator, programme, Span(month), By.NETWORK)
        assert found.figures.values.items() >= by_hand.month(programme.id, *month, today).items(), month
        if found.before is not None:
            earlier = by_hand.month(programme.id, *found.before.span.begins, today)
            assert found.before.values.items() >= earlier.items()
        for one in found.trend:
            counted = by_hand.cycles(programme.id, one.span.last, today)
            assert {name: one[name] for name in counted} == counted
        assert found.names is not None
        assert found.names.quiet_in_all + found.names.kept_back >= min(1, found.figures["quiet"] or 0)
        assert found.split is not None
        groups = {one.name: one.figures.values for one in found.split.groups}
        expected = by_hand.groups(programme.id, "network", *month, today)
        for name, values in groups.items():
            assert values == {leaf: expected[name][leaf] for leaf in values}, (month, name)
        for leaf in next(iter(groups.values())):
            assert found.figures[leaf] == sum(theirs[leaf] or 0 for theirs in groups.values()), (month, leaf)
        for inner, outer in CONTAINED:
            assert (found.figures[inner] or 0) <= (found.figures[outer] or 0), (month, inner, outer)
        month = Month.of(add_months(month.first, 1))


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_quarter_is_its_months_added_up_and_its_last_day(
    store: Store, workspace: Workspace, clock: StoppedClock
) -> None:
    today = BEGINS + timedelta(days=DAYS)
    clock.time = datetime.combine(today, time(9), tzinfo=UTC)
    with store.work(workspace) as work:
        coordinator = Life(2, work, today).lived()
        programme = work.programme()
        assert programme
        quarter = reports.report(work, coordinator, programme, Span.quarter(2026, 2)).figures
        months = [
            reports.report(work, coordinator, programme, Span(Month(2026, month))).figures
            for month in (4, 5, 6)
        ]
    for name, value in quarter.values.items():
        told = [month[name] for month in months]
        added = None if None in told else sum(number or 0 for number in told)
        assert value == (added if name in OF_MONTHS else told[-1]), name


def test_a_report_on_nothing_is_all_zeros(store: Store, workspace: Workspace, clock: StoppedClock) -> None:
    clock.time = datetime(2026, 1, 20, 9, tzinfo=UTC)
    with store.work(workspace) as work:
        coordinator = arrive(work, "U0INES", "Inès Roy")
        work.people.change(coordinator.id, standing=Standing.GUEST)
        work.rights.grant(coordinator.id, Right.OWNER)
        started = work.programmes.start(
            type_key="long_term", name="Mentorat", language="fr", timezone=PARIS, started_on=BEGINS
        )
        found = reports.report(work, coordinator, started, Span(Month(2026, 1)))
    assert set(found.figures.values.values()) == {0}
    assert found.before is None


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_who_has_no_mentor_is_known_without_going_through_a_list_for_each_person(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    """With such a list a company of sixteen thousand waited for six seconds, and Slack waits for three."""
    asked: list[tuple[str, object]] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda _c, _cursor, sql, given, *_: asked.append((sql, given))
    )
    with store.work(workspace) as work:
        today, now = BEGINS, datetime.combine(BEGINS, time(9), tzinfo=UTC)
        figures: Any = work.figures
        figures.people(cast.programme.id, on=today, before=now, today=today)
        sql, given = asked[-1]
        steps = figures.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()
    assert any("LEFT-JOIN" in step.detail for step in steps)
    assert not [step.detail for step in steps if "SCAN" in step.detail and "LEFT-JOIN" in step.detail]


def test_another_workspace_counts_nothing_of_ours(
    store: Store, workspace: Workspace, clock: StoppedClock
) -> None:
    today = BEGINS + timedelta(days=DAYS)
    clock.time = datetime.combine(today, time(9), tzinfo=UTC)
    with store.work(workspace) as work:
        Life(1, work, today).lived()
    other = store.workspace("T0OTHER", "Ailleurs", "U0BINOME")
    with store.work(other) as work:
        coordinator = arrive(work, "U0EVE", "Ève Noir")
        work.rights.grant(coordinator.id, Right.OWNER)
        started = work.programmes.start(
            type_key="long_term", name="Mentorat", language="fr", timezone=PARIS, started_on=BEGINS
        )
        found = reports.report(work, coordinator, started, Span(Month.of(today)))
    assert {name for name, value in found.figures.values.items() if value} == {
        *("concerned", "without", "undecided")
    }, "only herself, who has not answered"
