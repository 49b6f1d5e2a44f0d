"""A prompt: anything the bot says on its own initiative, as the ledger knows it (design §5).

planned → sending → sent | planned again (retry) | unknown | dead | expired | cancelled
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.cadence import PromptKind


class PromptState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


#: States in which a prompt may still be said, so that an action may still spare somebody from it.
PENDING = (PromptState.PLANNED,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One row of the ledger. `about` holds ids only, never words.

    `not_before` and `expires_at` are programme time; `lease_until` is machine time. `marker` is an opaque random key,
    shared by the prompts that travel in one message, carried in the message's metadata to find it again in Slack.
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
