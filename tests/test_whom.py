"""Whom somebody met: their pair with each of those they name, or a group; what may be either is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.calendar import Period
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole
from bot.domain.people import Person
from bot.programme.whom import (
    GroupOrOne,
    NoMentorship,
    NotYourPartner,
    PairOrGroup,
    WhichPartner,
    WithOneself,
    they_met,
)
from tests.views.test_prompts import someone

LEA, TOM, MAYA, NORA, OMAR = (
    someone(number, name)
    for number, name in enumerate(("Léa Martin", "Tom Becker", "Maya Cohen", "Nora Weil", "Omar Haddad"), 1)
)


def mentorship(number: int, *people: Person, name: str | None = None) -> Mentorship:
    return Mentorship(
        id=number,
        programme_id=1,
        state=MentorshipState.ACTIVE,
        temporary=False,
        anchor=date(2026, 1, 12),
        period=Period(months=1),
        timezone="Europe/Paris",
        introduced_at=datetime(2026, 1, 12, 8, tzinfo=UTC),
        ends_on=None,
        paused_until=None,
        seats=tuple(
            Seat(id=place, person_id=one.id, role=SeatRole.MENTEE) for place, one in enumerate((LEA, *people))
        ),
        name=name,
    )


WITH_TOM, WITH_NORA = mentorship(1, TOM), mentorship(2, NORA)
GROUP = mentorship(3, MAYA, NORA, OMAR, name="Cap")
OTHER_GROUP = mentorship(4, MAYA, OMAR, name="Horizon")
LEFT = mentorship(5, MAYA, name="À deux")


def met(
    mine: list[Mentorship], *people: Person, groups: tuple[Mentorship, ...] = ()
) -> list[tuple[int, frozenset[int] | None]]:
    return [(one.mentorship.id, one.there) for one in they_met(mine, LEA, people, groups)]


def ids(*people: Person) -> frozenset[int]:
    return frozenset(one.id for one in (LEA, *people))


def test_whoever_names_nobody_means_the_only_one_there_is() -> None:
    assert met([WITH_TOM]) == [(1, None)]
    with pytest.raises(WhichPartner):
        met([WITH_TOM, WITH_NORA])
    with pytest.raises(NoMentorship):
        met([])


def test_each_one_named_is_their_pair_and_a_pair_comes_before_a_group() -> None:
    assert met([WITH_TOM, WITH_NORA, GROUP], TOM, NORA, TOM) == [(1, None), (2, None)]


def test_a_group_is_everybody_unless_some_are_named() -> None:
    assert met([WITH_TOM, GROUP], groups=(GROUP,)) == [(3, None)]
    assert met([WITH_TOM, GROUP], MAYA, OMAR, groups=(GROUP,)) == [(3, ids(MAYA, OMAR))]
    assert met([WITH_TOM, GROUP], MAYA, groups=(GROUP,)) == [(3, ids(MAYA))]
    assert met([WITH_TOM, GROUP], TOM, groups=(GROUP,)) == [(3, None), (1, None)]


def test_several_of_one_group_are_the_group_with_them_there() -> None:
    assert met([WITH_TOM, GROUP], MAYA, OMAR) == [(3, ids(MAYA, OMAR))]
    assert met([LEFT], MAYA) == [(5, ids(MAYA))]


def test_one_of_a_group_alone_is_asked_about() -> None:
    with pytest.raises(GroupOrOne) as asked:
        met([WITH_TOM, GROUP], MAYA)
    assert asked.value.values == {"name": "Maya", "group": "Cap"}


def test_what_may_be_a_pair_or_a_group_is_asked() -> None:
    with pytest.raises(PairOrGroup):
        met([WITH_NORA, GROUP], NORA, groups=(GROUP,))
    with pytest.raises(WhichPartner):
        met([WITH_NORA, GROUP], NORA, MAYA, OMAR)
    with pytest.raises(WhichPartner):
        met([GROUP, OTHER_GROUP], MAYA, OMAR)


def test_a_stranger_and_oneself_are_told_apart_from_partners() -> None:
    with pytest.raises(NotYourPartner):
        met([WITH_TOM], OMAR)
    with pytest.raises(NotYourPartner):
        met([WITH_TOM, GROUP], MAYA, TOM, someone(9, "Zoé Guest"))
    with pytest.raises(WithOneself):
        met([WITH_TOM], LEA)
