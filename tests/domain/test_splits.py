"""Figures beside one another: small groups together for everybody, and a figure of all groups or of none."""

from bot.domain.figures import Counts, Figure, State
from bot.domain.periods import Month, Span
from bot.domain.splits import By, Crowd, several_stand, split_for_everybody, split_for_the_team

MARCH = Span(Month(2026, 3))
FIRST_QUARTER = Span.quarter(2026, 1)


def crowd(name, *headcounts, met=10, quiet=0, pairs=10):
    """A group of so many people at the end of each month, whose pairs met and did not meet alike in each."""
    span = MARCH if len(headcounts) == 1 else FIRST_QUARTER
    month = {State.MET: met, State.QUIET: quiet, State.SKIPPED: 0}
    stocks = {Figure.NOT_FLAGGED: pairs, Figure.FLAGGED: 0, Figure.PAUSED: 0}
    counts = Counts(span=span, until=span.last, stocks=stocks, flows=(month,) * len(headcounts))
    return Crowd(name=name, headcounts=headcounts, counts=counts)


def groups(split):
    return [(one.name, one.headcount) for one in split.groups]


def test_the_team_reads_every_group_as_it_is():
    split = split_for_the_team(By.NETWORK, [crowd("Finance", 2, met=1), crowd("Tech", 40), crowd(None, 3)])
    assert groups(split) == [("Tech", 40), ("Finance", 2), (None, 3)]
    assert split.groups[1].figures[State.MET] == 1


def test_small_groups_are_taken_together_for_everybody():
    crowds = [crowd("Finance", 6), crowd("Legal", 7), crowd("Tech", 40), crowd("Sales", 12)]
    split = split_for_everybody(By.NETWORK, crowds)
    assert groups(split) == [("Tech", 40), ("Sales", 12), (None, 13)]
    assert [one.others for one in split.groups] == [False, False, True]
    assert split.groups[2].figures[State.MET] == 20


def test_a_small_group_alone_is_joined_by_the_next_smallest():
    split = split_for_everybody(By.NETWORK, [crowd("Finance", 2), crowd("Tech", 40), crowd("Sales", 12)])
    assert groups(split) == [("Tech", 40), (None, 14)]


def test_two_tiny_groups_are_joined_until_they_are_ten():
    split = split_for_everybody(
        By.SITE, [crowd("Lyon", 2), crowd("Metz", 3), crowd("Paris", 40), crowd("Brest", 30)]
    )
    assert groups(split) == [("Paris", 40), (None, 35)]


def test_a_network_of_two_alone_is_one_group_of_which_nothing_is_told():
    split = split_for_everybody(By.NETWORK, [crowd("Finance", 2, met=2, pairs=2)])
    assert groups(split) == [("Finance", 2)]
    assert set(split.groups[0].figures.values.values()) == {None}


def test_a_figure_is_shown_of_every_group_or_of_none():
    split = split_for_everybody(
        By.NETWORK, [crowd("Tech", 40, met=30, quiet=3), crowd("Sales", 20, met=12, quiet=8)]
    )
    told = [
        (one.figures[Figure.COUNTED], one.figures[State.MET], one.figures[State.QUIET])
        for one in split.groups
    ]
    assert told == [(33, None, None), (20, None, None)]


def test_what_a_group_of_nobody_left_behind_is_in_no_group_of_its_own():
    split = split_for_everybody(
        By.NETWORK, [crowd("Gone", 0, pairs=3), crowd("Tech", 40), crowd("Sales", 12)]
    )
    assert groups(split) == [("Tech", 40), (None, 12)]
    assert split.groups[1].figures[Figure.PAIRS] == 13


def test_groups_without_anybody_or_anything_are_not_there():
    split = split_for_everybody(By.NETWORK, [crowd("Old", 0, met=0, pairs=0), crowd("Tech", 40)])
    assert groups(split) == [("Tech", 40)]


def test_months_whose_groups_differ_are_not_added_up_by_group():
    """Else a quarter, less the months in which Sales stood apart, tells of it in the month in which it did not."""
    crowds = [
        crowd("Legal", 8, 8, 8),
        crowd("Sales", 12, 9, 12),
        crowd("Tech", 40, 40, 40),
        crowd("Ops", 9, 9, 9),
    ]
    split = split_for_everybody(By.NETWORK, crowds)
    assert groups(split) == [("Tech", 40), ("Sales", 12), (None, 17)]
    assert {one.figures[State.MET] for one in split.groups} == {None}
    assert [one.figures[Figure.PAIRS] for one in split.groups] == [10, 10, 20]


def test_months_with_the_same_groups_are():
    split = split_for_everybody(By.NETWORK, [crowd("Sales", 12, 13, 12), crowd("Tech", 40, 41, 40)])
    assert [one.figures[State.MET] for one in split.groups] == [30, 30]


def test_a_single_group_is_nothing_to_split_by():
    assert several_stand((12, 11))
    assert several_stand((30, 6, 4))
    for alone in ((), (7, 6, 6, 4), (12,), (12, 3), (40, 0)):
        assert not several_stand(alone), alone
