"""What somebody finds in Home: what matters now, their mentorships, who they are here. Everything is looked up, nothing
is kept for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import local_day
from bot.domain.changes import Change
from bot.domain.enrolments import Application, Part
from bot.domain.meetings import Around, Meeting
from bot.domain.mentors import application_of
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import Texts
from bot.domain.rounds import Answer, Round, RoundState
from bot.domain.sheets import Sheet
from bot.programme import (
    afterwards,
    cadences,
    change_cases,
    charters,
    choosing,
    circle_sessions,
    newcomers,
    offering,
    rounds,
    with_mentors,
)
from bot.programme.afterwards import Question
from bot.programme.circle_sessions import Gathering
from bot.programme.joining import Arrival, where
from bot.programme.newcomers import Willing
from bot.programme.offering import Suggestion
from bot.programme.others import others_in
from bot.programme.outcomes import Became, Outcome, outcome_in, running_cycle
from bot.programme.untold import as_they_know
from bot.programme.with_mentors import MentorList
from bot.programme.work import Work


class First(StrEnum):
    """What matters now to the reader; the page says it first, with the one thing to do about it."""

    TAKE_PART = "take_part"
    RUN = "run"
    OUT = "out"
    PAUSED = "paused"
    GO_ON = "go_on"
    CHARTER = "charter"
    CHOOSE = "choose"
    MEET = "meet"
    PREPARE = "prepare"
    APPLIED = "applied"
    DECLINED = "declined"
    CHANGING = "changing"
    NEXT = "next"
    DONE = "done"
    WAIT = "wait"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """One of the reader's mentorships. `ends` is the last day of the cycle that runs; `ticked` of `items` lines are
    done on its sheet, both 0 while there is none. `change` is what the reader asked for and is not decided; what the
    other half asked is nowhere here. With `chooses_rhythm` they may meet more or less often.
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
    change: Change | None = None
    chooses_rhythm: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """What whoever runs the programme, or may see its figures, finds besides. In so many mentorships a `changes` waits
    for this reader's decision. `only` names the programme of whoever has a right in another one than the long-term one.
    """

    runs: bool
    round: Round | None
    invited: int
    answered: int
    changes: int = 0
    only: Texts | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """`answer` is what the reader said in the round that waits for them, if they have; `charter`, the programme in
    which they have something to sign; `read` of `pages` of the mentors' preparation, both 0 for who has none to read;
    `lists` and `suggestions` are those on which a word is still possible; `welcomes`, what a mentor said about
    welcoming newcomers; `circle`, the next session of a mentor's circle; `in_hand`, whether they answered a round whose
    answers are in, and which is not announced; `afterwards`, what is asked about mentorships that end soon.
    """

    arrival: Arrival
    today: date
    pairs: tuple[Pair, ...]
    carried: int
    answer: Answer | None
    team: Team | None
    charter: int | None = None
    read: int = 0
    pages: int = 0
    welcomes: Willing | None = None
    lists: tuple[MentorList, ...] = ()
    in_hand: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    circle: Gathering | None = None
    afterwards: tuple[Question, ...] = ()

    @property
    def part(self) -> Part | None:
        return self.arrival.enrolment.part if self.arrival.enrolment else None

    @property
    def application(self) -> Application | None:
        """Where their application to mentor is; None for who does not volunteer."""
        enrolment = self.arrival.enrolment
        return application_of(enrolment, self.arrival.type) if enrolment else None

    @property
    def takes_mentees(self) -> bool:
        """Whether the team has said yes, or was never asked."""
        asked = (Application.APPLIED, Application.DECLINED)
        return self.part is not None and self.part.mentors and self.application not in asked

    @property
    def asked(self) -> Pair | None:
        """The mentorship in which nothing is held or planned, the one whose period ends first."""
        waiting = [pair for pair in self.pairs if pair.outcome.is_open and pair.change is None]
        return min(waiting, key=lambda pair: (pair.ends, pair.mentorship.id), default=None)

    @property
    def changing(self) -> Pair | None:
        """The mentorship in which the reader waits for a decision, the one decided first."""
        waiting = [pair for pair in self.pairs if pair.change is not None]
        return min(waiting, key=_decided_by, default=None)

    @property
    def meeting(self) -> Pair | None:
        """The mentorship whose date waits for the reader's word, else the one whose date comes next."""
        dated = [pair for pair in self.pairs if pair.planned is not None]
        return min(dated, key=lambda pair: (not self.suggested(pair), _when(pair)), default=None)

    def suggested(self, pair: Pair) -> bool:
        """Whether the other half suggested a date that waits for the reader's word."""
        planned = pair.planned
        return planned is not None and not planned.agreed and planned.logged_by != self.arrival.person.id

    @property
    def first(self) -> First:
        """What matters now. Whoever runs the programme without taking part looks for their work; a break matters as
        long as there is something to come back to.
        """
        if self.part is None:
            return First.RUN if self.team and self.team.runs else First.TAKE_PART
        if self.arrival.away_until is not None and (self.part is not Part.NOT_FOR_ME or self.pairs):
            return First.PAUSED
        if self.part is not Part.NOT_FOR_ME and self.arrival.current is not None:
            return First.GO_ON
        if self.charter is not None:
            return First.CHARTER
        if self.part.learns and self.arrival.open_round is not None and self.answer is None:
            return First.CHOOSE
        return self._of_the_pairs() or self._without_one()

    def _of_the_pairs(self) -> First | None:
        if self.meeting is not None and self.suggested(self.meeting):
            return First.NEXT
        if self.asked is not None:
            return First.MEET
        if self.application is Application.APPROVED and self.read < self.pages:
            return First.PREPARE
        if self.meeting is not None:
            return First.NEXT
        if self.changing is not None:
            return First.CHANGING
        return First.DONE if self.pairs else None

    def _without_one(self) -> First:
        if self.part is Part.NOT_FOR_ME:
            return First.OUT
        if self.part is Part.MENTOR and self.application is Application.APPLIED:
            return First.APPLIED
        if self.part is Part.MENTOR and self.application is Application.DECLINED:
            return First.DECLINED
        return First.WAIT


