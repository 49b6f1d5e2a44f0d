"""Any life of any mentorship in any zone: the ladder misses nothing, repeats nothing, wakes nobody away."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.cadence import CLASS_OF, PromptClass, Rhythm, SeatFacts, flag_at, outlook
from bot.domain.calendar import DAY, Period, local_day
from bot.domain.mentorships import SeatRole
from tests.domain.pairs import HOUR, LEA_MENTORS, PARIS, TOM_LEARNS, noon, pair


@dataclass(frozen=True)
class Life:
    """What happens to a mentorship, cycle by cycle; `rhythm` is what is known of it at an instant."""

    base: Rhythm
    first_met_in: int
    cycles: tuple[str, ...]

    def rhythm(self, now):
        base = self.base
        k = base.cadence.cycle_on(local_day(base.zone, now))
        this = self.cycles[k % len(self.cycles)]
        before = [self.cycles[n % len(self.cycles)] for n in range(k)]
        quiet = next((n for n, state in enumerate(reversed(before)) if state != "quiet"), len(before))
        start, end = base.bounds(k)
        return replace(
            base,
            cycle=k,
            first_met=k >= self.first_met_in,
            met_this_cycle=this == "met",
            skipped_this_cycle=this == "skipped",
            disputed_this_cycle=this == "disputed",
            planned_for=noon(start + (end - start) * 0.6) if this == "planned" else None,
            quiet_cycles=quiet,
        )


maybe_back = st.none() | st.dates(date(2026, 1, 1), date(2027, 3, 1))


@st.composite
def lives(draw):
    roles = draw(
        st.sampled_from(
            [
                [SeatRole.MENTOR, SeatRole.MENTEE],
                [SeatRole.MENTOR, SeatRole.MENTEE, SeatRole.MENTEE],
                [SeatRole.PEER, SeatRole.PEER, SeatRole.PEER, SeatRole.FACILITATOR],
            ]
        )
    )
    anchor = draw(st.dates(date(2025, 12, 1), date(2026, 3, 31)))
    base = pair(
        anchor=anchor,
        zone=draw(
            st.sampled_from([PARIS, "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo"])
        ),
        period=draw(
            st.sampled_from(
                [Period(), Period(months=3), Period(months=0, weeks=1), Period(months=0, weeks=4)]
            )
        ),
        introduced_at=noon(anchor) + draw(st.integers(-10, 10)) * DAY,
        seats=tuple(
            SeatFacts(person_id=n, role=role, paused_until=draw(maybe_back), carries=draw(st.integers(0, 3)))
            for n, role in enumerate(roles)
        ),
        flagged=draw(st.booleans()),
        paused_until=draw(maybe_back),
        ends_on=draw(maybe_back),
    )
    states = st.sampled_from(["quiet", "quiet", "quiet", "met", "planned", "skipped", "disputed"])
    return Life(base, draw(st.integers(0, 3)), tuple(draw(st.lists(states, min_size=1, max_size=13))))


moments = st.integers(0, 400 * 24).map(lambda hour: datetime(2026, 1, 1, tzinfo=UTC) + hour * HOUR)


def seen_at(life, now):
    found = outlook(life.rhythm(now), now)
    flag = {("flag", local_day(life.base.zone, now))} if found.raise_flag else set()
    return {(p.dedupe_key, p.not_before, p.expires_at) for p in found.prompts}, flag, found.look_again_at


def seen_step_by_step(life, begin, end):
    prompts, first_flags, was_up = set(), set(), False
    for hour in range(int((end - begin) / HOUR) + 1):
        found, flag, _ = seen_at(life, begin + hour * HOUR)
        prompts |= found
        first_flags |= flag if flag and not was_up else set()
        was_up = bool(flag)
    return prompts, first_flags


def seen_by_jumping(life, begin, end):
    prompts, first_flags, was_up, now = set(), set(), False, begin
    while now <= end:
        found, flag, look_again_at = seen_at(life, now)
        prompts |= found
        first_flags |= flag if flag and not was_up else set()
        was_up = bool(flag)
        assert look_again_at > now
        now = look_again_at
    return prompts, first_flags


@given(lives(), moments)
def test_looking_only_when_told_to_misses_nothing_in_any_two_months(life, begin):
    end = begin + 60 * DAY
    assert seen_by_jumping(life, begin, end) == seen_step_by_step(life, begin, end)


QUIET_LIFE = Life(pair(), 0, ("quiet",))
BUSY_LIFE = Life(
    pair(
        zone="America/New_York",
        anchor=date(2026, 1, 31),
        seats=(replace(LEA_MENTORS, carries=4), replace(TOM_LEARNS, paused_until=date(2026, 7, 14))),
    ),
    1,
    ("quiet", "planned", "quiet", "quiet", "disputed", "met", "skipped"),
)


@pytest.mark.parametrize("life", [QUIET_LIFE, BUSY_LIFE], ids=["quiet", "busy"])
def test_looking_only_when_told_to_misses_nothing_in_a_year(life):
    begin = datetime(2026, 2, 1, tzinfo=UTC)
    end = begin + 365 * DAY
    assert seen_by_jumping(life, begin, end) == seen_step_by_step(life, begin, end)


@given(lives(), moments, st.floats(0, 1))
def test_until_the_next_look_the_answer_stays_the_same(life, now, share):
    prompts, flag, look_again_at = seen_at(life, now)
    later = now + min(look_again_at - now, 400 * DAY) * share
    if later < look_again_at:
        then, later_flag, look_again = seen_at(life, later)
        assert (then, bool(later_flag)) == (prompts, bool(flag))
        assert look_again >= look_again_at


@given(lives(), moments)
def test_whenever_the_bot_comes_back_each_person_has_one_nudge_and_one_sheet_at_most(life, now):
    waiting = [p for p in outlook(life.rhythm(now), now).prompts if not p.stale(now)]
    series = Counter((p.recipient_id, CLASS_OF[p.kind], p.mentorship_id) for p in waiting)
    assert all(number == 1 for number in series.values())
    assert all(p.not_before <= now for p in waiting)


@given(lives(), moments)
def test_the_same_facts_never_say_the_same_thing_twice(life, now):
    keys = [p.dedupe_key for p in outlook(life.rhythm(now), now).prompts]
    assert len(keys) == len(set(keys))


@given(lives(), moments)
def test_nobody_is_told_anything_while_they_are_away(life, now):
    rhythm = life.rhythm(now)
    today = local_day(rhythm.zone, now)
    away = {seat.person_id for seat in rhythm.seats if seat.paused_until and today < seat.paused_until}
    told = {p.recipient_id for p in outlook(rhythm, now).prompts}
    assert not told & away
    if rhythm.paused_until and today < rhythm.paused_until:
        assert not told


@given(lives(), moments)
def test_a_flag_was_always_announced_by_a_nudge_that_ran_until_that_day(life, now):
    rhythm = life.rhythm(now)
    flag = flag_at(rhythm, now)
    if flag is None or rhythm.ends_on or any(seat.carries >= 2 for seat in rhythm.seats):
        return
    eve = flag - timedelta(minutes=1)
    if rhythm.cadence.cycle_on(local_day(rhythm.zone, eve)) == rhythm.cycle:
        nudges = [p for p in outlook(rhythm, eve).prompts if CLASS_OF[p.kind] is PromptClass.NUDGE]
        assert flag in {p.expires_at for p in nudges if not p.stale(eve)}
