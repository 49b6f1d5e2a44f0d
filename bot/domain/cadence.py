"""Which prompts should exist for one mentorship, and when to look at it again (design §4, field.md W11).

Everything here happens at local midnights of the programme's zone: whose morning comes next, and how much one
person is told in a day, is the budget's business (`budget.py`). Planning may run anywhere and any number of
times: the same facts give the same dedupe keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from bot.domain.calendar import DAY, MIDNIGHT, at_local, local_day
from bot.domain.kinds import CLASS_OF, PRIORITY, PromptClass, PromptKind, can_wait
from bot.domain.mentorships import SeatRole
from bot.domain.rhythm import Rhythm, SeatFacts

__all__ = [
    "CLASS_OF",
    "PRIORITY",
    "Outlook",
    "PromptClass",
    "PromptDue",
    "PromptKind",
    "Rhythm",
    "SeatFacts",
    "flag_at",
    "outlook",
]

WEEK = timedelta(weeks=1)
#: How long the last word waits before anybody else hears of it: a week reaches past any weekend or feast.
LAST_WORD_LASTS = WEEK
#: When no passing of time will ever change the answer.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class PromptDue:
    """A prompt that should exist. The dedupe key says it once, whoever plans it and however often.

    `about` holds the ids that its message needs besides, of a round or a meeting: never words.
    """

    kind: PromptKind
    mentorship_id: int | None
    recipient_id: int
    period: str
    rung: str
    not_before: datetime
    expires_at: datetime
    about: Mapping[str, int] = field(default_factory=dict, hash=False)

    @property
    def dedupe_key(self) -> str:
        about = "-" if self.mentorship_id is None else self.mentorship_id
        return f"{self.kind}:{about}:{self.recipient_id}:{self.period}:{self.rung}"

    def stale(self, now: datetime) -> bool:
        """Too late to be said: it is recorded as expired, so that nothing is left out in silence."""
        return self.expires_at <= now


def to_each(
    people: Iterable[int],
    kind: PromptKind,
    *,
    period: str,
    rung: str,
    now: datetime,
    until: datetime,
    about: Mapping[str, int],
) -> list[PromptDue]:
    """The same thing to be said to each of these. The budget finds each person's moment, from now on; at `until` what
    has not been said is void.
    """
    return [
        PromptDue(
            kind=kind,
            mentorship_id=None,
            recipient_id=person_id,
            period=period,
            rung=rung,
            not_before=now,
            expires_at=until,
            about=about,
        )
        for person_id in people
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """`look_again_at` is the next instant at which time alone can change the answer; an action of anybody in
    the mentorship (a log, a plan, a pause, a new seat) is a reason to look at once.
    """

    prompts: tuple[PromptDue, ...]
    look_again_at: datetime
    raise_flag: bool


class Rung(NamedTuple):
    """One step of a ladder: what these seats are told on the local days [begins, ends)."""

    kind: PromptKind
    name: str
    period: str
    begins: date
    ends: date
    seats: tuple[SeatFacts, ...]


def outlook(rhythm: Rhythm, now: datetime) -> Outlook:
    """What the people of this mentorship should have been told by now, and when to ask again.

    At half of a cycle in which nothing is held, planned, skipped or disputed the mentees are asked (peers:
    all), at three quarters everybody. The last word comes when the cycle has ended and asks about that cycle:
    only then is it known to be quiet, and a week is left to say "we did meet" before the second quiet cycle
    in a row raises the flag. Until the first meeting, days 7, 14 and 28 after the introduction replace these.
    The numbers are the programme's (`ladder.py`). In a cycle of a week or a few only everybody is asked, once, and
    the last word comes only when it announces the flag.

    A date that is set spares everybody until it has passed. A mentor of several hears of all this in a weekly
    digest only, while something is open. While everybody on one side is away, nobody is told anything; in the
    programme's quiet weeks nobody is asked anything, and no ladder runs out.

    Raises ValueError when the facts are those of another cycle than the one of `now`.
    """
    today = local_day(rhythm.zone, now)
    if rhythm.cycle != rhythm.cadence.cycle_on(today):
        raise ValueError(f"cycle {rhythm.cycle} of mentorship {rhythm.mentorship_id} is not the one of {now}")
    if rhythm.ends_on is not None and today > rhythm.ends_on:
        return Outlook(prompts=(), look_again_at=NEVER, raise_flag=False)
    if today < rhythm.back_on:
        back = at_local(rhythm.back_on, MIDNIGHT, rhythm.zone)
        return Outlook(prompts=(), look_again_at=back, raise_flag=False)
    rungs = [*_services(rhythm, today), *_nudges(rhythm, today)]
    if today < rhythm.asked_from:
        rungs = [rung for rung in rungs if not can_wait(rung.kind)]
    flag = _flag_day(rhythm, today)
    changes = [*_turning_days(rhythm, today), *(rung.begins for rung in rungs), flag or date.max]
    return Outlook(
        prompts=tuple(_prompts(rhythm, rungs, today)),
        look_again_at=at_local(min(day for day in changes if day > today), MIDNIGHT, rhythm.zone),
        raise_flag=flag is not None and flag <= today,
    )


def flag_at(rhythm: Rhythm, now: datetime) -> datetime | None:
    """When the coordinators hear that this mentorship is quiet, if nothing is logged by then: the date that
    its last nudge announces. None while no flag is in sight.
    """
    flag = _flag_day(rhythm, local_day(rhythm.zone, now))
    return None if flag is None else at_local(flag, MIDNIGHT, rhythm.zone)


def _services(rhythm: Rhythm, today: date) -> Iterator[Rung]:
    """The cycle's sheet, the day after the introduction at the earliest; a mentor of several has a digest."""
    awake = [seat for seat in rhythm.seats if seat.awake(today)]
    start, end = rhythm.bounds(rhythm.cycle)
    if not rhythm.skipped_this_cycle:
        seats = tuple(seat for seat in awake if not seat.reads_a_digest)
        begins = max(start, rhythm.introduced_on + DAY)
        yield Rung(PromptKind.SHEET, "sheet", f"cycle-{rhythm.cycle}", begins, end, seats)
    monday = today - today.weekday() * DAY
    if monday > rhythm.introduced_on and not (rhythm.met_this_cycle or rhythm.skipped_this_cycle):
        seats = tuple(seat for seat in awake if seat.reads_a_digest)
        year, week, _ = today.isocalendar()
        yield Rung(PromptKind.DIGEST, "weekly", f"{year}-W{week:02}", monday, monday + WEEK, seats)


