"""Whom a round invites, how often, and when the team hears that it waits for them: on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from living import Programme, arrive, living

from bot.domain.calendar import Hours
from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.preferences import NotOffered
from bot.domain.programmes import Mode
from bot.domain.rounds import (
    Answer,
    ClosesTooSoon,
    ListChanged,
    NobodyToInvite,
    NobodyToName,
    Round,
    Rules,
)
from bot.programme import browsing, choosing, opening, pausing, rounds
from bot.programme.inviting import reminder_day
from bot.programme.round_due import RoundDue
from bot.programme.round_facts import Call
from bot.programme.work import Work

pytestmark = pytest.mark.long

PARIS = Hours(zone="Europe/Paris", holidays=frozenset({date(2026, 5, 1)}))
TWO_WEEKS = date(2026, 3, 24)


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    """Tom and Maya look for a mentor, Léa has a place; Inès and Omar run the programme."""
    with living(database_url) as programme:
        programme.travel("2026-03-10 08:00")
        with programme.work() as work:
            learns(work, programme, programme.tom, network="Conseil")
            learns(work, programme, programme.maya, network="Support")
            place = work.enrolments.open_for(programme.lea.id, programme.id)
            work.people.change(programme.lea.id, topics=("managing",))
            work.enrolments.change(place.id, part=Part.MENTOR, capacity=1, application=Application.APPROVED)
            for one in (programme.ines, programme.omar):
                work.rights.grant(one.id, Right.COORDINATOR)
        yield programme


def learns(work: Work, programme: Programme, person: Person, *, network: str) -> None:
    work.people.change(person.id, network=network, topics=("managing", "speaking"))
    place = work.enrolments.open_for(person.id, programme.id)
    work.enrolments.change(place.id, part=Part.MENTEE, completed_at=work.now)


def opens(programme: Programme, *, rules: Rules | None = None, closes_on: date = TWO_WEEKS) -> Round:
    rules = rules or Rules()
    with programme.work() as work:
        seen = opening.preview(work, programme.ines, rules=rules, closes_on=closes_on).population.fingerprint
        return opening.open_round(work, programme.ines, closes_on=closes_on, seen=seen, rules=rules).round


def heard(programme: Programme, day: str) -> list[tuple[str, bool]]:
    """Who is invited that day, and whether it is the reminder."""
    programme.travel(f"{day} 11:00")
    programme.tick()
    return [
        (parcel.bundle.recipient.first_name, one.again)
        for parcel in programme.release()
        for one in parcel.bundle.facts
        if isinstance(one, Call)
    ]


# -- whom -----------------------------------------------------------------------------------------------------------


def test_a_round_for_some_networks_invites_their_people_alone(programme: Programme) -> None:
    with programme.work() as work:
        work.people.change(programme.maya.id, other_networks=("Conseil",))
        sam = arrive(work, "U0SAM", "Sam Weber")
        learns(work, programme, sam, network="Support")
        seen = opening.preview(work, programme.ines, rules=Rules(networks=("Conseil",)), closes_on=TWO_WEEKS)
        assert [one.first_name for one in seen.population.people] == ["Maya", "Tom"], (
            "of two networks is of both"
        )
    opened = opens(programme, rules=Rules(networks=("Conseil",)))
    with programme.work() as work:
        assert choosing.come_late(work, sam, told=False) is None, "it is not for Sam, who comes late"
        assert work.rounds.get(opened.id).rules.networks == ("Conseil",)


def test_nobody_is_invited_whom_a_round_of_their_own_looks_after(programme: Programme) -> None:
    with programme.work() as work:
        work.rounds.open(
            programme.id,
            person_ids=[programme.tom.id],
            opened_by=programme.ines.id,
            opened_at=work.now,
            closes_on=TWO_WEEKS,
            solo=True,
        )
        shown = opening.preview(work, programme.ines, rules=Rules(), closes_on=TWO_WEEKS)
        assert [one.first_name for one in shown.population.people] == ["Maya"]
        assert rounds.waiting(work) == 2, "they look for one all the same"


def test_what_no_form_offers_opens_no_round(programme: Programme) -> None:
    with programme.work() as work:
        for rules in (
            Rules(networks=("Nowhere",)),
            Rules(networks=("",)),
            Rules(mode=Mode.ON_ARRIVAL),
            Rules(mentors_days=11),
        ):
            with pytest.raises(NotOffered):
                opening.preview(work, programme.ines, rules=rules, closes_on=TWO_WEEKS)
        with pytest.raises(ClosesTooSoon):
            opening.preview(work, programme.ines, rules=Rules(), closes_on=date(2026, 3, 10))
        with pytest.raises(ListChanged):
            opening.open_round(work, programme.ines, closes_on=TWO_WEEKS, seen="others", rules=Rules())
        work.people.change(programme.lea.id, network="Produit")
        with pytest.raises(NobodyToInvite):
            opening.preview(work, programme.ines, rules=Rules(networks=("Produit",)), closes_on=TWO_WEEKS)


# -- how often ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "closes_on", "expected"),
    [
        (date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 19)),
        (date(2026, 3, 10), date(2026, 3, 22), date(2026, 3, 18)),
        (date(2026, 4, 20), date(2026, 5, 5), date(2026, 4, 29)),
        (date(2026, 3, 10), date(2026, 3, 14), date(2026, 3, 12)),
        (date(2026, 3, 13), date(2026, 3, 16), None),
        (date(2026, 3, 10), date(2026, 3, 11), None),
    ],
    ids=["three working days", "from a Sunday", "a holiday", "half of a short time", "a weekend", "tomorrow"],
)
def test_the_reminder_leaves_three_working_days_or_half_of_a_short_time(
    today: date, closes_on: date, expected: date | None
) -> None:
    assert reminder_day(PARIS, today=today, closes_on=closes_on) == expected


def test_whoever_does_not_answer_is_reminded_once_and_nobody_else(programme: Programme) -> None:
    opened = opens(programme)
    assert heard(programme, "2026-03-10") == [("Tom", False), ("Maya", False)]
    with programme.work() as work:
        choosing.not_this_time(work, programme.maya, opened.id)
    assert heard(programme, "2026-03-18") == []
    assert heard(programme, "2026-03-19") == [("Tom", True)]
    assert heard(programme, "2026-03-20") == heard(programme, "2026-03-23") == []


def test_an_answer_and_the_wish_to_draw_its_invitation_again_are_written_together(
    programme: Programme,
) -> None:
    found = opens(programme)
    heard(programme, "2026-03-11")
    with programme.work() as work:
        choosing.not_this_time(work, programme.tom, found.id)
    with programme.work() as work:
        [asked] = work.prompts.messages_to(programme.tom.id, found.opened_at)
        assert [one.ts for one in work.delivery.take_retouches(until=work.machine_now)] == [asked.ts]


def test_an_invitation_that_has_not_left_gives_way_to_the_reminder(programme: Programme) -> None:
    opens(programme)
    assert heard(programme, "2026-03-20") == [("Tom", True), ("Maya", True)], "one message, not two"


def test_nobody_is_reminded_of_a_round_that_was_closed_early(programme: Programme) -> None:
    opened = opens(programme)
    heard(programme, "2026-03-10")
    with programme.work() as work:
        rounds.close(work, programme.ines, opened.id)
    assert heard(programme, "2026-03-20") == []


def test_whoever_comes_back_is_invited_and_reminded_and_never_invited_twice(programme: Programme) -> None:
    with programme.work() as work:
        pausing.rest_until(work, programme.tom, date(2026, 6, 1))
    opened = opens(programme)
    assert heard(programme, "2026-03-10") == [("Maya", False)]
    programme.travel("2026-03-12 10:00")
    with programme.work() as work:
        pausing.rest_until(work, programme.tom, None)
    assert heard(programme, "2026-03-13") == [("Tom", False)]
    with programme.work() as work:
        pausing.rest_until(work, programme.tom, date(2026, 6, 1))
    programme.travel("2026-03-16 10:00")
    with programme.work() as work:
        pausing.rest_until(work, programme.tom, None)
        assert work.rounds.invitation(opened.id, programme.tom.id)
    assert heard(programme, "2026-03-17") == []
    assert heard(programme, "2026-03-19") == [("Maya", True)]
    assert heard(programme, "2026-03-20") == [("Tom", True)], "half of the time that is left"


# -- in which mode ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.SUGGESTED, Mode.BY_COORDINATOR])
def test_where_the_programme_looks_nobody_names_anybody(programme: Programme, mode: Mode) -> None:
    opened = opens(programme, rules=Rules(mode=mode))
    with programme.work() as work:
        offered = browsing.shelf(work, programme.tom, programme.id).open
        assert offered
        for name in (
            lambda: choosing.choose(work, programme.tom, opened.id, [offered[0].person_id]),
            lambda: choosing.put(work, programme.tom, opened.id, 1, offered[0].person_id),
            lambda: choosing.may_name(work, programme.tom, opened.id),
        ):
            with pytest.raises(NobodyToName):
                name()
        assert choosing.choose_for_me(work, programme.tom, opened.id).answer is Answer.CHOOSE_FOR_ME


# -- the team -------------------------------------------------------------------------------------------------------


def due(programme: Programme, day: str) -> list[tuple[str, int, int]]:
    """Who of the team hears that answers are closed, and how many answers of how many they may read of."""
    programme.travel(f"{day} 11:00")
    programme.tick()
    return sorted(
        (parcel.bundle.recipient.first_name, one.standing.answered, one.standing.invited)
        for parcel in programme.release()
        for one in parcel.bundle.facts
        if isinstance(one, RoundDue)
    )


def test_the_team_hears_once_that_answers_are_closed_each_of_whom_they_may_read(
    programme: Programme,
) -> None:
    with programme.work() as work:
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
    opened = opens(programme)
    with programme.work() as work:
        choosing.choose_for_me(work, programme.tom, opened.id)
    assert due(programme, "2026-03-24") == []
    assert due(programme, "2026-03-25") == [("Inès", 1, 2), ("Omar", 0, 1)]
    assert due(programme, "2026-03-26") == []


def test_nobody_hears_of_it_once_a_colleague_has_gone_on(programme: Programme) -> None:
    opened = opens(programme)
    programme.travel("2026-03-25 02:00")
    programme.tick()
    with programme.work() as work:
        assert [one.kind for one in work.prompts.pending()].count(PromptKind.ROUND_DUE) == 2
        rounds.close(work, programme.ines, opened.id)
    assert due(programme, "2026-03-25") == []


def test_supply_and_demand_count_those_who_may_be_read_of_and_may_still_come(programme: Programme) -> None:
    opened = opens(programme)
    with programme.work() as work:
        found = rounds.topics(work, programme.ines, opened.id)
        assert [(topic.key, one.wanted, one.places) for topic, one in found.topics] == [
            ("speaking", 2, 0),
            ("managing", 2, 1),
        ]
        choosing.not_this_time(work, programme.maya, opened.id)
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
        assert rounds.topics(work, programme.omar, opened.id).topics == ()
        [(_, scarce), (_, enough)] = rounds.topics(work, programme.ines, opened.id).topics
        assert (scarce.missing, enough.missing) == (1, 0)
