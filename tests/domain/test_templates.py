"""What coordinators may make of a programme's sheets, and what they may not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.domain.enrolments import Part
from bot.domain.programmes import Moment, ProgrammeType, SheetItem, SheetTemplate, Stage
from bot.domain.refusals import Outdated
from bot.domain.resources import at_moment, in_turn
from bot.domain.templates import (
    MOST_LINES,
    Edition,
    LastLine,
    LineCounts,
    LineUnsaid,
    TooManyLines,
    as_edited,
    check_said,
    check_steps,
    line_of,
    with_line,
    with_other_words,
    without_line,
)
from bot.programme.types import load_types
from tests.storage.stage import NOON

TYPE = load_types()["long_term"]
FIRST = TYPE.sheets[Stage.FIRST]


def line(words: str, key: str = "ours") -> SheetItem:
    return SheetItem(key=key, texts={"fr": words, "en": words})


def keys(sheet: SheetTemplate) -> list[str]:
    return [item.key for item in sheet.items]


def test_a_line_is_put_where_somebody_wants_it_and_the_others_keep_their_order() -> None:
    first = with_line(FIRST, line("Bonjour"), 2)
    assert keys(first) == [*keys(FIRST)[:2], "ours", *keys(FIRST)[2:]]

    moved = with_other_words(first, "ours", {"fr": "Salut", "en": "Hi"}, 0)
    assert keys(moved) == ["ours", *keys(FIRST)]
    assert line_of(moved, "ours").texts["en"] == "Hi"
    assert without_line(moved, "ours") == FIRST


def test_a_sheet_has_at_least_one_line_and_no_more_than_a_month_can_hold() -> None:
    sheet = FIRST
    while len(sheet.items) < MOST_LINES:
        sheet = with_line(sheet, line("x", f"x{len(sheet.items)}"), 0)
    with pytest.raises(TooManyLines):
        with_line(sheet, line("y"), 0)
    while len(sheet.items) > 1:
        sheet = without_line(sheet, sheet.items[0].key)
    with pytest.raises(LastLine):
        without_line(sheet, sheet.items[0].key)
    with pytest.raises(Outdated):
        without_line(sheet, "never_there")


def test_everybody_reads_their_own_language() -> None:
    with pytest.raises(LineUnsaid) as refused:
        check_said({"fr": "Oui", "en": "  "})
    assert refused.value.languages == ("en",)


def without(stage: Stage, key: str) -> ProgrammeType:
    return as_edited(TYPE, {stage: edition(stage, without_line(TYPE.sheets[stage], key).items)})


def edition(stage: Stage, items: tuple[SheetItem, ...]) -> Edition:
    return Edition(stage=stage, version=1, title={"fr": "a", "en": "a"}, items=items, by_id=1, at=NOON)


def test_a_line_by_which_a_step_is_reached_stays_on_some_sheet() -> None:
    counted = next(key for step in TYPE.steps for key in step.asks.items if key in keys(FIRST))
    with pytest.raises(LineCounts) as refused:
        check_steps(TYPE, without(Stage.FIRST, counted))
    assert refused.value.line.key == counted
    check_steps(TYPE, without(Stage.FIRST, "stories"))


def test_back_to_the_files_sheet_is_a_version_without_lines() -> None:
    assert as_edited(TYPE, {Stage.FIRST: edition(Stage.FIRST, ())}).sheets == TYPE.sheets


def test_themes_take_their_turn_in_a_sheet_that_was_changed() -> None:
    mine = as_edited(TYPE, {Stage.FOLLOWING: edition(Stage.FOLLOWING, (line("a", "a"), line("b", "b")))})
    assert keys(mine.sheet(1)) == ["a", *(item.key for item in TYPE.themes[0].items), "b"]


def test_what_prepares_a_meeting_takes_turns_and_a_midway_month_takes_none() -> None:
    for part in (Part.MENTOR, Part.MENTEE):
        found = at_moment(TYPE, Moment.FOLLOWING, part)
        cycles = [cycle for cycle in range(1, 40) if cycle % 6]
        shown = [in_turn(found, TYPE, cycle)[0].key for cycle in cycles]
        assert set(shown) == {one.key for one in found}, "each has its turn"
        assert all(one != other for one, other in pairwise(shown)), "and never two months in a row"
    assert in_turn((), TYPE, 1) == ()
