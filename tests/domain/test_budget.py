"""What the budget promises: in their hours, once a day, three nudges a month, and nothing lost in silence."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.budget import Decision, Rest, Spoken, Wait, Waiting, decide
from bot.domain.calendar import MINUTE, Hours, at_local, is_open, local_day, spread
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind

PARIS = "Europe/Paris"
TOM = 2
HOUR = timedelta(hours=1)
#: Tom reads English and works in Paris, but not on 14 July 2026, a Tuesday.
HOURS = Hours(zone=PARIS, holidays=frozenset({date(2026, 7, 14)}))

SERVICES = [kind for kind in PromptKind if CLASS_OF[kind] is PromptClass.SERVICE]
NUDGES = [kind for kind in PromptKind if CLASS_OF[kind] is PromptClass.NUDGE]


def paris(day, hour, minute=0, month=7):
    return at_local(date(2026, month, day), time(hour, minute), PARIS)


MONDAY_10 = paris(6, 10)
MONDAY_20 = paris(6, 20)


def waiting(id, kind, *, mentorship=7, since=None, until=None, rest=None):
    return Waiting(
        id=id,
        kind=PromptKind(kind),
        mentorship_id=mentorship,
        not_before=since or paris(1, 0),
        expires_at=until or paris(31, 0),
        rest=rest,
    )


def said(kind_class, at):
    return Spoken(kind_class=PromptClass(kind_class), at=at)


def tom_is_told(prompts, now=MONDAY_10, spoken=(), muted=frozenset(), hours=HOURS):
    return decide(prompts, spoken, hours, now, muted, person_id=TOM)


THREE_NUDGES = [said("nudge", paris(day, 9)) for day in (1, 2, 3)]


def first_minutes(day, month=7):
    """When Tom's morning begins: nine, and his own share of the forty minutes."""
    return paris(day, 9, month=month) + spread(TOM, date(2026, month, day).isoformat(), 40)


# The day


def test_nothing_to_say_is_nothing_said():
    assert tom_is_told([]) == Decision(send=(), wait_until=None, expired=(), cancelled=())


def test_the_answer_to_what_tom_has_just_done_comes_at_any_hour():
    decision = tom_is_told([waiting(1, "welcome")], paris(12, 3), [said("nudge", paris(12, 2))])
    assert decision.send == (1,)


def test_what_the_day_brings_is_one_message_with_its_nudge_inside():
    decision = tom_is_told([waiting(3, "missing_meeting"), waiting(1, "partner_log"), waiting(2, "sheet")])
    assert decision.send == (1, 3, 2)
    assert decision.wait_until is None


@pytest.mark.parametrize("before", ["service", "nudge"])
@pytest.mark.parametrize("kind", ["partner_log", "missing_meeting"])
def test_whoever_was_written_to_today_hears_the_rest_tomorrow(before, kind):
    decision = tom_is_told([waiting(1, kind)], spoken=[said(before, paris(6, 9))])
    assert decision.send == ()
    assert decision.wait_until == first_minutes(7)


def test_an_answer_today_does_not_delay_the_days_message():
    assert tom_is_told([waiting(1, "sheet")], spoken=[said("answer", paris(6, 9))]).send == (1,)


def test_in_the_evening_it_waits_for_the_morning_and_on_the_eve_of_a_feast_for_the_day_after():
    assert tom_is_told([waiting(1, "sheet")], MONDAY_20).wait_until == first_minutes(7)
    assert tom_is_told([waiting(1, "sheet")], paris(13, 20)).wait_until == first_minutes(15)
    assert tom_is_told([waiting(1, "missing_meeting")], paris(14, 11)).wait_until == first_minutes(15)
    assert tom_is_told([waiting(1, "sheet")], paris(6, 6)).wait_until == first_minutes(6)


