"""The grammar of a logged meeting: from shorthand to values, by the table of rules at the end.

A rule is a pattern and what it means. Each takes what it understands out of the shorthand, so the order of
the table is the order of certainty: "le 3 mars" is a date before 3 is a number, "il y a 3 heures" is no
duration.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import cast

from handlers import days
from handlers.findings import EARLIEST_TIME_OF_DAY, Findings, Form, Meaning
from handlers.shorthand import BARRIER, UNKNOWN

# Signs that say nothing by themselves, once the rules have passed.
_SILENT = frozenset({BARRIER, "a", "at", "the", "in", "-", "d", "s", "am", "last", "mon", "with"})


def interpret(shorthand: str, *, today: date, day_first: bool | None) -> Meaning:
    """Applies every rule in turn, then weighs what they found together."""
    found = Findings(today=today, day_first=day_first)
    for pattern, take in RULES:
        shorthand = pattern.sub(partial(_taken, take, found), shorthand)
    return found.together(leftover=not _SILENT.issuperset(shorthand.split()))


# --- Days ---


def _shifted(found: Findings, count: str, unit: str = "d", sign: int = 1) -> None:
    number = 1 if count == "a" else int(count)
    found.add_day(days.days_after(found.today, sign * number * (7 if unit == "w" else 1)))


def _dated(
    found: Findings,
    day: str,
    month: str,
    year: str | None = None,
    weekday: str | None = None,
    way: str | None = None,
) -> None:
    found.add_day(_day_said(found, day, month, year, weekday, way))


def _slashed(
    found: Findings,
    first: str,
    second: str,
    year: str | None = None,
    weekday: str | None = None,
    the: str | None = None,
    way: str | None = None,
) -> None:
    """03/11: as the person's habit says, or the other way round when only that can be."""
    day_first = _day_said(found, first, second, year, weekday, way)
    month_first = _day_said(found, second, first, year, weekday, way)
    if found.day_first is None and day_first and month_first and day_first != month_first:
        found.unclear.add("day")
        found.may_be_minutes = (first, second) in _FRACTIONS and not (the or weekday or year)
        return
    day = month_first or day_first if found.day_first is False else day_first or month_first
    if day and (first, second) in _FRACTIONS and not (the or weekday or year):
        found.days_or_minutes.add(day)
    else:
        found.add_day(day)


