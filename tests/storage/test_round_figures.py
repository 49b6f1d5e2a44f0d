"""Which rank people obtained, round beside round, and supply beside demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from living import CUSTOMS as KNOWN
from living import arrive

from bot.domain.calendar import Period
from bot.domain.enrolments import Application, Part
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Workspace
from bot.domain.periods import Month
from bot.domain.rounds import Answer, Offer, RoundState, SavedProposal
from bot.domain.waves import Found
from bot.programme import report_tables
from bot.programme.round_counts import ranks
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, Cast

PARIS = "Europe/Paris"
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
IN_OCTOBER = datetime(2026, 10, 6, 9, tzinfo=UTC)
CHOSE, FOR_ME, NOT_NOW = Answer.CHOICES, Answer.CHOOSE_FOR_ME, Answer.NOT_THIS_TIME
FIRST, NOBODY = {"rank": 1}, {"left_out": "choices_full"}
#: What somebody said, and what was proposed to them, if anything.
Case = tuple[Answer | None, dict[str, Any] | None]


class Rounds:
    """Rounds as they were published, in which Léa is everybody's mentor."""

    def __init__(self, work: Work, cast: Cast) -> None:
        self.work, self.cast = work, cast

    def published(self, cases: Mapping[int, Case], at: datetime = IN_OCTOBER, *, solo: bool = False) -> int:
        opened = self.work.rounds.open(
            self.cast.programme.id,
            person_ids=cases,
            opened_by=self.cast.ines.id,
            opened_at=at - timedelta(days=20),
            closes_on=at.date(),
            solo=solo,
        )
        for person_id, (answer, _) in cases.items():
            self.work.rounds.answer(opened.id, person_id, answer=answer, choices=(), at=at)
        self.work.rounds.propose(
            opened.id, [self._proposed(one, what) for one, (_, what) in cases.items() if what]
        )
        self.work.rounds.change(opened.id, state=RoundState.PUBLISHED, published_at=at)
        return opened.id

    def paired(self, mentee_id: int, at: datetime, round_id: int | None = None) -> Mentorship:
        return self.work.mentorships.link(
            self.cast.programme.id,
            seats=[(self.cast.lea.id, SeatRole.MENTOR), (mentee_id, SeatRole.MENTEE)],
            anchor=at.date(),
            period=Period(),
            introduced_at=at,
            round_id=round_id,
        )

    def met(self, mentorship: Mentorship, cycle: int) -> None:
        self.work.meetings.add(
            mentorship.id,
            state=MeetingState.HELD,
            cycle=cycle,
            held_on=mentorship.bounds(cycle)[0],
            minutes=None,
            form=None,
            logged_by=self.cast.lea.id,
            logged_at=NOON,
        )

    def found(self, month: Month = OCTOBER) -> Mapping[Found, int]:
        found = self.work.round_figures.found(self.cast.programme.id, [OCTOBER, NOVEMBER], zone=PARIS)
        return found.get(month, {})

    def people(self, number: int) -> list[int]:
        return [arrive(self.work, f"U0P{one}", f"P {one}").id for one in range(number)]

    def _proposed(self, mentee_id: int, what: dict[str, Any]) -> SavedProposal:
        given = {"mentor_id": self.cast.lea.id if {"rank", "by_hand"} & what.keys() else None, "rank": None}
        usual = {"left_out": None, "suggested": False, "reason": {}}
        return SavedProposal(mentee_id=mentee_id, **(given | usual | what))


@pytest.fixture
def rounds(store: Store, workspace: Workspace, cast: Cast) -> Iterator[Rounds]:
    with store.work(workspace) as work:
        work.customs = replace(work.customs, types=KNOWN.types)
        yield Rounds(work, cast)


