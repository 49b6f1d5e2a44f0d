"""The data dictionary of what happens to a mentorship on its way: changes that somebody asks for, and how it suits.

Why somebody asks for a change, and how their mentorship suits them, is sealed before it gets here; the reason goes
when the request is decided.
"""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from storage.convention import SQLModel


class ChangeRow(SQLModel, table=True):
    """A change that one half of a mentorship asked for, or that the bot found to be needed (`asked_by` is empty)."""

    __tablename__ = "change"
    __table_args__ = (
        # Whoever presses twice has asked once; the other half may ask at the same time, and knows of nothing.
        Index(
            "uq_change_open",
            "mentorship_id",
            "asked_by",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        # Every beat of the heart asks what the team has to hear of.
        Index("ix_change_state_tell_at", "state", "tell_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id", index=True)
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    wish: str
    until: date | None = None
    asked_at: datetime
    decide_by: date
    tell_at: datetime
    state: str = "open"
    decision: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    told_by: str | None = None


class FitRow(SQLModel, table=True):
    """How one person finds their mentorship after the first meeting. `answer` is sealed, for their eyes alone."""

    __tablename__ = "fit"
    __table_args__ = (UniqueConstraint("mentorship_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    answer: str


class AfterWishRow(SQLModel, table=True):
    """What one person would like at the end of a mentorship, sealed. It is gone once it has ended, unless both keep in
    touch: `next_at` is when each hears of the other next.
    """

    __tablename__ = "after_wish"
    __table_args__ = (UniqueConstraint("mentorship_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    mentorship_id: int = Field(foreign_key="mentorship.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    wish: str
    next_at: datetime | None = Field(default=None, index=True)
