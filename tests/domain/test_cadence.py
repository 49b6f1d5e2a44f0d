"""What the ladder promises: a pair that meets hears nothing, a quiet one is asked before the team is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.cadence import (
    CLASS_OF,
    NEVER,
    PRIORITY,
    PromptClass,
    PromptKind,
    SeatFacts,
    flag_at,
    outlook,
)
from bot.domain.calendar import DAY, MIDNIGHT, Period, at_local
from bot.domain.ladder import Ladder
from bot.domain.mentorships import SeatRole
from tests.domain.pairs import HOUR, LEA, LEA_MENTORS, PARIS, TOM, TOM_LEARNS, newly_introduced, noon, pair

#: April 2026 has thirty days, of which day 15 is half and day 22 three quarters.
APRIL = date(2026, 4, 1)


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


@pytest.mark.parametrize(
    ("quiet", "flagged", "first_days"),
    [(0, False, []), (1, False, []), (2, False, ["last_word"] * 2), (3, True, [])],
)
def test_a_weekly_pair_is_asked_once_a_week_and_told_once_of_the_flag(quiet, flagged, first_days):
    weekly = pair(period=Period(months=0, weeks=1), quiet_cycles=quiet, flagged=flagged, cycle=4)
    sunday = date(2026, 3, 29)
    told = [sorted(kind for kind, _ in asked(weekly, sunday + n * DAY)) for n in range(7)]
    assert told == [first_days] * 3 + [[]] * 2 + [["missing_meeting"] * 2] * 2


def test_a_weekly_pair_is_asked_three_times_before_the_team_hears_of_it():
    """One nudge in each quiet week, and the last word: what a month allows, used once."""
    weekly = {"period": Period(months=0, weeks=1)}
    lives = [pair(**weekly, cycle=cycle, quiet_cycles=cycle - 1) for cycle in (1, 2, 3)]
    told = {
        p.dedupe_key
        for rhythm in lives
        for n in range(7 if rhythm.cycle < 3 else 3)
        for p in outlook(rhythm, noon(rhythm.bounds(rhythm.cycle)[0] + n * DAY)).prompts
        if CLASS_OF[p.kind] is PromptClass.NUDGE and p.recipient_id == TOM
    }
    assert len(told) == 3
    assert flag_at(lives[-1], noon(date(2026, 3, 22))) == at_local(date(2026, 3, 25), MIDNIGHT, PARIS)


def test_a_programme_has_a_ladder_of_its_own():
    patient = Ladder(first_meeting=(10, 20, 40), percents=(60, 90), quiet_cycles=3)
    new, quiet = newly_introduced(ladder=patient), pair(ladder=patient, quiet_cycles=2)
    march = date(2026, 3, 1)
    assert not asked(new, march + 9 * DAY)
    assert {to for _, to in asked(new, march + 10 * DAY)} == {TOM}
    assert flag_at(new, noon(march)) == at_local(march + 40 * DAY, MIDNIGHT, PARIS)
    assert flag_at(quiet, noon(APRIL)) is None
    assert [len(asked(quiet, APRIL + n * DAY)) for n in (17, 18, 26, 27)] == [0, 1, 1, 2]


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


def test_whoever_comes_back_to_a_circle_is_thought_of_that_day():
    peers = [SeatFacts(person_id=n, role=SeatRole.PEER) for n in range(1, 4)]
    back_on_the_18th = replace(peers[2], paused_until=date(2026, 4, 18))
    circle = pair(seats=(*peers[:2], back_on_the_18th))
    assert outlook(circle, noon(date(2026, 4, 16))).look_again_at == at_local(
        date(2026, 4, 18), MIDNIGHT, PARIS
    )
    assert ("missing_meeting", 3) in asked(circle, date(2026, 4, 18))


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
