"""What coordinators may make of a programme's sheets, and what they may not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    lines_in,
    new_key,
    with_line,
    with_other_words,
    without_line,
)
from bot.programme.template_yaml import Wrong, WrongYaml, read, written
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


@pytest.mark.parametrize("english", ["Tell a story", "3 wishes", "…", "Ça", "x" * 75])
def test_a_new_line_has_a_key_that_its_yaml_may_say(english: str) -> None:
    taken = set(lines_in(TYPE))
    for _ in range(3):
        key = new_key(english, taken)
        assert key not in taken
        taken.add(key)
        sheet = with_line(FIRST, SheetItem(key=key, texts={"fr": "x", "en": "x"}), 0)
        assert read(written(sheet)).lines == sheet.items


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=75)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=MOST_LINES), words)
def test_a_sheet_written_as_yaml_reads_as_the_same_sheet(lines: list[tuple[str, str]], title: str) -> None:
    items = tuple(
        SheetItem(key=f"line_{place}", texts={"fr": fr, "en": en}) for place, (fr, en) in enumerate(lines)
    )
    sheet = SheetTemplate(stage=Stage.FIRST, title={"fr": title[:60], "en": title[:60]}, items=items)
    said = read(written(sheet))
    assert (said.title, said.lines) == (sheet.title, sheet.items)


SHEET = "title: {fr: Bonjour, en: Hello}\nitems:\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [(1, "", Wrong.NO_TABLE)]),
        ("title: [", [(1, "", Wrong.BROKEN)]),
        ("title: Bonjour\nitems: []", [(1, "title", Wrong.NO_TABLE), (2, "items", Wrong.NO_LIST)]),
        ("items:\n- {fr: a, en: b}", [(1, "title", Wrong.MISSING)]),
        (SHEET + "- {fr: a}", [(3, "items[1].en", Wrong.MISSING)]),
        (SHEET + f"- {{fr: a, en: {'x' * 76}}}", [(3, "items[1].en", Wrong.LONG)]),
        (SHEET + "- {fr: 3, en: b}", [(3, "items[1].fr", Wrong.NO_TEXT)]),
        (SHEET + "- {key: Née, fr: a, en: b}", [(3, "items[1].key", Wrong.NO_KEY)]),
        (SHEET + "- {key: a, fr: a, en: b}\n" * 2, [(4, "items[2].key", Wrong.TWICE)]),
        (SHEET + "- {fr: a, en: b, de: c}", [(3, "items[1].de", Wrong.UNKNOWN)]),
        (SHEET + "- {fr: a, en: b}\n" * 11, [(2, "items", Wrong.MANY)]),
        (SHEET + "- just words", [(3, "items[1]", Wrong.NO_TABLE)]),
    ],
)
def test_what_is_wrong_in_a_text_is_told_with_its_line_and_its_field(text: str, told: list) -> None:
    with pytest.raises(WrongYaml) as wrong:
        read(text)
    assert [(one.line, one.path, one.wrong) for one in wrong.value.mistakes] == told


def test_what_prepares_a_meeting_takes_turns_and_a_midway_month_takes_none() -> None:
    for part in (Part.MENTOR, Part.MENTEE):
        found = at_moment(TYPE, Moment.FOLLOWING, part)
        cycles = [cycle for cycle in range(1, 40) if cycle % 6]
        shown = [in_turn(found, TYPE, cycle)[0].key for cycle in cycles]
        assert set(shown) == {one.key for one in found}, "each has its turn"
        assert all(one != other for one, other in pairwise(shown)), "and never two months in a row"
    assert in_turn((), TYPE, 1) == ()
