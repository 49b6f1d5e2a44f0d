"""Asking for a change in a mentorship, from either half or both at once (`field.md` W20, U2).

Until it is decided the other half learns nothing, and nothing is asked of the mentorship.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Motive(StrEnum):
    """Reasons to choose from, the first being the one that gives none. None of them asks about health or family
    (design §1). The last two are the bot's own.
    """

    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    NO_TIME = "no_time"
    OTHER_NEEDS = "other_needs"
    NO_CONNECTION = "no_connection"
    HARD_TO_MEET = "hard_to_meet"
    TOO_CLOSE_TO_WORK = "too_close_to_work"
    LINE = "line"
    GONE = "gone"


class Wish(StrEnum):
    """What somebody would like to happen. `NEW_MENTOR` said by a mentor: somebody else for their mentee."""

    MEDIATION = "mediation"
    NEW_MENTOR = "new_mentor"
    PAUSE = "pause"
    STOP = "stop"


class ChangeState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What the coordinator, or the rule, made of it. `KEEP`: they go on together."""

    KEEP = "keep"
    NEW_MENTOR = "new_mentor"
    PAUSE = "pause"
    STOP = "stop"


class ToldBy(StrEnum):
    """Who tells the other half: the bot at once, or a person, and the bot afterwards."""

    BOT = "bot"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One request. `asked_by` is None when the bot found a change to be needed. `why` is gone once it is decided.

    `until` is the local date of a pause that is wished for; `decide_by` the last on which it should be decided.
    """

    id: int
    mentorship_id: int
    asked_by: int | None
    why: Motive | None
    wish: Wish
    until: date | None
    asked_at: datetime
    decide_by: date
    state: ChangeState
    decision: Decision | None
    decided_by: int | None
    decided_at: datetime | None
    told_by: ToldBy | None
