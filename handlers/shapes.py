"""What a delivery must hold before anybody acts upon it: who, where and what, each as a plain id.

Slack's own always do. This is for what comes over HTTP, where somebody who holds the signing secret could send
anything: it is refused as unreadable, and neither asked for again nor told as a fault of ours (reliability.md §6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Body = Mapping[str, Any]
#: Characters. Slack's ids are short; the trigger of a form is the longest.
LONGEST = 255

#: By type, the ids that must be there.
NEEDED: Mapping[str, Sequence[str]] = {
    "event_callback": ("event_id", "team_id", "event.type"),
    "block_actions": ("user.id", "team.id", "trigger_id", "actions.0.action_id"),
    "block_suggestion": ("user.id", "team.id", "action_id"),
    "view_submission": ("user.id", "team.id", "view.id", "view.type", "view.callback_id"),
    "shortcut": ("user.id", "team.id", "callback_id", "trigger_id"),
    "message_action": ("user.id", "team.id", "callback_id", "trigger_id"),
    "command": ("command", "trigger_id", "user_id", "team_id"),
    "url_verification": ("challenge",),
}
#: Of the events, too: who, as an id or as the whole person.
NEEDED_OF_EVENT: Mapping[str, str] = {
    "team_join": "event.user.id",
    "user_change": "event.user.id",
    "app_home_opened": "event.user",
}
#: What is an id, or a table with an id in it.
WITH_MORE = ("user", "channel")
#: What is an id wherever it stands, or nothing at all: Bolt, too, takes its own from several places.
IDS = frozenset(
    {
        *("id", "team_id", "user_id", "enterprise_id", "app_id", "bot_id", "channel_id", "event_id"),
        *("action_id", "block_id", "callback_id", "trigger_id", "ts", "message_ts", "type", "subtype", "tab"),
        *WITH_MORE,
    }
)
#: What is a table wherever it is there, in an event and in a gesture; and what is words.
TABLES_OF_EVENT = ("event", "event.user.profile")
TABLES = ("user", "team", "view", "view.state", "view.state.values", "container", "message", "channel")
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
    needed = [*NEEDED[kind], *([who] if (who := NEEDED_OF_EVENT.get(str(_at(body, "event.type")))) else [])]
    return (
        all(_is_id(_at(body, place)) and _at(body, place) for place in needed)
        and all(found is None or _is_id(found) for found in _ids_in(body))
        and all(_is_absent(body, place) or isinstance(_at(body, place), dict) for place in _tables(kind))
        and all(_is_absent(body, place) or isinstance(_at(body, place), str) for place in WORDS)
    )


def is_from_a_person(event: Body) -> bool:
    """Bots, edits and deletions are no turn of talk (`slack.md` §2.7): each message of ours comes back as one."""
    return not event.get("bot_id") and event.get("subtype") in (None, "file_share")


def _tables(kind: str) -> Sequence[str]:
    """An event's own fields differ from one to the next; those of a gesture do not."""
    return TABLES_OF_EVENT if kind == "event_callback" else TABLES


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


def _ids_in(body: object) -> Iterator[object]:
    """What stands anywhere under the name of an id."""
    rest = [body]
    while rest:
        match rest.pop():
            case dict() as table:
                yield from (
                    value for name, value in table.items() if name in IDS and not _is_whole_one(name, value)
                )
                rest += table.values()
            case list() as several:
                rest += several


def _is_whole_one(name: str, found: object) -> bool:
    return name in WITH_MORE and isinstance(found, dict) and bool(found.get("id"))


def _is_id(found: object) -> bool:
    return isinstance(found, str) and len(found) <= LONGEST and found.isascii() and found.isprintable()
