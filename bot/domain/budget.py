"""Which of one person's due prompts go out now, as one message, and what becomes of the others (design §4).

An answer goes at once. Everything else waits for the person's own working hours and for its turn: one message
a day, and in it at most one nudge, of which there are at most three in a calendar month, over all programmes
and mentorships. Whatever waits has a reason, which the ledger keeps until it is said (issue D, item 2). Instants are
UTC; days and months are the person's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import (
    MIDNIGHT,
    MINUTE,
    Hours,
    at_local,
    local_day,
    month_bounds,
    month_of,
    next_window,
    next_working_morning,
    spread,
)
from bot.domain.kinds import CLASS_OF, PRIORITY, RECURRING, PromptClass, PromptKind

NUDGES_A_MONTH = 3
#: A company's first messages of the day are spread over this many minutes.
MORNING_LASTS = 40
OUT_OF_BUDGET = "budget"
MUTED = "muted"


class Wait(StrEnum):
    """Why a prompt is not said yet, in the ledger's word: they are not at work, or it is not their minute of the
    morning; today's message is said; this month's nudges are; the programme has quiet weeks; they are away; they are
    being asked in other words whether they met; they know when they meet, and that is some days away.
    """

    HOURS = "hours"
    DAY = "day"
    BUDGET = "budget"
    QUIET = "quiet"
    AWAY = "away"
    ASKED = "asked"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """Nothing of it is said before this local day of the person."""

    until: date
    why: Wait


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A planned prompt of this person that has not been said."""

    id: int
    kind: PromptKind
    mentorship_id: int | None
    not_before: datetime
    expires_at: datetime
    rest: Rest | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A prompt that this person was sent, or may have been: what is on its way counts too."""

    kind_class: PromptClass
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Ids only. `send` is one message, in reading order; `cancelled` and `waits` give each its reason.

    `wait_until` is when the first of those that wait may have its turn: all of them are then decided again, with the
    others of that day.
    """

    send: tuple[int, ...]
    wait_until: datetime | None
    expired: tuple[int, ...]
    cancelled: tuple[tuple[int, str], ...]
    waits: tuple[tuple[int, Wait], ...] = ()


def decide(
    waiting: Iterable[Waiting],
    spoken_recently: Iterable[Spoken],
    hours: Hours,
    now: datetime,
    muted: frozenset[PromptKind] = frozenset(),
    *,
    person_id: int,
    nudges_a_month: int = NUDGES_A_MONTH,
) -> Decision:
    """What this person is told now.

    `spoken_recently` reaches back to the first day of the person's month. `muted` silences a kind, except the
    answer to what the person has just done. What does not fit waits for the next working morning, or for next month's
    first when this month's nudges are used up; what would be too late by then is cancelled. What rests takes nobody's
    place meanwhile, and is void once it is too late.
    """
    turns = _Turns.of(person_id, hours, now, spoken_recently, nudges_a_month)
    prompts = sorted(waiting, key=_reading_order)
    expired = _outlived(prompts, now)
    send, cancelled, waits, chances = [], [], [], []
    nudged = False
    for prompt in prompts:
        if prompt.id in expired:
            continue
        if prompt.kind in muted and CLASS_OF[prompt.kind] is not PromptClass.ANSWER:
            cancelled.append((prompt.id, MUTED))
            continue
        if prompt.rest is not None:
            waits.append((prompt.id, prompt.rest.why))
            chances.append(min(turns.day(prompt.rest.until), prompt.expires_at))
            continue
        chance, why = turns.chance(prompt, nudged=nudged)
        if prompt.not_before <= now:
            nudged = nudged or CLASS_OF[prompt.kind] is PromptClass.NUDGE
        if chance <= now:
            send.append(prompt.id)
        elif prompt.expires_at <= chance and turns.crowded_out(prompt, chance):
            cancelled.append((prompt.id, OUT_OF_BUDGET))
        else:
            waits.append((prompt.id, why))
            chances.append(chance)
    return Decision(
        send=tuple(send),
        wait_until=min(chances, default=None),
        expired=tuple(prompt.id for prompt in prompts if prompt.id in expired),
        cancelled=tuple(cancelled),
        waits=tuple(waits),
    )


