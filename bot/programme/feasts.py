"""Public holidays and working weeks by country, worked out when first asked for (`field.md` C13)."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from bot.domain.calendar import WEEKDAYS

if TYPE_CHECKING:
    from holidays import HolidayBase

#: Far enough both ways for a programme's life; some lunar dates far ahead are estimates.
YEARS = range(2020, 2046)
#: Of whoever wants none, or lives where nobody has written them down.
NOWHERE = ""

Known = TypeVar("Known")


class ByCountry(Mapping[str, Known], Generic[Known]):
    """By ISO country code, each asked for once; a code that the library does not know is nowhere, never an error."""

    def __init__(self, ask: Callable[[str], Known]) -> None:
        self._ask = ask
        self._known: dict[str, Known] = {}

    def __getitem__(self, country: str) -> Known:
        if country not in self._known:
            self._known[country] = self._ask(country)
        return self._known[country]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class PublicHolidays(ByCountry[frozenset[date]]):
    def __init__(self) -> None:
        super().__init__(_holidays)


class WorkingWeeks(ByCountry[frozenset[int]]):
    """The days on which most people work, from 0 (Monday): Sunday to Thursday in some countries."""

    def __init__(self) -> None:
        super().__init__(_week)


@cache
def countries() -> frozenset[str]:
    """The codes of two letters whose public holidays are known."""
    import holidays  # half a second that a start should not pay

    return frozenset(code for code in holidays.list_supported_countries() if len(code) == len("FR"))


def country_of(zone: str | None, *, company: str, country: str) -> str:
    """Whose holidays a newcomer probably has: the company's country, unless the clocks of their zone say elsewhere.

    Slack lets people choose one zone for a handful of countries ("Brussels, Copenhagen, Madrid, Paris"), so that a zone
    which keeps the company's own time tells nothing. The roster or the person may say otherwise.
    """
    if not zone or _same_clocks(zone, company):
        return country
    canonical = get_global("zone_aliases").get(zone, zone)
    found = get_global("zone_territories").get(canonical, NOWHERE)
    return found if found in countries() else country


def _same_clocks(one: str, other: str) -> bool:
    """In winter and in summer."""
    try:
        zones = ZoneInfo(one), ZoneInfo(other)
    except (ZoneInfoNotFoundError, ValueError):
        return True
    seasons = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
    return all(len({when.astimezone(zone).utcoffset() for zone in zones}) == 1 for when in seasons)


def _holidays(country: str) -> frozenset[date]:
    there = _asked(country)
    return frozenset() if there is None else frozenset(there)


def _week(country: str) -> frozenset[int]:
    """Two days of rest at least: where shops open on Saturdays, offices mostly do not."""
    there = _asked(country)
    rest = frozenset(there.weekend) if there is not None else frozenset()
    if not rest:
        return WEEKDAYS
    alone = {(day - 1) % 7 for day in rest} if len(rest) == 1 else set()
    return frozenset(range(7)) - rest - alone


def _asked(country: str) -> HolidayBase | None:
    import holidays

    if country not in countries():
        return None
    with warnings.catch_warnings():
        # Of some countries a few of these years are not written down yet: they have fewer holidays, and no less right
        # to the others.
        warnings.simplefilter("ignore", UserWarning)
        return holidays.country_holidays(country, years=YEARS)
