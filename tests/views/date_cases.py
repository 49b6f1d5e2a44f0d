"""A date to meet: suggested, agreed, moved, called off; recalled with its sheet, and asked about afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.dates import token
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState, SkipReason
from bot.domain.people import Person
from bot.programme.date_facts import Reminder
from bot.programme.dates import ABSENT
from bot.programme.facts import News
from bot.programme.others import Others
from bot.programme.outcomes import Became
from bot.programme.sheets import Page
from bot.programme.skipping import Skipping
from bot.texts import Speech
from handlers.views import date_forms
from handlers.views.blocks import Block, Message
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, TODAY, TOM
from tests.views.groups_cases import IN_A_GROUP
from tests.views.home_cases import SET
from tests.views.month_cases import MET, news, nudge, page
from tests.views.round_cases import told
from tests.views.test_prompts import prompt

THEIRS = replace(SET, logged_by=LEA.id, agreed=False, minutes=45)
MINE = replace(THEIRS, logged_by=TOM.id)
AGREED = replace(THEIRS, agreed=True)
OFF = replace(AGREED, state=MeetingState.WITHDRAWN)
BEFORE = int(datetime(2026, 3, 19, 13, 30, tzinfo=UTC).timestamp())
GROUP = Others((LEA, *MENTEES[1:5]), "Les curieux du mardi")


def heard(
    title: str, meeting: Meeting, *, answer: str | None = None, group: bool = False, **about: int
) -> Case:
    """News of the other half, or of the group."""
    asked = replace(prompt(PromptKind.PARTNER_PLAN), about={"meeting": meeting.id, **about}, answer=answer)
    one = News(prompt=asked, partners=IN_A_GROUP if group else (LEA,), meeting=meeting)
    return told(title, one, conversation="dates")


def recalled(
    title: str,
    kind: PromptKind,
    meeting: Meeting,
    *,
    coming: Meeting | None = None,
    held: Meeting | None = None,
    page: Page | None = None,
    shown: bool = False,
    open: bool = True,
    skip: Skipping | None = None,
) -> Case:
    one = Reminder(
        prompt=prompt(kind),
        partners=Others((LEA,)),
        meeting=meeting,
        next=coming,
        held=held,
        page=page,
        shown=shown,
        open=open,
        skip=skip,
    )
    return told(title, one, conversation="dates")


def form(
    coming: Meeting | None = None,
    *,
    late: bool = False,
    absent: bool = False,
    partners: tuple[Person, ...] = (LEA,),
) -> date_forms.Planning:
    return date_forms.Planning(
        mentorship_id=3,
        partners=partners,
        starts_at=datetime(2026, 3, 24, 13, 30, tzinfo=UTC),
        next=coming,
        waits=coming is not None and not coming.agreed and coming.logged_by != TOM.id,
        late=late,
        absent=absent,
    )


def set_or_move(one: date_forms.Planning) -> Callable[[Speech], Block]:
    return lambda t: date_forms.plan_form(one, t, today=TODAY, kept="12:3:7")


def said_back(
    meeting: Meeting, partners: tuple[Person, ...] = (LEA,), *, absent: bool = False
) -> Callable[[Speech], Message]:
    return lambda t: date_forms.said_back(meeting, partners, t, today=TODAY, absent=absent)


BUSY = Skipping(
    reason=SkipReason.BUSY,
    benefit={
        "fr": "Une heure par mois suffit à avancer à deux.",
        "en": "An hour a month is enough to move on together.",
    },
)
REMINDED, ASKED = PromptKind.TOMORROW, PromptKind.TOOK_PLACE
PASSED = replace(
    AGREED, held_on=TODAY - timedelta(days=1), starts_at=datetime(2026, 3, 16, 13, 30, tzinfo=UTC)
)
SUGGESTED_FOR_TOMORROW = (
    News(prompt=prompt(PromptKind.DATE_SOON, 13), partners=(LEA,), meeting=THEIRS),
    Reminder(
        prompt=prompt(REMINDED), partners=Others((LEA,)), meeting=THEIRS, next=THEIRS, held=None, page=page()
    ),
)

CASES = [
    Case("dates", "Setting a date", set_or_move(form())),
    Case("dates", "Setting a date for a group", set_or_move(form(partners=GROUP))),
    heard("The other half suggests a date", THEIRS),
    Case("dates", "Another time, while theirs waits", set_or_move(form(THEIRS))),
    Case("dates", "Moving one’s own suggestion", set_or_move(form(MINE))),
    Case(
        "dates",
        "A group’s date, for whoever cannot come",
        set_or_move(form(AGREED, partners=GROUP, absent=True)),
    ),
    Case("dates", "Called off in a form", said_back(OFF)),
    Case("dates", "Not coming, said in a form", said_back(AGREED, GROUP, absent=True)),
    Case("dates", "A date suggested", said_back(MINE)),
    Case("dates", "The same, agreed", said_back(AGREED)),
    Case("dates", "The same, for a group", said_back(MINE, GROUP)),
    heard("It is agreed", AGREED),
    heard("The other half would rather have half an hour", replace(AGREED, minutes=30), shorter=30),
    heard("The other half would rather move it", THEIRS, was=BEFORE),
    heard("One's own date, which they may take", MINE),
    heard("The other half cannot", OFF, gone=1),
    heard("It no longer stands", replace(OFF, agreed=False)),
    heard("It has passed, whatever became of it", replace(OFF, held_on=TODAY - timedelta(days=1))),
    Case("dates", "Moving a date that is near", set_or_move(form(AGREED, late=True))),
    Case(
        "dates",
        "Cancelling a date that is near",
        lambda t: date_forms.cancel_form(form(AGREED, late=True), t, today=TODAY, kept=f"{token(AGREED)}:12"),
    ),
    heard("A group's date", AGREED, group=True),
    heard("Somebody cannot come, and says so", AGREED, group=True, answer=f"{ABSENT}:{token(AGREED)}"),
    heard("And their mentor is told", AGREED, group=True, absent=MENTEES[1].id),
    heard("A group's date is off", OFF, group=True, gone=1),
    recalled("The working day before, with the sheet", REMINDED, AGREED, coming=AGREED, page=page(carried=2)),
    recalled("The same week as the sheet", REMINDED, AGREED, coming=AGREED, page=page(), shown=True),
    recalled("The working day before, unanswered", REMINDED, THEIRS, coming=THEIRS, page=page()),
    recalled("The same, for whoever suggested it", REMINDED, MINE, coming=MINE),
    told("Suggested, and for tomorrow", *SUGGESTED_FOR_TOMORROW, conversation="dates"),
    recalled("A reminder of a date that is off", REMINDED, OFF),
    recalled("Did it take place?", ASKED, PASSED),
    recalled("It did", ASKED, replace(MET, state=MeetingState.HELD), held=MET),
    recalled("It did, they do not agree", ASKED, MET, held=replace(MET, state=MeetingState.DISPUTED)),
    recalled("It did not", ASKED, replace(PASSED, state=MeetingState.WITHDRAWN)),
    recalled("It did not, after a meeting in the same month", ASKED, OFF, open=False),
    recalled("Another date was found", ASKED, MINE, coming=MINE),
    recalled("Not this time", ASKED, PASSED, skip=Skipping(reason=None)),
    told(
        "Not this time, because of a busy period",
        replace(nudge(PromptKind.MISSING_MEETING, Became.SKIPPED), skip=BUSY),
        conversation="dates",
    ),
    told(
        "A date of whose hour nobody knows",
        news(PromptKind.PARTNER_PLAN, replace(AGREED, starts_at=None)),
        conversation="dates",
    ),
]
