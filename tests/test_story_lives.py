"""Whatever people do, in whatever order: nothing is told without everybody's yes to the exact wording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from living import Programme, living

from bot.programme import story_channel
from tests.databases import SQLite
from tests.telling_lives import Life, begin

HERE = "C0HERE"
ACTS = (
    *("reads", "reword", "decline", "withdraw", "leaves_the_company", "leaves_the_group", "it_ends"),
    *("channel", "team", "beats", "time_passes", *["yes"] * 8, *["tells"] * 4),
)
lives = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 11)), min_size=6, max_size=24
)


class Undone(Exception):
    """Ends a life without a trace."""


@contextmanager
def a_life(programme: Programme, *, group: bool) -> Iterator[Life]:
    with suppress(Undone), programme.work() as work:
        story_channel.name(work, programme.ines, HERE)
        yield begin(work, programme, group)
        raise Undone


@pytest.mark.long
def test_whatever_people_do_nothing_is_told_without_everybodys_yes_to_the_exact_wording(
    sqlite_server: SQLite,
) -> None:
    left = []
    with living(sqlite_server.fresh()) as programme:
        programme.travel("2026-03-10 10:00")

        @given(lives, st.booleans())
        def live(acts: list[tuple[str, int, int]], group: bool) -> None:
            with a_life(programme, group=group) as life:
                life.act("propose", 0, 0)
                for what, who, how in acts:
                    life.act(what, who, how)
                left.extend(life.told)

        live()
    assert left, "some of them are told: else this shows nothing"
