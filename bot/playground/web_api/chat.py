"""Saying, changing and taking back (slack.md §2.4)."""

from typing import Any

from bot.playground.company import BOT_USER_ID
from bot.playground.errors import SlackError
from bot.playground.slack import Slack
from bot.playground.state import Conversation, Message
from bot.playground.web_api.call import Call, Json, method


def place_to_post(slack: Slack, channel: str) -> Conversation:
    """Where a message goes: a conversation that the bot is in, or the direct messages with a person."""
    if channel in slack.workspace.people:
        if slack.workspace.people[channel].is_machine:
            raise SlackError("cannot_dm_bot")
        conversation = slack.bot_im(channel)
    else:
        conversation = bots_conversation(slack, channel)
    if conversation.kind == "im" and not slack.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    if conversation.archived:
        raise SlackError("is_archived")
    return conversation


def bots_conversation(slack: Slack, channel: str) -> Conversation:
    """A conversation that the bot is in, by its own id; a person's id will not do."""
    conversation = slack.workspace.find(channel)
    if conversation is None or (conversation.kind == "im" and BOT_USER_ID not in conversation.members):
        raise SlackError("channel_not_found")
    if BOT_USER_ID not in conversation.members:
        raise SlackError("not_in_channel")
    return conversation


def content(call: Call, *, text_before: str = "") -> Json:
    """Text, blocks and attachments of a message, refused as Slack refuses them."""
    blocks = call.json("blocks", "invalid_blocks_format")
    attachments = call.json("attachments", "invalid_attachments_format")
    text = call.text("text") or ""
    if not text and not blocks and not attachments and not call.text("markdown_text"):
        raise SlackError("no_text")
    if attachments and len(attachments) > 100:
        raise SlackError("too_many_attachments")
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if blocks:
        call.slack.refuse_bad_blocks({"text": text or text_before, "blocks": blocks}, "message")
    return {
        "text": text or call.text("markdown_text") or "",
        "blocks": blocks or [],
        "attachments": attachments or [],
    }


def metadata(call: Call) -> Json | None:
    """The key that the app hides in a message to find it again (reliability.md §2.1)."""
    given = call.json("metadata", "invalid_metadata_format")
    if given is None:
        return None
    kind = given.get("event_type") if isinstance(given, dict) else None
    if not isinstance(kind, str) or not kind or not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    return {"event_type": kind, "event_payload": given["event_payload"]}


def _refuse_disguise(call: Call) -> None:
    if any(call.args.get(name) for name in ("username", "icon_emoji", "icon_url")):
        scopes = ",".join(sorted(call.slack.manifest.scopes))
        raise SlackError("missing_scope", needed="chat:write.customize", provided=scopes)


@method("chat.postMessage", scope="chat:write")
def post_message(call: Call) -> Json:
    """A message that stays."""
    _refuse_disguise(call)
    conversation = place_to_post(call.slack, call.need("channel", "channel_not_found"))
    thread = call.text("thread_ts")
    message = call.slack.post(
        conversation,
        user=BOT_USER_ID,
        method="chat.postMessage",
        metadata=metadata(call),
        thread_ts=thread,
        **content(call),
    )
    return {"channel": conversation.id, "ts": message.ts, "message": message.as_slack()}


@method("chat.postEphemeral", scope="chat:write")
def post_ephemeral(call: Call) -> Json:
    """A message that one member of a conversation sees, until they reload."""
    conversation = bots_conversation(call.slack, call.need("channel", "channel_not_found"))
    user = call.need("user")
    if user not in conversation.members:
        raise SlackError("user_not_in_channel")
    said = content(call)
    message = call.slack.post(
        conversation, user=BOT_USER_ID, method="chat.postEphemeral", only_for=user, **said
    )
    return {"message_ts": message.ts}


def _own_message(call: Call, refusal: str) -> Message:
    conversation = bots_conversation(call.slack, call.need("channel", "channel_not_found"))
    message = conversation.messages.get(call.need("ts", "message_not_found"))
    if message is None or message.only_for:
        raise SlackError("message_not_found")
    if not message.from_bot:
        raise SlackError(refusal)
    return message


@method("chat.update", scope="chat:write")
def update(call: Call) -> Json:
    """Change one's own message; the blocks go when only a text is given."""
    message = _own_message(call, "cant_update_message")
    blocks: list[Any] | None = call.json("blocks", "invalid_blocks_format")
    text = call.text("text")
    said = content(call, text_before=message.text)
    call.slack.rewrite(
        message,
        text=text,
        blocks=said["blocks"] if blocks is not None else None,
        attachments=said["attachments"] if "attachments" in call.args else None,
        metadata=metadata(call),
    )
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": message.as_slack()}


@method("chat.delete", scope="chat:write")
def delete(call: Call) -> Json:
    """Take back one's own message."""
    message = _own_message(call, "cant_delete_message")
    call.slack.remove(message)
    return {"channel": message.channel, "ts": message.ts}
