"""A table that is written for a spreadsheet: whatever people are called, nothing in it is carried out."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.spreadsheet import written

#: What begins a formula in Excel, LibreOffice or Google Sheets.
BEGINS = tuple("=+-@＝＋－＠")
WORDS = st.text(st.one_of(st.characters(), st.sampled_from("=+-@＝＋－＠;,\t\r\n\"' \0")), max_size=30)


def cells(content: bytes, separator: str = ",") -> list[list[str]]:
    """As a spreadsheet reads it, with this separator."""
    reader = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator)
    return list(reader)


@given(WORDS)
@example("=cmd|' /C calc'!A0")
@example("Léa;=1+1")
@example(" \t@SUM(1)")
@example("a\r\n=1")
@example("\ud800=")
@example("\0=1")
def test_no_cell_begins_a_formula_whichever_separator_it_is_read_with(words: str) -> None:
    content = written(("name", "again"), [(words, words)])
    for separator in (",", ";", "\t"):
        for row in cells(content, separator):
            assert not [cell for cell in row if cell.strip().startswith(BEGINS)], row


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).filter(lambda one: ";" not in one)
)
def test_an_ordinary_name_is_written_as_it_is(name: str) -> None:
    [_, [cell]] = cells(written(("name",), [(name,)])) if name else [[], [""]]
    assert cell.removeprefix("'") == name.removeprefix("'") or cell == f"'{name}"


def test_numbers_days_and_nothing_are_what_they_are() -> None:
    [_, row] = cells(written(("a", "b", "c", "d"), [(-1.5, 12, date(2026, 3, 1), None)]))
    assert row == ["-1.5", "12", "2026-03-01", ""]


def test_excel_reads_accents_because_the_file_says_that_it_is_utf_8() -> None:
    assert written(("prénom",), []).startswith(b"\xef\xbb\xbf")


@pytest.mark.slow
@given(st.lists(st.tuples(WORDS, WORDS), max_size=40))
def test_a_whole_table_has_as_many_rows_as_were_written(rows: list[tuple[str, str]]) -> None:
    assert len(cells(written(("a", "b"), rows))) == len(rows) + 1
