"""The mentors' circle: what its mentors read and fill in, and what those who run the programme do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.domain.circles import (
    LONGEST_PLACE,
    LONGEST_WORDS,
    MOST_POINTS,
    MOST_QUESTIONS,
    PERIODS,
    Circle,
    Often,
    Point,
    Session,
    SessionState,
)
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.programme.circle_attendance import Held
from bot.programme.circle_facts import Called, WhoWasThere
from bot.programme.circle_sessions import Box, Gathering, Item
from bot.programme.circles import Draft, Expected, Panel
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views import circle_team, circles
from tests.views.cases import Case
from tests.views.cast import INES, LEA, MENTORS, PEOPLE, TODAY, WORKSPACE
from tests.views.home_cases import enrolled, seen_by
from tests.views.home_cases import page as home_page
from tests.views.round_cases import told
from tests.views.test_prompts import prompt

STARTS = datetime(2026, 4, 1, 9, tzinfo=UTC)
BEFORE = datetime(2026, 3, 2, 10, tzinfo=UTC)
KARIM, PRIYA = PEOPLE["karim"], PEOPLE["priya"]
CIRCLE = Circle(
    id=1,
    programme_id=1,
    anchor=date(2026, 4, 1),
    first_number=0,
    period=PERIODS[Often.MONTHLY],
    at=time(11),
    minutes=60,
    place="Salle Ada Lovelace, ou https://visio.example.com/cercle",
    set_by=INES.id,
)
SESSION = Session(id=4, circle_id=1, number=1, starts_at=STARTS, state=SessionState.ANNOUNCED, moves=1)
LAST = replace(SESSION, id=3, number=0, starts_at=BEFORE, state=SessionState.OVER)
WIDE = "&" * LONGEST_WORDS
ZONES = (
    "Europe/Paris",
    "America/Toronto",
    "Asia/Tokyo",
    "America/Argentina/ComodRivadavia",
    "Pacific/Kiritimati",
    "Africa/Cairo",
)


def item(number: int, words: str, author: Person = LEA) -> Item:
    return Item(point=Point(id=number, session_id=4, person_id=author.id, words=words), author=author)


AGENDA = (
    item(1, "Comment dire non à une demande qui sort du mentorat ?", KARIM),
    item(2, "Trouver un rythme quand tout le monde est en déplacement"),
)
QUESTIONS = (
    "Que faire quand on ne se sent pas à la hauteur ?",
    "A-t-on le droit de se retirer en cours de route ?",
)
CALLED = Gathering(
    circle=CIRCLE,
    session=SESSION,
    agenda=AGENDA,
    questions=(),
    box=Box.TAKES,
    open=True,
    read_on=date(2026, 3, 31),
)
READ = replace(CALLED, box=Box.READ, questions=QUESTIONS, comes=True)
FULL = replace(
    READ,
    circle=replace(CIRCLE, place="x" * LONGEST_PLACE, period=PERIODS[Often.SIX_WEEKS], minutes=120),
    agenda=tuple(item(number, WIDE) for number in range(MOST_POINTS)),
    questions=(WIDE,) * MOST_QUESTIONS,
)
FEW = replace(CALLED, box=Box.TOO_FEW, agenda=())
OFF = replace(CALLED, open=False, session=replace(SESSION, state=SessionState.CANCELLED))
BEGUN = replace(CALLED, open=False)
HELD = Held(session=LAST, circle=CIRCLE, there=(), expected=MENTORS[:4])
NOTED = replace(HELD, session=replace(LAST, state=SessionState.HELD), there=MENTORS[:3])
NOBODY = replace(NOTED, there=())
RUNNING = Panel(
    circle=CIRCLE,
    mentors=len(MENTORS),
    next=CALLED,
    expected=Expected(come=MENTORS[:3], cannot=1, silent=2),
    following=datetime(2026, 5, 4, 9, tzinfo=UTC),
    last=HELD,
)
CROWD = replace(
    RUNNING,
    zones=ZONES,
    next=FULL,
    expected=Expected(come=tuple(PEOPLE.values()) * 12, cannot=40, silent=600),
    last=replace(NOTED, there=tuple(PEOPLE.values()) * 12),
)
BUNDLE = Bundle(recipient=LEA, workspace=WORKSPACE, today=TODAY, facts=())
DRAFT = Draft(starts_at=STARTS, often=Often.MONTHLY, minutes=60, place="", begun=False)


def called(title: str, kind: PromptKind, found: Gathering) -> Case:
    return told(title, Called(prompt=prompt(kind), gathering=found), reader=LEA, conversation="circle")


def agenda(title: str, found: Gathering, *, drawn: bool = True) -> Case:
    return Case("circle", title, lambda t: circles.agenda(found, LEA, t, today=TODAY), drawn)


def panel(title: str, found: Panel, *, drawn: bool = True) -> Case:
    return Case("circles", title, lambda t: circle_team.panel(found, t, today=TODAY), drawn)


def over(title: str, held: Held) -> Case:
    facts = WhoWasThere(prompt=prompt(PromptKind.CIRCLE_OVER), held=held)
    return told(title, facts, reader=INES, conversation="circles")


CASES = [
    called("Mentors are invited", PromptKind.CIRCLE, CALLED),
    called("Léa comes", PromptKind.CIRCLE, replace(CALLED, comes=True)),
    called("Léa cannot come", PromptKind.CIRCLE, replace(CALLED, comes=False)),
    called("Too few for a box", PromptKind.CIRCLE, FEW),
    called("Another date", PromptKind.CIRCLE_CHANGED, CALLED),
    called("Another date, answered", PromptKind.CIRCLE_CHANGED, replace(CALLED, comes=True)),
    called("Called off", PromptKind.CIRCLE_CHANGED, OFF),
    called("Called off, for whoever came", PromptKind.CIRCLE_CHANGED, replace(OFF, comes=True)),
    called("The working day before", PromptKind.CIRCLE_TOMORROW, READ),
    called(
        "The working day before, and Léa cannot come after all",
        PromptKind.CIRCLE_TOMORROW,
        replace(READ, comes=False),
    ),
    called("It has begun", PromptKind.CIRCLE_TOMORROW, BEGUN),
    Case(
        "circle",
        "The fullest agenda",
        lambda t: circles.tomorrow(
            Called(prompt=prompt(PromptKind.CIRCLE_TOMORROW), gathering=FULL), BUNDLE, t
        ),
        drawn=False,
    ),
    agenda("The agenda, with a point of one’s own", CALLED),
    agenda("The agenda on the eve", READ),
    agenda("Nothing yet", FEW),
    agenda("The agenda, as full as it gets", FULL, drawn=False),
    Case("circle", "A point for the agenda", lambda t: circles.point_form(4, t)),
    Case("circle", "On the agenda", lambda t: circles.point_noted(t)),
    Case("circle", "A question, no name", lambda t: circles.question_form(CALLED, "0" * 32, t, today=TODAY)),
    Case("circle", "In the box", lambda t: circles.question_noted(CALLED, t, today=TODAY)),
    Case("circle", "In Home", lambda t: circles.in_home(CALLED, t, today=TODAY)),
    home_page(
        "The next circle", replace(seen_by(LEA, enrolled(LEA, Part.MENTOR, capacity=3)), circle=CALLED)
    ),
    panel("Before the first date", Panel(circle=None, mentors=6)),
    panel("While it runs", RUNNING),
    panel("Its mentors live elsewhere", replace(RUNNING, zones=ZONES[:2])),
    panel("On the eve", replace(RUNNING, next=READ, last=NOTED)),
    panel(
        "Nobody has answered",
        replace(RUNNING, next=FEW, expected=Expected(come=(), cannot=0, silent=6), last=NOBODY),
    ),
    panel("It was stopped", Panel(circle=replace(CIRCLE, stopped_on=TODAY), mentors=1)),
    panel("A crowd", CROWD, drawn=False),
    Case("circles", "When, how often, where", lambda t: circle_team.form(DRAFT, t)),
    Case(
        "circles",
        "Another rhythm",
        lambda t: circle_team.form(replace(DRAFT, begun=True, place="x" * LONGEST_PLACE), t),
    ),
    Case("circles", "Moving one session", lambda t: circle_team.move_form(SESSION, t)),
    over("It is over", HELD),
    over("Who was there is noted", NOTED),
    Case("circles", "Who was there", lambda t: circle_team.who_form(HELD, t)),
    Case("circles", "Who was there, nobody came", lambda t: circle_team.who_form(NOBODY, t)),
    Case("circles", "Noted", lambda t: circle_team.noted(NOTED, t)),
    Case("circles", "Noted, nobody", lambda t: circle_team.noted(NOBODY, t)),
    Case("circles", "A page to fill in", lambda t: circle_team.summary(READ, t, Speech("fr"))),
    Case("circles", "A page to fill in, nothing on it", lambda t: circle_team.summary(FEW, t, Speech("fr"))),
    Case("circles", "A page that is full", lambda t: circle_team.summary(FULL, t, Speech("fr")), drawn=False),
]
