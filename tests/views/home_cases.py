"""The Home tab in every state that somebody may find it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.enrolments import Application, Enrolment, Part
from bot.domain.meetings import Form, Meeting, MeetingState
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.domain.preferences import next_question
from bot.domain.rounds import Answer, Round, RoundState
from bot.programme.home import Home, Pair, Team
from bot.programme.joining import Arrival
from bot.programme.outcomes import Became, Outcome
from bot.texts import Speech
from handlers.views import home as views
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTEES, PEOPLE, TODAY, TOM, TYPE, WORKSPACE
from tests.views.test_home_views import ENROLMENT, ROUND, pair
from tests.views.test_prompts import HELD

#: The round that waits for names, from the day on which people were invited.
OPEN_ROUND = replace(ROUND, id=4, closes_on=date(2026, 3, 31))
MET = replace(HELD, minutes=45, form=Form.VIDEO)
SET = replace(
    HELD,
    state=MeetingState.PLANNED,
    minutes=None,
    held_on=date(2026, 3, 24),
    starts_at=datetime(2026, 3, 24, 13, 30, tzinfo=UTC),
    agreed=True,
)
TOLD: tuple[tuple[Meeting | None, Meeting | None, Outcome], ...] = (
    (MET, SET, Outcome(became=Became.PLANNED, meeting=SET)),
    (MET, None, Outcome(became=Became.MET, meeting=MET)),
    (None, None, Outcome(became=Became.OPEN)),
    (MET, None, Outcome(became=Became.SKIPPED)),
)


def enrolled(person: Person, part: Part, *, capacity: int | None = None, finished: bool = True) -> Enrolment:
    return replace(
        ENROLMENT,
        person_id=person.id,
        part=part,
        capacity=capacity,
        expectation_skipped=finished,
        topics_answered=finished,
    )


def with_somebody(role: SeatRole, partner: Person, number: int = 0, outcome: Outcome | None = None) -> Pair:
    """A pair as one of its two sees it, the first of them with most to tell."""
    last, planned, became = TOLD[number % len(TOLD)]
    return replace(
        pair(number + 1, Became.OPEN, role),
        partners=(partner,),
        last=last,
        planned=planned,
        outcome=outcome or became,
        ticked=3 if last else 0,
        items=8 if last else 0,
    )


def seen_by(
    reader: Person,
    enrolment: Enrolment | None,
    *pairs: Pair,
    running: Round | None = None,
    answer: Answer | None = None,
    team: Team | None = None,
    **more: Any,
) -> Home:
    arrival = Arrival(
        person=reader,
        enrolment=enrolment,
        type=TYPE,
        networks=("Données & IA", "Mobilité & Énergie", "Numérique sobre", "Personnes & Finances"),
        progress=next_question(reader, enrolment),
        open_round=running,
        linked=bool(pairs),
        today=TODAY,
    )
    mentored = sum(one.role is SeatRole.MENTOR for one in pairs)
    return Home(arrival=arrival, today=TODAY, pairs=pairs, carried=mentored, answer=answer, team=team, **more)


def page(title: str, home: Home) -> Case:
    def draw(t: Speech) -> Block:
        return views.page(home, WORKSPACE, t)

    return Case("home", title, draw)


def mentor_of(count: int) -> Home:
    pairs = [with_somebody(SeatRole.MENTOR, one, number) for number, one in enumerate(MENTEES[:count])]
    return seen_by(LEA, enrolled(LEA, Part.MENTOR, capacity=max(4, count)), *pairs)


def mentoring(application: Application, **more: int) -> Home:
    return seen_by(LEA, replace(enrolled(LEA, Part.MENTOR, capacity=4), application=application), **more)


def suggested_by(person: Person) -> Pair:
    """A date to which there is no answer yet."""
    waits = replace(SET, agreed=False, minutes=45, logged_by=person.id)
    return replace(WITH_LEA, planned=waits, outcome=Outcome(became=Became.PLANNED, meeting=waits))


NEWCOMER = replace(TOM, language_chosen=False, network=None, network_confirmed=False, topics=())
HALF_WAY = replace(TOM, topics=())
ANNE, OLIVIER = PEOPLE["anne"], PEOPLE["olivier"]
WITH_LEA = with_somebody(SeatRole.MENTEE, LEA)
PAUSED = with_somebody(SeatRole.MENTEE, LEA, 1, Outcome(became=Became.PAUSED, until=date(2026, 4, 20)))
COLLECTING = Team(runs=True, round=OPEN_ROUND, invited=18, answered=11)
CLOSED = replace(COLLECTING, round=replace(OPEN_ROUND, closes_on=TODAY - timedelta(days=2)))
NEWCOMERS = Team(
    runs=True, round=None, invited=0, answered=0, only={"fr": "Mentorat d’arrivée", "en": "Arrival mentoring"}
)
QUIET = Team(runs=True, round=None, invited=0, answered=0)
PROPOSED = Team(runs=True, round=replace(OPEN_ROUND, state=RoundState.PROPOSED), invited=18, answered=15)

CASES = [
    page("A stranger", seen_by(NEWCOMER, None)),
    page("Half-way", seen_by(HALF_WAY, enrolled(TOM, Part.MENTEE, finished=False))),
    page("Answered, before the next round", seen_by(TOM, enrolled(TOM, Part.MENTEE))),
    page("A round waits for three names", seen_by(TOM, enrolled(TOM, Part.MENTEE), running=OPEN_ROUND)),
    page(
        "Three names given",
        seen_by(TOM, enrolled(TOM, Part.MENTEE), running=OPEN_ROUND, answer=Answer.CHOICES),
    ),
    page(
        "Not in this round",
        seen_by(TOM, enrolled(TOM, Part.MENTEE), running=OPEN_ROUND, answer=Answer.NOT_THIS_TIME),
    ),
    page("A mentor nobody has been introduced to", mentor_of(0)),
    page("A mentee", seen_by(TOM, enrolled(TOM, Part.MENTEE), WITH_LEA)),
    page("A date was suggested to them", seen_by(TOM, enrolled(TOM, Part.MENTEE), suggested_by(LEA))),
    page("And to whoever suggested it", seen_by(TOM, enrolled(TOM, Part.MENTEE), suggested_by(TOM))),
    page("A mentor of one", mentor_of(1)),
    page("A mentor of eight", mentor_of(8)),
    page(
        "Both mentor and mentee",
        seen_by(
            ANNE,
            enrolled(ANNE, Part.BOTH, capacity=3),
            with_somebody(SeatRole.MENTEE, PEOPLE["priya"]),
            with_somebody(SeatRole.MENTOR, PEOPLE["hugo"], 1),
        ),
    ),
    page("A pair on a break", seen_by(TOM, enrolled(TOM, Part.MENTEE), PAUSED)),
    page("On a break", seen_by(TOM, replace(enrolled(TOM, Part.MENTEE), paused_until=date(2026, 4, 6)))),
    page("The charter waits", seen_by(TOM, enrolled(TOM, Part.MENTEE), WITH_LEA, charter=1)),
    page("An offer to mentor is being read", mentoring(Application.APPLIED, pages=5)),
    page("An offer to mentor was declined", mentoring(Application.DECLINED)),
    page("A mentor who has begun to prepare", mentoring(Application.APPROVED, read=2, pages=5)),
    page("A coordinator between two rounds", seen_by(INES, None, team=QUIET)),
    page("A coordinator of newcomers alone", seen_by(TOM, enrolled(TOM, Part.MENTEE), team=NEWCOMERS)),
    page("Not for me", seen_by(OLIVIER, enrolled(OLIVIER, Part.NOT_FOR_ME))),
    page(
        "A mentor who stepped back",
        seen_by(LEA, replace(enrolled(LEA, Part.NOT_FOR_ME, capacity=4), application=Application.APPROVED)),
    ),
    page("A coordinator, while a round collects", seen_by(INES, None, team=COLLECTING)),
    page("A coordinator, once the answers are closed", seen_by(INES, None, team=CLOSED)),
    page(
        "A coordinator who also mentors",
        seen_by(
            INES,
            enrolled(INES, Part.MENTOR, capacity=3),
            with_somebody(SeatRole.MENTOR, PEOPLE["emily"]),
            team=PROPOSED,
        ),
    ),
    Case("home", "Not an employee", views.not_for_you),
    Case("privacy", "What is kept, from Home", views.kept),
]