def _nudges(rhythm: Rhythm, today: date) -> Iterator[Rung]:
    if rhythm.spared(today):
        return
    everyone = tuple(seat for seat in rhythm.seats if seat.awake(today) and not seat.reads_a_digest)
    mentees = tuple(seat for seat in everyone if seat.role is SeatRole.MENTEE)
    if not rhythm.first_met:
        yield from _first_ladder(rhythm, mentees or everyone, everyone)
        return
    if rhythm.quiet_cycles:
        about = rhythm.cycle - 1
        yield from _ladder(rhythm, about, mentees or everyone, everyone)
        if not rhythm.is_short(about) or _announces(rhythm):
            days = _last_word_days(rhythm)
            yield Rung(PromptKind.LAST_WORD, "last-word", f"cycle-{about}", *days, everyone)
    yield from _ladder(rhythm, rhythm.cycle, mentees or everyone, everyone)


def _first_ladder(
    rhythm: Rhythm, mentees: tuple[SeatFacts, ...], everyone: tuple[SeatFacts, ...]
) -> Iterator[Rung]:
    kind, since = PromptKind.FIRST_MEETING, _waiting_since(rhythm)
    mentee, both, team = (since + days * DAY for days in rhythm.ladder.first_meeting)
    yield Rung(kind, "day-7", "first", mentee, both, mentees)
    yield Rung(kind, "day-14", "first", both, team, everyone)


