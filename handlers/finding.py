"""Finding mentors by words, in the reader's own language: names, titles, topics, networks, languages.

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

    @cache
    def about(networks: tuple[str, ...], offered: tuple[str, ...], languages: tuple[str, ...]) -> str:
        said = [*(topic_words.get(key, "") for key in offered), *(language_name(one, t) for one in languages)]
        return fold(" ".join((*networks, *said)))

    def finds(offer: Offer) -> bool:
        text = _folded(f"{offer.name} {offer.handle} {offer.title}")
        rest = [word for word in wanted if word not in text]
        if not rest:
            return True
        more = about(offer.networks, offer.topics, offer.languages)
        return all(word in more for word in rest)

    return finds if wanted else lambda _: True


def named(words: str, people: Iterable[Offer]) -> tuple[Offer, ...]:
    """Those of them whose name these words ask for; nobody is asked for without words."""
    wanted = fold(words).split()
    return tuple(one for one in people if wanted and all(word in _name(one) for word in wanted))


def _name(offer: Offer) -> str:
    return _folded(f"{offer.name} {offer.handle}")
