"""People who offer to mentor, by their own answers; and programmes that ask for more or less before a mentee comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.enrolments import Enrolment, Part
from bot.domain.people import Person
from bot.domain.programmes import ProgrammeType
from bot.programme import joining, mentors, profile
from bot.programme.applications import Candidate
from bot.programme.types import load_types
from bot.programme.work import Work

VALUES = {"fr": "Curiosité, droiture, entraide.", "en": "Curiosity, fairness, mutual help."}


def offers_to_mentor(work: Work, person: Person, *, part: Part = Part.MENTOR, places: int = 4) -> None:
    """All the questions of a mentor's arrival, answered."""
    work.people.change(person.id, network="Conseil", title="Architecte")
    for answer in (
        lambda one: profile.choose_language(work, one, one.language),
        lambda one: profile.choose_part(work, one, part),
        lambda one: profile.confirm_network(work, one, "Conseil"),
        lambda one: profile.choose_topics(work, one, ["speaking"]),
        lambda one: profile.say_expectation(work, one, "Transmettre le chant des baleines"),
        lambda one: profile.offer_places(work, one, places),
    ):
        answer(work.people.get(person.id))


def place_of(work: Work, person: Person) -> Enrolment:
    found = work.enrolments.of(person.id, joining.programme_of(work).id)
    assert found is not None
    return found


def application_of(work: Work, person: Person) -> int:
    found = work.applications.latest(place_of(work, person).id)
    assert found is not None
    return found.id


def can_mentor(work: Work) -> set[str]:
    programme = joining.programme_of(work)
    return {work.people.get(one).first_name for one in mentors.volunteers(work, programme)}


def named(candidates: tuple[Candidate, ...]) -> list[str]:
    return [one.person.first_name for one in candidates]


def types(**changes: object) -> Mapping[str, ProgrammeType]:
    """The shipped types, the long-term one with these changes."""
    shipped = load_types(None)
    return {**shipped, "long_term": replace(shipped["long_term"], **changes)}  # type: ignore[arg-type]


def required_preparation(*, approval: bool = True) -> Mapping[str, ProgrammeType]:
    preparation = load_types(None)["long_term"].preparation
    assert preparation is not None
    return types(preparation=replace(preparation, required=True), approval=approval)
