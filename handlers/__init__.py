"""The routing table, on one page.

Bolt tries its listeners one after the other, so it is given one per kind; the handler is found here by its id.
An unknown id has a kind answer. `process_before_response` makes the acknowledgement the commit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import App, BoltContext, BoltResponse

from handlers import mentorship_page, unknown
from handlers.excuses import take
from handlers.home import and_refresh
from handlers.redrawing import and_redraw
from handlers.routes import ACTIONS, COMMANDS, EVENTS, OPTIONS, SEEN_IN_HOME, SEEN_IN_PAGE, SHORTCUTS, VIEWS
from handlers.shapes import is_from_a_person
from handlers.turn import Handler, House, Turn

log = structlog.get_logger("binome.turn")

ANY = re.compile(".+", re.DOTALL)


def register(app: App, house: House) -> None:
    """Give Bolt its six listeners."""

    def answer(turn: Turn, table: Mapping[str, Handler], name: str, *, event: bool = False) -> BoltResponse:
        name = name.partition(":")[0]
        handler = table.get(name, unknown.nothing_to_do if event else unknown.outdated)
        if name in SEEN_IN_HOME:
            handler = and_refresh(handler)
        if table is VIEWS or name in SEEN_IN_PAGE:
            handler = mentorship_page.and_refresh(handler)
        return take(turn, and_redraw(handler) if "container" in turn.body else handler, redeliverable=event)

    def on_event(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        event = body["event"]
        if not is_from_a_person(event):
            return BoltResponse(status=200)
        turn = _turn(house, context, body, key=f"event:{body['event_id']}", text=event.get("text") or "")
        return answer(turn, EVENTS, event["type"], event=True)

    def on_command(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        turn = _turn(house, context, body, key=f"command:{body['trigger_id']}", text=body.get("text") or "")
        return answer(turn, COMMANDS, body["command"])

    def on_action(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        action = body["actions"][0]
        turn = _turn(house, context, body, value=str(action.get("value") or ""), action=action)
        return answer(turn, ACTIONS, action["action_id"])

    def on_view(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        view = body["view"]
        # Drawn again in its place it keeps its id, not its hash: it may be sent again then.
        turn = _turn(house, context, body, key=f"view:{view['id']}:{view.get('hash', '')}")
        return answer(turn, VIEWS, view["callback_id"])

    def on_shortcut(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        return answer(_turn(house, context, body), SHORTCUTS, body["callback_id"])

    def on_options(body: dict[str, Any], context: BoltContext) -> BoltResponse:
        turn = _turn(house, context, body, text=body.get("value") or "", action=body)
        return answer(turn, OPTIONS, body["action_id"])

    app.use(_ours_alone)
    app.event(ANY)(on_event)
    app.command(ANY)(on_command)
    app.action(ANY)(on_action)
    app.view(ANY)(on_view)
    app.shortcut(ANY)(on_shortcut)
    app.options(ANY)(on_options)


def _ours_alone(context: BoltContext, next: Callable[[], BoltResponse]) -> BoltResponse:
    """What is done in another workspace, in a channel that is shared with it, is nothing to us: nobody there holds a
    right here, whatever their id is.
    """
    ours = context.authorize_result.team_id if context.authorize_result else None
    if context.team_id is not None and context.team_id != ours:
        log.info("another workspace's", action="not_ours")
        return BoltResponse(status=200, body="")
    return next()


def _turn(house: House, context: BoltContext, body: dict[str, Any], **given: Any) -> Turn:
    team_id = context.team_id or body.get("team_id") or body["team"]["id"]
    return Turn(
        house=house,
        workspace=house.store.workspace(team_id),
        slack_id=str(context.user_id or _author(body)),
        body={name: part for name, part in body.items() if part is not None},  # left out, or there and empty
        **given,
    )


def _author(body: dict[str, Any]) -> str:
    user = body.get("event", {}).get("user", "")
    return str(user["id"] if isinstance(user, dict) else user)
