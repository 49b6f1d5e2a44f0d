"""The newcomers' programme, by hand: a coordinator starts it, mentors say for how many they are there, a newcomer may
say "no, thank you", and at the end looks for who comes next (`field.md` W14).

Who welcomes whom is found by the tick, in `welcoming.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import DAY, local_day
from bot.domain.enrolments import Enrolment, EnrolmentState, Part, Programme
from bot.domain.mentors import is_approved
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.preferences import NotOffered
from bot.domain.programmes import Mode, Stage
from bot.domain.refusals import Outdated
from bot.domain.rounds import Round
from bot.domain.sheets import Sheet
from bot.programme import choosing, ending, profile, solo, welcoming
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.joining import Arrival, started_today, where
from bot.programme.work import NEWCOMERS, Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """What a coordinator sees of it. Before it starts, `waiting` are those whom it would welcome on its first day.

    Of those, whoever is close to the coordinator is `withheld`. `places` are what the `willing` offer, `free` those
    still open; `term` is how many days a welcome lasts.
    """

    started_on: date | None
    term: int
    willing: int
    places: int
    free: int
    welcomed: int
    waiting: tuple[Person, ...]
    withheld: Withheld


@dataclass(frozen=True, kw_only=True, slots=True)
class Willing:
    """How many newcomers a mentor welcomes at once, 0 for none; `now` are those whom they do, `most` the most allowed.

    `term` is how many days a welcome lasts.
    """

    places: int
    now: int
    most: int
    term: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """Where somebody is who looks for a mentor after their first weeks: first their own questions, then the choices."""

    arrival: Arrival
    round: Round


def ask(work: Work, actor: Person) -> None:
    """Let the verified person see where it is, on record. Raises `NotAllowed`."""
    work.authorise(actor, Act.RUN_ROUND, programme_id=programme_id(work))


def programme_id(work: Work) -> int | None:
    """Whose coordinators run it: until it has started, those of the long-term programme."""
    programme = work.newcomers()
    return programme.id if programme is not None else None


def start(work: Work, actor: Person) -> Programme:
    """From today newcomers are welcomed. Started twice it runs once. Raises `NotAllowed`."""
    work.authorise(actor, Act.RUN_ROUND, programme_id=programme_id(work))
    work.people.held(actor.id)
    return work.newcomers() or started_today(work, NEWCOMERS)


def panel(work: Work, actor: Person) -> Panel:
    """Raises `NotAllowed` for whoever does not run the programme."""
    work.check(actor, Act.RUN_ROUND, programme_id=programme_id(work))
    programme = work.newcomers()
    if programme is None:
        return _before(work, actor)
    ready = welcoming.willing(work, programme)
    carried = work.seats.for_a_while(programme.id)
    places = {one.person_id: one.capacity or 0 for one in ready.values()}
    shown, hidden = _shown(work, actor, [one.person for one in welcoming.waiting(work, programme)])
    return Panel(
        started_on=programme.started_on,
        term=_term(work),
        willing=len(ready),
        places=sum(places.values()),
        free=sum(max(0, most - carried.get(one, 0)) for one, most in places.items()),
        welcomed=sum(carried.values()),
        waiting=shown,
        withheld=hidden,
    )


def willingness(work: Work, reader: Person) -> Willing | None:
    """What a mentor has said about welcoming newcomers; None for who is not approved, or while it does not run."""
    programme, lasting = work.newcomers(), work.programme()
    if programme is None or lasting is None:
        return None
    mine = work.enrolments.of(reader.id, lasting.id)
    if mine is None or not is_approved(mine, work.type_of(lasting)):
        return None
    place = work.enrolments.of(reader.id, programme.id)
    return Willing(
        places=_places(place),
        now=work.seats.for_a_while(programme.id).get(reader.id, 0),
        most=work.type_of(programme).capacity.most,
        term=_term(work),
    )


def mine(work: Work, actor: Person) -> Willing:
    """The same, for who is about to change it. Raises `Outdated` for who cannot."""
    found = willingness(work, actor)
    if found is None:
        raise Outdated
    return found


def offer(work: Work, actor: Person, places: int) -> Willing:
    """How many they are there for from now on; with 0 nobody new comes, and those who are there stay.

    Raises `Outdated` for who is no mentor, `NotOffered` for a number that the form does not hold.
    """
    work.people.held(actor.id)
    before, programme = mine(work, actor), work.newcomers()
    assert programme is not None
    if not 0 <= places <= before.most:
        raise NotOffered
    place = work.enrolments.open_for(actor.id, programme.id)
    learns = place.part is not None and place.part.learns
    part = (Part.BOTH if learns else Part.MENTOR) if places else (Part.MENTEE if learns else Part.NOT_FOR_ME)
    # A newcomer who said "no, thank you" has still said it, and welcomes others all the same.
    active = place.state if learns and not places else EnrolmentState.ACTIVE
    work.enrolments.change(place.id, part=part, capacity=places or None, state=active)
    return mine(work, actor)


def appeared(work: Work, person: Person) -> None:
    """Somebody joined the workspace: where nobody knows the day on which they start, it is today."""
    programme = work.newcomers()
    if programme is None or not person.is_welcome or person.joined_on is not None:
        return
    if work.enrolments.of(person.id, programme.id) is None:
        welcoming.enrol(work, programme, person)


def decline(work: Work, actor: Person, mentorship_id: int) -> Mentorship:
    """ "No, thank you": it ends kindly, the mentor's place is free, and nobody asks again. Twice is once.

    Raises `Outdated` for anybody but the newcomer.
    """
    work.people.held(actor.id)
    mentorship = work.mentorships.get(mentorship_id)
    if mentorship is None or not _welcomes(work, mentorship, actor):
        raise Outdated
    if mentorship.state is not MentorshipState.ENDED:
        place = work.enrolments.open_for(actor.id, mentorship.programme_id)
        if place.part is Part.MENTEE:
            work.enrolments.change(place.id, state=EnrolmentState.LEFT)
        ending.end(work, mentorship, EndedWhy.STOPPED, asked_by=[actor.id])
    return work.mentorships.get(mentorship_id) or mentorship


def leads_on(work: Work, reader: Person, mentorship: Mentorship, sheet: Sheet | None) -> bool:
    """Whether this is the last sheet of a newcomer who has no lasting mentor yet: it asks for three choices."""
    if sheet is None or sheet.stage != Stage.CLOSING or not _welcomes(work, mentorship, reader):
        return False
    return not _has_a_lasting_mentor(work, reader)


def look_ahead(work: Work, actor: Person, mentorship_id: int) -> Ahead:
    """They would like a mentor for longer: they join the campaign that is open, or are asked by themselves.

    Whoever had not said what part they would like has now: to have a mentor. Raises `Outdated` for who is no newcomer,
    or has found somebody.
    """
    mentorship = work.mentorships.get(mentorship_id)
    if mentorship is None or not _welcomes(work, mentorship, actor) or _has_a_lasting_mentor(work, actor):
        raise Outdated
    part = _part(where(work, actor))
    if not (part is not None and part.learns):
        profile.choose_part(work, actor, Part.BOTH if part is Part.MENTOR else Part.MENTEE)
    person = work.people.get(actor.id)
    opened = choosing.come_late(work, person, told=True) or solo.look_for(work, person, opened_by=actor.id)
    return Ahead(arrival=where(work, person), round=opened)


def _before(work: Work, actor: Person) -> Panel:
    """Whom it would welcome if it started now."""
    today = local_day(work.customs.timezone, work.now)
    lately = work.people.joined_since(today - welcoming.NEWCOMER_FOR)
    people = [one for one in lately if one.joined_on is not None and one.joined_on <= today]
    shown, hidden = _shown(work, actor, people)
    return Panel(
        started_on=None,
        term=_term(work),
        willing=0,
        places=0,
        free=0,
        welcomed=0,
        waiting=shown,
        withheld=hidden,
    )


def _shown(work: Work, actor: Person, people: list[Person]) -> tuple[tuple[Person, ...], Withheld]:
    close = close_to(work, actor)
    hidden = [frozenset({one.id}) for one in people if one.id in close]
    return tuple(one for one in people if one.id not in close), withheld(work, hidden, programme_id(work))


def _places(place: Enrolment | None) -> int:
    return (place.capacity or 0) if place is not None and place.part is not None and place.part.mentors else 0


def _term(work: Work) -> int:
    """In days, whatever the company's file says."""
    duration = work.customs.types[NEWCOMERS].duration
    today = local_day(work.customs.timezone, work.now)
    return (duration.end_of(today) - today).days if duration else welcoming.NEWCOMER_FOR // DAY


def _welcomes(work: Work, mentorship: Mentorship, person: Person) -> bool:
    """Whether this person is the newcomer whom somebody welcomes there."""
    seat = mentorship.seat_of(person.id)
    kind = work.type_of(work.programmes.get(mentorship.programme_id))
    return kind.mode is Mode.ON_ARRIVAL and seat is not None and seat.role is SeatRole.MENTEE


def _has_a_lasting_mentor(work: Work, person: Person) -> bool:
    lasting = work.programme()
    return lasting is not None and person.id in work.seats.people_with_a_mentor(lasting.id)


def _part(arrival: Arrival) -> Part | None:
    return arrival.enrolment.part if arrival.enrolment else None
