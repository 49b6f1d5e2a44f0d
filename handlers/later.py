"""Back, and later: a question may be turned back to, or put off until a day; nothing is asked before it."""

from __future__ import annotations

from datetime import date

from bot.domain.preferences import Question, question_before
from bot.domain.refusals import Outdated
from bot.domain.reminders import LATER, NEXT_WEEK, QuietTooLong, QuietTooShort
from bot.programme import joining, reminding
from bot.programme.joining import Arrival
from bot.programme.reminding import PutOff
from bot.programme.work import Work
from handlers import places
from handlers.forms import day_if_any
from handlers.places import Place
from handlers.turn import Turn, say_refusal
from handlers.views import later as views
from handlers.views import onboarding
from handlers.views.blocks import message


def back(turn: Turn) -> None:
    """The question before, with its answer kept until it is changed; in the same place, but for the ledger's."""
    with turn.look() as work:
        arrival = joining.where(work, turn.actor)
        place = places.pressed(turn, work)
    earlier = question_before(_shown(turn, arrival), arrival.asked)
    if earlier is None:
        raise Outdated
    question = onboarding.turned_back(earlier, arrival, turn.t)
    if place.ledgers:
        turn.say_in_dm(message(*question))
    else:
        places.put(turn, place, question)


def later(turn: Turn) -> None:
    """ "Later", "not now": in three days unless another day is named, which is offered at once."""
    wait = NEXT_WEEK if turn.value == views.WEEK else LATER
    with turn.work() as work:
        put_off = _put_off(work, turn, reminding.later_day(work, turn.actor, wait))
        today = turn.today(work)
        place = places.pressed(turn, work)
    _say(turn, place, put_off, today)


def choose_day(turn: Turn) -> None:
    """A date of their own, in a small form."""
    with turn.look() as work:
        today = turn.today(work)
        suggested = reminding.later_day(work, turn.actor, NEXT_WEEK)
        place = places.pressed(turn, work)
    turn.open(views.form(turn.t, today=today, suggested=suggested, kept=place.kept))


def day_sent(turn: Turn) -> None:
    try:
        with turn.work() as work:
            put_off = _put_off(work, turn, day_if_any(turn.form.get("day")))
            today = turn.today(work)
            place = places.remembered(turn, work)
    except (QuietTooShort, QuietTooLong) as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    _say(turn, place, put_off, today)


def _put_off(work: Work, turn: Turn, until: date | None) -> PutOff:
    """Raises `Outdated` when nothing is left to be asked."""
    if joining.where(work, work.people.get(turn.actor.id)).current is None:
        raise Outdated
    return reminding.put_off(work, turn.actor, until)


def _say(turn: Turn, place: Place, put_off: PutOff, today: date) -> None:
    """In the place of the question; below, when the place is the welcome's, which asks for a language only."""
    said = views.put_off(put_off, turn.t, today=today)
    if place.ledgers and not place.reminds:
        turn.say_in_dm(message(*said))
    else:
        places.put(turn, place, said)


def _shown(turn: Turn, arrival: Arrival) -> Question:
    if turn.value not in arrival.asked:
        raise Outdated
    return Question(turn.value)
