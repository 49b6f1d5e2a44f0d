"""What could not be said to somebody, as the team reads it once a day: whom, why in plain words, and what to do.

Never what it was about. Of a request for a hand nothing is listed at all (`kinds.DISCREET`), and nobody reads of
somebody close to them (`closeness.py`). Said once, it is said again only if it fails again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.cadence import PromptDue, to_each
from bot.domain.calendar import local_day
from bot.domain.kinds import DISCREET, PromptKind
from bot.domain.people import Person
from bot.domain.permissions import Act
from bot.domain.prompts import Prompt
from bot.domain.undelivered import Trouble, trouble
from bot.programme.closeness import close_to, team_but
from bot.programme.undelivered_ports import NotSaid
from bot.programme.work import Work

#: What is never listed: requests for a hand, and this list itself.
UNLISTED = DISCREET | {PromptKind.UNDELIVERED}
#: So many are reported at once; the others follow the next day.
AT_ONCE = 200
#: Whoever looks later finds other ways to somebody.
STILL_NEWS = timedelta(days=14)


@dataclass(frozen=True, kw_only=True, slots=True)
class NotReached:
    """For the team: these people did not get a message, by what can be done about it."""

    prompt: Prompt
    people: Mapping[Trouble, tuple[Person, ...]]


def to_tell(work: Work) -> Iterator[PromptDue]:
    """One list a day, by the programme's calendar, to each of the team who may read of somebody on it."""
    zone = work.customs.timezone
    last = work.undelivered.last_report()
    if last is not None and local_day(zone, last) >= local_day(zone, work.now):
        return
    found = work.undelivered.unreported(but=UNLISTED, limit=AT_ONCE)
    readers = {member.id for person in _people(work, found).values() for member in _team_for(work, person)}
    if not readers:
        return
    at = work.now.replace(microsecond=0)
    if not work.undelivered.report([one.prompt_id for one in found], at):
        return  # another bot does, at this moment
    yield from to_each(
        sorted(readers),
        PromptKind.UNDELIVERED,
        period="undelivered",
        rung=f"{at:%Y%m%dT%H%M%S}",
        now=work.now,
        until=work.now + STILL_NEWS,
        about={"at": int(at.timestamp())},
    )


def facts(work: Work, prompt: Prompt, reader: Person) -> NotReached:
    """Whoever has left since is among those whom nobody can reach; what was said since is off the list."""
    found = work.undelivered.reported(datetime.fromtimestamp(prompt.about["at"], UTC))
    people, hidden = _people(work, found), close_to(work, reader)
    by_trouble: dict[Trouble, dict[int, Person]] = {}
    for one in found:
        person = people[one.person_id]
        if person.id not in hidden:
            why = trouble(one.reason) if person.is_welcome else Trouble.GONE
            by_trouble.setdefault(why, {})[person.id] = person
    listed = {why: tuple(by_trouble[why].values()) for why in Trouble if why in by_trouble}
    return NotReached(prompt=prompt, people=listed)


def why_moot(work: Work, prompt: Prompt, reader: Person) -> str | None:
    """All of it was said since, or the reader is of the team no more."""
    if not work.may(reader, Act.SEE_ADMIN):
        return "left"
    return None if facts(work, prompt, reader).people else "answered"


def _team_for(work: Work, person: Person) -> tuple[Person, ...]:
    return team_but(work, close_to(work, person))


def _people(work: Work, found: Iterable[NotSaid]) -> Mapping[int, Person]:
    return work.people.many({one.person_id for one in found})
