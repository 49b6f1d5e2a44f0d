"""Arriving by typing: what is understood, and what is kindly not."""

from __future__ import annotations

import pytest

from bot.domain.enrolments import Part
from tests.conversations.arriving import (
    arrives_as_a_mentee,
    profile_of,
    written_anywhere,
)
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone, spoken

pytestmark = pytest.mark.long


@pytest.mark.parametrize("words", ["aide", "help", "?", "Aidez-moi"])
def test_help_works_in_any_words(company: Company, maya: Someone, words: str) -> None:
    known(company, "U0INES")
    maya.says("bonjour").says(words)

    maya.hears("Ce que je sais faire")
    maya.hears("Pour parler à quelqu'un de l'équipe du programme : <@U0INES>.")


def test_words_that_answer_the_question_are_an_answer(company: Company, maya: Someone) -> None:
    maya.says("bonjour").says("français")
    maya.hears("Je vous écrirai en français.")

    maya.says("Mentoré·e")

    maya.hears("Vous aimeriez avoir un·e mentor.")
    maya.hears("Quel est votre réseau principal")
    assert profile_of(company, "U0MAYA")[1].part is Part.MENTEE


def test_later_is_fine(company: Company, tom: Someone) -> None:
    tom.says("hello").presses("English").says("plus tard")

    tom.hears("there's no hurry")
    assert profile_of(company, "U0TOM")[0].language_chosen


def test_starting_over_is_asked_about_first_then_every_question_comes_back(
    company: Company, tom: Someone
) -> None:
    arrives_as_a_mentee(tom)

    tom.says("start over")
    assert profile_of(company, "U0TOM")[1].part is Part.MENTEE
    tom.presses("Start over")

    tom.hears("Back to the beginning.")
    tom.presses("English").presses("Have a mentor")
    tom.presses("Yes, that's right")
    tom.hears("Question 4 / 5")


@pytest.mark.parametrize("words", ["🎉🎉🎉", "x" * 3000, "<!channel>", "je déteste mon chef Kilimandjaro"])
def test_nonsense_gets_the_question_again_and_is_not_kept(
    company: Company, maya: Someone, words: str
) -> None:
    maya.says("bonjour").presses("Français").listens_from_now()

    maya.says(words)

    [_, heard] = maya.heard_since()
    assert "Je n’ai pas compris ce message, et je n’en garde rien." in heard
    assert "Comment voulez-vous participer" in heard
    assert not written_anywhere(company, words)


def test_nonsense_from_somebody_who_answered_everything_gets_something_useful(tom: Someone) -> None:
    arrives_as_a_mentee(tom)

    tom.says("what about lunch")

    heard = spoken(tom.hears("I didn't understand this message"))
    assert "See my answers" in heard


def test_a_greeting_is_answered_as_one_and_not_as_something_misunderstood(tom: Someone) -> None:
    arrives_as_a_mentee(tom).listens_from_now()

    tom.says("hello!")

    heard = " ".join(tom.heard_since())
    assert "See my answers" in heard
    assert "didn't understand" not in heard


def test_a_command_written_as_words_is_explained_with_the_form_one_press_away(
    company: Company, tom: Someone
) -> None:
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM")
    arrives_as_a_mentee(tom)

    tom.says(" /mentor-log @lea 45 min")

    tom.hears("That's a command: it is typed on its own")
    tom.presses("Log a meeting")
    assert tom.form()["title"]["text"] == "Log a meeting"


def test_an_unknown_word_after_the_command_gets_help(tom: Someone) -> None:
    tom.says("hello")

    tom.types("/mentor flibbertigibbet")

    heard = tom.hears("I don't know that word. Here is what I can do.")
    assert heard["ephemeral"]
