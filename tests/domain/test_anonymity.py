"""No figure that is published, and no difference of such figures, tells of one to four people."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.anonymity import Total, may_be_told, shown

FLAT = Total("all", (Total("a"), Total("b"), Total("c")))
DEEP = Total("all", (Total("in", (Total("a"), Total("b"))), Total("c"), Total("d")))
CHAIN = Total("all", (Total("a"), Total("rest", (Total("b"), Total("more", (Total("c"), Total("d")))))))
PEOPLE = Total("people", (Total("with a mentor"), Total("without", (Total("silent"), Total("waiting")))))


def figures(total, leaves):
    """Every figure of the tree, from those of its leaves."""
    known = dict(zip([leaf.name for leaf in total.leaves()], leaves, strict=True))

    def value(node):
        return sum(value(part) for part in node.parts) if node.parts else known[node.name]

    return {node.name: value(node) for node in total.nodes()}


def published(total, leaves):
    values = figures(total, leaves)
    return {name: values[name] for name in shown(total, values)}


def test_a_small_figure_is_withheld_and_cannot_be_worked_out():
    assert published(PEOPLE, (21, 1, 2)) == {"people": 24}


def test_nothing_is_withheld_where_every_group_is_large():
    assert published(FLAT, (5, 9, 20)) == {"all": 34, "a": 5, "b": 9, "c": 20}


def test_nobody_without_a_mentor_may_be_said_aloud():
    everyone = {"people": 24, "with a mentor": 24, "without": 0, "silent": 0, "waiting": 0}
    assert published(PEOPLE, (24, 0, 0)) == everyone


def test_what_a_total_is_made_of_is_shown_together_or_not_at_all():
    assert published(PEOPLE, (21, 2, 5)) == {"people": 28, "with a mentor": 21, "without": 7}


def test_a_programme_of_four_people_has_nothing_to_publish():
    assert published(PEOPLE, (2, 1, 1)) == {}


numbers = st.one_of(st.integers(0, 7), st.integers(0, 60))
trees = st.sampled_from((FLAT, DEEP, CHAIN, PEOPLE)).flatmap(
    lambda total: st.tuples(st.just(total), st.tuples(*[numbers for _ in total.leaves()]))
)


@given(trees)
def test_whatever_can_be_worked_out_counts_nobody_or_enough_people(case):
    """What is shown of a tree gives away, for each total, what nothing shown beneath it accounts for."""
    total, leaves = case
    seen = published(total, leaves)
    for node in total.nodes():
        if node.name in seen:
            assert may_be_told(seen[node.name])
            accounted = sum(seen[one.name] for one in _topmost(node, seen)) if node.parts else seen[node.name]
            assert may_be_told(seen[node.name] - accounted)


def _topmost(node, seen):
    for part in node.parts:
        if part.name in seen:
            yield part
        else:
            yield from _topmost(part, seen)


@pytest.mark.parametrize(("total", "most", "judged"), [(FLAT, 24, 15), (DEEP, 13, 8), (CHAIN, 13, 8)])
def test_whoever_knows_the_rule_and_tries_every_possibility_learns_nothing(total, most, judged):
    """For each table of figures: all the tables that would have been published in just the same way.

    No figure, and no sum of some, may be the same from one to four in all of them. Tables near the edge of what is
    tried are not judged, because their neighbours beyond it are missing.
    """
    names = [leaf.name for leaf in total.leaves()]
    alike = defaultdict(list)
    for leaves in product(range(most + 1), repeat=len(names)):
        alike[tuple(sorted(published(total, leaves).items()))].append(leaves)
    some = [combinations(range(len(names)), number) for number in range(1, len(names) + 1)]
    groups = list(chain.from_iterable(some))
    for tables in alike.values():
        if min(max(table) for table in tables) <= judged:
            for group in groups:
                values = {sum(table[place] for place in group) for table in tables}
                assert len(values) > 1 or may_be_told(values.pop()), (tables, group)