def look(work: Work, reader: Person) -> Home:
    """Everything that the reader's Home shows, as things stand now."""
    arrival = where(work, reader)
    pairs = _pairs(work, reader)
    read, pages = _preparation(arrival)
    return Home(
        arrival=arrival,
        today=work.today(reader),
        pairs=pairs,
        carried=sum(_mentees(pair) for pair in pairs if not pair.mentorship.temporary),
        answer=_answer(work, arrival),
        team=_team(work, reader),
        charter=charters.waiting(work, reader) if pairs else None,
        read=read,
        pages=pages,
        welcomes=newcomers.willingness(work, reader),
        lists=with_mentors.open_lists(work, reader),
        in_hand=_in_hand(work, reader),
        suggestions=offering.open_to(work, reader),
        circle=circle_sessions.in_home(work, reader),
        afterwards=afterwards.open_to(work, reader) if pairs else (),
    )


def pair_of(work: Work, reader: Person, mentorship: Mentorship) -> Pair:
    """One of the reader's mentorships, as Home shows it."""
    cycle = {mentorship.id: running_cycle(work, mentorship)}
    around, sheet = work.meetings.around(cycle)[mentorship.id], work.sheets.many(cycle).get(mentorship.id)
    asked = {one.mentorship_id: one for one in work.changes.open_of(reader.id)}
    return _pair(work, reader, mentorship, around, sheet, asked.get(mentorship.id))


def _pairs(work: Work, reader: Person) -> tuple[Pair, ...]:
    """A mentor of eight is looked up as often as a mentee of one."""
    mine = as_they_know(work, reader)
    cycles = {one.id: running_cycle(work, one) for one in mine}
    around, sheets = work.meetings.around(cycles), work.sheets.many(cycles)
    asked = {one.mentorship_id: one for one in work.changes.open_of(reader.id)}
    work.people.many(seat.person_id for one in mine for seat in one.seats)  # each is at hand from now on
    return tuple(
        _pair(work, reader, one, around[one.id], sheets.get(one.id), asked.get(one.id)) for one in mine
    )


