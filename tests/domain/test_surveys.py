"""Needs are ranked by how much they matter, and nothing that is shown tells of a handful of people."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.programmes import Kind
from bot.domain.surveys import LEAST_ANSWERS, Need, TooFewAsked, TopicTwice, check_asked, ranked, tally

TOPICS = ("a", "b", "c", "d")
needs = st.builds(
    Need,
    topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True).map(tuple),
    form=st.sampled_from([None, *Kind]),
)


def test_needs_of_a_handful_are_not_shown() -> None:
    assert tally([Need(topics=("a",), form=None)] * (LEAST_ANSWERS - 1)) is None


def test_a_first_need_weighs_more_than_a_third() -> None:
    said = [Need(topics=("b", "a"), form=Kind.PAIR)] * 5 + [Need(topics=("a", "c"), form=Kind.CIRCLE)] * 5
    result = tally(said)
    assert result is not None
    assert result.topics == (("a", 10), ("b", 5), ("c", 5))
    assert result.forms == ((Kind.PAIR, 5), (Kind.CIRCLE, 5))
    assert not result.withheld


def test_forms_are_shown_together_or_not_at_all() -> None:
    """Nine wishes for a pair out of ten answers would tell what the tenth person said."""
    said = [Need(topics=("a",), form=Kind.PAIR)] * 9
    for last in (None, Kind.CIRCLE):
        result = tally([*said, Need(topics=("b",), form=last)])
        assert result is not None
        assert result.forms == ()
        assert result.topics == (("a", 9),)
        assert result.withheld


@given(st.lists(needs, max_size=30))
def test_no_number_tells_of_one_to_four_people(said: list[Need]) -> None:
    result = tally(said)
    if len(said) < LEAST_ANSWERS:
        assert result is None
        return
    assert result is not None
    named = Counter(topic for need in said for topic in need.topics)
    assert dict(result.topics) == {topic: count for topic, count in named.items() if count >= LEAST_ANSWERS}
    shown = sum(count for _, count in result.forms)
    assert all(count >= LEAST_ANSWERS for _, count in result.forms)
    assert not result.forms or len(said) - shown not in range(1, LEAST_ANSWERS)


def test_an_empty_place_is_closed_up_and_a_topic_has_one_place() -> None:
    assert ranked(["a", None, "b"]) == ("a", "b")
    with pytest.raises(TopicTwice) as twice:
        ranked(["a", "b", "a"])
    assert twice.value.place == 2


def test_fewer_than_five_people_are_not_asked() -> None:
    check_asked(range(LEAST_ANSWERS))
    with pytest.raises(TooFewAsked):
        check_asked(range(LEAST_ANSWERS - 1))
