"""What somebody wants to reach in a mentorship: one to three goals of their own, shared with their mentor alone
(`field.md` W5, G5).

Only whoever learns writes them. A goal whose words change is another goal that takes its place; one that they no longer
want is gone without a trace, and nobody is told why. Only rates leave the pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.anonymity import Total, shown
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.refusals import Refusal

#: Open at once: more than this are a list, not a direction.
MOST_OPEN = 3
#: Characters: a sentence, or the one somebody wrote when they arrived.
LONGEST_GOAL = 300
#: How far a goal is, in percent: nobody knows it better than in quarters.
QUARTERS = (0, 25, 50, 75, 100)
REACHED = QUARTERS[-1]
#: Of new words so soon the old ones are not kept: nobody has worked on them yet.
STILL_NEW = timedelta(days=1)
#: Local days. No mentorship looks further ahead.
FURTHEST = timedelta(days=731)
#: Whoever learns, and peers, who learn from each other.
LEARNS = frozenset({SeatRole.MENTEE, SeatRole.PEER})


class GoalState(StrEnum):
    OPEN = "open"
    REACHED = "reached"
    CHANGED = "changed"


class TargetGone(Refusal):
    """The date by which it is to be reached is not in the future."""

    key = "goals.target_gone"


class TargetTooFar(Refusal):
    """It is more than two years away; `day` is the last one."""

    key = "goals.target_too_far"


class GoalMoved(Refusal):
    """It was changed or given up while the form was open: somebody had it open twice."""

    key = "goals.moved"


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A goal in its mentee's words, for which `ref` stands. `replaces` is the goal whose place they took."""

    id: int
    ref: str
    mentorship_id: int
    mentee_id: int
    words: str
    target_on: date | None
    progress: int
    state: GoalState
    set_at: datetime
    closed_at: datetime | None
    replaces: int | None

    @property
    def is_open(self) -> bool:
        return self.state is GoalState.OPEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a goal was at the sheet of one cycle, as its mentee said at that instant."""

    goal_id: int
    cycle: int
    progress: int
    at: datetime


def sets_goals(mentorship: Mentorship, person_id: int) -> bool:
    """Whether this person has goals here; who mentors reads those of others."""
    seat = mentorship.seat_of(person_id)
    return seat is not None and seat.role in LEARNS


def read_by(mentorship: Mentorship, reader_id: int) -> frozenset[int]:
    """Whose goals this person reads: their own, and a mentor those of the people they mentor. Two peers read each
    other's. Who left is nobody's mentee any more.
    """
    seat = mentorship.seat_of(reader_id)
    if seat is None:
        return frozenset()
    peers = len(mentorship.with_role(SeatRole.PEER)) == len(mentorship.seats) == 2
    if seat.role is SeatRole.MENTOR or peers:
        return frozenset(one.person_id for one in mentorship.seats if one.role in LEARNS)
    return frozenset({reader_id}) if seat.role in LEARNS else frozenset()


def stood(goal: Goal, *, begins: datetime, ends: datetime) -> bool:
    """Whether it is on the sheet of the cycle between these instants: it stood at its end, or was reached in it."""
    if goal.set_at >= ends:
        return False
    if goal.closed_at is None or goal.closed_at >= ends:
        return True
    return goal.state is GoalState.REACHED and goal.closed_at >= begins


def lineage(goal: Goal, known: Mapping[int, Goal]) -> Sequence[Goal]:
    """The goals whose place it took, one after the other, the oldest first; it is the last."""
    line = [goal]
    while (earlier := known.get(line[0].replaces or 0)) is not None and earlier not in line:
        line.insert(0, earlier)
    return line


def heir(goal_id: int, known: Iterable[Goal]) -> Goal | None:
    """The goal itself, or that which has taken its place since; None once it was given up."""
    goals = {goal.id: goal for goal in known}
    after = {goal.replaces: goal.id for goal in goals.values() if goal.replaces is not None}
    seen: set[int] = set()
    while goal_id in after and goal_id not in seen:
        seen.add(goal_id)
        goal_id = after[goal_id]
    return goals.get(goal_id)


def check_target(target_on: date | None, today: date) -> None:
    """Raises `TargetGone`, `TargetTooFar`. A goal need not have a date."""
    if target_on is None:
        return
    if target_on <= today:
        raise TargetGone
    if target_on > today + FURTHEST:
        raise TargetTooFar(day=today + FURTHEST)


# -- what leaves the pair ----------------------------------------------------------------------------------------------

#: People, not goals: whoever learns has set some or none, and of the first some have reached one.
PEOPLE = Total("learners", (Total("with_goals", (Total("reached"), Total("on_the_way"))), Total("without")))


def rates(learners: Iterable[int], goals: Iterable[tuple[int, GoalState]]) -> Mapping[str, int | None]:
    """How many people have goals here and have reached one; None is withheld, being about fewer than five people.
    `goals` are those that were set, by person.
    """
    known = set(learners)
    states: dict[int, set[GoalState]] = {one: set() for one in known}
    for person, state in goals:
        if person in known:
            states[person].add(state)
    reached = sum(GoalState.REACHED in one for one in states.values())
    with_goals = sum(bool(one) for one in states.values())
    figures = {
        "learners": len(known),
        "with_goals": with_goals,
        "reached": reached,
        "on_the_way": with_goals - reached,
        "without": len(known) - with_goals,
    }
    told = shown(PEOPLE, figures)
    return {name: figure if name in told else None for name, figure in figures.items()}
