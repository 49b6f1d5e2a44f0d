"""Preparing a round's proposals: read the facts, solve outside any transaction, write the result.

The matcher and its aims are `bot/domain/matching.py`; here its values are made of what people told us.

On languages: of each person we know the one they are written to in, and those that they added. Whoever says "choose
for me" is given a mentor who shares one; whoever names a mentor speaks the mentor's well enough to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.line import lines_of
from bot.domain.matching import LeftOut, Outcome, Request, match, suggest_for_the_rest
from bot.domain.people import Person
from bot.domain.profiles import Profile, languages_of, topics_given
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, Invitation, Round, RoundState, SavedProposal
from bot.domain.suitability import Mentee, Mentor
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.reasons import kept
from bot.programme.work import Work


def gather(work: Work, round_id: int) -> Request:
    """Everything the matcher needs, as it is now. Raises `Outdated` for a round that does not exist."""
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    mentors = _mentors(work, found)
    return Request(mentees=tuple(_mentees(work, found)), mentors=mentors, seed=found.id)


def solve(request: Request) -> Outcome:
    """Both passes: those who answered, then one suggestion for each whose named mentors cannot be had."""
    return suggest_for_the_rest(request, match(request))


def save(work: Work, round_id: int, outcome: Outcome) -> bool:
    """Put these in the place of earlier proposals; False when the round has been published meanwhile."""
    found = work.rounds.held(round_id)
    if found is None or found.state is not RoundState.PROPOSED:
        return False
    concerned = {one.mentee_id for one in outcome.proposals} | {one.mentor_id for one in outcome.proposals}
    known, profiles = work.people.many(concerned), work.profiles.many(concerned)
    spoken = {one: languages_of(known[one], profiles.get(one)) for one in concerned}
    proposals = [
        SavedProposal(
            mentee_id=one.mentee_id,
            mentor_id=one.mentor_id,
            rank=one.reason.rank,
            reason=kept(one.reason, spoken[one.mentee_id] & spoken[one.mentor_id]),
            left_out=None,
            suggested=one.suggested,
        )
        for one in outcome.proposals
    ]
    work.rounds.propose(round_id, [*proposals, *(_aside(*one) for one in outcome.left_out)])
    return True


def nobody_waits(work: Work, found: Round) -> bool:
    """Everybody said "not this time", has found a mentor, or has left: the round may end without proposals."""
    return not any(True for _ in _mentees(work, found))


def _mentees(work: Work, found: Round) -> Iterator[Mentee]:
    """Those of the list who still want a mentor and have none. "Not this time" wants none this time."""
    programme = work.programmes.get(found.programme_id)
    enrolled = {one.person_id: one for one in work.enrolments.mentees(programme.id)}
    linked = work.mentorships.people_with_a_mentor(programme.id)
    invitations = [one for one in work.rounds.invitations(found.id) if one.answer is not Answer.NOT_THIS_TIME]
    named = {mentor_id for one in invitations for mentor_id in one.choices}
    known = work.people.many({one.person_id for one in invitations} | named)
    lines = lines_of(work.people.managers())
    past = work.mentorships.past_mentors(programme.id)
    avoided = work.avoided.pairs()
    profiles = work.profiles.many(known)
    for one in invitations:
        person, enrolment = known[one.person_id], enrolled.get(one.person_id)
        if enrolment is None or person.id in linked or not wants_a_mentor(work, programme, person, enrolment):
            continue
        yield Mentee(
            id=person.id,
            choices=one.choices,
            choose_for_me=one.answer is Answer.CHOOSE_FOR_ME,
            topics=frozenset(person.topics),
            languages=_spoken(person, one, known, profiles),
            network=person.network,
            left_out_before=enrolment.left_out,
            manager_line=lines.get(person.id, frozenset()),
            apart_from=past.get(person.id, frozenset()) | avoided.get(person.id, frozenset()),
        )


def _mentors(work: Work, found: Round) -> tuple[Mentor, ...]:
    """Volunteers who are here, with the places that their present mentees leave."""
    programme = work.programmes.get(found.programme_id)
    ready = volunteers(work, programme)
    known = work.people.many(ready)
    profiles = work.profiles.many(ready)
    carried = work.mentorships.mentees_carried(programme.id)
    return tuple(
        Mentor(
            id=mentor_id,
            free_places=(enrolment.capacity or 0) - carried.get(mentor_id, 0),
            topics=frozenset(topics_given(known[mentor_id], profiles.get(mentor_id))),
            languages=languages_of(known[mentor_id], profiles.get(mentor_id)),
            network=known[mentor_id].network,
            mentees_now=carried.get(mentor_id, 0),
        )
        for mentor_id, enrolment in ready.items()
    )


def _spoken(
    person: Person, invitation: Invitation, known: Mapping[int, Person], profiles: Mapping[int, Profile]
) -> frozenset[str]:
    """Whoever names a mentor has read their languages beside the name, and speaks one well enough to say so."""
    named = (languages_of(known[one], profiles.get(one)) for one in invitation.choices)
    return languages_of(person, profiles.get(person.id)).union(*named)


def _aside(mentee_id: int, why_not: LeftOut) -> SavedProposal:
    return SavedProposal(
        mentee_id=mentee_id, mentor_id=None, rank=None, reason={}, left_out=why_not.value, suggested=False
    )
