"""One piece of work: one transaction, one `now`, one workspace.

A use case is a function that takes a `Work` first. It never talks to Slack: it returns what is to be said, and what
must be said later it writes in the ledger, in the same transaction as the reason for saying it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import permissions, working_hours
from bot.domain.calendar import WEEKDAYS, Hours, local_day
from bot.domain.enrolments import Programme
from bot.domain.people import Person, Workspace
from bot.domain.permissions import Act, Grant, Right
from bot.domain.programmes import ProgrammeType
from bot.domain.retention import Retention
from bot.domain.topics import catalogue
from bot.programme import (
    afterwards_ports,
    beat_ports,
    cadence_ports,
    circle_ports,
    delivery_ports,
    figure_ports,
    goal_ports,
    joining_ports,
    ledger_ports,
    matching_ports,
    meeting_ports,
    objective_ports,
    outcome_ports,
    ports,
    privacy_ports,
    prompt_ports,
    pulse_ports,
    reaching_out_ports,
    restoring_ports,
    rights_ports,
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
#: In machine time: what Slack said of a user group longer ago gives nobody anything.
GROUPS_ARE_BELIEVED = timedelta(minutes=5)


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
    #: For how long things are kept.
    retention: Retention = field(default_factory=Retention)
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
    rights: rights_ports.Rights
    bound_groups: rights_ports.BoundGroups
    records: rights_ports.Records
    figures: ports.Figures
    meeting_figures: figure_ports.MeetingFigures
    mentor_figures: figure_ports.MentorFigures
    group_figures: figure_ports.GroupFigures
    profiles: joining_ports.Profiles
    applications: joining_ports.Applications
    topics: joining_ports.Topics
    signatures: joining_ports.Signatures
    avoided: joining_ports.Avoided
    surveys: joining_ports.Surveys
    pulses: pulse_ports.Pulses
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
    objectives: objective_ports.Objectives
    round_figures: outcome_ports.RoundFigures
    outcome_figures: outcome_ports.OutcomeFigures
    link_figures: outcome_ports.LinkFigures
    pulse_figures: outcome_ports.PulseFigures
    personal: privacy_ports.Personal
    forgotten: privacy_ports.Forgotten
    retention: privacy_ports.Retention
    #: By how much the database's clock is ahead of ours.
    skew: timedelta = timedelta()
    #: What counts a whole company is counted once in a piece of work, by what it is of (`champions.page`).
    counted: dict[Hashable, Any] = field(default_factory=dict)

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

    def rights_of(self, person: Person, programme_id: int | None = None) -> frozenset[Right]:
        """What they are for the whole company, and for this programme."""
        return frozenset(
            one.right for one in self.grants_of(person) if one.programme_id in (None, programme_id)
        )

    def grants_of(self, person: Person) -> tuple[Grant, ...]:
        """What they were named to be, by themselves or as a member of a user group; owners are named in
        `BINOME_OWNERS`, so that somebody always can (design §8). Whoever is out of the programme has none.
        """
        if not person.is_welcome:
            return ()
        owns = (Grant(right=Right.OWNER),) if person.slack_id in self.customs.owners else ()
        return (*owns, *self.rights.held(person.id, person.slack_id, since=self.groups_read_since))

    @property
    def groups_read_since(self) -> datetime:
        """What Slack said of a user group before this instant of machine time is not believed any more."""
        return self.machine_now - GROUPS_ARE_BELIEVED

    def authorise(
        self,
        actor: Person,
        act: Act,
        *,
        programme_id: int | None = None,
        subject_id: int | None = None,
        number: int | None = None,
    ) -> None:
        """Let the verified person do this, on record, or raise `NotAllowed`; `handlers/excuses.py` records that.

        `subject_id` is whom it is about, `number` how many rows they are given.
        """
        self.check(actor, act, programme_id=programme_id)
        self.rights.record(
            actor.id,
            act,
            allowed=True,
            at=self.machine_now,
            programme_id=programme_id,
            subject_id=subject_id,
            number=number,
        )

    def check(self, actor: Person, act: Act, *, programme_id: int | None = None) -> None:
        """Raise `NotAllowed` unless they may; nothing is put on record but the refusal."""
        if not self.may(actor, act, programme_id=programme_id):
            raise permissions.refusal(act, programme_id)

    def may(self, actor: Person, act: Act, *, programme_id: int | None = None) -> bool:
        """Whether to show them the way at all; `authorise` is what keeps the door.

        An act that is about one programme is about the long-term one unless another is named.
        """
        grants = self.grants_of(actor)
        if programme_id is None and any(one.programme_id is not None for one in grants):
            programme = self.programme()
            programme_id = programme.id if programme is not None else None
        return permissions.may(permissions.in_reach(grants, act, programme_id), act)

    def somewhere(self, actor: Person, act: Act) -> int | None:
        """A running programme in which they may; None for the long-term one, which also refuses who may nowhere."""
        if self.may(actor, act):
            return None
        theirs = {one.programme_id for one in self.grants_of(actor)}
        running = (one.id for one in self.programmes.running() if one.id in theirs)
        return next((one for one in running if self.may(actor, act, programme_id=one)), None)

    def _as_edited(self, kind: ProgrammeType) -> ProgrammeType:
        """With the topics that the coordinators have made of the file's."""
        changes = self.topics.changes()
        return replace(kind, topics=catalogue(kind.topics, changes)) if changes else kind
