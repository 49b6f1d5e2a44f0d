"""How fast the bot may post: a rate for the workspace, about one message a second for each channel
(`slack.md` §0.1).

Machine time only, by the monotonic clock: nobody's time machine hurries Slack.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

MINUTE = 60.0
#: Slack's own limit for one channel; a burst of two is tolerated, and we do not ask for it.
BETWEEN = 1.0


class Pacer:
    """Waits until the next post may leave. `sleep` returns False when the bot is about to stop."""

    def __init__(
        self, per_minute: int, *, monotonic: Callable[[], float], sleep: Callable[[float], bool]
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._posts: deque[float] = deque(maxlen=per_minute)
        self._channels: dict[str, float] = {}
        self._busy_until = 0.0

    def busy(self, seconds: float) -> None:
        """Slack asked for a pause: the whole workspace waits (reliability.md §2.5)."""
        self._busy_until = max(self._busy_until, self._monotonic() + seconds)

    def wait(self, channel: str) -> bool:
        """Return when a post to this channel may leave; False when the bot stops first."""
        while (pause := self._pause(channel)) > 0:
            if not self._sleep(pause):
                return False
        now = self._monotonic()
        self._posts.append(now)
        self._channels = {one: at for one, at in self._channels.items() if now - at < BETWEEN}
        self._channels[channel] = now
        return True

    def _pause(self, channel: str) -> float:
        now = self._monotonic()
        full = len(self._posts) == self._posts.maxlen
        return max(
            self._busy_until - now,
            self._posts[0] + MINUTE - now if full else 0.0,
            self._channels.get(channel, now - BETWEEN) + BETWEEN - now,
        )
