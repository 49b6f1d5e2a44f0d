"""What people write is kept as they wrote it, safe to store, to cut and to show."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.texts import escape
from handlers.everybody import profile_from
from handlers.words import clean, cut, fold, misspelt


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bonjour  \t Léa \n", "Bonjour Léa"),
        ("e\u0301te\u0301", "été"),
        ("a\0b\x07c\x1b[31m", "abc[31m"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\ud83d seul", "seul"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("Pourquoi\u202f?", "Pourquoi\u202f?"),
        ("un\r\ndeux\u2028trois", "un deux trois"),
        ("👩‍👩‍👧 🇫🇷 é", "👩‍👩‍👧 🇫🇷 é"),
        ("", ""),
    ],
)
def test_free_text_keeps_its_words_and_loses_what_nobody_sees(typed, kept):
    assert clean(typed, 100) == kept


def test_lines_stay_lines_where_lines_are_welcome():
    assert clean(" un \r\n deux\n\n\n\n trois  ", 100, lines=True) == "un\ndeux\n\ntrois"


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("abcdef", 3, "abc"),
        ("ab🇫🇷", 3, "ab"),
        ("🇫🇷🇬🇧", 3, "🇫🇷"),
        ("ok 👩‍👩‍👧", 6, "ok "),
        ("ok 👍🏽", 4, "ok "),
        ("ax\u0323\u0307", 3, "a"),
        ("❤️❤️", 3, "❤️"),
        ("x" + "\u0301" * 50, 10, "x" + "\u0301" * 9),
        ("abc", 0, ""),
    ],
)
def test_a_cut_never_splits_what_a_person_sees_as_one_character(text, limit, kept):
    assert cut(text, limit) == kept


@given(st.text(alphabet=st.characters(), max_size=200), st.integers(0, 50), st.booleans())
@example("e" + "\u0301\u0323" * 100, 20, True)
@example("\r\n \r \n\n\n x", 5, True)
def test_cleaned_text_fits_can_be_stored_and_stays_as_it_is(text, limit, lines):
    cleaned = clean(text, limit, lines=lines)

    assert len(cleaned) <= limit
    cleaned.encode("utf-8")
    assert not set(cleaned) & set(string.printable[-5:].replace("\n", "") + "\0\x7f\u202e\u2066")
    assert lines or "\n" not in cleaned
    assert clean(cleaned, limit, lines=lines) == cleaned


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("Léa Martin", "Léa Martin"),
        ("Léa\u202e nitraM", "Léa nitraM"),
        ("Léa\ud800\0\nMartin", "Léa Martin"),
        ("\u200b", "lea"),
        ("L" * 5000, "L" * 120),
    ],
)
def test_a_name_in_slack_turns_no_line_round_and_keeps_nobody_out(written: str, known_as: str) -> None:
    user = {"id": "U0LEA", "name": "lea", "profile": {"real_name": written, "title": f"{written} \u202e"}}
    found = profile_from(user)
    assert found.name == known_as
    assert "\u202e" not in found.title


def test_people_cannot_call_a_channel_through_the_bot():
    assert escape("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


@pytest.mark.parametrize(
    ("one", "other"), [("Léa", "lea"), ("INÈS", "ines"), ("Straße", "STRASSE"), ("É", "e\u0301")]
)
def test_a_name_is_the_same_with_or_without_its_accents_and_capitals(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("rigths", "rights"), ("droist", "droits"), ("barometr", "barometre"), ("pulze", "pulse")],
)
def test_a_word_with_one_mistake_is_understood(typed, meant):
    assert misspelt(typed, ["rights", "droits", "barometre", "pulse", "people"]) == meant


@pytest.mark.parametrize("typed", ["nonsense", "gens", "", "x" * 4000])
def test_no_word_is_made_of_what_is_none(typed):
    assert misspelt(typed, ["rights", "sans", "pulse"]) is None
