"""Whom somebody may choose, from a real database: the few columns read say what the whole rows would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from living import Programme, arrive, living

from bot.domain.enrolments import Application, Enrolment, EnrolmentState, Part
from bot.domain.line import line_of
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Standing
from bot.domain.profiles import languages_of, topics_given
from bot.domain.programmes import Preparation
from bot.domain.rounds import Barred, ChoiceRefused
from bot.programme import browsing, choosing
from bot.programme.mentors import volunteers
from bot.programme.work import Work

AWAY, BACK = date(2026, 3, 11), date(2026, 3, 10)


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        programme.travel("2026-03-10 09:00")
        yield programme


def begun(work: Work) -> int:
    return work.programmes.start(
        type_key="long_term", name="M", language="fr", timezone="Europe/Paris", started_on=date(2026, 1, 1)
    ).id


def mentor(work: Work, programme_id: int, number: int, **values: object) -> Enrolment:
    person = arrive(work, f"U0M{number}", f"Mentor {number}", "fr")
    enrolment = work.enrolments.open_for(person.id, programme_id)
    usual = {"part": Part.MENTOR, "capacity": 2, "application": Application.APPROVED}
    return work.enrolments.change(enrolment.id, **{**usual, **values})


def test_who_is_on_the_shelf_is_who_can_be_given_mentees(programme: Programme) -> None:
    """The same rule twice, once for a row and once in SQL: here they are held together."""
    with programme.work() as work:
        programme_id = begun(work)
        states = product(
            (Part.BOTH, Part.MENTEE),
            (EnrolmentState.ACTIVE, EnrolmentState.LEFT),
            (None, 2),
            (None, AWAY, BACK),
            (Application.APPLIED, Application.APPROVED),
            (None, work.now),
        )
        for number, (part, state, capacity, until, application, at) in enumerate(states):
            more = {"part": part, "state": state, "capacity": capacity, "paused_until": until}
            one = mentor(work, programme_id, number, **more, application=application, prepared_at=at)
            if number % 7 == 6:
                work.people.change(one.person_id, standing=Standing.GUEST)
        tom = arrive(work, "U0TOM", "Tom Becker", "en")
        customs, kind = work.customs, work.customs.types["long_term"]
        found = []
        for approval, required in product((False, True), repeat=2):
            preparation = Preparation(required=required, cards=())
            asked = replace(kind, approval=approval, preparation=preparation)
            work.customs = replace(customs, types={"long_term": asked})
            on_it = {offer.person_id for offer in browsing.shelf(work, tom, programme_id).open}
            assert on_it == volunteers(work, work.programmes.get(programme_id)).keys()
            found.append(len(on_it))
        assert found[0] > max(found[1:3]) > found[3] > 0, "each rule keeps somebody back"


def test_an_offer_says_what_the_profile_says(programme: Programme) -> None:
    with programme.work() as work:
        programme_id = begun(work)
        one, two = (mentor(work, programme_id, number).person_id for number in (1, 2))
        work.people.change(one, topics=("speaking",), other_networks=("Énergie",), site="Lyon")
        work.profiles.change(one, languages=("de", "fr"), topics_to_give=("managing", "data"))
        work.people.change(two, topics=("speaking",))
        tom = arrive(work, "U0TOM", "Tom Becker", "en")

        for offer in browsing.shelf(work, tom, programme_id).open:
            person, profile = work.people.get(offer.person_id), work.profiles.of(offer.person_id)
            assert offer.topics == topics_given(person, profile)
            assert set(offer.languages) == languages_of(person, profile)
            assert offer.languages[0] == person.language
            assert (offer.site, offer.other_networks) == (person.site, person.other_networks)


def test_private_refusals_and_mentors_of_the_past_are_simply_not_there(programme: Programme) -> None:
    with programme.work() as work:
        programme_id = begun(work)
        avoided, avoiding, past, free = (
            mentor(work, programme_id, number).person_id for number in (1, 2, 3, 4)
        )
        tom = arrive(work, "U0TOM", "Tom Becker", "en")
        maya = arrive(work, "U0MAYA", "Maya Cohen", "fr")
        work.avoided.keep(tom.id, [avoided])
        work.avoided.keep(avoiding, [tom.id])
        kind = work.type_of(work.programmes.get(programme_id))
        ended = work.mentorships.link(
            programme_id,
            seats=[(past, SeatRole.MENTOR), (tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 1, 1),
            period=kind.period,
            introduced_at=work.now,
        )
        work.mentorships.change(ended.id, state=MentorshipState.ENDED)

        toms = browsing.shelf(work, tom, programme_id)
        assert [offer.person_id for offer in toms.open] == [free]
        assert not list(toms.barred()), "nothing is explained"
        for missing in (avoided, avoiding, past):
            with pytest.raises(ChoiceRefused) as refused:
                toms.check([missing])
            assert refused.value.places == {0: Barred.UNAVAILABLE}
        assert len(browsing.shelf(work, maya, programme_id).open) == 4


@pytest.mark.parametrize(
    "managers",
    [
        [None, 0, 1, 2, 2, None],
        [1, 2, 0, 0, 3, 5],
        [None, 0, 0, 1, 1, 4],
    ],
    ids=["a chain", "circles", "a tree"],
)
def test_the_line_of_management_is_the_rules_own(programme: Programme, managers: list[int | None]) -> None:
    with programme.work() as work:
        ids = [arrive(work, f"U0P{number}", f"Personne {number}", "fr").id for number in range(len(managers))]
        for person_id, manager in zip(ids, managers, strict=True):
            work.people.change(person_id, manager_id=None if manager is None else ids[manager])
        everybody = work.people.managers()
        for person_id in ids:
            assert work.shelf.line_of(person_id) == line_of(person_id, everybody)


def test_places_are_counted_as_they_are_taken_and_a_temporary_mentorship_takes_none(
    programme: Programme,
) -> None:
    with programme.work() as work:
        programme_id = begun(work)
        lea = mentor(work, programme_id, 1).person_id
        kind = work.type_of(work.programmes.get(programme_id))
        tom = arrive(work, "U0TOM", "Tom Becker", "en")
        for number, temporary in enumerate((False, True, False)):
            learner = arrive(work, f"U0L{number}", f"Learner {number}", "en")
            work.mentorships.link(
                programme_id,
                seats=[(lea, SeatRole.MENTOR), (learner.id, SeatRole.MENTEE)],
                anchor=date(2026, 1, 1),
                period=kind.period,
                introduced_at=work.now,
                temporary=temporary,
            )
            shelf = browsing.shelf(work, tom, programme_id)
            left = {offer.person_id: offer.free_places for offer in (*shelf.open, *shelf.full)}
            assert left == {lea: [1, 1, 0][number]}
        assert [offer.person_id for offer in shelf.full] == [lea]


def test_taking_the_last_name_off_is_no_answer_any_more(programme: Programme) -> None:
    with programme.work() as work:
        programme_id = begun(work)
        lea, omar = (mentor(work, programme_id, number).person_id for number in (1, 2))
        tom = arrive(work, "U0TOM", "Tom Becker", "en")
        opened = work.rounds.open(
            programme_id, person_ids=[tom.id], opened_by=tom.id, opened_at=work.now, closes_on=AWAY
        )
        choosing.put(work, tom, opened.id, 1, lea)
        assert choosing.put(work, tom, opened.id, 1, omar).mine.answer == "choices"
        assert [one.id for one in choosing.take_off(work, tom, opened.id, omar).mine.choices] == [lea]
        assert choosing.take_off(work, tom, opened.id, omar).mine.answer == "choices", "twice is once"
        assert choosing.take_off(work, tom, opened.id, lea).mine.answer is None
        assert not work.rounds.invitation(opened.id, tom.id).choices
