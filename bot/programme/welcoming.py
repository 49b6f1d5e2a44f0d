"""On the day somebody starts, a mentor for their first ninety days, beside any long-term one (`field.md` W14).

The tick looks for those who have come and have nobody to welcome them, as often as it beats: whoever finds nobody today
finds somebody once a mentor is willing, and the team has heard of it. What a coordinator and a mentor do about it is in
`newcomers.py`; who is given to whom, in `bot/domain/welcoming.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain import welcoming
from bot.domain.cadence import PromptDue
from bot.domain.calendar import DAY, MIDNIGHT, at_local, local_day
from bot.domain.enrolments import Enrolment, EnrolmentState, Part, Programme
from bot.domain.kinds import PromptKind
from bot.domain.line import lines_of
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person
from bot.domain.profiles import languages_of
from bot.domain.suitability import Mentee, Mentor
from bot.programme import ending, joining, linking, steps
from bot.programme.closeness import close_to, team_but
from bot.programme.mentors import volunteers
from bot.programme.work import Work

#: Whoever joined longer ago has found their way, and is no newcomer.
NEWCOMER_FOR = timedelta(days=90)
#: With less of their time left than this, nobody new is introduced for it.
WORTH_A_MENTOR = timedelta(days=14)
#: That nobody can welcome somebody is still worth saying after a long absence.
STILL_NEWS = timedelta(days=30)
#: How the ledger names what is said to a newcomer and to who welcomes them.
WELCOME = "welcome"
#: These ended without the newcomer having had enough of it.
NOT_THEIRS = frozenset({EndedWhy.LEFT, EndedWhy.CHANGE, EndedWhy.LINE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Newcomer:
    """Somebody who has come and has nobody to welcome them. `until` is the last day of their welcome."""

    person: Person
    since: date
    until: date


def welcome(work: Work) -> int:
    """Give a mentor to every newcomer who can have one, and tell the team of the others, once each. Returns how many
    are welcomed from today.
    """
    programme = work.newcomers()
    if programme is None or not (people := waiting(work, programme)):
        return 0
    given: Mapping[int, int] = {}
    if _has_a_place(work, programme):
        _hold(work, programme, people)
        people = waiting(work, programme)
        given = welcoming.welcome(_mentees(work, programme, people), _mentors(work, programme))
    known = _told_of(work, programme)
    for one in people:
        if one.person.id in given:
            _link(work, programme, one, given[one.person.id])
        elif _filed_under(one) not in known:
            work.prompts.plan(_nobody(work, programme, one), now=work.now)
    return len(given)


def waiting(work: Work, programme: Programme) -> list[Newcomer]:
    """Newcomers whose day has come and who have nobody, in the order in which they came."""
    today = local_day(programme.timezone, work.now)
    begun = _begun(work, programme, today - NEWCOMER_FOR - DAY)
    came = [one for one in _came(work, programme, today) if one[1] <= work.today(one[0])]
    alone = [one for one in came if one[0].is_welcome and _may_have_another(begun.get(one[0].id, ()))]
    elsewhere = _elsewhere(work, programme, [person for person, _ in alone])
    found = (
        _newcomer(work, programme, person, since, begun.get(person.id, ()))
        for person, since in alone
        if person.id not in elsewhere
    )
    return [one for one in found if one is not None]


def willing(work: Work, programme: Programme) -> dict[int, Enrolment]:
    """Those who welcome newcomers, by person: they said so, and mentor in the long-term programme, where the team has
    approved them and they are not away.
    """
    lasting = work.programme()
    ready = volunteers(work, lasting) if lasting else {}
    return {one.person_id: one for one in work.enrolments.mentors(programme.id) if one.person_id in ready}


def _came(work: Work, programme: Programme, today: date) -> list[tuple[Person, date]]:
    """Who joined lately: by the date that the roster or Slack gives, else by the day on which they appeared."""
    dated = [
        (one, one.joined_on)
        for one in work.people.joined_since(today - NEWCOMER_FOR)
        if one.joined_on is not None
    ]
    since = at_local(today - NEWCOMER_FOR, MIDNIGHT, programme.timezone)
    appeared = {one.person_id: one for one in work.enrolments.came_since(programme.id, since)}
    known = work.people.many(appeared)
    undated = [
        (known[one.person_id], local_day(programme.timezone, one.completed_at))
        for one in appeared.values()
        if one.completed_at is not None and known[one.person_id].joined_on is None
    ]
    return sorted([*dated, *undated], key=lambda one: (one[1], one[0].id))


def _begun(work: Work, programme: Programme, since: date) -> Mapping[int, Sequence[Mentorship]]:
    """The welcomes that began since then, by newcomer."""
    found: dict[int, list[Mentorship]] = {}
    for one in work.mentorships.begun_since(programme.id, since):
        for seat in one.with_role(SeatRole.MENTEE):
            found.setdefault(seat.person_id, []).append(one)
    return found


def _may_have_another(begun: Sequence[Mentorship]) -> bool:
    """Not whoever has somebody to welcome them, or has had them."""
    if any(one.state is not MentorshipState.ENDED for one in begun):
        return False
    return not begun or begun[-1].ended_why in NOT_THEIRS


def _elsewhere(work: Work, programme: Programme, people: Sequence[Person]) -> frozenset[int]:
    """Those who said "no, thank you", or are away: hundreds may wait, and are looked at together."""
    ids = [person.id for person in people]
    here, lasting = work.enrolments.many(ids, programme.id), work.programme()
    places = work.enrolments.many(ids, lasting.id) if lasting else {}
    today = local_day(lasting.timezone if lasting else programme.timezone, work.now)
    left = {one.person_id for one in here.values() if one.state is EnrolmentState.LEFT}
    return frozenset(left | {one.person_id for one in places.values() if one.away_until(today)})


def _newcomer(
    work: Work, programme: Programme, person: Person, since: date, begun: Sequence[Mentorship]
) -> Newcomer | None:
    """None for whoever has too little of their time left."""
    today = local_day(programme.timezone, work.now)
    until = _last_day(work, programme, begun[0].first_day if begun else today)
    enough = not begun or until - today >= WORTH_A_MENTOR
    return Newcomer(person=person, since=since, until=until) if enough else None


def _last_day(work: Work, programme: Programme, begins: date) -> date:
    duration = work.type_of(programme).duration
    return (duration.end_of(begins) if duration else begins + NEWCOMER_FOR) - DAY


def _hold(work: Work, programme: Programme, people: Sequence[Newcomer]) -> None:
    """Two replicas in turn: neither gives a place that the other is giving, nor two mentors to one newcomer."""
    work.people.hold_all({one.person.id for one in people} | willing(work, programme).keys())


def _mentees(work: Work, programme: Programme, people: Sequence[Newcomer]) -> list[Mentee]:
    lines, avoided = lines_of(work.people.managers()), work.avoided.pairs()
    past = work.seats.past_mentors(programme.id)
    profiles = work.profiles.many(one.person.id for one in people)
    return [
        Mentee(
            id=person.id,
            languages=languages_of(person, profiles.get(person.id)),
            network=person.network,
            manager_line=lines.get(person.id, frozenset()),
            apart_from=frozenset[int]().union(
                avoided.get(person.id, ()), past.get(person.id, ()), _partners(work, person)
            ),
        )
        for person in (one.person for one in people)
    ]


def _partners(work: Work, person: Person) -> frozenset[int]:
    """Whoever accompanies them already is nobody new to turn to."""
    return frozenset(
        seat.person_id for one in work.mentorships.of(person.id) for seat in one.others(person.id)
    )


def _has_a_place(work: Work, programme: Programme) -> bool:
    """While nobody can welcome anybody, the many who wait are not looked at one by one at every beat."""
    return any(one.free_places > 0 for one in _mentors(work, programme))


def _mentors(work: Work, programme: Programme) -> list[Mentor]:
    ready = willing(work, programme)
    known, profiles = work.people.many(ready), work.profiles.many(ready)
    carried = work.seats.for_a_while(programme.id)
    return [
        Mentor(
            id=person_id,
            free_places=(enrolment.capacity or 0) - carried.get(person_id, 0),
            languages=languages_of(known[person_id], profiles.get(person_id)),
            network=known[person_id].network,
            mentees_now=carried.get(person_id, 0),
        )
        for person_id, enrolment in ready.items()
    ]


def _link(work: Work, programme: Programme, one: Newcomer, mentor_id: int) -> None:
    """From today, with sheets of its own; both are introduced, and whoever never heard of the bot is greeted first."""
    enrol(work, programme, one.person)
    mentorship = work.mentorships.link(
        programme.id,
        seats=[(mentor_id, SeatRole.MENTOR), (one.person.id, SeatRole.MENTEE)],
        anchor=local_day(programme.timezone, work.now),
        period=work.type_of(programme).period,
        introduced_at=work.now,
        temporary=True,
        ends_on=one.until,
        replaces=ending.predecessor(work, programme.id, one.person.id),
    )
    steps.begin(work, mentorship)
    joining.greet_unasked(work, one.person)
    linking.introduce(work, programme, mentorship, [mentor_id, one.person.id], period=WELCOME)


def enrol(work: Work, programme: Programme, person: Person) -> Enrolment:
    """A newcomer's place; whoever also welcomes others keeps that."""
    place = work.enrolments.open_for(person.id, programme.id)
    both = place.part is not None and place.part.mentors
    return work.enrolments.change(
        place.id,
        part=Part.BOTH if both else Part.MENTEE,
        completed_at=place.completed_at or work.now,
    )


def _told_of(work: Work, programme: Programme) -> frozenset[str]:
    """What the team has heard of already: who is far enough from whom need not be asked at every beat."""
    return frozenset(
        prompt.period
        for member in team_but(work, (), programme.id)
        for prompt in work.prompts.series(member.id, PromptKind.NOBODY_WILLING)
    )


def _filed_under(one: Newcomer) -> str:
    return f"newcomer-{one.person.id}"


def _nobody(work: Work, programme: Programme, one: Newcomer) -> list[PromptDue]:
    """Those of the team who are not close to the newcomer hear that nobody can welcome them yet."""
    return [
        PromptDue(
            kind=PromptKind.NOBODY_WILLING,
            mentorship_id=None,
            recipient_id=member.id,
            period=_filed_under(one),
            rung="waits",
            not_before=work.now,
            expires_at=work.now + STILL_NEWS,
            about={"person": one.person.id},
        )
        for member in team_but(work, close_to(work, one.person), programme.id)
    ]
