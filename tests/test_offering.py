"""A suggestion holds a place until its mentee says yes or no, or the days go by; a place is never given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from threading import Barrier

import pytest
from campaign import chooses, everybody_takes_part, opened, pairs, propose, proposed, publish, waits_for
from living import Programme, living

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Offer, OfferOver, Round
from bot.programme import browsing, ending, offering, proposing, reviewing
from bot.programme.work import Work

pytestmark = pytest.mark.long

SUGGESTION, INTRODUCTION, LEFT_OUT = PromptKind.SUGGESTION, PromptKind.INTRODUCTION, PromptKind.LEFT_OUT


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        everybody_takes_part(programme, omar=1)
        yield programme


@pytest.fixture
def found(programme: Programme) -> Round:
    """Both named Léa, who has one place: whoever does not get it is suggested Omar, and the place is held."""
    found = opened(programme, programme.tom, programme.maya, mentors_days=0)
    chooses(programme, found, programme.tom, programme.lea)
    chooses(programme, found, programme.maya, programme.lea)
    propose(programme, found)
    done = publish(programme, found)
    assert done
    assert (done.pairs, done.offered, done.without) == (1, 1, 0)
    return found


@pytest.fixture
def lucky(programme: Programme, found: Round) -> Person:
    """Whoever was suggested Omar; a draw decides."""
    with programme.work() as work:
        [(_, offer)] = work.own_rounds.offered(programme.id)
        return work.people.get(offer.mentee_id)


def omars_places(programme: Programme, found: Round) -> int:
    with programme.work() as work:
        [omar] = [one for one in proposing.gather(work, found.id).mentors if one.id == programme.omar.id]
        return omar.free_places


def left_out(programme: Programme, person: Person) -> int:
    with programme.work() as work:
        enrolment = work.enrolments.of(person.id, programme.id)
        assert enrolment
        return enrolment.left_out


def test_a_suggestion_is_no_mentorship_and_holds_its_place(
    programme: Programme, found: Round, lucky: Person
) -> None:
    assert {mentor for mentor, _ in pairs(programme)} == {"Léa"}
    assert omars_places(programme, found) == 0
    with programme.work() as work:
        shelf = browsing.shelf(work, lucky, programme.id)
        assert [offer.person_id for offer in shelf.full] == [programme.lea.id, programme.omar.id]
        [mine] = offering.open_to(work, lucky)
        assert (mine.mentor, mine.until) == (programme.omar, date(2026, 3, 17))
    assert waits_for(programme, programme.omar, INTRODUCTION) == 0, "the mentor hears nothing yet"
    assert waits_for(programme, lucky, SUGGESTION) == 2, "one now, and one that recalls it"


def test_yes_begins_a_mentorship_once(programme: Programme, found: Round, lucky: Person) -> None:
    for _ in range(2):
        with programme.work() as work:
            assert offering.accept(work, lucky, found.id).state is Offer.ACCEPTED
    assert ("Omar", lucky.first_name) in pairs(programme)
    assert (waits_for(programme, programme.omar, INTRODUCTION), waits_for(programme, lucky, SUGGESTION)) == (
        1,
        0,
    )
    assert omars_places(programme, found) == 0
    with programme.work() as work, pytest.raises(OfferOver):
        offering.decline(work, lucky, found.id)


def test_no_frees_the_place_and_nobody_learns_whose_it_was(
    programme: Programme, found: Round, lucky: Person
) -> None:
    with programme.work() as work:
        offering.decline(work, lucky, found.id)
    assert omars_places(programme, found) == 1
    assert waits_for(programme, programme.omar, INTRODUCTION) == 0
    assert (waits_for(programme, lucky, LEFT_OUT), left_out(programme, lucky)) == (0, 0)
    with programme.work() as work:
        assert offering.mine(work, lucky, found.id).mentor is None
        [row] = [
            one for one in reviewing.review(work, programme.ines, found.id).rows if one.mentee.id == lucky.id
        ]
        assert (row.mentor, row.left_out, row.why.topics) == (None, "declined_suggestion", ())
        with pytest.raises(OfferOver):
            offering.accept(work, lucky, found.id)


def test_without_an_answer_the_place_is_free_after_five_working_days(
    programme: Programme, found: Round, lucky: Person
) -> None:
    told = programme.live("2026-03-10 10:00", "2026-03-19 20:00")
    assert [(day.day, kind) for day, name, kind in told if name == lucky.first_name] == [
        (10, "suggestion"),
        (13, "suggestion"),
        (18, "left_out"),
    ]
    assert omars_places(programme, found) == 1
    assert left_out(programme, lucky) == 1, "they come first next time"
    with programme.work() as work, pytest.raises(OfferOver):
        offering.accept(work, lucky, found.id)


def test_a_mentor_who_is_gone_meanwhile_is_told_kindly(
    programme: Programme, found: Round, lucky: Person
) -> None:
    with programme.work() as work:
        enrolment = work.enrolments.of(programme.omar.id, programme.id)
        assert enrolment
        work.enrolments.change(enrolment.id, paused_until=date(2026, 6, 1))
        assert offering.accept(work, lucky, found.id).state is Offer.LAPSED
    assert ("Omar", lucky.first_name) not in pairs(programme)
    assert (waits_for(programme, lucky, LEFT_OUT), left_out(programme, lucky)) == (1, 1)


def test_nobody_answers_a_suggestion_that_is_somebody_elses(
    programme: Programme, found: Round, lucky: Person
) -> None:
    with programme.work() as work:
        for other in (programme.omar, programme.ines):
            for answer in (offering.accept, offering.decline):
                with pytest.raises(Outdated):
                    answer(work, other, found.id)


def test_a_place_is_never_given_twice_and_nobody_gets_two_mentors_however_many_press_at_once(
    programme: Programme, found: Round, lucky: Person
) -> None:
    """The suggestion is accepted twice while another campaign is published, which gives the same person another mentor
    and wants the same place for somebody else.
    """
    other = next(one for one in (programme.tom, programme.maya) if one.id != lucky.id)
    with programme.work() as work:
        [theirs] = work.mentorships.of(other.id)
        assert ending.end(work, theirs, EndedWhy.STOPPED)
        has_places(work, programme, programme.omar, 2)
    again = opened(programme, other, lucky, mentors_days=0)
    chooses(programme, again, lucky, programme.lea)
    chooses(programme, again, other, programme.omar)
    propose(programme, again)
    assert proposed(programme, again) == {lucky.first_name: "Léa", other.first_name: "Omar"}
    with programme.work() as work:
        has_places(work, programme, programme.omar, 1)
    start = Barrier(3)

    def say_yes() -> None:
        start.wait(timeout=10)
        with programme.work() as work, suppress(OfferOver):
            offering.accept(work, lucky, found.id)

    def press() -> None:
        start.wait(timeout=10)
        publish(programme, again)

    with ThreadPoolExecutor(3) as hands:
        for done in [hands.submit(act) for act in (say_yes, say_yes, press)]:
            done.result()
    with programme.work() as work:
        carried = Counter(work.seats.mentees_carried(programme.id))
        held = Counter(work.rounds.offers_held(programme.id))
        assert (carried + held)[programme.omar.id] <= 1
        assert len(work.mentorships.of(lucky.id)) == 1


def has_places(work: Work, programme: Programme, mentor: Person, places: int) -> None:
    enrolment = work.enrolments.of(mentor.id, programme.id)
    assert enrolment
    work.enrolments.change(enrolment.id, capacity=places)
