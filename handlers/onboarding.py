"""The doors by which people arrive: joining the workspace, looking at Home, a first word, `/mentor`.

All lead to the same place, and none asks twice: where somebody is, is derived from what they have answered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import structlog

from bot.domain.permissions import Act
from bot.domain.preferences import Question
from bot.domain.refusals import NotForYou
from bot.domain.reminders import LATER, NEXT_WEEK
from bot.programme import choosing, joining, newcomers, reminding
from bot.programme.choosing import Invited
from bot.programme.closeness import team_but
from bot.programme.joining import Arrival
from bot.programme.profile import Answered
from bot.programme.reminding import PutOff
from bot.programme.work import Work
from handlers import choices as choices_of
from handlers import endings, home, places, replies, typed
from handlers.comforting import is_heard
from handlers.places import Place
from handlers.replies import AFTER_THE_WELCOME, ASKED_IN_DM, REPLIES, Visit
from handlers.turn import Turn
from handlers.views import choices
from handlers.views import onboarding as views
from handlers.views.blocks import Message, message
from handlers.views.common import sentence
from handlers.wishes import Wish, is_a_greeting, read_wish

log = structlog.get_logger("binome.onboarding")

#: How long "later" and "next week" are, in words.
WAITS = {Wish.LATER: LATER, Wish.NEXT_WEEK: NEXT_WEEK}
#: What answers a campaign, in words.
CHOICES = {Wish.FOR_ME: choosing.choose_for_me, Wish.NOT_THIS_TIME: choosing.not_this_time}


# -- the doors ---------------------------------------------------------------------------------------------------


def joined(turn: Turn) -> None:
    """`team_join`: the greeting is planned, not posted, so that a crash loses nothing. Guests hear nothing, nor does
    anybody who asked to be forgotten.
    """
    newcomer = turn.house.messenger.profile(turn.slack_id)
    with turn.house.store.work(turn.workspace) as work:
        first = turn.key is None or work.inbox.first_time(turn.key, work.machine_now)
        if first and not work.forgotten.knows(turn.slack_id):
            newcomers.appeared(work, joining.expect(work, newcomer))


def home_opened(turn: Turn) -> None:
    """`app_home_opened`, for either tab and each time it is looked at: a welcome, once; and Home as it is now."""
    try:
        if turn.actor.welcomed_at is None:
            visit = _visit(turn, dm=turn.body["event"].get("channel"))
            if visit.first:
                _welcome(turn, visit)
    except NotForYou:
        # To look is not to ask: nobody is written to for it.
        log.info("not for this person", action="home_refused")
    if turn.body["event"].get("tab") == "home":
        home.show(turn)


def written_to(turn: Turn) -> None:
    """Any direct message. Its words are read and forgotten, and every one gets an answer."""
    try:
        visit = _visit(turn, dm=turn.body["event"].get("channel"))
    except NotForYou:
        if is_heard(turn) or _already_told_today(turn):
            return
        raise
    if not _only_distress(turn, visit):
        _reply(turn, visit, turn.say_in_dm, otherwise=_where_we_were)


def command(turn: Turn) -> None:
    """`/mentor`: where I am; with a word, what the word asks for. Questions are always asked in the DM."""
    visit = _visit(turn)
    if _only_distress(turn, visit):
        return
    otherwise = _not_known if _asks_something(turn) and visit.wish is not Wish.CHANGE else _my_space
    _reply(turn, visit, turn.say, otherwise=otherwise)
    waits = visit.arrival.current is not None or _waits_for_choices(visit.arrival)
    asked_again = visit.wish in ASKED_IN_DM or typed.changes_part(visit.arrival, visit.wish)
    answered = visit.answered or visit.chosen
    asked_in_dm = visit.first or answered or asked_again or (otherwise is _my_space and waits)
    if asked_in_dm and turn.body.get("channel_id") != turn.actor.dm:
        turn.say(sentence(turn.t("onboarding.resume.in_dm")))


def start(turn: Turn) -> None:
    """ "Take part", pressed in Home or elsewhere: the question that waits, in the DM; "go on now", in its own place."""
    visit = _visit(turn)
    with turn.look() as work:
        place = places.pressed(turn, work)
    if visit.first:
        _welcome(turn, visit)
    elif visit.arrival.current is not None and place.has_a_question:
        places.put(turn, place, views.question(visit.arrival.current, visit.arrival, turn.t))
    else:
        _where_we_were(turn, visit)


def show_help(turn: Turn) -> None:
    """The button "help"."""
    turn.say(replies.help_(turn, _visit(turn)))


def go_on(turn: Turn, done: Answered, place: Place, *, today: date) -> None:
    """After an answer that was pressed: only if there is something new to ask or to say, or if it was turned back to.

    A reminder asks its next question by itself; what comes after the last one is said below it.
    """
    arrival = done.arrival
    if place.reminds:
        if done.onward:
            _show_the_round(turn, arrival, today)
    elif done.onward or (place.by_back and arrival.current is not None):
        follow(turn, arrival, today=today)


def follow(turn: Turn, arrival: Arrival, *, today: date) -> None:
    """After an answer: the next question, or what happens next."""
    if arrival.current is not None:
        turn.say_in_dm(message(*views.question(arrival.current, arrival, turn.t)))
    else:
        turn.say_in_dm(views.next_step(arrival, turn.t))
        _show_the_round(turn, arrival, today)


# -- reading -----------------------------------------------------------------------------------------------------


def _visit(turn: Turn, *, dm: str | None = None) -> Visit:
    wish = read_wish(turn.text) if turn.text.strip() else None
    with turn.work() as work:
        first = joining.greet(work, turn.actor, dm=dm)
        arrival = joining.where(work, work.people.get(turn.actor.id))
        if wish is Wish.CHANGE and work.mentorships.of(turn.actor.id):
            wish = Wish.CHANGE_PAIR
        listens = not first or wish is Wish.NOT_FOR_ME
        answered = typed.answer(work, arrival, turn.text, wish) if listens else None
        put_off = _put_off(work, arrival, wish) if arrival.current is not None else None
        chosen = None if first else _chosen(work, arrival, wish)
        return Visit(
            arrival=answered.arrival if answered else arrival,
            today=work.today(turn.actor),
            first=first,
            wish=wish,
            answered=answered,
            put_off=put_off,
            chosen=chosen,
            team=team_but(work, {turn.actor.id}),
            coordinates=work.may(turn.actor, Act.SEE_ADMIN),
        )


def _put_off(work: Work, arrival: Arrival, wish: Wish | None) -> PutOff | None:
    """ "Later", typed while a question waits."""
    if wish not in WAITS:
        return None
    return reminding.put_off(work, arrival.person, reminding.later_day(work, arrival.person, WAITS[wish]))


def _chosen(work: Work, arrival: Arrival, wish: Wish | None) -> Invited | None:
    """An answer to the campaign that waits for it, in the words of its buttons; a name is chosen in the form."""
    if wish not in CHOICES or arrival.open_round is None:
        return None
    return CHOICES[wish](work, arrival.person, arrival.open_round.id)


def _already_told_today(turn: Turn) -> bool:
    """A guest is told once a day that the programme is not for them: whatever answers us is not talked with."""
    with turn.house.store.work(turn.workspace) as work:
        key = f"not_for_you:{turn.slack_id}:{work.machine_now:%Y-%m-%d}"
        return not work.inbox.first_time(key, work.machine_now)


# -- replying ----------------------------------------------------------------------------------------------------


def _reply(
    turn: Turn,
    visit: Visit,
    say: Callable[[Message], None],
    *,
    otherwise: Callable[[Turn, Visit], None],
) -> None:
    """What was answered is said back; what was asked for is given; and somebody new is welcomed first."""
    if visit.answered:
        turn.say_in_dm(message(*views.answered(visit.answered.question, visit.arrival, turn.t)))
        follow(turn, visit.arrival, today=visit.today)
        if visit.answered.question is Question.PART:
            endings.offer(turn, visit.arrival)
        home.refresh(turn)
        return
    if visit.chosen:
        choices_of.show_where_asked(turn, visit.chosen, "", "", aloud=True)
        home.refresh(turn)
        return
    if visit.first:
        _welcome(turn, visit)
    if typed.changes_part(visit.arrival, visit.wish):
        part = views.question(Question.PART, visit.arrival, turn.t, changing=True)
        turn.say_in_dm(message(*part))
    elif visit.wish in REPLIES and not (visit.first and visit.wish in AFTER_THE_WELCOME):
        (turn.say_in_dm if visit.wish in ASKED_IN_DM else say)(REPLIES[visit.wish](turn, visit))
    elif not visit.first:
        otherwise(turn, visit)


def _only_distress(turn: Turn, visit: Visit) -> bool:
    """Whoever says nothing else is answered already (`comforting.py`), and not told that they were not understood."""
    return is_heard(turn) and not (visit.first or visit.answered or visit.chosen or visit.wish)


def _welcome(turn: Turn, visit: Visit) -> None:
    """What is kept, and the first question; whoever answered that one already gets the next beside it."""
    turn.say_in_dm(views.welcome(visit.arrival, turn.t))
    if visit.arrival.current is not Question.LANGUAGE:
        follow(turn, visit.arrival, today=visit.today)


def _where_we_were(turn: Turn, visit: Visit) -> None:
    """In the DM. Words that we did not understand are said to be forgotten; a greeting asks for nothing."""
    turn.say_in_dm(replies.where(turn, visit, unread=_asks_something(turn) and visit.wish is None))
    _show_the_round(turn, visit.arrival, visit.today)


def _asks_something(turn: Turn) -> bool:
    return bool(turn.text.strip()) and not is_a_greeting(turn.text)


def _my_space(turn: Turn, visit: Visit) -> None:
    """Where `/mentor` was typed; a question is asked in the DM, where its answer stays."""
    if visit.arrival.current is not None:
        return _where_we_were(turn, visit)
    turn.say(replies.where(turn, visit))
    _show_the_round(turn, visit.arrival, visit.today)


def _show_the_round(turn: Turn, arrival: Arrival, today: date) -> None:
    """Who is invited and has told everything of themselves may choose their mentors at once."""
    if arrival.open_round is None or not _waits_for_choices(arrival):
        return
    with turn.look() as work:
        mine = choosing.invited(work, arrival.person, arrival.open_round.id)
    turn.say_in_dm(choices.receipt(mine, turn.t, today=today))


def _waits_for_choices(arrival: Arrival) -> bool:
    return arrival.open_round is not None and arrival.current is None and views.part_of(arrival).learns


def _not_known(turn: Turn, visit: Visit) -> None:
    turn.say(replies.help_(turn, visit, unknown=visit.wish is None))
