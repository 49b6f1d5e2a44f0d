"""Everything that is done about a meeting is kept, for its own people; and who of a group was there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from living import PARIS, Programme

from bot.domain.dates import DateGone
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Confirmed, Deed, Form, Meeting, MeetingState, MetThatDay, TooFewThere
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.refusals import Outdated
from bot.programme import dates, meeting_forms, meeting_history, meetings
from bot.programme.work import Work

pytestmark = pytest.mark.long

DAY = date(2026, 1, 20)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    made = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    programme.travel("2026-01-20T15:00")
    return made


@pytest.fixture
def group(programme: Programme, pair: Mentorship) -> Mentorship:
    with programme.work() as work:
        work.mentorships.give_seat(pair.id, programme.maya.id, SeatRole.MENTEE, since=work.now)
        return work.mentorships.change(pair.id, name="Cap")


def log(work: Work, programme: Programme, mentorship: Mentorship, day: date = DAY) -> Meeting:
    return meetings.log(work, programme.tom, mentorship, minutes=45, day=day, form=None).meeting


def told(work: Work, programme: Programme, mentorship: Mentorship) -> list[tuple[Deed, int, int | None]]:
    versions = meeting_history.of(work, programme.lea, mentorship)
    return [(one.deed, one.by, one.minutes) for one in versions]


def test_every_correction_and_withdrawal_is_kept(programme: Programme, pair: Mentorship) -> None:
    tom, lea = programme.tom.id, programme.lea.id
    with programme.work() as work:
        one = log(work, programme, pair)
        meetings.deny(work, programme.lea, one.id)
        meetings.deny(work, programme.lea, one.id)
        meetings.agree(work, programme.lea, one.id)
        meetings.correct(work, programme.lea, one.id, minutes=60, day=DAY, form=Form.PHONE)
        meetings.withdraw(work, programme.lea, one.id)
        assert told(work, programme, pair) == [
            (Deed.LOGGED, tom, 45),
            (Deed.DENIED, lea, 45),
            (Deed.AGREED, lea, 45),
            (Deed.CORRECTED, lea, 60),
            (Deed.WITHDRAWN, lea, 60),
        ]
        assert work.meetings.get(one.id).state is MeetingState.WITHDRAWN


def test_a_meeting_told_twice_is_agreed_and_told_a_third_time_nothing_more(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        log(work, programme, pair)
        for _ in range(2):
            meetings.log(work, programme.lea, pair, minutes=30, day=DAY, form=None)
        assert [deed for deed, *_ in told(work, programme, pair)] == [Deed.LOGGED, Deed.AGREED]


def test_what_both_have_told_is_not_taken_back_by_one(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        one = log(work, programme, pair)
        meetings.agree(work, programme.lea, one.id)
        with pytest.raises(Confirmed):
            meetings.withdraw(work, programme.tom, one.id)


def test_a_correction_never_makes_two_meetings_of_one_day(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        one = log(work, programme, pair)
        log(work, programme, pair, DAY - timedelta(days=1))
        with pytest.raises(MetThatDay):
            meetings.correct(work, programme.tom, one.id, minutes=45, day=DAY - timedelta(days=1), form=None)


def test_a_date_or_what_was_taken_back_is_no_meeting_to_correct_or_agree_to(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        planned = dates.propose(work, programme.tom, pair, work.now + timedelta(days=3))
        gone = meetings.withdraw(work, programme.tom, log(work, programme, pair).id).meeting
        for one in (planned, gone):
            with pytest.raises(Outdated):
                meetings.correct(work, programme.lea, one.id, minutes=45, day=DAY, form=None)
            with pytest.raises(Outdated):
                meetings.agree(work, programme.lea, one.id)
        with pytest.raises(Outdated):
            meetings.withdraw(work, programme.tom, planned.id)


def test_the_newest_come_first_and_only_to_their_own_people(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        log(work, programme, pair)
        log(work, programme, pair, DAY - timedelta(days=4))
        dates.propose(work, programme.tom, pair, work.now + timedelta(days=3))
        meetings.withdraw(work, programme.tom, log(work, programme, pair, DAY - timedelta(days=2)).id)
        shown = meeting_history.timeline(work, programme.lea, pair, most=2)
        assert [one.held_on for one in shown] == [DAY + timedelta(days=3), DAY]
        for look in (
            lambda: meeting_history.of(work, programme.maya, pair),
            lambda: meeting_history.timeline(work, programme.maya, pair, most=2),
        ):
            with pytest.raises(Outdated):
                look()


def test_who_was_there_is_kept_for_a_group_and_added_to_by_whoever_logs_it_too(
    programme: Programme, group: Mentorship
) -> None:
    lea, tom, maya = programme.lea, programme.tom, programme.maya
    with programme.work() as work:
        first = meetings.log(
            work, tom, group, minutes=45, day=DAY, form=None, there={tom.id, lea.id, programme.omar.id}
        )
        assert first.there == (lea, tom), "nobody from outside was there"
        again = meetings.log(work, maya, group, minutes=45, day=DAY, form=None, there={maya.id, lea.id})
        assert again.there == (), "everybody was"
        fewer = meetings.correct(
            work, lea, first.meeting.id, minutes=45, day=DAY, form=None, there={lea.id, maya.id}
        )
        assert fewer.there == (lea, maya)
        with pytest.raises(TooFewThere):
            meetings.correct(work, lea, first.meeting.id, minutes=45, day=DAY, form=None, there={lea.id})


def test_of_a_pair_nothing_is_kept_of_who_was_there(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        one = meetings.log(
            work,
            programme.tom,
            pair,
            minutes=45,
            day=DAY,
            form=None,
            there={programme.tom.id, programme.lea.id},
        )
        assert work.meeting_history.there([one.meeting.id]) == {}


def test_the_form_opens_with_how_long_they_talked_last_and_with_what_is_open(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        empty = meeting_forms.draft(work, programme.tom, pair)
        assert (empty.day, empty.minutes, empty.people, empty.next) == (DAY, 45, (), None)
        assert len(empty.lines) > 3
        kept = meeting_forms.keep(
            work,
            programme.tom,
            pair,
            minutes=75,
            day=DAY,
            form=None,
            cycle=empty.cycle,
            lines=[item.id for item in empty.lines[:2]],
            next_at=work.now + timedelta(days=20),
        )
        assert (kept.ticked, kept.planned.minutes) == (2, 45)
        meetings.log(work, programme.lea, pair, minutes=None, day=DAY, form=None)
    with programme.work() as work:
        draft = meeting_forms.draft(work, programme.tom, pair)
        assert (draft.minutes, len(draft.lines)) == (75, len(empty.lines) - 2)
        assert draft.next == kept.planned
        assert work.prompts.series(programme.lea.id, PromptKind.PARTNER_PLAN)


def test_all_of_the_form_is_kept_or_nothing(programme: Programme, pair: Mentorship) -> None:
    with pytest.raises(DateGone), programme.work() as work:
        meeting_forms.keep(
            work, programme.tom, pair, minutes=45, day=DAY, form=None, next_at=work.now - timedelta(hours=1)
        )
    with programme.work() as work:
        assert work.meetings.last_held(pair.id) is None


@pytest.mark.parametrize(
    ("zone", "local", "day"),
    [
        ("Pacific/Auckland", "2026-03-10T12:30", date(2026, 3, 11)),
        ("America/Los_Angeles", "2026-03-11T07:30", date(2026, 3, 10)),
        ("Europe/Paris", "2026-03-29T00:00", date(2026, 3, 29)),
        ("Europe/Paris", "2026-03-29T03:00", date(2026, 3, 29)),
        ("Europe/Paris", "2026-03-28T23:59", date(2026, 3, 28)),
        ("Europe/Paris", "2026-10-25T02:30", date(2026, 10, 25)),
        ("Europe/Paris", "2027-01-01T00:00", date(2027, 1, 1)),
        ("America/New_York", "2027-01-01T05:30", date(2026, 12, 31)),
        ("Asia/Kathmandu", "2026-12-31T19:15", date(2027, 1, 1)),
    ],
)
def test_today_is_the_day_where_the_person_is(programme: Programme, zone: str, local: str, day: date) -> None:
    """`local` is the time in Paris; a meeting logged at midnight is one of the day that has begun there."""
    made = programme.pair(programme.lea, programme.tom, since="2026-01-12")
    programme.travel(local)
    with programme.work() as work:
        tom = work.people.change(programme.tom.id, timezone=zone)
        assert work.now.astimezone(PARIS).isoformat().startswith(local)
        one = meetings.log(work, tom, made, minutes=45, day=work.today(tom), form=None).meeting
        assert one.held_on == day
        mended = meetings.correct(work, programme.lea, one.id, minutes=60, day=day, form=None).meeting
        assert mended.held_on == day, "also where that day has not begun"


def test_who_is_forgotten_is_nowhere_in_what_was_told(programme: Programme, group: Mentorship) -> None:
    lea, tom = programme.lea, programme.tom
    with programme.work() as work:
        one = meetings.log(work, tom, group, minutes=45, day=DAY, form=None, there={tom.id, lea.id})
        meetings.agree(work, lea, one.meeting.id)
        work.meeting_history.erase(tom.id)
        assert [version.by for version in work.meeting_history.of(group.id)] == [lea.id]
        assert work.meeting_history.there([one.meeting.id]) == {one.meeting.id: {lea.id}}
