"""A mentor who becomes the boss of somebody they mentor, however far up, or who comes to work for them.

The company says who manages whom, so the roster is applied; but these two should not go on without somebody looking
(design §8). Whoever imports is told before, and then the bot itself asks the team for a change. Until it is decided
the two go on, nothing is asked of them, and nobody else is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.changes import Motive
from bot.domain.line import lines_of
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.domain.roster_changes import Difference
from bot.programme import changing
from bot.programme.closeness import Withheld, close_to, withheld
from bot.programme.work import Work


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossed:
    """A mentor and somebody whom they mentor, of whom one would manage the other."""

    mentorship_id: int
    mentor: Person
    mentee: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What whoever imports may read of it: the rows of people close to them are left to somebody else."""

    crossed: tuple[Crossed, ...]
    withheld: Withheld


def would_cross(work: Work, found: Difference) -> tuple[Crossed, ...]:
    """The pairs that this import would bring into one line of management; those who are in one already are not new."""
    known = work.people.many(work.people.managers())
    slack_ids: dict[int | None, str] = {person.id: person.slack_id for person in known.values()}
    before = {person.slack_id: slack_ids.get(person.manager_id) for person in known.values()}
    after = {**before, **_told(found)}
    if before == after:
        return ()
    return tuple(_crossings(work, known, before, after))


def seen_by(work: Work, reader: Person, crossed: tuple[Crossed, ...]) -> Seen:
    hidden = close_to(work, reader) if crossed else frozenset()
    shown = tuple(one for one in crossed if hidden.isdisjoint({one.mentor.id, one.mentee.id}))
    kept = [frozenset({one.mentor.id, one.mentee.id}) for one in crossed if one not in shown]
    return Seen(crossed=shown, withheld=withheld(work, kept))


def ask_the_team(work: Work, crossed: tuple[Crossed, ...]) -> None:
    """One request for each mentorship, whoever asked for what there already."""
    for mentorship_id in sorted({one.mentorship_id for one in crossed}):
        mentorship = work.mentorships.get(mentorship_id)
        if mentorship is not None:
            changing.found(work, mentorship, Motive.LINE)


def _told(found: Difference) -> dict[str, str | None]:
    """Who manages whom from now on, of those of whom the file says it."""
    moved = (one for one in found.people if any(change.column == "manager" for change in one.changes))
    return {one.slack_id: str(one.values["manager"] or "") or None for one in moved}


def _crossings(
    work: Work,
    known: Mapping[int, Person],
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> Iterator[Crossed]:
    lines_before, lines_after = lines_of(before), lines_of(after)
    for programme in work.programmes.running():
        for one in work.mentorships.running(programme.id):
            for mentor, mentee in _mentored(one, known):
                line, was = lines_after.get(mentee.slack_id, ()), lines_before.get(mentee.slack_id, ())
                if mentor.slack_id in line and mentor.slack_id not in was:
                    yield Crossed(mentorship_id=one.id, mentor=mentor, mentee=mentee)


def _mentored(mentorship: Mentorship, known: Mapping[int, Person]) -> Iterator[tuple[Person, Person]]:
    for mentor in mentorship.with_role(SeatRole.MENTOR):
        for mentee in mentorship.with_role(SeatRole.MENTEE):
            yield known[mentor.person_id], known[mentee.person_id]
