"""When somebody wants to be written to, and whose public holidays they have: theirs to say, nobody else's to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Person
from bot.domain.preferences import NotOffered
from bot.domain.working_hours import CLOSES, OPENS, Week, check, week_of, written_down
from bot.programme.feasts import NOWHERE, countries
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class MyHours:
    """`country` is a code, or `NOWHERE` for no public holidays; `is_usual` when the custom of the country holds."""

    week: Week
    country: str
    is_usual: bool
    now: datetime


def mine(work: Work, actor: Person) -> MyHours:
    return MyHours(
        week=week_of(actor, work.customs.week(actor.country)),
        country=actor.country,
        is_usual=actor.opens_at is None and actor.works_on is None,
        now=work.now,
    )


def keep(work: Work, actor: Person, week: Week, country: str) -> MyHours:
    """From now on only the answer to what they do is said to them outside these hours. What waits is judged anew.

    What is the custom anyway is not written down: whoever keeps it follows it. Raises `HoursTooShort`, `NoWorkingDay`,
    and `NotOffered` for a country that is none.
    """
    check(week)
    if country != NOWHERE and country not in countries():
        raise NotOffered
    usual_hours = (week.opens, week.closes) == (OPENS, CLOSES)
    # Whoever changes their country and not their days has those of the new one.
    customs = {work.customs.week(country), work.customs.week(actor.country)}
    return _write(
        work,
        actor,
        opens_at=None if usual_hours else week.opens,
        closes_at=None if usual_hours else week.closes,
        works_on=None if week.days in customs else written_down(week.days),
        country=country,
        country_chosen=actor.country_chosen or country != actor.country,
    )


def as_usual(work: Work, actor: Person) -> MyHours:
    """The usual hours again; their country stays theirs."""
    return _write(work, actor, opens_at=None, closes_at=None, works_on=None)


def _write(work: Work, actor: Person, **values: object) -> MyHours:
    person = work.people.change(actor.id, **values)
    work.prompts.look_anew(actor.id, now=work.now)
    return mine(work, person)
