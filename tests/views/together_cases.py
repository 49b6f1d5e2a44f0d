"""The page of a mentorship, as one of its people opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.meetings import Form, MeetingState
from bot.domain.mentorships import SeatRole
from bot.programme.home import Pair
from bot.programme.mentorship_page import MentorshipPage, Where
from bot.programme.outcomes import Became, Outcome
from bot.texts import Speech
from handlers.views import mentorship_page as views
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import LEA, TODAY, TOM
from tests.views.home_cases import SET, suggested_by, with_somebody
from tests.views.test_home_views import pair
from tests.views.test_prompts import HELD

#: A year of meetings, the latest first.
MEETINGS = tuple(
    replace(
        HELD,
        id=20 - number,
        held_on=TODAY - timedelta(days=7 + 30 * number),
        minutes=(45, 60, 50, 30)[number % 4],
        form=list(Form)[number % 3],
    )
    for number in range(12)
)
WITH_TOM = with_somebody(SeatRole.MENTOR, TOM)
WITH_LEA = with_somebody(SeatRole.MENTEE, LEA)
NEW = replace(WITH_LEA, last=None, planned=None, outcome=Outcome(became=Became.OPEN), ticked=0, items=0)
RESTS = replace(WITH_LEA, planned=None, outcome=Outcome(became=Became.PAUSED, until=date(2026, 4, 20)))
#: As long as it may get: five people with long names, and more meetings than anybody has.
LONGEST = pair(1, Became.PLANNED, SeatRole.MENTOR)


def opened(one: Pair, **more: Any) -> MentorshipPage:
    known: dict[str, Any] = {
        "suggested": False,
        "where": Where.UNDER_WAY,
        "since": date(2025, 12, 20),
        "number": 4,
        "of": 12,
        "meetings": MEETINGS[:2],
    }
    return MentorshipPage(pair=one, today=TODAY, **{**known, **more})


def page(title: str, one: MentorshipPage, *, drawn: bool = True) -> Case:
    def draw(t: Speech) -> Block:
        return views.page(one, t)

    return Case("mentorship", title, draw, drawn=drawn)


DISPUTED = (replace(MEETINGS[0], state=MeetingState.DISPUTED), *MEETINGS[1:3])
MANY = tuple(replace(MEETINGS[0], id=number) for number in range(130))

CASES = [
    page("A mentee, with a date to come", opened(WITH_LEA)),
    page("Their mentor, half-way", opened(WITH_TOM, where=Where.MIDWAY, number=6, meetings=MEETINGS)),
    page("Just introduced", opened(NEW, where=Where.BEGINS, number=1, meetings=())),
    page("A date waits for an answer", opened(suggested_by(LEA), suggested=True, of=None)),
    page("A meeting they don’t agree about", opened(replace(WITH_LEA, planned=None), meetings=DISPUTED)),
    page("On a break", opened(RESTS, where=Where.PAUSED, since=date(2026, 4, 20))),
    page("The last period", opened(replace(WITH_LEA, planned=SET), where=Where.CLOSES, number=12)),
    page("The longest", opened(LONGEST, meetings=MANY), drawn=False),
    Case(
        "mentorship", "Every meeting", lambda t: views.every_meeting(opened(WITH_TOM, meetings=MEETINGS), t)
    ),
    Case(
        "mentorship",
        "More meetings than fit",
        lambda t: views.every_meeting(opened(LONGEST, meetings=MANY), t),
        drawn=False,
    ),
]
