"""What people lived, in figures: everything that the report shows is counted here."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.calendar import add_months, month_of
from bot.domain.kinds import CLASS_OF, PromptClass, PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.prompts import PromptState
from bot.programme.outcomes import Became
from bot.simulation.acts import Act, Did
from bot.simulation.checks import ABOUT_MEETING
from bot.simulation.record import Record, Told

Month = tuple[int, int]
Kind = TypeVar("Kind")
#: What can follow a question about meeting; the last is that nothing did.
FOLLOWS = (Did.MET, Did.PLANNED, Did.SKIPPED, Did.PUT_OFF, Did.PAUSED, Did.IGNORED)
#: An answer by another way, such as the command, is put down to a question this recent.
STILL_RECENT = timedelta(days=7)
HOUR = timedelta(hours=1)
A_MONTH = timedelta(days=365.2425 / 12)


@dataclass(frozen=True, kw_only=True, slots=True)
class Waited:
    """Hours, of so many cases; the middle one, and the one that nine in ten stay below."""

    cases: int
    middle: float
    nine_in_ten: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Months are calendar months of the company's zone. `heat` counts messages by weekday (Monday is 0) and local hour.

    `messages`: for each person and month, how many messages the bot sent by itself. `followed`: for each kind of
    question about meeting, what came of it. `ended`: what the ledger did not say, by state and reason. `lived` is how
    many months; those that were lived from their first day to their last are whole.
    """

    people: int
    pairs: int
    left: int
    meetings: Mapping[Month, int]
    cycles: Mapping[Month, Mapping[Became, int]]
    messages: Sequence[int]
    most_nudges: int
    lived: float
    whole_months: frozenset[Month]
    followed: Mapping[PromptKind, Mapping[Did, int]]
    heat: Mapping[tuple[int, int], int]
    flags: Mapping[Month, int]
    answered_after: Waited
    told_after: Waited
    ended: Mapping[tuple[PromptState, str], int]

    @property
    def months(self) -> Sequence[Month]:
        return sorted({*self.meetings, *self.cycles})

    @property
    def meetings_a_month(self) -> float:
        """For each pair."""
        return sum(self.meetings.values()) / (self.pairs * self.lived) if self.pairs else 0.0

    @property
    def became(self) -> Counter[Became]:
        return sum((Counter(one) for one in self.cycles.values()), Counter())


def figures(record: Record, *, zone: str) -> Figures:
    told = list(record.told())
    by_pair = record.acts_by_pair()
    return Figures(
        people=len(record.people),
        pairs=len(record.mentorships),
        left=sum(act.what is Did.LEFT for act in record.acts),
        meetings=Counter(
            (one.held_on.year, one.held_on.month) for one in record.meetings if one.state is MeetingState.HELD
        ),
        cycles=_cycles(record, zone),
        messages=list(_messages(record, told)),
        most_nudges=max(_nudges(told).values(), default=0),
        lived=(record.ends - record.opens) / A_MONTH,
        whole_months=frozenset(_whole_months(record)),
        followed=_followed(record, told, by_pair),
        heat=Counter(_local(one) for one in told if not one.is_answer),
        flags=Counter(
            month_of(zone, one.at) for one in told for prompt in one.prompts if prompt.kind is PromptKind.FLAG
        ),
        answered_after=_waited(_answer_times(record, told)),
        told_after=_waited(_news_times(record, told)),
        ended=Counter(
            (one.state, one.reason or "")
            for one in record.ledger
            if one.state in (PromptState.CANCELLED, PromptState.EXPIRED, PromptState.DEAD)
            and one.reason != "before"
        ),
    )


def shares_of(counted: Mapping[Kind, int]) -> Mapping[Kind, float]:
    """Per cent of the whole."""
    whole = sum(counted.values())
    return {kind: 100 * count / whole for kind, count in counted.items()}


