"""A coordinator changes a round by hand, in the place of its review.

What a button carries: the round's id, a person's, what was seen of their row, then what is wanted. A menu carries it in
its own name, since what it hands back is the person picked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.adjusting import CannotMove, CannotUndo, ChangedMeanwhile, MustConfirm
from bot.domain.people import Person
from bot.domain.programmes import Mode
from bot.domain.refusals import Outdated, Refusal
from bot.domain.suitability import Bar
from bot.programme import adjusting, cards, undoing, weighing
from bot.programme.cards import MenteeCard
from bot.programme.work import Work
from bot.texts import Markup
from handlers.finding import holding
from handlers.turn import Turn, number_in
from handlers.views import adjusting as views
from handlers.views.blocks import Message

#: A menu holds so many lines (`slack.md` §2.1).
MOST_OFFERED = 100


def open_row(turn: Turn) -> None:
    """Somebody of the round, by the button beside their name or by the search: a mentee's row, or a mentor."""
    round_id, who, person_id = _parts(turn.picked, 3)
    with turn.look() as work:
        shown = _card(turn, work, number_in(round_id), who, number_in(person_id))
    turn.replace(shown)


def find(turn: Turn) -> None:
    """Everybody of the round by name, as they type."""
    (round_id,) = (number_in(one) for one in _parts(_name_of(turn), 1))
    with turn.look() as work:
        found = cards.findable(work, turn.actor, round_id)
    is_named = holding(turn.text)
    both = (("mentee", found.mentees), ("mentor", found.mentors))
    turn.offer(
        [
            views.option_to_find(person, who, round_id, turn.t)
            for who, people in both
            for person in [one for one in people if is_named(one.name)][: MOST_OFFERED // 2]
        ]
    )


def search(turn: Turn) -> None:
    """Mentors whom a mentee might be moved to; who cannot be theirs is shown too, with what may be said of why."""
    round_id, mentee_id, _ = _parts(_name_of(turn), 3)
    with turn.look() as work:
        found = weighing.candidates(work, turn.actor, number_in(round_id), number_in(mentee_id))
    is_named = holding(turn.text)
    turn.offer([views.option_of(one, turn.t) for one in found if is_named(one.mentor.name)][:MOST_OFFERED])


def move(turn: Turn) -> None:
    """A mentor was picked for somebody."""
    round_id, mentee_id, seen = _parts(_name_of(turn), 3)
    _move(turn, number_in(round_id), number_in(mentee_id), seen, number_in(turn.picked), frozenset())


def force(turn: Turn) -> None:
    """The same, with the rules that were named and confirmed; a rule that is new since is asked about again."""
    round_id, mentee_id, seen, mentor_id, given = _parts(turn.value, 5)
    confirmed = frozenset(bar for bar in Bar if bar in given.split(","))
    _move(turn, number_in(round_id), number_in(mentee_id), seen, number_in(mentor_id), confirmed)


def lock(turn: Turn) -> None:
    """Hold a pair together when proposing again, or let it go."""
    round_id, mentee_id, seen, on = _row_of(turn)

    def act(work: Work) -> None:
        adjusting.lock(work, turn.actor, round_id, mentee_id, locked=on, seen=seen)

    _change(turn, act, round_id, mentee_id, "adjusting.locked" if on else "adjusting.unlocked")


def exclude(turn: Turn) -> None:
    """Take somebody out of this round, or bring them back."""
    round_id, mentee_id, seen, on = _row_of(turn)

    def act(work: Work) -> None:
        adjusting.exclude(work, turn.actor, round_id, mentee_id, excluded=on, seen=seen)

    _change(turn, act, round_id, mentee_id, "adjusting.excluded" if on else "adjusting.brought_back")


def add_place(turn: Turn) -> None:
    """One more place at a mentor, in this round."""
    round_id, mentor_id, seen = (number_in(one) for one in _parts(turn.value, 3))

    def act(work: Work) -> None:
        adjusting.add_place(work, turn.actor, round_id, mentor_id, seen=seen)

    _change(turn, act, round_id, mentor_id, "adjusting.place_added", who="mentor")


def see_changes(turn: Turn) -> None:
    """Everything that was changed by hand and stands."""
    round_id, page = (number_in(one) for one in _parts(turn.value, 2))
    _show_changes(turn, round_id, page=page)


def undo(turn: Turn) -> None:
    """Take back the last change. When it is not the last any more, or cannot be taken back, that is said."""
    round_id, adjustment_id = (number_in(one) for one in _parts(turn.value, 2))
    try:
        with turn.work() as work:
            undoing.undo(work, turn.actor, round_id, adjustment_id)
        note = turn.t("adjusting.undone")
    except (CannotUndo, ChangedMeanwhile) as refusal:
        note = turn.t(refusal.key)
    _show_changes(turn, round_id, note=note)


def _move(
    turn: Turn, round_id: int, mentee_id: int, seen: str, mentor_id: int, confirmed: frozenset[Bar]
) -> None:
    try:
        with turn.work() as work:
            adjusting.move(work, turn.actor, round_id, mentee_id, mentor_id, seen=seen, confirmed=confirmed)
            shown = _card(turn, work, round_id, "mentee", mentee_id, _moved(turn, work, round_id))
    except (CannotMove, MustConfirm, ChangedMeanwhile) as refusal:
        with turn.look() as work:
            card = cards.mentee_card(work, turn.actor, round_id, mentee_id)
            shown = _not_moved(turn, refusal, card, work.people.many([mentor_id]).get(mentor_id), seen)
    turn.replace(shown)


def _moved(turn: Turn, work: Work, round_id: int) -> Markup:
    """To propose again helps where the others are matched by the programme."""
    found = work.rounds.get(round_id)
    by_hand = found is not None and found.rules.mode is Mode.BY_COORDINATOR
    return turn.t("adjusting.moved_by_hand" if by_hand else "adjusting.moved")


def _not_moved(turn: Turn, refusal: Refusal, card: MenteeCard, mentor: Person | None, seen: str) -> Message:
    if isinstance(refusal, ChangedMeanwhile):
        return views.mentee_card(card, turn.t, note=turn.t(refusal.key))
    if mentor is None:
        raise Outdated
    if isinstance(refusal, MustConfirm):
        return views.must_confirm(card, mentor, refusal.breaks, turn.t, seen=seen)
    assert isinstance(refusal, CannotMove)
    return views.cannot_move(card, mentor, refusal.never, turn.t)


def _change(
    turn: Turn, act: Callable[[Work], None], round_id: int, person_id: int, done: str, *, who: str = "mentee"
) -> None:
    """Do it and show the card as it is now; a second press is told that it was changed before."""
    try:
        with turn.work() as work:
            act(work)
            shown = _card(turn, work, round_id, who, person_id, turn.t(done))
    except ChangedMeanwhile as refusal:
        with turn.look() as work:
            shown = _card(turn, work, round_id, who, person_id, turn.t(refusal.key))
    turn.replace(shown)


def _card(
    turn: Turn, work: Work, round_id: int, who: str, person_id: int, note: Markup | None = None
) -> Message:
    if who == "mentor":
        return views.mentor_card(cards.mentor_card(work, turn.actor, round_id, person_id), turn.t, note=note)
    return views.mentee_card(cards.mentee_card(work, turn.actor, round_id, person_id), turn.t, note=note)


def _show_changes(turn: Turn, round_id: int, *, page: int = 0, note: Markup | None = None) -> None:
    with turn.look() as work:
        found = undoing.history(work, turn.actor, round_id)
        today = turn.today(work)
    turn.replace(views.history(found, turn.t, today=today, page=page, note=note))


def _row_of(turn: Turn) -> tuple[int, int, str, bool]:
    round_id, mentee_id, seen, on = _parts(turn.value, 4)
    return number_in(round_id), number_in(mentee_id), seen, bool(number_in(on))


def _parts(value: str, how_many: int) -> list[str]:
    """What a button carries, part by part; what is missing from a forged one is nobody."""
    return [part or "0" for part in [*value.split(":"), *[""] * how_many][:how_many]]


def _name_of(turn: Turn) -> str:
    """What a menu carries in its own name, after the name that the routing table knows."""
    named: Any = turn.action.get("action_id", "")
    return str(named).partition(":")[2]
