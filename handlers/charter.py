"""The charter: read and agreed to in a form, before a pair first meets."""

from __future__ import annotations

from bot.domain.charter import CHARTER
from bot.domain.refusals import Outdated
from bot.programme import charters
from handlers.turn import Turn, number_in
from handlers.views import charter as views


def open_form(turn: Turn) -> None:
    """ "Read and agree": the button's value is the programme's id."""
    with turn.look() as work:
        text = charters.text(work, turn.actor, turn.number())
    turn.open(views.form(text, turn.t))


def form_sent(turn: Turn) -> None:
    """Each expectation is agreed to by itself: one that is left open is told beside its box, and nothing is lost."""
    programme_id, version, language, asked = _kept(turn.kept)
    agreed = [what for what in asked if turn.form.get(what)]
    if open_ones := [what for what in asked if what not in agreed]:
        return turn.correct(**{what: turn.t.plain("charter.tick_this") for what in open_ones})
    with turn.work() as work:
        text = charters.agree(
            work, turn.actor, programme_id, version=version, language=language, agreed=agreed
        )
    turn.say_in_dm(views.agreed(text, turn.t))


def _kept(kept: str) -> tuple[int, int, str, list[str]]:
    """The programme, the version and the language that were read, and the expectations that were asked about."""
    programme_id, version, language, asked = (kept.split(":") + [""] * 4)[:4]
    if not language:
        raise Outdated
    expected = [one for one in asked.split(",") if one and one != CHARTER]
    return number_in(programme_id), number_in(version), language, expected
