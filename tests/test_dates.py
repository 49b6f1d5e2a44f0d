"""A date to meet, lived on a real database: whoever says what and in whatever order, both end up with the same date."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from living import Programme, kinds

from bot.domain.calendar import Period
from bot.domain.dates import DateDropped, DateGone, DateMoved, token
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting, MeetingState, SkipReason
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.domain.refusals import Outdated
from bot.programme import answers, changing, dates, messages_wanted, skipping
from bot.programme.date_facts import reminder
from bot.programme.dates import ProposedMeanwhile
from bot.programme.outcomes import Became

pytestmark = pytest.mark.long

#: Thursday 19 March 2026, 14:30 in Paris; and the Monday after, at nine.
THURSDAY = datetime(2026, 3, 19, 13, 30, tzinfo=UTC)
MONDAY = datetime(2026, 3, 23, 8, tzinfo=UTC)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Léa and Tom, introduced on Monday 2 March 2026. It is the Monday after; they have had their sheet."""
    mentorship = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    lived(programme, "2026-03-03")
    programme.travel("2026-03-09 11:00")
    programme.tick()
    programme.release()
    return mentorship


def lived(programme: Programme, first: str, last: str = "") -> list[tuple[date, str, str]]:
    """Who was told what from one day to another: the bot is looked at once a day, when everybody is at work."""
    day, told = date.fromisoformat(first), []
    while day <= date.fromisoformat(last or first):
        told += programme.live(f"{day} 11:00", f"{day} 11:00")
        day += timedelta(days=1)
    return told


def suggested(programme: Programme, by: Person, pair: Mentorship, at: datetime = THURSDAY) -> Meeting:
    with programme.work() as work:
        return dates.propose(work, by, pair, at)


def agreed(programme: Programme, pair: Mentorship, at: datetime = THURSDAY) -> Meeting:
    one = suggested(programme, programme.tom, pair, at)
    with programme.work() as work:
        return dates.accept(work, programme.lea, one.id, token(one))


def of_the_date(told: list[tuple[date, str, str]]) -> list[tuple[date, str, str]]:
    kinds_of_a_date = ("partner_plan", "date_news", "date_soon", "tomorrow", "took_place")
    return [one for one in told if one[2] in kinds_of_a_date]


def test_both_hear_of_it_are_reminded_the_working_day_before_and_asked_the_day_after(
    programme: Programme, pair: Mentorship
) -> None:
    one = suggested(programme, programme.tom, pair)
    told = lived(programme, "2026-03-10")
    with programme.work() as work:
        dates.accept(work, programme.lea, one.id, token(one))
        dates.accept(work, programme.lea, one.id, token(one))

    told += lived(programme, "2026-03-11", "2026-03-22")

    assert of_the_date(told) == [
        (date(2026, 3, 10), "Léa", "partner_plan"),
        (date(2026, 3, 11), "Tom", "date_news"),
        (date(2026, 3, 18), "Léa", "tomorrow"),
        (date(2026, 3, 18), "Tom", "tomorrow"),
        (date(2026, 3, 20), "Léa", "took_place"),
        (date(2026, 3, 20), "Tom", "took_place"),
    ]
    assert not [one for one in told if one[2] == "first_meeting"], "nobody asks the same in other words"


