"""The types of programme: those shipped are well written, and a company's own file is read with care."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from typography import mistakes

from bot.domain.calendar import Period
from bot.domain.programmes import Duration, Mode, ProgrammeType, Stage, Texts
from bot.programme.types import ProgrammeFileError, load_types, parse_type

SHIPPED = load_types()
TYPES = pytest.mark.parametrize("programme", SHIPPED.values(), ids=list(SHIPPED))

SMALLEST = """
key: coffee
name: {fr: Cafés, en: Coffees}
summary: {fr: Un café, en: A coffee}
kind: peers
mode: by_coordinator
period: {weeks: 4}
capacity: {least: 1, most: 2, default: 1}
topics: [{key: life, fr: Au fil de l’eau, en: As it comes}]
sheets:
  first: {title: {fr: Début, en: Start}, items: [{key: hello, fr: Bonjour, en: Hello}]}
  following: {title: {fr: Suite, en: Next}, items: [{key: news, fr: Nouvelles, en: News}]}
  closing: {title: {fr: Fin, en: End}, items: [{key: thanks, fr: Merci, en: Thank you}]}
steps: [{key: met, fr: Vus, en: Met, meetings: 1}, {key: said, fr: Dit, en: Said, items: [hello]}]
"""


def complaints(text: str) -> list[str]:
    with pytest.raises(ProgrammeFileError) as refused:
        parse_type(text, "ours.yaml")
    return refused.value.sentences


def words(programme: ProgrammeType) -> Iterator[Texts]:
    yield from (programme.name, programme.summary)
    yield from (topic.texts for topic in programme.topics)
    yield from (step.texts for step in programme.steps)
    for part in (*programme.sheets.values(), *programme.themes):
        yield part.title
        yield from (item.texts for item in part.items)
    if programme.charter:
        yield programme.charter.texts
    cards = programme.preparation.cards if programme.preparation else ()
    for written in (*cards, *programme.expectations, *programme.resources):
        yield from (written.title, written.texts)
    yield from (role.texts for role in programme.roles)


def test_two_programmes_are_shipped() -> None:
    assert sorted(SHIPPED) == ["long_term", "newcomer"]


@TYPES
def test_every_word_of_a_shipped_programme_is_well_written_in_both_languages(
    programme: ProgrammeType,
) -> None:
    faults = {
        text[language]: mistakes(text[language], language)
        for text in words(programme)
        for language in ("fr", "en")
        if mistakes(text[language], language)
    }
    assert faults == {}


@TYPES
def test_a_meeting_has_six_to_eight_things_to_talk_about(programme: ProgrammeType) -> None:
    for cycle in range(14):
        for last in (False, True):
            assert 6 <= len(programme.sheet(cycle, last=last).items) <= 8


@TYPES
def test_the_first_meeting_agrees_on_the_three_expectations(programme: ProgrammeType) -> None:
    keys = {item.key for item in programme.sheet(0).items}
    assert {"confidentiality", "respect", "safety"} <= keys


@TYPES
def test_no_topic_asks_about_health_or_family(programme: ProgrammeType) -> None:
    said = " ".join(word.lower() for topic in programme.topics for word in topic.texts.values())
    assert not {"santé", "health", "famille", "family", "religion", "grossesse"} & set(said.split())


def test_long_term_mentoring_is_monthly_open_ended_and_chosen() -> None:
    long_term = SHIPPED["long_term"]
    assert (long_term.period, long_term.duration, long_term.temporary) == (Period(), None, False)
    assert long_term.mode is Mode.THREE_CHOICES
    assert (long_term.capacity.least, long_term.capacity.most) == (3, 8)
    assert not long_term.capacity.allows(9)
    assert len(long_term.topics) == 14


def test_a_newcomer_has_ninety_days_and_then_thinks_of_three_mentors() -> None:
    newcomer = SHIPPED["newcomer"]
    assert newcomer.temporary
    assert newcomer.duration is not None
    assert newcomer.duration.end_of(date(2026, 1, 5)) == date(2026, 4, 5)
    assert "three_choices" in {item.key for item in newcomer.sheet(6, last=True).items}


def test_a_duration_in_months_ends_on_the_same_day_of_the_month() -> None:
    assert Duration(months=12).end_of(date(2026, 3, 10)) == date(2027, 3, 10)


def test_the_sheets_follow_the_road_of_a_mentorship() -> None:
    long_term = SHIPPED["long_term"]
    stages = [long_term.stage(cycle) for cycle in (0, 1, 5, 6, 7, 12)]
    assert stages == [
        Stage.FIRST,
        Stage.FOLLOWING,
        Stage.FOLLOWING,
        Stage.MIDWAY,
        Stage.FOLLOWING,
        Stage.MIDWAY,
    ]
    assert long_term.stage(6, last=True) is Stage.CLOSING


def test_no_two_months_in_a_row_look_alike() -> None:
    titles = [SHIPPED["long_term"].sheet(cycle).title["fr"] for cycle in range(13)]
    assert all(before != after for before, after in pairwise(titles))
    assert titles[1] == "Se donner un cap"


def test_a_monthly_meeting_opens_with_news_and_closes_with_a_date() -> None:
    keys = [item.key for item in SHIPPED["long_term"].sheet(2).items]
    assert (keys[0], keys[1], keys[-1]) == ("since_then", "strengths_named", "next_date")


def test_the_goals_come_with_the_second_meeting() -> None:
    assert "direction_goal" in {item.key for item in SHIPPED["long_term"].sheet(1).items}


def test_every_step_can_be_reached_within_a_year() -> None:
    long_term = SHIPPED["long_term"]
    year = [long_term.sheet(cycle, last=cycle == 11) for cycle in range(12)]
    offered = {item.key for sheet in year for item in sheet.items}
    asked = [step.asks for step in long_term.steps]
    assert all(set(asks.items) <= offered and (asks.meetings or 0) <= 12 for asks in asked)


def test_a_topic_that_is_no_longer_offered_is_none() -> None:
    topic = SHIPPED["long_term"].topic("feedback")
    assert topic is not None
    assert topic.texts["en"] == "Giving and receiving feedback"
    assert SHIPPED["long_term"].topic("gone") is None


# --- a company's own files -------------------------------------------------------------------------------


def test_a_small_file_is_enough() -> None:
    coffee, _ = parse_type(SMALLEST, "coffee.yaml")
    assert coffee.period == Period(months=0, weeks=4)
    assert (coffee.themes, coffee.charter, coffee.midway_every) == ((), None, None)
    assert coffee.sheet(5).items[0].key == "news"


def test_a_companys_file_adds_a_programme_and_replaces_one(tmp_path: Path) -> None:
    (tmp_path / "coffee.yaml").write_text(SMALLEST, encoding="utf-8")
    (tmp_path / "ours.yml").write_text(SMALLEST.replace("key: coffee", "key: newcomer"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a programme", encoding="utf-8")
    types = load_types(tmp_path)
    assert sorted(types) == ["coffee", "long_term", "newcomer"]
    assert types["newcomer"].name["en"] == "Coffees"


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SMALLEST.replace("weeks: 4", "weeks: 0"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(SMALLEST.replace("kind: peers", "kind: pear"), encoding="utf-8")
    (tmp_path / "c.yaml").write_bytes(b"# Caf\nkey: caf\xe9")
    with pytest.raises(ProgrammeFileError) as refused:
        load_types(tmp_path)
    assert refused.value.sentences == [
        "a.yaml, line 7: period.weeks must be a whole number from 1 to 52, and is 0.",
        "b.yaml, line 5: kind must be one of 'pair', 'peers', 'group', 'circle', and is 'pear'.",
        "c.yaml, line 2: the file must be UTF-8 text.",
    ]


def test_two_files_for_the_same_programme_are_refused(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(SMALLEST, encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match=r"two\.yaml, line 2: key must .* taken by one\.yaml"):
        load_types(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeFileError, match=r"BINOME_PROGRAMMES names .*nowhere"):
        load_types(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("en: Coffees", "it: Caffè", "line 3: name.en is missing; needed here are 'fr', 'en'."),
        ("en: Coffees", "it: Caffè", "line 3: name.it is not a field known here; known are 'fr', 'en'."),
        ("kind: peers", "", "line 2: kind is missing; needed here are 'key', 'name', 'summary', 'kind'"),
        ("{weeks: 4}", "{weeks: 4, months: 1}", "line 7: period must say either 'months' or 'weeks'"),
        ("{weeks: 4}", "monthly", "line 7: period must say either 'months' or 'weeks', and a whole number."),
        ("most: 2", "most: yes", "line 8: capacity.most must be a whole number from 1 to 50, and is True."),
        (
            "least: 1, most: 2",
            "least: 9, most: 2",
            "line 8: capacity.most must be a whole number from 9 to 50, and is 2.",
        ),
        (
            "default: 1",
            "default: 3",
            "line 8: capacity.default must be a whole number from 1 to 2, and is 3.",
        ),
        ("key: life", "key: Vie à deux", "line 9: topics[1].key must be a short name in small letters"),
        (
            "en: Hello",
            f"en: {'y' * 76}",
            "line 11: sheets.first.items[1].en must have at most 75 characters, and has 76.",
        ),
        ("en: Hello", "en: '  '", "line 11: sheets.first.items[1].en must be a text that is not empty."),
        (
            "items: [hello]",
            "items: [hallo]",
            "line 14: steps[2].items[1] must be the key of a line that stands in a sheet or a theme of this file",
        ),
        (", meetings: 1", "", "line 14: steps[1] must say either after how many 'meetings' it is done"),
        (
            "key: said",
            "key: met",
            "line 14: steps[2].key must be a key of its own; 'met' stands in this list",
        ),
        ("kind: peers", "kind: peers\nkind: pair", "line 6: the field 'kind' stands here a second time."),
        (
            "key: news",
            "key: hello",
            "line 12: sheets.following.items[1] must have the words that the line 'hello'",
        ),
        ("kind: peers", "kind: peers\nmidway_every: 3", "line 6: midway_every needs a midway sheet"),
        ("topics: [", "topics: {", "line 9: "),
        ("en: Coffees", "en: Cof\0fees", "line 3: special characters are not allowed."),
        ("kind: peers", "kind: peers\n? [a]\n: b", "line 6: found unhashable key."),
    ],
)
def test_a_mistake_is_told_with_its_file_its_line_and_what_is_expected(
    before: str, after: str, complaint: str
) -> None:
    assert before in SMALLEST
    told = complaints(SMALLEST.replace(before, after))
    assert any(f"ours.yaml, {complaint}" in sentence for sentence in told), told


def test_a_mistake_is_told_once_and_in_the_order_of_the_file() -> None:
    """Nine places for mentors of at most two: neither the missing default nor the rest of the file is blamed."""
    told = complaints(
        SMALLEST.replace("{least: 1, most: 2, default: 1}", "{least: 9, most: 2}") + "kinds: pair\n"
    )
    assert [sentence.split(";")[0] for sentence in told] == [
        "ours.yaml, line 8: capacity.default is missing",
        "ours.yaml, line 8: capacity.most must be a whole number from 9 to 50, and is 2.",
        "ours.yaml, line 15: kinds is not a field known here",
    ]


@pytest.mark.parametrize("text", ["", "- a list", "just words", "42", "null"])
def test_a_file_that_describes_nothing_says_what_it_needs(text: str) -> None:
    assert "must hold the fields 'key', 'name'" in complaints(text)[0]
    assert len(complaints(text)) == 1


def test_a_programme_file_runs_no_code() -> None:
    told = complaints("key: !!python/object/apply:os.getcwd []")
    assert told[0].startswith("ours.yaml, line 1: could not determine a constructor")
