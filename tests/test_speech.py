"""How the bot speaks to one person."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.texts import Markup, Speech, escape, mention
from bot.texts import speech as speech_module
from bot.texts.catalogue import Catalogue, catalogue, parse

FRENCH = Speech("fr")
ENGLISH = Speech("en")

AFTERNOON = datetime(2026, 3, 10, 13, 30, tzinfo=UTC)  # 14:30 in Paris, still winter time

NOTES = {
    "fr": """
greeting = "Bonjour {name}."
saved = "Votre note est gardée."
open = "Ouvrir"
nested.deeply.said = "Au fond."
meetings.zero = "aucune rencontre"
meetings.one = "{count} rencontre"
meetings.other = "{count} rencontres"
[tu]
saved = "Ta note est gardée."
""",
    "en": """
greeting = "Hello {name}."
saved = "Your note is kept."
open = "Open"
nested.deeply.said = "Deep down."
meetings.one = "{count} meeting"
meetings.other = "{count} meetings"
""",
}


@pytest.fixture(autouse=True)
def notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small conversation of our own beside the real catalogues."""
    monkeypatch.setattr(speech_module, "catalogue", _with_notes)


def _with_notes(language: str, conversation: str) -> Catalogue:
    if conversation == "notes":
        return parse(NOTES[language], f"{language}/notes.toml")
    return catalogue(language, conversation)


def test_each_half_of_a_pair_reads_its_own_language() -> None:
    assert FRENCH("notes.greeting", name="Léa") == "Bonjour Léa."
    assert ENGLISH("notes.greeting", name="Tom") == "Hello Tom."


def test_somebody_addressed_as_tu_is_and_the_rest_falls_back_to_vous() -> None:
    familiar = Speech("fr", "tu")
    assert familiar("notes.saved") == "Ta note est gardée."
    assert familiar("notes.open") == "Ouvrir"
    assert FRENCH("notes.saved") == "Votre note est gardée."


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "aucune rencontre", "0 meetings"),
        (1, "1 rencontre", "1 meeting"),
        (2, "2 rencontres", "2 meetings"),
        (1500, "1\u202f500 rencontres", "1,500 meetings"),
        (1_000_000, "1\u202f000\u202f000 rencontres", "1,000,000 meetings"),
    ],
)
def test_a_number_agrees_with_its_noun(count: int, french: str, english: str) -> None:
    assert FRENCH("notes.meetings", count=count) == french
    assert ENGLISH("notes.meetings", count=count) == english


def test_a_group_of_texts_has_names_with_dots() -> None:
    assert ENGLISH("notes.nested.deeply.said") == "Deep down."


def test_an_unknown_text_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match=r"notes\.farewell"):
        FRENCH("notes.farewell")
    with pytest.raises(KeyError, match=r"nowhere\.greeting"):
        FRENCH("nowhere.greeting")


def test_a_missing_value_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match=r"notes\.greeting needs a value for 'name'"):
        FRENCH("notes.greeting")
    with pytest.raises(KeyError, match=r"notes\.meetings counts something"):
        FRENCH("notes.meetings")


def test_nobody_can_wake_a_channel_with_a_name() -> None:
    assert FRENCH("notes.greeting", name="<!channel> & co") == "Bonjour &lt;!channel&gt; &amp; co."


def test_words_with_braces_are_shown_as_they_are() -> None:
    assert FRENCH("notes.greeting", name="{count} {name.__class__}") == "Bonjour {count} {name.__class__}."


def test_a_mention_stays_clickable() -> None:
    assert FRENCH("notes.greeting", name=mention("U0LEA")) == "Bonjour <@U0LEA>."


@pytest.mark.parametrize("words", ["", "U", "C0GENERAL", "U0LEA>", "!channel", "U0LEA|@here", "u0lea"])
def test_nothing_but_a_person_can_be_mentioned(words: str) -> None:
    with pytest.raises(ValueError, match="Not a Slack user id"):
        mention(words)


def test_a_sentence_within_a_sentence_is_escaped_once() -> None:
    inner = FRENCH("notes.greeting", name="R&D")
    assert FRENCH("notes.greeting", name=inner) == "Bonjour Bonjour R&amp;D.."
    assert escape(escape("R&D")) == "R&amp;D"


def test_a_button_shows_words_letter_for_letter() -> None:
    assert FRENCH.plain("notes.greeting", name="R&D <Lyon>") == "Bonjour R&D <Lyon>."
    assert FRENCH.plain("notes.greeting", name=escape("R&D <Lyon>")) == "Bonjour R&D <Lyon>."


