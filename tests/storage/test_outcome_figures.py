"""What comes of mentorships, as the report counts it: by day or by month, and whom it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from living import arrive

from bot.domain.calendar import DAY, Period
from bot.domain.certificates import CertificateKind, about_mentorship, about_year
from bot.domain.changes import Decision, Motive, Wish
from bot.domain.cycles import changed
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Workspace
from bot.domain.periods import Month
from bot.domain.pulses import THEMES, Answer, Ballot, Guest, PulseKind
from bot.domain.skills import Moment
from bot.domain.splits import By
from bot.domain.steps import Asks, Step
from bot.programme import forgetting, report_tables
from bot.programme import outcome_counts as counts
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, Cast
from tests.storage.together import certificate_page

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
BOTH = (OCTOBER, NOVEMBER)
#: The day on which stocks are counted, and instants around its end, which is at 23:00 UTC in Paris.
ON = OCTOBER.last
BEFORE, AFTER = datetime(2026, 10, 31, 22, 59, tzinfo=UTC), datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
SPRING = datetime(2026, 4, 7, 9, tzinfo=UTC)
TODAY = NOON.date()
#: The last evening of the latest calendar year that is over, and a day in it.
LAST_YEAR, A_YEAR_AGO = date(2025, 12, 31), datetime(2025, 4, 7, 9, tzinfo=UTC)


class Life:
    """Mentorships, and what came of them."""

    def __init__(self, work: Work, cast: Cast) -> None:
        self.work, self.cast, self.programme = work, cast, cast.programme
        self._number = 0

    def person(self, **about: Any) -> int:
        self._number += 1
        person = arrive(self.work, f"U0P{self._number}", f"P {self._number}")
        return self.work.people.change(person.id, **about).id

    def pair(
        self,
        mentee: int | None = None,
        mentor: int | None = None,
        *,
        at: datetime = SPRING,
        ends_on: date | None = None,
        temporary: bool = False,
    ) -> Mentorship:
        seats = [
            (mentor or self.cast.lea.id, SeatRole.MENTOR),
            (mentee or self.cast.tom.id, SeatRole.MENTEE),
        ]
        return self.work.mentorships.link(
            self.programme.id,
            seats=seats,
            anchor=at.date(),
            period=Period(),
            introduced_at=at,
            ends_on=ends_on,
            temporary=temporary,
        )

    def certificate(self, person_id: int, of: Mentorship | None, at: datetime) -> None:
        """Without a mentorship, the page of a mentor's year."""
        self.work.certificates.issue(
            person_id,
            kind=CertificateKind.MENTORSHIP if of else CertificateKind.YEAR,
            programme_id=self.programme.id,
            mentorship_id=of.id if of else None,
            about=about_mentorship(of.id) if of else about_year(2026),
            language="fr",
            at=at,
            page=certificate_page(self.cast.tom, self.cast.lea),
        )

    def goal(self, one: Mentorship, mentee: int, at: datetime, reached: datetime | None = None) -> int:
        known = {"words": "Oser", "target_on": None, "progress": 0}
        goal = self.work.goals.set(one.id, mentee, at=at, **known)  # type: ignore[arg-type]
        if reached:
            self.work.goals.say(goal.id, 0, 100, by=mentee, at=reached)
        return goal.id

    def rated(self, one: Mentorship, person: int, start: Mapping[str, int], end: Mapping[str, int]) -> None:
        self.work.skills.keep(one.id, person, Moment.START, start)
        self.work.skills.keep(one.id, person, Moment.END, end)

    def asked(self, one: Mentorship, by: int | None, at: datetime, *, decide_by: date = TODAY) -> int:
        what = {"why": Motive.NO_TIME, "wish": Wish.STOP, "until": None}
        return self.work.changes.ask(one.id, by=by, at=at, decide_by=decide_by, **what).id  # type: ignore[arg-type]

    def decided(self, change: int, at: datetime) -> None:
        assert self.work.changes.decide(change, Decision.KEEP, by=self.cast.ines.id, at=at, told_by=None)


