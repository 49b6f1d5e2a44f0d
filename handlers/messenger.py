"""Everything the bot says to Slack goes through here, with one attempt and an explicit time-out.

Slack's own client would repeat a post whose answer was lost, and so say it twice (`slack.md` §0.2). Here a call is
made once; what happened is told by one of three exceptions, and the caller decides.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.domain.people import SlackProfile
from handlers import history
from handlers.downloads import NotTheFile, fetch
from handlers.everybody import PAGE, Everybody, everybody, profile_from
from handlers.views.blocks import Block, Message

#: Seconds. Before an acknowledgement Slack itself gives up after three.
TIMEOUT, TIMEOUT_BEFORE_ACK = 10, 2

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
#: A file is not there any more.
GONE = frozenset({"file_deleted", "file_not_found"})
#: Slack says it did nothing.
NOT_DONE = frozenset({"ratelimited"})
#: Some of it may have been done before the error was raised.
UNCLEAR = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
#: The request never left, so nothing was done (reliability.md §2.5).
NEVER_LEFT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)

Told = TypeVar("Told")


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackFile:
    """A file on Slack: whose it is, by Slack id, its size in bytes, and where it is read with our token."""

    id: str
    owner: str
    size: int
    address: str


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


#: Whatever a call to Slack may come to.
TROUBLES = (InstallationBroken, SlackIsBusy, SlackIsUnclear, SlackSaidNo)


class Messenger:
    """Speaks to one workspace with the client it is given."""

    def __init__(self, client: WebClient) -> None:
        self.client = client
        self._homes: set[str] = set()
        self.client.retry_handlers = []
        self.client.timeout = TIMEOUT
        self.hurried = WebClient(
            token=client.token, base_url=client.base_url, timeout=TIMEOUT_BEFORE_ACK, retry_handlers=[]
        )

    def identity(self) -> dict[str, str]:
        """The workspace and the bot behind the token; raises `InstallationBroken` for a wrong one."""
        said = _once(self.client.auth_test)
        return {name: str(said.get(name, "")) for name in ("team_id", "team", "user_id", "bot_id", "url")}

    def post(
        self, channel: str, message: Message, *, marker: str | None = None, imprints: Sequence[str] = ()
    ) -> tuple[str, str]:
        """Post a message, to a channel or to a person's DM; returns the channel and the message's `ts`."""
        said = _once(
            lambda: self.client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=history.marked(message.blocks, marker),
                metadata=history.metadata(marker, imprints),
                unfurl_links=False,
                unfurl_media=False,
            )
        )
        return str(said["channel"]), str(said["ts"])

    def dm_of(self, slack_id: str) -> str:
        """The person's conversation with us, which is there or is opened without a word."""
        return str(_once(lambda: self.client.conversations_open(users=slack_id))["channel"]["id"])

    def find(self, channel: str, marker: str, *, since: datetime | None) -> str | None:
        """The `ts` of the message that travelled with this marker, looked for in all that was said since then."""
        return history.find(marker, self._history(channel, since))

    def said_since(self, channel: str, since: datetime) -> dict[str, str]:
        """The imprints of all that was said there since then, each with the `ts` of its message."""
        return history.imprints(self._history(channel, since))

    def _history(self, channel: str, since: datetime | None) -> Callable[[str | None], Any]:
        """Reads the conversation since then, a page at a time."""
        oldest = f"{since.timestamp():.6f}" if since else "0"
        return lambda cursor: _once(
            lambda: self.client.conversations_history(
                channel=channel,
                oldest=oldest,
                include_all_metadata=True,  # else it is not given back (reliability.md §2.1)
                limit=history.PAGE,
                cursor=cursor,
            )
        )

    def update(self, channel: str, ts: str, message: Message) -> None:
        _once(
            lambda: self.client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        )

    def whisper(self, channel: str, slack_id: str, message: Message) -> None:
        """Say something in a channel that one of its members sees, and nobody else. Raises `SlackSaidNo`."""
        _once(
            lambda: self.client.chat_postEphemeral(
                channel=channel, user=slack_id, text=message.text, blocks=message.blocks
            )
        )

    def delete(self, channel: str, ts: str) -> None:
        """Take back a message of ours. Doing it twice does no harm: the second time it is not there any more."""
        _once(lambda: self.client.chat_delete(channel=channel, ts=ts))

    def respond(
        self, response_url: str, message: Message, *, replace: bool = False, in_channel: bool = False
    ) -> None:
        """Answer a command or a press where it was made, visible only to its author unless `in_channel`."""
        answered = WebhookClient(response_url, timeout=TIMEOUT, retry_handlers=[]).send(
            text=message.text,
            blocks=message.blocks,
            response_type="in_channel" if in_channel else "ephemeral",
            replace_original=replace,
        )
        if answered.status_code != 200:
            raise SlackSaidNo(answered.body)

    def delete_original(self, response_url: str) -> None:
        WebhookClient(response_url, timeout=TIMEOUT, retry_handlers=[]).send(delete_original=True)

    def open_form(self, trigger_id: str, view: Block, *, on_top: bool = False) -> str:
        """Open a form at once: it happens before the acknowledgement, so it may take two seconds at most. Returns its
        id on Slack.
        """
        call = self.hurried.views_push if on_top else self.hurried.views_open
        return str(_once(lambda: call(trigger_id=trigger_id, view=view))["view"]["id"])

    def update_form(self, view_id: str, view: Block, *, seen: str = "") -> None:
        """Draw an open form again; with `seen`, its hash, only if nobody drew it since (`slack.md` §2.1).

        Raises `SlackSaidNo`: `not_found` when it was closed meanwhile, `hash_conflict` when it was drawn.
        """
        more = {"hash": seen} if seen else {}
        _once(lambda: self.client.views_update(view_id=view_id, view=view, **more))

    def show_home(self, slack_id: str, view: Block) -> None:
        _once(lambda: self.client.views_publish(user_id=slack_id, view=view))
        self._homes.add(slack_id)

    def has_home(self, slack_id: str) -> bool:
        """Whether we drew this person's Home since we started: one that nobody opened needs no redrawing."""
        return slack_id in self._homes

    def send_picture(
        self, slack_id: str, png: bytes, *, name: str, title: str, alt: str, comment: str
    ) -> None:
        """Put a picture into a person's own conversation; `alt` is what it shows, in words (`slack.md` §2.6)."""
        channel = self.dm_of(slack_id)
        _once(
            lambda: self.client.files_upload_v2(
                channel=channel, content=png, filename=name, title=title, alt_txt=alt, initial_comment=comment
            )
        )

    def send_file(self, slack_id: str, content: bytes, *, name: str, title: str, comment: str) -> None:
        """Put a file into a person's own conversation, where nobody else finds it (`slack.md` §2.6)."""
        channel = self.dm_of(slack_id)
        _once(
            lambda: self.client.files_upload_v2(
                channel=channel, content=content, filename=name, title=title, initial_comment=comment
            )
        )

    def profile(self, slack_id: str) -> SlackProfile:
        """What Slack says of somebody."""
        return profile_from(_once(lambda: self.client.users_info(user=slack_id, include_locale=True))["user"])

    def everybody(self) -> Everybody:
        """Everybody in the workspace, page by page (`slack.md` §2.3)."""
        return everybody(
            lambda cursor: _once(
                lambda: self.client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
            )
        )

    def file(self, file_id: str) -> SlackFile:
        """What Slack knows of a file that we may see. Raises `SlackSaidNo` for any other."""
        told = _once(lambda: self.client.files_info(file=file_id))["file"]
        return SlackFile(
            id=file_id,
            owner=str(told.get("user") or ""),
            size=int(told.get("size") or 0),
            address=str(told.get("url_private_download") or ""),
        )

    def download(self, file: SlackFile, *, most: int) -> bytes:
        """The file's bytes, `most` + 1 of them at most. Raises `SlackSaidNo` when Slack gives something else."""
        try:
            return _once(
                lambda: fetch(
                    file.address,
                    token=self.client.token or "",
                    home=self.client.base_url,
                    most=most,
                    timeout=TIMEOUT,
                    ssl=self.client.ssl,
                )
            )
        except NotTheFile as other:
            raise SlackSaidNo("not_the_file") from other

    def delete_file(self, file_id: str) -> bool:
        """Take a file away for good; False when it is not ours to take away, or Slack does not answer."""
        try:
            _once(lambda: self.client.files_delete(file=file_id))
        except SlackSaidNo as no:
            return no.reason in GONE
        except (SlackIsBusy, SlackIsUnclear, InstallationBroken):
            return False
        return True


def _once(call: Callable[[], Told]) -> Told:
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
