"""What the rules of the grammar find in a shorthand, and what it comes to when it is taken together."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

Form = Literal["video", "in_person", "phone"]
Part = Literal["met", "who", "minutes", "day", "form"]
_Value = TypeVar("_Value")

# "14h" beside "45 min" is when it began; alone it is asked. No meeting of seven hours is logged in passing.
EARLIEST_TIME_OF_DAY = 7 * 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """What a shorthand says; see `reading.LogWords`."""

    minutes: int | None
    day: date | None
    form: Form | None
    leftover: bool
    unclear: frozenset[Part]


@dataclass(kw_only=True, slots=True)
class Findings:
    """What the rules have taken so far."""

    today: date
    day_first: bool | None
    minutes: set[int] = field(default_factory=set)
    times_of_day: set[int] = field(default_factory=set)  # asked, unless a shorter duration is said
    days: set[date] = field(default_factory=set)
    days_or_minutes: set[date] = field(default_factory=set)  # "3/4", "lundi 16": days, beside other minutes
    may_be_minutes: bool = False  # "3/4" in figures of which nobody knows whether they are a day
    forms: set[Form] = field(default_factory=set)
    likely_forms: set[Form] = field(default_factory=set)
    unclear: set[Part] = field(default_factory=set)

    def add_minutes(self, minutes: int, *, may_be_time: bool = False) -> None:
        if minutes < 1:
            self.unclear.add("minutes")
        elif may_be_time and minutes >= EARLIEST_TIME_OF_DAY:
            self.times_of_day.add(minutes)
        else:
            self.minutes.add(minutes)

    def add_day(self, day: date | None) -> None:
        if day is None:
            self.unclear.add("day")
        else:
            self.days.add(day)

    def together(self, *, leftover: bool) -> Meaning:
        """Two values for one thing are not chosen between: they are asked."""
        minutes = self.minutes
        if self.times_of_day and not minutes:
            self.unclear.add("minutes")  # "ce matin 8h": eight hours, or at eight?
        forms = self.forms or self.likely_forms
        if minutes:
            self.days |= self.days_or_minutes
        elif self.days_or_minutes:
            self.unclear |= {"minutes", "day"}
        elif self.may_be_minutes:
            self.unclear.add("minutes")
        return Meaning(
            minutes=self._one("minutes", minutes),
            day=self._one("day", self.days),
            form=self._one("form", forms),
            leftover=leftover,
            unclear=frozenset(self.unclear),
        )

    def _one(self, part: Part, values: set[_Value]) -> _Value | None:
        if len(values) > 1:
            self.unclear.add(part)
        return None if part in self.unclear else next(iter(values), None)
