"""Goals are set, moved on, changed and given up by whoever learns, and by nobody else.

What somebody else's form asks is not refused but out of date: there is no such goal for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import goals as rules
from bot.domain.calendar import local_day
from bot.domain.goals import MOST_OPEN, QUARTERS, REACHED, STILL_NEW, Goal, GoalMoved
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.profiles import TooManyGoals
from bot.domain.refusals import Outdated, Refusal
from bot.domain.steps import What
from bot.programme import steps
from bot.programme.goals import where_mine
from bot.programme.outcomes import running_cycle
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What one slot of the form asks. `goal_id` is None for a new goal, and `ref` stands for the words that the form
    showed; empty words give a goal up.
    """

    words: str
    target_on: date | None
    goal_id: int | None = None
    ref: str = ""


class GoalsRefused(Refusal):
    """Some slots cannot be kept; `slots` says which, and why. Nothing is written."""

    key = "refusals.lines_refused"

    def __init__(self, slots: Mapping[int, Refusal]) -> None:
        super().__init__()
        self.slots = slots


def keep(work: Work, actor: Person, mentorship_id: int, wishes: Sequence[Wish]) -> None:
    """Write what changed, all of it or nothing. Words come cleaned and cut.

    Raises `GoalsRefused`, `Outdated` for whoever has no goals there, `TooManyGoals` when another form of theirs was
    quicker.
    """
    mentorship = where_mine(work, work.people.held(actor.id), mentorship_id)
    known = {goal.id: goal for goal in work.goals.of(mentorship.id, [actor.id])}
    _check(work, wishes, known, mentorship)
    given_up = [known[one.goal_id] for one in wishes if one.goal_id is not None and not one.words]
    for goal in given_up:
        work.goals.forget(one.id for one in reversed(rules.lineage(goal, known)))
    taken = {_same(goal.words) for goal in known.values() if goal.is_open and goal not in given_up}
    for wish in wishes:
        if wish.goal_id is not None and wish.words:
            _change(work, known[wish.goal_id], wish)
        elif wish.words and _same(wish.words) not in taken:
            taken.add(_same(wish.words))
            work.goals.set(
                mentorship.id,
                actor.id,
                words=wish.words,
                target_on=wish.target_on,
                progress=QUARTERS[0],
                at=work.now,
            )
    _check_room(work, actor, mentorship)
    steps.look(work, mentorship, after=What.GOAL)


def say(
    work: Work, actor: Person, mentorship_id: int, cycle: int, told: Iterable[tuple[int, int, int]]
) -> tuple[Goal, ...]:
    """How far goals are by this sheet: the goal's id, what the form showed, and what was chosen. Returns those that are
    reached by it.

    What was left as it was shown says nothing. Of a goal that has other words by now it is said of those; of one that
    was given up, of nothing. Raises `Outdated` for whoever has no goals there and for what was never offered,
    `TooManyGoals` when one is opened again beside three others.
    """
    moved = [(goal_id, now) for goal_id, shown, now in told if shown != now]
    if not moved:
        return ()
    mentorship = where_mine(work, work.people.held(actor.id), mentorship_id)
    if not 0 <= cycle <= running_cycle(work, mentorship) or any(now not in QUARTERS for _, now in moved):
        raise Outdated
    known = work.goals.of(mentorship.id, [actor.id])
    reached = []
    for goal_id, progress in moved:
        goal = rules.heir(goal_id, known)
        if goal is not None:
            work.goals.say(goal.id, cycle, progress, by=actor.id, at=work.now)
            reached += [goal] if progress == REACHED and goal.is_open else []
    _check_room(work, actor, mentorship)
    return tuple(reached)


def _check(work: Work, wishes: Sequence[Wish], known: Mapping[int, Goal], mentorship: Mentorship) -> None:
    refused: dict[int, Refusal] = {}
    for slot, wish in enumerate(wishes):
        goal = known.get(wish.goal_id or 0)
        try:
            if wish.goal_id is not None and (goal is None or not goal.is_open or goal.ref != wish.ref):
                raise GoalMoved
            if wish.words and (goal is None or wish.target_on != goal.target_on):
                rules.check_target(wish.target_on, local_day(mentorship.timezone, work.now))
        except Refusal as refusal:
            refused[slot] = refusal
    if refused:
        raise GoalsRefused(refused)


def _change(work: Work, goal: Goal, wish: Wish) -> None:
    """Other words are another goal in its place, as far as it was; those that were still new leave no trace."""
    still_new = work.now < goal.set_at + STILL_NEW and not work.goals.progress([goal.id])
    if wish.words != goal.words and not still_new:
        work.goals.set(
            goal.mentorship_id,
            goal.mentee_id,
            words=wish.words,
            target_on=wish.target_on,
            progress=goal.progress,
            at=work.now,
            replaces=goal.id,
        )
        return
    if wish.words != goal.words:
        work.goals.reword(goal.id, wish.words)
    if wish.target_on != goal.target_on:
        work.goals.aim(goal.id, wish.target_on)


def _check_room(work: Work, actor: Person, mentorship: Mentorship) -> None:
    goals = work.goals.of(mentorship.id, [actor.id])
    if sum(goal.is_open for goal in goals) > MOST_OPEN:
        raise TooManyGoals(most=MOST_OPEN)


def _same(words: str) -> str:
    return " ".join(words.casefold().split())
