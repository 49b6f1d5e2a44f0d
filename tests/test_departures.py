"""Who leaves the company, and who hears of it: on each real database, without Slack."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from living import Programme, arrive
from parting import became, look, looks_for_a_mentor, mentors, waiting

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, MentorshipState
from bot.domain.people import Person, Standing
from bot.domain.permissions import Right
from bot.domain.rounds import Rules
from bot.programme import departures, ending, joining, opening
from bot.programme.work import Work

pytestmark = pytest.mark.long


@pytest.fixture
def spring(programme: Programme) -> Programme:
    """A morning in March; Omar coordinates."""
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    return programme


def test_a_mentor_who_leaves_the_company_with_eight_mentees_leaves_nobody_silently_alone(
    spring: Programme,
) -> None:
    with spring.work() as work:
        mentors(work, spring.lea)
        mentees = [arrive(work, f"U0MENTEE{n}", f"Mentee{n} Nom") for n in range(8)]
        looks_for_a_mentor(work, *mentees[:7])  # the eighth is content without
    pairs = [spring.pair(spring.lea, mentee, since="2026-01-12") for mentee in mentees]
    spring.tick()
    became(spring, spring.lea, Standing.GONE)
    spring.tick()
    spring.tick()
    assert {look(spring, pair).ended_why for pair in pairs} == {EndedWhy.LEFT}
    told = [(who, kind) for _, who, kind in spring.live("2026-03-10 10:00", "2026-03-10 18:00")]
    assert sorted(who for who, kind in told if kind == "ended") == sorted(one.first_name for one in mentees)
    assert [who for who, kind in told if kind == "departed"] == ["Omar"], "one message to the team"
    asked = sorted(who for who, kind in told if kind == "invitation")
    assert asked == sorted(one.first_name for one in mentees[:7])
    assert not [who for who, _ in told if who == "Léa"]
    with spring.work() as work:
        assert work.seats.mentees_carried(spring.id) == {}
        said = work.prompts.messages_to(spring.omar.id, datetime(2026, 1, 1, tzinfo=UTC))
        about = next(one.about for one in said if one.kind is PromptKind.DEPARTED)
    assert about == {"person": spring.lea.id, "alone": 8, "asked": 7}


def test_nobody_of_the_team_reads_of_somebody_too_close_to_them(spring: Programme) -> None:
    spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        work.people.change(spring.lea.id, manager_id=spring.omar.id)
    became(spring, spring.lea, Standing.GONE)
    spring.tick()
    assert waiting(spring, PromptKind.DEPARTED) == {("Inès", "departed")}


def test_a_mentee_who_becomes_a_guest_frees_their_mentors_place(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    became(spring, spring.tom, Standing.GUEST)
    spring.tick()
    assert look(spring, pair).ended_why is EndedWhy.LEFT
    assert waiting(spring, PromptKind.ENDED) == {("Léa", "ended")}
    with spring.work() as work:
        assert work.seats.mentees_carried(spring.id) == {}


def test_two_halves_who_leave_together_are_told_nothing_and_nobody_is_told_twice(spring: Programme) -> None:
    spring.pair(spring.lea, spring.tom, since="2026-01-12")
    became(spring, spring.lea, Standing.GONE)
    became(spring, spring.tom, Standing.GONE)
    spring.tick()
    assert waiting(spring, PromptKind.ENDED, PromptKind.INVITATION) == set()
    assert waiting(spring, PromptKind.DEPARTED) == {("Omar", "departed")}


def test_whoever_comes_back_is_without_a_mentor_and_asked_at_the_next_round(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        looks_for_a_mentor(work, spring.tom)
    became(spring, spring.tom, Standing.GONE)
    spring.tick()
    with spring.work() as work:
        assert spring.tom.id not in {one.id for one in looking(work)}
    became(spring, spring.tom, Standing.EMPLOYEE)
    spring.tick()
    with spring.work() as work:
        assert spring.tom.id in {one.id for one in looking(work)}
        assert ending.predecessor(work, spring.id, spring.tom.id) == pair.id
    assert look(spring, pair).state is MentorshipState.ENDED


def test_a_crash_on_the_way_leaves_all_or_nothing(spring: Programme) -> None:
    with spring.work() as work:
        mentees = [arrive(work, f"U0MENTEE{n}", f"Mentee{n} Nom") for n in range(3)]
    pairs = [spring.pair(spring.lea, mentee, since="2026-01-12") for mentee in mentees]
    became(spring, spring.lea, Standing.GONE)
    with pytest.raises(InterruptedError):
        crash_on_the_way(spring)
    assert {look(spring, pair).state for pair in pairs} == {MentorshipState.ACTIVE}
    assert waiting(spring, PromptKind.ENDED, PromptKind.DEPARTED) == set()
    spring.tick()
    assert {look(spring, pair).state for pair in pairs} == {MentorshipState.ENDED}
    assert len(waiting(spring, PromptKind.ENDED, PromptKind.DEPARTED)) == 4


def crash_on_the_way(programme: Programme) -> None:
    with programme.work() as work:
        departures.notice(work)
        raise InterruptedError


def looking(work: Work) -> tuple[Person, ...]:
    return opening.population(work, joining.programme_of(work), Rules()).people
