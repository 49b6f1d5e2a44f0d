"""A coordinator's round, from `/mentor-admin`: follow it, have proposals prepared, review, show mentors and publish.

Preparing and publishing take as long as the company is large. The press is noted in the transaction that is
acknowledged; the work follows, and answers by the press's own address. What a crash cuts short is finished later by
`bot/programme/finishing.py`, which then says so.
"""

from __future__ import annotations

from bot.domain.rounds import RoundState, Wanted
from bot.programme import finishing, publishing, reviewing, rounds, with_mentors
from bot.programme.work import Work
from handlers.excuses import carry_on
from handlers.turn import Turn, number_in
from handlers.views import matching as views
from handlers.views import review as review_views
from handlers.views import rounds as round_views
from handlers.views.blocks import Message
from handlers.views.review import View

FAILED = "round_failed"


def see(turn: Turn) -> None:
    """The round as it stands, in the place of what was shown before."""
    round_id = turn.number() if turn.value else None
    with turn.look() as work:
        shown = panel(turn, work, round_id)
    turn.replace(shown)


def page(turn: Turn) -> None:
    """Another page of the review, or another view of it; a button of before the views names a page alone."""
    round_id, _, where = turn.picked.partition(":")
    view, _, number = where.rpartition(":")
    with turn.look() as work:
        shown = panel(turn, work, number_in(round_id), view=view_in(view), page=number_in(number))
    turn.replace(shown)


def propose(turn: Turn) -> None:
    """Close the answers at once; the proposals follow when they are ready. Again is harmless."""
    with turn.work() as work:
        round_id = rounds.close(work, turn.actor, turn.number()).id
        finishing.want(work, round_id, Wanted.PROPOSALS, turn.actor)
    turn.replace(views.wait(turn.t("rounds.preparing"), round_id, turn.t))
    carry_on(turn, lambda: _prepared(turn, round_id), failed=FAILED)


def send(turn: Turn) -> None:
    """Let each mentor read who would be theirs. Pressed twice, they are asked once."""
    with turn.work() as work:
        round_id = with_mentors.send(work, turn.actor, turn.number()).id
        shown = panel(turn, work, round_id)
    turn.replace(shown)


def publish(turn: Turn) -> None:
    """Make the proposals mentorships, once."""
    with turn.work() as work:
        found = finishing.want(work, turn.number(), Wanted.PUBLICATION, turn.actor)
    turn.replace(views.wait(turn.t("review.publishing"), found.id, turn.t))
    carry_on(turn, lambda: _published(turn, found.id), failed=FAILED)


def panel(
    turn: Turn, work: Work, round_id: int | None = None, *, view: View = View.ROWS, page: int = 0
) -> Message:
    """What a coordinator sees of this round, or of the latest; of none, who is waiting for one."""
    standing = rounds.see(work, turn.actor, round_id)
    today = turn.today(work)
    if standing is None:
        return round_views.no_round(rounds.waiting(work), turn.t)
    if standing.round.state is not RoundState.COLLECTING:
        review = reviewing.review(work, turn.actor, standing.round.id)
        if review.ready or standing.round.state is RoundState.PUBLISHED:
            return review_views.reviewed(review, turn.t, today=today, view=view, page=page)
    return round_views.collecting(standing, turn.t, today=today)


def view_in(given: str) -> View:
    """Which view of the review; the first for anything else."""
    return View(given) if given in set(View) else View.ROWS


def _prepared(turn: Turn, round_id: int) -> Message:
    finishing.carry_out(turn.house.store, turn.workspace, round_id)
    with turn.look() as work:
        return panel(turn, work, round_id)


def _published(turn: Turn, round_id: int) -> Message:
    """Whoever finds it published, by this press or by another, reads so."""
    done = finishing.carry_out(turn.house.store, turn.workspace, round_id)
    with turn.work() as work:
        done = done or publishing.publish(work, turn.actor, round_id)
        return views.published(done, turn.t, today=turn.today(work))
