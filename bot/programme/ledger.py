"""Setting the ledger right by hand: what was given up is tried again, what is planned is called off.

Never blindly: whatever may have been said is looked for in Slack first, and what is of nobody's business has no number
here (`kinds.DISCREET`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from bot.domain.prompts import PromptState
from bot.programme.ledger_ports import Entry
from bot.programme.work import Work

#: Why somebody who runs the bot finds it in the ledger.
OPERATOR = "operator"


class Fate(StrEnum):
    """What becomes of a message that was named; the last ones leave it as it is."""

    AGAIN = "again"
    LOOKED_UP = "looked_up"
    CANCELLED = "cancelled"
    SENT = "sent"
    WAITS = "waits"
    ON_ITS_WAY = "on_its_way"
    OVER = "over"
    UNKNOWN = "unknown"
    NOT_THERE = "not_there"


#: A state in which it is left alone, and what is said of it.
LEFT_ALONE: Mapping[PromptState, Fate] = {
    PromptState.SENT: Fate.SENT,
    PromptState.PLANNED: Fate.WAITS,
    PromptState.SENDING: Fate.ON_ITS_WAY,
    PromptState.EXPIRED: Fate.OVER,
    PromptState.CANCELLED: Fate.OVER,
    PromptState.UNKNOWN: Fate.UNKNOWN,
}


def retry(work: Work, prompt_ids: Sequence[int], *, wait: timedelta) -> Mapping[int, Fate]:
    """Plan again what is dead, and look up now what is unknown: no sooner than `wait` after it was last tried."""
    found = work.ledger.entries(prompt_ids)
    return _all_of(prompt_ids, {one.prompt.id: _retry(work, one, wait) for one in found})


def retry_dead(work: Work, *, wait: timedelta) -> int:
    """The same for all that is dead and has not run out; returns how many."""
    dead = work.ledger.dead(now=work.now)
    for one in dead:
        _retry(work, one, wait)
    return len(dead)


def cancel(work: Work, prompt_ids: Sequence[int]) -> Mapping[int, Fate]:
    """Call off what is planned or dead."""
    found = work.ledger.entries(prompt_ids)
    fates = {one.prompt.id: _call_off(one) for one in found}
    work.ledger.cancel([one for one, fate in fates.items() if fate is Fate.CANCELLED], reason=OPERATOR)
    return _all_of(prompt_ids, fates)


def _retry(work: Work, entry: Entry, wait: timedelta) -> Fate:
    prompt = entry.prompt
    match prompt.state:
        case PromptState.DEAD if prompt.expires_at <= work.now:
            return Fate.OVER
        case PromptState.DEAD if prompt.marker is None:
            work.ledger.plan_again([prompt.id])
            return Fate.AGAIN
        case PromptState.DEAD | PromptState.UNKNOWN if prompt.marker is not None:
            # Slack's history is late: asked too early, it would have the message said twice.
            seen_from = prompt.tried_at + wait if prompt.tried_at else work.machine_now
            work.ledger.look_up(prompt.marker, at=max(work.machine_now, seen_from))
            return Fate.LOOKED_UP
    return LEFT_ALONE[prompt.state]


def _call_off(entry: Entry) -> Fate:
    if entry.prompt.state in (PromptState.PLANNED, PromptState.DEAD):
        return Fate.CANCELLED
    return LEFT_ALONE[entry.prompt.state]


def _all_of(prompt_ids: Iterable[int], fates: Mapping[int, Fate]) -> Mapping[int, Fate]:
    """In the order in which they were named."""
    return dict(_each(prompt_ids, fates))


def _each(prompt_ids: Iterable[int], fates: Mapping[int, Fate]) -> Iterator[tuple[int, Fate]]:
    for prompt_id in prompt_ids:
        yield prompt_id, fates.get(prompt_id, Fate.NOT_THERE)
