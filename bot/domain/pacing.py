"""How fast Slack may be written to: a steady pace, and a few at once (virtual scheduling, ITU-T I.371 annex A).

All that has to be kept of a place is one instant of machine time: until when its pace is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
#: So many at most are claimed ahead of their time, by all senders together.
MOST_AHEAD = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """One `every` so often on average, `burst` of them at once after a rest."""

    every: timedelta
    burst: int

    def first_free(self, taken_until: datetime | None, now: datetime) -> datetime:
        """When the next one may leave."""
        return max(now, self._from(taken_until, now) - (self.burst - 1) * self.every)

    def taken(self, taken_until: datetime | None, now: datetime) -> datetime:
        """Until when the pace is taken, once one more may leave."""
        return self._from(taken_until, now) + self.every

    def room(self, taken_until: datetime | None, now: datetime, *, within: timedelta) -> int:
        """How many may leave within this time."""
        ahead = self._from(taken_until, now) - now
        return max(0, (within - ahead) // self.every + self.burst)

    def _from(self, taken_until: datetime | None, now: datetime) -> datetime:
        """Where the next one is counted from. Nobody takes it so far ahead: then the clock has been put back."""
        furthest = now + (self.burst + MOST_AHEAD) * self.every + MINUTE
        return max(now, taken_until) if taken_until and taken_until < furthest else now


#: Slack's own limit for one conversation is a message a second on average; it tolerates short bursts (`slack.md` §0.1).
A_CONVERSATION = Pace(every=timedelta(seconds=1), burst=5)


def of_a_workspace(per_minute: int) -> Pace:
    """So many a minute for a whole workspace, a quarter of a minute's worth of them at once."""
    return Pace(every=MINUTE / per_minute, burst=max(1, per_minute // 4))
