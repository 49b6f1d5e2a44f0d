"""Answers to a gesture: the acknowledgement of a command, and the `response_url` (slack.md §2.2)."""

import json
from typing import Any

from aiohttp import web

from bot.playground.company import BOT_USER_ID
from bot.playground.errors import SlackError
from bot.playground.slack import Json, Slack
from bot.playground.state import Message
from bot.playground.triggers import ResponseAddress


async def serve(slack: Slack, request: web.Request) -> web.StreamResponse:
    """`POST /response/…`: five uses within thirty minutes, even where the bot is not a member."""
    given: Any = None
    try:
        given = json.loads(await request.read())
        _apply(slack, slack.addresses.use(request.match_info["key"]), given, "response_url")
        status, answer = "ok", None
    except ValueError:
        status, answer = "invalid_payload", {"ok": False, "error": "invalid_payload"}
    except SlackError as refusal:
        status, answer = refusal.name, refusal.answer()
    slack.inspector.note(
        "from_bot", "response_url", "response_url", status, {"arguments": given, "answer": answer}
    )
    if answer is None:
        return web.Response(text="ok")
    gone = status in ("used_url", "expired_url")
    return web.json_response(answer, status=404 if gone else 400)


def answer_from_acknowledgement(slack: Slack, key: str, payload: Any) -> str | None:
    """The text or blocks that came with the acknowledgement of a command; says what was refused."""
    if not payload or not isinstance(payload, dict):
        return None
    try:
        _apply(slack, slack.addresses.use(key), payload, "acknowledgement")
    except SlackError as refusal:
        slack.inspector.note("from_bot", "acknowledgement", "refused", refusal.name, refusal.answer())
        return refusal.name
    return None


def _apply(slack: Slack, address: ResponseAddress, given: Any, method: str) -> None:
    if not isinstance(given, dict):
        raise SlackError("invalid_payload")
    conversation = slack.workspace.conversations[address.channel]
    original = conversation.messages.get(address.original_ts or "")
    if given.get("delete_original"):
        if original is None:
            raise SlackError("message_not_found")
        slack.remove(original)
        return
    said = _content(slack, given, original)
    if given.get("replace_original") and original is not None:
        slack.rewrite(original, text=said["text"], blocks=said["blocks"], metadata=given.get("metadata"))
        return
    response_type = given.get("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_response_type")
    slack.post(
        conversation,
        user=BOT_USER_ID,
        method=method,
        metadata=given.get("metadata"),
        only_for=address.user if response_type == "ephemeral" else None,
        **said,
    )


def _content(slack: Slack, given: Json, original: Message | None) -> Json:
    text, blocks = given.get("text") or "", given.get("blocks") or []
    if not text and not blocks and not given.get("attachments"):
        raise SlackError("no_text")
    if blocks:
        replaced = original.text if original and given.get("replace_original") else ""
        slack.refuse_bad_blocks({"text": text or replaced, "blocks": blocks}, "message")
    return {"text": text, "blocks": blocks}
