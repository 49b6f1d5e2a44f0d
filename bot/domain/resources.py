"""Whom a programme's resources are for, and when (`field.md` F14)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.enrolments import Part
from bot.domain.programmes import Audience, Moment, ProgrammeType, Resource


def on_shelf(type_: ProgrammeType, part: Part | None) -> tuple[Resource, ...]:
    """All that is written for this reader, in the order of the file; who has no part reads what is for everyone."""
    mine = {Audience.EVERYONE}
    if part is not None and part.mentors:
        mine.add(Audience.MENTORS)
    if part is not None and part.learns:
        mine.add(Audience.MENTEES)
    return tuple(resource for resource in type_.resources if resource.audience in mine)


def at_moment(type_: ProgrammeType, moment: Moment, part: Part | None) -> tuple[Resource, ...]:
    """What of it is worth reading now."""
    return tuple(resource for resource in on_shelf(type_, part) if resource.moment is moment)


def in_turn(found: Sequence[Resource], type_: ProgrammeType, cycle: int) -> tuple[Resource, ...]:
    """One of these for a following sheet, each in its turn: a month that has the midway sheet takes nobody's turn."""
    if not found:
        return ()
    following = cycle - 1
    if type_.midway_every:
        following -= (cycle - 1) // type_.midway_every
    return (found[following % len(found)],)
