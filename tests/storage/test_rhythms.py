"""What the tick reads of a mentorship is what happened in it, and costs the same few queries for many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from living import arrive
from sqlalchemy import Engine, event

from bot.domain.calendar import Period, add_months, cycle_at
from bot.domain.cycles import changed
from bot.domain.enrolments import EnrolmentState, Part
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import Mentorship, MentorshipState
from bot.domain.people import Workspace
from bot.domain.rhythm import Rhythm
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, Cast, StoppedClock, link

HALF_A_YEAR = NOON + timedelta(days=183)


def meeting(work: Work, mentorship: Mentorship, day: date, state: MeetingState = MeetingState.HELD) -> None:
    work.meetings.add(
        mentorship.id,
        state=state,
        cycle=cycle_at(mentorship.anchor, mentorship.period, day),
        held_on=day,
        minutes=None,
        form=None,
        logged_by=mentorship.seats[0].person_id,
        logged_at=NOON,
    )


def rhythm_of(work: Work, mentorship: Mentorship, at: object = HALF_A_YEAR) -> Rhythm:
    rhythm = work.mentorships.rhythm(mentorship.id, at)  # type: ignore[arg-type]
    assert rhythm is not None
    return rhythm


@pytest.fixture
def pair(store: Store, workspace: Workspace, cast: Cast) -> Mentorship:
    """Léa and Tom, introduced today; the tests look half a year later, in cycle 6."""
    with store.work(workspace) as work:
        return link(work, cast)


def test_only_active_mentorships_whose_look_has_come_are_due_the_oldest_first(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        pairs = [link(work, cast, mentee=arrive(work, f"U{n}", f"Mentee {n}")) for n in range(5)]
        first, second, later, paused, ended = pairs
        work.mentorships.look_again({first.id: NOON, second.id: NOON - timedelta(days=1)})
        work.mentorships.look_again({later.id: NOON + timedelta(seconds=1)})
        work.mentorships.change(paused.id, state=MentorshipState.PAUSED)
        work.mentorships.change(ended.id, state=MentorshipState.ENDED)
    with store.look(workspace) as work:
        due = work.mentorships.due(NOON, limit=9)
        assert [one.mentorship_id for one in due] == [second.id, first.id]
        assert [one.mentorship_id for one in work.mentorships.due(NOON, limit=1)] == [second.id]
        assert due[0] == work.mentorships.rhythm(second.id, NOON), "one by one they read the same"
        assert work.mentorships.rhythm(paused.id, NOON) is None


def test_a_new_pair_is_looked_at_from_its_introduction_on(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    with store.look(workspace) as work:
        assert not work.mentorships.due(NOON - timedelta(seconds=1), limit=9)
        (fresh,) = work.mentorships.due(NOON, limit=9)
    assert (fresh.cycle, fresh.first_met, fresh.quiet_cycles, fresh.planned_for) == (0, False, 0, None)


def test_a_pair_that_never_spoke_is_quiet_since_the_beginning(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    with store.look(workspace) as work:
        rhythm = rhythm_of(work, pair)
    assert (rhythm.cycle, rhythm.first_met, rhythm.quiet_cycles) == (6, False, 6)


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.DISPUTED])
def test_news_of_any_kind_breaks_the_silence(
    store: Store, workspace: Workspace, pair: Mentorship, state: MeetingState
) -> None:
    with store.work(workspace) as work:
        meeting(work, pair, add_months(pair.anchor, 3), state)
        rhythm = rhythm_of(work, pair)
    assert rhythm.quiet_cycles == 2
    assert rhythm.first_met == (state is MeetingState.HELD), "a disputed meeting is no first meeting"


def test_a_skipped_month_is_not_a_quiet_one(store: Store, workspace: Workspace, pair: Mentorship) -> None:
    with store.work(workspace) as work:
        work.meetings.skip(pair.id, 5, by=pair.seats[1].person_id, at=NOON)
        assert rhythm_of(work, pair).quiet_cycles == 0
        work.meetings.skip(pair.id, 6, by=pair.seats[1].person_id, at=NOON)
        assert rhythm_of(work, pair).skipped_this_cycle


def test_a_month_of_pause_is_not_a_quiet_one(
    store: Store, workspace: Workspace, cast: Cast, pair: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.mentorships.change(pair.id, paused_until=add_months(pair.anchor, 3) + timedelta(days=5))
        assert rhythm_of(work, pair).quiet_cycles == 2, "cycles 4 and 5: cycle 3 began in the pause"
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.enrolments.change(place.id, part=Part.MENTEE, paused_until=add_months(pair.anchor, 5))
        rhythm = rhythm_of(work, pair)
    assert rhythm.quiet_cycles == 1
    assert {seat.paused_until for seat in rhythm.seats} == {None, add_months(pair.anchor, 5)}


def test_somebody_who_paused_without_a_date_stays_away(
    store: Store, workspace: Workspace, cast: Cast, pair: Mentorship
) -> None:
    with store.work(workspace) as work:
        place = work.enrolments.open_for(cast.tom.id, cast.programme.id)
        work.enrolments.change(place.id, state=EnrolmentState.PAUSED)
        rhythm = rhythm_of(work, pair)
    assert not any(seat.awake(HALF_A_YEAR.date()) for seat in rhythm.seats if seat.person_id == cast.tom.id)


def test_this_month_is_told_apart_from_the_others(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    with store.work(workspace) as work:
        meeting(work, pair, add_months(pair.anchor, 2))
        meeting(work, pair, add_months(pair.anchor, 6), MeetingState.DISPUTED)
        rhythm = rhythm_of(work, pair)
        assert (rhythm.met_this_cycle, rhythm.disputed_this_cycle) == (False, True)
        assert rhythm.quiet_cycles == 3, "cycles 3, 4 and 5"
        meeting(work, pair, add_months(pair.anchor, 6) + timedelta(days=1))
        assert rhythm_of(work, pair).met_this_cycle
        meeting(work, pair, add_months(pair.anchor, 6), MeetingState.WITHDRAWN)
        work.mentorships.flag(pair.id, NOON)
        assert rhythm_of(work, pair).flagged


def test_before_the_first_meeting_any_date_ahead_counts_and_later_one_of_this_month_or_the_next(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    ahead, ahead_too = HALF_A_YEAR.date() + timedelta(days=40), HALF_A_YEAR.date() + timedelta(days=70)
    with store.work(workspace) as work:
        assert rhythm_of(work, pair).planned_on is None
        meeting(work, pair, HALF_A_YEAR.date() - timedelta(days=60), MeetingState.PLANNED)
        assert rhythm_of(work, pair).planned_on == HALF_A_YEAR.date() - timedelta(days=60)
        for day in (ahead_too, ahead):
            meeting(work, pair, day, MeetingState.PLANNED)
        assert rhythm_of(work, pair).planned_on == ahead
        meeting(work, pair, add_months(pair.anchor, 1))
        assert rhythm_of(work, pair).planned_on == ahead, "who meets early next month is not asked for a date"
        earlier = rhythm_of(work, pair, HALF_A_YEAR - timedelta(days=31))
        assert earlier.planned_on is None, "a date two months away does not spare this month"
        this_month = HALF_A_YEAR.date() + timedelta(days=2)
        meeting(work, pair, this_month, MeetingState.PLANNED)
        assert rhythm_of(work, pair).planned_on == this_month


def test_a_mentor_carries_what_is_active_and_a_mentee_carries_nobody(
    store: Store, workspace: Workspace, cast: Cast, pair: Mentorship
) -> None:
    with store.work(workspace) as work:
        link(work, cast, mentee=cast.ines)
        over = link(work, cast, mentee=arrive(work, "U0NEW", "Nora Petit"))
        work.mentorships.change(over.id, state=MentorshipState.ENDED)
        rhythm = rhythm_of(work, pair)
    assert [(seat.person_id, seat.carries) for seat in rhythm.seats] == [(cast.lea.id, 2), (cast.tom.id, 0)]


def test_the_cycle_turns_at_midnight_where_the_programme_lives(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    last_minute = NOON.replace(month=12, hour=22, minute=59, day=22)
    with store.look(workspace) as work:
        assert rhythm_of(work, pair, last_minute).cycle == 0
        assert rhythm_of(work, pair, last_minute + timedelta(minutes=1)).cycle == 1


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["held", "disputed", "withdrawn", "skip"]))),
    back=st.none() | st.integers(0, 240),
    now=st.integers(0, 7),
)
def test_the_silence_is_counted_as_one_would_on_paper(
    store: Store,
    workspace: Workspace,
    pair: Mentorship,
    told: list[tuple[int, str]],
    back: int | None,
    now: int,
) -> None:
    """Going back from now, cycle by cycle, until there was news or a pause."""
    instant = NOON + timedelta(days=30.5 * now + 2)
    returned = None if back is None else pair.anchor + timedelta(days=back)
    told = [(cycle, what) for cycle, what in told if cycle <= now]
    with undone(store, workspace) as work:
        for cycle, what in told:
            if what == "skip":
                work.meetings.skip(pair.id, cycle, by=pair.seats[0].person_id, at=NOON)
            else:
                meeting(work, pair, add_months(pair.anchor, cycle), MeetingState(what))
        work.mentorships.change(pair.id, paused_until=returned)
        rhythm = rhythm_of(work, pair, instant)

    quiet = 0
    news = {cycle for cycle, what in told if what != "withdrawn"}
    for cycle in reversed(range(rhythm.cycle)):
        if cycle in news or (returned and add_months(pair.anchor, cycle) < returned):
            break
        quiet += 1
    assert rhythm.cycle == now
    assert rhythm.quiet_cycles == quiet
    assert rhythm.met_this_cycle == ((now, "held") in told)


def test_a_changed_cadence_begins_its_own_count_of_silence(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    """Silent since the beginning; in the seventh month they chose to meet every fortnight."""
    with store.work(workspace) as work:
        today = HALF_A_YEAR.date()
        before = rhythm_of(work, pair)
        work.cadences.keep(pair.id, changed(pair.cadences, Period(months=0, weeks=2), today))
        after, later = rhythm_of(work, pair), rhythm_of(work, pair, HALF_A_YEAR + timedelta(weeks=5))
        read = work.mentorships.get(pair.id)
        assert read is not None
        assert read == work.mentorships.of(pair.seats[0].person_id)[0]
        assert work.mentorships.begun_since(pair.programme_id, pair.anchor + timedelta(days=1)) == []
    assert (before.cycle, before.quiet_cycles) == (6, 6)
    assert (after.cycle, after.quiet_cycles) == (6, 0)
    assert (later.cycle, later.quiet_cycles) == (8, 2)
    assert (after.began, read.first_day, read.bounds(2)) == (pair.anchor, pair.anchor, pair.bounds(2))


def test_a_date_set_under_another_cadence_is_that_of_every_cycle_until_then(
    store: Store, workspace: Workspace, pair: Mentorship
) -> None:
    with store.work(workspace) as work:
        meeting(work, pair, pair.anchor)
        meeting(work, pair, HALF_A_YEAR.date() + timedelta(days=20), MeetingState.PLANNED)
        every_week = changed(pair.cadences, Period(months=0, weeks=1), HALF_A_YEAR.date())
        work.cadences.keep(pair.id, every_week)
        weeks = [rhythm_of(work, pair, HALF_A_YEAR + timedelta(weeks=n)) for n in range(5)]
    assert [one.cycle for one in weeks] == [6, 7, 8, 9, 10]
    assert [one.planned_for is not None for one in weeks] == [True, True, True, True, False]


@contextmanager
def undone(store: Store, workspace: Workspace) -> Iterator[Work]:
    """Work of which nothing stays."""
    try:
        with store.work(workspace) as work:
            yield work
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_fifty_pairs_cost_as_many_queries_as_one(
    store: Store, workspace: Workspace, cast: Cast, clock: StoppedClock
) -> None:
    def queries() -> int:
        with store.work(workspace) as work, counted(store.engine) as asked:
            due = work.mentorships.due(NOON, limit=100)
            work.mentorships.look_again({one.mentorship_id: NOON for one in due})
        return len(asked)

    with store.work(workspace) as work:
        link(work, cast)
    alone = queries()
    with store.work(workspace) as work:
        for n in range(49):
            link(work, cast, mentee=arrive(work, f"U{n}", f"Mentee {n}"))
    assert queries() == alone <= 8
