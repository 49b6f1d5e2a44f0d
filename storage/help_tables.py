"""The data dictionary of help and of the mentors' circle.

What must not be known has no column: a request for help holds no reason and no mentorship, and goes once it is taken
care of; a question to the circle has no author and no date. Points of an agenda and questions are sealed.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.convention import SQLModel


class HelpContactRow(SQLModel, table=True):
    """Somebody outside the programme whom people can turn to, and what for."""

    __tablename__ = "help_contact"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    kind: str
    person_id: int = Field(foreign_key="person.id")
    position: int = 0


class HelpRequestRow(SQLModel, table=True):
    """Somebody waits for a hand: whose, since when, and when the next contact gets it. `asked` are those who had it."""

    __tablename__ = "help_request"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "contact_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id")
    contact_id: int = Field(foreign_key="person.id", index=True)
    kind: str
    asked_at: datetime
    pass_on_at: datetime = Field(index=True)
    asked: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class CircleRow(SQLModel, table=True):
    """The mentors' circle of a programme: session `first_number` + k begins on anchor + k·period, `at_minutes` o'clock
    there. A new rhythm has a new anchor, and goes on counting.
    """

    __tablename__ = "circle"
    __table_args__ = (UniqueConstraint("programme_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    anchor: date
    first_number: int = 0
    period_months: int = 1
    period_weeks: int = 0
    at_minutes: int
    minutes: int
    place: str = ""
    set_by: int = Field(foreign_key="person.id")
    stopped_on: date | None = None


class CircleSessionRow(SQLModel, table=True):
    """One meeting of the circle. `starts_at` is what was announced, moved by hand or not, and so many times."""

    __tablename__ = "circle_session"
    __table_args__ = (UniqueConstraint("circle_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    circle_id: int = Field(foreign_key="circle.id")
    number: int
    starts_at: datetime = Field(index=True)
    state: str = "announced"
    moves: int = 0


class CircleSeatRow(SQLModel, table=True):
    """Who said that they come, and who was there."""

    __tablename__ = "circle_seat"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    session_id: int = Field(foreign_key="circle_session.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    comes: bool | None = None
    came: bool | None = None


class CirclePointRow(SQLModel, table=True):
    """A point that a mentor put on the agenda, in their name. `words` is sealed."""

    __tablename__ = "circle_point"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    session_id: int = Field(foreign_key="circle_session.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    words: str


class CircleQuestionRow(SQLModel, table=True):
    """A question without an author. `id` is drawn at random, `words` is sealed, nothing tells when it came."""

    __tablename__ = "circle_question"
    id: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    session_id: int = Field(foreign_key="circle_session.id", index=True)
    words: str
