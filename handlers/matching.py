"""A coordinator's round, from `/mentor-admin`: follow it, have proposals prepared, review and publish.

Preparing and publishing take as long as the company is large: they run after the acknowledgement, each in
transactions of its own, and answer by the press's own address. What was under way when the bot stopped has either
happened whole or not at all; the round, seen again, says which.
"""

from __future__ import annotations

from bot.domain.rounds import RoundState
from bot.programme import proposing, publishing, reviewing, rounds
from bot.programme.work import Work
from handlers.excuses import carry_on
from handlers.turn import Turn, number_in
from handlers.views import matching as views
from handlers.views import rounds as round_views
from handlers.views.blocks import Message

FAILED = "round_failed"


def see(turn: Turn) -> None:
    """The round as it stands, in the place of what was shown before."""
    round_id = turn.number() if turn.value else None
    with turn.look() as work:
        shown = panel(turn, work, round_id)
    turn.replace(shown)


def page(turn: Turn) -> None:
    """Another page of proposals."""
    round_id, _, number = turn.value.partition(":")
    with turn.look() as work:
        shown = panel(turn, work, number_in(round_id), page=number_in(number))
    turn.replace(shown)


def propose(turn: Turn) -> None:
    """Close the answers at once; the proposals follow when they are ready. Again is harmless."""
    with turn.work() as work:
        round_id = rounds.close(work, turn.actor, turn.number()).id
    turn.replace(views.wait(turn.t("rounds.preparing"), round_id, turn.t))
    carry_on(turn, lambda: _prepared(turn, round_id), failed=FAILED)


def publish(turn: Turn) -> None:
    """Make the proposals mentorships, once."""
    round_id = turn.number()
    with turn.look() as work:
        rounds.see(work, turn.actor, round_id)
    turn.replace(views.wait(turn.t("rounds.publishing"), round_id, turn.t))
    carry_on(turn, lambda: _published(turn, round_id), failed=FAILED)


def panel(turn: Turn, work: Work, round_id: int | None = None, *, page: int = 0) -> Message:
    """What a coordinator sees of this round, or of the latest; of none, who is waiting for one."""
    standing = rounds.see(work, turn.actor, round_id)
    today = turn.today(work)
    if standing is None:
        return round_views.no_round(rounds.waiting(work), turn.t)
    if standing.round.state is not RoundState.COLLECTING:
        review = reviewing.review(work, turn.actor, standing.round.id)
        if review.ready or standing.round.state is RoundState.PUBLISHED:
            return views.reviewed(review, turn.t, today=today, page=page)
    return round_views.collecting(standing, turn.t, today=today)


def _prepared(turn: Turn, round_id: int) -> Message:
    """Read, solve outside any transaction, write."""
    with turn.look() as work:
        request = proposing.gather(work, round_id)
    outcome = proposing.solve(request)
    with turn.work() as work:
        proposing.save(work, round_id, outcome)
        return panel(turn, work, round_id)


def _published(turn: Turn, round_id: int) -> Message:
    with turn.work() as work:
        done = publishing.publish(work, turn.actor, round_id)
        return views.published(done, turn.t, today=turn.today(work))
