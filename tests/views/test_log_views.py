"""Logging as people see it: what was understood, the form, a date said back; both languages, the longest names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.meetings import Form, MeetingState
from bot.playground.blockkit import problems
from bot.programme.meeting_forms import Draft
from bot.programme.meetings import Logged
from bot.programme.others import Others
from bot.texts import LANGUAGES, Speech
from handlers.views import common, date_forms, reports
from handlers.views import meeting_forms as forms
from handlers.views import meetings as views
from tests.views.test_prompts import HELD, LONG, PLANNED, someone

TODAY = date(2026, 3, 17)
#: As many as a mentor may have, and each of them a group.
PARTNERS = tuple(someone(number, f"{LONG} {number}") for number in range(8))
MENTORSHIPS = 8


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def as_dict(said: Any) -> dict[str, Any]:
    return {"text": said.text, "blocks": said.blocks}


@pytest.mark.parametrize("how", [None, *Form])
@pytest.mark.parametrize("state", list(MeetingState))
@pytest.mark.parametrize("already", [True, False])
def test_slack_takes_what_is_said_back(
    t: Speech, how: Form | None, state: MeetingState, already: bool
) -> None:
    meetings = [
        replace(HELD, id=number, form=how, state=state, minutes=None) for number in range(MENTORSHIPS)
    ]
    said = [Logged(meeting=one, partners=PARTNERS, already=already) for one in meetings]

    for shown in (
        views.logged(said, t, today=TODAY, left_over=True),
        views.logged(said[:1], t, today=TODAY, left_over=False),
        views.undone(said[0], t, today=TODAY),
        date_forms.said_back(PLANNED, PARTNERS, t, today=TODAY),
        reports.help_(t),
    ):
        assert problems(as_dict(shown), "message") == []


@pytest.mark.parametrize("how", [None, *Form])
def test_slack_takes_the_form(t: Speech, how: Form | None) -> None:
    choices = [(number, PARTNERS) for number in range(MENTORSHIPS)]

    for minutes in (5, 47, 480):
        draft = Draft(mentorship_id=3, partners=Others(PARTNERS), day=TODAY, minutes=minutes, form=how)
        for anew in (True, False):
            assert problems(forms.form(draft, choices, t, today=TODAY, anew=anew), "modal") == []
        assert problems(forms.correction(draft, t, meeting_id=1), "modal") == []
    notice = common.notice(t, common.sentence("W" * 2900))
    assert problems(notice, "modal") == []
