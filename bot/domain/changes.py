"""Asking for a change in a mentorship, from either half or both at once (`field.md` W20, U2).

Until it is decided the other half learns nothing, and nothing is asked of the mentorship.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.refusals import Refusal

#: Working days of the programme in which a request is decided: whoever waits longer than a week has been left alone.
DECIDE_WITHIN = 5
#: The same once somebody of the team talks with both: two people are found and listened to in two weeks.
MEDIATION_TAKES = 10
#: Local days. Beyond half a year, a pause is an ending that nobody has said.
LONGEST_PAUSE = timedelta(days=183)


class Motive(StrEnum):
    """Reasons to choose from, the first being the one that gives none. None of them asks about health or family
    (design §1). The last three are the bot's own.
    """

    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    NO_TIME = "no_time"
    OTHER_NEEDS = "other_needs"
    NO_CONNECTION = "no_connection"
    HARD_TO_MEET = "hard_to_meet"
    TOO_CLOSE_TO_WORK = "too_close_to_work"
    LINE = "line"
    GONE = "gone"
    STOPS_MENTORING = "stops_mentoring"


#: What people choose from, in the order in which it is offered.
REASONS = tuple(one for one in Motive if one not in (Motive.LINE, Motive.GONE, Motive.STOPS_MENTORING))


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


class DecidedMeanwhile(Refusal):
    """Somebody takes back what has just been decided, or what they had taken back already."""

    key = "changes.decided_meanwhile"


class AlreadyDecided(Refusal):
    """A colleague was quicker."""

    key = "changes.team.already_decided"


class NothingLeft(Refusal):
    """The request was taken back, or the mentorship has ended for another reason."""

    key = "changes.team.nothing_left"


class Moved(Refusal):
    """The other half asked too, or took theirs back, while the coordinator read."""

    key = "changes.team.moved"


class NobodyToRead(Refusal):
    """Everybody of the team is too close to one half: nobody would ever decide, and nothing be asked meanwhile."""

    key = "changes.nobody_to_read"


class BreakTooLong(Refusal):
    """A pause of a mentorship lasts half a year at most."""

    key = "changes.break_too_long"
