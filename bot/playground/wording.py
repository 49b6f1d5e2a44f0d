"""A person's words as Slack hands them on to an app (slack.md §2.8, §6)."""

import re

from bot.playground.slack import Slack

MENTION = re.compile(r"@([\w.-]+)")
CHANNEL = re.compile(r"#([\w-]+)")
LINK = re.compile(r"https?://[^\s<>|]+")


def escaped(slack: Slack, text: str) -> str:
    """A person's words as Slack hands them on: `& < >` written out, mentions and links in brackets."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = LINK.sub(lambda link: f"<{link.group()}>", text)
    text = MENTION.sub(lambda found: _mention(slack, found), text)
    return CHANNEL.sub(lambda found: _channel(slack, found), text)


def _mention(slack: Slack, found: re.Match[str]) -> str:
    # A sentence may end right after the handle.
    handle = found.group(1)
    person = slack.workspace.by_handle(handle) or slack.workspace.by_handle(handle.rstrip("."))
    if person is None:
        return _group(slack, found)
    return f"<@{person.id}|{person.handle}>" + handle[len(person.handle) :]


def _group(slack: Slack, found: re.Match[str]) -> str:
    handle = found.group(1).rstrip(".")
    group = slack.workspace.group_by_handle(handle)
    return f"<!subteam^{group.id}|@{handle}>" + found.group(1)[len(handle) :] if group else found.group()


def _channel(slack: Slack, found: re.Match[str]) -> str:
    name = found.group(1)
    match = next((one for one in slack.workspace.conversations.values() if one.name == name), None)
    return f"<#{match.id}|{name}>" if match else found.group()
