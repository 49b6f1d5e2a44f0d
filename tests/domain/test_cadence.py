"""What the ladder promises: a pair that meets hears nothing, a quiet one is asked before the team is told."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import (
    CLASS_OF,
    NEVER,
    PRIORITY,
    PromptClass,
    PromptKind,
    Rhythm,
    SeatFacts,
    flag_at,
    outlook,
)
from bot.domain.calendar import DAY, MIDNIGHT, Period, at_local, cycle_bounds, cycle_index, local_day
from bot.domain.mentorships import SeatRole

PARIS = "Europe/Paris"
HOUR = timedelta(hours=1)
LEA, TOM = 1, 2
LEA_MENTORS = SeatFacts(person_id=LEA, role=SeatRole.MENTOR, carries=1)
TOM_LEARNS = SeatFacts(person_id=TOM, role=SeatRole.MENTEE)

#: April 2026 has thirty days, of which day 15 is half and day 22 three quarters.
APRIL = date(2026, 4, 1)


def pair(**facts):
    """Léa and Tom, introduced on 1 March 2026, who met in March."""
    return Rhythm(
        **{
            "mentorship_id": 7,
            "programme_id": 3,
            "anchor": date(2026, 3, 1),
            "zone": PARIS,
            "period": Period(),
            "introduced_at": datetime(2026, 3, 1, 9, tzinfo=UTC),
            "seats": (LEA_MENTORS, TOM_LEARNS),
            "first_met": True,
            "cycle": 1,
        }
        | facts
    )


def newly_introduced(**facts):
    return pair(**{"first_met": False, "cycle": 0} | facts)


def noon(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def live(rhythm, day):
    """Who is told what on this day, as (kind, person)."""
    now = noon(day)
    return {(p.kind.value, p.recipient_id) for p in outlook(rhythm, now).prompts if not p.stale(now)}


def asked(rhythm, day):
    return {told for told in live(rhythm, day) if CLASS_OF[PromptKind(told[0])] is PromptClass.NUDGE}


# The table of kinds


@pytest.mark.parametrize("kind", PromptKind)
def test_every_kind_of_prompt_is_counted_and_has_its_place(kind):
    assert CLASS_OF[kind] in PromptClass
    assert PRIORITY.count(kind) == 1


# The ordinary ladder


def test_a_quiet_cycle_asks_the_mentee_at_half_then_both_at_three_quarters():
    assert asked(pair(), APRIL + 14 * DAY) == set()
    assert asked(pair(), APRIL + 15 * DAY) == {("missing_meeting", TOM)}
    assert asked(pair(), APRIL + 21 * DAY) == {("missing_meeting", TOM)}
    assert asked(pair(), APRIL + 22 * DAY) == {("missing_meeting", TOM), ("missing_meeting", LEA)}


def test_the_last_word_asks_both_about_the_cycle_that_has_just_ended():
    quiet_april = pair(cycle=2, quiet_cycles=1)
    may = date(2026, 5, 1)
    (about,) = {p.period for p in outlook(quiet_april, noon(may)).prompts if p.kind is PromptKind.LAST_WORD}
    assert about == "cycle-1"
    assert asked(quiet_april, may) == {("last_word", TOM), ("last_word", LEA)}
    assert asked(quiet_april, may + 6 * DAY) == {("last_word", TOM), ("last_word", LEA)}
    assert asked(quiet_april, may + 7 * DAY) == set()


@pytest.mark.parametrize("state", ["met_this_cycle", "skipped_this_cycle", "disputed_this_cycle"])
def test_a_pair_that_has_met_or_said_not_this_month_or_disagrees_is_left_alone(state):
    spared = pair(quiet_cycles=3, **{state: True})
    for n in range(30):
        assert asked(spared, APRIL + n * DAY) == set()
        assert not outlook(spared, noon(APRIL + n * DAY)).raise_flag
    assert flag_at(spared, noon(APRIL)) is None


def test_a_date_that_is_set_spares_both_until_the_day_after():
    on_the_25th = pair(planned_for=noon(date(2026, 4, 25)))
    assert asked(on_the_25th, date(2026, 4, 25)) == set()
    assert outlook(on_the_25th, noon(APRIL)).look_again_at == at_local(date(2026, 4, 26), MIDNIGHT, PARIS)
    assert len(asked(on_the_25th, date(2026, 4, 26))) == 2


def test_each_rung_ends_where_the_next_begins():
    found = {p.rung: p for p in outlook(pair(quiet_cycles=1), noon(APRIL + 25 * DAY)).prompts}
    assert found["last-word"].expires_at <= found["half"].not_before
    assert found["half"].expires_at == found["three-quarters"].not_before
    assert found["three-quarters"].expires_at == at_local(date(2026, 5, 1), MIDNIGHT, PARIS)


def test_a_weekly_pair_has_its_ladder_within_the_week():
    weekly = pair(period=Period(months=0, weeks=1), quiet_cycles=1, cycle=4)
    monday = date(2026, 3, 29)
    told = [sorted(kind for kind, _ in asked(weekly, monday + n * DAY)) for n in range(7)]
    assert told == [["last_word"] * 2] * 3 + [["missing_meeting"]] * 2 + [["missing_meeting"] * 2] * 2


# The flag


def test_after_two_quiet_cycles_the_team_is_told_a_week_after_the_last_word_said_so():
    quiet_twice = pair(quiet_cycles=2)
    (announced,) = {
        p.expires_at for p in outlook(quiet_twice, noon(APRIL)).prompts if p.kind is PromptKind.LAST_WORD
    }
    assert flag_at(quiet_twice, noon(APRIL)) == announced == at_local(APRIL + 7 * DAY, MIDNIGHT, PARIS)
    assert not outlook(quiet_twice, announced - timedelta(seconds=1)).raise_flag
    assert outlook(quiet_twice, announced).raise_flag


def test_one_quiet_cycle_is_nobody_elses_business():
    assert flag_at(pair(quiet_cycles=1), noon(APRIL)) is None
    assert not any(outlook(pair(quiet_cycles=1), noon(APRIL + n * DAY)).raise_flag for n in range(30))


def test_the_team_is_told_once_until_they_meet():
    assert not any(
        outlook(pair(quiet_cycles=5, flagged=True), noon(APRIL + n * DAY)).raise_flag for n in range(30)
    )


def test_no_flag_is_raised_that_no_nudge_could_announce():
    back_in_the_second_half = pair(quiet_cycles=2, paused_until=date(2026, 4, 20))
    assert not any(outlook(back_in_the_second_half, noon(APRIL + n * DAY)).raise_flag for n in range(30))


# The first meeting


def test_the_first_meeting_is_asked_of_the_mentee_then_of_both_then_the_team_hears():
    introduced = date(2026, 3, 1)
    new = newly_introduced()
    assert asked(new, introduced + 6 * DAY) == set()
    assert asked(new, introduced + 7 * DAY) == {("first_meeting", TOM)}
    assert asked(new, introduced + 13 * DAY) == {("first_meeting", TOM)}
    assert asked(new, introduced + 27 * DAY) == {("first_meeting", TOM), ("first_meeting", LEA)}
    announced = at_local(introduced + 28 * DAY, MIDNIGHT, PARIS)
    assert flag_at(new, noon(introduced + 14 * DAY)) == announced
    assert not outlook(new, announced - HOUR).raise_flag
    assert outlook(new, announced).raise_flag
    assert asked(new, introduced + 28 * DAY) == set()


def test_until_they_have_met_once_the_ordinary_ladder_is_silent():
    assert asked(newly_introduced(cycle=1, quiet_cycles=1, flagged=True), date(2026, 4, 23)) == set()


def test_a_first_date_that_is_set_spares_newcomers():
    assert asked(newly_introduced(planned_for=noon(date(2026, 3, 20))), date(2026, 3, 16)) == set()


# Sheets


def test_the_first_sheet_comes_the_day_after_the_introduction_and_the_next_with_each_cycle():
    assert live(newly_introduced(), date(2026, 3, 1)) == set()
    assert live(newly_introduced(), date(2026, 3, 2)) == {("sheet", LEA), ("sheet", TOM)}
    (sheet, _) = outlook(pair(), noon(APRIL)).prompts
    assert (sheet.kind, sheet.period) == (PromptKind.SHEET, "cycle-1")
    assert (sheet.not_before, sheet.expires_at) == tuple(
        at_local(day, MIDNIGHT, PARIS) for day in (APRIL, date(2026, 5, 1))
    )


def test_not_this_month_means_no_sheet_either():
    assert live(pair(skipped_this_cycle=True), APRIL) == set()


# A mentor of several


def test_a_mentor_of_several_gets_one_digest_a_week_and_no_nudge_while_tom_is_still_asked():
    busy = replace(LEA_MENTORS, carries=2)
    rhythm = pair(seats=(busy, TOM_LEARNS), quiet_cycles=1)
    told = live(rhythm, date(2026, 4, 27))
    assert {what for what, who in told if who == LEA} == {"digest"}
    assert {what for what, who in told if who == TOM} == {"sheet", "missing_meeting"}
    (digest,) = [p for p in outlook(rhythm, noon(date(2026, 4, 29))).prompts if p.recipient_id == LEA]
    assert digest.dedupe_key == "digest:-:1:2026-W18:weekly"
    assert digest.not_before == at_local(date(2026, 4, 27), MIDNIGHT, PARIS)
    assert digest.expires_at == at_local(date(2026, 5, 4), MIDNIGHT, PARIS)


def test_all_mentorships_of_a_mentor_share_the_weeks_digest():
    busy = replace(LEA_MENTORS, carries=2)
    with_tom = pair(seats=(busy, TOM_LEARNS))
    with_zoe = pair(mentorship_id=8, seats=(busy, replace(TOM_LEARNS, person_id=5)))
    keys = [
        {p.dedupe_key for p in outlook(rhythm, noon(date(2026, 4, 9))).prompts if p.recipient_id == LEA}
        for rhythm in (with_tom, with_zoe)
    ]
    assert keys[0] == keys[1] == {"digest:-:1:2026-W15:weekly"}


def test_when_everybody_has_met_there_is_no_digest():
    busy = replace(LEA_MENTORS, carries=2)
    assert ("digest", LEA) not in live(pair(seats=(busy, TOM_LEARNS), met_this_cycle=True), APRIL)


def test_the_first_digest_comes_the_monday_after_the_introduction():
    busy = replace(LEA_MENTORS, carries=2)
    wednesday = datetime(2026, 3, 4, 9, tzinfo=UTC)
    new = newly_introduced(seats=(busy, TOM_LEARNS), introduced_at=wednesday)
    assert ("digest", LEA) not in live(new, date(2026, 3, 8))
    assert ("digest", LEA) in live(new, date(2026, 3, 9))


# Pauses and endings


def test_a_pause_is_silent_until_the_day_of_the_return():
    paused = pair(paused_until=date(2026, 4, 17))
    assert outlook(paused, noon(APRIL)).prompts == ()
    assert outlook(paused, noon(APRIL)).look_again_at == at_local(date(2026, 4, 17), MIDNIGHT, PARIS)
    assert live(paused, date(2026, 4, 17)) != set()


@pytest.mark.parametrize("away", [0, 1])
def test_while_one_half_of_a_pair_is_away_the_other_is_not_asked_to_meet_them(away):
    seats = [LEA_MENTORS, TOM_LEARNS]
    seats[away] = replace(seats[away], paused_until=date(2026, 6, 1))
    for n in range(30):
        assert live(pair(seats=tuple(seats), quiet_cycles=2), APRIL + n * DAY) == set()
        assert not outlook(pair(seats=tuple(seats), quiet_cycles=2), noon(APRIL + n * DAY)).raise_flag


def test_newcomers_who_come_back_from_a_pause_have_their_time_again():
    back = newly_introduced(paused_until=date(2026, 3, 20))
    assert asked(back, date(2026, 3, 26)) == set()
    assert asked(back, date(2026, 3, 27)) == {("first_meeting", TOM)}


def test_in_a_circle_everybody_is_asked_and_one_who_is_away_stops_nobody():
    peers = tuple(SeatFacts(person_id=n, role=SeatRole.PEER) for n in range(1, 5))
    away = (*peers[:3], replace(peers[3], paused_until=date(2026, 6, 1)))
    assert {who for _, who in asked(pair(seats=away), APRIL + 15 * DAY)} == {1, 2, 3}
    alone = (peers[0], *(replace(seat, paused_until=date(2026, 6, 1)) for seat in peers[1:]))
    assert live(pair(seats=alone), APRIL + 15 * DAY) == set()


def test_after_its_last_day_a_mentorship_is_never_spoken_of_again():
    ending = pair(ends_on=date(2026, 4, 24))
    over = at_local(date(2026, 4, 25), MIDNIGHT, PARIS)
    assert {
        p.expires_at for p in outlook(ending, noon(date(2026, 4, 24))).prompts if not p.stale(over)
    } == set()
    assert outlook(ending, noon(date(2026, 4, 24))).look_again_at == over
    assert outlook(ending, over).prompts == ()
    assert outlook(ending, over).look_again_at == NEVER


def test_facts_of_another_cycle_are_refused_rather_than_believed():
    with pytest.raises(ValueError, match="cycle 1 of mentorship 7"):
        outlook(pair(), noon(date(2026, 5, 1)))


# After the bot was away


def test_what_a_week_of_downtime_missed_is_named_to_be_recorded_but_not_to_be_said():
    now = noon(date(2026, 5, 8))
    found = outlook(pair(cycle=2, quiet_cycles=1), now).prompts
    missed = {(p.period, p.rung) for p in found if p.stale(now)}
    assert missed == {("cycle-1", "half"), ("cycle-1", "three-quarters"), ("cycle-1", "last-word")}
    assert {p.rung for p in found if not p.stale(now)} == {"sheet"}


def test_what_is_older_than_the_cycle_before_is_not_dug_up():
    now = noon(date(2026, 6, 2))
    assert {p.rung for p in outlook(newly_introduced(cycle=3, flagged=True), now).prompts} == {"sheet"}


# Any life, any zone


@dataclass(frozen=True)
class Life:
    """What happens to a mentorship, cycle by cycle; `rhythm` is what is known of it at an instant."""

    base: Rhythm
    first_met_in: int
    cycles: tuple[str, ...]

    def rhythm(self, now):
        base = self.base
        k = cycle_index(base.anchor, base.period, base.zone, now)
        this = self.cycles[k % len(self.cycles)]
        before = [self.cycles[n % len(self.cycles)] for n in range(k)]
        quiet = next((n for n, state in enumerate(reversed(before)) if state != "quiet"), len(before))
        start, end = cycle_bounds(base.anchor, base.period, k)
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


@settings(deadline=None)
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
    if cycle_index(rhythm.anchor, rhythm.period, rhythm.zone, eve) == rhythm.cycle:
        nudges = [p for p in outlook(rhythm, eve).prompts if CLASS_OF[p.kind] is PromptClass.NUDGE]
        assert flag in {p.expires_at for p in nudges if not p.stale(eve)}
