"""How often people meet, chosen in a form; what the other half chose is changed back with one press."""

from __future__ import annotations

from bot.domain.refusals import Outdated
from bot.programme import answers, cadences
from handlers.turn import Turn, number_in
from handlers.views import cadences as views
from handlers.views.common import notice


def open_form(turn: Turn) -> None:
    """From a message, from Home or from another form: the value is the mentorship's id."""
    with turn.look() as work:
        mentorship = answers.meant(work, turn.actor, turn.number())
        pace = cadences.pace(work, turn.actor, mentorship)
    turn.open(views.form(pace, turn.t))


def form_sent(turn: Turn) -> None:
    """Chosen. Raises `Outdated` for what was not offered."""
    with turn.work() as work:
        before = answers.meant(work, turn.actor, number_in(turn.kept))
        offered = cadences.pace(work, turn.actor, before).choices
        wanted = [one.period for one in offered if views.value_of(one.period) == turn.form.get(views.WHAT)]
        if not wanted:
            raise Outdated
        pace = cadences.change(work, turn.actor, before, wanted[0])
    turn.show_instead(notice(turn.t, views.chosen(pace, turn.t, changed=before.period != pace.period)))


def back(turn: Turn) -> None:
    """ "Back to what we had": the message is drawn again and says what holds now."""
    with turn.work() as work:
        cadences.change_back(work, turn.actor, turn.number())
