"""One piece of work: one transaction, one `now`, one workspace.

A use case is a function that takes a `Work` first. It never talks to Slack: it returns what is to be said, and what
must be said later it writes in the ledger, in the same transaction as the reason for saying it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import permissions
from bot.domain.calendar import Hours, local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person, Workspace
from bot.domain.permissions import Act
from bot.domain.programmes import ProgrammeType
from bot.programme import ports


@dataclass(frozen=True, kw_only=True)
class Customs:
    """What the company decided once, in `.env` and in its programme files."""

    language: str
    timezone: str
    country: str
    address: str
    types: Mapping[str, ProgrammeType]
    holidays: Mapping[str, frozenset[date]]
    networks: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Work:
    """What a use case has at hand. `now` is programme time; `machine_now` is for leases and retention only."""

    now: datetime
    machine_now: datetime
    workspace: Workspace
    customs: Customs
    people: ports.People
    programmes: ports.Programmes
    enrolments: ports.Enrolments
    rounds: ports.Rounds
    mentorships: ports.Mentorships
    meetings: ports.Meetings
    sheets: ports.Sheets
    prompts: ports.Prompts
    inbox: ports.Inbox
    rights: ports.Rights

    def programme(self) -> Programme | None:
        """The company's running long-term programme."""
        return next((one for one in self.programmes.running() if one.type_key == "long_term"), None)

    def type_of(self, programme: Programme) -> ProgrammeType:
        return self.customs.types[programme.type_key]

    def today(self, person: Person) -> date:
        return local_day(person.timezone, self.now)

    def hours(self, person: Person) -> Hours:
        """The person's working time: their zone, their country's public holidays."""
        return Hours(zone=person.timezone, holidays=self.customs.holidays.get(person.country, frozenset()))

    def authorise(self, actor: Person, act: Act) -> None:
        """Let the verified person do this or raise `NotAllowed`; `handlers/turn.py` records both."""
        permissions.check(self.rights.of(actor.id), act)
