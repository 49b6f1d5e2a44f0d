"""One piece of work: one transaction, one `now`, one workspace.

A use case is a function that takes a `Work` first. It never talks to Slack: it returns what is to be said, and what
must be said later it writes in the ledger, in the same transaction as the reason for saying it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.domain import permissions, working_hours
from bot.domain.calendar import WEEKDAYS, Hours, local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person, Workspace
from bot.domain.permissions import Act, Right
from bot.domain.programmes import ProgrammeType
from bot.domain.topics import catalogue
from bot.programme import (
    afterwards_ports,
    beat_ports,
    cadence_ports,
    circle_ports,
    delivery_ports,
    goal_ports,
    joining_ports,
    ledger_ports,
    matching_ports,
    meeting_ports,
    ports,
    prompt_ports,
    reaching_out_ports,
    restoring_ports,
    seat_ports,
    sheet_ports,
    steps_ports,
    story_ports,
    template_ports,
    undelivered_ports,
)
from bot.texts import Address

#: The type of programme that people arrive in.
LONG_TERM = "long_term"
#: The type of programme in which people are welcomed when they join the company.
NEWCOMERS = "newcomer"


@dataclass(frozen=True, kw_only=True)
class Customs:
    """What the company decided once, in `.env` and in its programme files."""

    language: str
    timezone: str
    country: str
    address: Address
    types: Mapping[str, ProgrammeType]
    holidays: Mapping[str, frozenset[date]]
    networks: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    #: The working days of each country; where nothing is known, Monday to Friday.
    weeks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    #: A folder of fonts for names in scripts that those at hand do not draw.
    fonts: Path | None = None

    def week(self, country: str) -> frozenset[int]:
        return self.weeks.get(country, WEEKDAYS)

    def feasts(self, country: str) -> frozenset[date]:
        return self.holidays.get(country, frozenset())


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
    rounds: matching_ports.Rounds
    own_rounds: matching_ports.OwnRounds
    shelf: ports.Shelf
    mentorships: ports.Mentorships
    seats: seat_ports.Seats
    cadences: cadence_ports.Cadences
    meetings: ports.Meetings
    meeting_history: meeting_ports.MeetingHistory
    sheets: ports.Sheets
    points: sheet_ports.Points
    own_lines: sheet_ports.OwnLines
    templates: template_ports.Templates
    goals: goal_ports.Goals
    skills: goal_ports.Skills
    prompts: prompt_ports.Prompts
    delivery: delivery_ports.Delivery
    inbox: ports.Inbox
    rights: ports.Rights
    figures: ports.Figures
    profiles: joining_ports.Profiles
    applications: joining_ports.Applications
    topics: joining_ports.Topics
    signatures: joining_ports.Signatures
    avoided: joining_ports.Avoided
    surveys: joining_ports.Surveys
    traces: joining_ports.Traces
    circles: circle_ports.Circles
    changes: matching_ports.Changes
    fits: matching_ports.Fits
    reaching_out: reaching_out_ports.ReachingOut
    after_wishes: afterwards_ports.AfterWishes
    undelivered: undelivered_ports.Undelivered
    recollections: restoring_ports.Recollections
    ledger: ledger_ports.Ledger
    beats: beat_ports.Beats
    steps: steps_ports.Steps
    certificates: steps_ports.Certificates
    stories: story_ports.Stories
    #: By how much the database's clock is ahead of ours.
    skew: timedelta = timedelta()

    def programme(self) -> Programme | None:
        """The company's running long-term programme."""
        return next((one for one in self.programmes.running() if one.type_key == LONG_TERM), None)

    def newcomers(self) -> Programme | None:
        """The running programme in which newcomers are welcomed, once a coordinator has started it."""
        return next((one for one in self.programmes.running() if one.type_key == NEWCOMERS), None)

    def kind(self) -> ProgrammeType:
        """The type of that programme, whether or not it runs yet."""
        return self._as_edited(self.customs.types[LONG_TERM])

    def type_of(self, programme: Programme) -> ProgrammeType:
        """The programme's type, with the topics that its coordinators have made of the file's."""
        return self._as_edited(self.customs.types[programme.type_key])

    def today(self, person: Person) -> date:
        return local_day(person.timezone, self.now)

    def hours(self, person: Person) -> Hours:
        """The person's working time: their zone, the hours and days that they named or their country's, and its public
        holidays.
        """
        customs = self.customs
        return working_hours.hours_of(person, customs.week(person.country), customs.feasts(person.country))

    def team_hours(self, zone: str) -> Hours:
        """The team's working time: the programme's zone, the week and the public holidays of the company's country."""
        country = self.customs.country
        return Hours(zone=zone, holidays=self.customs.feasts(country), days=self.customs.week(country))

    def rights_of(self, person: Person) -> frozenset[Right]:
        """What they were named to be; owners are named in `BINOME_OWNERS`, so that somebody always can (design §8)."""
        owns = {Right.OWNER} if person.slack_id in self.customs.owners else set()
        return self.rights.of(person.id) | owns

    def authorise(self, actor: Person, act: Act) -> None:
        """Let the verified person do this, on record, or raise `NotAllowed`; `handlers/excuses.py` records that."""
        permissions.check(self.rights_of(actor), act)
        self.rights.record(actor.id, act, allowed=True, at=self.machine_now)

    def may(self, actor: Person, act: Act) -> bool:
        """Whether to show them the way at all; `authorise` is what keeps the door."""
        return permissions.may(self.rights_of(actor), act)

    def _as_edited(self, kind: ProgrammeType) -> ProgrammeType:
        """With the topics that the coordinators have made of the file's."""
        changes = self.topics.changes()
        return replace(kind, topics=catalogue(kind.topics, changes)) if changes else kind
