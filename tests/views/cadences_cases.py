"""How often two people meet: the form, what it changed, and what the other half reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.calendar import Period
from bot.domain.cycles import CADENCES
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship, MentorshipState, Seat, SeatRole
from bot.programme.cadences import Changed, Choice, Pace
from bot.programme.others import Others
from handlers.views import answering, cadences
from handlers.views.blocks import message
from tests.views.cases import Case
from tests.views.cast import LEA, NOW, TODAY, TOM
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, prompt, someone

WEEK, MONTH, QUARTER = Period(months=0, weeks=1), Period(), Period(months=3)
PAIR = Mentorship(
    id=3,
    programme_id=1,
    state=MentorshipState.ACTIVE,
    temporary=False,
    anchor=date(2026, 3, 1),
    period=MONTH,
    timezone="Europe/Paris",
    introduced_at=NOW,
    ends_on=None,
    paused_until=None,
    seats=(
        Seat(id=1, person_id=LEA.id, role=SeatRole.MENTOR),
        Seat(id=2, person_id=TOM.id, role=SeatRole.MENTEE),
    ),
)
ENDS = [date(2026, 3, 23), date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
CHOICES = tuple(
    Choice(period=period, ends=ends, anew=period.weeks > 0)
    for period, ends in zip(CADENCES.values(), ENDS, strict=True)
)
UNUSUAL = tuple(
    Choice(period=period, ends=date(2026, 12, 31), anew=False)
    for period in (Period(months=0, weeks=6), Period(months=12))
)
CROWD = Others((someone(number, LONG) for number in range(2, 9)), LONG)


def pace(period: Period = MONTH, partners: Others | None = None) -> Pace:
    mentorship = replace(PAIR, period=period)
    return Pace(
        mentorship=mentorship, partners=partners or Others((LEA,)), today=TODAY, choices=(*CHOICES, *UNUSUAL)
    )


def usual(period: Period = MONTH, *choices: Choice) -> Pace:
    return replace(pace(period), choices=choices or CHOICES)


def changed(title: str, now: Pace, *, was: Period = MONTH, back: bool = True, chooses: bool = True) -> Case:
    fact = Changed(
        prompt=prompt(PromptKind.CADENCE_CHANGED),
        by=(LEA,),
        was=was,
        said=QUARTER,
        pace=now,
        goes_back=back,
        chooses=chooses,
    )
    return told(title, fact, reader=TOM, conversation="rhythm")


CASES = [
    Case("rhythm", "Tom looks at how often they meet", lambda t: cadences.form(usual(), t)),
    Case(
        "rhythm",
        "One programme, one rhythm",
        lambda t: cadences.form(usual(MONTH, CHOICES[2]), t),
    ),
    Case(
        "rhythm",
        "A mentee of a group looks",
        lambda t: cadences.form(replace(usual(), mentors_choose=True), t),
    ),
    Case("rhythm", "Every quarter", lambda t: cadences.chosen(usual(QUARTER), t, changed=True)),
    Case("rhythm", "As it was", lambda t: cadences.chosen(usual(), t, changed=False)),
    changed("Léa chose, and Tom reads it", usual(QUARTER)),
    changed("Chosen again since", usual(WEEK), back=False),
    changed("A mentee of a group reads it", pace(QUARTER, CROWD), back=False, chooses=False),
    Case(
        "rhythm",
        "Among the less usual answers",
        lambda t: answering.more_form(t, later=date(2026, 3, 19), today=TODAY, kept="12", rhythm_of=3),
    ),
    Case("rhythm", "On the way to a change", lambda t: message(cadences.offer(3, t)), drawn=False),
    Case("rhythm", "A group of long names", lambda t: cadences.form(pace(partners=CROWD), t), drawn=False),
]
