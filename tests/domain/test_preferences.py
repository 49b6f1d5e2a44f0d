"""One order of questions, no question twice, and no answer that would be a surprise to somebody later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period
from bot.domain.enrolments import Enrolment, Part
from bot.domain.people import Person
from bot.domain.preferences import (
    NotOffered,
    PlacesOutOfBounds,
    Question,
    TopicsOutOfBounds,
    check_places,
    check_topics,
    is_answered,
    meetings_a_month,
    next_question,
    questions_for,
    topics_still_fit,
)
from bot.domain.programmes import Capacity
from tests.somebody import place, somebody

TOM = somebody(language="en")
ENROLMENT = place()

people = st.builds(
    lambda language, network: replace(TOM, language_chosen=language, network_confirmed=network),
    st.booleans(),
    st.booleans(),
)
enrolments = st.none() | st.builds(
    lambda part, topics, words, skipped, capacity: replace(
        ENROLMENT,
        part=part,
        topics_answered=topics,
        expectation=words,
        expectation_skipped=skipped,
        capacity=capacity,
    ),
    st.none() | st.sampled_from(Part),
    st.booleans(),
    st.none() | st.just("Oser"),
    st.booleans(),
    st.none() | st.just(4),
)


def answer(question: Question, person: Person, enrolment: Enrolment) -> tuple[Person, Enrolment]:
    """The person as they are after answering this one question."""
    match question:
        case Question.LANGUAGE:
            return replace(person, language_chosen=True), enrolment
        case Question.NETWORK:
            return replace(person, network_confirmed=True), enrolment
        case Question.PART:
            return person, replace(enrolment, part=Part.BOTH)
        case Question.TOPICS:
            return person, replace(enrolment, topics_answered=True)
        case Question.EXPECTATION:
            return person, replace(enrolment, expectation_skipped=True)
        case Question.CAPACITY:
            return person, replace(enrolment, capacity=4)


def test_the_first_question_is_the_language() -> None:
    progress = next_question(TOM, None)

    assert (progress.current, progress.answered, progress.total) == (Question.LANGUAGE, 0, 5)


@pytest.mark.parametrize("language_chosen", [True, False])
def test_not_for_me_ends_the_questions(language_chosen: bool) -> None:
    person, enrolment = (
        replace(TOM, language_chosen=language_chosen),
        replace(ENROLMENT, part=Part.NOT_FOR_ME),
    )

    assert next_question(person, enrolment).current is None
    assert questions_for(enrolment) == (Question.LANGUAGE, Question.PART)


@pytest.mark.parametrize(("part", "asked"), [(Part.MENTEE, False), (Part.MENTOR, True), (Part.BOTH, True)])
def test_only_mentors_say_how_many_people_they_carry(part: Part, asked: bool) -> None:
    assert (Question.CAPACITY in questions_for(replace(ENROLMENT, part=part))) is asked


def test_nobody_is_asked_for_a_network_where_none_is_known() -> None:
    assert Question.NETWORK not in questions_for(None, networks=False)


@given(people, enrolments, st.booleans())
def test_the_question_that_waits_is_the_first_unanswered_one(
    person: Person, enrolment: Enrolment | None, networks: bool
) -> None:
    asked = questions_for(enrolment, networks=networks)
    progress = next_question(person, enrolment, networks=networks)

    assert progress.total == len(asked)
    if progress.current is None:
        assert all(is_answered(question, person, enrolment) for question in asked)
    else:
        before = asked[: asked.index(progress.current)]
        assert not is_answered(progress.current, person, enrolment)
        assert all(is_answered(question, person, enrolment) for question in before)


@given(people, enrolments, st.booleans())
def test_answering_what_is_asked_always_comes_to_an_end_and_never_asks_twice(
    person: Person, enrolment: Enrolment | None, networks: bool
) -> None:
    here, asked = enrolment or ENROLMENT, []
    while (current := next_question(person, here, networks=networks).current) is not None:
        asked.append(current)
        person, here = answer(current, person, here)

    assert len(asked) == len(set(asked)) <= len(Question)


@given(st.sampled_from(Part), st.sampled_from(Part))
def test_who_changes_sides_is_asked_for_topics_again_and_nobody_else(before: Part, after: Part) -> None:
    sides = {before, after} == {Part.MENTEE, Part.MENTOR}

    assert topics_still_fit(before, after) is not sides
    assert topics_still_fit(None, after)


def test_one_to_five_topics_of_the_programme_are_an_answer() -> None:
    offered = set("abcdef")
    check_topics(["a"], offered=offered)
    check_topics(list("abcde"), offered=offered)
    for wrong in ([], list("abcdef")):
        with pytest.raises(TopicsOutOfBounds):
            check_topics(wrong, offered=offered)
    with pytest.raises(NotOffered):
        check_topics(["a", "salary"], offered=offered)


@pytest.mark.parametrize("places", [-1, 0, 2, 9, 99])
def test_places_stay_within_the_bounds_of_the_programme(places: int) -> None:
    bounds = Capacity(least=3, most=8, default=4)
    check_places(3, bounds)
    check_places(8, bounds)
    with pytest.raises(PlacesOutOfBounds) as refused:
        check_places(places, bounds)
    assert refused.value.values == {"least": 3, "most": 8}


@pytest.mark.parametrize(
    ("places", "period", "meetings"),
    [
        (4, Period(months=1), 4),
        (4, Period(months=3), 2),
        (4, Period(months=0, weeks=2), 9),
        (3, Period(months=0, weeks=1), 13),
    ],
)
def test_a_mentor_is_told_the_meetings_a_month_and_never_too_few(
    places: int, period: Period, meetings: int
) -> None:
    assert meetings_a_month(places, period) == meetings
