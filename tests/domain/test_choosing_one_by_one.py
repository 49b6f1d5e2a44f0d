"""Three names put in order one at a time, and the reasons that a card gives: simple enough to be said aloud."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.fit import Offer, Seeker, fit, suited_first
from bot.domain.ranks import placed, taken_off

MENTORS = st.integers(1, 8)
CHOICES = st.lists(MENTORS, unique=True, max_size=3)
TOM = Seeker(person_id=1, topics=("speaking", "data"), languages=("en", "fr"), network="Conseil")


def offer(number: int, **more: object) -> Offer:
    about: dict[str, object] = {
        "slack_id": f"U0M{number}",
        "name": f"Mentor {number}",
        "handle": f"m{number}",
        "title": "",
        "network": "Conseil",
        "other_networks": (),
        "site": None,
        "timezone": "Europe/Paris",
        "languages": ("fr",),
        "topics": (),
        "capacity": 3,
        "carried": 0,
    }
    return Offer(person_id=number, **{**about, **more})  # type: ignore[arg-type]


@given(choices=CHOICES, mentor=MENTORS, rank=st.integers(1, 3))
def test_whoever_is_put_at_a_rank_stands_there_and_the_others_keep_their_order(
    choices: list[int], mentor: int, rank: int
) -> None:
    after = placed(choices, mentor, rank)
    others = [one for one in choices if one != mentor]

    assert len(set(after)) == len(after) <= 3
    assert after.index(mentor) + 1 == min(rank, len(after))
    assert [one for one in after if one != mentor] == others[: len(after) - 1]
    assert placed(after, mentor, rank) == after, "pressed twice, it is done once"


@given(choices=CHOICES, mentor=MENTORS)
def test_whoever_is_taken_off_is_gone_and_nobody_else(choices: list[int], mentor: int) -> None:
    assert taken_off(choices, mentor) == tuple(one for one in choices if one != mentor)


def test_only_the_one_wanted_least_falls_off_a_full_list() -> None:
    assert placed([1, 2, 3], 4, 1) == (4, 1, 2)
    assert placed([1, 2, 3], 4, 3) == (1, 2, 4)
    assert placed([1, 2, 3], 1, 3) == (2, 3, 1)
    assert placed([], 4, 3) == (4,), "without a first there is no third"


def test_the_reasons_are_what_both_said_and_in_the_order_of_whoever_reads_them() -> None:
    found = fit(TOM, offer(2, topics=("data", "managing", "speaking"), network="Produit"))

    assert (found.topics, found.languages, found.other_network) == (("speaking", "data"), ("fr",), True)
    assert fit(TOM, offer(2, network=None, languages=("de",))).is_empty


def test_topics_count_before_a_language_and_a_language_before_another_network() -> None:
    two = offer(2, topics=("speaking", "data"), languages=("de",))
    one = offer(3, topics=("data",))
    spoken = offer(4)
    elsewhere = offer(5, languages=("de",), network="Produit")
    shuffled = [elsewhere, spoken, one, two]

    assert sorted(shuffled, key=suited_first(TOM)) == [two, one, spoken, elsewhere]


def test_nobody_stands_first_for_everybody_because_of_their_name() -> None:
    alike = [offer(number) for number in range(2, 22)]
    first = {
        min(alike, key=suited_first(seeker)).person_id
        for seeker in (
            Seeker(person_id=number, topics=(), languages=("fr",), network=None) for number in range(100, 160)
        )
    }
    assert len(first) > 10


def test_a_mentor_who_lowered_what_they_carry_has_no_place_and_not_less_than_none() -> None:
    assert [offer(2, capacity=2, carried=carried).free_places for carried in (0, 2, 5)] == [2, 0, 0]
