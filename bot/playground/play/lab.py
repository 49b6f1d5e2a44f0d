"""What tests and the time machine do to the workspace, and no person could."""

import asyncio

from bot.playground.clock import machine_seconds
from bot.playground.errors import Misplay
from bot.playground.slack import Json, Slack
from bot.playground.time_machine import TimeMachine


async def quiet(slack: Slack, wish: Json) -> Json:
    """Wait until every delivery was acknowledged or given up and no call of the bot is in flight.

    With `still` (seconds) also until the bot has called nothing for that long: work that follows an
    acknowledgement is invisible otherwise. `seconds` bounds the wait, 10 by default.
    """
    end = machine_seconds() + float(wish.get("seconds", 10))
    still = float(wish.get("still", 0))
    while True:
        pending = await slack.deliveries.quiet(end - machine_seconds())
        if pending:
            return {"ok": False, "error": "not_quiet", "pending": pending}
        calm = machine_seconds() - slack.last_call >= still
        if not slack.calls_in_flight and (calm or not still):
            return {"ok": True}
        if machine_seconds() > end:
            return {"ok": False, "error": "not_quiet", "pending": ["the bot still calls the Web API"]}
        await asyncio.sleep(0.005)


async def faults(slack: Slack, wish: Json) -> Json:
    """Order trouble, or with `clear` end it all."""
    if wish.get("clear"):
        slack.faults.clear()
        slack.deliveries.duplicates = 0
    if "history_lag" in wish:
        slack.faults.history_lag = float(wish["history_lag"])
    if "duplicate_events" in wish:
        slack.deliveries.duplicates = int(wish["duplicate_events"])
    if "refuse_blocks" in wish:
        slack.faults.refused = frozenset(wish["refuse_blocks"])
    if "app_may_delete" in wish:
        slack.faults.app_may_delete = bool(wish["app_may_delete"])
    if "kind" in wish:
        slack.faults.add(wish)
    return await faults_in_force(slack, wish)


async def faults_in_force(slack: Slack, _wish: Json) -> Json:
    """The trouble in force."""
    return {
        "ok": True,
        "faults": [
            {"kind": one.kind, "method": one.method, "user": one.user, "times": one.times, "share": one.share}
            for one in slack.faults.active
        ],
        "history_lag": slack.faults.history_lag,
        "duplicate_events": slack.deliveries.duplicates,
        "refuse_blocks": sorted(slack.faults.refused),
        "app_may_delete": slack.faults.app_may_delete,
    }


async def event(slack: Slack, wish: Json) -> Json:
    """Send any event: `tokens_revoked`, one that the app never asked for, one that Slack never sends."""
    given = wish.get("event")
    if not isinstance(given, dict) or "type" not in given:
        raise Misplay("An event has a type.")
    given.setdefault("event_ts", f"{machine_seconds():.6f}")
    return {"ok": True, "event_id": slack.deliveries.event(given)}


async def disconnect(slack: Slack, wish: Json) -> Json:
    """Ask the bot to renew its sockets, as Slack does every few hours."""
    return {"ok": True, "sockets": slack.sockets.refresh(str(wish.get("reason", "refresh_requested")))}


async def move_time(slack: Slack, wish: Json) -> Json:
    """Go to another hour, day or month, hour by hour."""
    return await TimeMachine(slack).go(str(wish.get("to", "")))
