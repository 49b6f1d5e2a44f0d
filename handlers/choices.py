"""Choosing one's mentors: three ranked names, "choose for me", or "not this time".

A button's value is the round's id. The answer shows where it was asked: a message of the ledger is drawn again,
another is replaced, and from Home it is said in the DM.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, ChoiceRefused, NobodyToChoose
from bot.programme import browsing, choosing
from bot.programme.browsing import Shelf
from bot.programme.choosing import Invited
from bot.programme.work import Work
from handlers.finding import by_name, finder
from handlers.forms import number_in
from handlers.turn import Turn
from handlers.views import choices as views
from handlers.views.blocks import Block

#: A menu holds so many lines (`slack.md` §2.1).
MOST_OFFERED = 100


def open_form(turn: Turn) -> None:
    """Choose my three mentors, or change my answer, whatever it was."""
    with turn.look() as work:
        mine = choosing.may_answer(work, turn.actor, turn.number())
        names = mine.round.rules.names_mentors
        shelf = browsing.shelf(work, turn.actor, mine.round.programme_id) if names else None
    if shelf is not None and not shelf.open and mine.answer is None:
        raise NobodyToChoose
    box = turn.body.get("container") or {}
    kept = f"{mine.round.id}:{box.get('channel_id', '')}:{box.get('message_ts', '')}"
    form = views.form(mine, shelf, turn.t, kept=kept) if shelf else views.wish_form(mine, turn.t, kept=kept)
    turn.open(form)


def search(turn: Turn) -> None:
    """What is offered while they type: every word must be found in a mentor's name, title, topics, networks or
    languages. Whoever is looked for by name and cannot be chosen is offered too, with why: the form says it again.
    """
    with turn.look() as work:
        mine = choosing.may_name(work, turn.actor, _round_in(turn))
        shelf = browsing.shelf(work, turn.actor, mine.round.programme_id)
    turn.offer(_offered(shelf, turn))


def form_sent(turn: Turn) -> None:
    """The form: what does not fit is told beside its menu, and nothing is lost."""
    round_id = _round_in(turn)
    channel, _, ts = turn.kept.partition(":")[2].partition(":")
    redraw(turn, channel, ts)
    try:
        with turn.work() as work:
            mine = _answer(work, turn.actor, round_id, turn)
    except ChoiceRefused as refused:
        return turn.correct(**views.mistakes(refused, turn.t))
    show_where_asked(turn, mine, channel, ts, aloud=True)


def choose_for_me(turn: Turn) -> None:
    _pressed(turn, choosing.choose_for_me)


def not_this_time(turn: Turn) -> None:
    _pressed(turn, choosing.not_this_time)


def _answer(work: Work, actor: Person, round_id: int, turn: Turn) -> Invited:
    match turn.form.get("what") or Answer.CHOICES.value:
        case Answer.CHOOSE_FOR_ME.value:
            return choosing.choose_for_me(work, actor, round_id)
        case Answer.NOT_THIS_TIME.value:
            return choosing.not_this_time(work, actor, round_id)
        case _:
            named = [turn.form.get(block_id) for block_id in views.PLACES]
            return choosing.choose(work, actor, round_id, [number_in(one) if one else None for one in named])


def _pressed(turn: Turn, answer: Callable[[Work, Person, int], Invited]) -> None:
    box = turn.body.get("container") or {}
    with turn.work() as work:
        mine = answer(work, turn.actor, turn.number())
    show_where_asked(
        turn, mine, str(box.get("channel_id") or ""), str(box.get("message_ts") or ""), aloud=True
    )


def redraw(turn: Turn, channel: str, ts: str) -> None:
    """The answer shows in the message of the ledger from which its form was opened, if it was one; that is wished in
    the answer's own transaction, as for the invitation (`inviting.show_again`).
    """
    turn.redraws.append(lambda work: [(channel, ts)] if ts and work.prompts.at(channel, ts) else [])


def show_where_asked(turn: Turn, mine: Invited, channel: str, ts: str, *, aloud: bool = False) -> None:
    """The answer, in the message that asked for it.

    `channel` and `ts` are those of the message in which a button was pressed, empty from Home: there the answer is
    said in the DM when it is given `aloud`. A message of the ledger is drawn again by itself, another is put anew.
    """
    with turn.look() as work:
        today = turn.today(work)
        of_the_ledger = bool(ts) and bool(work.prompts.at(channel, ts))
    said = views.receipt(mine, turn.t, today=today)
    if ts and not of_the_ledger:
        turn.edit(channel, ts, said)
    elif not ts and aloud:
        turn.say_in_dm(said)


def _offered(shelf: Shelf, turn: Turn) -> list[Block]:
    finds = finder(turn.text, shelf.topics, turn.t)
    asked_for = by_name(turn.text)
    barred = [(offer, why) for offer, why in shelf.barred() if asked_for(offer)][: views.MOST_NAMED]
    suited = shelf.suited_first(filter(finds, shelf.open))[: MOST_OFFERED - len(barred)]
    return [
        *(views.option_of(shelf.card(offer), turn.t) for offer in suited),
        *(views.option_of_barred(offer, why, turn.t) for offer, why in barred),
    ]


def _round_in(turn: Turn) -> int:
    """The round that the form was opened for."""
    if not turn.kept:
        raise Outdated
    return number_in(turn.kept.partition(":")[0])
