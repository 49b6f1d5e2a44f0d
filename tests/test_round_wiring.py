"""A round between the matcher and a real database: whatever the company looks like, and whoever presses at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from living import Programme, arrive, living

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Application, Part
from bot.domain.kinds import PromptKind
from bot.domain.line import line_of
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed
from bot.domain.rounds import Answer, ChoiceRefused, NothingProposed, RoundClosed, RoundState, Rules
from bot.programme import browsing, choosing, prompts, proposing, publishing, reviewing, rounds
from bot.programme.work import Work

pytestmark = pytest.mark.long

PEOPLE = 9
PARTS = (Part.MENTEE, Part.MENTOR, Part.BOTH)
#: Each example lives in a company of its own.
COMPANIES = count()
TOPICS = ("speaking", "managing", "expertise")


@pytest.fixture
def programme(database_url: str) -> Iterator[Programme]:
    with living(database_url) as programme:
        programme.travel("2026-03-10 09:00")
        yield programme


@dataclass(frozen=True)
class Life:
    """What one person is and says; numbers stand for the others."""

    part: Part
    capacity: int
    language: str
    topics: tuple[str, ...]
    manager: int | None
    answer: Answer | None
    named: tuple[int, ...]
    left_out: int


def a_life() -> st.SearchStrategy[Life]:
    others = st.integers(0, PEOPLE - 1)
    return st.builds(
        Life,
        part=st.sampled_from(PARTS),
        capacity=st.integers(0, 3),
        language=st.sampled_from(["fr", "en"]),
        topics=st.lists(st.sampled_from(TOPICS), unique=True).map(tuple),
        manager=st.one_of(st.none(), others),
        answer=st.one_of(st.none(), st.sampled_from(Answer)),
        named=st.lists(others, min_size=1, max_size=3, unique=True).map(tuple),
        left_out=st.integers(0, 2),
    )


def begin(work: Work, ines: Person, lives: list[Life]) -> tuple[int, int, list[int]]:
    """The programme, its round open, everybody's answer given as far as the rules accept it."""
    ids = [arrive(work, f"U0P{n}", f"Personne {n}", life.language).id for n, life in enumerate(lives)]
    started = work.programmes.start(
        type_key="long_term", name="M", language="fr", timezone="Europe/Paris", started_on=date(2026, 1, 1)
    )
    for person_id, life in zip(ids, lives, strict=True):
        manager = ids[life.manager] if life.manager is not None else None
        work.people.change(person_id, manager_id=manager, topics=life.topics, language=life.language)
        enrolment = work.enrolments.open_for(person_id, started.id)
        capacity = life.capacity if life.part.mentors else None
        work.enrolments.change(
            enrolment.id,
            part=life.part,
            capacity=capacity,
            left_out=life.left_out,
            application=Application.APPROVED,
        )
    learners = [one for one, life in zip(ids, lives, strict=True) if life.part.learns]
    when = {"opened_at": work.now, "closes_on": date(2026, 3, 24)}
    rules = Rules(mentors_days=0)
    opened = work.rounds.open(started.id, person_ids=learners, opened_by=ines.id, rules=rules, **when)
    for person_id, life in zip(ids, lives, strict=True):
        if person_id in learners:
            answer(work, opened.id, person_id, life, ids)
    return started.id, opened.id, ids


def answer(work: Work, round_id: int, person_id: int, life: Life, ids: list[int]) -> None:
    person = work.people.get(person_id)
    match life.answer:
        case Answer.CHOOSE_FOR_ME:
            choosing.choose_for_me(work, person, round_id)
        case Answer.NOT_THIS_TIME:
            choosing.not_this_time(work, person, round_id)
        case Answer.CHOICES:
            with suppress(ChoiceRefused):
                choosing.choose(work, person, round_id, [ids[number] for number in life.named])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lives=st.lists(a_life(), min_size=PEOPLE, max_size=PEOPLE))
