"""A sheet taken out as YAML and put in again: it is the same sheet, or every mistake is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.programmes import SheetItem, SheetTemplate, Stage
from bot.domain.templates import MOST_LINES, lines_in, new_key, with_line
from bot.programme.template_yaml import Wrong, WrongYaml, read, written
from bot.programme.types import load_types

TYPE = load_types()["long_term"]
FIRST = TYPE.sheets[Stage.FIRST]


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
