"""A model of Slack as a sender sees it: what it accepted, what its history shows so far, and what becomes of answers.

It takes the place of Slack's own client under the real `Messenger`; the local Slack of the playground does the same
over a network, which a thousand examples have no time for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse


class Fate(Enum):
    """What becomes of one call: whether it has its effect, and what its caller hears of it."""

    FINE = "fine"
    LOST_BEFORE = "no answer, no effect"
    LOST_AFTER = "no answer, and the effect"
    ERROR_BEFORE = "500, no effect"
    ERROR_AFTER = "500, and the effect"
    BUSY = "429"
    AWAY = "refused before it left"
    NO = "refused for good"
    REVOKED = "the token is refused"
    DIES_BEFORE = "the caller is killed, no effect"
    DIES_AFTER = "the caller is killed, and the effect"

    @property
    def has_effect(self) -> bool:
        return self in (Fate.FINE, Fate.LOST_AFTER, Fate.ERROR_AFTER, Fate.DIES_AFTER)


class Killed(BaseException):
    """`kill -9`: nobody catches it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Post:
    at: datetime
    channel: str
    ts: str
    marker: str


@dataclass(kw_only=True)
class SlackModel:
    """`history_lag` is how late the history shows a message. `fates` waits for the next call of each method."""

    machine_now: Callable[[], datetime]
    on_post: Callable[[str], None]
    history_lag: timedelta = timedelta(seconds=3)
    posts: list[Post] = field(default_factory=list)
    fates: dict[str, Fate] = field(default_factory=dict)
    token: str = "xoxb-model"
    base_url: str = "http://127.0.0.1:9/api/"

    def chat_postMessage(self, *, channel: str, metadata: Any, **_more: Any) -> Any:  # noqa: N802
        def post() -> dict[str, Any]:
            marker, dm = metadata["event_payload"]["marker"], f"D{channel.removeprefix('D')}"
            self.posts.append(
                Post(at=self.machine_now(), channel=dm, ts=f"{len(self.posts)}.1", marker=marker)
            )
            self.on_post(marker)
            return {"channel": dm, "ts": self.posts[-1].ts}

        return self._called("chat.postMessage", post)

    def chat_update(self, **_more: Any) -> Any:
        return self._called("chat.update", dict)

    def conversations_history(self, *, channel: str, oldest: str, **_more: Any) -> Any:
        def shown() -> dict[str, Any]:
            seen = self.machine_now() - self.history_lag
            return {
                "messages": [_as_slack(one) for one in self.posts if self._shows(one, channel, oldest, seen)]
            }

        return self._called("conversations.history", shown)

    def conversations_open(self, *, users: str) -> Any:
        return self._called("conversations.open", lambda: {"channel": {"id": f"D{users}"}})

    def auth_test(self) -> Any:
        return self._called("auth.test", dict)

    def users_info(self, **_more: Any) -> Any:
        raise _refused("users.info", "user_not_found", 200)

    def time_passes(self, by: timedelta) -> None:
        """For a clock that cannot be moved: everything was said so much earlier."""
        self.posts = [replace(one, at=one.at - by) for one in self.posts]

    def _shows(self, one: Post, channel: str, oldest: str, seen: datetime) -> bool:
        return one.channel == channel and float(oldest) < one.at.timestamp() and one.at <= seen

    def _called(self, method: str, effect: Callable[[], dict[str, Any]]) -> Any:
        fate = self.fates.pop(method, Fate.FINE)
        answer = effect() if fate.has_effect else {}
        match fate:
            case Fate.FINE:
                return answer
            case Fate.LOST_BEFORE | Fate.LOST_AFTER:
                raise ConnectionResetError
            case Fate.AWAY:
                raise URLError(ConnectionRefusedError())
            case Fate.DIES_BEFORE | Fate.DIES_AFTER:
                raise Killed
        error, status = {Fate.BUSY: ("ratelimited", 429), Fate.NO: ("channel_not_found", 200)}.get(
            fate, ("token_revoked", 200) if fate is Fate.REVOKED else ("", 500)
        )
        raise _refused(method, error, status)


def _as_slack(one: Post) -> dict[str, Any]:
    return {"ts": one.ts, "metadata": {"event_payload": {"marker": one.marker}}}


def _refused(method: str, error: str, status: int) -> SlackApiError:
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url=f"http://127.0.0.1:9/api/{method}",
        req_args={},
        data={"ok": False, "error": error},
        headers={"Retry-After": "7"},
        status_code=status,
    )
    return SlackApiError(error, response)
