"""Direct messages and their history (slack.md §2.3; reliability.md §2.1)."""

from bot.playground.clock import machine_seconds
from bot.playground.company import BOT_USER_ID
from bot.playground.errors import SlackError
from bot.playground.state import Conversation, Message
from bot.playground.web_api.call import Call, Json, method
from bot.playground.web_api.chat import bots_conversation


@method("conversations.open", scope="im:write")
def open_conversation(call: Call) -> Json:
    """The direct messages with a person; the same id each time."""
    if call.text("channel"):
        return _opened(call, bots_conversation(call.slack, call.need("channel")))
    users = [user for user in (call.text("users") or "").split(",") if user]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        provided = ",".join(sorted(call.slack.manifest.scopes))
        raise SlackError("missing_scope", needed="mpim:write", provided=provided)
    person = call.slack.workspace.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_machine:
        raise SlackError("cannot_dm_bot")
    return _opened(call, call.slack.bot_im(person.id))


def _opened(call: Call, conversation: Conversation) -> Json:
    channel: Json = {"id": conversation.id}
    if call.flag("return_im"):
        channel |= {"user": conversation.other(BOT_USER_ID), "is_im": True, "is_open": True}
    return {"no_op": True, "already_open": True, "channel": channel}


def _need_scope(call: Call, conversation: Conversation, right: str) -> None:
    needed = f"{'im' if conversation.kind == 'im' else 'channels'}:{right}"
    scopes = call.slack.manifest.scopes
    if needed not in scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(scopes)))


@method("conversations.info")
def info(call: Call) -> Json:
    """What a conversation is; the scope depends on its kind."""
    conversation = call.slack.workspace.find(call.need("channel", "channel_not_found"))
    if conversation is None:
        raise SlackError("channel_not_found")
    _need_scope(call, conversation, "read")
    shown: Json = {
        "id": conversation.id,
        "is_im": conversation.kind == "im",
        "is_archived": conversation.archived,
    }
    if conversation.kind == "im":
        shown["user"] = conversation.other(BOT_USER_ID)
    else:
        shown |= {"name": conversation.name, "is_member": BOT_USER_ID in conversation.members}
    return {"channel": shown}


@method("conversations.history")
def history(call: Call) -> Json:
    """What was said, newest first; metadata only when asked for, and late when the history is told to lag."""
    conversation = call.slack.workspace.find(call.need("channel", "channel_not_found"))
    if conversation is None:
        raise SlackError("channel_not_found")
    _need_scope(call, conversation, "history")
    conversation = bots_conversation(call.slack, conversation.id)
    limit = call.number("limit", default=100, highest=999)
    found = [message for message in reversed(conversation.messages.values()) if _within(call, message)]
    start = _start(call)
    page = found[start : start + limit]
    more = start + limit < len(found)
    with_metadata = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [message.as_slack(with_metadata=with_metadata) for message in page],
        "has_more": more,
    }
    if more:
        answer["response_metadata"] = {"next_cursor": f"next_{start + limit}"}
    return answer


def _start(call: Call) -> int:
    cursor = call.text("cursor") or "next_0"
    if not cursor.removeprefix("next_").isdigit():
        raise SlackError("invalid_cursor")
    return int(cursor.removeprefix("next_"))


def _within(call: Call, message: Message) -> bool:
    if message.only_for or (message.thread_ts and message.thread_ts != message.ts):
        return False
    ts = float(message.ts)
    lag = call.slack.faults.history_lag
    if lag and ts > machine_seconds() - lag:
        return False
    oldest, latest = _instant(call, "oldest", 0.0), _instant(call, "latest", float("inf"))
    if call.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _instant(call: Call, name: str, default: float) -> float:
    value = call.text(name)
    try:
        return float(value) if value else default
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None
