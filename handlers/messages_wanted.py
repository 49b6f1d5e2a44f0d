"""Which messages somebody wants: a form with boxes, answered in the form."""

from __future__ import annotations

from bot.domain.refusals import Outdated
from bot.programme import messages_wanted
from handlers.turn import Turn
from handlers.views import messages_wanted as views
from handlers.views.common import notice


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        chosen = messages_wanted.chosen(work, turn.actor)
    turn.open(views.form(chosen, turn.t))


def form_sent(turn: Turn) -> None:
    """What is ticked is said from now on; nothing ticked is an answer too."""
    ticked = turn.form.get(views.WANTED)
    if not isinstance(ticked, list):
        raise Outdated
    with turn.work() as work:
        chosen = messages_wanted.choose(work, turn.actor, ticked)
    turn.show_instead(notice(turn.t, views.noted(chosen, turn.t)))
