"""A page of mentors to choose from: the choices made so far, how to narrow the list, a card for each mentor.

An element that Slack draws again under the same name keeps what the person had put in it: so what must show something
else has another name, made of what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from bot.domain.fit import Offer
from bot.domain.programmes import Resource, Topic
from bot.domain.refusals import Outdated
from bot.domain.rounds import MOST_CHOICES, Barred
from bot.programme.browsing import Card, Filters, Page
from bot.programme.choosing import Invited
from bot.texts import Markup, Speech, escape, mention
from handlers import ids
from handlers.forms import number_in
from handlers.views import explanations
from handlers.views.blocks import (
    Block,
    actions,
    ask,
    button,
    divider,
    modal,
    option,
    quiet,
    section,
    select,
    text_input,
)
from handlers.views.onboarding import digest_of
from handlers.views.wording import language_name

#: A menu holds so many lines (`slack.md` §2.1), the first of which takes the filter away.
LONGEST_MENU = 100
EVERYTHING = "-"
#: Of those who cannot be chosen and were looked for, so many are explained.
MOST_EXPLAINED = 5
#: Characters of a search.
LONGEST_SEARCH = 100

RANKS: Mapping[int, str] = {1: "choices.first", 2: "choices.second", 3: "choices.third"}
BARRED: Mapping[Barred, str] = {
    Barred.ONESELF: "browsing.barred_oneself",
    Barred.LINE: "browsing.barred_line",
    Barred.FULL: "browsing.barred_full",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where somebody is, kept in the form itself as numbers: the round, the page, how often it was drawn and its
    filters cleared, and the message that it was opened from (empty from Home).
    """

    round_id: int
    page: int = 0
    drawn: int = 0
    cleared: int = 0
    channel: str = ""
    ts: str = ""

    @classmethod
    def read(cls, kept: str) -> Place:
        """Raises `Outdated` for what no form of ours remembers."""
        parts = kept.split(":")
        if len(parts) != 6:
            raise Outdated
        *numbers, channel, ts = parts
        round_id, page, drawn, cleared = map(number_in, numbers)
        return cls(round_id=round_id, page=page, drawn=drawn, cleared=cleared, channel=channel, ts=ts)

    def drawn_again(self, *, page: int, cleared: bool = False) -> Place:
        return replace(self, page=page, drawn=self.drawn + 1, cleared=self.cleared + cleared)

    def __str__(self) -> str:
        return f"{self.round_id}:{self.page}:{self.drawn}:{self.cleared}:{self.channel}:{self.ts}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What one page shows. `gone` are chosen mentors who can no longer be had; `barred` those who were looked for and
    cannot be chosen; `said`, what has just been done or refused.
    """

    mine: Invited
    page: Page
    filters: Filters
    place: Place
    today: date
    gone: frozenset[int] = frozenset()
    barred: Sequence[tuple[Offer, Barred]] = ()
    said: Markup | None = None
    resources: Sequence[Resource] = ()


def form(seen: Seen, t: Speech) -> Block:
    """The whole page. Its one button to send is the search: choices are saved as they are made."""
    return modal(
        t.plain("browsing.title"),
        *_choices(seen, t),
        divider(),
        _narrow(seen, t),
        _words(seen, t),
        *_found(seen, t),
        *(block for card in seen.page.cards for block in _card(card, seen, t)),
        _pages(seen, t),
        *explanations.resources(seen.resources, t),
        callback_id=ids.BROWSE_FORM,
        submit=t.plain("browsing.search"),
        close=t.plain("common.close"),
        kept=str(seen.place),
    )


def cannot(offer: Offer, why: Barred, t: Speech) -> Markup:
    """Why somebody who was looked for, or picked, cannot be chosen."""
    return t(BARRED.get(why, "browsing.barred_otherwise"), name=offer.name)


# -- what I have chosen ------------------------------------------------------------------------------------------


def _choices(seen: Seen, t: Speech) -> Iterator[Block]:
    if seen.said:
        yield section(seen.said)
    if not seen.mine.choices:
        yield section(t("browsing.chosen_nobody"))
        return
    names = [
        t("browsing.chosen_gone" if person.id in seen.gone else "choices.said_name", rank=rank, mentor=who)
        for rank, person in enumerate(seen.mine.choices, start=1)
        for who in [mention(person.slack_id)]
    ]
    yield section(t("browsing.chosen", names=Markup.joined(names)))
    yield actions(
        *(
            button(
                t.plain("browsing.take_off", name=person.first_name),
                f"{ids.BROWSE_PUT}:off:{person.id}",
                value=f"{person.id}:0",
            )
            for person in seen.mine.choices
        ),
        block_id="chosen",
    )
    yield quiet(t("browsing.saved", day=t.date(seen.mine.round.closes_on, today=seen.today)))


# -- how to narrow the list --------------------------------------------------------------------------------------


def _narrow(seen: Seen, t: Speech) -> Block | None:
    page, filters, again = seen.page, seen.filters, seen.place.cleared
    topics = {topic.key: topic.texts[t.language] for topic in page.topics}
    networks = {digest_of(name): name for name in page.networks}
    languages = {code: language_name(code, t) for code in page.languages}
    network = digest_of(filters.network) if filters.network else None
    menus = [
        _menu(f"{ids.BROWSE_TOPIC}:{again}", t.plain("browsing.every_topic"), topics, filters.topic),
        _menu(f"{ids.BROWSE_NETWORK}:{again}", t.plain("browsing.every_network"), networks, network),
        _menu(
            f"{ids.BROWSE_LANGUAGE}:{again}", t.plain("browsing.every_language"), languages, filters.language
        ),
    ]
    return actions(*menus, block_id=f"narrow:{again}") if any(menus) else None


def _menu(action_id: str, everything: str, choices: Mapping[str, str], chosen: str | None) -> Block | None:
    """Nothing where there is nothing to choose between."""
    if len(choices) < 2:
        return None
    first = option(everything, EVERYTHING)
    options = [first, *(option(name, key) for key, name in islice(choices.items(), LONGEST_MENU - 1))]
    shown = next((one for one in options if one["value"] == chosen), first)
    return select(action_id, placeholder=everything, options=options, chosen=shown)


def _words(seen: Seen, t: Speech) -> Block:
    again = seen.place.cleared
    typed = text_input(f"words:{again}", most=LONGEST_SEARCH, initial=seen.filters.words)
    hint = t.plain("browsing.words_hint")
    return ask(t.plain("browsing.words"), typed, block_id=f"words:{again}", hint=hint, optional=True)


def _found(seen: Seen, t: Speech) -> Iterator[Block]:
    page = seen.page
    clear = button(t.plain("browsing.clear"), ids.BROWSE_CLEAR)
    why = [cannot(offer, bar, t) for offer, bar in islice(seen.barred, MOST_EXPLAINED)]
    if not page.found:
        # Whoever was looked for by name and cannot be chosen was found: that is said instead of "nobody".
        said = Markup.joined(why) if why else t("browsing.nobody")
        yield section(said, button=clear if seen.filters.are_set else None)
        return
    yield from [quiet(*why)] if why else []
    yield quiet(t("browsing.found", count=page.found, page=page.number + 1, pages=page.pages))
    if seen.filters.are_set:
        yield actions(clear, block_id="clear")


def _pages(seen: Seen, t: Speech) -> Block | None:
    number, pages = seen.page.number, seen.page.pages
    before = button(t.plain("browsing.previous"), f"{ids.BROWSE_PAGE}:before", value=number - 1)
    after = button(t.plain("browsing.next"), f"{ids.BROWSE_PAGE}:after", value=number + 1)
    shown = [*([before] if number else []), *([after] if number + 1 < pages else [])]
    return actions(*shown, block_id="pages") if shown else None


# -- a mentor ----------------------------------------------------------------------------------------------------


def _card(card: Card, seen: Seen, t: Speech) -> list[Block]:
    """Why they could suit stands before the choice, where it is read in time."""
    words = Markup.joined([*_about(card, t), *_could_suit(card, t)])
    menu = _rank_menu(card, seen, t)
    return [section(words, button=menu, block_id=f"card:{card.offer.person_id}"), divider()]


def _could_suit(card: Card, t: Speech) -> Iterator[Markup]:
    if not card.fit.is_empty:
        yield t("browsing.why", reasons=Markup.joined(list(_why(card, t)), " · "))


def _rank_menu(card: Card, seen: Seen, t: Speech) -> Block:
    who = card.offer.person_id
    order = [person.id for person in seen.mine.choices]
    rank = order.index(who) + 1 if who in order else 0
    options = {one: option(t.plain(RANKS[one]), f"{who}:{one}") for one in range(1, MOST_CHOICES + 1)}
    taken_off = [option(t.plain("browsing.off"), f"{who}:0")] if rank else []
    return select(
        f"{ids.BROWSE_PUT}:{who}:{rank}:{seen.place.drawn}",
        placeholder=t.plain("browsing.put"),
        options=[*options.values(), *taken_off],
        chosen=options.get(rank),
    )


def _about(card: Card, t: Speech) -> Iterator[Markup]:
    offer = card.offer
    title = Markup(f" · {escape(offer.title)}") if offer.title else Markup("")
    yield Markup(f"*{escape(offer.name)}*{title}")
    if where := [*offer.networks, *_where(card, t)]:
        yield Markup.joined([escape(one) for one in where], " · ")
    languages = t.list(language_name(code, t) for code in offer.languages)
    yield Markup.joined(
        [t("browsing.speaks", languages=languages), t("choices.places", count=offer.free_places)], " · "
    )
    if card.topics:
        yield t("browsing.offers", topics=t.list(_texts(card.topics, t)))
    if card.experience:
        yield t("browsing.experience", words=" ".join(card.experience.split()))


def _where(card: Card, t: Speech) -> Iterator[str]:
    """The place and the clock, where they are not the reader's own."""
    if card.elsewhere:
        yield card.elsewhere
    if card.ahead:
        apart = t.duration(abs(card.ahead) // timedelta(minutes=1))
        yield t("browsing.clock_ahead" if card.ahead > timedelta(0) else "browsing.clock_behind", time=apart)


def _why(card: Card, t: Speech) -> Iterator[Markup]:
    """The matcher's own reasons, and no guess."""
    if card.in_common:
        topics = t.list(_texts(card.in_common, t))
        yield t("browsing.why_topics", topics=topics, count=len(card.in_common))
    if card.fit.other_network:
        yield t("browsing.why_network")
    if card.fit.languages:
        languages = t.list(language_name(code, t) for code in card.fit.languages)
        yield t("browsing.why_languages", languages=languages)


def _texts(topics: Sequence[Topic], t: Speech) -> Iterator[Markup]:
    for topic in topics:
        yield t("browsing.topic", topic=topic.texts[t.language])