def _reading_order(prompt: Waiting) -> tuple[int, datetime, int]:
    """By kind; among equals the one that would be too late first."""
    return PRIORITY.index(prompt.kind), prompt.expires_at, prompt.id


def _outlived(prompts: Iterable[Waiting], now: datetime) -> frozenset[int]:
    """Those that are too late, and those of a series in which a later rung has begun.

    The later rung is the one that ends later: waiting moves `not_before`, never `expires_at`. News are no
    series: a partner who logs two meetings in a day is reported twice.
    """
    late = {prompt.id for prompt in prompts if prompt.expires_at <= now}
    latest: dict[tuple[PromptKind, int | None], Waiting] = {}
    for prompt in prompts:
        if prompt.kind not in RECURRING or prompt.not_before > now or prompt.id in late:
            continue
        other = latest.setdefault((prompt.kind, prompt.mentorship_id), prompt)
        earlier, later = sorted((other, prompt), key=lambda rung: (rung.expires_at, rung.id))
        latest[prompt.kind, prompt.mentorship_id] = later
        if earlier is not later:
            late.add(earlier.id)
    return frozenset(late)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Turns:
    """When this person may next be spoken to, as far as hours, this day and this month allow."""

    person_id: int
    hours: Hours
    now: datetime
    spoken_today: bool
    nudges_left: int

    @classmethod
    def of(
        cls, person_id: int, hours: Hours, now: datetime, spoken: Iterable[Spoken], nudges_a_month: int
    ) -> _Turns:
        """Whatever is dated after now counts as today's and this month's: a clock set back is no new day."""
        proactive = [one for one in spoken if one.kind_class is not PromptClass.ANSWER]
        today, (month, _) = local_day(hours.zone, now), month_bounds(hours.zone, *month_of(hours.zone, now))
        nudges = sum(one.kind_class is PromptClass.NUDGE and one.at >= month for one in proactive)
        return cls(
            person_id=person_id,
            hours=hours,
            now=now,
            spoken_today=any(local_day(hours.zone, one.at) >= today for one in proactive),
            nudges_left=nudges_a_month - nudges,
        )

    def chance(self, prompt: Waiting, *, nudged: bool) -> tuple[datetime, Wait]:
        """When this prompt may go, and why not before; `nudged` when a nudge that comes first takes today's place."""
        kind_class = CLASS_OF[prompt.kind]
        if kind_class is PromptClass.ANSWER:
            return max(prompt.not_before, self.now), Wait.HOURS
        if prompt.not_before > self.now:
            return self._turn_from(prompt.not_before), Wait.HOURS
        if kind_class is PromptClass.NUDGE and self.nudges_left - nudged < 1:
            return self._next_month(), Wait.BUDGET
        if self.spoken_today or (nudged and kind_class is PromptClass.NUDGE):
            return self._turn_from(next_working_morning(self.hours, self.now)), Wait.DAY
        return self._turn_from(self.now), Wait.HOURS

    def day(self, day: date) -> datetime:
        """The first working moment of this local day, or after it; of the next one for a day that is over."""
        begins = at_local(day, MIDNIGHT, self.hours.zone)
        return self._turn_from(max(begins, next_working_morning(self.hours, self.now)))

    def crowded_out(self, prompt: Waiting, chance: datetime) -> bool:
        """Whether it could have gone earlier, had nothing else been said."""
        return self._turn_from(max(prompt.not_before, self.now)) < chance

    def _next_month(self) -> datetime:
        _, end = month_bounds(self.hours.zone, *month_of(self.hours.zone, self.now))
        return self._turn_from(next_working_morning(self.hours, end - MINUTE))

    def _turn_from(self, instant: datetime) -> datetime:
        """The first moment at work from `instant` on, once the person's own delay of that morning is over."""
        opening, closing = next_window(self.hours, instant)
        salt = local_day(self.hours.zone, opening).isoformat()
        delay = spread(self.person_id, salt, min(MORNING_LASTS, (closing - opening) // MINUTE))
        return max(instant, opening + delay)
