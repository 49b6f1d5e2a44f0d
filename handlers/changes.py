"""Changing something in a mentorship: either half asks, the team decides; and a pause, which needs nobody."""

from __future__ import annotations

from datetime import date

from bot.domain.changes import REASONS, BreakTooLong, Decision, Motive, ToldBy, Wish
from bot.domain.permissions import Act
from bot.domain.refusals import Outdated
from bot.programme import change_cases, changing, deciding
from bot.programme.answers import PauseTooShort
from bot.programme.change_cases import Case
from handlers import places
from handlers.forms import day_if_any
from handlers.turn import Turn, number_in, say_refusal, speech_for
from handlers.views import change_cases as team_views
from handlers.views import changes as views
from handlers.views.blocks import Block, Message
from handlers.views.common import notice

# -- whoever asks ------------------------------------------------------------------------------------------------


def doors(turn: Turn) -> Message:
    """ "Change", typed: which mentorship, or one's answers."""
    with turn.look() as work:
        return views.doors(changing.choices(work, turn.actor), turn.t)


def open_form(turn: Turn) -> None:
    """What would help, in one mentorship: its id is the button's, or was picked in a list."""
    with turn.look() as work:
        mine = changing.mine(work, turn.actor, number_in(turn.value or turn.picked))
    turn.open(views.form(mine, turn.t))


def form_sent(turn: Turn) -> None:
    """Asked, or paused at once; the form says what happens next."""
    try:
        with turn.work() as work:
            mine = changing.ask(
                work,
                turn.actor,
                number_in(turn.kept),
                why=_reason(turn),
                wish=_wish(turn),
                until=_until(turn),
            )
    except (PauseTooShort, BreakTooLong) as refusal:
        return turn.correct(**{views.UNTIL: say_refusal(refusal, turn.t).text})
    turn.show_instead(views.asked(mine, turn.t))


def withdraw(turn: Turn) -> None:
    """ "Take it back"."""
    with turn.work() as work:
        mine = changing.withdraw(work, turn.actor, turn.number())
    _say(turn, views.taken_back(mine, turn.t))


def back_earlier(turn: Turn) -> None:
    """ "Go on now": the pause of a mentorship is over."""
    with turn.work() as work:
        mine = changing.back_earlier(work, turn.actor, turn.number())
    _say(turn, views.going_on(mine, turn.t))


# -- the team ----------------------------------------------------------------------------------------------------


def panel(turn: Turn, *, noted: Case | None = None) -> Message:
    """Everything that this coordinator may decide, on record."""
    with turn.work() as work:
        change_cases.ask(work, turn.actor)
        return team_views.panel(change_cases.waiting(work, turn.actor), turn.t, noted=noted)


def see(turn: Turn) -> None:
    """The page; a message of the ledger stays, and the page comes below it."""
    with turn.look() as work:
        ledgers = places.pressed(turn, work).ledgers
    (turn.say_in_dm if ledgers else turn.replace)(panel(turn))


def open_decision(turn: Turn) -> None:
    with turn.look() as work:
        case = change_cases.case(work, turn.actor, turn.number())
    turn.open(_decide_form(turn, case))


def decision_sent(turn: Turn) -> None:
    """Decided and carried out."""
    try:
        with turn.work() as work:
            here = work.somewhere(turn.actor, Act.DECIDE_CHANGE)
            work.check(turn.actor, Act.DECIDE_CHANGE, programme_id=here)
            mentorship_id, *seen = (number_in(one) for one in turn.kept.split(":"))
            decision, told_by, until = _decision(turn), _told_by(turn), _until(turn)
            case = deciding.decide(
                work,
                turn.actor,
                mentorship_id,
                seen=seen,
                decision=decision,
                until=until,
                told_by=told_by,
            )
    except (PauseTooShort, BreakTooLong) as refusal:
        return turn.correct(**{team_views.UNTIL: say_refusal(refusal, turn.t).text})
    turn.show_instead(team_views.decided(case, decision, turn.t, until=until, told_by=told_by))


def mediation(turn: Turn) -> None:
    """Somebody talks with them: it may wait a while longer."""
    with turn.work() as work:
        case = deciding.mediate(work, turn.actor, turn.number())
        ledgers = places.pressed(turn, work).ledgers
    if ledgers:
        turn.say(team_views.mediation(case, turn.t))
    else:
        turn.replace(panel(turn, noted=case))


def _decide_form(turn: Turn, case: Case) -> Block:
    untold = () if case.mentorship.is_group else case.untold
    theirs = [(person, speech_for(turn.house.customs, person)) for person in untold]
    return team_views.decide_form(case, turn.t, theirs)


def _say(turn: Turn, said: Message) -> None:
    """In the form that is open, or in Home, which is drawn again and says it by itself."""
    if turn.in_a_form:
        turn.update_view(notice(turn.t, said))
    elif turn.body.get("view", {}).get("type") != "home":
        turn.say(said)


def _wish(turn: Turn) -> Wish:
    chosen = turn.form.get(views.WHAT)
    if chosen not in list(Wish):
        raise Outdated
    return Wish(chosen)


def _reason(turn: Turn) -> Motive:
    """Not asked of whoever can only take a break."""
    chosen = turn.form.get(views.WHY, Motive.PREFER_NOT_TO_SAY.value)
    if chosen not in REASONS:
        raise Outdated
    return Motive(chosen)


def _until(turn: Turn) -> date | None:
    return day_if_any(turn.form.get(views.UNTIL))


def _decision(turn: Turn) -> Decision:
    chosen = turn.form.get(team_views.WHAT)
    if chosen not in list(Decision):
        raise Outdated
    return Decision(chosen)


def _told_by(turn: Turn) -> ToldBy:
    chosen = turn.form.get(team_views.TOLD_BY, ToldBy.BOT.value)
    if chosen not in list(ToldBy):
        raise Outdated
    return ToldBy(chosen)
