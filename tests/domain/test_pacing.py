"""Slack is never hurried: a steady pace, a few at once, and nobody waits for longer than that asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import A_CONVERSATION, MINUTE, Pace, of_a_workspace

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def leave(pace: Pace, wishes: list[datetime]) -> list[datetime]:
    """When each of these leaves that wanted to at this moment."""
    taken_until, left = None, []
    for wish in wishes:
        left.append(pace.first_free(taken_until, wish))
        taken_until = pace.taken(taken_until, wish)
    return left


def test_a_conversation_gets_five_at_once_and_then_one_a_second() -> None:
    left = leave(A_CONVERSATION, [NOON] * 8)
    assert left == [NOON] * 5 + [NOON + SECOND, NOON + 2 * SECOND, NOON + 3 * SECOND]


def test_whoever_has_rested_may_have_a_few_at_once_again() -> None:
    left = leave(A_CONVERSATION, [NOON] * 5 + [NOON + MINUTE] * 5)
    assert left == [NOON] * 5 + [NOON + MINUTE] * 5


@given(
    st.integers(1, 1200),
    st.lists(st.floats(0, 30).map(lambda seconds: timedelta(seconds=seconds)), min_size=1, max_size=60),
)
def test_no_minute_holds_more_than_the_setting_and_its_burst(
    per_minute: int, pauses: list[timedelta]
) -> None:
    pace = of_a_workspace(per_minute)
    wishes = [NOON + sum(pauses[: n + 1], timedelta()) for n in range(len(pauses))]
    left = leave(pace, wishes)
    assert left == sorted(left)
    assert all(at >= wish for at, wish in zip(left, wishes, strict=True))
    busiest = max(sum(start <= at < start + MINUTE for at in left) for start in left)
    assert busiest <= per_minute + pace.burst


@given(st.integers(1, 1200), st.integers(0, 100), st.floats(0, 10))
def test_as_many_leave_within_a_time_as_there_is_room_for(
    per_minute: int, before: int, seconds: float
) -> None:
    pace, within = of_a_workspace(per_minute), timedelta(seconds=seconds)
    taken_until = None
    for _ in range(before):
        taken_until = pace.taken(taken_until, NOON)
    room = pace.room(taken_until, NOON, within=within)
    slots = []
    for _ in range(room + 1):
        slots.append(pace.first_free(taken_until, NOON))
        taken_until = pace.taken(taken_until, NOON)
    assert all(slot <= NOON + within for slot in slots[:room])
    assert slots[room] > NOON + within


def test_a_clock_that_is_put_back_by_an_hour_silences_nobody_for_an_hour() -> None:
    taken_until = A_CONVERSATION.taken(None, NOON)
    assert A_CONVERSATION.first_free(taken_until, NOON - timedelta(hours=1)) == NOON - timedelta(hours=1)
