"""A coordinator's side of a round: whom it is for, opening it, seeing who has answered, closing it.

Proposals are prepared in `proposing.py` and published in `publishing.py`. Rows about somebody close to the coordinator
are neither counted nor shown to them (design §8), as in `people.py`: a colleague reads them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.cadence import to_each
from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act, check
from bot.domain.refusals import Outdated
from bot.domain.rounds import (
    USUAL_WINDOW,
    Answer,
    ListChanged,
    NobodyToInvite,
    Round,
    RoundAlreadyOpen,
    RoundState,
    check_closing,
)
from bot.programme.choosing import takes_answers
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.joining import programme_of
from bot.programme.mentors import volunteers
from bot.programme.presence import wants_a_mentor
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Population:
    """Whom a round would invite, by name, and how many employees are not invited because they never answered."""

    people: tuple[Person, ...]
    unanswered: int

    @property
    def fingerprint(self) -> str:
        """Stands for exactly these people, so that what is confirmed is what was shown."""
        ids = ",".join(str(one) for one in sorted(person.id for person in self.people))
        return hashlib.sha256(ids.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What a coordinator confirms; dates are local dates of the programme's zone."""

    population: Population
    closes_on: date
    today: date


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


def population(work: Work, programme: Programme) -> Population:
    """Active mentees without a mentor, minus guests, bots, leavers and people who are away (issue C, item 1)."""
    enrolled = work.enrolments.mentees(programme.id)
    known = work.people.many(enrolment.person_id for enrolment in enrolled)
    linked = work.mentorships.people_with_a_mentor(programme.id)
    looking = [
        known[enrolment.person_id]
        for enrolment in enrolled
        if enrolment.person_id not in linked
        and wants_a_mentor(work, programme, known[enrolment.person_id], enrolment)
    ]
    return Population(people=tuple(sorted(looking, key=by_name)), unanswered=_unanswered(work, programme))


def glance(work: Work, actor: Person) -> Glance:
    """Raises `NotAllowed` for whoever does not run the programme."""
    work.authorise(actor, Act.SEE_ADMIN)
    programme = work.programme()
    if programme is None:
        everybody = len(work.people.employees())
        return Glance(
            mentees=0, mentors=0, places=0, free=0, without_a_mentor=0, unanswered=everybody, latest=None
        )
    mentors = volunteers(work, programme).values()
    carried = work.mentorships.mentees_carried(programme.id)
    looking = population(work, programme)
    latest = work.rounds.latest(programme.id)
    return Glance(
        mentees=len(work.enrolments.mentees(programme.id)),
        mentors=len(mentors),
        places=sum(mentor.capacity or 0 for mentor in mentors),
        free=sum(max(0, (mentor.capacity or 0) - carried.get(mentor.person_id, 0)) for mentor in mentors),
        without_a_mentor=len(looking.people),
        unanswered=looking.unanswered,
        latest=standing(work, actor, latest) if latest else None,
    )


def waiting(work: Work) -> int:
    """How many people look for a mentor."""
    programme = work.programme()
    return len(population(work, programme).people) if programme else 0


def preview(work: Work, actor: Person) -> Preview:
    """Whom a round opened now would invite. Raises `RoundAlreadyOpen`, `NobodyToInvite`, `NotAllowed`."""
    check(work.rights_of(actor), Act.RUN_ROUND)
    programme = work.programme()
    if programme is None:
        raise NobodyToInvite
    _none_open(work, programme)
    looking = population(work, programme)
    if not looking.people:
        raise NobodyToInvite
    today = local_day(programme.timezone, work.now)
    return Preview(population=looking, closes_on=today + USUAL_WINDOW, today=today)


def open_round(work: Work, actor: Person, *, closes_on: date, seen: str) -> Standing:
    """Invite exactly the people whom the coordinator has `seen` (a fingerprint), until the end of `closes_on`.

    Raises `ListChanged` when the list is no longer the same, `RoundAlreadyOpen` at the second press, and
    `ClosesTooSoon`, `ClosesTooLate`, `NobodyToInvite`, `NotAllowed`.
    """
    work.authorise(actor, Act.RUN_ROUND)
    shown = preview(work, actor)
    check_closing(closes_on, today=shown.today)
    if shown.population.fingerprint != seen:
        raise ListChanged
    programme = programme_of(work)
    invited = [person.id for person in shown.population.people]
    opened = work.rounds.open(
        programme.id, person_ids=invited, opened_by=actor.id, opened_at=work.now, closes_on=closes_on
    )
    invitations = to_each(
        invited,
        PromptKind.INVITATION,
        period=period_of(opened.id),
        rung="invited",
        now=work.now,
        until=end_of(closes_on, programme.timezone),
        about={"round": opened.id},
    )
    work.prompts.plan(invitations, now=work.now)
    return standing(work, actor, opened)


def see(work: Work, actor: Person, round_id: int | None = None) -> Standing | None:
    """The round of this id, or the latest; None before the first. Raises `NotAllowed`, `Outdated`."""
    check(work.rights_of(actor), Act.RUN_ROUND)
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


def period_of(round_id: int) -> str:
    """How the ledger names what is said in a round."""
    return f"round-{round_id}"


def by_name(person: Person) -> tuple[str, int]:
    return person.name.casefold(), person.id


def _none_open(work: Work, programme: Programme) -> None:
    latest = work.rounds.latest(programme.id)
    if latest is not None and latest.state is not RoundState.PUBLISHED:
        raise RoundAlreadyOpen


def _unanswered(work: Work, programme: Programme) -> int:
    """Employees who have not said what part they want: taking part is theirs to say (`field.md` U8)."""
    said = {one.person_id for one in work.enrolments.all_in(programme.id) if one.part is not None}
    return sum(person.id not in said for person in work.people.employees())
