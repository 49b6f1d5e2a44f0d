"""What is on record, for owners: who asked for what only some may do, about whom, and whether they were let in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.programmes import Texts
from bot.programme.rights_ports import OnRecord
from bot.programme.work import Work

#: Lines on one page.
PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which lines are looked for: of one person, by Slack id, of one act, older than the line `before`."""

    slack_id: str | None = None
    act: Act | None = None
    before: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """A page of the record, the latest first. `older` is the line after which the next page begins, None on the last.

    `people` and `programmes` are those whom the lines speak of.
    """

    sought: Sought
    lines: tuple[OnRecord, ...]
    people: Mapping[int, Person]
    programmes: Mapping[int, Texts]
    older: int | None


def read(work: Work, actor: Person, sought: Sought) -> Record:
    """To read the record is on record too. Raises `NotAllowed`."""
    person = work.people.by_slack_id(sought.slack_id) if sought.slack_id else None
    about = person.id if person else None
    work.authorise(actor, Act.SEE_AUDIT, subject_id=about)
    nobody = sought.slack_id is not None and person is None
    found = (
        () if nobody else work.records.page(size=PAGE, before=sought.before, actor_id=about, act=sought.act)
    )
    lines = tuple(found[:PAGE])
    named = {one.programme_id for one in lines} - {None}
    programmes = (work.programmes.get(one) for one in named if one is not None)
    return Record(
        sought=sought,
        lines=lines,
        people=work.people.many(_people(lines)),
        programmes={one.id: work.type_of(one).name for one in programmes},
        older=lines[-1].id if len(found) > PAGE else None,
    )


def _people(lines: tuple[OnRecord, ...]) -> set[int]:
    return {one.actor_id for one in lines} | {one.subject_id for one in lines if one.subject_id is not None}
