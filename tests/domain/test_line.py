"""Nobody is mentored by anybody above or below them, however odd the roster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.line import line_of, lines_of

INES, LEA, TOM, MIA, SAM = range(1, 6)


def test_everyone_above_and_below_is_in_the_line_and_colleagues_are_not() -> None:
    manager_of = {INES: None, LEA: INES, TOM: LEA, MIA: LEA, SAM: TOM}
    assert line_of(LEA, manager_of) == {INES, TOM, MIA, SAM}
    assert line_of(TOM, manager_of) == {INES, LEA, SAM}
    assert line_of(MIA, manager_of) == {INES, LEA}


def test_a_circle_of_managers_keeps_everyone_in_it_apart_and_hangs_nothing() -> None:
    manager_of = {INES: TOM, LEA: INES, TOM: LEA, MIA: TOM, SAM: SAM}
    assert line_of(INES, manager_of) == {LEA, TOM, MIA}
    assert line_of(MIA, manager_of) == {INES, LEA, TOM}
    assert line_of(SAM, manager_of) == frozenset()


def test_someone_unknown_to_the_roster_has_no_line_and_a_manager_outside_it_still_counts() -> None:
    assert line_of(MIA, {}) == frozenset()
    assert line_of(TOM, {TOM: 99}) == {99}
    assert line_of(99, {TOM: 99}) == {TOM}


@given(st.dictionaries(st.integers(1, 8), st.none() | st.integers(1, 8)))
def test_the_line_is_mutual_and_the_same_asked_one_by_one_or_all_at_once(
    manager_of: dict[int, int | None],
) -> None:
    lines = lines_of(manager_of)
    for person, line in lines.items():
        assert line == line_of(person, manager_of)
        assert person not in line
        assert all(person in lines[other] for other in line)