def test_whatever_the_company_nobody_gets_their_line_themselves_or_a_place_that_does_not_exist(
    programme: Programme, lives: list[Life]
) -> None:
    company = programme.store.workspace(f"T{next(COMPANIES)}")
    with programme.store.work(company) as work:
        ines = arrive(work, "U0INES", "Inès Moreau", "fr")
        programme_id, round_id, ids = begin(work, ines, lives)
        rounds.close(work, ines, round_id)
        outcome = proposing.solve(proposing.gather(work, round_id))
        assert proposing.save(work, round_id, outcome)
        reviewed = reviewing.review(work, ines, round_id)
        done = publishing.publish(work, ines, round_id)
        again = publishing.publish(work, ines, round_id)

        made = [
            (one.with_role(SeatRole.MENTOR)[0].person_id, one.with_role(SeatRole.MENTEE)[0].person_id)
            for one in work.mentorships.in_programme(programme_id)
        ]
        assert again.already
        assert not done.lost
        assert len(made) == done.pairs
        assert done.pairs + done.offered == reviewed.counts.matched
        assert len({mentee for _, mentee in made}) == len(made)
        managers = work.people.managers()
        life_of = dict(zip(ids, lives, strict=True))
        for mentor, count in Counter(mentor for mentor, _ in made).items():
            assert life_of[mentor].part.mentors
            assert count <= life_of[mentor].capacity
        for mentor, mentee in made:
            assert mentor != mentee
            assert mentor not in line_of(mentee, managers)
            assert work.rounds.invitation(round_id, mentee).answer in (Answer.CHOICES, Answer.CHOOSE_FOR_ME)
        waited = {one.person_id: one.left_out for one in work.enrolments.all_in(programme_id)}
        for row in reviewed.rows:
            same = row.left_out == "did_not_answer" or row.why.suggested
            before = life_of[row.mentee.id].left_out
            expected = before if same else 0 if row.mentor else before + 1
            assert waited[row.mentee.id] == expected


def prepared(programme: Programme, lives: list[Life]) -> int:
    with programme.work() as work:
        _, round_id, _ = begin(work, programme.ines, lives)
        rounds.close(work, programme.ines, round_id)
        proposing.save(work, round_id, proposing.solve(proposing.gather(work, round_id)))
    return round_id


def somebody(part: Part, **more: object) -> Life:
    usual: dict[str, object] = {
        "capacity": 1,
        "language": "fr",
        "topics": (),
        "manager": None,
        "answer": Answer.CHOOSE_FOR_ME,
        "named": (0,),
        "left_out": 0,
    }
    return Life(part=part, **{**usual, **more})  # type: ignore[arg-type]


def test_two_coordinators_who_publish_at_the_same_moment_publish_once(programme: Programme) -> None:
    round_id = prepared(programme, [somebody(Part.MENTOR, capacity=3), *[somebody(Part.MENTEE)] * 3])
    start = Barrier(4)

    def press(_: int) -> bool:
        start.wait()
        with programme.work() as work:
            return publishing.publish(work, programme.ines, round_id).already

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(press, range(4))) == [False, True, True, True]
    with programme.work() as work:
        introduced = [one for one in work.prompts.pending() if one.kind is PromptKind.INTRODUCTION]
    assert len(introduced) == 6


def test_a_mentor_who_lowers_their_capacity_while_it_is_published_is_never_overfull(
    programme: Programme,
) -> None:
    round_id = prepared(programme, [somebody(Part.MENTOR, capacity=3), *[somebody(Part.MENTEE)] * 3])
    start = Barrier(2)

    def lower() -> None:
        start.wait()
        with programme.work() as work:
            found = work.rounds.get(round_id)
            mentor = work.people.by_slack_id("U0P0")
            assert found
            assert mentor
            work.people.held(mentor.id)
            if work.seats.mentees_carried(found.programme_id).get(mentor.id, 0) == 0:
                enrolment = work.enrolments.of(mentor.id, found.programme_id)
                assert enrolment
                work.enrolments.change(enrolment.id, capacity=1)

    def publish() -> None:
        start.wait()
        with programme.work() as work:
            publishing.publish(work, programme.ines, round_id)

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(lower), hands.submit(publish)]:
            done.result()
    with programme.work() as work:
        found = work.rounds.get(round_id)
        assert found
        [mentor] = work.enrolments.mentors(found.programme_id)
        carried = work.seats.mentees_carried(found.programme_id)[mentor.person_id]
    assert carried <= (mentor.capacity or 0)


def test_an_answer_that_was_said_to_be_noted_is_never_lost_to_closing(programme: Programme) -> None:
    with programme.work() as work:
        lives = [somebody(Part.MENTOR), *[somebody(Part.MENTEE, answer=None)] * 4]
        _, round_id, ids = begin(work, programme.ines, lives)
    start = Barrier(5)

    def say(person_id: int) -> bool:
        start.wait()
        try:
            with programme.work() as work:
                choosing.choose_for_me(work, work.people.get(person_id), round_id)
        except RoundClosed:
            return False
        return True

    def shut() -> set[int]:
        start.wait()
        with programme.work() as work:
            rounds.close(work, programme.ines, round_id)
            return {one.id for one in proposing.gather(work, round_id).mentees if one.has_answered}

    with ThreadPoolExecutor(5) as hands:
        said = {person_id: hands.submit(say, person_id) for person_id in ids[1:]}
        seen = hands.submit(shut).result()
    assert {person_id for person_id, noted in said.items() if noted.result()} == seen


