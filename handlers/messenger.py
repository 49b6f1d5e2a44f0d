"""Everything the bot says to Slack goes through here, with one attempt and an explicit time-out.

Each call is made once (`calls.py`); what became of it is told by an exception, and the caller decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.domain.people import SlackProfile
from bot.programme.rights_ports import UserGroup
from handlers import history
from handlers.calls import (
    TROUBLES,
    InstallationBroken,
    NotTheirs,
    ScopeMissing,
    SlackIsBusy,
    SlackIsUnclear,
    SlackSaidNo,
    once,
)
from handlers.downloads import NotTheFile, fetch
from handlers.everybody import PAGE, Everybody, everybody, profile_from
from handlers.views.blocks import Block, Message

__all__ = [
    "TIMEOUT",
    "TROUBLES",
    "InstallationBroken",
    "Messenger",
    "NotTheirs",
    "ScopeMissing",
    "SlackFile",
    "SlackIsBusy",
    "SlackIsUnclear",
    "SlackSaidNo",
]

#: Seconds. Before an acknowledgement Slack itself gives up after three.
TIMEOUT, TIMEOUT_BEFORE_ACK = 10, 2

#: A file is not there any more.
GONE = frozenset({"file_deleted", "file_not_found"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SlackFile:
    """A file on Slack: whose it is, by Slack id, its size in bytes, and where it is read with our token."""

    id: str
    owner: str
    size: int
    address: str


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
        said = once(self.client.auth_test)
        return {name: str(said.get(name, "")) for name in ("team_id", "team", "user_id", "bot_id", "url")}

    def post(
        self, channel: str, message: Message, *, marker: str | None = None, imprints: Sequence[str] = ()
    ) -> tuple[str, str]:
        """Post a message, to a channel or to a person's DM; returns the channel and the message's `ts`."""
        said = once(
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
        return str(once(lambda: self.client.conversations_open(users=slack_id))["channel"]["id"])

    def find(self, channel: str, marker: str, *, since: datetime | None) -> str | None:
        """The `ts` of the message that travelled with this marker, looked for in all that was said since then."""
        return history.find(marker, self._history(channel, since))

    def said_since(self, channel: str, since: datetime) -> dict[str, str]:
        """The imprints of all that was said there since then, each with the `ts` of its message."""
        return history.imprints(self._history(channel, since))

    def _history(self, channel: str, since: datetime | None) -> Callable[[str | None], Any]:
        """Reads the conversation since then, a page at a time."""
        oldest = f"{since.timestamp():.6f}" if since else "0"
        return lambda cursor: once(
            lambda: self.client.conversations_history(
                channel=channel,
                oldest=oldest,
                include_all_metadata=True,  # else it is not given back (reliability.md §2.1)
                limit=history.PAGE,
                cursor=cursor,
            )
        )

    def update(self, channel: str, ts: str, message: Message) -> None:
        once(
            lambda: self.client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        )

    def whisper(self, channel: str, slack_id: str, message: Message) -> None:
        """Say something in a channel that one of its members sees, and nobody else. Raises `SlackSaidNo`."""
        once(
            lambda: self.client.chat_postEphemeral(
                channel=channel, user=slack_id, text=message.text, blocks=message.blocks
            )
        )

    def delete(self, channel: str, ts: str) -> None:
        """Take back a message of ours. Doing it twice does no harm: the second time it is not there any more."""
        once(lambda: self.client.chat_delete(channel=channel, ts=ts))

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
        return str(once(lambda: call(trigger_id=trigger_id, view=view))["view"]["id"])

    def update_form(self, view_id: str, view: Block, *, seen: str = "") -> None:
        """Draw an open form again; with `seen`, its hash, only if nobody drew it since (`slack.md` §2.1).

        Raises `SlackSaidNo`: `not_found` when it was closed meanwhile, `hash_conflict` when it was drawn.
        """
        more = {"hash": seen} if seen else {}
        once(lambda: self.client.views_update(view_id=view_id, view=view, **more))

    def show_home(self, slack_id: str, view: Block) -> None:
        once(lambda: self.client.views_publish(user_id=slack_id, view=view))
        self._homes.add(slack_id)

    def has_home(self, slack_id: str) -> bool:
        """Whether we drew this person's Home since we started: one that nobody opened needs no redrawing."""
        return slack_id in self._homes

    def send_picture(
        self, slack_id: str, png: bytes, *, name: str, title: str, alt: str, comment: str
    ) -> str:
        """Put a picture into a person's own conversation; `alt` is what it shows, in words (`slack.md` §2.6). Returns
        the file's id. Raises `NotTheirs`.
        """
        channel = self._own_dm_of(slack_id)
        said = once(
            lambda: self.client.files_upload_v2(
                channel=channel, content=png, filename=name, title=title, alt_txt=alt, initial_comment=comment
            )
        )
        return str(said["files"][0]["id"])

    def send_file(self, slack_id: str, content: bytes, *, name: str, title: str, comment: str) -> str:
        """Put a file into a person's own conversation, where nobody else finds it (`slack.md` §2.6). Returns its id.
        Raises `NotTheirs`.
        """
        channel = self._own_dm_of(slack_id)
        said = once(
            lambda: self.client.files_upload_v2(
                channel=channel, content=content, filename=name, title=title, initial_comment=comment
            )
        )
        return str(said["files"][0]["id"])

    def _own_dm_of(self, slack_id: str) -> str:
        """Their conversation with us, which Slack says is theirs: what is put there is read by nobody else."""
        opened = once(lambda: self.client.conversations_open(users=slack_id, return_im=True))["channel"]
        if opened.get("user") != slack_id:
            raise NotTheirs
        return str(opened["id"])

    def profile(self, slack_id: str) -> SlackProfile:
        """What Slack says of somebody."""
        return profile_from(once(lambda: self.client.users_info(user=slack_id, include_locale=True))["user"])

    def everybody(self) -> Everybody:
        """Everybody in the workspace, page by page (`slack.md` §2.3)."""
        return everybody(
            lambda cursor: once(
                lambda: self.client.users_list(limit=PAGE, cursor=cursor, include_locale=True)
            )
        )

    def user_groups(self, *, with_members: bool = False) -> list[UserGroup]:
        """The user groups that are in use, in alphabetical order: asked before an acknowledgement, so at most two
        seconds.
        """
        found = once(lambda: self.hurried.usergroups_list(include_users=with_members))["usergroups"]
        groups = (
            UserGroup(id=one["id"], handle=str(one["handle"]), members=tuple(one.get("users") or ()))
            for one in found
        )
        return sorted(groups, key=lambda one: (one.handle, one.id))

    def members_of(self, group_id: str) -> list[str]:
        """The Slack ids of whoever is in this user group now."""
        return list(once(lambda: self.client.usergroups_users_list(usergroup=group_id))["users"])

    def file(self, file_id: str) -> SlackFile:
        """What Slack knows of a file that we may see. Raises `SlackSaidNo` for any other."""
        told = once(lambda: self.client.files_info(file=file_id))["file"]
        return SlackFile(
            id=file_id,
            owner=str(told.get("user") or ""),
            size=int(told.get("size") or 0),
            address=str(told.get("url_private_download") or ""),
        )

    def download(self, file: SlackFile, *, most: int) -> bytes:
        """The file's bytes, `most` + 1 of them at most. Raises `SlackSaidNo` when Slack gives something else."""
        try:
            return once(
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
            once(lambda: self.client.files_delete(file=file_id))
        except SlackSaidNo as no:
            return no.reason in GONE
        except (SlackIsBusy, SlackIsUnclear, InstallationBroken):
            return False
        return True
