"""Asking for a change in a mentorship, and a pause, which needs nobody: on a real database, without Slack."""

from __future__ import annotations

from datetime import date

import pytest
from changed import IN_JUNE, MONDAY, a_pair, asks, decides, heard, now
from living import Programme, kinds

from bot.domain.changes import (
    BreakTooLong,
    ChangeState,
    Decision,
    Motive,
    NobodyToRead,
    Wish,
)
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import Mentorship
from bot.domain.refusals import Outdated, Refusal
from bot.programme import answers, change_cases, changing, facts, home, meetings
from bot.programme.outcomes import Became
from tests.views.test_prompts import prompt

pytestmark = pytest.mark.long


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return a_pair(programme)


def test_a_request_is_decided_within_five_working_days_and_the_team_is_told_once(
    programme: Programme, pair: Mentorship
) -> None:
    change = asks(programme, pair, programme.tom)
    assert change is not None
    assert change.decide_by == date(2026, 3, 16)
    told = kinds(programme.live(MONDAY, "2026-03-11 18:00"), "Omar")
    assert told == [(date(2026, 3, 9), PromptKind.CHANGE_ASKED)]


def test_a_decision_is_asked_for_again_before_its_limit_and_then_on_mondays_and_thursdays(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom)
    told = kinds(programme.live(MONDAY, "2026-03-26 18:00"), "Omar")
    assert [day for day, kind in told if kind == PromptKind.CHANGE_ASKED] == [
        date(2026, 3, 9),
        date(2026, 3, 12),
        date(2026, 3, 16),
        date(2026, 3, 19),
        date(2026, 3, 23),
        date(2026, 3, 26),
    ]
    with programme.work() as work:
        assert [one.late for one in change_cases.waiting(work, programme.omar)] == [True]


def test_nothing_is_asked_of_the_mentorship_meanwhile_and_the_days_do_not_count(
    programme: Programme, pair: Mentorship
) -> None:
    """Without the request, Tom would be asked on day 7, both on day 14, and the team told on day 28."""
    asks(programme, pair, programme.tom)
    told = programme.live(MONDAY, "2026-04-03 18:00")
    assert {name for _, name, _ in told} == {"Omar"}
    programme.travel("2026-04-06 10:00")
    decides(programme, pair, Decision.KEEP)
    later = programme.live("2026-04-07 10:00", "2026-04-20 18:00")
    first = [day for day, kind in kinds(later, "Tom") if kind == PromptKind.FIRST_MEETING]
    assert first[:1] == [date(2026, 4, 13)], "a week after the decision, as after a pause"
    assert PromptKind.FLAG not in {kind for _, _, kind in later}


def test_what_was_planned_before_the_request_is_not_said_after_it(
    programme: Programme, pair: Mentorship
) -> None:
    programme.travel("2026-03-09 01:00")
    assert programme.tick()
    asks(programme, pair, programme.lea)
    assert [parcel for parcel in programme.release() if parcel.bundle.recipient.id == programme.tom.id] == []
    assert heard(programme, "2026-03-09 12:00", "2026-03-09 20:00", "Tom") == []


