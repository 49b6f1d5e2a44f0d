"""What a report tells of what was counted: to those who run the programme, and to everybody."""

from random import Random

from bot.domain.eyes import for_everybody, for_the_team
from bot.domain.figures import AMONG, FLOWS, STOCKS, WAVES, Amount, Counts, Figure, Reason, State
from bot.domain.measures import READINGS, Measure
from bot.domain.periods import Month, Span

MARCH = Month(2026, 3)
QUARTER = Span.quarter(2026, 1)

LEAVES = {
    trees: [leaf.name for tree in trees for leaf in tree.leaves()]
    + [
        amount
        for amount, among in AMONG.items()
        if any(among == one.name for tree in trees for one in tree.nodes())
    ]
    for trees in (STOCKS, FLOWS)
}


def counts(stocks, *months, span=None):
    span = span or (QUARTER if len(months) == 3 else Span(MARCH))
    return Counts(span=span, until=span.last, stocks=stocks, flows=months)


def drawn(dice, trees):
    """A table at random, most of it small."""
    return {name: dice.choice((dice.randrange(8), dice.randrange(60))) for name in LEAVES[trees]}


def test_totals_always_agree_with_their_parts():
    found = for_the_team(counts({Figure.WITH_A_MENTOR: 7, Reason.UNDECIDED: 2, Reason.LEFT_OUT: 3}, {}))
    assert (found[Figure.WITHOUT], found[Figure.CONCERNED], found[Figure.DECIDED]) == (5, 12, 3)


def test_pauses_and_disagreements_count_neither_way():
    became = {State.MET: 6, State.QUIET: 2, State.ON_PAUSE: 9, State.DISPUTED: 1}
    found = for_the_team(counts({}, became))
    assert (found[State.MET], found[Figure.COUNTED], found[Figure.APART]) == (6, 8, 10)


def test_a_longer_period_is_its_last_day_and_its_months_added_up():
    months = [
        {State.MET: 10, State.QUIET: 5},
        {State.MET: 20, State.QUIET: 0},
        {State.MET: 30, State.QUIET: 7},
    ]
    found = for_everybody(counts({Figure.NOT_FLAGGED: 40, Figure.FLAGGED: 0}, *months))
    assert (found[State.MET], found[State.QUIET], found[Figure.COUNTED]) == (60, 12, 72)
    assert found[Figure.RUNNING] == 40


def test_a_month_that_is_withheld_is_withheld_from_the_quarter_too():
    """Else it is what the quarter has and the two other months have not."""
    months = [
        {State.MET: 10, State.QUIET: 5},
        {State.MET: 20, State.QUIET: 1},
        {State.MET: 30, State.QUIET: 7},
    ]
    found = for_everybody(counts({}, *months))
    assert found[State.QUIET] is None
    assert found[State.MET] is None
    assert found[Figure.COUNTED] == 73
    assert for_the_team(counts({}, *months))[State.QUIET] == 13


def test_the_team_reads_of_four_pairs_and_of_no_four_answers():
    found = for_the_team(
        counts(
            {Figure.FLAGGED: 3, Figure.NOT_FLAGGED: 1, Figure.REACHED_ONE: 3, Figure.REACHED_NONE: 9},
            {Figure.PULSE_ANSWERED: 4, Figure.PULSE_SILENT: 8, Amount.MARKS_TRUST: 17},
        )
    )
    assert found[Figure.FLAGGED] == 3
    assert (found[Figure.SET_GOALS], found[Figure.REACHED_ONE]) == (12, None)
    assert (found[Figure.PULSE_ASKED], found[Figure.PULSE_ANSWERED], found[Amount.MARKS_TRUST]) == (
        12,
        None,
        None,
    )


def test_a_wave_that_nearly_everybody_answered_tells_its_marks_and_not_who_is_missing():
    found = for_the_team(
        counts({}, {Figure.PULSE_ANSWERED: 17, Figure.PULSE_SILENT: 3, Amount.MARKS_TRUST: 70})
    )
    assert (found[Figure.PULSE_ANSWERED], found[Amount.MARKS_TRUST]) == (17, 70)
    assert (found[Figure.PULSE_ASKED], found[Figure.PULSE_SILENT]) == (None, None)


def test_what_is_added_up_is_told_of_those_who_may_be_counted():
    few = for_everybody(counts({}, {Figure.TIMED_PAIRS: 3, Figure.UNTIMED_PAIRS: 6, Amount.MINUTES: 90}))
    assert Amount.MINUTES in few
    assert few[Amount.MINUTES] is None
    many = for_everybody(counts({}, {Figure.TIMED_PAIRS: 5, Figure.UNTIMED_PAIRS: 6, Amount.MINUTES: 90}))
    assert many[Amount.MINUTES] == 90


def test_pairs_that_met_but_not_for_the_first_time_are_a_group_too():
    held = {Figure.TIMED_PAIRS: 20, Figure.UNTIMED_PAIRS: 0}
    first = {Figure.FIRST_MET_SOON: 11, Figure.FIRST_MET_LATER: 7, Amount.DAYS_TO_FIRST: 99}
    found = for_everybody(counts({}, held | first))
    assert found[Figure.MET_PAIRS] == 20
    assert found[Figure.FIRST_MET] is found[Figure.FIRST_MET_SOON] is found[Amount.DAYS_TO_FIRST] is None


def test_three_who_never_rated_themselves_are_not_what_ended_and_has_no_rating():
    found = for_everybody(counts({Figure.CERTIFIED: 15, Figure.WENT_UP: 12}, {}))
    assert found[Figure.FINISHED] == 15
    assert found[Figure.RATED_TWICE] is None


def test_what_is_not_asked_of_a_programme_is_in_no_figures():
    found = for_everybody(counts({Figure.NOT_FLAGGED: 0}, {State.MET: 0}))
    assert Figure.CONCERNED not in found
    assert Figure.CHOSE not in found
    assert found[Figure.PAIRS] == found[Figure.COUNTED] == 0


def test_nothing_everybody_reads_counts_one_to_four_people():
    dice = Random(5)
    for _ in range(100):
        found = for_everybody(counts(drawn(dice, STOCKS), *(drawn(dice, FLOWS) for _ in range(3))))
        for tree in (*STOCKS, *FLOWS):
            for node in tree.nodes():
                assert found[node.name] not in {1, 2, 3, 4}
                parts = [found[part.name] for part in node.parts]
                if tree in WAVES and found[tree.name] is None:
                    continue
                assert all(part is None for part in parts) or None not in parts, "together or not at all"


def test_a_quarter_says_nothing_that_its_months_do_not():
    dice = Random(6)
    for _ in range(50):
        months = [drawn(dice, FLOWS) for _ in range(3)]
        found = for_everybody(counts({}, *months))
        each = [for_everybody(counts({}, month)) for month in months]
        for node in (node for tree in FLOWS for node in tree.nodes()):
            told = [month[node.name] for month in each]
            assert found[node.name] == (None if None in told else sum(told))


def test_every_line_of_a_report_is_made_of_figures_that_are_counted():
    names = {node.name for tree in (*STOCKS, *FLOWS) for node in tree.nodes()} | set(Amount)
    assert set(READINGS) == set(Measure)
    assert {name for one in READINGS.values() for name in (one.part, one.whole)} <= names
    assert set(AMONG) == set(Amount)
