"""Looking around among the mentors, before and after a choice, and when nobody is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.enrolments import Part
from bot.domain.fit import Offer
from bot.domain.programmes import Moment
from bot.domain.resources import at_moment
from bot.domain.rounds import Answer, Barred
from bot.programme.browsing import Card, Filters, Page
from bot.texts import Speech
from handlers.views import browsing, choices
from handlers.views.blocks import Block
from handlers.views.browsing import Place, Seen
from tests.views.cases import Case
from tests.views.cast import MENTORS, PEOPLE, TODAY, TYPE
from tests.views.offers import offer_of
from tests.views.round_cases import SHELF, mine

EXPERIENCE = {
    "fr": "Dix ans de conduite de projets ; j’ai appris à parler en public sur le tard.",
    "en": "Ten years of leading projects; I learnt to speak in public late, and gladly.",
}
EVERYBODY = Filters()
PLACE = Place(round_id=4, channel="D0AAAAAAAAA", ts="1795300597.003677")


def page_of(cards: tuple[Card, ...], *, number: int = 0) -> Page:
    return Page(
        cards=cards,
        number=number,
        pages=3,
        found=12,
        topics=TYPE.topics,
        networks=SHELF.networks,
        languages=("de", "en", "fr"),
    )


def cards(t: Speech) -> tuple[Card, ...]:
    """The first is near in everything and says a little; the second is far away; the others are in between."""
    first, second, *others = (SHELF.card(offer) for offer in SHELF.open[:5])
    return (
        replace(first, experience=EXPERIENCE[t.language]),
        replace(second, elsewhere="Montréal", ahead=timedelta(hours=-6)),
        *others,
    )


def seen(
    answer: Answer | None,
    *,
    number: int = 0,
    filters: Filters = EVERYBODY,
    said: Callable[[Speech], object] | None = None,
    barred: tuple[tuple[Offer, Barred], ...] = (),
    nobody: bool = False,
) -> Callable[[Speech], Block]:
    def draw(t: Speech) -> Block:
        page = page_of(() if nobody else cards(t), number=number)
        return browsing.form(
            Seen(
                mine=mine(answer),
                page=replace(page, found=0, pages=1) if nobody else page,
                filters=filters,
                place=PLACE,
                today=TODAY,
                gone=frozenset({MENTORS[2].id}) if said else frozenset(),
                barred=barred,
                said=said(t) if said else None,  # type: ignore[arg-type]
                resources=at_moment(TYPE, Moment.CHOOSING, Part.MENTEE),
            ),
            t,
        )

    return draw


KARIM = offer_of(PEOPLE["karim"])
FILLED_UP = replace(SHELF, open=SHELF.open[1:], full=SHELF.open[:1])
CASES = [
    Case(
        "choosing",
        "The three menus, when somebody who was chosen has filled up",
        lambda t: choices.form(mine(Answer.CHOICES), FILLED_UP, t, kept="4::"),
    ),
    Case("choosing", "Looking around, before any choice", seen(None)),
    Case(
        "choosing", "Looking around, with three choices, on the second page", seen(Answer.CHOICES, number=1)
    ),
    Case(
        "choosing",
        "Looking around: somebody has filled up meanwhile",
        seen(Answer.CHOICES, said=lambda t: browsing.cannot(KARIM, Barred.FULL, t)),
    ),
    Case(
        "choosing",
        "Looking around for somebody who cannot be chosen",
        seen(None, filters=Filters(words="karim"), barred=((KARIM, Barred.FULL),), nobody=True),
    ),
]