def _ladder(
    rhythm: Rhythm, cycle: int, mentees: tuple[SeatFacts, ...], everyone: tuple[SeatFacts, ...]
) -> Iterator[Rung]:
    kind, period, (_, end) = PromptKind.MISSING_MEETING, f"cycle-{cycle}", rhythm.bounds(cycle)
    half, three_quarters = (rhythm.after(percent, cycle) for percent in rhythm.ladder.percents)
    rungs = [Rung(kind, "three-quarters", period, three_quarters, end, everyone)]
    if not rhythm.is_short(cycle):
        rungs.insert(0, Rung(kind, "half", period, half, three_quarters, mentees))
    # Whoever has just come in is asked what comes next, never what is late.
    settled = rhythm.introduced_on + rhythm.ladder.first_meeting[0] * DAY
    first = settled if rhythm.came_under_way else date.min
    yield from (rung for rung in rungs if rung.begins >= first)


def _announces(rhythm: Rhythm) -> bool:
    """Whether this is the last nudge before the team hears of it."""
    return rhythm.quiet_cycles >= rhythm.ladder.quiet_cycles and not rhythm.flagged


def _waiting_since(rhythm: Rhythm) -> date:
    """The introduction, or the return from a pause: nobody comes back to a week of questions."""
    return max(rhythm.introduced_on, rhythm.asked_from)


def _last_word_days(rhythm: Rhythm) -> tuple[date, date]:
    """From the end of the cycle it asks about, or the return; never beside the first nudge of the next."""
    start, _ = rhythm.bounds(rhythm.cycle)
    begins = max(start, rhythm.asked_from)
    return begins, min(begins + LAST_WORD_LASTS, rhythm.after(rhythm.ladder.percents[0], rhythm.cycle))


def _flag_day(rhythm: Rhythm, today: date) -> date | None:
    """The day on which the nudge that announces the flag runs out; without such a nudge there is no flag."""
    if rhythm.flagged or today < rhythm.asked_from or rhythm.spared(today):
        return None
    if not rhythm.first_met:
        return _waiting_since(rhythm) + rhythm.ladder.first_meeting[-1] * DAY
    if not _announces(rhythm):
        return None
    begins, ends = _last_word_days(rhythm)
    return ends if begins < ends else None


def _turning_days(rhythm: Rhythm, today: date) -> Iterator[date]:
    """Days that can change the answer without being the first day of a rung."""
    _, end = rhythm.bounds(rhythm.cycle)
    yield end
    yield from (seat.paused_until for seat in rhythm.seats if seat.paused_until is not None)
    yield rhythm.asked_from
    if rhythm.planned_on is not None:
        yield rhythm.planned_on + DAY
    if any(seat.reads_a_digest for seat in rhythm.seats):
        yield today + (7 - today.weekday()) * DAY
    if rhythm.ends_on is not None:
        yield rhythm.ends_on + DAY


def _prompts(rhythm: Rhythm, rungs: Iterable[Rung], today: date) -> Iterator[PromptDue]:
    """The rungs that have begun. One that ran out is named, to be recorded, until a further cycle ends."""
    recent, _ = rhythm.bounds(rhythm.cycle - 1)
    over = date.max if rhythm.ends_on is None else rhythm.ends_on + DAY
    for rung in rungs:
        ends = min(rung.ends, over)
        if rung.begins <= today and rung.begins < ends and recent < ends:
            not_before = at_local(rung.begins, MIDNIGHT, rhythm.zone)
            expires_at = at_local(ends, MIDNIGHT, rhythm.zone)
            for seat in rung.seats:
                yield _told(rhythm, rung, seat, not_before, expires_at)


def _told(
    rhythm: Rhythm, rung: Rung, seat: SeatFacts, not_before: datetime, expires_at: datetime
) -> PromptDue:
    return PromptDue(
        kind=rung.kind,
        mentorship_id=None if rung.kind is PromptKind.DIGEST else rhythm.mentorship_id,
        recipient_id=seat.person_id,
        period=rung.period,
        rung=rung.name,
        not_before=not_before,
        expires_at=expires_at,
    )
