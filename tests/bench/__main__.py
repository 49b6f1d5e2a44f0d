"""`make bench`: one line a figure, `bench NAME VALUE PROMISE ok|short`, each measured next to its floor."""

from __future__ import annotations

import sys

from tests.bench import interaction, matching, search, start, tick

FIGURES = (
    interaction.one_interaction,
    search.choosing_a_mentor,
    tick.a_tick,
    matching.a_round,
    matching.a_round_as_it_grows,
    matching.a_round_beside_others,
    start.start_to_ready,
    start.memory_at_rest,
)


def main() -> None:
    for figure in FIGURES:
        for line in figure():
            print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
