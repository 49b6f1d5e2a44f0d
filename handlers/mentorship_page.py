"""The page of one mentorship: opened from Home or a message, and drawn again after what is done from it."""

from __future__ import annotations

from contextlib import suppress

from bot.domain.refusals import Refusal
from bot.programme import mentorship_page
from handlers.messenger import SlackSaidNo
from handlers.turn import Handler, Turn, number_in, speech_for
from handlers.views import mentorship_page as views


def open_page(turn: Turn) -> None:
    """The button, or the line of a menu: its value is the mentorship's id."""
    number = number_in(turn.value)
    with turn.work() as work:
        page = mentorship_page.opened(work, turn.actor, number)
    turn.open(views.page(page, turn.t))
    turn.house.pages.opened(turn.opened, number)


def open_meetings(turn: Turn) -> None:
    """All that was told of their meetings, on top of the page."""
    with turn.look() as work:
        page = mentorship_page.opened(work, turn.actor, turn.number())
    turn.open(views.every_meeting(page, turn.t))


def and_refresh(handler: Handler) -> Handler:
    """The handler, and then the page in which it was pressed, or from which its form was opened."""

    def act(turn: Turn) -> None:
        handler(turn)
        view = turn.body.get("view") or {}
        root = str(view.get("root_view_id") or view.get("id") or "")
        number = turn.house.pages.mentorship(root)
        if number is not None:
            turn.later(lambda: _draw_again(turn, root, number))

    return act


def _draw_again(turn: Turn, view_id: str, mentorship_id: int) -> None:
    """After the commit and the reply. A page that was closed, or of what ended meanwhile, stays as it is."""
    with suppress(Refusal, SlackSaidNo):
        with turn.house.store.work(turn.workspace) as work:
            reader = work.people.get(turn.actor.id)
            page = mentorship_page.opened(work, reader, mentorship_id)
        t = speech_for(turn.house.customs, reader)
        turn.house.messenger.update_form(view_id, views.page(page, t))
