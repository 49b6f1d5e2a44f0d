"""All that is known of a simulated time when it is over: what Slack showed, what the ledger says, what people did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import combinations

from bot.domain.calendar import Hours, Period
from bot.domain.kinds import CLASS_OF, PromptClass
from bot.domain.ladder import Ladder
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import Prompt, PromptState
from bot.programme.outcomes import Became, outcome
from bot.programme.work import Work
from bot.simulation.acts import Act, Did
from bot.simulation.desk import Json
from bot.simulation.population import Somebody
from bot.simulation.timetable import hours_of, utc


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """Two people who were introduced to each other, by Slack id; `until` is the last day, where one was agreed."""

    one: str
    other: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A message of the bot, as Slack has it. `marker` is the ledger's, None for a reply."""

    at: datetime
    slack_id: str
    marker: str | None
    ts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A message that the bot sent by itself, on somebody's screen: Slack's word for when, the ledger's for what."""

    shown: Shown
    person: Somebody
    prompts: tuple[Prompt, ...]

    @property
    def at(self) -> datetime:
        return self.shown.at

    @property
    def classes(self) -> frozenset[PromptClass]:
        return frozenset(CLASS_OF[one.kind] for one in self.prompts)

    @property
    def is_answer(self) -> bool:
        """It follows the person's own action, at any hour."""
        return self.classes <= {PromptClass.ANSWER}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cycle:
    """What became of one period of one mentorship."""

    mentorship_id: int
    number: int
    began: datetime
    became: Became


@dataclass(frozen=True, kw_only=True)
class Record:
    """`slack_ids` gives each person's by their number in the database. `period` and `ladder` are the programme's: how
    often pairs are to meet until they choose for themselves, and when they are asked about it.
    """

    people: Mapping[str, Somebody]
    slack_ids: Mapping[int, str]
    opens: datetime
    ends: datetime
    acts: Sequence[Act]
    shown: Sequence[Shown]
    ledger: Sequence[Prompt]
    mentorships: Mapping[int, Mentorship]
    meetings: Sequence[Meeting]
    cycles: Sequence[Cycle]
    period: Period
    ladder: Ladder

    def told(self) -> Iterator[Told]:
        """What the bot said by itself, in Slack's order."""
        ledger: dict[str, list[Prompt]] = {}
        for prompt in self.ledger:
            if prompt.marker is not None and prompt.state is PromptState.SENT:
                ledger.setdefault(prompt.marker, []).append(prompt)
        for one in self.shown:
            if one.marker in ledger and one.slack_id in self.people:
                yield Told(shown=one, person=self.people[one.slack_id], prompts=tuple(ledger[one.marker]))

    def how_many(self, *done: Did) -> int:
        return sum(act.what in done for act in self.acts)

    def hours(self, person: Somebody, at: datetime) -> Hours:
        """When this person is written to at that time: in their own week, once they have said which."""
        said = self._own_weeks.get(person.slack_id)
        return hours_of(
            person.zone, person.country, person.temper.week if said is not None and said < at else None
        )

    @cached_property
    def _own_weeks(self) -> Mapping[str, datetime]:
        return {act.who: act.at for act in self.acts if act.what is Did.SET_HOURS}

    def acts_by_pair(self) -> Mapping[frozenset[str], Sequence[Act]]:
        """What was done about each two people, in order."""
        found: dict[frozenset[str], list[Act]] = defaultdict(list)
        for act in self.acts:
            if act.partner is not None:
                found[frozenset((act.who, act.partner))].append(act)
        return found

    def by_pair(self) -> Mapping[frozenset[str], Sequence[Mentorship]]:
        """The mentorships of each two people, by their Slack ids."""
        found: dict[frozenset[str], list[Mentorship]] = defaultdict(list)
        for one in self.mentorships.values():
            members = sorted(self.slack_ids[seat.person_id] for seat in one.seats)
            for two in combinations(members, 2):
                found[frozenset(two)].append(one)
        return found


def shown_of(said: Iterable[Json]) -> list[Shown]:
    """What Slack accepted as new messages to one person."""
    return [
        Shown(
            at=utc(one["shown_at"]),
            slack_id=str(one["user"]),
            marker=((one["metadata"] or {}).get("event_payload") or {}).get("marker"),
            ts=str(one["ts"]),
        )
        for one in said
        if one["method"] == "chat.postMessage" and one["user"]
    ]


def cycles_of(work: Work, mentorships: Iterable[Mentorship]) -> Iterator[Cycle]:
    """Every cycle that is over by now, and in which the mentorship ran from its first day to its last."""
    for one in mentorships:
        for number in range(one.cycle_at(work.now)):
            if one.ended_at is None or one.begins_at(number + 1) <= one.ended_at:
                became = outcome(work, one, number).became
                yield Cycle(mentorship_id=one.id, number=number, began=one.begins_at(number), became=became)


def meetings_of(work: Work, mentorships: Iterable[Mentorship]) -> Iterator[Meeting]:
    for one in mentorships:
        for number in range(one.cycle_at(work.now) + 1):
            yield from work.meetings.in_cycle(one.id, number)


def begun_of(work: Work, mentorships: Iterable[Mentorship]) -> list[Begun]:
    known = everybody_in(work, begun := list(mentorships))
    return [
        Begun(
            one=known[one.seats[0].person_id].slack_id,
            other=known[other.person_id].slack_id,
            since=one.anchor,
            until=one.ends_on,
        )
        for one in begun
        for other in one.seats[1:]
    ]


def everybody_in(work: Work, mentorships: Iterable[Mentorship]) -> Mapping[int, Person]:
    return work.people.many({seat.person_id for one in mentorships for seat in one.seats})
