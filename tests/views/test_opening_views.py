"""The two forms that open a round hold whatever a company is, and the second says again what the first one said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.programmes import Mode
from bot.domain.rounds import MOST_MENTORS_DAYS, Rules
from bot.programme.opening import Population
from bot.programme.rounds import OnTopics
from bot.texts import Speech
from handlers.views import opening, rounds
from tests.views.home_cases import OPEN_ROUND
from tests.views.opening_cases import DRAFT, PREVIEW, SUPPLY
from tests.views.test_round_views import LONG, message_is_good, modal_is_good, someone


@pytest.fixture(params=["fr", "en"])
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.mark.parametrize("size", [1, 30, 600, 4000])
def test_the_preview_names_everybody_even_in_a_large_company(t: Speech, size: int) -> None:
    people = tuple(someone(number, f"{LONG} {number}") for number in range(size))
    view = opening.preview(
        replace(PREVIEW, population=Population(people=people, unanswered=size)), t, changed=True
    )
    modal_is_good(view)
    if size <= 600:
        assert all(f"Xx {number}" in repr(view) for number in range(size))


@pytest.mark.parametrize("networks", [0, 1, 100, 400])
def test_the_form_holds_however_many_networks_and_keeps_them_all(t: Speech, networks: int) -> None:
    names = tuple(f"Réseau {number} {LONG}" for number in range(networks))
    modal_is_good(opening.form(replace(DRAFT, networks=names), t))
    chosen = Rules(networks=names[: opening.MOST_NETWORKS], other_team=True, other_entity=True)
    view = opening.preview(replace(PREVIEW, rules=chosen), t)
    modal_is_good(view)
    assert len(view["private_metadata"]) <= 3000
    assert all(name not in view["private_metadata"] for name in names), "ids only, never words"


@pytest.mark.parametrize("mode", [Mode.THREE_CHOICES, Mode.SUGGESTED, Mode.BY_COORDINATOR])
def test_what_the_first_form_said_is_kept_to_the_letter(mode: Mode) -> None:
    rules = Rules(mode=mode, other_entity=True, other_network=True, mentors_days=MOST_MENTORS_DAYS)
    kept = opening.Kept.of(replace(PREVIEW, rules=rules, closes_on=date(2026, 3, 24)))

    assert opening.Kept.read(str(kept)) == kept
    assert (kept.mode, kept.closes_on, kept.mentors_days) == (mode.value, "2026-03-24", "10")
    assert kept.rules == "other_entity,other_network"


def test_sixty_topics_fit_on_their_page(t: Speech) -> None:
    topic, supply = SUPPLY[0]
    long = replace(topic, texts={"fr": "x" * 75, "en": "x" * 75})
    many = tuple((long, replace(supply, wanted=999, places=number)) for number in range(60))
    message_is_good(rounds.topics(OnTopics(round=OPEN_ROUND, is_open=True, topics=many), t))
