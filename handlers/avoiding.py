"""Whom somebody would rather not be paired with: asked and answered in a form, so that nothing of it stays in sight."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.people import SlackProfile
from bot.domain.profiles import MOST_AVOIDED, TooManyAvoided
from bot.domain.refusals import Outdated, Refusal
from bot.programme import avoiding, joining
from bot.programme.work import Work
from handlers.strangers import strangers
from handlers.turn import Turn, say_refusal
from handlers.views import avoiding as views
from handlers.views.common import notice


class PersonNotFound(Refusal):
    """Slack knows nobody by one of these ids."""

    key = "refusals.person_not_found"


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        wishes = avoiding.mine(work, turn.actor)
    turn.open(views.form(wishes, turn.t))


def form_sent(turn: Turn) -> None:
    """The whole list, as it now is. What does not fit is told beside it, and the answer stands in the form."""
    try:
        unmet = strangers(turn, _chosen(turn), unknown=PersonNotFound)
        with turn.work() as work:
            wishes = avoiding.keep(work, turn.actor, _people(work, _chosen(turn), unmet))
    except (avoiding.AvoidsOneself, TooManyAvoided, PersonNotFound) as refusal:
        return turn.correct(**{views.PEOPLE: say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.noted(wishes, turn.t)))


def _chosen(turn: Turn) -> list[str]:
    """Their ids in Slack, each once."""
    given = turn.form.get(views.PEOPLE)
    if not isinstance(given, list):
        raise Outdated
    chosen = list(dict.fromkeys(map(str, given)))
    if len(chosen) > MOST_AVOIDED:
        raise TooManyAvoided(most=MOST_AVOIDED)
    return chosen


def _people(work: Work, chosen: Iterable[str], unmet: Iterable[SlackProfile]) -> list[int]:
    met = [joining.meet(work, profile).slack_id for profile in unmet]
    known = [work.people.by_slack_id(one) for one in {*chosen, *met}]
    return [person.id for person in known if person is not None]
