"""The others of a mentorship, from one person's side: a half of a pair goes by their name, a group by its own."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.programme.work import Work


class Others(tuple[Person, ...]):
    """People, in the order of their seats. `group` is what they are called together; None for the half of a pair."""

    group: str | None

    def __new__(cls, people: Iterable[Person], group: str | None = None) -> Others:
        made = super().__new__(cls, people)
        made.group = group
        return made


def others_in(work: Work, mentorship: Mentorship, reader: Person) -> Others:
    """Whom this person meets in this mentorship."""
    known = work.people.many(seat.person_id for seat in mentorship.others(reader.id))
    return Others((known[seat.person_id] for seat in mentorship.others(reader.id)), mentorship.name)
