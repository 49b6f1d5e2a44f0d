"""The form of a meeting: filled in as far as one can guess, and all that it says kept in one go.

It opens with today and with how long these people talked the last time. What is open on their sheet can be ticked
there, and the next date set; for a group, who was there.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.dates import LENGTHS
from bot.domain.meetings import USUAL, Form, Meeting
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.sheets import Item, Sheet
from bot.programme import answers, dates, meeting_history, meetings, sheets
from bot.programme.meetings import Logged
from bot.programme.others import Others, others_in
from bot.programme.outcomes import running_cycle
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What the form opens with. `day` is the reader's local date, `minutes` whole minutes. `people` are everybody in a
    group, and `there` the ids of those who were; both are empty for a pair. `lines` are what is open on the sheet of
    `cycle`; `next` is the date that stands already.
    """

    mentorship_id: int
    partners: Others
    day: date
    minutes: int
    form: Form | None = None
    people: tuple[Person, ...] = ()
    there: frozenset[int] = frozenset()
    cycle: int = 0
    lines: tuple[Item, ...] = ()
    next: Meeting | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What became of the form: the meeting, how many lines were ticked, and the date that was set."""

    logged: Logged
    ticked: int = 0
    planned: Meeting | None = None


def draft(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    *,
    day: date | None = None,
    minutes: int | None = None,
    form: Form | None = None,
) -> Draft:
    """The form for this mentorship; what is given comes from where it was opened."""
    sheet = _sheet(work, mentorship)
    people = _people(work, mentorship)
    return Draft(
        mentorship_id=mentorship.id,
        partners=others_in(work, mentorship, actor),
        day=day or work.today(actor),
        minutes=minutes or meeting_history.usual_minutes(work, mentorship),
        form=form,
        people=people,
        there=frozenset(person.id for person in people),
        cycle=sheet.cycle if sheet else 0,
        lines=tuple(item for item in sheet.items if item.ticked_at is None) if sheet else (),
        next=dates.standing_date(work, mentorship),
    )


def as_told(work: Work, actor: Person, meeting_id: int) -> Draft:
    """The form that corrects a meeting. Raises `Outdated` for somebody else's."""
    meeting, mentorship = meetings.of_ones_own(work, actor, meeting_id)
    people = _people(work, mentorship)
    there = meeting_history.who_was_there(work, mentorship, meeting) or people
    known = {person.id: person for person in (*people, *there)}
    return Draft(
        mentorship_id=mentorship.id,
        partners=others_in(work, mentorship, actor),
        day=meeting.held_on,
        minutes=meeting.minutes or USUAL,
        form=meeting.form,
        people=tuple(known.values()),
        there=frozenset(person.id for person in there),
    )


def keep(
    work: Work,
    actor: Person,
    mentorship: Mentorship,
    *,
    minutes: int,
    day: date,
    form: Form | None,
    there: Collection[int] | None = None,
    cycle: int = 0,
    lines: Collection[int] = (),
    next_at: datetime | None = None,
) -> Kept:
    """Log the meeting, tick what was talked about, and propose the next date, a UTC instant: all of it, or nothing.

    Raises as `meetings.log` and `dates.propose` do, and `NotJustNow` where nothing more can be ticked or planned.
    """
    logged = meetings.log(work, actor, mentorship, minutes=minutes, day=day, form=form, there=there)
    if lines or next_at is not None:
        answers.meant(work, actor, mentorship.id)
    if lines:
        sheets.tick(work, actor, mentorship.id, cycle, shown=(), chosen=lines)
        sheets.draw_again(work, mentorship.id, cycle)
    planned = None
    if next_at is not None:
        length = minutes if minutes in LENGTHS else USUAL
        planned = dates.propose(work, actor, mentorship, next_at, minutes=length, seen="")
    return Kept(logged=logged, ticked=len(lines), planned=planned)


def _people(work: Work, mentorship: Mentorship) -> tuple[Person, ...]:
    """Everybody in a group, in the order of their seats; nobody of a pair, both of whom were there."""
    if not mentorship.is_group:
        return ()
    known = work.people.many(seat.person_id for seat in mentorship.seats)
    return tuple(known[seat.person_id] for seat in mentorship.seats)


def _sheet(work: Work, mentorship: Mentorship) -> Sheet | None:
    """The sheet of the cycle that runs; of a mentorship that ended, only what there was."""
    cycle = running_cycle(work, mentorship)
    if mentorship.state is MentorshipState.ENDED:
        return work.sheets.of(mentorship.id, cycle)
    return sheets.sheet_for(work, mentorship, cycle)
