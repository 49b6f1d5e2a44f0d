"""How fast Slack may be written to: a steady pace, and a few at once (virtual scheduling, ITU-T I.371 annex A).

All that has to be kept of a place is one instant of machine time: until when its pace is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """One `every` so often on average, `burst` of them at once after a rest."""

    every: timedelta
    burst: int

    def first_free(self, taken_until: datetime | None, now: datetime) -> datetime:
        """When the next one may leave."""
        return max(now, (taken_until or now) - (self.burst - 1) * self.every)

    def taken(self, taken_until: datetime | None, now: datetime) -> datetime:
        """Until when the pace is taken, once one more may leave."""
        return max(now, taken_until or now) + self.every

    def room(self, taken_until: datetime | None, now: datetime, *, within: timedelta) -> int:
        """How many may leave within this time."""
        ahead = max(now, taken_until or now) - now
        return max(0, (within - ahead) // self.every + self.burst)


#: Slack's own limit for one conversation is a message a second on average; it tolerates short bursts (`slack.md` §0.1).
A_CONVERSATION = Pace(every=timedelta(seconds=1), burst=5)


def of_a_workspace(per_minute: int) -> Pace:
    """So many a minute for a whole workspace, a quarter of a minute's worth of them at once."""
    return Pace(every=MINUTE / per_minute, burst=max(1, per_minute // 4))