def test_proposals_that_are_ready_too_late_do_not_touch_a_published_round(programme: Programme) -> None:
    round_id = prepared(programme, [somebody(Part.MENTOR), somebody(Part.MENTEE)])
    with programme.work() as work:
        late = proposing.solve(proposing.gather(work, round_id))
        publishing.publish(work, programme.ines, round_id)
        before = work.rounds.proposals(round_id)

        assert proposing.save(work, round_id, late) is False
        assert work.rounds.proposals(round_id) == before


def test_nothing_is_published_before_there_is_something_to_publish(programme: Programme) -> None:
    with programme.work() as work:
        _, round_id, _ = begin(work, programme.ines, [somebody(Part.MENTOR), somebody(Part.MENTEE)])
    for _ in range(2):
        with programme.work() as work, pytest.raises(NothingProposed):
            publishing.publish(work, programme.ines, round_id)
        with programme.work() as work:
            assert work.rounds.get(round_id).state is not RoundState.PUBLISHED
            rounds.close(work, programme.ines, round_id)


def test_a_viewer_sees_no_round_and_moves_none(programme: Programme) -> None:
    round_id = prepared(programme, [somebody(Part.MENTOR), somebody(Part.MENTEE)])
    with programme.work() as work:
        work.rights.grant(programme.maya.id, Right.VIEWER)
        for act in (rounds.see, rounds.close, reviewing.review, publishing.publish):
            with pytest.raises(NotAllowed):
                act(work, programme.maya, round_id)


def test_a_mentor_of_the_past_is_not_offered_and_not_proposed_again(programme: Programme) -> None:
    with programme.work() as work:
        programme_id, round_id, ids = begin(
            work, programme.ines, [somebody(Part.MENTOR), somebody(Part.MENTEE)]
        )
        earlier = programme_of_two(work, programme_id, ids)
        work.mentorships.change(earlier, state=MentorshipState.ENDED)
        person = work.people.get(ids[1])

        assert browsing.shelf(work, person, programme_id).open == ()
        [left] = proposing.solve(proposing.gather(work, round_id)).left_out
        assert left[1] == "nobody_available"


@pytest.mark.parametrize(("added", "told"), [(("de", "es"), ("de",)), (("es",), ())])
def test_only_a_language_that_both_speak_is_a_reason_for_them(
    programme: Programme, added: tuple[str, ...], told: tuple[str, ...]
) -> None:
    mentee = somebody(Part.MENTEE, language="en", answer=Answer.CHOICES)
    with programme.work() as work:
        _, round_id, ids = begin(work, programme.ines, [somebody(Part.MENTOR), mentee])
        work.profiles.change(ids[0], languages=("de", "it"))
        work.profiles.change(ids[1], languages=added)
        rounds.close(work, programme.ines, round_id)
        proposing.save(work, round_id, proposing.solve(proposing.gather(work, round_id)))
        [row] = reviewing.review(work, programme.ines, round_id).rows
        assert (row.why.rank, row.why.languages) == (1, told)


def programme_of_two(work: Work, programme_id: int, ids: list[int]) -> int:
    return work.mentorships.link(
        programme_id,
        seats=[(ids[0], SeatRole.MENTOR), (ids[1], SeatRole.MENTEE)],
        anchor=date(2026, 1, 1),
        period=work.type_of(work.programmes.get(programme_id)).period,
        introduced_at=work.now,
    ).id


def test_an_invitation_that_has_lost_its_round_is_never_said_and_holds_nobody_up(
    programme: Programme,
) -> None:
    with programme.work() as work:
        _, _, ids = begin(work, programme.ines, [somebody(Part.MENTOR), somebody(Part.MENTEE, answer=None)])
        lost = PromptDue(
            kind=PromptKind.INVITATION,
            mentorship_id=None,
            recipient_id=ids[0],
            period="round-99",
            rung="invited",
            not_before=work.now,
            expires_at=work.now + timedelta(days=3),
            about={"round": 99},
        )
        work.prompts.plan([lost], now=work.now)
    programme.travel("2026-03-10 11:00")
    with programme.work() as work:
        assert prompts.release(work, work.machine_now).parcels == ()
        assert not work.prompts.pending()
