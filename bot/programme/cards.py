"""What a coordinator looks at before changing it: one mentee's row, or one mentor and who would be theirs."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.matching import LeftOut
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round
from bot.programme.closeness import close_to
from bot.programme.loads import Load, loads
from bot.programme.mentors import volunteers
from bot.programme.reviewing import Row, rows_of
from bot.programme.rounds import by_name
from bot.programme.weighing import about, adjustable, check_distance, row_of, seen_of
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class MenteeCard:
    """`seen` stands for the row as it is shown; `aside` when the team took them out of this round."""

    round: Round
    row: Row
    seen: str
    aside: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MentorCard:
    """`people` would be theirs, of those whom this coordinator may see."""

    round: Round
    load: Load
    people: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Findable:
    """Whoever a coordinator may look for in a round; somebody may be both."""

    mentees: tuple[Person, ...]
    mentors: tuple[Person, ...]


def mentee_card(work: Work, actor: Person, round_id: int, mentee_id: int) -> MenteeCard:
    """Raises `NotAllowed`, `Outdated`, `NotNow`, `TooClose`."""
    work.check(actor, Act.RUN_ROUND)
    found = adjustable(work.rounds.get(round_id))
    proposal = row_of(work, found, mentee_id)
    check_distance(close_to(work, actor), about(proposal))
    (row,) = rows_of(work, found, [proposal])
    aside = proposal.left_out == LeftOut.SET_ASIDE
    return MenteeCard(round=found, row=row, seen=seen_of(proposal), aside=aside)


def mentor_card(work: Work, actor: Person, round_id: int, mentor_id: int) -> MentorCard:
    """Raises `NotAllowed`, `Outdated`, `NotNow`, `TooClose`."""
    work.check(actor, Act.RUN_ROUND)
    found = adjustable(work.rounds.get(round_id))
    close = close_to(work, actor)
    check_distance(close, {mentor_id})
    shown = [one for one in work.rounds.proposals(round_id) if one.mentee_id not in close]
    answers = [one for one in work.rounds.invitations(round_id) if one.person_id not in close]
    every = loads(work, found, shown, answers, but=close)
    load = next((one for one in every if one.mentor.id == mentor_id), None)
    if load is None:
        raise Outdated
    theirs = work.people.many(one.mentee_id for one in shown if one.mentor_id == mentor_id)
    return MentorCard(round=found, load=load, people=tuple(sorted(theirs.values(), key=by_name)))


def findable(work: Work, actor: Person, round_id: int) -> Findable:
    """Raises `NotAllowed`, `Outdated`, `NotNow`."""
    work.check(actor, Act.RUN_ROUND)
    found = adjustable(work.rounds.get(round_id))
    close = close_to(work, actor)
    rows = [one for one in work.rounds.proposals(round_id) if close.isdisjoint(about(one))]
    ready = volunteers(work, work.programmes.get(found.programme_id))
    mentees = {one.mentee_id for one in rows}
    mentors = {one for one in ready if one not in close}
    known = work.people.many(mentees | mentors)
    return Findable(
        mentees=tuple(sorted((known[one] for one in mentees), key=by_name)),
        mentors=tuple(sorted((known[one] for one in mentors), key=by_name)),
    )
