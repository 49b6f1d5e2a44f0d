"""The data dictionary of what a mentorship makes of itself: who was at a meeting and how it was told, the lines, topics
and actions of its sheets, its goals, its steps, and what comes out of it: stories and certificates.

What people write is sealed before it gets here. A `ref` is drawn by lot: with the mentorship it is what the seal of a
row is bound to, so that words moved to another row no longer open.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage.convention import SQLModel


class MeetingPresentRow(SQLModel, table=True):
    """Who of a group was at a meeting. Of a pair there is nothing to say: both were."""

    __tablename__ = "meeting_present"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id", index=True)


class MeetingVersionRow(SQLModel, table=True):
    """A meeting as it was told at one time: who logged, corrected, denied, agreed or withdrew it, and what it said."""

    __tablename__ = "meeting_version"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    at: datetime
    by_id: int = Field(foreign_key="person.id", index=True)
    what: str
    held_on: date
    minutes: int | None = None
    form: str | None = None


class SheetTemplateRow(SQLModel, table=True):
    """The sheet of one stage as a programme's coordinators made it; the highest version is the one in use.

    `items` are `{key, fr, en}`. Before the first version the programme file's sheet is used.
    """

    __tablename__ = "sheet_template"
    __table_args__ = (UniqueConstraint("programme_id", "stage", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    stage: str
    version: int
    title: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    items: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    by_id: int = Field(foreign_key="person.id")
    at: datetime


class OwnLineRow(SQLModel, table=True):
    """What a mentorship changed in its own sheets: with `words` (sealed) a line of theirs under this key, without them
    the programme's line of this key that they do without.
    """

    __tablename__ = "own_line"
    __table_args__ = (UniqueConstraint("mentorship_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    key: str
    words: str | None = None
    by_id: int = Field(foreign_key="person.id")
    at: datetime


class PointRow(SQLModel, table=True):
    """A topic to talk about, or an action that was promised. `words` are sealed; until `shared`, they are its author's
    alone. `owner_id` and `due_on` are an action's. It is on every sheet from `first_cycle` on, until it is done.
    """

    __tablename__ = "point"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    ref: str = Field(unique=True)
    kind: str
    by_id: int = Field(foreign_key="person.id", index=True)
    shared: bool = False
    words: str
    owner_id: int | None = Field(default=None, foreign_key="person.id")
    due_on: date | None = None
    first_cycle: int
    at: datetime
    done_at: datetime | None = None
    done_cycle: int | None = None
    done_by: int | None = Field(default=None, foreign_key="person.id")


class GoalRow(SQLModel, table=True):
    """What a mentee wants to reach, shared with their mentor alone. `words` are sealed; a goal that was changed is
    closed, and `replaces_id` of the new one says which.
    """

    __tablename__ = "goal"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    mentee_id: int = Field(foreign_key="person.id", index=True)
    ref: str = Field(unique=True)
    words: str
    target_on: date | None = None
    progress: int = 0
    state: str = "open"
    set_at: datetime
    closed_at: datetime | None = None
    replaces_id: int | None = Field(default=None, foreign_key="goal.id")


class GoalProgressRow(SQLModel, table=True):
    """How far a goal was at the sheet of one cycle, in percent."""

    __tablename__ = "goal_progress"
    __table_args__ = (UniqueConstraint("goal_id", "cycle"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    goal_id: int = Field(foreign_key="goal.id")
    cycle: int
    progress: int
    by_id: int = Field(foreign_key="person.id")
    at: datetime


class SkillRatingRow(SQLModel, table=True):
    """How somebody rates themselves, 1 to 5, in a skill they chose, at the start and at the end of a mentorship."""

    __tablename__ = "skill_rating"
    __table_args__ = (UniqueConstraint("mentorship_id", "person_id", "skill", "moment"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    skill: str
    moment: str
    value: int


class StoryRow(SQLModel, table=True):
    """A success or a thank-you that somebody would like to share. `words` are sealed, and empty once it was withdrawn.
    `channel` and `ts` are where it was told.
    """

    __tablename__ = "story"
    __table_args__ = (Index("ix_story_workspace_id_state", "workspace_id", "state"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    ref: str = Field(unique=True)
    by_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    audience: str
    words: str
    version: int = 1
    state: str
    at: datetime
    told_at: datetime | None = None
    channel: str | None = None
    ts: str | None = None


class StoryYesRow(SQLModel, table=True):
    """One person's yes to a story, in the exact wording of this version."""

    __tablename__ = "story_yes"
    __table_args__ = (UniqueConstraint("story_id", "person_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    story_id: int = Field(foreign_key="story.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    version: int
    at: datetime


class MentorshipStepRow(SQLModel, table=True):
    """A step that a mentorship is expected to take, copied from its programme's type when it began: how many there are
    does not change on the way. `asks` is what it takes. It is left out once two people have said so.
    """

    __tablename__ = "mentorship_step"
    __table_args__ = (UniqueConstraint("mentorship_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    key: str
    position: int
    texts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    asks: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    done_at: datetime | None = None
    skip_by: int | None = Field(default=None, foreign_key="person.id")
    skip_agreed_by: int | None = Field(default=None, foreign_key="person.id")


class CertificateRow(SQLModel, table=True):
    """What was issued to whom, and `about` what, as in "mentorship-12" or "year-2026": once each. `facts` (sealed) are
    all that its page says, `sha256` that of the file they make.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("person_id", "about"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    code: str = Field(unique=True)
    kind: str
    programme_id: int = Field(foreign_key="programme.id")
    mentorship_id: int | None = Field(default=None, foreign_key="mentorship.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    about: str
    language: str
    issued_at: datetime
    facts: str
    sha256: str
