"""A press changes the world, and the message it was made in shows it: the sender draws it again from the ledger.

That is written down in the transaction that changed the world, so it outlives a bot that is killed; the commit wakes
the sender (`handlers/retouching.py`). Also what was refused has its message drawn again: an old button disappears,
rather than being refused for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta

from bot.domain.refusals import NotForYou, Refusal
from bot.programme.work import Work
from handlers.turn import Handler, Turn

#: Messages older than this keep what they say: nobody scrolls back to answer them.
STILL_READ = timedelta(days=14)
#: How many of them are drawn again when an answer comes by another way, such as `/mentor-log`.
MOST_REDRAWN = 3

#: Channel and `ts` of the messages to draw again.
Places = Callable[[Turn, Work], Iterable[tuple[str, str]]]


def and_redraw(handler: Handler) -> Handler:
    """The handler, and the message whose button was pressed is drawn again."""
    return _followed(handler, _pressed)


def and_redraw_recent(handler: Handler) -> Handler:
    """The handler, and the person's latest messages are drawn again: their questions may be answered by now."""
    return _followed(handler, _recent)


def _followed(handler: Handler, places: Places) -> Handler:
    def act(turn: Turn) -> None:
        turn.redraws.append(lambda work: places(turn, work))
        try:
            handler(turn)
        except Refusal:
            turn.in_any_case(lambda: _draw_again(turn, places))
            raise
        if not turn.redrawn:  # nothing was changed: the message may be out of date all the same
            turn.later(lambda: _draw_again(turn, places))

    return act


def _draw_again(turn: Turn, places: Places) -> None:
    """The same in a piece of work of its own."""
    with suppress(NotForYou):
        with turn.look() as work:
            found = list(places(turn, work))
        if found:
            with turn.house.store.work(turn.workspace) as work:
                for channel, ts in found:
                    work.delivery.retouch(channel, ts)


def _pressed(turn: Turn, work: Work) -> Iterable[tuple[str, str]]:
    box = turn.body.get("container") or {}
    place = str(box.get("channel_id")), str(box.get("message_ts") or "")
    in_the_ledger = place[1] and not box.get("is_ephemeral") and work.prompts.at(*place)
    return [place] if in_the_ledger else []


def _recent(turn: Turn, work: Work) -> Iterable[tuple[str, str]]:
    return work.prompts.places_to(turn.actor.id, work.now - STILL_READ, most=MOST_REDRAWN)