def _pair(
    work: Work,
    reader: Person,
    mentorship: Mentorship,
    around: Around,
    sheet: Sheet | None,
    change: Change | None,
) -> Pair:
    seat = mentorship.seat_of(reader.id)
    assert seat is not None
    return Pair(
        mentorship=mentorship,
        role=seat.role,
        partners=others_in(work, mentorship, reader),
        since=mentorship.began_on,
        ends=mentorship.last_day(running_cycle(work, mentorship)),
        last=around.last_held,
        planned=_to_come(work, mentorship, around.planned),
        outcome=_break(work, mentorship) or outcome_in(work, mentorship, around),
        ticked=sheet.done if sheet else 0,
        items=len(sheet.items) if sheet else 0,
        change=change,
        chooses_rhythm=cadences.offers_a_choice(work, mentorship, reader),
    )


def _break(work: Work, mentorship: Mentorship) -> Outcome | None:
    """A break is what there is to know of a mentorship, also when they met in this cycle before it."""
    until = mentorship.paused_until
    resting = until is not None and local_day(mentorship.timezone, work.now) < until
    return Outcome(became=Became.PAUSED, until=until) if resting else None


def _preparation(arrival: Arrival) -> tuple[int, int]:
    """How many pages a mentor has read, of how many; one who has finished reads them again only if they like."""
    enrolment, preparation = arrival.enrolment, arrival.type.preparation
    if preparation is None or enrolment is None or enrolment.part is None or not enrolment.part.mentors:
        return 0, 0
    pages = len(preparation.cards)
    return (pages, pages) if enrolment.prepared_at else (min(enrolment.preparation_step, pages), pages)


def _when(pair: Pair) -> tuple[date, int]:
    assert pair.planned is not None
    return pair.planned.held_on, pair.mentorship.id


def _decided_by(pair: Pair) -> tuple[date, int]:
    assert pair.change is not None
    return pair.change.decide_by, pair.mentorship.id


def _to_come(work: Work, mentorship: Mentorship, planned: Meeting | None) -> Meeting | None:
    """The next date; one that has gone by is no longer next."""
    today = local_day(mentorship.timezone, work.now)
    return planned if planned is not None and planned.held_on >= today else None


def _mentees(pair: Pair) -> int:
    return len(pair.mentorship.with_role(SeatRole.MENTEE)) if pair.role is SeatRole.MENTOR else 0


def _answer(work: Work, arrival: Arrival) -> Answer | None:
    if arrival.open_round is None:
        return None
    invitation = work.rounds.invitation(arrival.open_round.id, arrival.person.id)
    return invitation.answer if invitation else None


def _in_hand(work: Work, reader: Person) -> bool:
    """Somebody is looked for; neither a name nor how far it is can be told before it is announced."""
    programme = work.programme()
    going_on = work.rounds.under_way(programme.id) if programme else ()
    closed = [one for one in going_on if not choosing.takes_answers(work, one)]
    answers = [work.rounds.invitation(one.id, reader.id) for one in closed]
    return any(one is not None and one.answer not in (None, Answer.NOT_THIS_TIME) for one in answers)


def _team(work: Work, reader: Person) -> Team | None:
    runs = work.may(reader, Act.SEE_ADMIN)
    if not runs and not work.may(reader, Act.SEE_REPORT):
        return _elsewhere(work, reader)
    programme = work.programme()
    latest = work.rounds.latest(programme.id) if programme else None
    running = latest if latest is not None and latest.state is not RoundState.PUBLISHED else None
    invited = rounds.followed(work, reader, running) if running is not None and runs else []
    return Team(
        runs=runs,
        round=running,
        invited=len(invited),
        answered=sum(one.answer is not None for one in invited),
        changes=len(change_cases.waiting(work, reader)) if runs else 0,
    )


def _elsewhere(work: Work, reader: Person) -> Team | None:
    number = work.somewhere(reader, Act.SEE_REPORT)
    if number is None:
        return None
    runs = work.may(reader, Act.SEE_ADMIN, programme_id=number)
    name = work.type_of(work.programmes.get(number)).name
    return Team(runs=runs, round=None, invited=0, answered=0, only=name)
