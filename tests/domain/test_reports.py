"""What a month's report counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.reports import (
    TREES,
    Figure,
    Month,
    MonthBefore,
    MonthToCome,
    Reason,
    State,
    check_month,
    counted,
    ended_cycles,
    published,
)
from handlers.months import UnknownMonth, read_month

MARCH = Month(2026, 3)
LATER = date(2027, 1, 1)


def ended(anchor, month, *, today=LATER, period=None):
    return [
        one.cycle for one in ended_cycles([Cadence(anchor=anchor, period=period or Period())], [month], today)
    ]


def test_a_cycle_counts_in_the_month_of_its_last_day():
    """Introduced on the 10th: the first cycle lasts until 9 March, so it is March's."""
    assert ended(date(2026, 2, 10), MARCH) == [0]
    assert ended(date(2026, 2, 10), Month(2026, 4)) == [1]


def test_a_cycle_that_is_the_month_itself_counts_in_it():
    assert ended(date(2026, 3, 1), MARCH) == [0]
    assert ended(date(2026, 3, 1), Month(2026, 4)) == [1]


def test_a_cycle_counts_only_when_it_is_over():
    assert ended(date(2026, 2, 10), MARCH, today=date(2026, 3, 9)) == []
    assert ended(date(2026, 2, 10), MARCH, today=date(2026, 3, 10)) == [0]


def test_a_pair_introduced_this_month_has_no_cycle_to_count_yet():
    assert ended(date(2026, 3, 2), MARCH) == []


def test_every_fortnight_has_its_own_say():
    assert ended(date(2026, 3, 1), MARCH, period=Period(months=0, weeks=2)) == [0, 1]


@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from([Period(), Period(months=3), Period(months=0, weeks=1), Period(months=0, weeks=5)]),
)
def test_each_cycle_counts_in_exactly_one_month(anchor, period):
    months = [Month.of(anchor).earlier(-later) for later in range(30)]
    today = months[-1].last + timedelta(days=1)
    found = [one.cycle for one in ended_cycles([Cadence(anchor=anchor, period=period)], months, today)]
    assert found == list(range(len(found)))
    assert found


def test_totals_always_agree_with_their_parts():
    month = counted(MARCH, MARCH.last, {Figure.WITH_A_MENTOR: 7, Reason.UNDECIDED: 2, Reason.LEFT_OUT: 3})
    assert (month[Figure.WITHOUT], month[Figure.CONCERNED], month[Figure.DECIDED]) == (5, 12, 3)


def test_pauses_and_disagreements_count_neither_way():
    month = counted(MARCH, MARCH.last, {State.MET: 6, State.QUIET: 2, State.ON_PAUSE: 9, State.DISPUTED: 1})
    assert (month[State.MET], month[Figure.COUNTED], month[Figure.APART]) == (6, 8, 10)


@given(st.dictionaries(st.sampled_from([*Reason, *State, Figure.RUNNING, Figure.PAUSED]), st.integers(0, 30)))
def test_nothing_published_counts_one_to_four_people(leaves):
    month = published(counted(MARCH, MARCH.last, leaves))
    assert not {1, 2, 3, 4} & set(month.values.values())
    for tree in TREES:
        for node in tree.nodes():
            parts = [month[part.name] for part in node.parts]
            assert all(part is None for part in parts) or None not in parts, "together or not at all"


def test_a_month_to_come_and_a_month_before_the_programme_say_so():
    began, today = date(2026, 1, 15), date(2026, 3, 10)
    check_month(Month(2026, 1), started_on=began, today=today)
    check_month(MARCH, started_on=began, today=today)
    with pytest.raises(MonthToCome):
        check_month(Month(2026, 4), started_on=began, today=today)
    with pytest.raises(MonthBefore):
        check_month(Month(2025, 12), started_on=began, today=today)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("", MARCH),
        ("  ce mois-ci ", MARCH),
        ("this month", MARCH),
        ("mois dernier", Month(2026, 2)),
        ("Le mois précédent", Month(2026, 2)),
        ("last month", Month(2026, 2)),
        ("2026-03", MARCH),
        ("2025-3", Month(2025, 3)),
        ("02/2026", Month(2026, 2)),
        ("mars", MARCH),
        ("MARCH", MARCH),
        ("février", Month(2026, 2)),
        ("fev", Month(2026, 2)),
        ("févr. 2025", Month(2025, 2)),
        ("avril", Month(2025, 4)),
        ("december", Month(2025, 12)),
        ("août 2025", Month(2025, 8)),
        ("jui", None),
        ("ma", None),
        ("2026-13", None),
        ("0003-03", None),
        ("next month", None),
        ("mars 2026; DROP TABLE", None),
        ("²0²6-03", None),
        ("m" * 3000, None),
    ],
)
def test_a_month_is_read_in_both_languages_or_asked_again(typed, month):
    if month is None:
        with pytest.raises(UnknownMonth):
            read_month(typed, date(2026, 3, 10))
    else:
        assert read_month(typed, date(2026, 3, 10)) == month