@pytest.fixture
def life(store: Store, workspace: Workspace, cast: Cast) -> Iterator[Life]:
    with store.work(workspace) as work:
        yield Life(work, cast)


def test_whoever_has_come_to_an_end_left_with_a_certificate_or_without_one(life: Life) -> None:
    """A certificate of what goes on counts once that is over; one that came late, from that day on."""
    lea, tom, ines, programme = life.cast.lea.id, life.cast.tom.id, life.cast.ines.id, life.programme
    over, second = life.pair(ends_on=date(2026, 9, 1)), life.pair(ends_on=ON)
    runs, ended_since = life.pair(life.person(), lea), life.pair(ines, life.person(), ends_on=TODAY)
    life.pair(life.person(), life.person(), at=NOON, ends_on=TODAY - DAY)  # parted on the day it began
    life.pair(life.person(), life.person(), at=SPRING - timedelta(days=900), ends_on=ON.replace(year=2025))
    stand_in = life.pair(life.person(), life.person(), ends_on=ON, temporary=True)
    for person, one, at in ((tom, over, SPRING), (tom, second, BEFORE), (ines, ended_since, SPRING)):
        life.certificate(person, one, at)
    life.certificate(lea, second, AFTER)
    life.certificate(lea, runs, SPRING)
    life.certificate(lea, None, SPRING)
    assert counts.certificates(life.work, programme, ON) == {"certified": 1, "uncertified": 1}
    assert counts.certificates(life.work, programme, TODAY) == {"certified": 3, "uncertified": 1}
    newcomers = replace(programme, type_key="newcomer")
    assert stand_in.temporary
    assert counts.certificates(life.work, newcomers, ON)["uncertified"] == 3, "there they are no stand-ins"


def test_whoever_was_forgotten_did_not_leave_without_a_certificate(life: Life) -> None:
    """It went with their name."""
    over = life.pair(ends_on=ON)
    for person in (life.cast.tom.id, life.cast.lea.id):
        life.certificate(person, over, BEFORE)
    forgetting.forget(life.work, life.cast.tom)
    assert counts.certificates(life.work, life.programme, ON) == {"certified": 1, "uncertified": 0}


def test_steps_are_those_of_mentorships_that_stand_but_the_ones_left_out(life: Life) -> None:
    steps = [Step(key=key, texts={}, asks=Asks(meetings=1)) for key in ("one", "two", "three", "four")]
    running, over, nothing = life.pair(), life.pair(ends_on=date(2026, 9, 1)), life.pair()
    for one in (running, over):
        life.work.steps.begin(one.id, steps)
    life.work.steps.begin(nothing.id, steps[:1])
    life.work.steps.leave_out(nothing.id, "one", by=1, agreed_by=2)
    life.work.steps.done(running.id, ["one"], at=BEFORE)
    life.work.steps.done(running.id, ["two"], at=AFTER)
    life.work.steps.leave_out(running.id, "three", by=1, agreed_by=2)
    life.work.steps.leave_out(running.id, "four", by=1, agreed_by=None)
    found = counts.steps(life.work, life.programme, ON)
    assert found == {"with_steps": 1, "steps_asked": 3, "steps_done": 1}


