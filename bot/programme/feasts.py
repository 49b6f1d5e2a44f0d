"""Public holidays by country, worked out when first asked for (`field.md` C13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

#: Far enough both ways for a programme's life; some lunar dates far ahead are estimates.
YEARS = range(2020, 2046)


class PublicHolidays(Mapping[str, frozenset[date]]):
    """Dates by ISO country code. A country that the library does not know has none, rather than an error."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[date]] = {}

    def __getitem__(self, country: str) -> frozenset[date]:
        if country not in self._known:
            self._known[country] = _holidays(country)
        return self._known[country]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _holidays(country: str) -> frozenset[date]:
    import holidays  # half a second that a start should not pay

    try:
        return frozenset(holidays.country_holidays(country, years=YEARS))
    except NotImplementedError:
        return frozenset()