def test_the_sheet_comes_with_the_reminder_once_and_not_again_in_the_same_week(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-02 12:00")
    agreed(programme, pair, datetime(2026, 3, 5, 13, 30, tzinfo=UTC))
    lived(programme, "2026-03-03", "2026-03-04")

    with programme.work() as work:
        [recalled] = work.prompts.series(programme.tom.id, PromptKind.TOMORROW)
        assert recalled.state is PromptState.SENT
        facts = reminder(work, recalled, programme.tom)
    assert facts.shown, "they had it the day before: now it is told in a line"


def sheets(told: list[tuple[date, str, str]]) -> list[tuple[date, str]]:
    return [(day, who) for day, who, kind in told if kind == "sheet"]


def test_the_sheet_comes_two_of_ones_own_working_days_before_the_date(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-02 12:00")
    with programme.work() as work:
        work.people.change(programme.tom.id, works_on="01")
    agreed(programme, pair)

    told = lived(programme, "2026-03-03", "2026-03-20")

    assert sheets(told) == [(date(2026, 3, 16), "Tom"), (date(2026, 3, 17), "Léa")], (
        "Tom works two days a week"
    )
    assert [one[:2] for one in told if one[2] == "tomorrow"] == [
        (date(2026, 3, 17), "Tom"),
        (date(2026, 3, 18), "Léa"),
    ]


def test_a_sheet_that_waits_for_a_date_comes_sooner_with_a_nearer_one_and_at_once_without(
    programme: Programme,
) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-02 12:00")
    meeting = agreed(programme, pair)
    assert not sheets(lived(programme, "2026-03-03", "2026-03-04"))

    moved = suggested(programme, programme.tom, pair, datetime(2026, 3, 12, 13, 30, tzinfo=UTC))
    assert sheets(lived(programme, "2026-03-05", "2026-03-09")) == []
    with programme.work() as work:
        assert moved.id == meeting.id
        dates.drop(work, programme.lea, pair, work.meetings.get(moved.id))

    assert sheets(lived(programme, "2026-03-10")) == [(date(2026, 3, 10), "Léa"), (date(2026, 3, 10), "Tom")]


def test_a_date_of_next_month_leaves_this_months_sheet_its_day(programme: Programme) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-02 12:00")
    agreed(programme, pair, datetime(2026, 4, 9, 13, 30, tzinfo=UTC))

    assert len(sheets(lived(programme, "2026-03-03"))) == 2
    assert sheets(lived(programme, "2026-04-02", "2026-04-08")) == [
        (date(2026, 4, 7), "Léa"),
        (date(2026, 4, 7), "Tom"),
    ], "two working days before it: Easter Monday is none, and Good Friday is no holiday in Paris"


def test_two_who_propose_the_same_moment_have_agreed_on_it(programme: Programme, pair: Mentorship) -> None:
    suggested(programme, programme.tom, pair)
    with programme.work() as work:
        assert dates.propose(work, programme.lea, pair, THURSDAY, seen="").agreed


def test_two_who_propose_at_the_same_time_end_with_one_date(programme: Programme, pair: Mentorship) -> None:
    def propose(person: Person, at: datetime) -> str:
        with programme.work() as work:
            try:
                return token(dates.propose(work, person, pair, at, seen=""))
            except ProposedMeanwhile:
                return "read the other's first"

    with ThreadPoolExecutor(2) as both:
        said = list(both.map(propose, (programme.tom, programme.lea), (THURSDAY, MONDAY)))

    assert said.count("read the other's first") == 1
    with programme.work() as work:
        assert token(work.meetings.planned(pair.id)) in said
        assert len(work.meetings.in_cycle(pair.id, 0)) == 1


def test_an_answer_to_a_date_that_moved_passed_or_was_called_off_changes_nothing(
    programme: Programme, pair: Mentorship
) -> None:
    one = suggested(programme, programme.tom, pair)
    moved = suggested(programme, programme.tom, pair, MONDAY)
    with programme.work() as work:
        for answer in (
            dates.accept,
            lambda *args: dates.decline(work, programme.lea, None, one.id, token(one)),
        ):
            with pytest.raises(DateMoved):
                answer(work, programme.lea, one.id, token(one))
        with pytest.raises(Outdated):
            dates.accept(work, programme.maya, moved.id, token(moved))
        assert not dates.accept(work, programme.tom, moved.id, token(moved)).agreed, (
            "nobody agrees with themselves"
        )
    programme.travel("2026-03-23 11:00")
    with programme.work() as work:
        with pytest.raises(DateGone):
            dates.accept(work, programme.lea, moved.id, token(moved))
        assert dates.did_not(work, programme.lea, moved.id).state is MeetingState.WITHDRAWN
        with pytest.raises(DateDropped):
            dates.accept(work, programme.lea, moved.id, token(moved))


def test_a_date_called_off_is_told_to_whoever_read_of_it_and_leaves_no_trace_of_who_did_it(
    programme: Programme, pair: Mentorship
) -> None:
    one = agreed(programme, pair)
    with programme.work() as work:
        off = dates.decline(work, programme.lea, None, one.id, token(one))
        assert dates.decline(work, programme.lea, None, one.id, token(one)) == off, "twice is once"

    told = lived(programme, "2026-03-10", "2026-03-23")

    assert of_the_date(told) == [(date(2026, 3, 10), "Tom", "date_news")]
    assert (off.state, off.logged_by) == (MeetingState.WITHDRAWN, programme.tom.id), "still who suggested it"


@pytest.mark.parametrize("by", ["calling it off", "moving it"])
def test_whoever_does_without_news_is_not_left_alone_in_a_room(
    programme: Programme, pair: Mentorship, by: str
) -> None:
    """She did not hear of the suggestion either: she found it in Home, and said yes."""
    with programme.work() as work:
        messages_wanted.choose(work, programme.lea, ())
    one = suggested(programme, programme.tom, pair)
    assert of_the_date(lived(programme, "2026-03-10")) == [], "a suggestion keeps nobody waiting in a room"
    with programme.work() as work:
        dates.accept(work, programme.lea, one.id, token(one))
    with programme.work() as work:
        if by == "moving it":
            dates.propose(work, programme.tom, pair, MONDAY)
        else:
            dates.decline(work, programme.tom, None, one.id, token(one))

    assert kinds(lived(programme, "2026-03-11"), "Léa") == [(date(2026, 3, 11), "date_news")]


def test_news_of_a_date_tomorrow_is_not_kept_for_tomorrow(programme: Programme, pair: Mentorship) -> None:
    agreed(programme, pair)
    lived(programme, "2026-03-10", "2026-03-18")
    programme.travel("2026-03-18 16:00")
    with programme.work() as work:
        one = work.meetings.planned(pair.id)
        assert dates.comes_late(work, programme.tom, one)
        dates.drop(work, programme.tom, pair, one)

    assert [one[1:] for one in programme.live("2026-03-18 16:30", "2026-03-18 17:30")] == [
        ("Léa", "date_soon")
    ]


def test_nobody_gets_up_for_a_date_that_was_called_off_in_the_evening(
    programme: Programme, pair: Mentorship
) -> None:
    early = datetime(2026, 3, 19, 6, 30, tzinfo=UTC)
    one = agreed(programme, pair, early)
    lived(programme, "2026-03-10", "2026-03-18")
    programme.travel("2026-03-18 21:00")
    with programme.work() as work:
        dates.drop(work, programme.tom, pair, work.meetings.get(one.id))

    assert programme.live("2026-03-18 21:10", "2026-03-18 21:10") == [], "the evening is theirs"
    assert [one[1:] for one in programme.live("2026-03-19 06:35", "2026-03-19 06:35")] == [
        ("Léa", "date_soon")
    ]


def test_a_meeting_that_took_place_is_logged_with_the_planned_length_and_the_other_is_not_asked(
    programme: Programme, pair: Mentorship
) -> None:
    one = agreed(programme, pair)
    lived(programme, "2026-03-10", "2026-03-18")
    programme.travel("2026-03-19 16:00")
    with programme.work() as work:
        held = dates.took_place(work, programme.tom, one.id).meeting
        assert dates.took_place(work, programme.tom, one.id).already
    assert (held.state, held.minutes, held.agreed) == (MeetingState.HELD, 45, False)

    told = lived(programme, "2026-03-20", "2026-03-24")

    assert of_the_date(told) == []
    assert kinds(told, "Léa")[0] == (date(2026, 3, 20), "partner_log")


def test_a_break_calls_the_reminders_off_and_its_end_brings_them_back(
    programme: Programme, pair: Mentorship
) -> None:
    agreed(programme, pair)
    with programme.work() as work:
        answers.pause(work, programme.tom, pair, date(2026, 4, 20))
    lived(programme, "2026-03-10", "2026-03-12")
    with programme.work() as work:
        assert not [one for one in work.prompts.pending() if one.kind is PromptKind.TOMORROW]
        changing.back_earlier(work, programme.tom, pair.id)

    told = lived(programme, "2026-03-13", "2026-03-18")

    assert {who for _, who, kind in told if kind == "tomorrow"} == {"Léa", "Tom"}


def test_in_a_group_a_date_stands_at_once_and_who_cannot_come_tells_the_mentor(programme: Programme) -> None:
    with programme.work() as work:
        group = work.mentorships.link(
            programme.id,
            seats=[
                (programme.lea.id, SeatRole.MENTOR),
                (programme.tom.id, SeatRole.MENTEE),
                (programme.maya.id, SeatRole.MENTEE),
            ],
            anchor=date(2026, 3, 2),
            period=Period(months=1),
            introduced_at=datetime.combine(date(2026, 3, 2), time(8), UTC),
            name="Les curieux",
        )
    programme.travel("2026-03-09 11:00")
    with programme.work() as work:
        one = dates.propose(work, programme.lea, group, THURSDAY)
        assert one.agreed
        assert dates.decline(work, programme.tom, None, one.id, token(one)).state is MeetingState.PLANNED
        dates.decline(work, programme.tom, None, one.id, token(one))

    told = of_the_date(lived(programme, "2026-03-10", "2026-03-12"))

    assert sorted(who for _, who, _ in told) == ["Léa", "Maya", "Tom"]
    told = of_the_date(lived(programme, "2026-03-13", "2026-03-20"))
    assert [who for _, who, kind in told if kind == "took_place"] == ["Léa"], "who was not there cannot say"


def test_why_not_this_month_is_for_its_authors_eyes_and_need_not_be_said(
    programme: Programme, pair: Mentorship
) -> None:
    with programme.work() as work:
        [asked, *_] = work.prompts.messages_to(programme.tom.id, work.now - timedelta(days=9))
        answers.skip(work, programme.tom, asked, pair)
        assert skipping.said_by(work, programme.tom, pair, 0) == skipping.Skipping(reason=None)
        skipping.say_why(work, programme.tom, asked, pair, SkipReason.AWAY)
        skipping.say_why(work, programme.lea, asked, pair, SkipReason.BUSY)
        said = skipping.said_by(work, programme.tom, pair, 0)
        assert said is not None
        assert said.reason is SkipReason.AWAY
        assert skipping.said_by(work, programme.lea, pair, 0) is None
        assert answers.became(work, asked, pair).became is Became.SKIPPED
        skipping.say_why(work, programme.tom, asked, pair, None)
        assert work.meetings.skipped(pair.id, 0).reason is None
