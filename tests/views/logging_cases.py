"""Logging a meeting: the form, what is asked back, and who of a group was there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form, MeetingState
from bot.domain.people import Person
from bot.programme.facts import News
from bot.programme.meeting_forms import Draft, Kept
from bot.programme.meetings import Logged
from bot.programme.others import Others
from handlers.reading import LogWords, read_log
from handlers.views import meeting_forms as forms
from handlers.views import meetings as views
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, TODAY, TOM
from tests.views.home_cases import SET
from tests.views.month_cases import MET, page, prompt
from tests.views.round_cases import told
from tests.views.test_prompts import LONG, someone

NAME = "Managers de demain"
GROUP = Others((TOM, *MENTEES[1:5]), NAME)
EVERYBODY = (LEA, *GROUP)
SOME = (LEA, TOM, MENTEES[2])
LONGEST = Others([someone(number, f"{LONG} {number}") for number in range(12)], LONG)
CHOICES = [(number, Others([one])) for number, one in enumerate(MENTEES, start=1)]

WITH_TOM = Draft(
    mentorship_id=1, partners=Others([TOM]), day=TODAY, minutes=60, lines=page(carried=2).sheet.items[:6]
)
OF_THE_GROUP = Draft(
    mentorship_id=7,
    partners=GROUP,
    day=TODAY,
    minutes=47,
    form=Form.VIDEO,
    people=EVERYBODY,
    there=frozenset(one.id for one in SOME),
    next=SET,
)
MANY_LINES = tuple(
    replace(item, id=number, texts={"fr": LONG * 3, "en": LONG * 3})
    for number, item in enumerate(page().sheet.items * 5)
)
CRAMMED = replace(
    OF_THE_GROUP, mentorship_id=8, partners=LONGEST, people=tuple(LONGEST), lines=MANY_LINES, next=None
)
PLANNED = replace(SET, logged_by=LEA.id, held_on=date(2026, 4, 14))


def asked(typed: str, *, instead: str | None = None) -> Case:
    words: LogWords = read_log(typed, TODAY)
    return Case(
        "meetings",
        f"Asked back: {typed}",
        lambda t: views.asked(words, t, today=TODAY, instead=instead and t(instead), meant=1),
    )


def news(kind: PromptKind, reader: Person, *, state: MeetingState = MeetingState.HELD) -> News:
    meeting = replace(MET, state=state, logged_by=LEA.id if reader is TOM else TOM.id)
    partners = Others((one for one in EVERYBODY if one is not reader), NAME)
    return News(prompt=prompt(kind), partners=partners, meeting=meeting, there=SOME)


CASES = [
    asked("3/4"),
    asked("hier 14h 45 min"),
    asked("avec Tomm 45 min visio"),
    asked("45 min visio et téléphone"),
    asked("blablabla", instead="refusals.unclear"),
    asked("45 min hier", instead="refusals.which_partner"),
    Case(
        "meetings", "The form: with one of several", lambda t: forms.form(WITH_TOM, CHOICES, t, today=TODAY)
    ),
    Case(
        "meetings",
        "The form: the group instead, with a date that stands",
        lambda t: forms.form(OF_THE_GROUP, [*CHOICES, (7, GROUP)], t, today=TODAY, anew=True),
    ),
    Case(
        "meetings",
        "The form: as much as there may be",
        lambda t: forms.form(CRAMMED, [(8, LONGEST)], t, today=TODAY),
        drawn=False,
    ),
    Case(
        "meetings",
        "Correcting a meeting",
        lambda t: forms.correction(replace(WITH_TOM, form=Form.PHONE), t, meeting_id=1),
    ),
    Case(
        "meetings",
        "Correcting who was there",
        lambda t: forms.correction(OF_THE_GROUP, t, meeting_id=1),
    ),
    Case(
        "meetings",
        "Logged in the form, with lines ticked and a date",
        lambda t: forms.kept(
            Kept(logged=Logged(meeting=MET, partners=Others([TOM])), ticked=3, planned=PLANNED),
            t,
            today=TODAY,
        ),
    ),
    Case(
        "meetings",
        "Some of a group were there",
        lambda t: views.logged(
            [Logged(meeting=MET, partners=GROUP, there=SOME)], t, today=TODAY, left_over=True
        ),
    ),
    told("Somebody logged who was there", news(PromptKind.PARTNER_LOG, TOM), conversation="meetings"),
]
