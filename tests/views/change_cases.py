"""Asking for a change and deciding on it: both sides' forms, the page, what each is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.changes import Change, ChangeState, Decision, Motive, Wish
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, Seat, SeatRole
from bot.domain.people import Person
from bot.programme.change_cases import Case as Waiting
from bot.programme.change_cases import Request
from bot.programme.change_facts import Asked, Decided
from bot.programme.changing import Mine
from bot.programme.outcomes import Became, Outcome
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import change_cases as team_views
from handlers.views import changes as views
from handlers.views import prompts
from handlers.views.blocks import Message
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, PEOPLE, TODAY, TOM, WORKSPACE
from tests.views.home_cases import COLLECTING, enrolled, page, seen_by, with_somebody
from tests.views.test_home_views import pair
from tests.views.test_prompts import prompt

ASKED_AT = datetime(2026, 3, 13, 9, tzinfo=UTC)
LIMIT, LATE = date(2026, 3, 20), date(2026, 3, 16)
IN_JUNE = date(2026, 6, 1)
TEAM = (INES, PEOPLE["olivier"])


def change(
    number: int = 1,
    by: Person | None = TOM,
    *,
    wish: Wish = Wish.NEW_MENTOR,
    why: Motive | None = None,
    **more: object,
) -> Change:
    known = Change(
        id=number,
        mentorship_id=number,
        asked_by=by.id if by else None,
        why=why or Motive.NO_CONNECTION,
        wish=wish,
        until=None,
        asked_at=ASKED_AT,
        decide_by=LIMIT,
        state=ChangeState.OPEN,
        decision=None,
        decided_by=None,
        decided_at=None,
        told_by=None,
    )
    return replace(known, **more)  # type: ignore[arg-type]


def mentorship(number: int = 1, mentor: Person = LEA, mentee: Person = TOM) -> Mentorship:
    seats = (
        Seat(id=1, person_id=mentor.id, role=SeatRole.MENTOR),
        Seat(id=2, person_id=mentee.id, role=SeatRole.MENTEE),
    )
    return replace(pair(number, Became.OPEN, SeatRole.MENTOR).mentorship, seats=seats)


def mine(role: SeatRole, partner: Person, *, team: tuple[Person, ...] = TEAM, **more: object) -> Mine:
    known = Mine(
        mentorship=mentorship(),
        role=role,
        partners=(partner,),
        asked=None,
        team=team,
        paused_until=None,
        today=TODAY,
    )
    return replace(known, **more)  # type: ignore[arg-type]


def waiting(
    number: int = 1, *requests: Request, mentor: Person = LEA, mentee: Person = TOM, until: date = LIMIT
) -> Waiting:
    return Waiting(
        mentorship=mentorship(number, mentor, mentee),
        mentors=(mentor,),
        others=(mentee,),
        requests=requests or (request(mentee, number),),
        decide_by=until,
        today=TODAY,
    )


def request(
    asker: Person | None, number: int = 1, role: SeatRole = SeatRole.MENTEE, **more: object
) -> Request:
    return Request(change=change(number, asker, **more), asker=asker, role=role if asker else None)  # type: ignore[arg-type]


def told(one: Asked | Decided, reader: Person, t: Speech) -> Message:
    return prompts.bundle(Bundle(recipient=reader, workspace=WORKSPACE, today=TODAY, facts=(one,)), t)


def answered(decision: Decision, reader: Person, role: SeatRole, partner: Person, t: Speech) -> Message:
    made = change(by=reader, state=ChangeState.DECIDED, decision=decision, why=None)
    known = replace(mentorship(), paused_until=IN_JUNE)
    asked = prompt(PromptKind.CHANGE_DECIDED)
    one = Decided(prompt=asked, change=made, mentorship=known, role=role, partners=(partner,), team=TEAM)
    return told(one, reader, t)


BOTH = waiting(
    1,
    request(TOM, why=Motive.PREFER_NOT_TO_SAY),
    request(LEA, 2, SeatRole.MENTOR, wish=Wish.MEDIATION, why=Motive.HARD_TO_MEET),
    until=LATE,
)
TALKING = replace(waiting(4, mentee=MENTEES[3]), talking_until=LIMIT)
HANDED_OVER = waiting(5, request(LEA, 5, SeatRole.MENTOR, why=Motive.STOPS_MENTORING), mentee=MENTEES[4])
TALKING_WITH_ONE = replace(BOTH, talking_until=LIMIT)
PAUSE = waiting(
    2,
    request(MENTEES[1], 2, wish=Wish.PAUSE, until=IN_JUNE, why=Motive.NO_TIME),
    mentor=PEOPLE["karim"],
    mentee=MENTEES[1],
)
BY_THE_BOT = waiting(3, request(None, 3, why=Motive.LINE), mentor=PEOPLE["anne"], mentee=MENTEES[2])
MANY = [waiting(number, mentee=MENTEES[number % 8]) for number in range(1, 21)]
OPEN = change()
WITH_LEA = replace(
    with_somebody(SeatRole.MENTEE, LEA, 2, Outcome(became=Became.OPEN)), change=replace(OPEN, decide_by=LIMIT)
)
WITH_TOM, PAUSED = (
    replace(with_somebody(SeatRole.MENTOR, TOM, 0), change=OPEN),
    with_somebody(SeatRole.MENTOR, MENTEES[1], 1, Outcome(became=Became.PAUSED, until=IN_JUNE)),
)

CASES = [
    Case(
        "changes", "“Change”, typed by whoever is in one mentorship", lambda t: views.doors([(1, (LEA,))], t)
    ),
    Case(
        "changes",
        "“Change”, typed by a mentor of several",
        lambda t: views.doors([(n, (one,)) for n, one in enumerate(MENTEES, 1)], t),
    ),
    Case("changes", "“Change”, typed by whoever is in none", lambda t: views.doors([], t)),
    Case("changes", "Tom asks", lambda t: views.form(mine(SeatRole.MENTEE, LEA), t)),
    Case("changes", "Léa asks", lambda t: views.form(mine(SeatRole.MENTOR, TOM), t)),
    Case(
        "changes",
        "Tom asked before",
        lambda t: views.form(mine(SeatRole.MENTEE, LEA, asked=OPEN, paused_until=IN_JUNE), t),
    ),
    Case(
        "changes",
        "Everybody in the team is too close",
        lambda t: views.form(mine(SeatRole.MENTOR, TOM, team=(), paused_until=IN_JUNE), t),
        drawn=False,
    ),
    Case(
        "changes",
        "Everybody in the team is too close to a group",
        lambda t: views.form(
            mine(SeatRole.MENTEE, LEA, team=(), mentorship=replace(mentorship(), name="Oser la parole")), t
        ),
        drawn=False,
    ),
    Case("changes", "Asked", lambda t: views.asked(mine(SeatRole.MENTEE, LEA, asked=OPEN), t)),
    Case(
        "changes",
        "Asked to talk it over",
        lambda t: views.asked(mine(SeatRole.MENTEE, LEA, asked=change(wish=Wish.MEDIATION)), t),
    ),
    Case(
        "changes",
        "Paused at once",
        lambda t: views.asked(mine(SeatRole.MENTEE, LEA, paused_until=IN_JUNE), t),
    ),
    Case("changes", "Taken back", lambda t: views.taken_back(mine(SeatRole.MENTEE, LEA), t)),
    Case("changes", "Going on earlier", lambda t: views.going_on(mine(SeatRole.MENTOR, TOM), t)),
    page("Tom waits for an answer", seen_by(TOM, enrolled(TOM, Part.MENTEE), WITH_LEA)),
    page(
        "Léa asked about one of two, the other rests",
        seen_by(LEA, enrolled(LEA, Part.MENTOR, capacity=4), WITH_TOM, PAUSED),
    ),
    page("Inès has changes to decide", seen_by(INES, None, team=replace(COLLECTING, changes=2))),
    Case(
        "changes",
        "The team hears of it",
        lambda t: told(
            Asked(prompt=prompt(PromptKind.CHANGE_ASKED), cases=(BOTH, PAUSE, BY_THE_BOT), more=2), INES, t
        ),
    ),
    Case(
        "changes",
        "Decided since",
        lambda t: told(Asked(prompt=prompt(PromptKind.CHANGE_ASKED), cases=(), more=0), INES, t),
    ),
    Case("changes", "The page", lambda t: team_views.panel([BOTH, PAUSE, BY_THE_BOT], t)),
    Case(
        "changes",
        "The page, while somebody talks with them",
        lambda t: team_views.panel([TALKING, TALKING_WITH_ONE, HANDED_OVER], t),
        drawn=False,
    ),
    Case("changes", "The page, with many", lambda t: team_views.panel(MANY, t, noted=PAUSE), drawn=False),
    Case("changes", "The page, empty", lambda t: team_views.panel([], t)),
    Case("changes", "Inès decides", lambda t: team_views.decide_form(PAUSE, t, [(PEOPLE["karim"], t)])),
    Case("changes", "Inès decides on both", lambda t: team_views.decide_form(BOTH, t, [])),
    Case("changes", "Decided", lambda t: team_views.decided(PAUSE, Decision.NEW_MENTOR, t)),
    Case("changes", "Somebody talks with them", lambda t: team_views.mediation(PAUSE, t)),
    *(
        Case(
            "changes",
            f"Tom is told: {decision}",
            lambda t, decision=decision: answered(decision, TOM, SeatRole.MENTEE, LEA, t),  # type: ignore[misc]
        )
        for decision in Decision
    ),
    Case(
        "changes",
        "Léa is told: new_mentor",
        lambda t: answered(Decision.NEW_MENTOR, LEA, SeatRole.MENTOR, TOM, t),
    ),
]
