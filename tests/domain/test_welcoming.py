"""Who welcomes whom: nobody is left alone who need not be, and no rule is bent for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.suitability import Mentee, Mentor, bar_between, points_between
from bot.domain.welcoming import stand_in, welcome

LANGUAGES = ("fr", "en", "de")
NETWORKS = ("Produit", "Conseil", None)
FIRST_MENTOR = 100


@st.composite
def newcomers(draw: st.DrawFn) -> list[Mentee]:
    ids = draw(st.lists(st.integers(1, 6), max_size=4, unique=True))
    mentors = st.frozensets(st.integers(FIRST_MENTOR, FIRST_MENTOR + 3), max_size=2)
    return [
        Mentee(
            id=one,
            languages=draw(st.frozensets(st.sampled_from(LANGUAGES), min_size=1, max_size=2)),
            network=draw(st.sampled_from(NETWORKS)),
            topics=draw(st.frozensets(st.sampled_from(("speaking", "tools")))),
            manager_line=draw(mentors),
            apart_from=draw(mentors),
        )
        for one in ids
    ]


@st.composite
def willing(draw: st.DrawFn) -> list[Mentor]:
    ids = draw(st.lists(st.integers(FIRST_MENTOR, FIRST_MENTOR + 3), max_size=4, unique=True))
    return [
        Mentor(
            id=one,
            free_places=draw(st.integers(-1, 2)),
            languages=draw(st.frozensets(st.sampled_from(LANGUAGES), min_size=1, max_size=2)),
            network=draw(st.sampled_from(NETWORKS)),
            topics=draw(st.frozensets(st.sampled_from(("speaking", "tools")))),
            mentees_now=draw(st.integers(0, 2)),
        )
        for one in ids
    ]


def most_that_can(people: Sequence[Mentee], mentors: Sequence[Mentor]) -> int:
    """By trying everything."""
    best = 0
    for chosen in product([None, *mentors], repeat=len(people)):
        load = Counter(one.id for one in chosen if one is not None)
        fits = all(load[one.id] <= max(0, one.free_places) for one in mentors)
        allowed = all(
            mentor is None or bar_between(person, mentor) is None
            for person, mentor in zip(people, chosen, strict=True)
        )
        if fits and allowed:
            best = max(best, load.total())
    return best


@given(newcomers(), willing())
def test_everybody_is_welcomed_who_can_be_and_no_rule_is_bent(
    people: list[Mentee], mentors: list[Mentor]
) -> None:
    found = welcome(people, mentors)

    by_id = {one.id: one for one in mentors}
    assert all(bar_between(one, by_id[found[one.id]]) is None for one in people if one.id in found)
    assert all(load <= by_id[one].free_places for one, load in Counter(found.values()).items())
    assert len(found) == most_that_can(people, mentors)


@given(newcomers(), willing(), st.randoms(use_true_random=False))
def test_the_order_in_which_the_willing_are_named_changes_nothing(
    people: list[Mentee], mentors: list[Mentor], dice: object
) -> None:
    shuffled = [*mentors]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    assert welcome(people, mentors) == welcome(people, shuffled)


@given(newcomers(), willing())
def test_an_earlier_newcomer_is_never_left_alone_for_a_later_one(
    people: list[Mentee], mentors: list[Mentor]
) -> None:
    for count in range(1, len(people)):
        assert welcome(people[:count], mentors).keys() <= welcome(people, mentors).keys()


def test_somebody_of_the_same_network_comes_first_and_then_whoever_welcomes_fewest() -> None:
    alike = {"languages": frozenset({"fr"}), "free_places": 3}
    far = Mentor(id=101, network="Conseil", **alike)
    busy = Mentor(id=102, network="Produit", mentees_now=2, **alike)
    free = Mentor(id=103, network="Produit", mentees_now=1, **alike)
    tom = Mentee(id=1, network="Produit", languages=frozenset({"fr"}))

    for mentors in permutations([far, busy, free]):
        assert welcome([tom], mentors) == {1: 103}
    assert welcome([tom], [far]) == {1: 101}


def test_five_who_arrive_together_are_shared_out_evenly() -> None:
    mentors = [Mentor(id=one, free_places=3, languages=frozenset({"fr"})) for one in (101, 102, 103)]
    people = [Mentee(id=one, languages=frozenset({"fr"})) for one in range(1, 6)]

    assert sorted(Counter(welcome(people, mentors).values()).values()) == [1, 2, 2]


@given(newcomers(), willing(), st.frozensets(st.integers(FIRST_MENTOR, FIRST_MENTOR + 3)))
def test_the_best_one_stands_in_and_no_rule_is_bent(
    people: list[Mentee], mentors: list[Mentor], ready: frozenset[int]
) -> None:
    for person in people:
        can = [
            one
            for one in mentors
            if bar_between(person, one) is None and one.free_places >= (0 if one.id in ready else 1)
        ]
        found = stand_in(person, mentors, willing=ready)
        assert (found is None) is (not can)
        if found is not None:
            (chosen,) = [one for one in can if one.id == found]
            assert chosen.id in ready or not any(one.id in ready for one in can)
            alike = [one for one in can if (one.id in ready) is (chosen.id in ready)]
            assert points_between(person, chosen) == max(points_between(person, one) for one in alike)
