"""The local Slack as a whole: its parts, and what happens when something is said in it."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bot.playground.blockkit import TOO_LARGE, problems
from bot.playground.clock import ProgrammeClock, Stamps, machine_now
from bot.playground.company import BOT_ID, BOT_USER_ID, SLACKBOT_ID, Company, Person, user_object
from bot.playground.deliveries import Deliveries
from bot.playground.elements import elements, initial_state, kept_state, name_everything
from bot.playground.errors import SlackError
from bot.playground.faults import Faults
from bot.playground.files import Files
from bot.playground.inspector import Inspector
from bot.playground.manifest import Manifest
from bot.playground.sockets import Sockets
from bot.playground.state import Conversation, Message, Workspace
from bot.playground.stream import Stream
from bot.playground.triggers import ResponseAddresses, Triggers
from bot.playground.views import View, Views

Json = dict[str, Any]
# Beyond this Slack cuts a text (slack.md §2.1).
LONGEST_TEXT = 40_000


class Slack:
    """Everything that lives on the server's own thread."""

    def __init__(
        self,
        *,
        manifest: Manifest,
        company: Company,
        clock_file: Path | None,
        redeliver_after: float,
        echo: bool,
    ) -> None:
        self.manifest = manifest
        self.company = company
        self.echo = echo
        self.clock = ProgrammeClock(clock_file)
        self.stamps = Stamps()
        self.stream = Stream()
        self.inspector = Inspector(on_note=lambda: self.stream.tell({"type": "inspector"}))
        self.faults = Faults()
        self.sockets = Sockets(on_change=self._bot_came_or_went)
        self.deliveries = Deliveries(company, self.inspector, self.sockets, redeliver_after)
        self.calls_in_flight = 0
        self.last_call = 0.0
        self.time_moves = False
        # How long the bot may take to live one hour before the time machine gives up.
        self.hour_seconds = 30.0
        self.url = ""
        self.reset()

    def reset(self) -> None:
        """Back to the company as it was given; the bot's connections stay open."""
        self.deliveries.forget()
        self.sockets.forget()
        self.faults.clear()
        self.inspector.entries.clear()
        self.workspace = Workspace(self.company, self.manifest.bot_name)
        self.views = Views()
        self.triggers = Triggers()
        self.addresses = ResponseAddresses()
        self.files = Files()
        self.truth: list[Json] = []

    # ---- who ------------------------------------------------------------

    def user_object(self, person: Person, *, locale: bool = False) -> Json:
        """The person as this app may see them."""
        email = "users:read.email" in self.manifest.scopes
        return user_object(person, self.company, email=email, locale=locale)

    def short_user(self, user: str) -> Json:
        """The person as the payload of a gesture names them."""
        person = self.workspace.people[user]
        return {"id": user, "username": person.handle, "name": person.handle, "team_id": self.company.id}

    def bot_im(self, user: str) -> Conversation:
        """The direct messages of the bot and a person."""
        return self.workspace.im(user, BOT_USER_ID)

    # ---- saying ------------------------------------------------------------

    def post(
        self, conversation: Conversation, *, user: str, text: str, method: str, **details: Any
    ) -> Message:
        """Put a message into a conversation, tell the pages, and the bot where it listens."""
        message = Message(
            ts=self.stamps.next(),
            channel=conversation.id,
            user=user,
            text=text[:LONGEST_TEXT],
            shown_at=self.clock.now(),
            **details,
        )
        name_everything(message.blocks)
        message.state = initial_state(message.blocks)
        conversation.messages[message.ts] = message
        conversation.read[user] = message.ts
        if message.from_bot:
            self._record(conversation, message, method)
        self.changed(conversation, message)
        if message.from_bot and message.only_for is None:
            self._echo(conversation, message.as_slack())
        return message

    def _record(self, conversation: Conversation, message: Message, method: str) -> None:
        self.truth.append(
            {
                "method": method,
                "channel": conversation.id,
                "user": message.only_for or conversation.other(BOT_USER_ID),
                "text": message.text,
                "metadata": message.metadata,
                "files": list(message.files),
                "ts": message.ts,
                "at": machine_now().isoformat(),
                "shown_at": message.shown_at.isoformat(),
            }
        )

    def rewrite(
        self,
        message: Message,
        *,
        text: str | None,
        blocks: list[Json] | None,
        attachments: list[Any] | None = None,
        metadata: Json | None = None,
    ) -> None:
        """Change a message in place: new text without blocks removes the old blocks (chat.update)."""
        if text is not None:
            message.text = text[:LONGEST_TEXT]
            # Slack marks a message as edited only when its plain text is what was changed.
            message.edited = message.edited or blocks is None
        if blocks is not None or text is not None:
            message.blocks = blocks or []
            name_everything(message.blocks)
            message.state = kept_state(message.blocks, message.state)
        if attachments is not None:
            message.attachments = attachments
        if metadata is not None:
            message.metadata = metadata
        conversation = self.workspace.conversations[message.channel]
        self.changed(conversation, message)
        if message.only_for is None:
            self._echo_edit(conversation, "message_changed", {"message": message.as_slack()})

    def remove(self, message: Message) -> None:
        """Take a message away."""
        conversation = self.workspace.conversations[message.channel]
        del conversation.messages[message.ts]
        self.changed(conversation, message)
        if message.only_for is None:
            self._echo_edit(conversation, "message_deleted", {"deleted_ts": message.ts})

    def changed(self, conversation: Conversation, message: Message) -> None:
        """Have the pages of those who see this message fetch it."""
        users = {message.only_for} if message.only_for else conversation.members
        self.stream.tell({"type": "message", "channel": conversation.id, "ts": message.ts}, users)

    def slackbot_says(self, user: str, conversation: Conversation, text: str) -> None:
        """A line of Slack's own, for one person: a command that failed."""
        self.post(conversation, user=SLACKBOT_ID, text=text, method="slackbot", only_for=user)

    def toast(self, user: str, text: str) -> None:
        """A passing notice on somebody's page."""
        self.stream.tell({"type": "toast", "user": user, "text": text}, {user})

    # ---- telling the bot ------------------------------------------------------------

    def tell_bot(self, event: Json) -> str | None:
        """Send an event if the app has subscribed to it; Slack keeps quiet about the others."""
        kind = event["type"]
        subscribed = f"message.{event['channel_type']}" if kind == "message" else kind
        if subscribed not in self.manifest.events:
            return None
        return self.deliveries.event(event)

    def _echo(self, conversation: Conversation, message: Json) -> None:
        # The app hears its own messages in its direct messages, and has to ignore them (slack.md §2.7).
        if self._bot_listens(conversation):
            place = {"channel": conversation.id, "channel_type": "im", "event_ts": message["ts"]}
            self.tell_bot({**message, **place, "team": self.company.id})

    def _echo_edit(self, conversation: Conversation, subtype: str, what: Json) -> None:
        if self._bot_listens(conversation):
            ts = self.stamps.next()
            place = {
                "channel": conversation.id,
                "channel_type": "im",
                "ts": ts,
                "event_ts": ts,
                "hidden": True,
            }
            self.tell_bot({"type": "message", "subtype": subtype, **place, **what})

    def _bot_listens(self, conversation: Conversation) -> bool:
        """Whether an echo would be heard: what a bot says while it is away is not kept for its return."""
        own = conversation.kind == "im" and BOT_USER_ID in conversation.members
        return own and self.echo and self.deliveries.carrier.connected

    def _bot_came_or_went(self, connected: bool) -> None:
        self.stream.tell({"type": "bot", "connected": connected})

    # ---- what is accepted ------------------------------------------------------------

    def refuse_bad_blocks(self, payload: Mapping[str, Any], surface: str) -> None:
        """Slack's `invalid_blocks`, with a sentence and a path for each problem (slack.md §2.1, §3)."""
        found = problems(dict(payload), surface) + self.faults.refused_blocks(payload)
        found += self.files.unknown_in(payload.get("blocks") or [])
        if found:
            name = "invalid_blocks" if surface == "message" else "invalid_arguments"
            if any(one.startswith(TOO_LARGE) for one in found):
                name = "view_too_large"
            raise SlackError(name, response_metadata={"messages": [f"[ERROR] {one}" for one in found]})

    def view_payload(self, payload: Any, kinds: Collection[str]) -> Json:
        """A view as the app sent it, once it is known to be acceptable."""
        if not isinstance(payload, dict) or payload.get("type") not in kinds:
            raise SlackError(
                "invalid_arguments", response_metadata={"messages": ["[ERROR] view: wrong type"]}
            )
        self.refuse_bad_blocks(payload, payload["type"])
        scopes = self.manifest.scopes
        if "files:read" not in scopes and any(
            element["type"] == "file_input" for _, element in elements(payload["blocks"])
        ):
            raise SlackError("missing_scope", needed="files:read", provided=",".join(sorted(scopes)))
        return payload

    def shown_view(self, view: View) -> Json:
        """The view object, after the pages of its owner were told."""
        kind = "home" if view.payload["type"] == "home" else "modal"
        self.stream.tell({"type": kind, "user": view.user}, {view.user})
        return view.as_slack(self.company)

    def bot_identity(self) -> Json:
        """Who the app is."""
        return {"user_id": BOT_USER_ID, "bot_id": BOT_ID, "user": self.manifest.bot_name.lower()}
