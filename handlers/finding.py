"""Finding people by words; mentors in the reader's own language too: titles, topics, networks, languages.

Accents and case count for nothing. Two thousand mentors are searched for each letter that somebody types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from bot.domain.fit import Offer
from bot.domain.programmes import Topic
from bot.texts import Speech
from handlers.views.wording import language_name
from handlers.words import fold

#: What was folded once is remembered by the very words: it cannot be out of date.
_folded = lru_cache(maxsize=8192)(fold)


def finder(words: str, topics: Mapping[str, Topic], t: Speech) -> Callable[[Offer], bool]:
    """Whether every one of these words is found in what a mentor offers; no words find everybody."""
    wanted = fold(words).split()
    topic_words = {key: fold(topic.texts[t.language]) for key, topic in topics.items()}
    # Thousands share a few topics, networks and languages: each list is compared with each word once.
    on_topics = cache(lambda word, keys: any(word in topic_words.get(key, "") for key in keys))
    in_network = cache(lambda word, name: name is not None and word in _folded(name))
    in_networks = cache(lambda word, names: any(word in _folded(name) for name in names))
    in_languages = cache(lambda word, codes: any(word in _folded(language_name(one, t)) for one in codes))

    def finds(offer: Offer) -> bool:
        text = _folded(f"{offer.name} {offer.handle} {offer.title}")
        for word in wanted:
            if not (
                word in text
                or on_topics(word, offer.topics)
                or in_network(word, offer.network)
                or in_networks(word, offer.other_networks)
                or in_languages(word, offer.languages)
            ):
                return False
        return True

    return finds if wanted else lambda _: True


def by_name(words: str) -> Callable[[Offer], bool]:
    """Whether these words ask for somebody by their name; without words nobody is asked for."""
    asked, found = bool(fold(words).strip()), holding(words)
    return lambda offer: asked and found(f"{offer.name} {offer.handle}")


def holding(words: str) -> Callable[[str], bool]:
    """Whether a text holds every one of these words; any text does when there are none."""
    wanted = fold(words).split()
    return lambda text: all(word in _folded(text) for word in wanted)


def with_letters(typed: str, names: Iterable[str]) -> list[str]:
    """Those of these names that hold what was typed, as it stands; all of them when nothing was."""
    letters = fold(typed.strip())
    return [name for name in names if letters in fold(name)]
