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
    assert all(set(step.items) <= offered and (step.meetings or 0) <= 12 for step in long_term.steps)


def test_a_topic_that_is_no_longer_offered_is_none() -> None:
    topic = SHIPPED["long_term"].topic("feedback")
    assert topic is not None
    assert topic.texts["en"] == "Giving and receiving feedback"
    assert SHIPPED["long_term"].topic("gone") is None


# --- a company's own files -------------------------------------------------------------------------------


def test_a_small_file_is_enough() -> None:
    coffee = parse_type(SMALLEST, "coffee.yaml")
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
    (tmp_path / "c.yaml").write_bytes(b"key: caf\xe9")
    with pytest.raises(ProgrammeFileError) as refused:
        load_types(tmp_path)
    assert refused.value.sentences == [
        "a.yaml: period.weeks must be a whole number from 1 to 52, and is 0.",
        "b.yaml: kind must be one of 'pair', 'peers', 'group', 'circle', and is 'pear'.",
        "c.yaml: the file is not UTF-8 text.",
    ]


def test_two_files_for_the_same_programme_are_refused(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(SMALLEST, encoding="utf-8")
    with pytest.raises(ProgrammeFileError, match=r"two\.yaml: key 'coffee' is taken by one\.yaml"):
        load_types(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeFileError, match=r"BINOME_PROGRAMMES names .*nowhere"):
        load_types(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("en: Coffees", "it: Caffè", "name.en is missing."),
        ("en: Coffees", "it: Caffè", "name.it is not a field known here; known are 'fr', 'en'."),
        ("kind: peers", "", "kind is missing."),
        (
            "{weeks: 4}",
            "{weeks: 4, months: 1}",
            "period must say either 'months' or 'weeks', a whole number.",
        ),
        ("{weeks: 4}", "monthly", "period must say either 'months' or 'weeks', a whole number."),
        ("most: 2", "most: yes", "capacity.most must be a whole number from 1 to 50, and is True."),
        ("default: 1", "default: 3", "capacity must go upwards: least 1, default 3, most 2 do not."),
        ("key: life", "key: Vie à deux", "topics[1].key must be a short name in small letters"),
        (
            "en: Hello",
            f"en: {'y' * 76}",
            "sheets.first.items[1].en has 76 characters; people see at most 75.",
        ),
        ("en: Hello", "en: '  '", "sheets.first.items[1].en must be a text that is not empty."),
        (
            "items: [hello]",
            "items: [hallo]",
            "steps[2].items[1] names the line 'hallo', which stands in no sheet",
        ),
        (", meetings: 1", "", "steps[1] is done either after so many 'meetings' or when"),
        ("key: said", "key: met", "steps[2].key is 'met', which stands in this list already."),
        ("kind: peers", "kind: peers\nkind: pair", "line 6: the field 'kind' stands here a second time."),
        ("key: news", "key: hello", "the file gives the line 'hello' different words in different sheets."),
        ("kind: peers", "kind: peers\nmidway_every: 3", "but sheets.midway is missing."),
        ("topics: [", "topics: {", "line 9: "),
    ],
)
def test_a_mistake_is_told_with_its_file_and_field(before: str, after: str, complaint: str) -> None:
    assert before in SMALLEST
    told = complaints(SMALLEST.replace(before, after))
    assert all(sentence.startswith("ours.yaml: ") for sentence in told)
    assert any(complaint in sentence for sentence in told), told


@pytest.mark.parametrize("text", ["", "- a list", "just words", "42", "null"])
def test_a_file_that_describes_nothing_says_what_it_needs(text: str) -> None:
    assert "must hold the fields 'key', 'name'" in complaints(text)[0]
    assert len(complaints(text)) == 1


def test_a_programme_file_runs_no_code() -> None:
    told = complaints("key: !!python/object/apply:os.getcwd []")
    assert "could not determine a constructor" in told[0]
