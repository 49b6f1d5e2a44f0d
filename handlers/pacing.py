"""How fast the bot may post: a rate for the workspace, and one message a second for each channel.

Slack tolerates short bursts (`slack.md` §0.1), so both are counted over a window. Machine time only, by the
monotonic clock: nobody's time machine hurries Slack.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

MINUTE = 60.0
#: Five messages in five seconds for one channel: on average Slack's own limit of one a second.
BURST, BURST_LASTS = 5, 5.0


class Pacer:
    """Waits until the next post may leave. `sleep` returns False when the bot is about to stop."""

    def __init__(
        self, per_minute: int, *, monotonic: Callable[[], float], sleep: Callable[[float], bool]
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._posts: deque[float] = deque(maxlen=per_minute)
        self._channels: dict[str, deque[float]] = {}
        self._busy_until = 0.0

    def busy(self, seconds: float) -> None:
        """Slack asked for a pause: the whole workspace waits (reliability.md §2.5)."""
        self._busy_until = max(self._busy_until, self._monotonic() + seconds)

    def wait(self, channel: str) -> bool:
        """Return when a post to this channel may leave; False when the bot stops first."""
        while (pause := self.pause(channel)) > 0:
            if not self._sleep(pause):
                return False
        return True

    def left(self, channel: str) -> None:
        """A post to this channel leaves now."""
        now = self._monotonic()
        self._channels = {
            one: posts for one, posts in self._channels.items() if now - posts[-1] < BURST_LASTS
        }
        self._posts.append(now)
        self._channels.setdefault(channel, deque(maxlen=BURST)).append(now)

    def pause(self, channel: str) -> float:
        """Seconds until all three allow it; nothing or less when they do now."""
        now = self._monotonic()
        return max(
            self._busy_until - now,
            _until_free(self._posts, MINUTE, now),
            _until_free(self._channels.get(channel, deque(maxlen=BURST)), BURST_LASTS, now),
        )


def _until_free(posts: deque[float], window: float, now: float) -> float:
    """How long until the oldest of a full window's posts leaves it."""
    return posts[0] + window - now if len(posts) == posts.maxlen else 0.0