def _day_said(
    found: Findings, day: str, month: str, year: str | None, weekday: str | None, way: str | None
) -> date | None:
    """Without a year: the latest that is not after today; "next" is the first after it."""
    if year is not None:
        exact = days.exact(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    else:
        exact = (days.coming if way == "next" else days.latest)(found.today, int(month), int(day))
    return days.if_on(weekday, exact)


def _of_the_month(found: Findings, day: str, weekday: str | None = None) -> None:
    found.add_day(days.if_on(weekday, days.latest_of_month(found.today, int(day))))


def _on_weekday(
    found: Findings,
    weekday: str,
    before: str | None = None,
    after: str | None = None,
    number: str | None = None,
) -> str | None:
    """A number beside the weekday is its date when it fits ("lundi 16"); from 10 on it may be minutes too."""
    way = before or after
    dated = days.latest_of_month(found.today, int(number)) if number and not way else None
    if number is None or days.if_on(weekday, dated) is None:
        found.add_day(days.latest_weekday(found.today, int(weekday), way=way))
        return number
    if dated and int(number) >= _FEWEST_BARE_MINUTES:
        found.days_or_minutes.add(dated)
    else:
        found.add_day(dated)
    return None


def _weekday_of_last_week(found: Findings, weekday: str) -> None:
    found.add_day(days.weekday_of_last_week(found.today, int(weekday)))


def _vague_day(found: Findings) -> None:
    found.unclear.add("day")


# --- Minutes ---

_FEWEST_BARE_MINUTES = 10
_MOST_BARE_MINUTES = 999
_FRACTIONS = {("1", "4"): 15, ("1", "2"): 30, ("3", "4"): 45}
# "1,30 h" may be 1.3 h or 1 h 30; these can only be decimals.
_PLAIN_DECIMALS = frozenset({"25", "33", "50", "66", "67", "75"})


def _hours(found: Findings, hours: str, minutes: str = "0") -> None:
    whole, _, decimals = hours.partition(".")
    if len(decimals) == 2 and decimals not in _PLAIN_DECIMALS:
        found.unclear.add("minutes")
    else:
        count = 1.0 if whole == "a" else float(hours)
        found.add_minutes(round(count * 60) + int(minutes), may_be_time=True)


def _hours_first(found: Findings, hours: str, minutes: str, rest: str, day: str) -> str:
    """ "1 h 30 Nov 3" has no 30 November, because the 3 would say nothing."""
    _hours(found, hours, minutes)
    return rest


def _quarters(found: Findings, top: str, bottom: str, whole: str | None = None) -> None:
    part = _FRACTIONS.get((top, bottom))
    if part is None:
        found.unclear.add("minutes")
    else:
        found.add_minutes(int(whole or 0) * 60 + part)


def _weekday_and_quarters(found: Findings, weekday: str, whole: str, top: str, bottom: str) -> str | None:
    """ "lundi 2 1/2 h": on Monday 2, or two hours and a half? Where the 2 is no Monday it is hours."""
    if days.if_on(weekday, days.latest_of_month(found.today, int(whole))) is not None:
        _nothing_certain(found)
        return None
    _quarters(found, top, bottom, whole)
    return f"W{weekday}"


def _minutes(found: Findings, count: str) -> None:
    found.add_minutes(1 if count == "a" else round(float(count)))


def _between(
    found: Findings,
    hour: str,
    end_hour: str,
    minute: str | None = None,
    end_minute: str | None = None,
    half: str | None = None,
) -> None:
    """From 14h to 15h30, 2-3 pm: the time between. "1h-2h" is no time of day, so it is asked."""
    if int(hour) * 60 < EARLIEST_TIME_OF_DAY and half is None:
        found.unclear.add("minutes")
    else:
        start, end = (int(h) * 60 + int(m or 0) for h, m in ((hour, minute), (end_hour, end_minute)))
        found.add_minutes((end - start) % (12 * 60))


def _time_of_day(found: Findings) -> None:
    """When it began is not kept."""


def _bare_number(found: Findings, number: str) -> None:
    """45 is minutes. 1 to 9 may be hours, minutes or people: asked."""
    if number.isdecimal() and _FEWEST_BARE_MINUTES <= int(number) <= _MOST_BARE_MINUTES:
        found.add_minutes(int(number))
    else:
        found.unclear.add("minutes")


# --- The rest ---


def _met_by(found: Findings, form: str, likely: str | None = None) -> None:
    """An explicit word (visio, in person) wins over a likely one (a call, a coffee)."""
    (found.likely_forms if likely else found.forms).add(cast(Form, form))


def _nothing_certain(found: Findings) -> None:
    found.unclear |= {"minutes", "day"}


def _not_met(found: Findings) -> None:
    """ "pas", "didn't": whatever else was said, it may not have been a meeting."""
    found.unclear |= {"met", "minutes", "day"}


def _vague_minutes(found: Findings) -> None:
    found.unclear.add("minutes")


def _almost_minutes(found: Findings, number: str) -> str:
    """ "45 minuts" is 45, whatever came after it."""
    return number


def _vague_person(found: Findings) -> str:
    """ "avec Tomm": nobody they know is called so. It stays left over, should somebody else be named."""
    found.unclear.add("who")
    return UNKNOWN


# --- The table ---

_Take = Callable[..., str | None]


def _taken(take: _Take, found: Findings, match: re.Match[str]) -> str:
    """What replaces the part a rule took: a barrier, then what the rule gives back to the next ones."""
    said = {name: part for name, part in match.groupdict().items() if part is not None}
    return f"{BARRIER} {take(found, **said) or ''}"


def _rule(pattern: str, take: _Take) -> tuple[re.Pattern[str], _Take]:
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), take


_ALONE = r"(?!\S)(?! (?:[hmdw:]|mo|[ap]m)(?!\S))"  # the number before has no unit after it
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?: th)?"
_YEAR = r"(?: (?P<year>(?:19|20)\d\d))?"
_ON = r"(?:W(?P<weekday>\d) )?(?:the )?"
_WAY = r"(?: (?P<way>last|next))?"
_COUNT = r"(?P<count>\d+|a)"
_NUMBER = r"(?:\d+(?:\.\d+)?|a)"
_HOUR = r"(?:1?\d|2[0-4])"
_PAST = r" [h:](?: [0-5]\d(?! m(?!\S)))?(?: [ap]m)?"  # what may follow the hour: "h 30", ": 30 pm"
_START = rf"(?P<hour>{_HOUR})(?: [h:](?: (?P<minute>[0-5]\d))?)?(?: [ap]m)?"
_STARTS = (
    rf"at {_START} (?:a|at|-)",  # from 2 to
    rf"(?=\d+ (?:[h:]|[ap]m) ){_START} (?:a|at|-)",  # 14h à, lundi 9h-; but "le 2 à" is a day and a time
    rf"(?<!the )(?<!W\d ){_START} -",  # 2-; but "lundi 2 -" is a day and a time
)
_ENDS = (
    rf"(?P<end_hour>{_HOUR}) [h:](?: (?P<end_minute>[0-5]\d))?(?: (?P<half>[ap]m))?",
    rf"(?P<end_hour>{_HOUR}) (?P<half>[ap]m)",
)

