"""Who people can turn to outside the programme: named by a coordinator, on record. Coordinators are there anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.reaching_out import MOST_CONTACTS, OUTSIDE, Kind, OnlyEmployees, TooManyContacts
from bot.programme.work import Work

Named = Mapping[Kind, tuple[Person, ...]]


def named(work: Work, actor: Person) -> Named:
    """Who is named for what, in order, as far as they are still here. On record; raises `NotAllowed`."""
    work.authorise(actor, Act.NAME_CONTACTS)
    return _named(work)


def name(work: Work, actor: Person, chosen: Mapping[Kind, Sequence[Person]]) -> Named:
    """Put these in the place of whoever was named before, kind by kind; nobody is a list too.

    Whoever waits for somebody who is no longer named is given to the next one at the heart's next beat. Raises
    `NotAllowed`, `OnlyEmployees`, `TooManyContacts`.
    """
    work.authorise(actor, Act.NAME_CONTACTS)
    for kind, people in chosen.items():
        if refused := [one.name for one in people if not one.is_welcome]:
            raise OnlyEmployees(kind=kind.value, people=", ".join(refused))
        if len(people) > MOST_CONTACTS:
            raise TooManyContacts(kind=kind.value, most=MOST_CONTACTS)
    for kind in OUTSIDE:
        work.reaching_out.name(kind, [one.id for one in chosen.get(kind, ())])
    return _named(work)


def _named(work: Work) -> Named:
    contacts = work.reaching_out.contacts()
    known = work.people.many(one for ids in contacts.values() for one in ids)
    return {
        kind: tuple(known[one] for one in contacts.get(kind, ()) if known[one].is_welcome) for kind in OUTSIDE
    }
