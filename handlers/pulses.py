"""How it goes: a form of a few questions, answered once by whoever is asked."""

from __future__ import annotations

from bot.domain.pulses import THEMES
from bot.programme import pulses
from handlers.turn import Turn, number_in
from handlers.views import pulses as views
from handlers.views.common import notice


def open_form(turn: Turn) -> None:
    with turn.look() as work:
        blank = pulses.blank(work, turn.actor, turn.number())
        today = turn.today(work)
    turn.open(views.form(blank, turn.t, today=today))


def form_sent(turn: Turn) -> None:
    """One answer, linked to nobody from here on; the form turns into thanks."""
    pulse_id, words = number_in(turn.kept), turn.form.get(views.WORDS)
    with turn.work() as work:
        asked = pulses.blank(work, turn.actor, pulse_id)
        marks = {theme: number_in(turn.form.get(theme)) for theme in THEMES[asked.wave.kind]}
        pulses.answer(work, turn.actor, pulse_id, marks=marks, words=str(words or ""))
    turn.show_instead(notice(turn.t, views.thanks(turn.t)))
