"""Welcoming newcomers: the coordinator's panel, the mentor's offer, the newcomer's "no, thank you" and what follows."""

from __future__ import annotations

from bot.domain.preferences import NotOffered
from bot.programme import choosing, newcomers
from bot.programme.work import Work
from handlers import ids
from handlers.turn import Turn, number_in
from handlers.views import choices, onboarding
from handlers.views import newcomers as views
from handlers.views.blocks import Message, message


def panel(turn: Turn) -> Message:
    """Where it is."""
    with turn.work() as work:
        newcomers.ask(work, turn.actor)
        return page(turn, work)


def page(turn: Turn, work: Work) -> Message:
    """Where it is, for whoever was let in. Raises `NotAllowed`."""
    return views.panel(newcomers.panel(work, turn.actor), turn.t, today=turn.today(work))


def see(turn: Turn) -> None:
    """From the menu, in its place; from a message of the ledger, below it."""
    said, in_the_ledger = panel(turn), turn.action.get("action_id") != ids.NEWCOMERS_OPEN
    (turn.say_in_dm if in_the_ledger else turn.replace)(said)


def start(turn: Turn) -> None:
    """From today newcomers are welcomed; the first ones at the heart's next beat."""
    with turn.work() as work:
        newcomers.start(work, turn.actor)
        found, today = newcomers.panel(work, turn.actor), turn.today(work)
    turn.replace(views.panel(found, turn.t, today=today))


def open_form(turn: Turn) -> None:
    """For how many a mentor is there."""
    with turn.look() as work:
        willing = newcomers.mine(work, turn.actor)
    turn.open(views.form(willing, turn.t))


def form_sent(turn: Turn) -> None:
    with turn.work() as work:
        willing = newcomers.offer(work, turn.actor, _places(turn))
    turn.say_in_dm(views.offered(willing, turn.t))


def decline(turn: Turn) -> None:
    """ "No, thank you": the introduction is drawn again and says so."""
    with turn.work() as work:
        newcomers.decline(work, turn.actor, turn.number())


def look_ahead(turn: Turn) -> None:
    """Three choices for what comes next; whoever has questions of their own open answers these first."""
    with turn.work() as work:
        ahead = newcomers.look_ahead(work, turn.actor, turn.number())
        mine, today = choosing.invited(work, turn.actor, ahead.round.id), turn.today(work)
    if ahead.arrival.current is not None:
        turn.say_in_dm(message(*onboarding.question(ahead.arrival.current, ahead.arrival, turn.t)))
    else:
        turn.say_in_dm(choices.receipt(mine, turn.t, today=today))


def _places(turn: Turn) -> int:
    chosen = turn.form.get("places")
    if chosen is None:
        raise NotOffered
    return number_in(chosen)
