"""The data dictionary of joining: profiles, applications, topics, signatures, private wishes, needs.

What must not be known has no column: a suggestion and a need have no author, and a need has no date. Whom somebody
would rather avoid, what they have done and what they aim for is sealed before it gets here.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.convention import SQLModel


class ProfileRow(SQLModel, table=True):
    """What a person added about themselves. `experience` and `goals` are sealed."""

    __tablename__ = "profile"
    __table_args__ = (UniqueConstraint("person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id")
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    languages: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    seniority: str | None = None
    topics_to_give: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    experience: str | None = None
    goals: str | None = None
    days: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    form: str | None = None
    muted: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    quiet_until: date | None = None


class PartTakenRow(SQLModel, table=True):
    """When somebody took up or put down a part in a programme."""

    __tablename__ = "part_taken"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    part: str
    at: datetime


class ApplicationRow(SQLModel, table=True):
    """A volunteer's application to mentor, and what became of it. `told`: the team has heard of it. `words` are the
    coordinator's, sealed.
    """

    __tablename__ = "application"
    __table_args__ = (
        # Every beat of the heart asks which wait.
        Index(
            "ix_application_undecided",
            "workspace_id",
            "applied_at",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    enrolment_id: int = Field(foreign_key="enrolment.id", index=True)
    applied_at: datetime
    told: bool = False
    decided_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    approved: bool | None = None
    reason: str | None = None
    words: str | None = None


class TopicRow(SQLModel, table=True):
    """A topic that coordinators added, reworded or withdrew."""

    __tablename__ = "topic"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    key: str
    texts: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    withdrawn: bool = False


class TopicSuggestionRow(SQLModel, table=True):
    """A topic that somebody missed; nobody can tell who. `words` are sealed."""

    __tablename__ = "topic_suggestion"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    words: str
    language: str


class SignatureRow(SQLModel, table=True):
    """What somebody agreed to, in which version and language."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("programme_id", "person_id", "what", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    what: str
    version: int
    language: str
    digest: str
    signed_at: datetime


class AvoidedRow(SQLModel, table=True):
    """The people that somebody would rather not be paired with, sealed: only the matcher opens it."""

    __tablename__ = "avoided"
    __table_args__ = (UniqueConstraint("person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    people: str


class SurveyRow(SQLModel, table=True):
    """A question about needs, asked of a population; `networks` is empty for everybody."""

    __tablename__ = "survey"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime
    closes_on: date
    networks: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class SurveyGuestRow(SQLModel, table=True):
    """One person who is asked, and whether they have answered: neither what nor when."""

    __tablename__ = "survey_guest"
    __table_args__ = (UniqueConstraint("survey_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    survey_id: int = Field(foreign_key="survey.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    answered: bool = False


class NeedRow(SQLModel, table=True):
    """One answer, by nobody: its id is drawn at random, so that not even the order tells whose it was."""

    __tablename__ = "need"
    id: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    survey_id: int = Field(foreign_key="survey.id", index=True)
    topics: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    form: str | None = None
