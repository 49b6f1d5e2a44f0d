"""What the workspace remembers from one run to the next: people and user groups, conversations, Home tabs and files, as
JSON.

Forms in progress, triggers and undelivered events are of the moment, and are forgotten.
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.playground.company import Person, UserGroup
from bot.playground.files import StoredFile
from bot.playground.slack import Json, Slack
from bot.playground.state import Conversation, Message
from bot.playground.views import View

VERSION = 1


def keep(slack: Slack, file: Path) -> None:
    """Write the workspace down, in one piece."""
    workspace = slack.workspace
    kept = {
        "version": VERSION,
        "people": [asdict(person) for person in workspace.people.values()],
        "usergroups": [asdict(group) for group in workspace.usergroups.values()],
        "joined": workspace.joined,
        "conversations": [_conversation(one) for one in workspace.conversations.values()],
        "homes": [asdict(view) for view in slack.views.homes.values()],
        "files": [_file(one) for one in slack.files.all()],
    }
    beside = file.with_name(file.name + ".next")
    beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    os.replace(beside, file)


def recall(slack: Slack, file: Path) -> bool:
    """Take up where the last run ended; says no when there is nothing, or nothing that this version can read."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if kept["version"] != VERSION:
            return False
        people = [Person(**one) for one in kept["people"]]
        usergroups = [_recalled_group(one) for one in kept.get("usergroups", ())]
        conversations = [_recalled_conversation(one) for one in kept["conversations"]]
        homes = [View(**one) for one in kept["homes"]]
        files = [StoredFile(**one | {"content": b64decode(one["content"] or "")}) for one in kept["files"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False
    for person in people:
        slack.workspace.put(person)
    slack.workspace.usergroups |= {one.id: one for one in usergroups}
    slack.workspace.joined = kept["joined"]
    slack.workspace.conversations |= {one.id: one for one in conversations}
    slack.views.homes = {view.user: view for view in homes}
    slack.files.put_back(files)
    return True


def _recalled_group(kept: dict[str, Any]) -> UserGroup:
    return UserGroup(**kept | {"members": tuple(kept["members"])})


def _conversation(conversation: Conversation) -> Json:
    kept = {one.name: getattr(conversation, one.name) for one in fields(conversation)}
    kept["members"] = sorted(conversation.members)
    kept["messages"] = [_message(message) for message in conversation.messages.values()]
    return kept


def _message(message: Message) -> Json:
    return asdict(message) | {"shown_at": message.shown_at.isoformat()}


def _recalled_conversation(kept: dict[str, Any]) -> Conversation:
    messages = [
        Message(**one | {"shown_at": datetime.fromisoformat(one["shown_at"])}) for one in kept["messages"]
    ]
    by_ts = {message.ts: message for message in messages}
    return Conversation(**kept | {"members": set(kept["members"]), "messages": by_ts})


def _file(file: StoredFile) -> Json:
    return asdict(file) | {"content": b64encode(file.content or b"").decode()}
