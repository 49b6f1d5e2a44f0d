"""What Binôme says of a meeting, it understands when it is typed; what people put together is read right, or asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phrases import ASK, ASKED, IN_PART, TODAY, UNDERSTOOD

from bot.domain.meetings import OLDEST, Form, Meeting, MeetingState
from bot.texts import LANGUAGES, Speech
from handlers.reading import LogWords, read_log
from handlers.views.meetings import what

#: From here on a length said in hours is as likely to be when it began: it is asked (decision 0004).
HALF_A_DAY = 7 * 60

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
lengths = st.none() | st.integers(5, HALF_A_DAY - 1)
forms = st.none() | st.sampled_from(Form)


def said(day: date, minutes: int | None, form: Form | None, *, language: str, today: date) -> str:
    meeting = Meeting(
        id=1,
        mentorship_id=1,
        state=MeetingState.HELD,
        cycle=1,
        held_on=day,
        starts_at=None,
        minutes=minutes,
        form=form,
        logged_by=1,
        agreed=False,
    )
    return str(what(meeting, Speech(language), today=today))  # type: ignore[arg-type]


def read(typed: str, today: date) -> tuple[int | None, date | None, str | None]:
    words = read_log(typed, today)
    assert not words.leftover, typed
    return words.minutes, words.day, words.form


def test_the_table_has_hundreds_of_phrases_in_both_languages() -> None:
    phrases = [row[0] for row in (*UNDERSTOOD, *ASKED, *IN_PART)]
    assert len(set(phrases)) == len(phrases) >= 300


@given(days, st.integers(0, OLDEST.days), lengths, forms, st.sampled_from(LANGUAGES))
@example(date(2027, 1, 1), 1, 45, None, "fr")
@example(date(2026, 3, 30), 1, 60, Form.VIDEO, "en")
@example(date(2026, 10, 26), 1, 90, Form.PHONE, "fr")
@example(date(2028, 2, 29), 0, 75, Form.IN_PERSON, "en")
def test_whatever_is_said_back_can_be_typed(
    today: date, days_ago: int, minutes: int | None, form: Form | None, language: str
) -> None:
    day = today - timedelta(days=days_ago)
    typed = said(day, minutes, form, language=language, today=today)

    assert read(typed, today) == (minutes, day, form and form.value), typed


@given(days, st.integers(HALF_A_DAY, 12 * 60), st.sampled_from(LANGUAGES))
def test_half_a_day_is_said_and_asked_about_but_never_read_as_something_else(
    today: date, minutes: int, language: str
) -> None:
    words = read_log(said(today, minutes, None, language=language, today=today), today)

    assert words.day == today
    assert words.minutes is None
    assert words.unclear == {"minutes"}


@given(days, lengths, st.sampled_from([Form.VIDEO, Form.IN_PERSON, None]), st.sampled_from(LANGUAGES))
def test_what_is_read_is_the_same_when_it_is_said_and_read_again(
    today: date, minutes: int | None, form: Form | None, language: str
) -> None:
    first = read(said(today, minutes, form, language=language, today=today), today)
    again = read(said(first[1] or today, first[0], form, language=language, today=today), today)

    assert first == again


LENGTHS = [(phrase, minutes) for phrase, minutes, day, form in UNDERSTOOD if minutes and not day and not form]
DAYS = [(phrase, day) for phrase, minutes, day, form in UNDERSTOOD if day and not minutes and not form]
FORMS = [(phrase, form) for phrase, minutes, day, form in UNDERSTOOD if form and not minutes and not day]


@given(
    st.sampled_from(LENGTHS),
    st.sampled_from(DAYS),
    st.sampled_from(FORMS),
    st.permutations([0, 1, 2]),
    st.sampled_from([" ", ", ", " - "]),
)
def test_put_together_in_any_order_it_is_read_right_or_asked(
    length: tuple[str, int],
    day: tuple[str, date],
    form: tuple[str, str],
    order: list[int],
    between: str,
) -> None:
    parts = [length, day, form]
    words = read_log(between.join(str(parts[place][0]) for place in order), TODAY)

    meant = {"minutes": length[1], "day": day[1], "form": form[1]}
    for part, value in meant.items():
        assert getattr(words, part) == value or part in words.unclear, (part, words)


def misspelt(word: str) -> set[str]:
    """What comes of it when two letters change places, or one is missing."""
    swapped = {word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(1, len(word) - 1)}
    return (swapped | {word[:n] + word[n + 1 :] for n in range(1, len(word))}) - {word}


@pytest.mark.parametrize(
    "word", ["lundi", "mercredi", "vendredi", "octobre", "yesterday", "thursday", "february"]
)
def test_a_misspelt_day_is_never_taken_for_today(word: str) -> None:
    for typed in misspelt(word):
        words: LogWords = read_log(f"{typed} 45 min", TODAY)
        assert words.minutes == 45, typed
        assert words.day is None, typed
        assert words.unclear == {"day"}, typed


@pytest.mark.parametrize(
    "typed",
    [
        "un bon match, 45 min",
        "45 min en hiver",
        "marche de 45 min",
        "mais 45 min",
        "45 min, domain knowledge",
    ],
)
def test_an_ordinary_word_is_no_misspelt_day(typed: str) -> None:
    words = read_log(typed, TODAY)

    assert (words.minutes, words.unclear) == (45, frozenset())


def test_figures_that_may_be_a_day_either_way_or_a_length_are_asked_about_as_both() -> None:
    for day_first in (True, None):
        assert read_log("3/4", TODAY, day_first=day_first).unclear == {"day", "minutes"}
    assert read_log("3/4 45 min", TODAY, day_first=None).unclear == {"day"}
    assert read_log("3/4 45 min", TODAY, day_first=True).day == date(2026, 4, 3)
    assert read_log("3/4 45 min", TODAY, day_first=False).day == date(2026, 3, 4)


@pytest.mark.parametrize(
    "typed", ["pas vus", "on ne s'est pas vus lundi", "we didn't meet, 45 min", "annulé"]
)
def test_that_they_may_not_have_met_is_asked_first(typed: str) -> None:
    assert "met" in read_log(typed, TODAY).unclear


def test_somebody_nobody_knows_is_asked_about_and_not_taken_for_the_only_partner() -> None:
    for typed in ("avec Tomm 45 min", "with Zoe, 45 min", "45 min avec mradi"):
        words = read_log(typed, TODAY, known=["Tom"])
        assert words.unclear == {"who"}, typed
        assert words.minutes == 45
    beside_a_name = read_log("@tom 45 min avec son manager", TODAY)
    assert (beside_a_name.unclear, beside_a_name.leftover) == (frozenset(), True)
    assert read_log("avec Tom 45 min", TODAY, known=["Tom"]).names == ("Tom",)
    assert ASK not in (read_log("avec plaisir, 45 min", TODAY).unclear or ())