def test_everybody_on_a_list_is_counted_in_one_place(rounds: Rounds) -> None:
    cases: list[tuple[Case, Found]] = [
        ((CHOSE, FIRST), Found.FIRST),
        ((CHOSE, {"rank": 2}), Found.SECOND),
        ((CHOSE, {"rank": 3}), Found.THIRD),
        ((CHOSE, {"by_hand": True}), Found.ANOTHER),
        ((CHOSE, NOBODY), Found.NOBODY),
        ((CHOSE, {"left_out": "gone"}), Found.NO_WISH),
        ((CHOSE, None), Found.NO_WISH),
        ((NOT_NOW, None), Found.NO_WISH),
        ((FOR_ME, {"by_hand": True}), Found.FOR_THEM),
        ((FOR_ME, NOBODY), Found.NOBODY_FOR_THEM),
        ((None, {"left_out": "did_not_answer"}), Found.SILENT),
        ((None, None), Found.SILENT),
    ]
    ids = rounds.people(len(cases))
    rounds.published({one: case for one, (case, _) in zip(ids, cases, strict=True)})
    expected = [where for _, where in cases]
    assert rounds.found() == {one: expected.count(one) for one in expected}
    told = ranks(rounds.work, rounds.cast.programme, [OCTOBER, NOVEMBER], NOON.date())
    named = dict.fromkeys(("got_first", "got_second", "got_third", "got_another", "got_nobody"))
    assert told == {OCTOBER: dict.fromkeys(named, 1), NOVEMBER: dict.fromkeys(named, 0)}


def test_what_becomes_of_a_suggestion_changes_nothing_in_a_month_that_is_over(rounds: Rounds) -> None:
    held, over = {"by_hand": True}, {"left_out": "declined_suggestion"}
    kept = {Offer.OPEN: held, Offer.ACCEPTED: held, Offer.DECLINED: over, Offer.LAPSED: over}
    cases = zip(rounds.people(len(Offer)), Offer, strict=True)
    rounds.published({one: (CHOSE, {**kept[became], "offer": became}) for one, became in cases})
    assert rounds.found() == {Found.ANOTHER: len(Offer)}


def test_whoever_is_in_two_rounds_of_one_month_counts_once_by_the_first(rounds: Rounds) -> None:
    tom = rounds.cast.tom.id
    rounds.published({tom: (CHOSE, NOBODY)})
    rounds.published({tom: (CHOSE, FIRST)}, IN_OCTOBER + timedelta(days=9), solo=True)
    rounds.published({tom: (CHOSE, {"rank": 2})}, IN_OCTOBER + timedelta(days=30), solo=True)
    assert rounds.found() == {Found.NOBODY: 1}
    assert rounds.found(NOVEMBER) == {Found.SECOND: 1}


