"""Mentors: the team answers applications, and mentors step back or come again."""

from __future__ import annotations

from bot.domain.mentors import LONGEST_WORDS, Declined, NobodyWaits
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme import applications, joining, mentors, stepping_back
from bot.programme.applications import Decision
from bot.programme.work import Work
from handlers import ids
from handlers.onboarding import follow
from handlers.turn import Turn, number_in, speech_for
from handlers.views import mentors as views
from handlers.views.blocks import Block
from handlers.views.common import notice
from handlers.words import clean

# -- the team answers --------------------------------------------------------------------------------------------


def open_application(turn: Turn) -> None:
    """One application, over what one was doing or in the place of the one before. The button's value is its id;
    without one, the application that has waited longest.
    """
    with turn.look() as work:
        view = _form(turn, work, _meant(turn, work))
    _draw(turn, view)


def approve(turn: Turn) -> None:
    """Yes, in one press. A message of the ledger is drawn again by itself; a form shows the answer in its place."""
    with turn.work() as work:
        decision = applications.approve(work, turn.actor, turn.number())
        view = _form(turn, work, decision.candidate.application.id)
    if turn.is_in(ids.APPLICATION_OPEN):
        turn.update_view(view)
    if decision.already:
        turn.say_in_dm(views.answered(decision, turn.t))


def decline(turn: Turn) -> None:
    """Not now: first the reasons, as the person will read them."""
    with turn.look() as work:
        asked = applications.candidate(work, turn.actor, turn.number())
    if not asked.waits:
        decision = Decision(candidate=asked, already=asked.decided_by is not None)
        return _draw(turn, notice(turn.t, views.answered(decision, turn.t)))
    theirs = speech_for(turn.house.customs, asked.person)
    _draw(turn, views.decline_form(asked, turn.t, theirs))


def decline_sent(turn: Turn) -> None:
    """The reason was chosen; the form says what became of it, and offers the next application."""
    reason = turn.form.get("reason")
    words = clean(str(turn.form.get("words") or ""), LONGEST_WORDS, lines=True)
    with turn.work() as work:
        work.check(turn.actor, Act.DECIDE_MENTOR)
        if reason not in list(Declined):
            raise Outdated
        application_id = number_in(turn.kept)
        decision = applications.decline(work, turn.actor, application_id, Declined(reason), words or None)
        view = _form(turn, work, application_id)
    turn.show_instead(view)
    if decision.already:
        turn.say_in_dm(views.answered(decision, turn.t))


# -- mentors themselves ------------------------------------------------------------------------------------------


def apply_again(turn: Turn) -> None:
    """Declined once, and asking again."""
    with turn.work() as work:
        mentors.apply_again(work, turn.actor)
        arrival = joining.where(work, turn.actor)
    turn.say_in_dm(views.applied_again(arrival, turn.t))


def open_leave(turn: Turn) -> None:
    """What stopping means, before it is decided."""
    with turn.look() as work:
        before = stepping_back.before(work, turn.actor)
    turn.open(views.leave_form(before, turn.t))


def leave_sent(turn: Turn) -> None:
    """Mentor no more, from now on; those whom one mentors go on, or are handed over."""
    handing_over = turn.form.get("mentees") == views.HAND_OVER
    with turn.work() as work:
        if not stepping_back.before(work, turn.actor).stopped:
            stepping_back.stop(work, turn.actor)
        handed_over = stepping_back.hand_over(work, turn.actor) if handing_over else 0
    turn.say_in_dm(views.left(turn.t, handed_over=handed_over))


def again(turn: Turn) -> None:
    """A change of mind, in one press; whoever never said for how many people is asked."""
    with turn.work() as work:
        arrival = stepping_back.again(work, turn.actor)
        today = turn.today(work)
    turn.replace(views.back_again(arrival, turn.t))
    if arrival.current is not None:
        follow(turn, arrival, today=today)


def _meant(turn: Turn, work: Work) -> int:
    if turn.value:
        return turn.number()
    waiting = applications.waiting(work, turn.actor)
    if not waiting:
        raise NobodyWaits
    return waiting[0].application.id


def _form(turn: Turn, work: Work, application_id: int) -> Block:
    asked = applications.candidate(work, turn.actor, application_id)
    return views.application(asked, applications.waiting(work, turn.actor), turn.t)


def _draw(turn: Turn, view: Block) -> None:
    """In the place of the application that is open, or over what one was doing."""
    (turn.update_view if turn.is_in(ids.APPLICATION_OPEN) else turn.open)(view)
