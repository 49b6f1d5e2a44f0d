"""`/mentor-admin objectives`: what a programme wants to reach is set, changed and removed.

A whole company may be counted for it: that is done after the acknowledgement.
"""

from __future__ import annotations

from datetime import date

from bot.domain.measures import Measure
from bot.domain.objectives import LONGEST_NAME, Mistake, TooManyObjectives, Wanted
from bot.domain.refusals import Outdated
from bot.programme import setting_objectives as setting
from bot.programme.work import Work
from handlers.excuses import carry_on
from handlers.forms import day_if_any, day_in, number_in
from handlers.numbers import read_number
from handlers.turn import Turn, say_refusal
from handlers.views import objectives as views
from handlers.views.blocks import Message
from handlers.views.common import notice
from handlers.words import clean

FAILED = "panel_failed"


class NoNumber(Mistake):
    """What was typed beside it is no number."""

    key = "objectives.not_a_number"


def show(turn: Turn) -> None:
    """Each objective as it stands in the latest month that is over."""
    with turn.work() as work:
        setting.ask(work, turn.actor)
    carry_on(turn, lambda: _panel(turn), failed=FAILED)


def add(turn: Turn) -> None:
    with turn.look() as work:
        setting.check(work, turn.actor)
        programme_id = turn.number()
        counted = setting.counted(work, turn.actor, programme_id)
    turn.open(views.add_form(programme_id, counted, turn.t))


def edit(turn: Turn) -> None:
    with turn.look() as work:
        setting.check(work, turn.actor)
        objective, _ = setting.one(work, turn.actor, turn.number())
    turn.open(views.change_form(objective, turn.t))


def form_sent(turn: Turn) -> None:
    """Set, or changed; whatever is to be mended is told beside it, and the form keeps the rest."""
    try:
        with turn.work() as work:
            setting.ask(work, turn.actor)
            done = _written(turn, work)
    except Mistake as mistake:
        return turn.correct(**{mistake.beside: say_refusal(mistake, turn.t).text})
    except TooManyObjectives as refusal:
        return turn.correct(measure=say_refusal(refusal, turn.t).text)
    carry_on(turn, lambda: _panel(turn, done=done), failed=FAILED, below=True)


def remove(turn: Turn) -> None:
    with turn.work() as work:
        setting.ask(work, turn.actor)
        setting.remove(work, turn.actor, turn.number())
    turn.put(notice(turn.t, views.removed(turn.t)))


def _panel(turn: Turn, *, done: str | None = None) -> Message:
    with turn.look() as work:
        return views.board(setting.boards(work, turn.actor), turn.t, done=done)


def _written(turn: Turn, work: Work) -> str:
    """The sentence that says what was done."""
    what, _, which = turn.kept.partition(":")
    match what:
        case "add":
            setting.add(work, turn.actor, number_in(which), _wanted(turn, _measure(turn)))
            return "objectives.added"
        case "change":
            objective, _ = setting.one(work, turn.actor, number_in(which))
            setting.change(work, turn.actor, objective.id, _wanted(turn, objective.measure))
            if (value := turn.form.get("value")) and objective.measure is None:
                on = day_if_any(turn.form.get("value_on")) or turn.today(work)
                setting.enter(work, turn.actor, objective.id, _number("value", value), on)
            return "objectives.changed"
        case _:
            raise Outdated


def _measure(turn: Turn) -> Measure | None:
    """Raises `Outdated` for one that nobody offered."""
    chosen = turn.form.get("measure")
    if chosen == views.BY_HAND:
        return None
    if chosen not in list(Measure):
        raise Outdated
    return Measure(chosen)


def _wanted(turn: Turn, measure: Measure | None) -> Wanted:
    due: date = day_in(turn.form.get("due"))
    return Wanted(
        measure=measure,
        name=clean(str(turn.form.get("name") or ""), LONGEST_NAME) if measure is None else "",
        baseline=_number("baseline", turn.form.get("baseline")),
        target=_number("target", turn.form.get("target")),
        due_on=due,
    )


def _number(beside: str, given: object) -> float:
    number = read_number(str(given or ""))
    if number is None:
        raise NoNumber(beside)
    return number
