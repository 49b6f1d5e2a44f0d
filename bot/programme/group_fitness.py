"""What speaks against a group before it is formed: what a coordinator may go past, and what nobody can."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.domain.enrolments import Programme
from bot.domain.groups import Fitness, Worry
from bot.domain.line import line_of
from bot.domain.profiles import languages_of
from bot.programme.work import Work


def fitness(
    work: Work,
    programme: Programme,
    mentor_id: int,
    mentee_ids: Sequence[int],
    *,
    beside: Collection[int] = (),
) -> Fitness:
    """What speaks against these people joining this mentor, and those who are in the group already."""
    line = line_of(mentor_id, work.people.managers())
    mentored = work.seats.people_with_a_mentor(programme.id)
    strangers = _speak_no_common_language(work, mentor_id, mentee_ids)
    worries = {
        one: tuple(
            worry
            for worry, holds in ((Worry.LANGUAGE, one in strangers), (Worry.HAS_A_MENTOR, one in mentored))
            if holds
        )
        for one in mentee_ids
    }
    return Fitness(
        line=frozenset(mentee_ids) & line,
        apart=are_apart(work, programme, mentor_id, mentee_ids, beside=beside),
        worries={one: found for one, found in worries.items() if found},
        beyond=_beyond(work, programme, mentor_id, mentee_ids),
    )


def are_apart(
    work: Work,
    programme: Programme,
    mentor_id: int,
    mentee_ids: Collection[int],
    *,
    beside: Collection[int] = (),
) -> bool:
    """Whether somebody would rather not meet somebody else of them, or a pair of them has ended: never which."""
    apart, past = work.avoided.pairs(), work.seats.past_mentors(programme.id)
    everybody = {mentor_id, *mentee_ids, *beside}
    return any(
        mentor_id in past.get(one, ()) or not apart.get(one, frozenset()).isdisjoint(everybody)
        for one in mentee_ids
    )


def _speak_no_common_language(work: Work, mentor_id: int, mentee_ids: Sequence[int]) -> frozenset[int]:
    """Of the mentor's languages the one that most of them speak is the group's; these do not speak it."""
    people = work.people.many([mentor_id, *mentee_ids])
    profiles = work.profiles.many(people)
    spoken = {one: languages_of(person, profiles.get(one)) for one, person in people.items()}
    left = [
        frozenset(one for one in mentee_ids if language not in spoken[one])
        for language in sorted(spoken[mentor_id])
    ]
    return min(left, key=len)


def _beyond(work: Work, programme: Programme, mentor_id: int, mentee_ids: Collection[int]) -> int:
    """How many more than the mentor has places for, those that are held for a suggestion being taken."""
    enrolment = work.enrolments.of(mentor_id, programme.id)
    capacity = (enrolment.capacity if enrolment else None) or 0
    carried = work.seats.mentees_carried(programme.id).get(mentor_id, 0)
    free = capacity - carried - work.rounds.offers_held(programme.id).get(mentor_id, 0)
    return max(0, len(mentee_ids) - max(0, free)) if mentee_ids else 0
