"""What the matcher is told of a round: what a coordinator changed by hand, what mentors declined, what is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from living import Programme, arrive, living

from bot.domain.enrolments import Application, Part
from bot.domain.matching import LeftOut
from bot.domain.programmes import Mode
from bot.domain.rounds import AdjustmentKind, Answer, MentorSays, Offer, RoundState, Rules
from bot.programme import proposing
from bot.programme.work import Work

pytestmark = pytest.mark.long

BOTH_TOM_AND_MIA = 2


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        programme.travel("2026-03-10 09:00")
        yield programme


@dataclass(frozen=True)
class Company:
    """Léa and Noé mentor; Tom and Mia both named Léa, who has one place, and Noé has one."""

    programme: int
    round: int
    lea: int
    noe: int
    tom: int
    mia: int


def company(work: Work, rules: Rules | None = None, *, answer: Answer = Answer.CHOICES) -> Company:
    started = work.programmes.start(
        type_key="long_term", name="M", language="fr", timezone="Europe/Paris", started_on=date(2026, 1, 1)
    )
    mentors = [_arrived(work, started.id, name, Part.MENTOR) for name in ("Lea", "Noe")]
    mentees = [_arrived(work, started.id, name, Part.MENTEE) for name in ("Tomi", "Mia")]
    opened = work.rounds.open(
        started.id,
        person_ids=mentees,
        opened_by=mentors[0],
        opened_at=work.now,
        closes_on=date(2026, 3, 24),
        rules=rules,
    )
    for person_id in mentees:
        named = mentors[:1] if answer is Answer.CHOICES else []
        work.rounds.answer(opened.id, person_id, answer=answer, choices=named, at=work.now)
    work.rounds.move(opened.id, expected=RoundState.COLLECTING, to=RoundState.PROPOSED)
    return Company(
        programme=started.id,
        round=opened.id,
        lea=mentors[0],
        noe=mentors[1],
        tom=mentees[0],
        mia=mentees[1],
    )


def _arrived(work: Work, programme_id: int, name: str, part: Part) -> int:
    person = arrive(work, f"U0X{name.upper()}", name, "fr")
    enrolment = work.enrolments.open_for(person.id, programme_id)
    capacity = 1 if part is Part.MENTOR else None
    more = {"application": Application.APPROVED, "prepared_at": work.now} if capacity else {}
    work.enrolments.change(enrolment.id, part=part, capacity=capacity, **more)
    return person.id


def prepared(work: Work, here: Company) -> dict[int, int | None]:
    outcome = proposing.solve(proposing.gather(work, here.round))
    assert proposing.save(work, here.round, outcome)
    return {one.mentee_id: one.mentor_id for one in work.rounds.proposals(here.round)}


def adjust(work: Work, here: Company, kind: AdjustmentKind, person_id: int, **after: object) -> int:
    done = work.rounds.adjust(here.round, kind, person_id, before={}, after=after, by=here.lea, at=work.now)
    return done.id


def test_one_place_more_is_for_this_round_and_goes_when_it_is_undone(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work)
        assert set(prepared(work, here).values()) == {here.lea, here.noe}
        place = adjust(work, here, AdjustmentKind.PLACE, here.lea, places=1)
        assert list(prepared(work, here).values()) == [here.lea, here.lea]
        work.rounds.undo(place, work.now)
        assert set(prepared(work, here).values()) == {here.lea, here.noe}


def test_who_is_set_aside_gets_nobody_until_they_are_brought_back(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work)
        adjust(work, here, AdjustmentKind.EXCLUDE, here.tom, excluded=True)
        assert prepared(work, here) == {here.tom: None, here.mia: here.lea}
        aside = work.rounds.proposal(here.round, here.tom)
        assert aside is not None
        assert aside.left_out == LeftOut.SET_ASIDE.value
        adjust(work, here, AdjustmentKind.EXCLUDE, here.tom, excluded=False)
        assert None not in prepared(work, here).values()


def test_who_is_locked_keeps_their_mentor_and_all_that_was_noted(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work)
        before = prepared(work, here)
        second = next(mentee for mentee, mentor in before.items() if mentor == here.noe)
        work.rounds.change_proposal(here.round, second, mentor_id=here.lea, locked=True, by_hand=True, rank=3)
        kept = work.rounds.proposal(here.round, second)
        other = next(mentee for mentee in before if mentee != second)
        assert prepared(work, here) == {second: here.lea, other: here.noe}
        assert work.rounds.proposal(here.round, second) == kept


def test_a_decline_is_solved_around_and_moves_nobody_else(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work)
        before = prepared(work, here)
        first = next(mentee for mentee, mentor in before.items() if mentor == here.lea)
        other = next(mentee for mentee in before if mentee != first)
        work.rounds.move(here.round, expected=RoundState.PROPOSED, to=RoundState.WITH_MENTORS)
        work.rounds.change_proposal(here.round, other, mentor_says=MentorSays.ACCEPTED)
        work.rounds.decline(here.round, here.lea, first)
        after = prepared(work, here)
        assert after == {first: None, other: here.noe}
        alone, stays = (work.rounds.proposal(here.round, one) for one in (first, other))
        assert alone is not None
        assert stays is not None
        assert alone.left_out == LeftOut.NO_PLACE_LEFT.value
        assert stays.mentor_says is MentorSays.ACCEPTED


@pytest.mark.parametrize("mode", [Mode.SUGGESTED, Mode.BY_COORDINATOR])
def test_a_round_without_names_suggests_or_waits_for_the_coordinator(
    programme: Programme, mode: Mode
) -> None:
    with programme.work() as work:
        here = company(work, Rules(mode=mode), answer=Answer.CHOOSE_FOR_ME)
        prepared(work, here)
        saved = work.rounds.proposals(here.round)
        assert len(saved) == BOTH_TOM_AND_MIA
        if mode is Mode.SUGGESTED:
            assert all(one.suggested and one.mentor_id for one in saved)
        else:
            assert {one.left_out for one in saved} == {LeftOut.BY_HAND.value}


def test_the_place_of_an_open_suggestion_is_given_to_nobody_else(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work)
        before = prepared(work, here)
        held = next(mentee for mentee, mentor in before.items() if mentor == here.noe)
        work.rounds.change_proposal(here.round, held, offer=Offer.OPEN, offer_until=date(2026, 4, 1))
        work.rounds.move(here.round, expected=RoundState.PROPOSED, to=RoundState.PUBLISHED)
        mentors = {one.id: one for one in proposing.gather(work, here.round).mentors}
        assert (mentors[here.noe].free_places, mentors[here.noe].mentees_now) == (0, 1)
        assert (mentors[here.lea].free_places, mentors[here.lea].mentees_now) == (1, 0)


def test_the_rules_of_the_round_and_what_people_are_reach_the_matcher(programme: Programme) -> None:
    with programme.work() as work:
        here = company(work, Rules(other_team=True))
        for person_id in (here.lea, here.tom):
            work.people.change(person_id, manager_id=here.noe, entity="Nord", timezone="Asia/Kolkata")
        request = proposing.gather(work, here.round)
        tom = next(one for one in request.mentees if one.id == here.tom)
        lea = next(one for one in request.mentors if one.id == here.lea)
        assert (tom.team, tom.entity, tom.zone) == (lea.team, lea.entity, lea.zone) == (here.noe, "Nord", 330)
        assert request.rules.other_team
        assert prepared(work, here)[here.mia] == here.lea
        assert tom.reads == lea.languages
