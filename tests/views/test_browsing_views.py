"""Finding a mentor by words, and the page of cards with the longest of everything, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.refusals import Outdated
from bot.domain.rounds import Barred
from bot.programme.browsing import Filters, Page
from bot.texts import LANGUAGES, Speech
from handlers.finding import by_name, finder
from handlers.views import browsing
from tests.views.offers import offer_of
from tests.views.test_round_views import (
    LONG,
    OFFERED,
    SHELF,
    TODAY,
    TOPICS,
    every_state,
    modal_is_good,
    someone,
)


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def test_a_mentor_is_found_by_name_topic_network_or_language_without_accents(t: Speech) -> None:
    lea = offer_of(
        replace(someone(2, "Léa Martin"), network="Énergie", topics=("t0",), title="Architecte données"),
        languages=("de",),
    )
    language = "francais" if t.language == "fr" else "french"
    added = "allemand" if t.language == "fr" else "german"
    for words in (
        *("lea", "MARTIN lé", "priorites", "energie", "donnees", added),
        *(language, f"lea {language} energie", "", "  "),
    ):
        assert finder(words, SHELF.topics, t)(lea), words
    for words in ("tom", "lea anglais english", "🎉", "<!channel>", "x" * 3000):
        assert not finder(words, SHELF.topics, t)(lea), words


def test_only_a_name_brings_up_somebody_who_cannot_be_chosen() -> None:
    lea = offer_of(replace(someone(2, "Léa Martin"), network="Énergie"))
    assert all(by_name(words)(lea) for words in ("léa", "MARTIN le"))
    assert not any(by_name(words)(lea) for words in ("", "energie", "lea energie"))


def test_the_page_of_mentors_is_good_with_the_longest_names_words_and_menus(t: Speech) -> None:
    cards = [
        replace(SHELF.card(offer), experience="<!channel> " * 30, elsewhere=LONG) for offer in OFFERED[:6]
    ]
    page = Page(
        cards=tuple(replace(card, ahead=timedelta(minutes=-345)) for card in cards),
        number=1,
        pages=400,
        found=2000,
        topics=tuple(replace(TOPICS[0], key=f"t{number}") for number in range(150)),
        networks=tuple(f"{LONG} {number}" for number in range(150)),
        languages=tuple(f"x{number}" for number in range(150)),
    )
    for filters in (Filters(), Filters(network=f"{LONG} 7", words="x" * 100)):
        for mine in every_state():
            seen = browsing.Seen(
                mine=mine,
                page=page,
                filters=filters,
                place=browsing.Place(round_id=2**31 - 1, channel="D0AAAAAAAAA", ts="1795300597.003677"),
                today=TODAY,
                gone=frozenset({1, 2, 3}),
                barred=[(offer, why) for offer in OFFERED for why in Barred],
                said=t("browsing.dropped", name=LONG),
            )
            for one in (seen, replace(seen, page=replace(page, cards=(), found=0))):
                view = browsing.form(one, t)
                modal_is_good(view)
                assert "<!channel>" not in repr(view)


def test_a_page_remembers_its_place_and_refuses_what_it_never_wrote() -> None:
    place = browsing.Place(round_id=4, page=2, drawn=7, cleared=1, channel="D0A", ts="1795300597.003677")
    assert browsing.Place.read(str(place)) == place
    for kept in ("", "4", "4:2:7:1:D0A", "x:2:7:1:D0A:1", "4:-1:0:0::", "4:0:0:0:::"):
        with pytest.raises(Outdated):
            browsing.Place.read(kept)