def test_a_button_never_shows_the_bare_id_of_a_person() -> None:
    with pytest.raises(ValueError, match="cannot be shown in plain text"):
        FRENCH.plain("notes.greeting", name=mention("U0LEA"))


def test_a_day_is_written_the_readers_way() -> None:
    assert FRENCH.date(date(2026, 3, 10)) == "mardi 10 mars"
    assert ENGLISH.date(date(2026, 3, 10)) == "Tuesday 10 March"


def test_the_first_of_a_month_is_premier_in_french() -> None:
    assert FRENCH.date(date(2026, 4, 1)) == "mercredi 1er avril"
    assert ENGLISH.date(date(2026, 4, 1)) == "Wednesday 1 April"


def test_the_year_is_told_when_it_is_another_one() -> None:
    today = date(2025, 12, 20)
    assert FRENCH.date(date(2026, 1, 13), today=today) == "mardi 13 janvier 2026"
    assert FRENCH.date(date(2025, 12, 24), today=today) == "mercredi 24 décembre"


def test_everybody_reads_their_own_clock() -> None:
    assert FRENCH.day_time(AFTERNOON) == "mardi 10 mars à 14:30"
    assert Speech("en", zone="Europe/London").day_time(AFTERNOON) == "Tuesday 10 March at 13:30"
    assert Speech("en", zone="Asia/Singapore").time(AFTERNOON) == "21:30"
    late = AFTERNOON + timedelta(hours=9)
    assert Speech("en", zone="Asia/Singapore").day_time(late) == "Wednesday 11 March at 06:30"


def test_summer_time_is_kept_on_both_sides_of_the_change() -> None:
    before, after = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert (FRENCH.time(before), FRENCH.time(after)) == ("01:59", "03:00")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its zone"):
        FRENCH.time(datetime(2026, 3, 10, 13, 30))  # noqa: DTZ001


def test_an_unknown_zone_is_refused_at_once() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        Speech("fr", zone="Europe/Atlantis")


def test_people_are_listed_as_one_says_them() -> None:
    assert FRENCH.list([]) == ""
    assert FRENCH.list(["Léa"]) == "Léa"
    assert FRENCH.list(["Léa", "Tom", "Inès"]) == "Léa, Tom et Inès"
    assert ENGLISH.list(["Léa", "Tom", "Inès"]) == "Léa, Tom and Inès"
    assert ENGLISH.list([mention("U0LEA"), "<!here>"]) == "<@U0LEA> and &lt;!here&gt;"
    assert isinstance(ENGLISH.list(["Léa"]), Markup)


def test_numbers_and_months_are_written_the_readers_way() -> None:
    assert (FRENCH.number(12345.5), ENGLISH.number(12345.5)) == ("12\u202f345,5", "12,345.5")
    assert (FRENCH.month(2026, 3), ENGLISH.month(2026, 3)) == ("mars 2026", "March 2026")


@pytest.mark.parametrize(
    ("part", "whole", "english"),
    [
        (1, 2, "50%"),
        (0, 7, "0%"),
        (7, 7, "100%"),
        (2, 3, "67%"),
        (199, 200, "99%"),
        (1, 1000, "1%"),
        (0, 0, "–"),
    ],
)
def test_a_share_never_says_all_or_nobody_unless_it_is_so(part: int, whole: int, english: str) -> None:
    assert ENGLISH.percent(part, whole) == english


def test_a_share_has_its_space_in_french() -> None:
    assert FRENCH.percent(1, 2) == "50\u00a0%"


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (0, "0 minute", "0 minutes"),
        (1, "1 minute", "1 minute"),
        (45, "45 minutes", "45 minutes"),
        (60, "1 heure", "1 hour"),
        (65, "1 h 05", "1 hr 5 min"),
        (90, "1 h 30", "1 hr 30 min"),
        (120, "2 heures", "2 hours"),
    ],
)
def test_a_duration_is_said_as_one_says_it(minutes: int, french: str, english: str) -> None:
    assert FRENCH.duration(minutes).replace("\u00a0", " ") == french
    assert ENGLISH.duration(minutes).replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    "toml",
    [
        'meetings.one = "une"',
        'meetings = { one = "une", other = "des", few = "quelques" }',
        'meetings = { one = "une", other = 2 }',
        "meetings = 3",
        'tu.meetings = { one = "une" }',
    ],
)
def test_a_malformed_text_is_refused_when_it_is_read(toml: str) -> None:
    with pytest.raises(ValueError, match=r"fr/notes\.toml.*: meetings"):
        parse(toml, "fr/notes.toml")


def test_speaking_starts_light() -> None:
    code = "import sys, bot.texts; print([m for m in sys.modules if m.startswith('babel.locale-data')])"
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    ).stdout
    assert out.strip() == "[]"