def test_at_nine_sharp_each_waits_for_their_own_minute():
    nine = paris(6, 9)
    starts = [
        decide([waiting(1, "sheet")], [], HOURS, nine, person_id=person).wait_until or nine
        for person in range(500)
    ]
    assert all(nine <= start < nine + 40 * MINUTE for start in starts)
    assert len({(start - nine) // MINUTE for start in starts}) == 40


def test_a_working_day_shorter_than_the_spread_still_has_room_for_everybody():
    an_instant = Hours(zone=PARIS, opens=time(9), closes=time(9, 5))
    for person in range(50):
        when = decide([waiting(1, "sheet")], [], an_instant, paris(6, 20), person_id=person).wait_until
        assert is_open(an_instant, when)


# The nudges


def test_one_nudge_a_day_and_the_first_meeting_comes_first():
    prompts = [waiting(1, "missing_meeting", mentorship=8), waiting(2, "last_word", mentorship=9)]
    decision = tom_is_told([*prompts, waiting(3, "first_meeting")])
    assert decision.send == (3,)
    assert decision.wait_until == first_minutes(7)
    assert tom_is_told(prompts, paris(7, 10), [said("nudge", MONDAY_10)]).send == (2,)


def test_of_two_that_ask_the_same_the_one_that_would_be_too_late_goes_first():
    decision = tom_is_told(
        [waiting(1, "missing_meeting", mentorship=8), waiting(2, "missing_meeting", until=paris(20, 0))]
    )
    assert decision.send == (2,)


THREE_NUDGES = [said("nudge", paris(day, 10)) for day in (1, 2, 3)]


def test_after_three_nudges_the_fourth_waits_for_next_month():
    decision = tom_is_told([waiting(1, "missing_meeting", until=paris(10, 0, month=8))], spoken=THREE_NUDGES)
    assert decision.send == ()
    assert decision.wait_until == first_minutes(3, month=8)


def test_a_nudge_that_next_month_would_be_too_late_ends_with_its_reason():
    decision = tom_is_told([waiting(1, "missing_meeting"), waiting(2, "sheet")], spoken=THREE_NUDGES)
    assert decision.cancelled == ((1, "budget"),)
    assert decision.send == (2,)


def test_last_months_nudges_are_forgotten_on_the_first():
    june = [said("nudge", paris(day, 10, month=6)) for day in (10, 11, 12)]
    assert tom_is_told([waiting(1, "missing_meeting")], spoken=june).send == (1,)


def test_the_third_nudge_of_the_month_leaves_none_for_tomorrow():
    both = [waiting(1, "first_meeting"), waiting(2, "missing_meeting", until=paris(20, 0, month=8))]
    decision = tom_is_told(both, spoken=THREE_NUDGES[:2])
    assert decision.send == (1,)
    assert decision.wait_until == first_minutes(3, month=8)


def test_what_only_the_night_delays_is_never_called_a_matter_of_budget():
    ends_on_sunday = [waiting(1, "missing_meeting", until=paris(12, 12))]
    friday_evening = tom_is_told(ends_on_sunday, paris(10, 20))
    assert friday_evening.cancelled == ()
    assert tom_is_told(ends_on_sunday, paris(13, 9)).expired == (1,)


def test_a_clock_set_back_to_yesterday_is_no_new_day_and_no_new_month():
    tomorrow = [said("nudge", paris(7, 9))]
    assert tom_is_told([waiting(1, "sheet")], spoken=tomorrow).send == ()
    first_of_july = [said("nudge", paris(1, day)) for day in (9, 10, 11)]
    last_of_june = paris(30, 10, month=6)
    nudge = replace(waiting(1, "missing_meeting"), not_before=paris(1, 0, month=6))
    assert tom_is_told([nudge], last_of_june, first_of_july).send == ()


# What is not said


def test_what_is_too_late_is_recorded_and_not_said():
    assert tom_is_told([waiting(1, "sheet", until=MONDAY_10)]).expired == (1,)


def test_a_later_rung_takes_the_place_of_the_earlier_even_if_that_one_had_to_wait():
    postponed = waiting(1, "missing_meeting", since=MONDAY_10, until=paris(20, 0))
    later = waiting(2, "missing_meeting", since=paris(6, 0), until=paris(30, 0))
    decision = tom_is_told([postponed, later])
    assert (decision.send, decision.expired) == ((2,), (1,))


def test_a_rung_that_has_not_begun_takes_nobodys_place():
    tomorrow = waiting(2, "missing_meeting", since=paris(7, 0), until=paris(30, 0))
    decision = tom_is_told([waiting(1, "missing_meeting", until=paris(20, 0)), tomorrow])
    assert (decision.send, decision.expired) == ((1,), ())
    assert decision.wait_until == first_minutes(7)


def test_two_meetings_that_a_partner_logs_in_a_day_are_both_told():
    assert tom_is_told([waiting(1, "partner_log"), waiting(2, "partner_log")]).send == (1, 2)


def test_what_rests_waits_for_its_day_and_takes_nobodys_place():
    away = Rest(until=date(2026, 7, 9), why=Wait.AWAY)
    decision = tom_is_told([waiting(1, "unfinished", rest=away), waiting(2, "survey")])
    assert (decision.send, decision.cancelled, decision.wait_until) == ((2,), (), first_minutes(9))
    assert decision.waits == ((1, "away"),)
    too_long = tom_is_told([waiting(1, "unfinished", until=paris(8, 0), rest=away)])
    assert too_long.wait_until == paris(8, 0), "then it is void, and that is written down"
    late = tom_is_told([waiting(1, "unfinished", until=paris(6, 9), rest=away)])
    assert (late.expired, late.wait_until) == ((1,), None), "it does not wait for ever"


def test_a_rest_that_ends_on_a_feast_or_a_weekend_ends_on_the_next_working_morning():
    on_the_feast = Rest(until=date(2026, 7, 14), why=Wait.QUIET)
    assert tom_is_told([waiting(1, "digest", rest=on_the_feast)]).wait_until == first_minutes(15)
    on_saturday = Rest(until=date(2026, 7, 18), why=Wait.QUIET)
    assert tom_is_told([waiting(1, "digest", rest=on_saturday)]).wait_until == first_minutes(20)


@pytest.mark.parametrize(
    ("now", "prompts", "spoken", "why"),
    [
        (MONDAY_20, [waiting(1, "sheet")], [], "hours"),
        (paris(6, 9), [waiting(1, "sheet")], [], "hours"),
        (MONDAY_10, [waiting(1, "sheet")], [said("service", paris(6, 9))], "day"),
        (MONDAY_10, [waiting(1, "survey"), waiting(2, "first_meeting")], [], "day"),
        (MONDAY_10, [waiting(1, "survey", until=paris(15, 0, month=8))], THREE_NUDGES, "budget"),
    ],
)
def test_whatever_waits_says_why(now, prompts, spoken, why):
    assert tom_is_told(prompts, now, spoken).waits == ((1, why),)


def test_a_programme_that_nudges_less_often_leaves_more_for_next_month():
    nudge = [waiting(1, "survey", until=paris(15, 0, month=8))]
    one = [said("nudge", paris(1, 9))]
    assert decide(nudge, one, HOURS, MONDAY_10, person_id=TOM, nudges_a_month=1).waits == ((1, "budget"),)
    assert decide(nudge, one, HOURS, MONDAY_10, person_id=TOM, nudges_a_month=2).send == (1,)


def test_what_tom_muted_is_not_said_but_his_own_actions_are_answered():
    muted = frozenset({PromptKind.PARTNER_LOG, PromptKind.WELCOME})
    decision = tom_is_told([waiting(1, "partner_log"), waiting(2, "welcome")], muted=muted)
    assert decision.cancelled == ((1, "muted"),)
    assert decision.send == (2,)


def test_a_thousand_people_after_a_week_of_downtime_each_get_one_message_and_one_nudge():
    now = paris(15, 9)
    backlog = [waiting(n, kind, since=paris(7, 0)) for n, kind in enumerate(NUDGES + SERVICES)]
    for person in range(1000):
        decision = decide(backlog, [], HOURS, now, person_id=person)
        if not decision.send:
            decision = decide(backlog, [], HOURS, decision.wait_until, person_id=person)
        kinds = [CLASS_OF[backlog[id].kind] for id in decision.send]
        assert kinds.count(PromptClass.NUDGE) == 1
        assert kinds.count(PromptClass.SERVICE) == len(SERVICES)
        assert local_day(PARIS, decision.wait_until) == date(2026, 7, 16)
