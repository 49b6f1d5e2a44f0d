"""The page of one mentorship: where it is, what comes next, and what the two have made of it so far.

It shows what stands elsewhere, to its own people alone; nothing is kept for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.meetings import Deed, Meeting, MeetingState, Told
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.points import Point
from bot.domain.programmes import Stage
from bot.programme import answers, goals, home, meeting_history, sheets, skills, steps
from bot.programme.goals import Goals
from bot.programme.home import Pair
from bot.programme.outcomes import Became, running_cycle
from bot.programme.sheets import Page
from bot.programme.skills import OwnSkills
from bot.programme.steps import Progress
from bot.programme.work import Work

#: More meetings than anybody has in one mentorship.
EVERY_MEETING = 1000


class Where(StrEnum):
    """How far a mentorship is, as its people read it (`field.md` I4)."""

    BEGINS = "begins"
    UNDER_WAY = "under_way"
    MIDWAY = "midway"
    CLOSES = "closes"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True, slots=True)
class MentorshipPage:
    """A mentorship as one of its people opens it.

    `since` is the local date on which it came to be `where` it is; for a break, the day on which they go on. The period
    that runs is the `number`th, from 1, `of` so many when an end is known. `meetings` are those held and those that the
    two disagree about, the latest first; by its id, the `history` of one that was told anew, the earliest first, and by
    theirs the `people` who did so. `there` are those who were at a meeting of a group that not everybody came to.
    `suggested`, whether a date waits for the reader's word. `sheet` is the one of this
    period, None until somebody needs it. What only one of them may see is there for that one alone.
    """

    pair: Pair
    today: date
    suggested: bool
    where: Where
    since: date
    number: int
    of: int | None
    meetings: tuple[Meeting, ...]
    history: Mapping[int, tuple[Told, ...]]
    people: Mapping[int, Person]
    there: Mapping[int, tuple[Person, ...]]
    sheet: Page | None
    goals: Goals
    skills: OwnSkills | None
    steps: Progress

    @property
    def promised(self) -> tuple[Point, ...]:
        """What one of them promised and has not done, what is due first before the rest."""
        points = self.sheet.points if self.sheet else ()
        waiting = (one for one in points if one.is_action and not one.is_done)
        return tuple(sorted(waiting, key=lambda one: one.due_on or date.max))

    @property
    def held(self) -> int:
        return sum(one.state is MeetingState.HELD for one in self.meetings)


def opened(work: Work, reader: Person, mentorship_id: int) -> MentorshipPage:
    """Raises `Outdated` for somebody else's mentorship, or one that ended; `NotJustNow` until they know of that."""
    mentorship = answers.meant(work, reader, mentorship_id)
    pair = home.pair_of(work, reader, mentorship)
    cycle = running_cycle(work, mentorship)
    told = meeting_history.timeline(work, reader, mentorship, most=EVERY_MEETING)
    meetings = tuple(one for one in told if one.state is not MeetingState.PLANNED)
    sheet = work.sheets.of(mentorship.id, cycle)
    history = _history(work, reader, mentorship)
    where, since = _where(work, pair, meetings, cycle)
    return MentorshipPage(
        pair=pair,
        today=work.today(reader),
        suggested=_waits(pair, reader),
        where=where,
        since=since,
        number=cycle + 1,
        of=mentorship.cycle_on(mentorship.ends_on) + 1 if mentorship.ends_on else None,
        meetings=meetings,
        history=history,
        people=work.people.many({one.by for told in history.values() for one in told}),
        there=meeting_history.there(work, mentorship, meetings),
        sheet=sheets.page(work, reader, mentorship, sheet) if sheet else None,
        goals=goals.standing(work, reader, mentorship),
        skills=skills.of(work, reader, mentorship),
        steps=steps.progress(work, mentorship, reader),
    )


def _history(work: Work, reader: Person, mentorship: Mentorship) -> Mapping[int, tuple[Told, ...]]:
    """How a meeting was told, where that has changed."""
    found: dict[int, list[Told]] = {}
    for one in meeting_history.of(work, reader, mentorship):
        found.setdefault(one.meeting_id, []).append(one)
    changed = {Deed.CORRECTED, Deed.DENIED}
    return {number: tuple(told) for number, told in found.items() if any(one.deed in changed for one in told)}


def _where(work: Work, pair: Pair, meetings: Sequence[Meeting], cycle: int) -> tuple[Where, date]:
    """How far it is, and since when."""
    mentorship, resting = pair.mentorship, pair.outcome
    first = next((one.held_on for one in reversed(meetings) if one.state is MeetingState.HELD), None)
    begins, _ = mentorship.bounds(cycle)
    if resting.became is Became.PAUSED and resting.until is not None:
        return Where.PAUSED, resting.until
    if mentorship.is_last(cycle):
        return Where.CLOSES, begins
    if first is None:
        return Where.BEGINS, mentorship.began_on
    if _stage(work, mentorship, cycle) is Stage.MIDWAY:
        return Where.MIDWAY, begins
    return Where.UNDER_WAY, first


def _stage(work: Work, mentorship: Mentorship, cycle: int) -> Stage:
    return work.type_of(work.programmes.get(mentorship.programme_id)).stage(cycle)


def _waits(pair: Pair, reader: Person) -> bool:
    """Whether one of the others suggested a date that the reader has not answered."""
    planned = pair.planned
    return planned is not None and not planned.agreed and planned.logged_by != reader.id
