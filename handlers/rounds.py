"""Opening a round, from `/mentor-admin`: exactly who will be invited is read before anybody is."""

from __future__ import annotations

from bot.domain.rounds import ClosesTooLate, ClosesTooSoon, ListChanged
from bot.programme import rounds
from handlers.turn import Turn, day_in, say_refusal
from handlers.views import rounds as views
from handlers.views.common import notice


def open_form(turn: Turn) -> None:
    """Whom a round would invite, by name, before anybody is."""
    with turn.look() as work:
        preview = rounds.preview(work, turn.actor)
    turn.open(views.open_form(preview, turn.t))


def form_sent(turn: Turn) -> None:
    """Open the round for exactly the people who were shown; pressed twice, it is one round."""
    try:
        with turn.work() as work:
            closes_on = day_in(turn.form.get("day"))
            standing = rounds.open_round(work, turn.actor, closes_on=closes_on, seen=turn.kept)
            today = turn.today(work)
    except (ClosesTooSoon, ClosesTooLate) as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    except ListChanged:
        return _show_the_list_again(turn)
    turn.show_instead(notice(turn.t, views.opened(standing, turn.t, today=today)))


def _show_the_list_again(turn: Turn) -> None:
    with turn.look() as work:
        preview = rounds.preview(work, turn.actor)
    turn.show_instead(views.open_form(preview, turn.t, changed=True))
