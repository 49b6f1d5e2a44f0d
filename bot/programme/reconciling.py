"""What may have been said is looked up before anything is said again (design §5, reliability.md §2.3).

Slack has no key by which a second post would be refused, and its history shows a message late. So whatever is ambiguous
waits for longer than that lag, and is then looked for by the random marker that travelled with it. The wait and the
leases are machine time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.people import Person
from bot.domain.prompts import MOST_ATTEMPTS, PromptState, back_off
from bot.programme.work import Work

log = structlog.get_logger("binome.prompts")

#: Longer than it takes to ask Slack, page by page.
LOOKING_TAKES = timedelta(seconds=60)
#: Slack's clock and ours may differ by so much.
CLOCKS_DIFFER = timedelta(seconds=60)
#: Slack was asked to say it so often, and each time its history had nothing.
GAVE_UP = "attempts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A message of which nobody knows whether it was said, held by whoever looks for it now.

    `since` is when it can have been said at the earliest, by Slack's clock; None when nobody wrote that down.
    """

    marker: str
    generation: int
    prompt_ids: tuple[int, ...]
    recipient: Person
    since: datetime | None
    attempts: int


def take(work: Work, *, wait: timedelta) -> Doubt | None:
    """The next message to look for. What a sender left without a word is doubted first, and waits in its turn."""
    if work.prompts.doubt_abandoned(work.machine_now, look_up_at=work.machine_now + wait):
        log.warning("a sender did not say how it ended", action="prompt_unknown", why="lease")
    taken = work.prompts.take_doubtful(work.machine_now, until=work.machine_now + LOOKING_TAKES)
    if not taken:
        return None
    first = taken[0]
    return Doubt(
        marker=first.marker or "",
        generation=first.generation,
        prompt_ids=tuple(one.id for one in taken),
        recipient=work.people.get(first.recipient_id),
        since=first.tried_at - CLOCKS_DIFFER if first.tried_at else None,
        attempts=max(one.attempts for one in taken),
    )


def found(work: Work, doubt: Doubt, channel: str, ts: str) -> bool:
    """It was said. It is drawn again: its reader may have answered it before we knew of it."""
    if doubt.recipient.dm != channel:
        work.people.change(doubt.recipient.id, dm=channel)
    if not work.prompts.mark_sent(
        doubt.marker, generation=doubt.generation, channel=channel, ts=ts, at=work.now
    ):
        return False
    work.delivery.retouch(channel, ts)
    return True


def not_found(work: Work, doubt: Doubt) -> bool:
    """It was not said, as far as Slack's history tells: True when it is said again, and not given up.

    If the history lags for longer than we waited, the reader gets it twice (docs/architecture.md): the log says so.
    """
    if doubt.attempts + 1 >= MOST_ATTEMPTS:
        log.warning("not said", action="prompt_dead", prompts=doubt.prompt_ids, why=GAVE_UP)
        end(work, doubt, GAVE_UP)
        return False
    wait = back_off(doubt.attempts - 1) if doubt.attempts else timedelta()
    return work.prompts.put_back(
        doubt.marker, generation=doubt.generation, attempted=True, held_until=work.machine_now + wait
    )


def put_off(work: Work, doubt: Doubt, *, wait: timedelta) -> None:
    """Slack could not be asked: it is looked for again after this time."""
    work.prompts.doubt(
        doubt.marker,
        generation=doubt.generation,
        reason="lookup",
        look_up_at=work.machine_now + wait,
    )


def end(work: Work, doubt: Doubt, reason: str) -> bool:
    """Nobody can be told this any more, and `reason` says why."""
    return work.prompts.mark(doubt.marker, generation=doubt.generation, state=PromptState.DEAD, reason=reason)
