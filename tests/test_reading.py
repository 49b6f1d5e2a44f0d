"""`/mentor-log` understands what people write, asks what it cannot know, and keeps nothing else."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phrases import ASK, ASKED, IN_PART, TODAY, UNDERSTOOD

from handlers import shorthand
from handlers.reading import LogWords, read_log, writes_day_first
from handlers.words import fold

LEA = "<@U0LEA|léa>"
TOM = "<@U0TOM>"


def read(text: str, **more: object) -> LogWords:
    return read_log(text, TODAY, **more)


# --- What people write ---


@pytest.mark.parametrize(("phrase", "minutes", "day", "form"), UNDERSTOOD)
def test_a_meeting_is_understood_as_it_was_said(phrase, minutes, day, form):
    words = read(f"{LEA} {phrase}")

    assert (words.minutes, words.day, words.form) == (minutes, day, form)
    assert words.partners == ("U0LEA",)
    assert not words.leftover
    assert not words.unclear


@pytest.mark.parametrize(("phrase", "minutes", "day", "form"), ASKED)
def test_what_has_two_meanings_is_asked_and_never_guessed(phrase, minutes, day, form):
    words = read(phrase)

    said = {"minutes": minutes, "day": day, "form": form}
    assert words.unclear - {"met"} == {part for part, value in said.items() if value == ASK}
    assert (words.minutes, words.day, words.form) == tuple(None if v == ASK else v for v in said.values())
    assert words.leftover


@pytest.mark.parametrize(("phrase", "minutes", "day"), IN_PART)
def test_noise_around_a_meeting_is_dropped_and_said_to_be(phrase, minutes, day):
    words = read(phrase)

    assert words.leftover
    if minutes is not None or day is not None:
        assert (words.minutes, words.day) == (minutes, day)
    assert words.names == ()
    assert words.partners == ()


# --- Who ---


def test_several_mentees_at_once_are_all_named_in_order_and_once():
    words = read(f"{TOM} et {LEA}, {TOM} 45 min")

    assert words.partners == ("U0TOM", "U0LEA")
    assert words.minutes == 45
    assert not words.leftover


def test_an_at_that_slack_did_not_resolve_is_kept_as_a_name():
    assert read("@Léa.Martin, @tom 45").names == ("Léa.Martin", "tom")


def test_a_bare_name_is_read_only_when_it_is_somebody_they_know():
    known = ("Léa Martin", "Jean-Pierre Côté", "Sam")

    assert read("avec lea 45 min", known=known).names == ("lea",)
    assert read("avec LÉA MARTIN hier", known=known).names == ("LÉA MARTIN",)
    assert read("avec Jean-Pierre, 1h", known=known).names == ("Jean-Pierre",)
    assert read("sam 45 min", known=known).names == ("sam",)
    assert read("sam 45 min").unclear == {"day"}
    stranger = read("avec Zoé 45 min", known=known)
    assert stranger.names == ()
    assert stranger.leftover


def test_a_mention_between_two_numbers_keeps_them_apart():
    assert read(f"1h {LEA} 30").unclear == {"minutes"}


@pytest.mark.parametrize("forged", ["<@u0lea>", "<@U0LEA", "<@>", "<@U0LEA|a<b>", "<@U" + "A" * 40 + ">"])
def test_what_only_looks_like_a_mention_is_no_partner(forged):
    words = read(forged)

    assert words.partners == ()
    assert words.leftover


# --- Which day ---


@pytest.mark.parametrize(
    ("day_first", "said", "day"),
    [
        (True, "03/11", date(2026, 11, 3)),
        (False, "03/11", date(2026, 3, 11)),
        (False, "13/11", date(2026, 11, 13)),
        (None, "13/11", date(2026, 11, 13)),
        (None, "11/11", date(2026, 11, 11)),
        (None, "tuesday 03/11", date(2026, 11, 3)),
        (None, "03/11", None),
    ],
)
def test_a_date_in_figures_follows_the_habit_of_who_wrote_it(day_first, said, day):
    words = read(said, day_first=day_first)

    assert words.day == day
    assert words.unclear == (set() if day else {"day"})


@pytest.mark.parametrize(
    ("locale", "zone", "day_first"),
    [
        ("fr-FR", "Europe/Paris", True),
        ("fr-FR", "America/New_York", True),
        ("fr-CA", "America/Montreal", True),
        ("en-GB", "Europe/London", True),
        ("en-US", "America/New_York", False),
        ("en_US", "America/Chicago", False),
        ("en-US", "Europe/Paris", None),
        ("", "", True),
    ],
)
def test_slacks_english_proves_nothing_outside_america(locale, zone, day_first):
    assert writes_day_first(locale, zone) is day_first


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        (date(2027, 1, 1), "hier", date(2026, 12, 31)),
        (date(2027, 1, 1), "31 décembre", date(2026, 12, 31)),
        (date(2027, 1, 1), "le 31", date(2026, 12, 31)),
        (date(2026, 3, 1), "le 30", date(2026, 1, 30)),
        (date(2026, 12, 31), "le 31", date(2026, 12, 31)),
        (date(2028, 2, 29), "29 feb", date(2028, 2, 29)),
        (date(2028, 2, 28), "february 29", date(2024, 2, 29)),
        (date(1, 1, 1), "hier", None),
        (date(9999, 12, 31), "demain", None),
        (date(1, 1, 1), "le 31", None),
    ],
)
def test_days_are_right_at_the_edges_of_the_year_and_of_the_calendar(today, said, day):
    assert read_log(said, today).day == day


# --- Whatever was typed ---

anything = st.text(alphabet=st.characters(), max_size=300)
vocabulary = sorted({phrase for phrase, _ in shorthand.read_phrasebook()})
pieces = st.one_of(
    st.sampled_from(vocabulary),
    st.sampled_from([phrase for phrase, *_ in UNDERSTOOD + ASKED + IN_PART]),
    st.from_regex(r"[0-9]{1,5}([.,:/h-][0-9]{1,5}){0,3}", fullmatch=True),
    st.sampled_from([LEA, TOM, "@tom", "<", ">", "@", "'", "-", "½", "\ud800", "\u202e", "\0", "?"]),
    st.text(max_size=5),
)
wild = st.lists(pieces, max_size=12).map(" ".join)


@given(st.one_of(anything, wild), st.dates(), st.sampled_from([True, False, None]))
@example("\ud800\0 hier", date.min, True)
@example("lundi 31 prochain le 31", date.max, None)
@example("dans 9999 semaines il y a 9999 semaines", date.min, None)
def test_reading_never_fails(text, today, day_first):
    words = read_log(text, today, day_first=day_first)

    assert words.minutes is None or 0 < words.minutes < 10**6
    for part in words.unclear:
        assert getattr(words, part, None) is None
    assert words.leftover or not words.unclear


@given(st.lists(pieces, max_size=8), st.integers(0, 8))
def test_words_left_over_are_kept_nowhere(around, place):
    canary = "zqcanaryqz"
    words = read(" ".join([*around[:place], canary, *around[place:]]))

    # A name is what follows an @: nothing else of what was typed may stand in the result.
    assert words.leftover
    assert canary not in repr(words).lower()


@given(wild, st.text(alphabet=" \t\n\r", max_size=5), st.text(alphabet=" \t\n\r", max_size=5))
def test_spaces_around_change_nothing(text, before, after):
    assert read(before + text + after) == read(text)


@given(st.sampled_from(UNDERSTOOD + ASKED), st.sampled_from([str.upper, str.title, str.lower, fold]))
def test_capitals_and_accents_change_nothing(row, spelling):
    phrase = row[0]

    assert read(spelling(phrase)) == read(phrase)


@given(st.sampled_from(UNDERSTOOD), st.sampled_from(["blabla", ":tada:", "☕", "<!here>", "昨日", "%"]))
def test_noise_before_or_after_changes_no_value(row, noise):
    phrase, *values = row

    for text in (f"{noise} {phrase}", f"{phrase} {noise}"):
        words = read(text)
        assert [words.minutes, words.day, words.form] == values
        assert words.leftover


@given(st.integers(10, 999))
def test_any_bare_number_of_minutes_reads_back(minutes):
    assert read(str(minutes)).minutes == minutes


@given(st.integers(0, 6), st.integers(0, 59))
def test_any_length_reads_back_as_it_is_written(hours, minutes):
    total = hours * 60 + minutes
    for written in (f"{hours}h{minutes:02}", f"{hours} h {minutes:02} min", f"{hours}:{minutes:02}"):
        assert read(written).minutes == (total or None)


@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)))
def test_any_full_date_reads_back_in_every_writing(day):
    months_fr = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    for written in (
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"le {day.day} {months_fr[day.month - 1]} {day.year}",
    ):
        assert read(written).day == day


@given(st.dates(date(1950, 1, 1), date(2080, 12, 31)), st.integers(0, 300))
def test_a_date_without_a_year_is_the_latest_that_has_come(today, days_ago):
    day = date.fromordinal(today.toordinal() - days_ago)

    assert read_log(f"le {day.day:02}/{day.month:02}", today).day == day
