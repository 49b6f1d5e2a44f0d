"""The sentence that somebody wrote: read by whom it was written for, and by nobody else, whatever they become."""

from __future__ import annotations

import pytest
from living import Programme
from volunteering import place_of

from bot.domain.enrolments import Part
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.programme import profile
from bot.programme.round_facts import words_of
from bot.programme.work import Work

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

HOPES = "Oser quitter mon manager"
NOBODY_ELSE = [
    (Part.MENTEE, Part.MENTOR),
    (Part.MENTEE, Part.BOTH),
    (Part.MENTEE, Part.BOTH, Part.MENTOR),
    (Part.MENTEE, Part.NOT_FOR_ME),
    (Part.MENTEE, Part.NOT_FOR_ME, Part.MENTOR),
    (Part.MENTEE, Part.NOT_FOR_ME, Part.BOTH, Part.NOT_FOR_ME, Part.MENTOR),
]


def becomes(work: Work, person: Person, *parts: Part) -> None:
    """One part after the other; the sentence is written once, after the first, and so are the topics."""
    for number, part in enumerate(parts):
        profile.choose_part(work, person, part)
        if number == 0:
            profile.choose_topics(work, person, ["speaking"])
            profile.say_expectation(work, person, HOPES)


def read_by(work: Work, reader: Person, pair: Mentorship) -> str | None:
    return words_of(work, pair, reader)


@pytest.mark.parametrize("parts", NOBODY_ELSE, ids=" ".join)
def test_what_somebody_hoped_for_as_a_mentee_is_never_read_by_whom_they_mentor(
    programme: Programme, parts: tuple[Part, ...]
) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    with programme.work() as work:
        becomes(work, programme.lea, *parts)
        assert read_by(work, programme.tom, pair) is None


@pytest.mark.parametrize(
    "parts",
    [(Part.MENTOR,), (Part.MENTOR, Part.NOT_FOR_ME), (Part.MENTOR, Part.NOT_FOR_ME, Part.MENTOR)],
    ids=" ".join,
)
def test_what_a_mentor_would_bring_is_read_by_whom_they_mentor(
    programme: Programme, parts: tuple[Part, ...]
) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    with programme.work() as work:
        becomes(work, programme.lea, *parts)
        assert read_by(work, programme.tom, pair) == HOPES


@pytest.mark.parametrize(
    "parts", [(Part.MENTEE,), (Part.MENTEE, Part.BOTH), (Part.BOTH, Part.MENTEE)], ids=" ".join
)
def test_what_a_mentee_hopes_for_is_read_by_their_mentor_even_if_they_mentor_too(
    programme: Programme, parts: tuple[Part, ...]
) -> None:
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    with programme.work() as work:
        becomes(work, programme.tom, *parts)
        assert read_by(work, programme.lea, pair) == HOPES


@pytest.mark.parametrize(
    "parts",
    [
        (Part.MENTEE, Part.MENTOR),
        (Part.MENTEE, Part.NOT_FOR_ME, Part.MENTOR),
        (Part.MENTOR, Part.NOT_FOR_ME, Part.MENTEE),
    ],
    ids=" ".join,
)
def test_whoever_changes_sides_is_asked_for_their_sentence_and_their_topics_anew(
    programme: Programme, parts: tuple[Part, ...]
) -> None:
    with programme.work() as work:
        becomes(work, programme.lea, *parts)
        mine = place_of(work, programme.lea)
        assert (mine.expectation, mine.expectation_skipped, mine.topics_answered) == (None, False, False)


def test_whoever_kept_silent_as_a_mentee_is_asked_what_they_would_bring(programme: Programme) -> None:
    with programme.work() as work:
        profile.choose_part(work, programme.lea, Part.MENTEE)
        profile.say_expectation(work, programme.lea, None)
        profile.choose_part(work, programme.lea, Part.BOTH)
        assert place_of(work, programme.lea).expectation_skipped, "whoever learns is asked the same"
        profile.choose_part(work, programme.lea, Part.MENTOR)
        assert not place_of(work, programme.lea).expectation_skipped


def test_a_sentence_of_which_nobody_knows_what_it_was_written_for_is_asked_anew(programme: Programme) -> None:
    """Before parts were written down, somebody wrote it and then said that mentoring was not for them."""
    with programme.work() as work:
        mine = work.enrolments.open_for(programme.lea.id, programme.id)
        work.enrolments.change(mine.id, part=Part.NOT_FOR_ME, expectation=HOPES)
        profile.choose_part(work, programme.lea, Part.MENTOR)
        assert place_of(work, programme.lea).expectation is None
