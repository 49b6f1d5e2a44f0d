"""The mentors' preparation, in the conversation: opened from Home, by a word or a button, and read page by page."""

from __future__ import annotations

from bot.programme import preparing
from handlers.turn import Turn, number_in
from handlers.views import preparation as views
from handlers.views.blocks import Message


def open_(turn: Turn) -> None:
    """Where one stopped, in a new message; from then on that message turns its pages."""
    turn.say_in_dm(where_we_were(turn))


def where_we_were(turn: Turn) -> Message:
    """The first page that is not read. Raises `NothingToPrepare`."""
    with turn.look() as work:
        path = preparing.resume(work, turn.actor)
    return views.page(path, turn.t, name=turn.actor.first_name)


def turn_page(turn: Turn) -> None:
    """On, or back; after the last page, thanks."""
    with turn.work() as work:
        path = preparing.turn_to(work, turn.actor, number_in(turn.value))
    turn.replace(views.page(path, turn.t, name=turn.actor.first_name))


def later(turn: Turn) -> None:
    """Put aside; what is read stays read."""
    with turn.look() as work:
        path = preparing.resume(work, turn.actor)
    turn.replace(views.later(path, turn.t))
