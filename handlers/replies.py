"""What is said to somebody who comes by, as messages: where they are, help, and what a word of theirs asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.people import Person
from bot.domain.preferences import question_before
from bot.programme import home as looks
from bot.programme.choosing import Invited
from bot.programme.joining import Arrival
from bot.programme.profile import Answered
from bot.programme.reminding import PutOff
from handlers import changes, preparation, reaching_out
from handlers.turn import Turn
from handlers.views import about_me, explanations, later, mine
from handlers.views import onboarding as views
from handlers.views.blocks import Message, message
from handlers.views.common import sentence
from handlers.views.explanations import Page
from handlers.wishes import Wish

EXPLAINED = {
    Wish.ABOUT_MENTORS: Page.MENTOR,
    Wish.ABOUT_ROLES: Page.ROLES,
    Wish.WHY: Page.WHY,
    Wish.WHO_SEES: Page.SEEN,
    Wish.SHELF: Page.SHELF,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """Somebody comes by: where they are, whether it is the first time, what they asked for, answered, put off or chose
    in words.
    """

    arrival: Arrival
    today: date
    first: bool
    wish: Wish | None
    answered: Answered | None
    put_off: PutOff | None
    chosen: Invited | None
    team: tuple[Person, ...]
    coordinates: bool


def where(turn: Turn, visit: Visit, *, unread: bool = False) -> Message:
    """The question that waits, or their space. `unread`: their words were not understood, and are not kept."""
    if visit.arrival.current is None:
        with turn.look() as work:
            facts = looks.look(work, visit.arrival.person)
        return mine.space(facts, turn.workspace, turn.t, unread=unread)
    return mine.resume(visit.arrival, turn.t, unread=unread)


def help_(turn: Turn, visit: Visit, *, unknown: bool = False) -> Message:
    """What the bot can do for them, and whom they can turn to besides."""
    return mine.help_(visit.arrival, turn.t, team=visit.team, coordinates=visit.coordinates, unknown=unknown)


def _explained(turn: Turn, visit: Visit) -> Message:
    """A page of explanations, asked for by its name."""
    assert visit.wish is not None
    return explanations.page(EXPLAINED[visit.wish], visit.arrival, turn.t)


def _later(turn: Turn, visit: Visit) -> Message:
    if visit.put_off is None:
        return sentence(turn.t("onboarding.resume.later"))
    return message(*later.put_off(visit.put_off, turn.t, today=visit.today))


def _back(turn: Turn, visit: Visit) -> Message:
    """The question before the one that waits; whoever has answered everything may change any of it."""
    arrival = visit.arrival
    if arrival.current is None:
        return mine.restart_sure(turn.t)
    earlier = question_before(arrival.current, arrival.asked)
    if earlier is None:
        return mine.resume(arrival, turn.t)
    return message(*views.turned_back(earlier, arrival, turn.t))


def _change(turn: Turn, visit: Visit) -> Message:
    """Something in a mentorship; whoever is in none has only their answers to change."""
    return changes.doors(turn)


#: A question keeps its place, and a message that only its reader sees has none (`slack.md` §2.2): these go to the DM.
ASKED_IN_DM = frozenset({Wish.BACK, Wish.LATER, Wish.NEXT_WEEK})
#: Whoever has just been welcomed has nothing behind them yet.
AFTER_THE_WELCOME = frozenset({Wish.RESTART, Wish.BACK})
REPLIES: Mapping[Wish | None, Callable[[Turn, Visit], Message]] = {
    Wish.HELP: help_,
    Wish.NEED_HELP: lambda turn, _: reaching_out.at_hand(turn),
    Wish.PRIVACY: lambda turn, _: mine.privacy(turn.t),
    Wish.LATER: _later,
    Wish.NEXT_WEEK: _later,
    Wish.BACK: _back,
    Wish.CHANGE_PAIR: _change,
    Wish.RESTART: lambda turn, _: mine.restart_sure(turn.t),
    Wish.COMMAND: lambda turn, visit: mine.a_command(visit.arrival, turn.t),
    Wish.PREPARATION: lambda turn, _: preparation.where_we_were(turn),
    Wish.ABOUT_ME: lambda turn, _: about_me.doors(turn.t),
    **dict.fromkeys(EXPLAINED, _explained),
}
