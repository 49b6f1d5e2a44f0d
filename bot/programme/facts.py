"""What each prompt has to tell, gathered when it is about to be said or drawn again: plain values, no
transaction.

One function per kind; the table `FACTS` in `bot/programme/prompts.py` names them all. They look, and only
look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import DAY, local_day
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import Prompt
from bot.programme import charters, fitting, meeting_history, newcomers, skipping
from bot.programme.fitting import Fit
from bot.programme.joining import Arrival, where
from bot.programme.other_facts import OtherFacts
from bot.programme.others import others_in
from bot.programme.outcomes import Outcome, asked_cycle, flag_ahead, flag_eve, outcome, running_cycle
from bot.programme.reasons import Why
from bot.programme.round_facts import (
    NO_HABITS,
    Habits,
    aims_of,
    experience_of,
    habits_of,
    why_together,
    words_of,
)
from bot.programme.sheets import Page, page, something_came_along
from bot.programme.skipping import Skipping
from bot.programme.untold import as_they_know
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Nudge:
    """A question about meeting. `ends` is the last day of the cycle asked about; `alone` when only the
    mentees are asked; `flag_eve`, in the last nudge, is the last day on which a word keeps the coordinators
    out of it.
    """

    prompt: Prompt
    partners: tuple[Person, ...]
    since: date
    begins: date
    ends: date
    last_met: date | None
    alone: bool
    flag_eve: date | None
    outcome: Outcome
    skip: Skipping | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One mentorship in a mentor's digest; `left` counts what is still open on the sheet, None without a
    sheet; `flag_eve`, once it is near, is the last day on which a word keeps the coordinators out of it.
    """

    mentorship_id: int
    partners: tuple[Person, ...]
    last_met: date | None
    left: int | None
    outcome: Outcome
    skip: Skipping | None = None
    flag_eve: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    prompt: Prompt
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What the other half did about a meeting; `fit` asks how it is, and `there` is who was, both as in `Logged`."""

    prompt: Prompt
    partners: tuple[Person, ...]
    meeting: Meeting
    fit: Fit | None = None
    there: tuple[Person, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetReady:
    """`page` is None once the reader has left the group. `leads_on`: the last sheet of a newcomer who may choose three
    mentors for what comes next.
    """

    prompt: Prompt
    partners: tuple[Person, ...]
    page: Page | None
    ends: date
    planned: Meeting | None
    leads_on: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """A flag: who, and since when nothing was logged. There is nothing else to know."""

    prompt: Prompt
    people: tuple[Person, ...]
    since: date
    ever_met: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Introduction:
    """`role` is the reader's own place; `why` is what speaks for the pair, where a round made it; `words`, what
    the other half hopes for; `aims`, a mentee's goals, for their mentor alone; `habits`, how the other half likes to
    meet; `charter`, the programme in which the reader has something to sign before they meet. `mentors` are those of
    the others who mentor; `since`, when it began; `joined`, of whom an older member of a group hears; `experience`,
    what a mentor tells of theirs; `goes_on` when the mentee comes from a mentorship that ended. Of a temporary one
    `until` is its last day, and `ended` whether it is over.
    """

    prompt: Prompt
    partners: tuple[Person, ...]
    role: SeatRole
    outcome: Outcome
    why: Why | None = None
    words: str | None = None
    aims: tuple[str, ...] = ()
    habits: Habits = NO_HABITS
    charter: int | None = None
    mentors: tuple[Person, ...] = ()
    since: date | None = None
    joined: Person | None = None
    experience: str | None = None
    goes_on: bool = False
    until: date | None = None
    ended: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Welcome:
    """The first words to somebody who has just joined."""

    prompt: Prompt
    arrival: Arrival


Facts = Nudge | Digest | News | SheetReady | Quiet | Introduction | Welcome | OtherFacts


def nudge(work: Work, prompt: Prompt, reader: Person) -> Nudge:
    """Facts of a first-meeting, missing-meeting or last-word prompt."""
    mentorship = mentorship_of(work, prompt)
    cycle = asked_cycle(work, prompt, mentorship)
    begins, end = mentorship.bounds(cycle)
    first = prompt.kind is PromptKind.FIRST_MEETING
    last = work.meetings.last_held(mentorship.id)
    mentees = {seat.person_id for seat in mentorship.with_role(SeatRole.MENTEE)}
    expires = local_day(mentorship.timezone, prompt.expires_at)
    earliest = prompt.kind is not PromptKind.LAST_WORD and (first or expires < end)
    flag_eve = _flag_eve(work, prompt, mentorship)
    return Nudge(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        since=mentorship.began_on,
        begins=begins,
        ends=mentorship.last_day(cycle),
        last_met=last.held_on if last else None,
        alone=earliest and flag_eve is None and reader.id in mentees,
        flag_eve=flag_eve,
        outcome=outcome(work, mentorship, cycle, first=first, answer=prompt.answer or ""),
        skip=skipping.said_by(work, reader, mentorship, cycle),
    )


def digest(work: Work, prompt: Prompt, reader: Person) -> Digest:
    """All the mentorships in which the reader mentors, as far as they have heard, each with where it stands."""
    mentored = [
        one
        for one in as_they_know(work, reader)
        if one.state is not MentorshipState.PAUSED and _mentors(one, reader)
    ]
    return Digest(prompt=prompt, lines=tuple(line(work, one, reader) for one in mentored))


def line(work: Work, mentorship: Mentorship, reader: Person) -> Line:
    cycle = running_cycle(work, mentorship)
    sheet = work.sheets.of(mentorship.id, cycle)
    last = work.meetings.last_held(mentorship.id)
    return Line(
        mentorship_id=mentorship.id,
        partners=others_in(work, mentorship, reader),
        last_met=last.held_on if last else None,
        left=len(sheet.items) - sheet.done if sheet else None,
        outcome=outcome(work, mentorship, cycle),
        skip=skipping.said_by(work, reader, mentorship, cycle),
        flag_eve=flag_eve(work, mentorship),
    )


def news(work: Work, prompt: Prompt, reader: Person) -> News:
    meeting = work.meetings.get(prompt.about.get("meeting", 0))
    if meeting is None:
        raise LookupError("meeting")
    asks, mentorship = prompt.kind is PromptKind.PARTNER_LOG, mentorship_of(work, prompt)
    return News(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        meeting=meeting,
        fit=fitting.asked(work, reader, mentorship, meeting) if asks else None,
        there=meeting_history.who_was_there(work, mentorship, meeting),
    )


def sheet_ready(work: Work, prompt: Prompt, reader: Person) -> SheetReady:
    mentorship = mentorship_of(work, prompt)
    cycle = asked_cycle(work, prompt, mentorship)
    sheet = work.sheets.of(mentorship.id, cycle)
    planned = work.meetings.planned(mentorship.id)
    today = local_day(mentorship.timezone, work.now)
    return SheetReady(
        prompt=prompt,
        partners=others_in(work, mentorship, reader),
        page=page(work, reader, mentorship, sheet) if sheet and mentorship.seat_of(reader.id) else None,
        ends=mentorship.last_day(cycle),
        planned=planned if planned is not None and planned.agreed and planned.held_on >= today else None,
        leads_on=newcomers.leads_on(work, reader, mentorship, sheet),
    )


def quiet(work: Work, prompt: Prompt, reader: Person) -> Quiet:
    mentorship = mentorship_of(work, prompt)
    last = work.meetings.last_held(mentorship.id)
    known = work.people.many(seat.person_id for seat in mentorship.seats)
    introduced = local_day(mentorship.timezone, mentorship.introduced_at)
    return Quiet(
        prompt=prompt,
        people=tuple(known[seat.person_id] for seat in mentorship.seats),
        since=last.held_on if last else introduced,
        ever_met=last is not None or mentorship.began_on < introduced,
    )


def welcome(work: Work, prompt: Prompt, reader: Person) -> Welcome:
    return Welcome(prompt=prompt, arrival=where(work, reader))


def introduction(work: Work, prompt: Prompt, reader: Person) -> Introduction:
    mentorship = mentorship_of(work, prompt)
    seat = mentorship.seat_of(reader.id)
    if seat is None:
        raise LookupError("seat")
    partners = others_in(work, mentorship, reader)
    mentors = {seat.person_id for seat in mentorship.with_role(SeatRole.MENTOR)}
    return Introduction(
        prompt=prompt,
        partners=partners,
        role=seat.role,
        outcome=outcome(work, mentorship, running_cycle(work, mentorship), first=True),
        why=why_together(work, prompt, mentorship),
        words=words_of(work, mentorship, reader),
        aims=aims_of(work, mentorship, reader),
        habits=habits_of(work, mentorship, reader),
        charter=charters.to_sign_in(work, reader, mentorship.programme_id),
        mentors=tuple(person for person in partners if person.id in mentors),
        since=mentorship.began_on,
        joined=next((person for person in partners if person.id == prompt.about.get("joined")), None),
        experience=experience_of(work, mentorship, reader),
        goes_on=something_came_along(work, mentorship),
        until=mentorship.ends_on if mentorship.temporary else None,
        ended=all(one.id != mentorship.id for one in as_they_know(work, reader)),
    )


def mentorship_of(work: Work, prompt: Prompt) -> Mentorship:
    mentorship = work.mentorships.get(prompt.mentorship_id) if prompt.mentorship_id else None
    if mentorship is None:
        raise LookupError("mentorship")
    return mentorship


def _mentors(mentorship: Mentorship, reader: Person) -> bool:
    seat = mentorship.seat_of(reader.id)
    return seat is not None and seat.role is SeatRole.MENTOR


def _flag_eve(work: Work, prompt: Prompt, mentorship: Mentorship) -> date | None:
    """The nudge that runs out on the day of the flag is the last one, and says so beforehand."""
    if prompt.kind not in (PromptKind.FIRST_MEETING, PromptKind.LAST_WORD):
        return None
    flag = flag_ahead(work, mentorship)
    if flag is None or prompt.expires_at < flag:
        return None
    return local_day(mentorship.timezone, flag) - DAY
