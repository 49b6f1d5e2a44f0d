"""The page of a mentorship, as one of its people opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.meetings import Deed, Form, Meeting, MeetingState, Told
from bot.domain.mentorships import SeatRole
from bot.domain.steps import StepState
from bot.programme.goals import Goals
from bot.programme.home import Pair
from bot.programme.mentorship_page import MentorshipPage, Where
from bot.programme.outcomes import Became, Outcome
from bot.programme.steps import Progress, SeenStep
from bot.texts import Speech
from handlers.views import mentorship_page as views
from handlers.views.blocks import Block
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, PEOPLE, TODAY, TOM, TYPE
from tests.views.goal_cases import GROUP, MINE, NONE, STARTED, THEIRS
from tests.views.groups_cases import in_the_group
from tests.views.home_cases import SET, suggested_by, with_somebody
from tests.views.point_cases import crowded, with_points
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
DISPUTED = (replace(MEETINGS[0], state=MeetingState.DISPUTED), *MEETINGS[1:3])
MANY = tuple(replace(MEETINGS[0], id=number) for number in range(130))
WITH_TOM = with_somebody(SeatRole.MENTOR, TOM)
WITH_LEA = with_somebody(SeatRole.MENTEE, LEA)
NEW = replace(WITH_LEA, last=None, planned=None, outcome=Outcome(became=Became.OPEN), ticked=0, items=0)
RESTS = replace(WITH_LEA, planned=None, outcome=Outcome(became=Became.PAUSED, until=date(2026, 4, 20)))
THEIR_GROUP = in_the_group(SeatRole.MENTOR, MENTEES[:4])
#: As long as it may get: five people with long names, and more meetings than anybody has.
LONGEST = pair(1, Became.PLANNED, SeatRole.MENTOR)
EMPTY = Goals(mentorship_id=1, cycle=0, today=TODAY)


def told(meeting: Meeting, deed: Deed, by: int, day: int) -> Told:
    return Told(
        meeting_id=meeting.id,
        at=datetime(2026, 3, day, 10, tzinfo=UTC),
        by=by,
        deed=deed,
        held_on=meeting.held_on,
        minutes=meeting.minutes if deed is not Deed.LOGGED else 30,
        form=meeting.form,
    )


def history(meeting: Meeting, *deeds: Deed) -> dict[int, tuple[Told, ...]]:
    people = (TOM.id, LEA.id)
    return {meeting.id: tuple(told(meeting, deed, people[n % 2], 10 + n) for n, deed in enumerate(deeds))}


def steps(done: int, *, certificate: int | None = None) -> Progress:
    lines = tuple(
        SeenStep(key=step.key, texts=step.texts, state=StepState.DONE if number < done else StepState.OPEN)
        for number, step in enumerate(TYPE.steps)
    )
    return Progress(
        mentorship_id=1,
        done=done,
        of=len(lines),
        left_out=0,
        share=80,
        lines=lines,
        certificate=certificate,
        settled=certificate is not None,
    )


def opened(one: Pair, **more: Any) -> MentorshipPage:
    known: dict[str, Any] = {
        "suggested": False,
        "where": Where.UNDER_WAY,
        "since": date(2025, 12, 20),
        "number": 4,
        "of": 12,
        "meetings": MEETINGS[:2],
        "history": {},
        "people": {one.id: one for one in PEOPLE.values()},
        "there": {},
        "sheet": None,
        "goals": EMPTY,
        "skills": None,
        "steps": steps(3),
    }
    return MentorshipPage(pair=one, today=TODAY, **{**known, **more})


def page(
    title: str, made: Callable[[Speech], MentorshipPage] | MentorshipPage, *, drawn: bool = True
) -> Case:
    def draw(t: Speech) -> Block:
        return views.page(made if isinstance(made, MentorshipPage) else made(t), t)

    return Case("mentorship", title, draw, drawn=drawn)


def tom_reads(t: Speech) -> MentorshipPage:
    corrected = history(MEETINGS[1], Deed.LOGGED, Deed.CORRECTED)
    return opened(WITH_LEA, goals=MINE, skills=STARTED, sheet=with_points(t), history=corrected)


def lea_reads(t: Speech) -> MentorshipPage:
    shown = {
        "meetings": MEETINGS,
        "goals": THEIRS,
        "sheet": with_points(t, 3),
        "steps": steps(8, certificate=4),
    }
    return opened(WITH_TOM, where=Where.MIDWAY, since=date(2026, 3, 12), number=6, **shown)


#: One that was told over and over, and the ordinary ones below it.
RETOLD = history(MEETINGS[0], Deed.LOGGED, Deed.CORRECTED, Deed.DENIED, Deed.AGREED)
TOLD_OFTEN = {
    number: history(MEETINGS[0], *([Deed.LOGGED, Deed.CORRECTED] * 9))[MEETINGS[0].id]
    for number in range(130)
}

CASES = [
    page("A mentee, with a date to come", tom_reads),
    page("Their mentor, half-way, with the certificate", lea_reads),
    page(
        "Just introduced",
        opened(NEW, where=Where.BEGINS, number=1, meetings=(), goals=NONE, steps=steps(1)),
    ),
    page("A date waits for an answer", opened(suggested_by(LEA), suggested=True, of=None)),
    page("A meeting they don’t agree about", opened(replace(WITH_LEA, planned=None), meetings=DISPUTED)),
    page("On a break", opened(RESTS, where=Where.PAUSED, since=date(2026, 4, 20))),
    page("The last period", opened(replace(WITH_LEA, planned=SET), where=Where.CLOSES, number=12)),
    page(
        "The longest",
        lambda t: opened(LONGEST, meetings=MANY, history=TOLD_OFTEN, goals=GROUP, sheet=crowded()),
        drawn=False,
    ),
    page(
        "A group, for its mentor",
        opened(THEIR_GROUP, meetings=MEETINGS[:3], there={MEETINGS[0].id: MENTEES[:3]}, goals=GROUP),
    ),
    Case(
        "mentorship",
        "Every meeting",
        lambda t: views.every_meeting(opened(WITH_TOM, meetings=MEETINGS, history=RETOLD), t),
    ),
    Case(
        "mentorship",
        "More meetings than fit",
        lambda t: views.every_meeting(opened(LONGEST, meetings=MANY, history=TOLD_OFTEN), t),
        drawn=False,
    ),
]
