"""Words of distress are heard however they are written; what sounds like them is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.texts import LANGUAGES, Speech
from handlers.distress import LONGEST_MESSAGE, is_heard_in

TABLE = Path(__file__).parents[1] / "handlers" / "distress.toml"


@pytest.mark.parametrize(
    "words",
    [
        "Je n’en peux plus",
        "j'en peux plus...",
        "JE SUIS À BOUT",
        "mon chef me harcèle",
        "je crois que je suis harcelé·e",
        "c'est du harcelement non ?",
        "il a eu des gestes déplacés",
        "J’ai envie de mourir",
        "pensées suicidaires",
        "je fais un burn-out",
        "Bonjour, merci pour tout. Voilà : je craque, et je ne sais pas à qui le dire.",
        "je suis épuisée",
        "I can’t take it anymore",
        "I am being bullied",
        "she keeps threatening me",
        "I want to die.",
        "burned out, honestly",
        "i feel so depressed &amp; alone",
        "x" * (LONGEST_MESSAGE - 20) + " harassment",
    ],
)
def test_words_of_distress_are_heard(words: str) -> None:
    assert is_heard_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "bonjour",
        "Help",
        "des violettes au violoncelle",
        "je suis débout, au bout du couloir",
        "le bout du tunnel",
        "Prendre la parole, manager et écrire",
        "not for me",
        "j'ai besoin d'aide",
        "We met on Tuesday, 45 min",
        "mon mentor est super, j'ai plus peur",
    ],
)
def test_everyday_words_are_not_taken_for_them(words: str) -> None:
    assert not is_heard_in(words)


def test_the_bots_own_words_are_not_taken_for_them() -> None:
    """A machine that answers us with our own words is not comforted for ever."""
    for language in LANGUAGES:
        t = Speech(language)
        said = [
            t(f"reaching_out.{key}")
            for key in ("distress", "distress_kept", "distress_in_form", "emergency", "at_hand")
        ]
        assert not [words for words in said if is_heard_in(words)]


def test_no_phrase_is_empty_and_each_is_there_once() -> None:
    phrases = [
        one.strip()
        for group in tomllib.loads(TABLE.read_text(encoding="utf-8")).values()
        for one in group.split(",")
    ]
    assert all(phrases)
    assert len(set(phrases)) == len(phrases)