def test_the_other_half_finds_everything_as_it_was(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        before = home.look(work, programme.lea)
        mine = changing.mine(work, programme.lea, pair.id)
        line = work.mentorships.rhythm(pair.id, work.now)
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        assert home.look(work, programme.lea) == before
        assert changing.mine(work, programme.lea, pair.id) == mine
        assert work.mentorships.rhythm(pair.id, work.now) == line
        assert home.look(work, programme.tom).pairs[0].change is not None


def test_asking_again_takes_the_place_of_the_first(programme: Programme, pair: Mentorship) -> None:
    first = asks(programme, pair, programme.tom)
    asks(programme, pair, programme.tom, Wish.STOP, Motive.NO_TIME)
    with programme.work() as work:
        (case,) = change_cases.waiting(work, programme.omar)
        assert [(one.change.wish, one.change.why) for one in case.requests] == [(Wish.STOP, Motive.NO_TIME)]
        known = work.changes.get(first.id) if first else None
        assert known is not None
        assert (known.state, known.why) == (ChangeState.WITHDRAWN, None)


def test_a_pause_needs_nobody_and_keeps_no_reason(programme: Programme, pair: Mentorship) -> None:
    assert asks(programme, pair, programme.tom, Wish.PAUSE, Motive.NO_TIME, IN_JUNE) is None
    assert now(programme, pair).paused_until == IN_JUNE
    with programme.work() as work:
        assert change_cases.waiting(work, programme.omar) == ()
        kept = work.changes.last_decided(pair.id)
        assert kept is not None
        assert (kept.decision, kept.why, kept.decided_by) == (Decision.PAUSE, None, None)
    told = programme.live(MONDAY, "2026-04-20 18:00")
    asked = {PromptKind.FIRST_MEETING, PromptKind.MISSING_MEETING, PromptKind.FLAG}
    assert [one for one in told if one[2] in asked] == []


def test_whoever_is_back_earlier_goes_on_that_day(programme: Programme, pair: Mentorship) -> None:
    asks(programme, pair, programme.tom, Wish.PAUSE, until=IN_JUNE)
    programme.travel("2026-03-20 10:00")
    with programme.work() as work:
        assert changing.back_earlier(work, programme.lea, pair.id).paused_until is None
    told = kinds(programme.live("2026-03-20 11:00", "2026-03-30 18:00"), "Tom")
    assert (date(2026, 3, 27), PromptKind.FIRST_MEETING) in told


def test_a_break_shows_in_home_also_when_they_met_before_it(programme: Programme, pair: Mentorship) -> None:
    with programme.work() as work:
        meetings.log(work, programme.tom, pair, minutes=45, day=date(2026, 3, 9), form=None)
    asks(programme, pair, programme.tom, Wish.PAUSE, until=IN_JUNE)
    with programme.work() as work:
        for reader in (programme.tom, programme.lea):
            (seen,) = home.look(work, reader).pairs
            assert (seen.outcome.became, seen.outcome.until) == (Became.PAUSED, IN_JUNE)


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (None, answers.PauseTooShort),
        (date(2026, 3, 9), answers.PauseTooShort),
        (date(2026, 9, 9), BreakTooLong),
    ],
)
def test_a_pause_ends_tomorrow_at_the_earliest_and_in_half_a_year_at_most(
    programme: Programme, pair: Mentorship, until: date | None, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        asks(programme, pair, programme.tom, Wish.PAUSE, until=until)
    assert now(programme, pair).paused_until is None


def test_nobody_waits_for_an_answer_that_nobody_could_give(programme: Programme, pair: Mentorship) -> None:
    """Omar and Inès, who owns the programme, are all the team there is, and Tom works for both."""
    with programme.work() as work:
        work.people.change(programme.omar.id, manager_id=programme.ines.id)
        work.people.change(programme.tom.id, manager_id=programme.omar.id)
        assert changing.mine(work, programme.tom, pair.id).wishes == (Wish.PAUSE,)
    for wish in (Wish.MEDIATION, Wish.NEW_MENTOR, Wish.STOP):
        with pytest.raises(NobodyToRead):
            asks(programme, pair, programme.tom, wish)
    assert rows(programme) == []
    asks(programme, pair, programme.tom, Wish.PAUSE, until=IN_JUNE)
    assert now(programme, pair).paused_until == IN_JUNE


def test_nobody_asks_about_a_mentorship_that_is_not_theirs(programme: Programme, pair: Mentorship) -> None:
    with pytest.raises(Outdated):
        asks(programme, pair, programme.maya)


def test_a_reason_is_sealed_while_it_waits_and_gone_once_it_is_decided(
    programme: Programme, pair: Mentorship
) -> None:
    asks(programme, pair, programme.tom, why=Motive.HARD_TO_MEET)
    assert Motive.HARD_TO_MEET.value not in str(rows(programme))
    assert rows(programme)[0].reason is not None
    decides(programme, pair, Decision.KEEP)
    assert [row.reason for row in rows(programme)] == [None]


def rows(programme: Programme) -> list:  # type: ignore[type-arg]
    with programme.engine.connect() as connection:
        return list(connection.exec_driver_sql('SELECT * FROM "change"'))


def test_a_weekly_digest_is_not_sent_for_its_sake_and_shows_it_as_it_was(
    programme: Programme, pair: Mentorship
) -> None:
    """Nothing in a digest may tell that something is under way: its line is the same, and counts for no question."""
    other = programme.pair(programme.lea, programme.maya, since="2026-03-02")
    digest = {PromptKind.DIGEST}
    with programme.work() as work:
        before = facts.digest(work, prompt(PromptKind.DIGEST), programme.lea)
    asks(programme, pair, programme.tom)
    with programme.work() as work:
        assert facts.digest(work, prompt(PromptKind.DIGEST), programme.lea) == before
        work.mentorships.pause(other.id, since=date(2026, 3, 9), until=IN_JUNE)
    assert (
        digest & {kind for _, name, kind in programme.live(MONDAY, "2026-03-20 18:00") if name == "Léa"}
        == set()
    )
