"""Before anything is announced, each mentor reads who would be theirs, and may decline somebody without a reason.

Silence is yes, and their list says so. A refusal is a private word: it bars the two for the matcher in this round, and
is shown to nobody. Whoever was declined is matched anew at once (`finishing.py`); the others keep whom they have.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.cadence import PromptDue
from bot.domain.calendar import Hours, add_working_days, end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.kinds import PromptKind
from bot.domain.matching import LeftOut
from bot.domain.people import Person, alphabetical
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import (
    ListClosed,
    MentorSays,
    NothingProposed,
    Round,
    RoundState,
    SavedProposal,
    Wanted,
)
from bot.programme import round_due
from bot.programme.inviting import period_of
from bot.programme.reasons import Why, why
from bot.programme.round_due import Step
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Theirs:
    """Somebody on a mentor's list. `why` holds neither a rank nor whether they were named: no mentor learns that."""

    mentee: Person
    why: Why
    accepted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MentorList:
    """What one mentor reads of one round, until the end of the local date `until`; `declined` are for them alone."""

    round: Round
    until: date
    is_open: bool
    people: tuple[Theirs, ...]
    declined: tuple[Person, ...]

    @property
    def waits(self) -> bool:
        """Whether a word is still possible, and none has been said."""
        return self.is_open and not all(one.accepted for one in self.people)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """How many mentors have said yes to all of their list, and how many are still reading: never who."""

    accepted: int
    waiting: int


def send(work: Work, actor: Person, round_id: int) -> Round:
    """A coordinator shows each mentor their list. Pressed twice it is sent once.

    Raises `NotAllowed`, `Outdated`, and `NothingProposed` while there are no proposals, or new ones are prepared.
    """
    work.authorise(actor, Act.RUN_ROUND)
    found = work.rounds.held(round_id)
    if found is None:
        raise Outdated
    if found.state is RoundState.WITH_MENTORS:
        return found
    if found.state is not RoundState.PROPOSED or found.wanted or not work.rounds.proposals(round_id):
        raise NothingProposed
    return ask(work, found)


def ask(work: Work, found: Round) -> Round:
    """Every mentor of these proposals is asked, for so many working days of the programme's own place."""
    programme = work.programmes.get(found.programme_id)
    today = local_day(programme.timezone, work.now)
    until = add_working_days(_hours(work, programme), today, found.rules.mentors_days)
    work.rounds.move(found.id, expected=RoundState.PROPOSED, to=RoundState.WITH_MENTORS)
    asked = work.rounds.change(found.id, mentors_until=until)
    work.prompts.plan(_lists(programme, asked, work.rounds.proposals(found.id), work), now=work.now)
    return asked


def tell(work: Work, found: Round, mentor_ids: Collection[int]) -> Round:
    """Those who got somebody since they were asked read their list anew, and have one working day for it at least.
    Before mentors are asked there is nothing to tell.
    """
    if found.state is not RoundState.WITH_MENTORS or not mentor_ids:
        return found
    programme = work.programmes.get(found.programme_id)
    soonest = add_working_days(_hours(work, programme), local_day(programme.timezone, work.now), 1)
    asked = work.rounds.change(found.id, mentors_until=max(found.mentors_until or soonest, soonest))
    concerned = frozenset(mentor_ids)
    for mentor_id in sorted(concerned):
        work.prompts.cancel(
            reason="renewed",
            recipient_id=mentor_id,
            kinds=[PromptKind.MENTOR_LIST],
            period=period_of(found.id),
        )
    theirs = [one for one in work.rounds.proposals(found.id) if one.mentor_id in concerned]
    work.prompts.plan(_lists(programme, asked, theirs, work), now=work.now)
    return asked


def mine(work: Work, mentor: Person, round_id: int) -> MentorList:
    """Raises `Outdated` for whoever is not asked in this round."""
    found = work.rounds.get(round_id)
    if found is None or found.mentors_until is None:
        raise Outdated
    proposals = work.rounds.proposals_to(round_id, mentor.id)
    apart = work.rounds.declined(round_id)
    declined = [mentee_id for mentee_id, mentors in apart.items() if mentor.id in mentors]
    if not proposals and not declined:
        raise Outdated
    known = work.people.many([*(one.mentee_id for one in proposals), *declined])
    type_ = work.type_of(work.programmes.get(found.programme_id))
    people = [
        Theirs(
            mentee=known[one.mentee_id],
            why=_for_a_mentor(why(one, type_)),
            accepted=one.mentor_says is MentorSays.ACCEPTED,
        )
        for one in proposals
    ]
    return MentorList(
        round=found,
        until=found.mentors_until,
        is_open=_is_open(work, found),
        people=tuple(sorted(people, key=lambda one: (alphabetical(one.mentee.name), one.mentee.id))),
        declined=tuple(known[one] for one in sorted(declined)),
    )


def open_lists(work: Work, mentor: Person) -> tuple[MentorList, ...]:
    """The lists on which this mentor may still say a word, for their Home."""
    found = (mine(work, mentor, one.id) for one in work.own_rounds.to_look_at(mentor.id))
    return tuple(one for one in found if one.is_open and one.people)


