"""`/mentor-admin`: the coordinators' menu, the ways into what they do, and help on anything else."""

from __future__ import annotations

from bot.domain.permissions import Act
from bot.programme import change_cases, rounds
from handlers import changes, circles, contacts, groups, matching, newcomers, people, surveys, topics, without
from handlers.turn import Turn
from handlers.views import admin as views
from handlers.views.blocks import Message
from handlers.words import fold

ROUND = frozenset({"round", "rounds", "campagne", "campagnes"})
PEOPLE = frozenset({"people", "personnes", "gens"})
TOPICS = frozenset({"topic", "topics", "sujet", "sujets"})
WITHOUT = frozenset({"without", "sans"})
GROUPS = frozenset({"group", "groups", "groupe", "groupes", "pairs", "binomes"})
NEEDS = frozenset({"need", "needs", "besoin", "besoins"})
CHANGES = frozenset({"change", "changes", "changement", "changements"})
NEWCOMERS = frozenset({"newcomer", "newcomers", "arrivee", "arrivees"})
CONTACTS = frozenset({"contact", "contacts"})
CIRCLE = frozenset({"circle", "circles", "cercle", "cercles"})
HELP = frozenset({"help", "aide", "?"})


def command(turn: Turn) -> None:
    """Nothing but the words that are known is understood, and nothing of what was typed is kept."""
    word = fold(turn.text.strip())
    if not word:
        turn.say(_menu(turn))
    elif word in ROUND:
        turn.say(_round(turn))
    elif word in PEOPLE:
        turn.say(people.panel(turn))
    elif word in WITHOUT:
        turn.say(without.panel(turn))
    elif word in GROUPS:
        turn.say(groups.panel(turn))
    elif word in TOPICS:
        topics.show(turn)
    elif word in NEWCOMERS:
        turn.say(newcomers.panel(turn))
    elif word in NEEDS:
        turn.say(surveys.panel(turn))
    elif word in CIRCLE:
        turn.say(circles.panel(turn))
    elif word in CHANGES:
        turn.say(changes.panel(turn))
    elif word in CONTACTS:
        contacts.open_form(turn)
    else:
        turn.say(_help(turn, unknown=word not in HELP))


def menu(turn: Turn) -> None:
    """Back to the menu, in the place of what was shown."""
    turn.replace(_menu(turn))


def _menu(turn: Turn) -> Message:
    """Permission is recorded first; then one look, which holds up nobody who writes."""
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_ADMIN)
    with turn.look() as work:
        glance = rounds.glance(work, turn.actor)
        asked = len(change_cases.waiting(work, turn.actor))
        return views.menu(glance, turn.t, today=turn.today(work), changes=asked)


def _round(turn: Turn) -> Message:
    with turn.work() as work:
        work.authorise(turn.actor, Act.RUN_ROUND)
        return matching.panel(turn, work)


def _help(turn: Turn, *, unknown: bool) -> Message:
    with turn.work() as work:
        work.authorise(turn.actor, Act.SEE_ADMIN)
    return views.helped(turn.t, unknown=unknown)
