"""The workspace while it lives: people, conversations, messages."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.playground.company import (
    BOT_ID,
    BOT_USER_ID,
    Company,
    Person,
    UserGroup,
    bot_person,
    slackbot,
)
from bot.playground.errors import Misplay


@dataclass(slots=True, kw_only=True)
class Message:
    """One message, as it stands now."""

    ts: str
    channel: str
    user: str
    text: str
    shown_at: datetime
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Any] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    edited: bool = False
    # A message that only one person sees, and nobody can find again by its timestamp.
    only_for: str | None = None
    # What the pickers of the message hold for whoever touched them last.
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def from_bot(self) -> bool:
        """Whether the app wrote it."""
        return self.user == BOT_USER_ID

    def as_slack(self, *, with_metadata: bool = True) -> dict[str, Any]:
        """The message object of the Web API and of the payloads."""
        message: dict[str, Any] = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        if self.from_bot:
            message |= {"bot_id": BOT_ID, "app_id": "A0BINOME"}
        if self.blocks:
            message["blocks"] = self.blocks
        if self.attachments:
            message["attachments"] = self.attachments
        if self.thread_ts:
            message["thread_ts"] = self.thread_ts
        if self.edited:
            message["edited"] = {"user": self.user, "ts": self.ts}
        if self.metadata:
            # The payload is left out unless it is asked for (reliability.md §2.1).
            bare = {"event_type": self.metadata["event_type"]}
            message["metadata"] = self.metadata if with_metadata else bare
        return message


@dataclass(slots=True, kw_only=True)
class Conversation:
    """A direct message between two, or a public channel."""

    id: str
    kind: Literal["im", "channel"]
    name: str
    members: set[str]
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def seen_by(self, user: str) -> list[Message]:
        """What this person sees: everything, and what was said to them alone."""
        return [message for message in self.messages.values() if message.only_for in (None, user)]

    def other(self, user: str) -> str | None:
        """The other half of a direct message."""
        return next((one for one in self.members if one != user), None) if self.kind == "im" else None


class Workspace:
    """Who is here and what has been said, kept in memory until a reset."""

    def __init__(self, company: Company, bot_name: str) -> None:
        self.company = company
        self.people: dict[str, Person] = {person.id: person for person in company.people}
        for machine in (slackbot(), bot_person(bot_name)):
            self.people.setdefault(machine.id, machine)
        self.usergroups: dict[str, UserGroup] = {group.id: group for group in company.usergroups}
        self.conversations: dict[str, Conversation] = {}
        self._bot_ims: dict[str, str] = {}
        self.joined = 0
        for channel in company.channels:
            members = set(channel.members) if channel.members is not None else self._everybody()
            members |= {BOT_USER_ID} if channel.app else set()
            self.conversations[channel.id] = Conversation(
                id=channel.id, kind="channel", name=channel.name, members=members, archived=channel.archived
            )

    def _everybody(self) -> set[str]:
        return {person.id for person in self.company.people if not person.deleted}

    def person(self, id_or_handle: str) -> Person:
        """Somebody whom the page or a test names by id or by handle."""
        found = self.people.get(id_or_handle) or self.by_handle(id_or_handle.removeprefix("@"))
        if found is None:
            raise Misplay(f"Nobody here has the id or the handle “{id_or_handle}”.", "no_such_person")
        return found

    def by_handle(self, handle: str) -> Person | None:
        """The person whom `@handle` names."""
        return next((one for one in self.people.values() if one.handle == handle), None)

    def group_by_handle(self, handle: str) -> UserGroup | None:
        """The user group that `@handle` names, while it is switched on."""
        groups = (one for one in self.usergroups.values() if not one.disabled)
        return next((one for one in groups if one.handle == handle), None)

    def im(self, one: str, other: str) -> Conversation:
        """The direct messages of two people; the same id at every start, because bots remember ids."""
        id = im_id(one, other)
        if id not in self.conversations:
            self.conversations[id] = Conversation(id=id, kind="im", name="", members={one, other})
        return self.conversations[id]

    def find(self, id: str) -> Conversation | None:
        """A conversation by id, among them the bot's direct messages that nobody has used since the start."""
        if id.startswith("D") and id not in self.conversations:
            if len(self._bot_ims) != len(self.people):
                self._bot_ims = {im_id(person, BOT_USER_ID): person for person in self.people}
            if id in self._bot_ims:
                return self.im(self._bot_ims[id], BOT_USER_ID)
        return self.conversations.get(id)

    def seen(self, user: str, channel: str) -> Conversation:
        """The conversation that a person acts in, by its id or by that of the person it is with."""
        if channel in self.people:
            return self.im(user, channel)
        conversation = self.find(channel)
        if conversation is None:
            raise Misplay(f"There is no conversation “{channel}”.", "no_such_channel")
        if user not in conversation.members:
            raise Misplay(f"{user} is not a member of “{channel}”.", "not_in_channel")
        return conversation

    def put(self, person: Person) -> None:
        """Add somebody, or replace what is known of them."""
        self.people[person.id] = person

    def deactivate(self, user: str, updated: int) -> Person:
        """Close an account: the person stays in the list, marked as deleted (slack.md §2.7)."""
        gone = replace(self.person(user), deleted=True, updated=updated)
        self.put(gone)
        return gone


def im_id(one: str, other: str) -> str:
    """An id that depends on the two people only."""
    digest = hashlib.sha1("|".join(sorted((one, other))).encode()).digest()
    return "D0" + b32encode(digest).decode()[:9]