def test_a_month_begins_at_midnight_in_the_programmes_own_place(rounds: Rounds) -> None:
    one, other = rounds.cast.tom.id, rounds.cast.ines.id
    rounds.published({one: (CHOSE, FIRST)}, datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    rounds.published({other: (CHOSE, NOBODY)}, datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    assert (rounds.found(), rounds.found(NOVEMBER)) == ({Found.FIRST: 1}, {Found.NOBODY: 1})


def test_round_stands_beside_round_with_who_came_back_and_who_met_early(rounds: Rounds) -> None:
    """Ten named Léa first in September; two of them had a mentor here before, six met in their first two cycles."""
    ids = rounds.people(20)
    september = datetime(2026, 9, 3, 9, tzinfo=UTC)
    for one in ids[:2]:
        rounds.paired(one, september - timedelta(days=300))
    found = rounds.published(
        {
            **dict.fromkeys(ids[:10], (CHOSE, FIRST)),
            **dict.fromkeys(ids[10:15], (FOR_ME, NOBODY)),
            **dict.fromkeys(ids[15:], (None, None)),
        },
        september,
    )
    for number, one in enumerate(ids[:10]):
        rounds.met(rounds.paired(one, september, found), cycle=(1 if number % 2 else 0) if number < 6 else 2)
    rounds.published({rounds.cast.tom.id: (CHOSE, FIRST)}, NOON - timedelta(days=2))
    teams = report_tables.waves(rounds.work, rounds.cast.programme, for_team=True)
    everybodys = report_tables.waves(rounds.work, rounds.cast.programme, for_team=False)
    first, now = teams
    assert (first.month, first.asked, first.answered, first.chose) == (Month(2026, 9), 20, 15, 10)
    assert (first.first_choice, first.one_of_three, first.found, first.without) == (10, 10, 10, 5)
    assert (first.again, first.met_early, first.is_final, first.so_far) == (2, 6, True, 11)
    assert (now.month, now.found, now.is_final) == (NOVEMBER, 1, True)
    (told,) = everybodys
    assert (told.asked, told.chose, told.found, told.without, told.so_far) == (20, 10, 10, 5, None)
    assert told.again is None, "two people"
    assert (told.is_final, told.met_early) == (False, None), "their second cycle ended after this month began"


def test_supply_stands_beside_demand_and_everybody_reads_it_in_fives(rounds: Rounds) -> None:
    ids, work, place = rounds.people(12), rounds.work, rounds.cast.programme.id
    speaking, writing = (topic.key for topic in KNOWN.types["long_term"].topics[:2])
    for number, one in enumerate(ids):
        learns = number < 7
        work.people.change(one, topics=(speaking,) if learns else (writing,))
        new = work.enrolments.open_for(one, place)
        mentors = {"capacity": 2, "application": Application.APPROVED, "prepared_at": NOON}
        work.enrolments.change(
            new.id, part=Part.MENTEE if learns else Part.MENTOR, **({} if learns else mentors)
        )
    work.mentorships.link(
        place,
        seats=[(ids[11], SeatRole.MENTOR), (ids[6], SeatRole.MENTEE)],
        anchor=NOON.date(),
        period=Period(),
        introduced_at=NOON,
    )

    def table(*, for_team: bool) -> dict[str, tuple[int | None, int | None, int | None]]:
        found = report_tables.topics(work, rounds.cast.programme, for_team=for_team)
        return {one.topic.key: (one.wanted, one.places, one.missing) for one in found}

    assert table(for_team=True) == {speaking: (6, 0, 6), writing: (0, 9, 0)}
    assert table(for_team=False) == {speaking: (5, 0, 5), writing: (None, 5, None)}
    work.enrolments.change(work.enrolments.open_for(ids[7], place).id, capacity=0)
    assert writing not in table(for_team=False), "four mentors"


def test_whoever_looks_every_day_does_not_learn_what_the_first_to_want_a_topic_wants(rounds: Rounds) -> None:
    ids, work, place = rounds.people(12), rounds.work, rounds.cast.programme.id
    wanted, rare = (topic.key for topic in KNOWN.types["long_term"].topics[:2])

    def told() -> tuple[report_tables.Supply, ...]:
        return report_tables.topics(work, rounds.cast.programme, for_team=False)

    def joins(number: int, **part: object) -> None:
        work.enrolments.change(work.enrolments.open_for(ids[number], place).id, **part)

    for number in range(5):
        work.people.change(ids[number], topics=(wanted,))
        joins(number, part=Part.MENTEE)
    mentors = {"part": Part.MENTOR, "capacity": 1, "application": Application.APPROVED, "prepared_at": NOON}
    for number in range(5, 10):
        work.people.change(ids[number], topics=(rare,))
        joins(number, **mentors)
    before = told()
    assert [one.topic.key for one in before] == [wanted, rare]

    work.people.change(ids[10], topics=(rare,))
    joins(10, part=Part.MENTEE)
    assert told() == before


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_nobody_names_a_mentor_among_newcomers(rounds: Rounds) -> None:
    newcomers = replace(rounds.cast.programme, type_key="newcomer")
    assert ranks(rounds.work, newcomers, [OCTOBER], NOON.date()) == {}
    assert report_tables.waves(rounds.work, newcomers, for_team=True) == ()
    assert report_tables.topics(rounds.work, newcomers, for_team=True) == ()
