"""Tables beside the figures of a report: round beside round, supply and demand, and whom the programme brings together.

`for_team` are the eyes of those who run the programme. Everybody else reads what is over, and nothing about fewer than
five people (docs/figures.md, "Tables beside the figures").
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.domain import links as sides
from bot.domain import waves as rounds
from bot.domain.anonymity import SMALLEST, may_be_told
from bot.domain.calendar import end_of, local_day
from bot.domain.enrolments import Programme
from bot.domain.links import Links
from bot.domain.periods import Month, Span
from bot.domain.programmes import Topic
from bot.domain.splits import By
from bot.domain.waves import MOST_WAVES, Wave
from bot.programme import looking_back
from bot.programme.work import LONG_TERM, Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Supply:
    """How many people who look for a mentor want a topic, and how many free places there are with mentors who give it.

    A mentor's place counts for each of their topics: `missing` is the least that is. None is withheld; for everybody
    both are rounded down to fives, since what is so today could be looked at every day. That nobody wants a topic is
    not told apart from one to four: on the day it changed, the one who came that day would have said so.
    """

    topic: Topic
    wanted: int | None
    places: int | None

    @property
    def missing(self) -> int | None:
        return None if self.wanted is None or self.places is None else max(0, self.wanted - self.places)


def waves(work: Work, programme: Programme, *, for_team: bool) -> tuple[Wave, ...]:
    """The latest months in which a campaign was published, the earliest first; newcomers are in no campaign."""
    if programme.type_key != LONG_TERM:
        return ()
    zone, today = programme.timezone, local_day(programme.timezone, work.now)
    looked_at = today if for_team else Month.of(today).first
    published = {Month.of(local_day(zone, at)) for at in work.round_figures.campaigns(programme.id)}
    kept = (one for one in published if looking_back.is_kept(work, programme, Span(one)))
    months = sorted(one for one in kept if for_team or one.last < today)[-MOST_WAVES:]
    if not months:
        return ()
    lines = work.round_figures.lines(programme.id, months, zone=zone)
    final = work.round_figures.final_on(programme.id, months, zone=zone)
    so_far = work.round_figures.took_part(programme.id, months, zone=zone, stand_ins=False)
    tell = rounds.for_the_team if for_team else rounds.for_everybody
    return tuple(
        tell(
            month,
            lines.get(month, {}),
            is_final=final.get(month, month.first) <= looked_at,
            so_far=so_far.get(month, 0),
        )
        for month in months
    )


def topics(work: Work, programme: Programme, *, for_team: bool) -> tuple[Supply, ...]:
    """Topics that somebody wants or gives today, the scarcest first; newcomers choose none."""
    if programme.type_key != LONG_TERM:
        return ()
    kind, today = work.type_of(programme), local_day(programme.timezone, work.now)
    wanted = work.round_figures.wanted_topics(programme.id, today=today)
    places, mentors = _given(work, programme, today)
    found = []
    for key in {*wanted, *places}:
        if (topic := kind.topic(key)) is not None:
            needed, given = wanted.get(key, 0), places[key]
            everybodys = {
                "wanted": _in_fives(needed, needed) or None,
                "places": _in_fives(given, mentors[key]),
            }
            teams = {"wanted": needed, "places": given}
            one = Supply(topic=topic, **(teams if for_team else everybodys))
            if one.wanted or one.places or for_team:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (-(one.missing or 0), -(one.wanted or 0), one.topic.key)))


def links(work: Work, programme: Programme, on: date, by: By, *, for_team: bool) -> Links:
    """Pairs that run on that day, by the network, entity or site of their mentors and mentees."""
    before = end_of(on, programme.timezone)
    pairs = work.link_figures.between(programme.id, by, on=on, before=before)
    if for_team:
        return sides.for_the_team(by, pairs)
    groups = work.group_figures.pairs(programme.id, by, on=on, before=before)
    return sides.for_everybody(by, pairs, groups=groups, split_by=programme.split_by)


def _given(work: Work, programme: Programme, today: date) -> tuple[Counter[str], Counter[str]]:
    """Free places by topic, and how many mentors have them."""
    kind = work.type_of(programme)
    offered = work.shelf.free_places(
        programme.id,
        today=today,
        approved=kind.approval,
        prepared=kind.preparation is not None and kind.preparation.required,
    )
    places: Counter[str] = Counter()
    mentors: Counter[str] = Counter()
    for topics, free, so_many in offered:
        for topic in topics:
            places[topic] += free
            mentors[topic] += so_many
    return places, mentors


def _in_fives(number: int, people: int) -> int | None:
    """A number about so many people, as anybody may read it on any day."""
    return number - number % SMALLEST if may_be_told(people) else None
