"""What mentors offer, made of people: for whatever shows them to somebody who chooses."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.fit import Offer, Seeker
from bot.domain.people import Person
from bot.domain.programmes import Topic
from bot.programme.browsing import Shelf


def offer_of(person: Person, *, places: int = 1, languages: tuple[str, ...] = ()) -> Offer:
    return Offer(
        person_id=person.id,
        slack_id=person.slack_id,
        name=person.name,
        handle=person.handle,
        title=person.title,
        network=person.network,
        other_networks=person.other_networks,
        site=person.site,
        timezone=person.timezone,
        languages=(person.language, *languages),
        topics=person.topics,
        capacity=places,
        carried=0,
    )


def shelf_of(
    reader: Person,
    topics: Iterable[Topic],
    *open_to: Offer,
    line: Iterable[Offer] = (),
    full: Iterable[Offer] = (),
) -> Shelf:
    seeker = Seeker(
        person_id=reader.id, topics=reader.topics, languages=(reader.language,), network=reader.network
    )
    return Shelf(
        seeker=seeker,
        topics={topic.key: topic for topic in topics},
        open=open_to,
        line=tuple(line),
        full=tuple(full),
    )