RULES = (
    _rule(r"not", _not_met),
    # what looks misspelt, and somebody whom nobody knows
    _rule(r"with (?:\?|near_(?:day|way|h|m))", _vague_person),
    _rule(r"near_day|near_way W\d|W\d near_way", _vague_day),
    _rule(r"(?P<number>\d\d\d?) near_m", _almost_minutes),
    _rule(r"near_[hm]", _vague_minutes),
    # il y a 3 jours, a week ago, in two days; "3 hours ago" is a day only for who knows the hour.
    _rule(rf"ago {_COUNT} (?P<unit>[dw])", partial(_shifted, sign=-1)),
    _rule(rf"{_COUNT} (?P<unit>[dw]) ago", partial(_shifted, sign=-1)),
    _rule(rf"in {_COUNT} (?P<unit>[dw])", _shifted),
    _rule(rf"ago {_NUMBER} (?:h|m|mo)|{_NUMBER} (?:h|m|mo) ago", _vague_day),
    _rule(r"ago", _nothing_certain),
    # 2026-11-03, 03/11/2026, 3.11.26
    _rule(r"(?P<year>\d{4})[-/.](?P<month>\d+)[-/.](?P<day>\d+)", _dated),
    _rule(rf"{_ON}(?P<first>\d+)[-/.](?P<second>\d+)[-/.](?P<year>\d+)", _slashed),
    # 3/4 d'heure, 1 1/2 h, 1 h 1/2; le 3/4, lundi 03/11
    _rule(
        r"(?<!last )(?<!next )W(?P<weekday>\d) (?P<whole>[1-7]) (?P<top>\d+)/(?P<bottom>\d+) h",
        _weekday_and_quarters,
    ),
    _rule(
        r"(?:(?<!M\d )(?<!M\d\d )(?<!the )(?P<whole>[1-7]) )?(?P<top>\d+)/(?P<bottom>\d+) h",  # "Nov 3, 1/2 h"
        _quarters,
    ),
    _rule(r"(?P<whole>\d+) h (?P<top>[13])/(?P<bottom>[24])", _quarters),
    _rule(rf"(?:W(?P<weekday>\d) )?(?:(?P<the>the) )?(?P<first>\d+)/(?P<second>\d+){_WAY}", _slashed),
    # lundi 3 mars 2026, the 3rd of March, March 3rd
    _rule(
        rf"(?P<hours>\d+|a) [h:] (?P<minutes>[0-5]\d) (?P<rest>M\d+ (?:the )?{_DAY}){_ALONE}", _hours_first
    ),
    _rule(rf"{_ON}M(?P<month>\d+) (?:the )?(?P<day>\d+) th{_YEAR}", _dated),
    _rule(rf"{_ON}{_DAY} M(?P<month>\d+){_YEAR}{_WAY}", _dated),
    _rule(rf"{_ON}M(?P<month>\d+) (?:the )?{_DAY}{_ALONE}{_YEAR}", _dated),
    # de 14h à 15h30, 2-3 pm; à 14h, 2 pm, 14:30
    *(_rule(f"{start} {end}", _between) for start in _STARTS for end in _ENDS),
    _rule(rf"(?:at {_HOUR}(?:{_PAST}| [ap]m)?|a (?:[7-9]|1\d|2[0-4]){_PAST}){_ALONE}", _time_of_day),
    _rule(rf"{_HOUR}(?: : [0-5]\d)? [ap]m|(?:[7-9]|1\d|2[0-4]) : [0-5]\d", _time_of_day),
    # le 3, lundi 3, the 3rd; monday last week, lundi dernier, last week
    _rule(rf"(?:W(?P<weekday>\d) )?the {_DAY}{_ALONE}", _of_the_month),
    _rule(rf"the W(?P<weekday>\d) {_DAY}{_ALONE}", _of_the_month),
    _rule(r"(?:W(?P<weekday>\d) )?(?P<day>[12]?\d|3[01]) th", _of_the_month),
    _rule(r"W(?P<weekday>\d) (?:the )?(?:last w|w last)", _weekday_of_last_week),
    _rule(
        rf"(?:(?P<before>last|next) )?W(?P<weekday>\d)(?: (?P<after>last|next))?"
        rf"(?: (?P<number>[12]?\d|3[01]){_ALONE}(?! M\d))?",
        _on_weekday,
    ),
    _rule(r"(?:last|next) (?:w|mo|d)|(?:w|mo|d) (?:last|next)|when|M\d+|mon(?! \?)", _vague_day),
    _rule(r"D(?P<count>-?\d+)", _shifted),
    # 14h 45 min: at 14h, or 14 h 45?
    _rule(r"(?:[7-9]|\d\d+) h [0-5]?\d m", _vague_minutes),
    # 1h30, 1:30, an hour 15, une heure et demie; 1,5 h; 45 min; less than an hour
    _rule(rf"less|{_NUMBER} s|# [hm]", _vague_minutes),
    _rule(rf"(?P<hours>\d+|a) (?:h|:(?= \d\d)) (?P<minutes>[0-5]?\d)(?: m){{0,2}}{_ALONE}", _hours),
    _rule(rf"(?P<hours>{_NUMBER}) h", _hours),
    _rule(r"h (?P<minutes>15|30|45) m", partial(_hours, hours="1")),  # hour and a half
    _rule(rf"(?P<count>{_NUMBER}) m", _minutes),
    _rule(r"(?P<likely>~?)(?P<form>video|in_person|phone)", _met_by),
    _rule(r"(?P<number>\d\S*)", _bare_number),
)
