"""The data dictionary; rounds are in `round_tables.py`, changes in `change_tables.py`, joining in `joining_tables.py`,
help and circles in `help_tables.py`, what a mentorship makes of itself in `together_tables.py`, evidence and rights in
`evidence_tables.py`, what delivery needs besides in `delivery_tables.py`.
Every row belongs to a workspace, instants are UTC.

What must not be known has no column: no notes on a conversation, no left-over words of a command, no e-mail
address. What people write about themselves is sealed before it gets here (`storage/sealing.py`).
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.convention import SQLModel


class WorkspaceRow(SQLModel, table=True):
    """One Slack team."""

    __tablename__ = "workspace"
    id: int | None = Field(default=None, primary_key=True)
    team_id: str = Field(unique=True)
    name: str = ""
    bot_user_id: str = ""
    #: Machine time and programme time of the last beat: whoever comes back knows for how long nobody was here.
    beat_at: datetime | None = None
    lived_at: datetime | None = None
    #: Slack refuses the installation since then, and in which words.
    broken_since: datetime | None = None
    broken_why: str | None = None


class PersonRow(SQLModel, table=True):
    """Someone in the workspace."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_id"),
        # Every turn of talk asks which networks there are.
        Index("ix_person_workspace_id_network", "workspace_id", "network"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    slack_id: str
    name: str
    handle: str = ""
    #: A beat asks who is an employee no more.
    standing: str = Field(index=True)
    language: str
    language_chosen: bool = False
    timezone: str
    country: str
    title: str = ""
    network: str | None = None
    network_confirmed: bool = False
    other_networks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    manager_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    entity: str | None = None
    site: str | None = None
    joined_on: date | None = None
    dm: str | None = None
    welcomed_at: datetime | None = None
    #: Minutes after midnight, and days as digits from 0 (Monday): what they said themselves, else the country's custom.
    opens_at: int | None = None
    closes_at: int | None = None
    works_on: str | None = None
    #: They chose the country of their public holidays: the roster no longer does.
    country_chosen: bool = False


class GrantRow(SQLModel, table=True):
    """A right somebody was given. `programme_id` is empty when it covers the whole workspace."""

    __tablename__ = "right_granted"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "right", "programme_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    right: str
    programme_id: int | None = Field(default=None, foreign_key="programme.id")


class AuditRow(SQLModel, table=True):
    """Who asked for what that only some may do, and whether it was granted."""

    __tablename__ = "audit"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    at: datetime = Field(index=True)
    actor_id: int = Field(foreign_key="person.id")
    act: str
    allowed: bool
    #: Where it concerns one programme, one person, or so many rows that were given.
    programme_id: int | None = None
    subject_id: int | None = None
    number: int | None = None


class ProgrammeRow(SQLModel, table=True):
    """A running instance of a programme type."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("workspace_id", "type_key", "started_on"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    type_key: str
    name: str
    language: str
    timezone: str
    started_on: date
    ended_on: date | None = None
    charter_version: int | None = None
    #: The Slack channel in which stories are told, once a coordinator has named it.
    channel: str | None = None
    #: By what the figures that everybody may read are split, since the first time they were: by two, people could be
    #: worked out.
    split_by: str | None = None


class EnrolmentRow(SQLModel, table=True):
    """A person's place in a programme. `expectation` is sealed."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    part: str | None = None
    state: str = "active"
    capacity: int | None = None
    paused_until: date | None = None
    left_out: int = 0
    expectation: str | None = None
    expectation_skipped: bool = False
    topics_answered: bool = False
    completed_at: datetime | None = None
    application: str | None = None
    preparation_step: int = 0
    prepared_at: datetime | None = None


class MentorshipRow(SQLModel, table=True):
    """People linked in a programme. The tick reads only rows whose `look_at` has come."""

    __tablename__ = "mentorship"
    __table_args__ = (
        Index("ix_mentorship_state_look_at", "state", "look_at"),
        # A report asks for all that began on a given day: their cycles end together.
        Index("ix_mentorship_programme_id_anchor", "programme_id", "anchor"),
        # A beat asks for those that end these days; the others are never read for it.
        Index("ix_mentorship_programme_id_ends_on", "programme_id", "ends_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    round_id: int | None = Field(default=None, foreign_key="round.id")
    state: str = "active"
    temporary: bool = False
    anchor: date
    period_months: int = 1
    period_weeks: int = 0
    introduced_at: datetime
    ends_on: date | None = None
    #: The end for which its people were asked what comes after it.
    end_asked_on: date | None = None
    paused_until: date | None = None
    flagged_at: datetime | None = None
    look_at: datetime
    name: str | None = None
    replaces: int | None = None
    ended_at: datetime | None = None
    ended_why: str | None = None
    #: The number of the cycle that begins at the anchor: those before had another cadence (`MentorshipCadenceRow`).
    first_cycle: int = 0


class MentorshipCadenceRow(SQLModel, table=True):
    """How often a mentorship met before its people changed it: cycles `first_cycle` and on, until the day `until`."""

    __tablename__ = "mentorship_cadence"
    __table_args__ = (UniqueConstraint("mentorship_id", "first_cycle"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    first_cycle: int
    anchor: date
    period_months: int
    period_weeks: int
    until: date


class MentorshipPauseRow(SQLModel, table=True):
    """A pause of a mentorship, from the day it was asked for to the day everybody is back."""

    __tablename__ = "mentorship_pause"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    since: date
    until: date


class SeatRow(SQLModel, table=True):
    """One person's place in a mentorship."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("mentorship_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str
    #: Whoever came into a group later: what the others wrote before is theirs.
    since: datetime | None = None


class MeetingRow(SQLModel, table=True):
    """Planned or held. `cycle` is counted from the mentorship's anchor: a month's figures are one query."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_mentorship_id_cycle_state", "mentorship_id", "cycle", "state"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    state: str
    cycle: int
    held_on: date = Field(index=True)
    starts_at: datetime | None = None
    minutes: int | None = None
    form: str | None = None
    logged_by: int = Field(foreign_key="person.id")
    logged_at: datetime
    agreed: bool = False


class SkipRow(SQLModel, table=True):
    """A cycle the pair chose to skip: "not this month" is an answer, not a failure."""

    __tablename__ = "skip"
    __table_args__ = (UniqueConstraint("mentorship_id", "cycle"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    cycle: int
    by_person_id: int = Field(foreign_key="person.id")
    at: datetime
    reason: str | None = None


class SheetRow(SQLModel, table=True):
    """The sheet of one cycle."""

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("mentorship_id", "cycle"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    cycle: int
    stage: str
    made_at: datetime
    #: As it read when the sheet was made, and which of the coordinators' versions it was; none is the file's.
    title: dict[str, str] | None = Field(default=None, sa_column=Column(JSON))
    template_version: int | None = None


class SheetItemRow(SQLModel, table=True):
    """One line of a sheet, its words copied from the programme file in every language."""

    __tablename__ = "sheet_item"
    __table_args__ = (UniqueConstraint("sheet_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    sheet_id: int = Field(foreign_key="sheet.id")
    position: int
    key: str
    texts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    carried_since: int | None = None
    ticked_at: datetime | None = None
    ticked_by: int | None = Field(default=None, foreign_key="person.id")


class PromptRow(SQLModel, table=True):
    """The ledger of everything the bot says on its own initiative (design §5). `about` holds ids only."""

    __tablename__ = "prompt"
    __table_args__ = (
        UniqueConstraint("workspace_id", "dedupe_key"),
        Index("ix_prompt_state_not_before", "state", "not_before"),
        Index("ix_prompt_recipient_id_state", "recipient_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    dedupe_key: str
    kind: str
    recipient_id: int = Field(foreign_key="person.id")
    mentorship_id: int | None = Field(default=None, foreign_key="mentorship.id", index=True)
    period: str = ""
    about: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: str = "planned"
    reason: str | None = None
    not_before: datetime
    expires_at: datetime
    marker: str | None = Field(default=None, index=True)
    generation: int = 0
    attempts: int = 0
    lease_until: datetime | None = None
    tried_at: datetime | None = None
    channel: str | None = None
    ts: str | None = Field(default=None, index=True)
    sent_at: datetime | None = None
    answer: str | None = None
    #: When the team read that it could not be said.
    reported_at: datetime | None = None


class InboxRow(SQLModel, table=True):
    """What Slack already told us, so that a redelivery has no second effect. Keys only, never words."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    key: str
    received_at: datetime = Field(index=True)
