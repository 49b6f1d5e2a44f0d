"""The page of one mentorship: where it is, what comes next, and what the two have made of it so far.

It shows what stands elsewhere, to its own people alone; nothing is kept for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.meetings import Meeting, MeetingState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.programmes import Stage
from bot.programme import answers, home
from bot.programme.home import Pair
from bot.programme.outcomes import Became, running_cycle
from bot.programme.work import Work

#: What the timeline tells.
TOLD = (MeetingState.HELD, MeetingState.DISPUTED)


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
    two disagree about, the latest first; `suggested`, whether a date waits for the reader's word.
    """

    pair: Pair
    today: date
    suggested: bool
    where: Where
    since: date
    number: int
    of: int | None
    meetings: tuple[Meeting, ...]

    @property
    def held(self) -> int:
        return sum(one.state is MeetingState.HELD for one in self.meetings)


def opened(work: Work, reader: Person, mentorship_id: int) -> MentorshipPage:
    """Raises `Outdated` for somebody else's mentorship, or one that ended; `NotJustNow` until they know of that."""
    mentorship = answers.meant(work, reader, mentorship_id)
    pair = home.pair_of(work, reader, mentorship)
    cycle = running_cycle(work, mentorship)
    meetings = _meetings(work, mentorship, cycle)
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
    )


def _meetings(work: Work, mentorship: Mentorship, cycle: int) -> tuple[Meeting, ...]:
    """The latest first."""
    told = (one for past in range(cycle + 1) for one in work.meetings.in_cycle(mentorship.id, past))
    return tuple(sorted((one for one in told if one.state in TOLD), key=_day, reverse=True))


def _day(meeting: Meeting) -> tuple[date, int]:
    return meeting.held_on, meeting.id


def _where(work: Work, pair: Pair, meetings: Sequence[Meeting], cycle: int) -> tuple[Where, date]:
    """How far it is, and since when."""
    mentorship, resting = pair.mentorship, pair.outcome
    first = next((one.held_on for one in reversed(meetings) if one.state is MeetingState.HELD), None)
    begins, _ = mentorship.bounds(cycle)
    if resting.became is Became.PAUSED and resting.until is not None:
        return Where.PAUSED, resting.until
    if _is_last(mentorship, cycle):
        return Where.CLOSES, begins
    if first is None:
        return Where.BEGINS, mentorship.began_on
    if _stage(work, mentorship, cycle) is Stage.MIDWAY:
        return Where.MIDWAY, begins
    return Where.UNDER_WAY, first


def _stage(work: Work, mentorship: Mentorship, cycle: int) -> Stage:
    return work.type_of(work.programmes.get(mentorship.programme_id)).stage(cycle)


def _is_last(mentorship: Mentorship, cycle: int) -> bool:
    return mentorship.ends_on is not None and cycle >= mentorship.cycle_on(mentorship.ends_on)


def _waits(pair: Pair, reader: Person) -> bool:
    """Whether one of the others suggested a date that the reader has not answered."""
    planned = pair.planned
    return planned is not None and not planned.agreed and planned.logged_by != reader.id
