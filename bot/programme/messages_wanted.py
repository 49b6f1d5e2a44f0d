"""Which of the bot's own messages somebody wants, and which they do without, until they change their mind."""

from __future__ import annotations

from collections.abc import Collection

from bot.domain.people import Person
from bot.domain.preferences import NotOffered
from bot.domain.wanted import GROUPS, Group, muted_by, wanted
from bot.programme.work import Work


def chosen(work: Work, actor: Person) -> frozenset[Group]:
    """The groups that this person wants: all of them until they say otherwise."""
    return wanted(work.profiles.of(actor.id).muted)


def choose(work: Work, actor: Person, groups: Collection[str]) -> frozenset[Group]:
    """From now on only these groups are said. What waits is judged when its turn comes (`judging.judge`), so that
    whoever changes their mind before hears it all the same. Raises `NotOffered`.
    """
    if not all(one in list(GROUPS) for one in groups):
        raise NotOffered
    kept = frozenset(Group(one) for one in groups)
    if kept != chosen(work, actor):
        work.profiles.change(actor.id, muted=muted_by(kept))
    return kept
