"""What becomes of a call to Slack: it is made once, and each way in which it may end has a name.

Slack's own client would repeat a post whose answer was lost, and so say it twice (`slack.md` §0.2).
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from http.client import HTTPException
from typing import TypeVar

from slack_sdk.errors import SlackApiError

#: Errors of the installation or of the whole workspace: nobody can be reached until somebody mends it, or until Slack
#: has moved the workspace (`team_added_to_org`). What is in no list is about this person or this message, and final.
INSTALLATION = frozenset(
    {
        "accesslimited",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "not_allowed_token_type",
        "org_login_required",
        "team_access_not_granted",
        "team_added_to_org",
        "two_factor_setup_required",
    }
)
#: The same of one method.
NO_SCOPE = "missing_scope"
#: Slack says it did nothing.
NOT_DONE = frozenset({"ratelimited"})
#: Some of it may have been done before the error was raised.
UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
#: The request never left, so nothing was done (reliability.md §2.5).
NEVER_LEFT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)

Told = TypeVar("Told")


class SlackSaidNo(Exception):
    """Slack refused, for good: `reason` is its own word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SlackIsBusy(Exception):
    """Slack did nothing and asks to come back to this method in `seconds`."""

    def __init__(self, seconds: float, method: str) -> None:
        super().__init__(f"{method} again in {seconds} s")
        self.seconds = seconds
        self.method = method


class SlackIsUnclear(Exception):
    """The call may or may not have been carried out: look before trying again.

    `nothing_left` when it surely was not: the request never reached Slack.
    """

    def __init__(self, reason: str, *, nothing_left: bool = False) -> None:
        super().__init__(reason)
        self.nothing_left = nothing_left


class InstallationBroken(Exception):
    """The token or the app itself is refused; only the operator can mend it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ScopeMissing(InstallationBroken):
    """The token works, but the app may not do this one thing: its manifest has grown since it was installed. `method`
    is what it may not call, `scope` what Slack would like to see first.
    """

    def __init__(self, method: str, scope: str) -> None:
        super().__init__(NO_SCOPE)
        self.method = method
        self.scope = scope


class NotTheirs(SlackSaidNo):
    """Slack opened a conversation that is somebody else's, or said nobody's: nothing of a person's goes there."""

    def __init__(self) -> None:
        super().__init__("not_their_conversation")


#: Whatever a call to Slack may come to.
TROUBLES = (InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo)


def once(call: Callable[[], Told]) -> Told:
    """Make the call once and say precisely what became of it (reliability.md §2.5)."""
    try:
        return call()
    except SlackApiError as refused:
        reason = str(refused.response.get("error", ""))
        method, status = str(refused.response.api_url).rpartition("/")[2], refused.response.status_code
        if status == 429 or reason in NOT_DONE:
            raise SlackIsBusy(float(refused.response.headers.get("Retry-After", 1)), method) from refused
        if reason == NO_SCOPE:
            raise ScopeMissing(method, str(refused.response.get("needed", ""))) from refused
        if reason in INSTALLATION:
            raise InstallationBroken(reason) from refused
        if status >= 500 or reason in UNCLEAR:
            raise SlackIsUnclear(reason if reason in UNCLEAR else f"http_{status}") from refused
        raise SlackSaidNo(reason) from refused
    except (OSError, HTTPException) as lost:
        raise SlackIsUnclear(type(lost).__name__, nothing_left=_never_left(lost)) from lost


def _never_left(lost: BaseException) -> bool:
    """urllib wraps what happened in its own error; the one inside tells whether anything was sent."""
    return isinstance(getattr(lost, "reason", lost), NEVER_LEFT)
