"""Goals: set, moved on, changed and given up by whoever learns; read by them and their mentor, and by nobody else.

What somebody else's form asks is not refused but out of date: there is no such goal for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import goals as rules
from bot.domain.calendar import local_day
from bot.domain.goals import MOST_OPEN, QUARTERS, REACHED, STILL_NEW, Goal, GoalMoved, GoalState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.profiles import TooManyGoals
from bot.domain.refusals import Outdated, Refusal
from bot.domain.steps import What
from bot.programme import answers, steps
from bot.programme.carrying import before
from bot.programme.outcomes import running_cycle
from bot.programme.work import Work

#: The sheets in whose message goals are offered to whoever has none: on later ones the form does.
OFFERED_ON = (0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """How far somebody said a goal was: local date and percent."""

    day: date
    progress: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenGoal:
    """A goal as it is read. `before` is how far it was on an earlier sheet, None when it was on none; `said` is all
    that was said of it, and `earlier` its former words, the oldest first. `reached_on` is a local date.
    """

    goal: Goal
    whose: Person
    mine: bool
    before: int | None = None
    said: tuple[Said, ...] = ()
    earlier: tuple[str, ...] = ()
    reached_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Goals:
    """What one reader sees on the sheet of a cycle. `sets` when they have goals of their own here; `proposed` are words
    of theirs that a first goal could be. `current` is False for the sheet of a cycle that is over.
    """

    mentorship_id: int
    cycle: int
    today: date
    seen: tuple[SeenGoal, ...] = ()
    sets: bool = False
    proposed: tuple[str, ...] = ()
    current: bool = True

    @property
    def mine(self) -> tuple[SeenGoal, ...]:
        return tuple(one for one in self.seen if one.mine)

    @property
    def open(self) -> tuple[SeenGoal, ...]:
        """The reader's own that are still to be reached."""
        return tuple(one for one in self.mine if one.goal.is_open)

    @property
    def offered(self) -> bool:
        """Whether the message of a sheet offers to set some."""
        return self.sets and self.current and not self.mine and self.cycle in OFFERED_ON


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


# -- reading -----------------------------------------------------------------------------------------------------------


def of_sheet(work: Work, reader: Person, mentorship: Mentorship, cycle: int) -> Goals:
    """The goals on the sheet of this cycle, as this person may read them."""
    known = work.goals.of(mentorship.id, rules.read_by(mentorship, reader.id))
    begins, ends = mentorship.begins_at(cycle), mentorship.begins_at(cycle + 1)
    shown = [goal for goal in known if rules.stood(goal, begins=begins, ends=ends)]
    return Goals(
        mentorship_id=mentorship.id,
        cycle=cycle,
        today=work.today(reader),
        seen=tuple(_seen(work, reader, mentorship, shown, known, cycle)),
        sets=rules.sets_goals(mentorship, reader.id),
        current=cycle >= running_cycle(work, mentorship),
    )


def standing(work: Work, reader: Person, mentorship: Mentorship) -> Goals:
    """Those of the cycle that runs now."""
    return of_sheet(work, reader, mentorship, running_cycle(work, mentorship))


def opened(work: Work, actor: Person, mentorship_id: int) -> Goals:
    """For the form of whoever sets them. Raises `Outdated` for anybody else, and once the mentorship has ended."""
    mentorship = _where_mine(work, actor, mentorship_id)
    here = standing(work, actor, mentorship)
    if work.goals.of(mentorship.id, [actor.id]):
        return here
    return replace(here, proposed=_proposed(work, actor, mentorship))


def rates(work: Work, programme_id: int) -> Mapping[str, int | None]:
    """How many people who learn have goals and have reached one; None is withheld (`bot/domain/anonymity.py`)."""
    return rules.rates(*work.goals.in_programme(programme_id))


# -- writing -----------------------------------------------------------------------------------------------------------


def keep(work: Work, actor: Person, mentorship_id: int, wishes: Sequence[Wish]) -> None:
    """Write what changed, all of it or nothing. Words come cleaned and cut.

    Raises `GoalsRefused`, `Outdated` for whoever has no goals there, `TooManyGoals` when another form of theirs was
    quicker.
    """
    mentorship = _where_mine(work, work.people.held(actor.id), mentorship_id)
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
    mentorship = _where_mine(work, work.people.held(actor.id), mentorship_id)
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


# -- the rest ----------------------------------------------------------------------------------------------------------


def _where_mine(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    mentorship = answers.meant(work, actor, mentorship_id)
    if not rules.sets_goals(mentorship, actor.id):
        raise Outdated
    return mentorship


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


def _seen(
    work: Work,
    reader: Person,
    mentorship: Mentorship,
    shown: Sequence[Goal],
    known: Sequence[Goal],
    cycle: int,
) -> Iterable[SeenGoal]:
    """In the order in which each was first set, person by person."""
    if not shown:
        return
    by_id, people = {goal.id: goal for goal in known}, work.people.many(goal.mentee_id for goal in shown)
    lines = {goal.id: rules.lineage(goal, by_id) for goal in shown}
    said = work.goals.progress(one.id for line in lines.values() for one in line)
    for goal in sorted(shown, key=lambda one: (one.mentee_id, lines[one.id][0].id)):
        line = lines[goal.id]
        told = [one for one in said if one.goal_id in {each.id for each in line}]
        yield SeenGoal(
            goal=goal,
            whose=people[goal.mentee_id],
            mine=goal.mentee_id == reader.id,
            before=next((one.progress for one in reversed(told) if one.cycle < cycle), None),
            said=tuple(Said(day=_day(mentorship, one.at), progress=one.progress) for one in told),
            earlier=tuple(one.words for one in line[:-1]),
            reached_on=_day(mentorship, goal.closed_at)
            if goal.state is GoalState.REACHED and goal.closed_at
            else None,
        )


def _proposed(work: Work, actor: Person, mentorship: Mentorship) -> tuple[str, ...]:
    """Words of their own that a first goal could be: what they were after with an earlier mentor, the goals they wrote
    about themselves, or what they hoped for when they arrived.
    """
    for one in before(work, mentorship):
        if earlier := [goal.words for goal in work.goals.of(one, [actor.id]) if goal.is_open]:
            return tuple(earlier[:MOST_OPEN])
    if goals := work.profiles.of(actor.id).goals:
        return goals[:MOST_OPEN]
    enrolment = work.enrolments.of(actor.id, mentorship.programme_id)
    return (enrolment.expectation,) if enrolment is not None and enrolment.expectation else ()


def _day(mentorship: Mentorship, instant: datetime) -> date:
    return local_day(mentorship.timezone, instant)


def _same(words: str) -> str:
    return " ".join(words.casefold().split())
