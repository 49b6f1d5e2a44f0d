"""Opening a round, from `/mentor-admin`: exactly who will be invited is read before anybody is. Then seeing what is
wanted beside what is offered, and coming back to it from a message.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.preferences import NotOffered
from bot.domain.programmes import Mode
from bot.domain.rounds import ClosesTooLate, ClosesTooSoon, ListChanged, NobodyToInvite, Rules
from bot.programme import opening, rounds
from bot.programme.joining import known_networks
from bot.programme.work import Work
from handlers import matching
from handlers.finding import with_letters
from handlers.turn import Turn, day_in, number_in, say_refusal
from handlers.views import opening as opening_views
from handlers.views import rounds as views
from handlers.views.menus import digest_of
from handlers.views.opening import RULES, Kept
from handlers.views.surveys import network_options


def open_form(turn: Turn) -> None:
    """Whom the round is for and how it goes, as the programme usually does."""
    with turn.look() as work:
        draft = opening.draft(work, turn.actor)
    turn.open(opening_views.form(draft, turn.t))


def draft_sent(turn: Turn) -> None:
    """Who would be invited, by name, on top of the form: what it says stays there."""
    try:
        with turn.look() as work:
            opening.ready(work, turn.actor)
            rules, closes_on = _given(turn, work), day_in(turn.form.get("day"))
            shown = opening.preview(work, turn.actor, rules=rules, closes_on=closes_on)
    except (ClosesTooSoon, ClosesTooLate) as refusal:
        return turn.correct(day=say_refusal(refusal, turn.t).text)
    except NobodyToInvite:
        if turn.form.get("networks"):
            return turn.correct(networks=turn.t.plain("rounds.open_nobody_there"))
        raise
    turn.show_on_top(opening_views.preview(shown, turn.t))


def form_sent(turn: Turn) -> None:
    """Open the round for exactly the people who were shown; pressed twice, it is one round."""
    kept = Kept.read(turn.kept)
    try:
        with turn.work() as work:
            opening.ready(work, turn.actor)
            rules, closes_on = _kept(work, kept), day_in(kept.closes_on)
            standing = opening.open_round(work, turn.actor, closes_on=closes_on, seen=kept.seen, rules=rules)
            today = turn.today(work)
    except ListChanged:
        with turn.look() as work:
            again = opening.preview(work, turn.actor, rules=rules, closes_on=closes_on)
        return turn.show_instead(opening_views.preview(again, turn.t, changed=True))
    turn.show_instead(opening_views.opened(standing, turn.t, today=today))


def search_networks(turn: Turn) -> None:
    """Networks that hold these letters, where there are too many for a menu."""
    with turn.look() as work:
        known = opening.draft(work, turn.actor).networks
    turn.offer(network_options(with_letters(turn.text, known)))


def topics(turn: Turn) -> None:
    """What people want to learn beside the places there are, in the place of the round."""
    with turn.look() as work:
        found = rounds.topics(work, turn.actor, turn.number())
    turn.replace(views.topics(found, turn.t))


def follow(turn: Turn) -> None:
    """The round, below a message of the ledger, which stays as it is."""
    with turn.look() as work:
        shown = matching.panel(turn, work, turn.number())
    turn.say(shown)


# -- reading -----------------------------------------------------------------------------------------------------


def _given(turn: Turn, work: Work) -> Rules:
    """What the first form says."""
    given = turn.form
    ticked, networks = given.get("rules") or [], given.get("networks") or []
    return _rules(work, given.get("mode"), ticked, given.get("mentors_days"), networks)


def _kept(work: Work, kept: Kept) -> Rules:
    """And what the second one remembers of it."""
    networks = filter(None, kept.networks.split(","))
    return _rules(work, kept.mode, kept.rules.split(","), kept.mentors_days, networks)


def _rules(work: Work, mode: object, ticked: Iterable[str], days: object, networks: Iterable[str]) -> Rules:
    """A network that is known no more is not silently left out: the rules are refused."""
    if mode not in list(Mode):
        raise NotOffered
    named, boxes = {digest_of(name): name for name in known_networks(work)}, set(ticked)
    return Rules(
        mode=Mode(str(mode)),
        networks=tuple(named.get(digest, "") for digest in networks),
        mentors_days=number_in(days),
        **{name: name in boxes for name in RULES},
    )
