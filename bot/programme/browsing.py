"""Whom one mentee may choose, best suited first, a page at a time; who is missing is said rather than left out.

Private refusals, mentors of the past and volunteers who are not ready are simply not there (`field.md` W7, I2, U6;
design §8). Nothing here tells how often a mentor was named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from bot.domain.calendar import local_day
from bot.domain.fit import Fit, Offer, Seeker, fit, suited_first
from bot.domain.people import Person, alphabetical
from bot.domain.profiles import Profile
from bot.domain.programmes import Topic
from bot.domain.rounds import Barred, ranked
from bot.programme.work import Work

#: Mentors on one page: what one reads without tiring.
PAGE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A mentor as shown to those who may choose. `topics` are offered, `in_common` those among them that the reader
    looks for; `ahead` is how far the mentor's clock is ahead of the reader's, `elsewhere` a site that is not theirs.
    """

    offer: Offer
    topics: tuple[Topic, ...]
    in_common: tuple[Topic, ...]
    fit: Fit
    experience: str | None = None
    elsewhere: str | None = None
    ahead: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """`open` in no order, because whoever searches keeps few of them; `line` and `full` by name; `oneself` for whoever
    mentors as well.
    """

    seeker: Seeker
    topics: Mapping[str, Topic]
    open: tuple[Offer, ...]
    line: tuple[Offer, ...] = ()
    full: tuple[Offer, ...] = ()
    oneself: Offer | None = None

    def check(self, named: Sequence[int | None]) -> tuple[int, ...]:
        """The names in order of preference. Raises `ChoiceRefused`."""
        return ranked(
            named,
            chooser=self.seeker.person_id,
            open_to=frozenset(offer.person_id for offer in self.open),
            barred={offer.person_id: why for offer, why in self.barred()},
        )

    def barred(self) -> Iterator[tuple[Offer, Barred]]:
        """Who cannot be chosen, and why: somebody may look for them by name."""
        if self.oneself is not None:
            yield self.oneself, Barred.ONESELF
        yield from ((offer, Barred.LINE) for offer in self.line)
        yield from ((offer, Barred.FULL) for offer in self.full)

    @property
    def offered(self) -> tuple[Topic, ...]:
        """The topics that somebody here can help with, in the programme's order."""
        keys = frozenset(chain.from_iterable({offer.topics for offer in self.open}))
        return tuple(topic for key, topic in self.topics.items() if key in keys)

    @property
    def networks(self) -> tuple[str, ...]:
        named = {(offer.network, offer.other_networks) for offer in self.open}
        return tuple(sorted({name for one, others in named for name in (one, *others) if name}))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(set(chain.from_iterable({offer.languages for offer in self.open}))))

    def find(self, person_id: int) -> Offer | None:
        return next((offer for offer in self.open if offer.person_id == person_id), None)

    def suited_first(self, offers: Iterable[Offer]) -> list[Offer]:
        """These offers, the best suited to the seeker first."""
        return sorted(offers, key=suited_first(self.seeker))

    def card(self, offer: Offer) -> Card:
        """What can be said of a mentor without looking anything up."""
        found = fit(self.seeker, offer)
        return Card(
            offer=offer,
            topics=tuple(self.topics[key] for key in offer.topics if key in self.topics),
            in_common=tuple(self.topics[key] for key in found.topics if key in self.topics),
            fit=found,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What the reader narrowed the list to; `words` may be any."""

    topic: str | None = None
    network: str | None = None
    language: str | None = None
    words: str = ""

    @property
    def are_set(self) -> bool:
        return self != Filters()

    def let(self, offer: Offer) -> bool:
        """Whether the mentor passes the three menus; the words are read in the reader's language, elsewhere."""
        return (
            (self.topic is None or self.topic in offer.topics)
            and (self.network is None or self.network in offer.networks)
            and (self.language is None or self.language in offer.languages)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the shelf: `number` of `pages`, from 0, with `found` mentors on all of them. `topics`, `networks` and
    `languages` are what the whole shelf can be narrowed to.
    """

    cards: tuple[Card, ...]
    number: int
    pages: int
    found: int
    topics: tuple[Topic, ...]
    networks: tuple[str, ...]
    languages: tuple[str, ...]


def shelf(work: Work, person: Person, programme_id: int) -> Shelf:
    """Everybody who mentors here, read against this person: a handful of queries, however many they are."""
    programme = work.programmes.get(programme_id)
    kind = work.type_of(programme)
    offers = work.shelf.offers(
        programme_id,
        today=local_day(programme.timezone, work.now),
        approved=kind.approval,
        prepared=kind.preparation is not None and kind.preparation.required,
    )
    apart = work.shelf.past_mentors_of(person.id, programme_id) | work.avoided.around(person.id)
    line = work.shelf.line_of(person.id)
    seeker = seeker_of(person, work.profiles.of(person.id))
    open_to, in_line, full, oneself = [], [], [], None
    for offer in offers:
        if offer.person_id == person.id:
            oneself = offer
        elif offer.person_id in apart:
            continue
        elif offer.person_id in line:
            in_line.append(offer)
        elif offer.capacity <= offer.carried:
            full.append(offer)
        else:
            open_to.append(offer)
    return Shelf(
        seeker=seeker,
        topics={topic.key: topic for topic in kind.topics},
        open=tuple(open_to),
        line=tuple(sorted(in_line, key=_by_name)),
        full=tuple(sorted(full, key=_by_name)),
        oneself=oneself,
    )


def seeker_of(person: Person, profile: Profile) -> Seeker:
    return Seeker(
        person_id=person.id,
        topics=person.topics,
        languages=tuple(dict.fromkeys((person.language, *profile.languages))),
        network=person.network,
    )


def page(work: Work, reader: Person, found: Shelf, suits: Callable[[Offer], bool], number: int) -> Page:
    """The mentors who suit what was asked for; a page beyond the last is the last."""
    offers = found.suited_first(offer for offer in found.open if suits(offer))
    pages = max(1, -(-len(offers) // PAGE))
    number = min(number, pages - 1)
    shown = offers[number * PAGE : (number + 1) * PAGE]
    profiles = work.profiles.many(offer.person_id for offer in shown)
    return Page(
        cards=tuple(_whole(work, reader, found, one, profiles.get(one.person_id)) for one in shown),
        number=number,
        pages=pages,
        found=len(offers),
        topics=found.offered,
        networks=found.networks,
        languages=found.languages,
    )


def _whole(work: Work, reader: Person, found: Shelf, offer: Offer, profile: Profile | None) -> Card:
    card = found.card(offer)
    return Card(
        offer=offer,
        topics=card.topics,
        in_common=card.in_common,
        fit=card.fit,
        experience=profile.experience if profile else None,
        elsewhere=offer.site if offer.site != reader.site else None,
        ahead=_offset(offer.timezone, work) - _offset(reader.timezone, work),
    )


def _offset(zone: str, work: Work) -> timedelta:
    return work.now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)


def _by_name(offer: Offer) -> tuple[str, int]:
    return alphabetical(offer.name), offer.person_id
