"""Nobody learns about one to four pairs from an evening beside its month, or from a picture of links beside figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain import eyes, links
from bot.domain.anonymity import may_be_told
from tests.domain import pairs_across, pairs_through_months
from tests.domain.pairs_across import Evening


def through_months(seed):
    return pairs_through_months.Told(pairs_through_months.drawn(seed)).leaks()


def test_an_evening_beside_the_month_that_it_ends_and_the_one_that_follows_tells_about_no_few():
    assert through_months(0) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 40))
def test_nor_does_any_other_programme(seed):
    assert through_months(seed) == []


def test_a_picture_of_links_beside_groups_totals_and_places_tells_about_no_few():
    assert [leak for seed in range(8) for leak in Evening(seed).leaks()] == []


@pytest.mark.slow
def test_nor_does_any_other_picture():
    evenings = [Evening(seed) for seed in range(20, 400)]
    assert [leak for evening in evenings for leak in evening.leaks()] == []
    assert any(is_a_picture(evening) for evening in evenings), (
        "what is withheld throughout would be right, too"
    )


def is_a_picture(evening):
    return any(name in evening.told for name in ("Finance with Legal", "Legal with Tech"))


# -- the attack finds what a rule less would let through -----------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("kept", eyes.COMING_AND_GOING, ids=lambda tree: tree.name)
def test_whoever_knows_that_nobody_came_or_left_knows_who_did_not_meet(monkeypatch, kept):
    monkeypatch.setattr(eyes, "COMING_AND_GOING", (kept,))
    assert any(through_months(seed) for seed in range(40))


def without_looking_at_groups(by, pairs, *, groups, split_by):
    """Each cell by its size, as if nothing were told beside the picture."""
    whole = links.for_the_team(by, pairs)
    return whole if all(map(may_be_told, pairs.values())) else replace(whole, pairs=None)


def without_those_on_a_break(by, pairs, *, groups, split_by):
    """As if nobody were on one."""
    running = {
        name: {key: value for key, value in one.items() if key != "paused"} for name, one in groups.items()
    }
    return links.for_everybody(by, pairs, groups=running, split_by=split_by)


@pytest.mark.slow
@pytest.mark.parametrize("broken", [without_looking_at_groups, without_those_on_a_break])
def test_without_the_rule_for_the_picture_somebody_is_found(broken):
    assert any(Evening(seed).leaks(tell_links=broken) for seed in range(100))


@pytest.mark.slow
def test_without_the_rule_for_places_somebody_is_found(monkeypatch):
    less = tuple(one for one in eyes.CONTAINED if one[0] != pairs_across.Amount.PLACES_TAKEN)
    monkeypatch.setattr(eyes, "CONTAINED", less)
    assert any(Evening(seed).leaks() for seed in range(20))
