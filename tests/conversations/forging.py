"""What somebody sends who does not use Slack's page: any id, any value, straight to the real Bolt app.

Slack signs what it sends, but a value, a form's memory or a menu's choice may be anything that its user made of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from sqlmodel import SQLModel
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from tests.conversations.harness import Company

TEAM = "T0BINOME"
#: What was received, and who was let in or turned away, is written down whatever comes of it.
KEPT_ANYWAY = {"inbox", "audit"}
#: Every way in which the bot says that it broke (`handlers/excuses.py`, and who carries on).
BROKEN = {"handler_failed", "reply_failed", "round_failed", "roster_failed", "people_failed"}

_numbers = count(1)


def command(slack_id: str, name: str, text: str = "") -> dict[str, Any]:
    return {
        "command": name,
        "text": text,
        "team_id": TEAM,
        "user_id": slack_id,
        "channel_id": "C0GENERAL",
        "trigger_id": f"forged.{next(_numbers)}",
    }


def press(slack_id: str, action_id: str, value: str, **more: Any) -> dict[str, Any]:
    """A button with this value, which is also what is picked if it is a menu."""
    action = {"type": "button", "block_id": "forged", "action_id": action_id, "value": value, **more}
    return {
        **_by(slack_id, "block_actions"),
        "actions": [action],
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": "D0FORGED"},
    }


def pick(slack_id: str, action_id: str, value: str) -> dict[str, Any]:
    """A menu of which something was chosen that it never offered."""
    chosen = {"text": {"type": "plain_text", "text": "forged"}, "value": value}
    body = press(slack_id, action_id, "", type="static_select", selected_option=chosen)
    ticked = {"arrival_topics_pick": {"type": "multi_static_select", "selected_options": [chosen]}}
    return {**body, "state": {"values": {"forged": ticked}}}


def submit(
    slack_id: str, callback_id: str, kept: str = "", answers: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A form, with what it remembers and what was answered, each by block id."""
    values = {block: {"forged": element} for block, element in (answers or {}).items()}
    view = {
        "id": f"V{next(_numbers)}",
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": kept,
        "state": {"values": values},
        "blocks": [],
    }
    return {**_by(slack_id, "view_submission"), "view": view}


def search(slack_id: str, action_id: str, letters: str, kept: str = "") -> dict[str, Any]:
    asked = {"action_id": action_id, "block_id": "forged", "value": letters}
    return {**_by(slack_id, "block_suggestion"), **asked, "view": {"type": "modal", "private_metadata": kept}}


def shortcut(slack_id: str, callback_id: str) -> dict[str, Any]:
    return {**_by(slack_id, "shortcut"), "callback_id": callback_id}


def send(company: Company, body: dict[str, Any]) -> BoltResponse:
    """Give it to the bot; it must be acknowledged, whatever it is."""
    answer = company.binome.app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    assert answer.status == 200, body
    return answer


def rows(company: Company) -> dict[str, set[str]]:
    """Every row of every table but what is kept anyway."""
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in KEPT_ANYWAY]
    with company.binome.engine.connect() as connection:
        return {table.name: {repr(row) for row in connection.execute(table.select())} for table in tables}


def changed(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, set[str]]:
    """By table, the rows that came, went or are different."""
    return {name: before[name] ^ after[name] for name in before if before[name] != after[name]}


@contextmanager
def nothing_breaks(company: Company) -> Iterator[None]:
    """Nothing that the bot answers meanwhile is an apology for a fault of its own."""
    with capture_logs(processors=[format_exc_info]) as logs:
        yield
        company.settle()
    broken = Counter(_where(one) for one in logs if one.get("action") in BROKEN)
    assert not broken, "\n\n".join(f"{times} times: {where}" for where, times in broken.most_common())


def _where(entry: Mapping[str, Any]) -> str:
    """The last steps of ours before it broke, and how it broke."""
    lines = str(entry.get("exception", "")).splitlines()
    ours = [line.strip() for line in lines if "/handlers/" in line or "/bot/" in line or "/storage/" in line]
    return "\n".join([str(entry["action"]), *ours[-3:], *lines[-1:]])


def _by(slack_id: str, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": TEAM},
        "user": {"id": slack_id},
        "trigger_id": f"forged.{next(_numbers)}",
    }
