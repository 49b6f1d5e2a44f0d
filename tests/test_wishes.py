"""A few typed words say what somebody wants; anything else is not guessed at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.wishes import Wish, is_a_greeting, read_number, read_one, read_some, read_wish


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("aide", Wish.HELP),
        ("Help!", Wish.HELP),
        ("J’ai besoin d’aide, svp", Wish.NEED_HELP),
        ("à qui m’adresser ?", Wish.NEED_HELP),
        ("I need to talk to someone", Wish.NEED_HELP),
        ("?", Wish.HELP),
        ("Stop.", Wish.NOT_FOR_ME),
        ("Pas pour moi, merci", Wish.NOT_FOR_ME),
        ("not for me", Wish.NOT_FOR_ME),
        ("plus tard svp", Wish.LATER),
        ("Later, please", Wish.LATER),
        ("demain", Wish.LATER),
        ("La semaine prochaine ?", Wish.NEXT_WEEK),
        ("next week", Wish.NEXT_WEEK),
        ("retour", Wish.BACK),
        ("Back!", Wish.BACK),
        ("recommencer", Wish.RESTART),
        ("start over", Wish.RESTART),
        ("Changer", Wish.CHANGE),
        ("une pause svp", Wish.CHANGE_PAIR),
        ("Take a break, please", Wish.CHANGE_PAIR),
        ("changer de mentor", Wish.CHANGE_PAIR),
        ("another mentor", Wish.CHANGE_PAIR),
        ("confidentialité", Wish.PRIVACY),
        ("privacy", Wish.PRIVACY),
        ("Mentoré·e", Wish.MENTEE),
        ("mentoré(e)", Wish.MENTEE),
        ("I want a mentor", Wish.MENTEE),
        ("mentor", Wish.MENTOR),
        ("je veux être mentor", Wish.MENTOR),
        ("les deux", Wish.BOTH),
        ("English please", Wish.ENGLISH),
        ("en français", Wish.FRENCH),
        ("/mentor-log @lea 45 min", Wish.COMMAND),
        ("comment marche mentor-log", Wish.COMMAND),
        ("aide rôles", Wish.ABOUT_ROLES),
        ("help roles", Wish.ABOUT_ROLES),
        ("Qu'est-ce qu'un mentor ?", Wish.ABOUT_MENTORS),
        ("What’s a mentor?", Wish.ABOUT_MENTORS),
        ("Pourquoi participer ?", Wish.WHY),
        ("Who sees what?", Wish.WHO_SEES),
        ("qui voit quoi", Wish.WHO_SEES),
        ("à lire", Wish.SHELF),
        ("resources please", Wish.SHELF),
        ("Choisissez pour moi", Wish.FOR_ME),
        ("Yes, suggest somebody", Wish.FOR_ME),
        ("Pas cette fois, merci", Wish.NOT_THIS_TIME),
        ("Not this time.", Wish.NOT_THIS_TIME),
        ("not now", Wish.LATER),
    ],
)
def test_short_words_are_understood_in_both_languages(words: str, wish: Wish) -> None:
    assert read_wish(words) is wish


@pytest.mark.parametrize(
    "words",
    [
        "I can't stop smiling",
        "a mentor",
        "un mentor",
        "non merci",
        "merci",
        "",
        "🎉",
        "x" * 3000,
        "<!channel>",
    ],
)
def test_what_does_not_say_it_outright_is_not_guessed_at(words: str) -> None:
    assert read_wish(words) is None


@pytest.mark.parametrize("words", ["hello", "Bonjour !", "Merci, thanks 🙏", "salut"])
def test_a_greeting_asks_for_nothing(words: str) -> None:
    assert is_a_greeting(words)


@pytest.mark.parametrize("words", ["bonjour, je veux changer", "hello world", "", "   ", "👍", "aide"])
def test_more_than_a_greeting_is_no_greeting(words: str) -> None:
    assert not is_a_greeting(words)


@pytest.mark.parametrize(
    ("words", "number"),
    [("4", 4), ("4 personnes", 4), (" 12. ", 12), ("99", 99), ("quatre", None), ("4 ou 5", None)],
)
def test_a_lone_number_is_a_number(words: str, number: int | None) -> None:
    assert read_number(words) == number


TOPICS = {
    "Prendre la parole": "speaking",
    "Speaking in public": "speaking",
    "Écoute et retour": "listening",
    "Manager une équipe": "managing",
    "Managing people": "managing",
    "R&D": "research",
}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Prendre la parole", ("speaking",)),
        ("PRENDRE la PAROLE !", ("speaking",)),
        ("prendre, manag", ("speaking", "managing")),
        ("Écoute et retour", ("listening",)),
        ("ecoute et retour et manager une équipe", ()),
        ("ecoute et retour, manager une équipe", ("listening", "managing")),
        ("speaking and managing people", ("speaking", "managing")),
        ("R&amp;D; prendre la parole", ("research", "speaking")),
        ("prendre la parole, mon chef", ()),
        ("pr", ()),
        (",;,", ()),
        ("prendre, " * 100, ()),
    ],
)
def test_names_are_understood_whole_or_by_a_beginning_that_only_one_has(
    words: str, named: tuple[str, ...]
) -> None:
    assert read_some(words, TOPICS) == named


def test_a_beginning_that_two_names_share_is_nobodys() -> None:
    networks = {name: name for name in ("Produit", "Production", "RH")}
    assert read_one("prod", networks) is None
    assert read_one("produit", networks) == "Produit"
    assert read_one("produc", networks) == "Production"
    assert read_one("rh", networks) == "RH"


@given(st.text(max_size=400))
def test_any_words_at_all_are_survived(words: str) -> None:
    read_wish(words)
    read_number(words)
    read_some(words, TOPICS)


@pytest.mark.parametrize(
    "words", ["privaci", "confidentalité", "oubliez-moi", "forget me", "Effacer mes données"]
)
def test_whoever_wants_to_know_or_to_go_finds_the_page_also_by_a_mistake(words: str) -> None:
    assert read_wish(words) is Wish.PRIVACY


@pytest.mark.parametrize("words", ["mentir", "recommencez", "stopp", "passé"])
def test_what_changes_something_is_never_guessed(words: str) -> None:
    assert read_wish(words) in (None, Wish.PASS)
