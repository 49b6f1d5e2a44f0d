"""What leaves next, how fast, and what becomes of it: the senders' side of the ledger (design §5).

Whatever is claimed has its place in the pace that all senders share, taken in the same transaction. Every write names
the claim it is about: whoever lost it meanwhile, frozen or cut off, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.kinds import ANSWERS
from bot.domain.pacing import A_CONVERSATION, Pace
from bot.programme import prompts
from bot.programme.prompts import Parcel
from bot.programme.work import Work

#: The pace of the workspace as a whole.
WORKSPACE = ""
#: Claims are made for so long ahead: a bot that is killed leaves few messages of which nobody knows what became.
AHEAD = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """A claimed message, and when it may leave: so long after it was claimed."""

    parcel: Parcel
    after: timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """What was claimed, in the order in which it leaves. `wait` is how long to leave everything alone first; None when
    nothing was due at all.
    """

    departures: tuple[Departure, ...] = ()
    wait: timedelta | None = None


def claim(work: Work, pace: Pace, conversation: Pace = A_CONVERSATION, *, doubted: bool = False) -> Claimed:
    """Claim what may leave within two seconds, at the workspace's pace and each conversation's.

    While the clock is `doubted` it is not known what is due: only whoever has just done something is answered.
    """
    room = work.delivery.room(WORKSPACE, pace, within=AHEAD)
    if not room:
        return Claimed(wait=work.delivery.first_free(WORKSPACE, pace) - work.machine_now)
    released = prompts.release(
        work,
        work.machine_now,
        limit=min(room, prompts.PEOPLE_AT_ONCE),
        only=ANSWERS if doubted else None,
    )
    departures = [
        Departure(parcel=one, after=_place_in_line(work, one, pace, conversation)) for one in released.parcels
    ]
    return Claimed(
        departures=tuple(sorted(departures, key=lambda one: one.after)),
        wait=timedelta() if departures or (released.looked_at and not doubted) else None,
    )


def sent(work: Work, parcel: Parcel, channel: str, ts: str) -> bool:
    """It is there. True when the claim was still ours; else somebody who looked it up has said so.

    While it was on its way nobody knew where it would be: whatever was answered or taken back meanwhile is drawn again.
    """
    if parcel.bundle.recipient.dm != channel:
        work.people.change(parcel.bundle.recipient.id, dm=channel)
    if _is_outdated(work, parcel):
        work.delivery.retouch(channel, ts)
    return work.prompts.mark_sent(
        parcel.marker, generation=parcel.generation, channel=channel, ts=ts, at=work.now
    )


def put_back(
    work: Work, parcels: Iterable[Parcel], *, held_until: datetime | None = None, why: str | None = None
) -> None:
    """Nothing was said: they are due at once, or from `held_until` of machine time on. `why` is what stood in the way
    of them all, such as Slack's word for what it refuses us.
    """
    for one in parcels:
        work.prompts.put_back(
            one.marker, generation=one.generation, attempted=False, held_until=held_until, why=why
        )


def end(work: Work, parcel: Parcel, *, state: str, reason: str) -> bool:
    return work.prompts.mark(parcel.marker, generation=parcel.generation, state=state, reason=reason)


def doubt(work: Work, parcel: Parcel, *, reason: str, wait: timedelta) -> bool:
    """It may have been said: it is looked up after this time, and until then nobody says it."""
    return work.prompts.doubt(
        parcel.marker, generation=parcel.generation, reason=reason, look_up_at=work.machine_now + wait
    )


def _is_outdated(work: Work, parcel: Parcel) -> bool:
    """Whether what it tells is not so any more."""
    try:
        now = prompts.bundle(work, parcel.bundle.recipient, [one.prompt for one in parcel.bundle.facts])
    except prompts.BROKEN:
        return True
    return now.facts != parcel.bundle.facts


def _place_in_line(work: Work, parcel: Parcel, pace: Pace, conversation: Pace) -> timedelta:
    reader = parcel.bundle.recipient.slack_id
    may_leave = max(work.delivery.take(WORKSPACE, pace), work.delivery.take(reader, conversation))
    return may_leave - work.machine_now
