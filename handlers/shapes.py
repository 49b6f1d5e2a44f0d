"""What a delivery must hold before anybody acts upon it: who, where and what, each as a plain id.

Slack's own always do. This is for what comes over HTTP, where somebody who holds the signing secret could send
anything: it is refused as unreadable, and neither asked for again nor told as a fault of ours (reliability.md §6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Body = Mapping[str, Any]
#: Characters. Slack's ids are short; the trigger of a form is the longest.
LONGEST = 255

#: By type, the ids that must be there.
NEEDED: Mapping[str, Sequence[str]] = {
    "event_callback": ("event_id", "team_id", "event.type"),
    "block_actions": ("user.id", "team.id", "trigger_id", "actions.0.action_id"),
    "block_suggestion": ("user.id", "team.id", "action_id"),
    "view_submission": ("user.id", "team.id", "view.id", "view.callback_id"),
    "shortcut": ("user.id", "team.id", "callback_id", "trigger_id"),
    "message_action": ("user.id", "team.id", "callback_id", "trigger_id"),
    "command": ("command", "trigger_id", "user_id", "team_id"),
    "url_verification": ("challenge",),
}
#: Where else an id may stand; Slack leaves some of them out.
POSSIBLE = (
    "event.user",
    "event.channel",
    "event.tab",
    "event.subtype",
    "channel.id",
    "channel_id",
    "message.ts",
    "container.channel_id",
    "container.message_ts",
    "view.type",
)
#: What is a table wherever it is there, and what is words.
TABLES = (
    "event",
    "user",
    "team",
    "view",
    "view.state",
    "view.state.values",
    "container",
    "message",
    "channel",
)
WORDS = ("event.text", "text", "value", "response_url", "view.private_metadata")


def kind_of(body: object) -> str:
    """An event, a command, a kind of gesture, or the name of something else; nothing for what has no kind."""
    if not isinstance(body, dict):
        return ""
    kind = "command" if "command" in body else body.get("type")
    return kind if isinstance(kind, str) else ""


def is_whole(body: Body) -> bool:
    """Whether all that a handler relies on is there."""
    kind = kind_of(body)
    return (
        all(_is_id(_at(body, place)) for place in NEEDED[kind])
        and all(_is_absent(body, place) or _names(_at(body, place)) for place in POSSIBLE)
        and all(_is_absent(body, place) or isinstance(_at(body, place), dict) for place in _tables(kind))
        and all(_is_absent(body, place) or isinstance(_at(body, place), str) for place in WORDS)
    )


def _tables(kind: str) -> Sequence[str]:
    """An event's own fields differ from one to the next; those of a gesture do not."""
    return TABLES[:1] if kind == "event_callback" else TABLES[1:]


def _at(body: object, place: str) -> object:
    """What stands there; nothing when the way to it is broken."""
    for step in place.split("."):
        if isinstance(body, dict):
            body = body.get(step)
        elif isinstance(body, list) and step.isdigit() and int(step) < len(body):
            body = body[int(step)]
        else:
            return None
    return body


def _is_absent(body: Body, place: str) -> bool:
    return _at(body, place) is None


def _is_id(found: object) -> bool:
    return _names(found) and found != ""


def _names(found: object) -> bool:
    """An id, or somebody who has one: `team_join` brings the whole person."""
    if isinstance(found, dict):
        found = found.get("id")
    return isinstance(found, str) and len(found) <= LONGEST and found.isascii() and found.isprintable()
