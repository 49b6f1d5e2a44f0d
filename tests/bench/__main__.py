"""`make bench`: one line a figure, `bench NAME VALUE PROMISE ok|short`, each measured next to its floor; `-` is the
promise of a figure that is only told. Names choose some: `make bench ONLY="a_tick"`.
"""

from __future__ import annotations

import gc
import sys

from bot.cli import SELDOM
from tests.bench import claims, clicks, crowd, interaction, matching, report, search, start, tick

FIGURES = (
    interaction.one_interaction,
    clicks.clicks,
    search.choosing_a_mentor,
    tick.a_tick,
    tick.a_tick_on_postgresql,
    claims.claims,
    claims.claims_on_postgresql,
    crowd.a_thousand_ticks,
    crowd.everybody_planned,
    crowd.everybody_planned_on_postgresql,
    report.a_report,
    report.a_report_on_postgresql,
    matching.a_round,
    matching.a_round_as_it_grows,
    matching.a_round_beside_others,
    start.start_to_ready,
    start.memory_at_rest,
)


def main() -> None:
    # As `binome run` has it: what the bot and the floor have in common is the machine and the interpreter.
    gc.set_threshold(SELDOM)
    chosen = set(sys.argv[1:]) or {figure.__name__ for figure in FIGURES}
    for figure in FIGURES:
        if figure.__name__ in chosen:
            for line in figure():
                print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
