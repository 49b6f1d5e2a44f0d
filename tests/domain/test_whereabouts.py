"""Where somebody is: one place, or two for whoever mentors and learns; and when that needs a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Hours
from bot.domain.enrolments import Application, Enrolment, EnrolmentState, Part
from bot.domain.preferences import Progress, Question
from bot.domain.whereabouts import Where, is_stuck, whereabouts
from bot.programme.types import load_types
from tests.somebody import place

KIND = load_types(None)["long_term"]
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
PARIS = Hours(zone="Europe/Paris", holidays=frozenset())
DONE = Progress(current=None, answered=5, total=5)
HALF = Progress(current=Question.TOPICS, answered=3, total=5)
NOTHING = Progress(current=Question.LANGUAGE, answered=0, total=5)
PLACE = place(part=Part.MENTEE, expectation="", topics_answered=True, completed_at=NOW)
MENTOR = replace(PLACE, part=Part.MENTOR, capacity=4, application=Application.APPROVED, prepared_at=NOW)


@pytest.mark.parametrize(
    ("enrolment", "progress", "mentored", "where"),
    [
        (None, NOTHING, False, (Where.SILENT,)),
        (None, HALF, False, (Where.HALF_WAY,)),
        (PLACE, HALF, False, (Where.HALF_WAY,)),
        (PLACE, DONE, False, (Where.WAITING,)),
        (PLACE, DONE, True, (Where.WITH_A_MENTOR,)),
        (PLACE, HALF, True, (Where.WITH_A_MENTOR,)),
        (MENTOR, DONE, False, (Where.MENTOR,)),
        (replace(MENTOR, application=Application.APPLIED), DONE, False, (Where.APPLYING,)),
        (replace(MENTOR, application=None), DONE, False, (Where.APPLYING,)),
        (replace(MENTOR, application=Application.DECLINED), DONE, False, (Where.DECLINED,)),
        (replace(MENTOR, prepared_at=None), DONE, False, (Where.UNPREPARED,)),
        (replace(MENTOR, part=Part.BOTH), DONE, False, (Where.MENTOR, Where.WAITING)),
        (replace(MENTOR, part=Part.BOTH), DONE, True, (Where.WITH_A_MENTOR, Where.MENTOR)),
        (replace(PLACE, part=Part.NOT_FOR_ME), DONE, False, (Where.NOT_FOR_ME,)),
        (replace(PLACE, part=Part.NOT_FOR_ME), DONE, True, (Where.WITH_A_MENTOR,)),
        (replace(PLACE, state=EnrolmentState.LEFT), DONE, False, (Where.NOT_FOR_ME,)),
        (replace(PLACE, paused_until=date(2026, 3, 11)), DONE, True, (Where.PAUSED,)),
        (replace(PLACE, paused_until=TODAY), DONE, False, (Where.WAITING,)),
        (replace(PLACE, state=EnrolmentState.PAUSED), HALF, False, (Where.PAUSED,)),
    ],
)
def test_everybody_is_somewhere(
    enrolment: Enrolment | None, progress: Progress, mentored: bool, where: tuple[Where, ...]
) -> None:
    assert whereabouts(enrolment, progress, kind=KIND, mentored=mentored, today=TODAY) == where


def test_without_a_preparation_or_an_approval_nobody_waits_for_one() -> None:
    trusting = replace(KIND, approval=False, preparation=None)
    volunteer = replace(MENTOR, application=None, prepared_at=None)
    assert whereabouts(volunteer, DONE, kind=trusting, mentored=False, today=TODAY) == (Where.MENTOR,)


def test_who_stopped_a_week_ago_may_need_a_word() -> None:
    assert not is_stuck(Where.HALF_WAY, NOW - timedelta(days=7), NOW, PARIS)
    assert is_stuck(Where.HALF_WAY, NOW - timedelta(days=7, minutes=1), NOW, PARIS)
    assert not is_stuck(Where.WAITING, NOW - timedelta(days=70), NOW, PARIS)
    assert not is_stuck(Where.HALF_WAY, None, NOW, PARIS)


def test_a_weekend_is_no_delay_for_the_team() -> None:
    thursday = datetime(2026, 3, 5, 9, tzinfo=UTC)
    tuesday = datetime(2026, 3, 10, 18, tzinfo=UTC)
    assert not is_stuck(Where.APPLYING, thursday, tuesday, PARIS)
    assert is_stuck(Where.APPLYING, thursday, tuesday + timedelta(days=1), PARIS)