def test_goals_are_counted_by_person_as_they_stood_when_the_year_of_their_end_was_over(life: Life) -> None:
    """Those of mentorships that go on are nobody's business yet, and the same is read until the year is over."""
    pair, tom = life.pair(at=A_YEAR_AGO, ends_on=LAST_YEAR), life.cast.tom.id
    reached, open_, both, changed_ = (life.person() for _ in range(4))
    life.goal(pair, reached, A_YEAR_AGO, A_YEAR_AGO)
    life.goal(pair, open_, A_YEAR_AGO, SPRING)
    life.goal(pair, both, A_YEAR_AGO, A_YEAR_AGO)
    life.goal(pair, both, A_YEAR_AGO)
    old = life.goal(pair, changed_, A_YEAR_AGO)
    new: dict[str, Any] = {"words": "Oser plus", "target_on": None, "progress": 0, "replaces": old}
    life.work.goals.set(pair.id, changed_, at=SPRING, **new)
    given_up = life.goal(pair, tom, A_YEAR_AGO)
    life.work.goals.forget([given_up])
    stand_in = life.pair(at=A_YEAR_AGO, ends_on=LAST_YEAR, temporary=True)
    long_over = life.pair(at=A_YEAR_AGO - timedelta(days=300), ends_on=date(2024, 12, 31))
    for one in (stand_in, long_over, life.pair(), life.pair(ends_on=ON)):
        life.goal(one, tom, A_YEAR_AGO - timedelta(days=300), A_YEAR_AGO)
    for day in (LAST_YEAR, ON, TODAY):
        assert counts.goals(life.work, life.programme, day) == {"reached_one": 2, "reached_none": 2}
    assert counts.goals(life.work, life.programme, LAST_YEAR - DAY) == {"reached_one": 0, "reached_none": 1}


def test_skills_are_read_once_the_year_is_over_and_the_best_of_several_counts(life: Life) -> None:
    over, second = (life.pair(at=A_YEAR_AGO, ends_on=LAST_YEAR) for _ in range(2))
    up, down, twice, once, later = (life.person() for _ in range(5))
    life.rated(over, up, {"a": 2, "b": 3}, {"a": 4, "b": 2})
    life.rated(over, down, {"a": 2}, {"a": 1})
    life.rated(over, twice, {"a": 2}, {"a": 2})
    life.rated(second, twice, {"a": 2}, {"a": 3})
    life.rated(over, once, {"a": 2}, {"b": 5})
    life.rated(life.pair(ends_on=ON), later, {"a": 1}, {"a": 5})
    life.rated(life.pair(at=A_YEAR_AGO, ends_on=date(2024, 12, 31)), later, {"a": 1}, {"a": 5})
    for day in (LAST_YEAR, ON, TODAY):
        assert counts.skills(life.work, life.programme, day) == {"went_up": 2, "stayed": 1}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_of_a_year_that_is_not_kept_whole_neither_goals_nor_skills_nor_certificates_are_counted(
    life: Life,
) -> None:
    old = replace(life.programme, started_on=date(2020, 1, 1))
    kept_whole, not_kept = date(2025, 12, 31), date(2025, 11, 30)
    for count in (counts.goals, counts.skills, counts.certificates):
        assert count(life.work, old, kept_whole)
        assert not count(life.work, old, not_kept)
        assert count(life.work, life.programme, not_kept), "it began after what is gone"


def test_how_long_they_lasted_begins_with_their_first_cadence_and_counts_both_ends(life: Life) -> None:
    first = date(2026, 10, 1)
    lasting = life.pair(at=datetime(2026, 10, 1, 9, tzinfo=UTC), ends_on=date(2026, 10, 31))
    life.work.cadences.keep(lasting.id, changed(lasting.cadences, Period(months=3), first + 20 * DAY))
    changed_ = life.pair(at=datetime(2026, 8, 1, 9, tzinfo=UTC), ends_on=date(2026, 11, 1))
    life.work.cadences.keep(changed_.id, changed(changed_.cadences, Period(months=3), date(2026, 10, 20)))
    life.pair(at=NOON, ends_on=TODAY - DAY)  # parted on the day it began
    life.pair(ends_on=TODAY)
    life.pair(ends_on=OCTOBER.last, temporary=True)
    assert counts.ended(life.work, life.programme, BOTH, TODAY) == {
        OCTOBER: {"ended_pairs": 1, "days_lasted": 31},
        NOVEMBER: {"ended_pairs": 1, "days_lasted": 31 + 30 + 31 + 1},
    }