def middle(counted: Sequence[int]) -> int:
    """Half of them are this or less."""
    return sorted(counted)[(len(counted) - 1) // 2] if counted else 0


def _whole_months(record: Record) -> Iterator[Month]:
    first = add_months(record.opens.date().replace(day=1), 1)
    while (following := add_months(first, 1)) <= record.ends.date():
        yield first.year, first.month
        first = following


def _cycles(record: Record, zone: str) -> Mapping[Month, Mapping[Became, int]]:
    found: dict[Month, Counter[Became]] = defaultdict(Counter)
    for cycle in record.cycles:
        found[month_of(zone, cycle.began)][cycle.became] += 1
    return found


def _messages(record: Record, told: Iterable[Told]) -> Iterator[int]:
    """One figure for each of those who take part and each month, months without any among them. Where there are whole
    months only they count: half a month makes a bot look quieter than it is.
    """
    counted = Counter(
        (one.person.slack_id, month_of(one.person.zone, one.at)) for one in told if not one.is_answer
    )
    seen = {month for _, month in counted}
    months = seen & set(_whole_months(record)) or seen
    members = {record.slack_ids[seat.person_id] for one in record.mentorships.values() for seat in one.seats}
    return (counted[who, month] for who in sorted(members) for month in sorted(months))


def _nudges(told: Iterable[Told]) -> Counter[tuple[str, Month]]:
    return Counter(
        (one.person.slack_id, month_of(one.person.zone, one.at))
        for one in told
        for prompt in one.prompts
        if CLASS_OF[prompt.kind] is PromptClass.NUDGE
    )


def _followed(
    record: Record, told: Iterable[Told], by_pair: Mapping[frozenset[str], Sequence[Act]]
) -> Mapping[PromptKind, Mapping[Did, int]]:
    found: dict[PromptKind, Counter[Did]] = defaultdict(Counter)
    for one in told:
        for prompt in one.prompts:
            if prompt.kind in ABOUT_MEETING and prompt.mentorship_id is not None:
                seats = record.mentorships[prompt.mentorship_id].seats
                acts = by_pair.get(frozenset(record.slack_ids[seat.person_id] for seat in seats), ())
                found[prompt.kind][_what_followed(one, acts)] += 1
    return found


def _what_followed(one: Told, acts: Iterable[Act]) -> Did:
    """The first thing that either of the two did about it."""
    soon = (act for act in acts if one.at <= act.at <= one.at + STILL_RECENT and act.what in FOLLOWS)
    return next((act.what for act in soon if act.what is not Did.IGNORED), Did.IGNORED)


def _answer_times(record: Record, told: Iterable[Told]) -> Iterator[timedelta]:
    """From a message on somebody's screen to their first press in it."""
    answered: dict[str, datetime] = {}
    for act in record.acts:
        if act.ts is not None and act.what is not Did.IGNORED:
            answered.setdefault(act.ts, act.at)
    return (answered[one.shown.ts] - one.at for one in told if one.shown.ts in answered)


def _news_times(record: Record, told: Iterable[Told]) -> Iterator[timedelta]:
    """From what somebody did to the message that tells their other half."""
    news = {PromptKind.PARTNER_LOG: Did.MET, PromptKind.PARTNER_PLAN: Did.PLANNED}
    done: dict[tuple[Did, str | None], list[datetime]] = defaultdict(list)
    for act in record.acts:
        done[act.what, act.partner].append(act.at)
    for one in told:
        for prompt in one.prompts:
            if prompt.kind in news:
                before = done[news[prompt.kind], one.person.slack_id]
                last = bisect_right(before, one.at)
                if last:
                    yield one.at - before[last - 1]


def _waited(times: Iterable[timedelta]) -> Waited:
    hours = sorted(time / HOUR for time in times)
    if not hours:
        return Waited(cases=0, middle=0, nine_in_ten=0)
    nine = quantiles(hours, n=10, method="inclusive")[-1] if len(hours) > 1 else hours[0]
    return Waited(cases=len(hours), middle=median(hours), nine_in_ten=nine)


def _local(one: Told) -> tuple[int, int]:
    at = one.at.astimezone(ZoneInfo(one.person.zone))
    return at.weekday(), at.hour
