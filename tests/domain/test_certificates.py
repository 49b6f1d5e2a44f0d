"""The number of a certificate, as it stands on paper and in a file."""

from __future__ import annotations

from bot.domain.certificates import CODE, codes_in


def test_a_number_is_found_in_a_file_and_nothing_that_looks_like_one() -> None:
    assert codes_in(b"/Keywords (BIN-7KQ2-M4XP) BIN-7KQ2-M4XP BIN-0000-OOOO") == ["BIN-7KQ2-M4XP"]
    assert CODE.fullmatch("BIN-I0O1-7KQ2") is None, "no letter that is taken for a figure"
