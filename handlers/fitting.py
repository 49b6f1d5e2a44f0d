"""How it feels with the other half: an answer that its author alone sees, said back where it was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.programme import fitting, meetings
from bot.programme.meetings import Logged
from handlers import places
from handlers.turn import Turn, number_in
from handlers.views import fitting as views
from handlers.views import meetings as log_views


def say(turn: Turn) -> None:
    """Good, unsure or not good. A message of the ledger is drawn again as things are by now."""
    asked, _, feeling = turn.value.partition(":")
    with turn.work() as work:
        fit = fitting.say(work, turn.actor, number_in(asked), feeling)
        logged = replace(meetings.mine(work, turn.actor, fit.meeting_id), fit=fit)
        place, today = places.pressed(turn, work), turn.today(work)
    if not place.ledgers:
        _put(turn, logged, today)


def again(turn: Turn) -> None:
    """ "Change my answer": the question stands again; below a message of the ledger, which says how things are."""
    with turn.look() as work:
        fit = replace(fitting.look(work, turn.actor, turn.number()), said=None)
        logged = replace(meetings.mine(work, turn.actor, fit.meeting_id), fit=fit)
        place, today = places.pressed(turn, work), turn.today(work)
    if place.ledgers:
        turn.say_in_dm(views.alone(fit, turn.t))
    else:
        _put(turn, logged, today)


def _put(turn: Turn, logged: Logged, today: date) -> None:
    """In its own place; Slack does not give back a message that only its reader sees, so that one is said anew."""
    blocks = turn.body.get("message", {}).get("blocks") or []
    if blocks and logged.fit is not None:
        turn.replace(views.put(blocks, logged.fit, turn.t))
    else:
        turn.replace(log_views.logged([logged], turn.t, today=today, left_over=False))