def accept(work: Work, actor: Person, round_id: int, seen: Collection[int] | None = None) -> MentorList:
    """These people suit me, as I have `seen` them; the list may have grown since. Everybody on it when nothing is said
    of whom. Raises `ListClosed`, `Outdated`.
    """
    _held_open(work, actor, round_id)
    for one in work.rounds.proposals_to(round_id, actor.id):
        if seen is None or one.mentee_id in seen:
            work.rounds.change_proposal(round_id, one.mentee_id, mentor_says=MentorSays.ACCEPTED)
    return mine(work, actor, round_id)


def decline(work: Work, actor: Person, round_id: int, mentee_id: int) -> MentorList:
    """Rather not this person, in this round. Pressed twice it is said once.

    Nobody is told. The place on the list is free from this moment on, and the mentee is looked after next. Raises
    `ListClosed`, and `Outdated` for whoever was never on this list.
    """
    theirs = _held_open(work, actor, round_id)
    if mentee_id in {person.id for person in theirs.declined}:
        return theirs
    if mentee_id not in {one.mentee.id for one in theirs.people}:
        raise Outdated
    work.rounds.decline(round_id, actor.id, mentee_id)
    work.rounds.change_proposal(
        round_id,
        mentee_id,
        mentor_id=None,
        rank=None,
        reason={},
        left_out=LeftOut.NOBODY_AVAILABLE.value,
        suggested=False,
        locked=False,
        by_hand=False,
        mentor_says=None,
    )
    work.rounds.change(round_id, wanted=Wanted.PROPOSALS, wanted_by=None)
    return mine(work, actor, round_id)


def answers(work: Work, found: Round) -> Answers:
    """How far the mentors are, for the coordinator."""
    said: dict[int, bool] = {}
    for one in work.rounds.proposals(found.id):
        if one.mentor_id is not None:
            yes = one.mentor_says is MentorSays.ACCEPTED
            said[one.mentor_id] = said.get(one.mentor_id, True) and yes
    accepted = sum(said.values())
    return Answers(accepted=accepted, waiting=len(said) - accepted)


def may_publish(work: Work, found: Round) -> bool:
    """Whether the mentors have had their say: all said yes, their days are over, or they are not asked."""
    if found.state is RoundState.WITH_MENTORS:
        return found.wanted is not Wanted.PROPOSALS and (
            not _is_open(work, found) or not work.own_rounds.still_read(found.id)
        )
    if found.state is not RoundState.PROPOSED:
        return False
    nobody = not any(one.mentor_id for one in work.rounds.proposals(found.id))
    return nobody or not found.rules.mentors_days


def to_tell(work: Work) -> Iterable[PromptDue]:
    """The team hears that the mentors of the campaign have had their say. Asked at every beat, it is told once."""
    programme = work.programme()
    found = work.rounds.latest(programme.id) if programme else None
    if found is None or found.state is not RoundState.WITH_MENTORS or not may_publish(work, found):
        return ()
    return round_due.due(work, found, Step.MENTORS)


def _for_a_mentor(reasons: Why) -> Why:
    """Nothing of it is certain yet: what only the two of a pair may know of each other waits."""
    return replace(reasons, rank=None, suggested=False, more_senior=False, form=None)


def _held_open(work: Work, actor: Person, round_id: int) -> MentorList:
    """Publishing and a mentor's word take turns."""
    work.rounds.held(round_id)
    theirs = mine(work, actor, round_id)
    if not theirs.is_open:
        raise ListClosed(day=theirs.until)
    return theirs


def _is_open(work: Work, found: Round) -> bool:
    """Until the end of its last day, and no longer than until somebody publishes."""
    programme = work.programmes.get(found.programme_id)
    shown = found.state is RoundState.WITH_MENTORS and found.wanted is not Wanted.PUBLICATION
    in_time = found.mentors_until is not None
    return shown and in_time and local_day(programme.timezone, work.now) <= (found.mentors_until or date.min)


def _lists(
    programme: Programme, found: Round, proposals: Sequence[SavedProposal], work: Work
) -> Iterator[PromptDue]:
    """One message to each mentor who has somebody to look at; the same list is told once."""
    waiting: defaultdict[int, list[int]] = defaultdict(list)
    for one in proposals:
        if one.mentor_id is not None and one.mentor_says is None:
            waiting[one.mentor_id].append(one.mentee_id)
    assert found.mentors_until is not None
    for mentor_id, mentee_ids in sorted(waiting.items()):
        yield PromptDue(
            kind=PromptKind.MENTOR_LIST,
            mentorship_id=None,
            recipient_id=mentor_id,
            period=period_of(found.id),
            rung=_stands_for(mentee_ids),
            not_before=work.now,
            expires_at=end_of(found.mentors_until, programme.timezone),
            about={"round": found.id},
        )


def _stands_for(mentee_ids: Iterable[int]) -> str:
    """Names exactly these people, in a few letters."""
    ids = ",".join(str(one) for one in sorted(mentee_ids))
    return hashlib.sha256(ids.encode()).hexdigest()[:12]


def _hours(work: Work, programme: Programme) -> Hours:
    """Working days as the company has them."""
    return work.team_hours(programme.timezone)
