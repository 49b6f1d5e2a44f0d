"""A coordinator's side of a round that is open: how the programme stands, who has answered, closing it.

It is opened in `opening.py`; proposals are prepared in `proposing.py` and published in `publishing.py`. Rows about
somebody close to the coordinator are neither counted nor shown to them (design §8), as in `people.py`: a colleague
reads them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person, alphabetical
from bot.domain.permissions import Act
from bot.domain.programmes import Topic
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, Invitation, Round, RoundState
from bot.domain.supply import TopicSupply, supply
from bot.programme import proposing
from bot.programme.choosing import takes_answers
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.inviting import period_of as period_of
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.reports import without_a_mentor
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """The programme in a few figures. `places` are all that mentors offer, `free` those still open."""

    mentees: int
    mentors: int
    places: int
    free: int
    without_a_mentor: int
    unanswered: int
    latest: Standing | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a round is. Of those who are invited, the `withheld` are close to this coordinator: how they answer is in
    none of the other figures.
    """

    round: Round
    is_open: bool
    invited: int
    answers: Mapping[Answer, int]
    silent: tuple[Person, ...]
    withheld: Withheld

    @property
    def answered(self) -> int:
        return sum(self.answers.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class OnTopics:
    """What people want to learn and what places there are for it, the scarcest first, while a round collects. Whoever
    is close to this coordinator, or said "not this time", is not counted among those who want.
    """

    round: Round
    is_open: bool
    topics: tuple[tuple[Topic, TopicSupply], ...]


def looking(work: Work, programme: Programme) -> list[Person]:
    """Active mentees without a mentor, minus guests, bots, leavers and people who are away (issue C, item 1)."""
    enrolled = work.enrolments.mentees(programme.id)
    known = work.people.many(enrolment.person_id for enrolment in enrolled)
    linked = work.seats.people_with_a_mentor(programme.id)
    return [
        known[enrolment.person_id]
        for enrolment in enrolled
        if enrolment.person_id not in linked
        and wants_a_mentor(work, programme, known[enrolment.person_id], enrolment)
    ]


def unanswered(work: Work, programme: Programme) -> list[Person]:
    """Employees who have not said what part they want: taking part is theirs to say (`field.md` U8)."""
    said = work.enrolments.parts(programme.id)
    return [person for person in work.people.employees() if person.id not in said]


def glance(work: Work, actor: Person) -> Glance:
    """A whole company is looked at: in a transaction that only reads. Raises `NotAllowed`."""
    work.check(actor, Act.SEE_ADMIN)
    programme = work.programme()
    if programme is None:
        everybody = len(work.people.employees())
        return Glance(
            mentees=0,
            mentors=0,
            places=0,
            free=0,
            without_a_mentor=everybody,
            unanswered=everybody,
            latest=None,
        )
    mentors = volunteers(work, programme).values()
    taken = Counter(work.seats.mentees_carried(programme.id))
    taken.update(work.rounds.offers_held(programme.id))
    latest = work.rounds.latest(programme.id)
    return Glance(
        mentees=len(work.enrolments.mentees(programme.id)),
        mentors=len(mentors),
        places=sum(mentor.capacity or 0 for mentor in mentors),
        free=sum(max(0, (mentor.capacity or 0) - taken[mentor.person_id]) for mentor in mentors),
        without_a_mentor=sum(without_a_mentor(work).values()),
        unanswered=len(unanswered(work, programme)),
        latest=standing(work, actor, latest) if latest else None,
    )


def waiting(work: Work) -> int:
    """How many people look for a mentor."""
    programme = work.programme()
    return len(looking(work, programme)) if programme else 0


def see(work: Work, actor: Person, round_id: int | None = None) -> Standing | None:
    """The round of this id, or the latest; None before the first. Raises `NotAllowed`, `Outdated`."""
    work.check(actor, Act.RUN_ROUND)
    programme = work.programme()
    if round_id is None:
        found = work.rounds.latest(programme.id) if programme else None
        return standing(work, actor, found) if found else None
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    return standing(work, actor, found)


def standing(work: Work, actor: Person, found: Round) -> Standing:
    hidden = close_to(work, actor)
    invitations = work.rounds.invitations(found.id)
    followed = [one for one in invitations if one.person_id not in hidden]
    silent = work.people.many(one.person_id for one in followed if one.answer is None)
    answers = Counter(one.answer for one in followed)
    return Standing(
        round=found,
        is_open=takes_answers(work, found),
        invited=len(followed),
        answers={answer: answers[answer] for answer in Answer},
        silent=tuple(sorted(silent.values(), key=by_name)),
        withheld=withheld(
            work, [frozenset({one.person_id}) for one in invitations if one.person_id in hidden]
        ),
    )


def followed(work: Work, reader: Person, found: Round) -> list[Invitation]:
    """Whom they may follow through a round, as in its own count: beside it, one that counts somebody close to them too
    would tell whether that person has answered.
    """
    hidden = close_to(work, reader)
    return [one for one in work.rounds.invitations(found.id) if one.person_id not in hidden]


def topics(work: Work, actor: Person, round_id: int) -> OnTopics:
    """Supply and demand, topic by topic (issue C, item 3). Raises `NotAllowed`, `Outdated`."""
    work.check(actor, Act.RUN_ROUND)
    found = work.rounds.get(round_id)
    if found is None:
        raise Outdated
    request, hidden = proposing.gather(work, round_id), close_to(work, actor)
    counted = supply((one for one in request.mentees if one.id not in hidden), request.mentors)
    kind = work.type_of(work.programmes.get(found.programme_id))
    named = ((kind.topic(one.topic), one) for one in counted if one.wanted)
    return OnTopics(
        round=found,
        is_open=takes_answers(work, found),
        topics=tuple((topic, one) for topic, one in named if topic is not None),
    )


def close(work: Work, actor: Person, round_id: int) -> Round:
    """Answers are closed from now on, and invitations that have not left stay. Closing twice is closing once.

    Raises `NotAllowed`, and `Outdated` for a round that is published or does not exist.
    """
    work.authorise(actor, Act.RUN_ROUND)
    found = work.rounds.held(round_id)
    if found is None or found.state is RoundState.PUBLISHED:
        raise Outdated
    work.rounds.move(round_id, expected=RoundState.COLLECTING, to=RoundState.PROPOSED)
    work.prompts.cancel(reason="closed", kinds=[PromptKind.INVITATION], period=period_of(round_id))
    today = local_day(work.programmes.get(found.programme_id).timezone, work.now)
    return work.rounds.change(round_id, closes_on=min(found.closes_on, today))


def by_name(person: Person) -> tuple[str, int]:
    return alphabetical(person.name), person.id
