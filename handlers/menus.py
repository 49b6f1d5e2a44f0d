"""The menus behind three dots in Home: each line leads where a button elsewhere leads."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.refusals import Outdated
from handlers import (
    avoiding,
    cadences,
    certificates,
    changes,
    dates,
    meeting_forms,
    mentors,
    mentorship_page,
    preparation,
    sheets,
    unknown,
)
from handlers.turn import Handler, Turn

#: What can be done with one mentorship; its id follows.
PAIR: Mapping[str, Handler] = {
    "log": meeting_forms.open_form,
    "plan": dates.plan_open,
    "sheet": sheets.open_form,
    "page": mentorship_page.open_page,
    "rhythm": cadences.open_form,
    "change": changes.open_form,
    "back": changes.back_earlier,
    "write": unknown.nothing_to_do,
}
#: What is done rarely about oneself.
MORE: Mapping[str, Handler] = {
    "avoid": avoiding.open_form,
    "prepare": preparation.open_,
    "leave": mentors.open_leave,
    "again": mentors.again,
    "year": certificates.give_year,
}


def pair(turn: Turn) -> None:
    """One line of a mentorship's menu."""
    _follow(turn, PAIR)


def more(turn: Turn) -> None:
    """One line of one's own menu."""
    _follow(turn, MORE)


def _follow(turn: Turn, lines: Mapping[str, Handler]) -> None:
    """Raises `Outdated` for a line that is not ours."""
    line, _, turn.value = turn.picked.partition(":")
    if line not in lines:
        raise Outdated
    lines[line](turn)
