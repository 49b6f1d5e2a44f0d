"""What still waits for the team comes back in their message of the day: seldom enough to be read (issue D, item 9)."""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import Hours, add_working_days, local_day
from bot.domain.kinds import PromptKind
from bot.domain.prompts import PromptState
from bot.programme.work import Work

#: Working days of the team between two messages in which the same kind of thing comes back.
EVERY = 3
#: What somebody has read, or is about to.
HEARD = (PromptState.PLANNED, PromptState.SENDING, PromptState.SENT, PromptState.UNKNOWN)


def next_recall(hours: Hours, day: date) -> date:
    """The first local day on which something told on that day may come back."""
    return add_working_days(hours, day, EVERY)


def heard_of(work: Work, member_id: int, kind: PromptKind, period: str) -> bool:
    """Whether this member of the team was told of this very thing before."""
    return any(one.period == period and one.state in HEARD for one in work.prompts.series(member_id, kind))


def may_recall(work: Work, member_id: int, kind: PromptKind, hours: Hours) -> bool:
    """Whether the last message of this kind to them, which listed all that waited, is long enough ago."""
    today = local_day(hours.zone, work.now)
    heard = [one for one in work.prompts.series(member_id, kind) if one.state in HEARD]
    days = [local_day(hours.zone, one.sent_at or one.not_before) for one in heard]
    return all(next_recall(hours, day) <= today for day in days)
