"""Public holidays and working weeks of every country, and whose are a newcomer's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.calendar import WEEKDAYS
from bot.programme.feasts import NOWHERE, PublicHolidays, WorkingWeeks, countries, country_of


def test_a_country_that_nobody_knows_has_no_holidays_and_five_days_of_work() -> None:
    for country in (NOWHERE, "XX", "fr", "FR-75"):
        assert PublicHolidays()[country] == frozenset()
        assert WorkingWeeks()[country] == WEEKDAYS


def test_each_country_has_its_own_feasts_for_years_ahead() -> None:
    holidays = PublicHolidays()
    assert date(2041, 7, 14) in holidays["FR"]
    assert date(2026, 7, 14) not in holidays["US"]
    assert date(2026, 7, 4) in holidays["US"]
    assert holidays["IN"], "whose later years are not written down yet"


@pytest.mark.parametrize(
    ("country", "days"), [("FR", "01234"), ("IL", "01236"), ("SA", "01236"), ("HK", "01234"), ("IR", "01256")]
)
def test_everybody_rests_for_two_days_a_week_on_those_of_their_country(country: str, days: str) -> None:
    assert WorkingWeeks()[country] == frozenset(map(int, days))


@pytest.mark.slow
def test_every_country_can_be_asked() -> None:
    holidays, weeks = PublicHolidays(), WorkingWeeks()
    assert len(countries()) > 200
    for country in countries():
        assert len(weeks[country]) in (4, 5)
        assert all(day.year in range(2020, 2046) for day in holidays[country])


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Paris", "FR"),
        ("Europe/Brussels", "FR"),  # Slack's own name for the zone of Paris, Madrid and Copenhagen
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("America/Guadeloupe", "GP"),
        ("Etc/UTC", "FR"),
        ("Nowhere/Atlantis", "FR"),
        (None, "FR"),
    ],
)
def test_a_newcomers_holidays_are_the_companys_unless_their_clock_says_elsewhere(
    zone: str | None, country: str
) -> None:
    assert country_of(zone, company="Europe/Paris", country="FR") == country
