"""How somebody sees themselves in a few of their topics: one short form, read by them alone."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.refusals import Outdated
from bot.domain.skills import Moment, TooManySkills
from bot.programme import skills
from handlers.turn import Turn, number_in, say_refusal
from handlers.views import skills as views
from handlers.views.common import notice
from handlers.views.skills import NOTHING, SKILL


def open_form(turn: Turn) -> None:
    """The button: its value is the mentorship's id."""
    with turn.look() as work:
        mine = skills.mine(work, turn.actor, turn.number())
    turn.open(views.form(mine, turn.t))


def form_sent(turn: Turn) -> None:
    """What is chosen takes the place of what was said at this moment."""
    mentorship_id, moment = _kept(turn.kept)
    try:
        with turn.work() as work:
            after = skills.keep(work, turn.actor, mentorship_id, moment, dict(_rated(turn)))
    except TooManySkills as refusal:
        beyond = [block for block, chosen in turn.form.items() if chosen and not _passed(chosen)][
            refusal.most
        ]
        return turn.correct(**{beyond: say_refusal(refusal, turn.t).text})
    turn.show_instead(notice(turn.t, views.saved(after, turn.t)))


def _kept(kept: str) -> tuple[int, Moment]:
    mentorship_id, _, moment = kept.partition(":")
    if moment not in list(Moment):
        raise Outdated
    return number_in(mentorship_id), Moment(moment)


def _rated(turn: Turn) -> Iterator[tuple[str, int]]:
    """A topic's key and its value; what was passed over is nothing."""
    for block, chosen in turn.form.items():
        if block.startswith(SKILL) and chosen:
            key, _, value = str(chosen).rpartition(":")
            if not _passed(chosen):
                yield key, number_in(value)


def _passed(chosen: object) -> bool:
    return str(chosen).endswith(f":{NOTHING}")
