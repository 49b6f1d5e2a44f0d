"""Naming whom people can turn to outside the programme: a form behind the coordinators' menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.reaching_out import OUTSIDE, Kind, OnlyEmployees, TooManyContacts
from bot.domain.refusals import Outdated, Refusal
from bot.programme import contacts, joining
from bot.programme.work import Work
from handlers.strangers import strangers
from handlers.turn import Turn, say_refusal
from handlers.views import contacts as views
from handlers.views.common import notice

Chosen = Mapping[Kind, list[str]]


class UnknownContact(Refusal):
    """Slack knows nobody by one of these ids."""

    key = "contacts.unknown"


def open_form(turn: Turn) -> None:
    """Who is named now."""
    with turn.work() as work:
        named = contacts.named(work, turn.actor)
    turn.open(views.form(named, turn.t))


def form_sent(turn: Turn) -> None:
    """Named. What cannot be is told in the form, which keeps what was chosen."""
    with turn.look() as work:
        work.check(turn.actor, Act.NAME_CONTACTS)
    chosen = _chosen(turn)
    try:
        picked = sorted({one for ids in chosen.values() for one in ids})
        unmet = strangers(turn, picked, unknown=UnknownContact)
        with turn.work() as work:
            met = [joining.meet(work, profile) for profile in unmet]
            named = contacts.name(work, turn.actor, _people(work, chosen, met))
    except (OnlyEmployees, TooManyContacts, UnknownContact) as refusal:
        beside = str(refusal.values.get("kind", OUTSIDE[0]))
        return turn.correct(**{beside: say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.saved(named, turn.t)))


def _chosen(turn: Turn) -> Chosen:
    """Their ids in Slack, by kind, each once. Raises `Outdated` for a form that is not ours."""
    given = {kind: turn.form.get(kind.value) for kind in OUTSIDE}
    if not all(isinstance(one, list) for one in given.values()):
        raise Outdated
    return {kind: list(dict.fromkeys(map(str, ids or ()))) for kind, ids in given.items()}


def _people(work: Work, chosen: Chosen, met: Iterable[Person]) -> dict[Kind, list[Person]]:
    fresh = {person.slack_id: person for person in met}
    found = {one: fresh.get(one) or work.people.by_slack_id(one) for ids in chosen.values() for one in ids}
    return {kind: [person for one in ids if (person := found[one])] for kind, ids in chosen.items()}
