"""A simulated year, lived through Slack: what the report says of it is what the rows say, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.simulating import simulation
from tests.evidence.rows import tables_in
from tests.evidence.test_recount import both, by_hand, differences, months_between
from tests.test_simulation import cast

pytestmark = pytest.mark.slow

#: Of those who are in it, at least these must have happened, or the year would prove little.
HAPPENED = (
    *("with_a_mentor", "paused", "flagged", "not_flagged", "mentors_full", "places", "places_taken"),
    *("with_steps", "steps_done", "certified", "reached_one", "reached_none", "across_networks"),
    *(
        "met",
        "skipped",
        "quiet",
        "on_pause",
        "first_met_soon",
        "first_met_later",
        "timed_meetings",
        "minutes",
    ),
    *("got_first", "changes_asked", "decided_in_time", "ended_pairs", "days_lasted"),
    *("pulse_answered", "pulse_silent", "marks_trust"),
)


def test_every_figure_of_a_year_equals_what_is_counted_by_hand(database_url: str, tmp_path: Path) -> None:
    with simulation(people=cast(30, 7), months=12, seed=4, folder=tmp_path, database=database_url) as company:
        company.run(lambda instant: None)
        binome = company.binome
        assert differences(binome.store, binome.engine, binome.workspace) == []

        with binome.store.look(binome.workspace) as work:
            programme = work.programme()
            assert programme is not None
            stocks, flows = both(work, programme, tables_in(binome.engine))
            months = [*months_between(programme.started_on, stocks.today)]
            ever = by_hand({}, [stocks.stocks(one.last) for one in months])
            ever = {**ever, **by_hand({}, [flows.flows(tuple(one)) for one in months])}
    assert [name for name in HAPPENED if not ever[name]] == []
