"""`/mentor-admin`: the coordinators' menu, the ways into what they do, and help on anything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.permissions import Act
from bot.programme import change_cases, rounds
from handlers import (
    audit,
    changes,
    circles,
    contacts,
    groups,
    matching,
    newcomers,
    objectives,
    people,
    rights,
    story_channel,
    suggestions,
    surveys,
    templates,
    topics,
    without,
)
from handlers.excuses import carry_on
from handlers.turn import Handler, Turn
from handlers.views import admin as views
from handlers.views.blocks import Message
from handlers.words import fold, misspelt

FAILED = "panel_failed"


def command(turn: Turn) -> None:
    """Nothing but the words that are known is understood, misspelt or not, and nothing of what was typed is kept."""
    typed = fold(turn.text.strip())
    word = typed if typed in KNOWN else misspelt(typed, KNOWN) or typed
    if word in ACTS:
        ACTS[word](turn)
    else:
        turn.say(PANELS.get(word, _unknown)(turn))


def menu(turn: Turn) -> None:
    """The menu, with the programme at a glance; back to it, in the place of what was shown.

    Permission is recorded first; a whole company is looked at after the acknowledgement.
    """
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_ADMIN, programme_id=work.somewhere(turn.actor, Act.SEE_ADMIN))
    carry_on(turn, lambda: _menu(turn), failed=FAILED)


def _menu(turn: Turn) -> Message:
    """Whoever coordinates the newcomers' programme alone has one page of it."""
    with turn.look() as work:
        if not work.may(turn.actor, Act.SEE_ADMIN):
            return newcomers.page(turn, work)
        glance = rounds.glance(work, turn.actor)
        asked = len(change_cases.waiting(work, turn.actor))
        return views.menu(glance, turn.t, today=turn.today(work), changes=asked)


def _round(turn: Turn) -> Message:
    with turn.work() as work:
        work.authorise(turn.actor, Act.RUN_ROUND)
        return matching.panel(turn, work)


def _help(turn: Turn, *, unknown: bool = False) -> Message:
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_ADMIN, programme_id=work.somewhere(turn.actor, Act.SEE_ADMIN))
    return views.helped(turn.t, unknown=unknown)


def _unknown(turn: Turn) -> Message:
    return _help(turn, unknown=True)


#: What is said to each word, without its accents.
PANELS: Mapping[str, Callable[[Turn], Message]] = {
    **dict.fromkeys(("round", "rounds", "campagne", "campagnes"), _round),
    **dict.fromkeys(("newcomer", "newcomers", "arrivee", "arrivees"), newcomers.panel),
    **dict.fromkeys(("need", "needs", "besoin", "besoins"), surveys.panel),
    **dict.fromkeys(("pulse", "pulses", "barometre", "barometres"), suggestions.panel),
    **dict.fromkeys(("circle", "circles", "cercle", "cercles"), circles.panel),
    **dict.fromkeys(("change", "changes", "changement", "changements"), changes.panel),
    **dict.fromkeys(("help", "aide", "?"), _help),
}
#: What is done at others: a form is opened, or a whole company looked at; at none, the menu.
ACTS: Mapping[str, Handler] = {
    "": menu,
    **dict.fromkeys(("people", "personnes", "gens"), people.see),
    **dict.fromkeys(("without", "sans"), without.show),
    **dict.fromkeys(("group", "groups", "groupe", "groupes", "pairs", "binomes"), groups.show),
    **dict.fromkeys(("sheet", "sheets", "feuille", "feuilles"), templates.show),
    **dict.fromkeys(("topic", "topics", "sujet", "sujets"), topics.show),
    **dict.fromkeys(("objective", "objectives", "objectif", "objectifs"), objectives.show),
    **dict.fromkeys(("contact", "contacts"), contacts.open_form),
    **dict.fromkeys(("channel", "canal"), story_channel.open_form),
    **dict.fromkeys(("right", "rights", "droit", "droits"), rights.show),
    **dict.fromkeys(("audit", "registre"), audit.show),
}
KNOWN = frozenset({*PANELS, *ACTS})
