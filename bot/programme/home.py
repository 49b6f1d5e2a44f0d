"""What somebody finds in Home: who they are here, their mentorships, what comes next. Everything is looked up, nothing
is kept for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import DAY, cycle_bounds, local_day
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.rounds import Answer, Round, RoundState
from bot.programme.joining import Arrival, where
from bot.programme.meetings import partners_in
from bot.programme.outcomes import Outcome, outcome, running_cycle
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One of the reader's mentorships. `ends` is the last day of the cycle that runs; `ticked` of `items` lines are
    done on its sheet, both 0 while there is none.
    """

    mentorship: Mentorship
    role: SeatRole
    partners: tuple[Person, ...]
    since: date
    ends: date
    last: Meeting | None
    planned: Meeting | None
    outcome: Outcome
    ticked: int
    items: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """What whoever runs the programme, or may see its figures, finds besides."""

    runs: bool
    round: Round | None
    invited: int
    answered: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """`answer` is what the reader said in the round that waits for them, if they have."""

    arrival: Arrival
    today: date
    pairs: tuple[Pair, ...]
    carried: int
    answer: Answer | None
    team: Team | None


def look(work: Work, reader: Person) -> Home:
    """Everything that the reader's Home shows, as things stand now."""
    arrival = where(work, reader)
    pairs = tuple(_pair(work, reader, one) for one in work.mentorships.of(reader.id))
    return Home(
        arrival=arrival,
        today=work.today(reader),
        pairs=pairs,
        carried=sum(_mentees(pair) for pair in pairs if not pair.mentorship.temporary),
        answer=_answer(work, arrival),
        team=_team(work, reader),
    )


def _pair(work: Work, reader: Person, mentorship: Mentorship) -> Pair:
    cycle = running_cycle(work, mentorship)
    seat = mentorship.seat_of(reader.id)
    assert seat is not None
    sheet = work.sheets.of(mentorship.id, cycle)
    return Pair(
        mentorship=mentorship,
        role=seat.role,
        partners=partners_in(work, mentorship, reader),
        since=local_day(mentorship.timezone, mentorship.introduced_at),
        ends=cycle_bounds(mentorship.anchor, mentorship.period, cycle)[1] - DAY,
        last=work.meetings.last_held(mentorship.id),
        planned=_to_come(work, mentorship),
        outcome=outcome(work, mentorship, cycle),
        ticked=sheet.done if sheet else 0,
        items=len(sheet.items) if sheet else 0,
    )


def _to_come(work: Work, mentorship: Mentorship) -> Meeting | None:
    """The next date; one that has gone by is no longer next."""
    planned = work.meetings.planned(mentorship.id)
    today = local_day(mentorship.timezone, work.now)
    return planned if planned is not None and planned.held_on >= today else None


def _mentees(pair: Pair) -> int:
    return len(pair.mentorship.with_role(SeatRole.MENTEE)) if pair.role is SeatRole.MENTOR else 0


def _answer(work: Work, arrival: Arrival) -> Answer | None:
    if arrival.open_round is None:
        return None
    invitation = work.rounds.invitation(arrival.open_round.id, arrival.person.id)
    return invitation.answer if invitation else None


def _team(work: Work, reader: Person) -> Team | None:
    runs = work.may(reader, Act.SEE_ADMIN)
    if not runs and not work.may(reader, Act.SEE_REPORT):
        return None
    programme = work.programme()
    latest = work.rounds.latest(programme.id) if programme else None
    running = latest if latest is not None and latest.state is not RoundState.PUBLISHED else None
    invited = work.rounds.invitations(running.id) if running is not None and runs else ()
    return Team(
        runs=runs,
        round=running,
        invited=len(invited),
        answered=sum(one.answer is not None for one in invited),
    )
