"""Who holds a right and is here: named by themselves, as a member of a user group, or an owner in `BINOME_OWNERS`."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.permissions import Right
from bot.programme.work import Work


def holders(work: Work, right: Right, programme_id: int | None) -> tuple[Person, ...]:
    """For this programme or for the company; for the company alone where `programme_id` is None."""
    named = [
        *work.rights.holders(right, programme_id=programme_id),
        *work.bound_groups.members(right, programme_id=programme_id, since=work.groups_read_since),
    ]
    return tuple(one for one in work.people.many(named).values() if one.is_welcome)


def owners(work: Work) -> tuple[Person, ...]:
    """In the order in which they are written down."""
    found = (work.people.by_slack_id(slack_id) for slack_id in work.customs.owners)
    return tuple(one for one in found if one is not None and one.is_welcome)
