"""A prompt: anything the bot says on its own initiative, as the ledger knows it (design §5).

planned → sending → sent | planned again | unknown | dead | expired | cancelled
unknown → sent (it was found) | planned again | dead

`unknown` is what may have been said: it is looked up in Slack before anything is said again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.cadence import PromptKind

#: Why a prompt tells nothing any more: it was kept for long enough (`bot/domain/retention.py`).
OLD = "old"


class PromptState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


#: A message that came to nothing so often, in three hours, is set apart: in a storm in which three of ten posts come to
#: nothing, that is one of a hundred thousand.
MOST_ATTEMPTS = 10
#: What a failure is followed by, doubled with each: machine time.
FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=15), timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One row of the ledger. `about` holds ids only, never words.

    `not_before` and `expires_at` are programme time; `tried_at`, of the last claim, is machine time. `marker` is an
    opaque random key, shared by the prompts that travel in one message, carried in the message's metadata to find it
    again in Slack. `generation` tells the claims apart: only whoever holds the last one may write how it ended.
    """

    id: int
    kind: PromptKind
    recipient_id: int
    mentorship_id: int | None
    period: str
    about: dict[str, int]
    state: PromptState
    reason: str | None
    not_before: datetime
    expires_at: datetime
    marker: str | None
    generation: int
    attempts: int
    channel: str | None
    ts: str | None
    sent_at: datetime | None
    answer: str | None
    tried_at: datetime | None = None


def back_off(attempts: int) -> timedelta:
    """How long to leave something alone that failed so many times before."""
    return min(FIRST_BACK_OFF * (1 << min(attempts, 20)), LONGEST_BACK_OFF)
