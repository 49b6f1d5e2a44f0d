"""The catalogue of topics keeps its keys, its order and its bounds, whatever coordinators do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.programmes import Topic
from bot.domain.topics import (
    LONGEST_KEY,
    MOST_TOPICS_OFFERED,
    TooManyTopics,
    TopicExists,
    TopicUnsaid,
    check_new,
    check_room,
    fingerprint,
    key_for,
)

MANAGING = Topic(key="managing", texts={"fr": "Encadrer une équipe", "en": "Managing a team"})


@pytest.mark.parametrize("french", ["Encadrer une équipe", "ENCADRER UNE EQUIPE !", " encadrer  une équipe"])
def test_the_same_words_in_other_clothes_are_the_same_topic(french: str) -> None:
    with pytest.raises(TopicExists) as exists:
        check_new({"fr": french, "en": "Something else"}, [MANAGING])
    assert exists.value.languages == ("fr",)


def test_other_words_are_another_topic() -> None:
    check_new({"fr": "Encadrer une équipe à distance", "en": "Managing a remote team"}, [MANAGING])


def test_a_topic_is_said_in_every_language() -> None:
    with pytest.raises(TopicUnsaid) as unsaid:
        check_new({"fr": "Écrire", "en": "…"}, [])
    assert unsaid.value.languages == ("en",)


def test_a_menu_holds_a_hundred_topics_and_no_more() -> None:
    check_room([MANAGING] * (MOST_TOPICS_OFFERED - 1))
    with pytest.raises(TooManyTopics):
        check_room([MANAGING] * MOST_TOPICS_OFFERED)


def test_a_key_is_made_of_the_english_words_and_a_number() -> None:
    assert key_for("Speaking in public!", ()) == "speaking_in_public_1"
    assert key_for("Speaking in public", {"speaking_in_public_1"}) == "speaking_in_public_2"
    assert key_for("Ξένες γλώσσες", ()) == "topic_1"


@given(st.text(max_size=75), st.integers(0, 4))
def test_every_key_is_new_and_plain(words: str, taken: int) -> None:
    known: list[str] = []
    for _ in range(taken + 1):
        known.append(key_for(words, known))
    assert len(set(known)) == taken + 1
    assert all(key.isascii() and len(key) <= LONGEST_KEY + 2 and ":" not in key for key in known)


def test_other_words_have_another_fingerprint() -> None:
    texts = {"fr": "Écrire", "en": "Writing"}
    assert fingerprint(texts) == fingerprint(dict(reversed(texts.items())))
    assert fingerprint(texts) != fingerprint({**texts, "en": "Writing well"})
