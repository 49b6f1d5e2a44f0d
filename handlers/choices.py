"""Choosing one's mentors: three ranked names, "choose for me", or "not this time".

A button's value is the round's id. The answer shows where it was asked: a message of the ledger is drawn again,
another is replaced, and from Home it is said in the DM.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.domain.people import Person
from bot.domain.refusals import Outdated
from bot.domain.rounds import Answer, ChoiceRefused, NobodyToChoose
from bot.programme import choosing
from bot.programme.choosing import Card, Invited
from bot.programme.work import Work
from bot.texts import Speech
from handlers import prompts
from handlers.turn import Turn, number_in
from handlers.views import choices as views
from handlers.views.wording import LANGUAGE_NAMES
from handlers.words import fold


def open_form(turn: Turn) -> None:
    """Choose my three mentors, or change my answer, whatever it was."""
    with turn.look() as work:
        mine = choosing.may_answer(work, turn.actor, turn.number())
        shelf = choosing.shelf(work, turn.actor, mine.round.programme_id)
    if not shelf.open and mine.answer is None:
        raise NobodyToChoose
    box = turn.body.get("container") or {}
    kept = f"{mine.round.id}:{box.get('channel_id', '')}:{box.get('message_ts', '')}"
    turn.open(views.form(mine, shelf, turn.t, kept=kept))


def search(turn: Turn) -> None:
    """What is offered while they type: every word must be found in a mentor's name, topics, networks or language."""
    with turn.look() as work:
        mine = choosing.may_answer(work, turn.actor, _round_in(turn))
        cards = choosing.shelf(work, turn.actor, mine.round.programme_id).open
    turn.offer([views.option_of(card, turn.t) for card in found(cards, turn.text, turn.t)])


def form_sent(turn: Turn) -> None:
    """The form: what does not fit is told beside its menu, and nothing is lost."""
    try:
        with turn.work() as work:
            mine = _answer(work, turn.actor, _round_in(turn), turn)
    except ChoiceRefused as refused:
        return turn.correct(**views.mistakes(refused, turn.t))
    _, channel, ts = turn.kept.split(":", 2)
    _say_where_asked(turn, mine, channel, ts)
    turn.later(lambda: prompts.draw_again(turn.house, turn.workspace, channel, ts))


def choose_for_me(turn: Turn) -> None:
    _pressed(turn, choosing.choose_for_me)


def not_this_time(turn: Turn) -> None:
    _pressed(turn, choosing.not_this_time)


def found(cards: Iterable[Card], query: str, t: Speech) -> Iterator[Card]:
    """In the reader's language, without regard to accents or case; the best suited first."""
    words = fold(query).split()
    for card in cards:
        text = fold(" ".join(_searched(card, t)))
        if all(word in text for word in words):
            yield card


def _searched(card: Card, t: Speech) -> Iterator[str]:
    mentor = card.person
    yield from (mentor.name, mentor.handle, mentor.title, mentor.network or "", *mentor.other_networks)
    yield from (topic.texts[t.language] for topic in card.topics)
    yield t.plain(LANGUAGE_NAMES[mentor.language])


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
    _say_where_asked(turn, mine, str(box.get("channel_id") or ""), str(box.get("message_ts") or ""))


def _say_where_asked(turn: Turn, mine: Invited, channel: str, ts: str) -> None:
    """`channel` and `ts` are those of the message in which the button was pressed; empty from Home.

    A message of the ledger is drawn again: after a press by the routing table, after a form by `form_sent`.
    """
    with turn.look() as work:
        today = turn.today(work)
        of_the_ledger = bool(ts) and bool(work.prompts.at(channel, ts))
    said = views.receipt(mine, turn.t, today=today)
    if not ts:
        turn.say_in_dm(said)
    elif not of_the_ledger:
        turn.edit(channel, ts, said)


def _round_in(turn: Turn) -> int:
    """The round that the form was opened for."""
    if not turn.kept:
        raise Outdated
    return number_in(turn.kept.partition(":")[0])
