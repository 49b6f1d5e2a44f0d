"""What is kept of somebody, for themselves: all rows that are about them, nothing of what others wrote or answered,
and nothing that somebody is about to tell them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.mentorships import MentorshipState
from bot.domain.people import Person
from bot.domain.topics import catalogue
from bot.programme.untold import untold
from bot.programme.work import Work

#: Columns that name somebody, by the numbers of people.
NAMES = frozenset({"manager_id", "mentor_id", "mentee_id", "owner_id", "logged_by", "contact_id", "people"})
#: The columns that say in which mentorship: of no other row is its own number given.
MENTORSHIPS = frozenset({"mentorship_id", "id"})
#: The columns that name topics, and what a charter expects, by their keys.
KEYS = frozenset({"topics", "topics_to_give", "skill", "what"})
#: What is said of a mentorship whose end is not news yet.
STILL_RUNS: Mapping[str, object] = {
    "state": MentorshipState.ACTIVE.value,
    "ends_on": None,
    "ended_at": None,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Rows by the name of their table, each a line for each of its columns: people by name, a mentorship by those in
    it. `at` is when it was read.
    """

    at: datetime
    tables: Mapping[str, Sequence[Mapping[str, object]]]


def kept_of(work: Work, person: Person) -> Kept:
    found = _as_they_know(work, person, work.personal.of(person))
    known = work.people.many(_people_in(found.values()))
    names = {one.id: one.name for one in known.values()}
    withs, topics = _withs(work, person, found), _topics(work)
    tables = {
        table: [
            {name: _said(name, value, names, withs, topics) for name, value in row.items()} for row in rows
        ]
        for table, rows in found.items()
    }
    return Kept(at=work.now, tables=tables)


def _as_they_know(
    work: Work, person: Person, found: Mapping[str, Sequence[Mapping[str, object]]]
) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """A mentorship of whose end one of the team is to tell them first runs, until they have heard."""
    unheard = {one.id for one in untold(work, person)}
    if not unheard:
        return found
    rows = [{**row, **STILL_RUNS} if row["id"] in unheard else row for row in found["mentorship"]]
    return {**found, "mentorship": rows}


def _withs(
    work: Work, person: Person, found: Mapping[str, Sequence[Mapping[str, object]]]
) -> Mapping[int, str]:
    """Each mentorship, by the names of the others in it."""
    asked = {row[one] for rows in found.values() for row in rows for one in MENTORSHIPS & row.keys()}
    theirs = work.mentorships.many(one for one in asked if isinstance(one, int))
    known = work.people.many(seat.person_id for one in theirs.values() for seat in one.seats)
    return {
        number: ", ".join(known[seat.person_id].name for seat in one.others(person.id))
        for number, one in theirs.items()
    }


def _people_in(tables: Iterable[Sequence[Mapping[str, object]]]) -> Iterator[int]:
    for rows in tables:
        for row in rows:
            for name in NAMES & row.keys():
                yield from (one for one in _listed(row[name]) if isinstance(one, int))


def _topics(work: Work) -> Mapping[str, Mapping[str, str]]:
    """What topics, and what a charter expects, are called in every language, by their keys."""
    changes, types = work.topics.changes(), work.customs.types.values()
    expected = {one.key: one.title for kind in types for one in kind.expectations}
    return expected | {topic.key: topic.texts for one in types for topic in catalogue(one.topics, changes)}


def _said(
    name: str,
    value: object,
    names: Mapping[int, str],
    withs: Mapping[int, str],
    topics: Mapping[str, Mapping[str, str]],
) -> object:
    if name in MENTORSHIPS and isinstance(value, int):
        return withs.get(value, "")
    if name in NAMES:
        said = [names.get(one, "") for one in _listed(value) if isinstance(one, int)]
        return said if isinstance(value, list) else next(iter(said), None)
    if name in KEYS:
        called = [topics.get(str(one), one) for one in _listed(value)]
        return called if isinstance(value, list | tuple) else called[0]
    return value


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]
