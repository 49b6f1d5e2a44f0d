"""Forms and Home tabs: who has which open, in which state; at most three forms in a pile (slack.md §2.1)."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from bot.playground.clock import machine_seconds
from bot.playground.company import APP_ID, BOT_ID, Company
from bot.playground.elements import initial_state, kept_state, name_everything
from bot.playground.errors import SlackError

STACK = 3
KEPT = ("private_metadata", "callback_id", "external_id")
SHOWN = ("title", "submit", "close", "clear_on_close", "notify_on_close")


@dataclass(slots=True)
class View:
    """One form, or somebody's Home tab."""

    id: str
    user: str
    payload: dict[str, Any]
    root: str
    previous: str | None = None
    hash: str = ""
    state: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks as stored, every one named."""
        blocks: list[dict[str, Any]] = self.payload["blocks"]
        return blocks

    def as_slack(self, team: Company) -> dict[str, Any]:
        """The view object of the Web API and of the payloads."""
        view: dict[str, Any] = {"id": self.id, "team_id": team.id, "type": self.payload["type"]}
        view |= {key: self.payload.get(key, "") for key in KEPT}
        view |= {key: self.payload[key] for key in SHOWN if key in self.payload}
        view |= {"blocks": self.blocks, "state": {"values": self.state}, "hash": self.hash}
        view |= {"root_view_id": self.root, "previous_view_id": self.previous}
        return view | {"app_id": APP_ID, "bot_id": BOT_ID, "app_installed_team_id": team.id}


class Views:
    """Every open form and every Home tab."""

    def __init__(self) -> None:
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def open(self, user: str, payload: dict[str, Any]) -> View:
        """A first form; whatever the person had open is gone."""
        self._refuse_same_external_id(payload)
        view = self._drawn(user, payload)
        self.stacks[user] = [view]
        return view

    def push(self, user: str, payload: dict[str, Any]) -> View:
        """A form on top of the one that the person is in, up to three."""
        stack = self.stacks.get(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._refuse_same_external_id(payload)
        view = self._drawn(user, payload, root=stack[0].root, previous=stack[-1].id)
        stack.append(view)
        return view

    def update(self, view: View, payload: dict[str, Any], hash: str | None) -> View:
        """Redraw a form or a Home tab; with a `hash`, only if nobody else has redrawn it since."""
        if hash is not None and hash != view.hash:
            raise SlackError("hash_conflict")
        if payload["type"] != view.payload["type"]:
            raise SlackError("invalid_arguments")
        view.payload = _named(payload)
        view.state = kept_state(view.blocks, view.state)
        view.hash = _new_hash()
        return view

    def publish(self, user: str, payload: dict[str, Any], hash: str | None) -> View:
        """Somebody's Home tab."""
        if user in self.homes:
            return self.update(self.homes[user], payload, hash)
        self.homes[user] = self._drawn(user, payload)
        return self.homes[user]

    def find(self, view_id: str | None, external_id: str | None = None) -> View | None:
        """A view that is still open, by id or by the app's own id."""
        everywhere = [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]
        for view in everywhere:
            if view_id and view.id == view_id:
                return view
            if external_id and view.payload.get("external_id") == external_id:
                return view
        return None

    def close(self, view: View, *, everything: bool = False) -> bool:
        """Close a form, or the whole pile; says whether nothing is left open."""
        stack = self.stacks.get(view.user, [])
        if everything or view not in stack or stack[0] is view:
            self.stacks.pop(view.user, None)
            return True
        del stack[stack.index(view) :]
        return False

    def _drawn(self, user: str, payload: dict[str, Any], root: str = "", previous: str | None = None) -> View:
        id = "V" + secrets.token_hex(5).upper()
        view = View(id=id, user=user, payload=_named(payload), root=root or id, previous=previous)
        view.state = initial_state(view.blocks)
        view.hash = _new_hash()
        return view

    def _refuse_same_external_id(self, payload: dict[str, Any]) -> None:
        if payload.get("external_id") and self.find(None, payload["external_id"]):
            raise SlackError("duplicate_external_id")


def _named(payload: dict[str, Any]) -> dict[str, Any]:
    """Our own copy, with every block and element named."""
    copy: dict[str, Any] = json.loads(json.dumps(payload))
    name_everything(copy["blocks"])
    return copy


def _new_hash() -> str:
    return f"{int(machine_seconds())}.{secrets.token_hex(4)}"
