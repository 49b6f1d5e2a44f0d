"""What still waits for the team comes back in their message of the day: seldom enough to be read, and all of it on the
same days, so that one message says how much waits (issue D, item 9).
"""

from __future__ import annotations

from datetime import date

from bot.domain.calendar import DAY, Hours, add_working_days, local_day, works_on
from bot.domain.kinds import PromptKind
from bot.domain.prompts import PromptState
from bot.programme.work import Work

#: What was read on a working day does not come back on the next one.
REST = 2
#: The days of the week (Monday is 0) from which on the first working day brings back what waits.
ROUNDS = (0, 3)
#: What somebody has read, or is about to.
HEARD = (PromptState.PLANNED, PromptState.SENDING, PromptState.SENT, PromptState.UNKNOWN)


def next_recall(hours: Hours, day: date) -> date:
    """The first local day on which something told on that day may come back: a Monday or a Thursday, or the first
    working day after one that is off.
    """
    found = add_working_days(hours, day, REST)
    while not _comes_round(hours, found):
        found = add_working_days(hours, found, 1)
    return found


def _comes_round(hours: Hours, day: date) -> bool:
    """Whether nobody has worked since the last Monday or Thursday."""
    since = max(one for one in ROUNDS if one <= day.weekday())
    return not any(works_on(hours, day - DAY * back) for back in range(1, day.weekday() - since + 1))


def heard_of(work: Work, member_id: int, kind: PromptKind, period: str) -> bool:
    """Whether this member of the team was told of this very thing before."""
    return any(one.period == period and one.state in HEARD for one in work.prompts.series(member_id, kind))


def may_recall(work: Work, member_id: int, kind: PromptKind, hours: Hours) -> bool:
    """Whether the last message of this kind to them, which listed all that waited, is long enough ago."""
    today = local_day(hours.zone, work.now)
    heard = [one for one in work.prompts.series(member_id, kind) if one.state in HEARD]
    days = [local_day(hours.zone, one.sent_at or one.not_before) for one in heard]
    return all(next_recall(hours, day) <= today for day in days)
