"""The Home tab: shown when it is opened, and drawn again after what its reader does. Nobody else's Home is touched."""

from __future__ import annotations

from bot.domain.refusals import AskedToBeForgotten, NotForYou
from bot.programme import home, pausing, profile
from handlers.turn import Handler, Turn, speech_for
from handlers.views import home as views
from handlers.views import privacy


def show(turn: Turn) -> None:
    """Home, as things stand now. Whoever is no employee reads a kind sentence there instead."""
    try:
        with turn.look() as work:
            facts = home.look(work, turn.actor)
    except AskedToBeForgotten:
        return turn.show_home(privacy.home_of_nobody(turn.t_at_least()))
    except NotForYou:
        return turn.show_home(views.not_for_you(turn.t))
    turn.show_home(views.page(facts, turn.workspace, turn.t))


def refresh(turn: Turn) -> None:
    """Home again, for somebody who has opened it; for the others it is drawn when they do."""
    if turn.house.messenger.has_home(turn.slack_id):
        turn.later(lambda: _publish(turn))


def and_refresh(handler: Handler) -> Handler:
    """The handler, and then its author's Home: what they did shows there too."""

    def act(turn: Turn) -> None:
        handler(turn)
        refresh(turn)

    return act


def language(turn: Turn) -> None:
    """The other language, from now on and everywhere."""
    with turn.work() as work:
        profile.choose_language(work, turn.actor, turn.value, arriving=False)
    show(turn)


def back(turn: Turn) -> None:
    """ "I'm back": the break is over."""
    with turn.work() as work:
        pausing.rest_until(work, turn.actor, None)
    show(turn)


def kept(turn: Turn) -> None:
    """What is kept, who sees it, for how long."""
    turn.open(views.kept(turn.t))


def _publish(turn: Turn) -> None:
    """After the commit and the reply, in a transaction of its own: the other half may have acted meanwhile."""
    with turn.house.store.look(turn.workspace) as work:
        reader = work.people.get(turn.actor.id)
        facts = home.look(work, reader) if reader.is_welcome else None
    if facts is not None:
        t = speech_for(turn.house.customs, reader)
        turn.house.messenger.show_home(turn.slack_id, views.page(facts, turn.workspace, t))
