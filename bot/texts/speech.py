"""How the bot speaks to one person: in their language, on their clock, as *vous* or *tu*.

In a view, `t` is the reader's speech:

    t("meetings.logged", partner=mention("U0LEA"), duration=t.duration(45))   # mrkdwn: values are escaped
    t.plain("meetings.title")                                                 # plain_text: shown as given
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from bot.texts.catalogue import Entry, catalogue
from bot.texts.markup import Markup, escape, unescape

Language = Literal["fr", "en"]
Address = Literal["vous", "tu"]
Value = str | int | float

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")

# English as an international company reads it: nobody mistakes "10 March" and a 24-hour clock.
_LOCALES: Final = {"fr": Locale("fr"), "en": Locale("en", "GB")}

HOUR: Final = 60  # minutes


def as_language(word: str) -> Language:
    """A language that is kept or configured as a word: French for `fr`, English for any other."""
    return "fr" if word == "fr" else "en"


@dataclass(frozen=True, slots=True)
class Speech:
    """One reader's language (`fr`, `en`), manner of address, and time zone (an IANA name).

    Raises ZoneInfoNotFoundError when the zone is not one that the machine knows.
    """

    language: Language
    address: Address = "vous"
    zone: str = "Europe/Paris"

    def __post_init__(self) -> None:
        ZoneInfo(self.zone)

    def __call__(self, key: str, **values: Value) -> Markup:
        """The sentence, ready for a mrkdwn text.

        Numbers are written the reader's way. Words are escaped, so that nobody's name or answer can wake
        a channel; only `Markup` (another sentence, a `mention`) goes in as it is. `count` chooses the plural.
        Raises KeyError for an unknown key, a missing value, or a missing `count`.
        """
        shown = {name: escape(self._written(value)) for name, value in values.items()}
        return Markup(self._filled(key, values, shown))

    def plain(self, key: str, **values: Value) -> str:
        """The same sentence for a `plain_text` element: titles, buttons, labels, options.

        Nothing is escaped, because Slack parses no control text there: it takes a bare `&` and shows it.
        Raises ValueError when a value is a mention, which would be shown as a bare id.
        """
        shown = {name: self._bare(value) for name, value in values.items()}
        return self._filled(key, values, shown)

    def date(self, day: dt.date, *, today: dt.date | None = None) -> str:
        """As in "mardi 10 mars", "Tuesday 10 March"; the year too when it is not the year of `today`."""
        number = "d'er'" if self.language == "fr" and day.day == 1 else "d"
        year = " y" if today is not None and day.year != today.year else ""
        return format_date(day, f"EEEE {number} MMMM{year}", locale=self._locale)

    def calendar_day(self, day: dt.date) -> str:
        """As in "1er mars 2027", "1 March 2027": a day of any year, without its weekday."""
        number = "d'er'" if self.language == "fr" and day.day == 1 else "d"
        return format_date(day, f"{number} MMMM y", locale=self._locale)

    def time(self, instant: dt.datetime) -> str:
        """As in "14:30", on the reader's own clock. Raises ValueError for an instant without a zone."""
        return format_time(self.local(instant), "HH:mm", locale=self._locale)

    def day_time(self, instant: dt.datetime, *, today: dt.date | None = None) -> str:
        """As in "mardi 10 mars à 14:30", on the reader's own calendar and clock."""
        day = self.date(self.local(instant).date(), today=today)
        return self("common.day_time", day=day, time=self.time(instant))

    def month(self, year: int, month: int) -> str:
        """As in "mars 2026", "March 2026"."""
        return format_date(dt.date(year, month, 1), "MMMM y", locale=self._locale)

    def city(self, zone: str) -> str:
        """As in "Londres", "London": where the clocks of this zone (an IANA name) hang."""
        return get_timezone_location(zone, locale=self._locale, return_city=True).rpartition("/")[2]

    def local(self, instant: dt.datetime) -> dt.datetime:
        """The instant as the reader's clock shows it. Raises ValueError for an instant without a zone."""
        if instant.tzinfo is None:
            raise ValueError(f"An instant needs its zone: {instant!r}")
        return instant.astimezone(dt.UTC).astimezone(ZoneInfo(self.zone))

    def list(self, items: Iterable[str]) -> Markup:
        """As in "Léa, Tom et Inès", escaped where needed; nothing for an empty list."""
        return Markup(format_list([escape(item) for item in items], locale=self._locale))

    def number(self, value: int | float) -> str:
        """As in "12 345,6", "12,345.6"."""
        return format_decimal(value, locale=self._locale)

    def percent(self, part: int, whole: int) -> str:
        """A share in whole per cent, or a dash when there is nothing to share.

        It is honest at both ends: 100 % only when all are in, 0 % only when nobody is.
        """
        if whole == 0:
            return self("common.nothing_to_share")
        rounded = (200 * part + whole) // (2 * whole)
        if 0 < part < whole:
            rounded = min(max(rounded, 1), 99)
        return format_percent(rounded / 100, locale=self._locale)

    def duration(self, minutes: int) -> str:
        """As in "45 minutes", "2 heures", "1 h 30"; "45 minutes", "2 hours", "1 hr 30 min"."""
        hours, rest = divmod(minutes, HOUR)
        if hours == 0:
            return self("common.minutes", count=rest)
        if rest == 0:
            return self("common.hours", count=hours)
        minutes_shown = f"{rest:02}" if self.language == "fr" else rest
        return self("common.hours_and_minutes", hours=hours, minutes=minutes_shown)

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    def _filled(self, key: str, values: dict[str, Value], shown: Mapping[str, str]) -> str:
        text = self._form(key, values)
        try:
            return text.format_map(shown)
        except KeyError as missing:
            raise KeyError(f"{key} needs a value for {missing}") from None

    def _form(self, key: str, values: dict[str, Value]) -> str:
        entry = self._entry(key)
        if not entry.counts:
            return entry.forms["other"]
        count = values.get("count")
        if not isinstance(count, int | float):
            raise KeyError(f"{key} counts something and needs a number for 'count'")
        if count == 0 and "zero" in entry.forms:
            return entry.forms["zero"]
        return entry.forms.get(self._locale.plural_form(count), entry.forms["other"])

    def _entry(self, key: str) -> Entry:
        conversation, _, name = key.partition(".")
        entry = catalogue(self.language, conversation).entry(name, self.address)
        if entry is None:
            raise KeyError(key)
        return entry

    def _written(self, value: Value) -> str:
        return value if isinstance(value, str) else self.number(value)

    def _bare(self, value: Value) -> str:
        return unescape(value) if isinstance(value, Markup) else self._written(value)
