"""Goals as they are read: by whoever set them and their mentor, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import goals as rules
from bot.domain.calendar import local_day
from bot.domain.goals import MOST_OPEN, Goal, GoalState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.programme import answers
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
    mentorship = where_mine(work, actor, mentorship_id)
    here = standing(work, actor, mentorship)
    if work.goals.of(mentorship.id, [actor.id]):
        return here
    return replace(here, proposed=_proposed(work, actor, mentorship))


def where_mine(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    """The mentorship in which they have goals of their own. Raises `Outdated` where they have none."""
    mentorship = answers.meant(work, actor, mentorship_id)
    if not rules.sets_goals(mentorship, actor.id):
        raise Outdated
    return mentorship


def rates(work: Work, programme_id: int) -> Mapping[str, int | None]:
    """How many people who learn have goals and have reached one; None is withheld (`bot/domain/anonymity.py`)."""
    return rules.rates(*work.goals.in_programme(programme_id))


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