def test_a_change_counts_once_a_month_and_in_time_until_the_end_of_its_last_day(life: Life) -> None:
    lea, tom = life.cast.lea.id, life.cast.tom.id
    one, other, found = life.pair(), life.pair(life.person()), life.pair(life.person())
    theirs = [
        life.asked(one, by, SPRING + timedelta(days=n), decide_by=ON) for n, by in enumerate((tom, lea))
    ]
    for change in theirs:
        life.decided(change, BEFORE)
    late = life.asked(other, lea, BEFORE - timedelta(days=3), decide_by=ON)
    life.decided(late, AFTER)
    life.work.changes.withdraw(life.asked(one, tom, BEFORE))
    life.decided(life.asked(found, None, BEFORE), AFTER)
    nothing = dict.fromkeys(("changes_asked", "decided_in_time", "decided_late", "days_to_decide"), 0)
    assert counts.changes(life.work, life.programme, [Month(2026, 4), *BOTH], TODAY) == {
        Month(2026, 4): {**nothing, "changes_asked": 1},
        OCTOBER: {
            **nothing,
            "changes_asked": 2,
            "decided_in_time": 1,
            "days_to_decide": (ON - SPRING.date()).days - 1,
        },
        NOVEMBER: {**nothing, "decided_late": 1, "days_to_decide": 4},
    }


def test_links_go_across_where_mentors_and_mentees_differ(life: Life) -> None:
    one = date(2016, 2, 29)
    mentor = life.person(network="A", entity="X", joined_on=one)
    same = life.person(network="A", entity="Y", joined_on=date(2021, 2, 28))
    across = life.person(network="B", entity="Y", joined_on=date(2021, 3, 1))
    unknown = life.person(network="", joined_on=None)
    for mentee in (same, across, unknown):
        life.pair(mentee, mentor)
    life.pair(same, mentor, ends_on=ON - DAY)
    paused = life.pair(across, mentor)
    life.work.mentorships.pause(paused.id, since=ON, until=ON + DAY)
    both = [(mentor, SeatRole.MENTOR), (same, SeatRole.MENTEE), (across, SeatRole.MENTEE)]
    period: dict[str, Any] = {"anchor": SPRING.date(), "period": Period(), "introduced_at": SPRING}
    life.work.mentorships.link(life.programme.id, seats=both, **period)
    life.work.mentorships.link(
        life.programme.id, seats=[(one, SeatRole.PEER) for one in (same, across)], **period
    )
    assert counts.links(life.work, life.programme, [ON])[ON] == {
        "across_networks": 1,
        "within_network": 1,
        "across_entities": 3,
        "within_entity": 0,
        "across_tenures": 2,
        "within_tenure": 1,
    }
    found = report_tables.links(life.work, life.programme, ON, By.NETWORK, for_team=True)
    assert found.pairs == {("A", "A"): 1, ("A", "B"): 1, ("A", None): 2}
    assert (found.names, found.known, found.across, found.within) == (("A", "B", None), 2, 1, 1)


def test_a_wave_is_read_once_it_is_closed_and_counted(life: Life) -> None:
    people, kind = [life.person() for _ in range(7)], PulseKind.PULSE
    waves = life.work.pulses
    closed = waves.open(life.programme.id, kind, opens_on=date(2026, 9, 1), closes_on=date(2026, 10, 10))
    running = waves.open(life.programme.id, kind, opens_on=date(2026, 10, 1), closes_on=TODAY)
    assert closed
    assert running
    marked = Answer(side=SeatRole.MENTEE, marks=dict.fromkeys(THEMES[kind], 4))
    for wave in (closed, running):
        waves.invite(wave.id, [Guest(person_id=one, side=SeatRole.MENTEE, day=ON) for one in people])
        for one in people[:5]:
            waves.cast(wave.id, one, Ballot(answer=marked))

    def read() -> Mapping[str, int]:
        found = counts.pulses(life.work, life.programme, BOTH, TODAY)
        assert not any(found[NOVEMBER].values())
        return {name: number for name, number in found[OCTOBER].items() if number}

    assert read() == {}, "what was answered is not counted yet"
    waves.count(closed.id, [one.answer for one in waves.take_out(closed.id)], [])
    marks = dict.fromkeys((f"marks_{theme}" for theme in THEMES[kind]), 20)
    assert read() == {"pulse_answered": 5, "pulse_silent": 2, **marks}
