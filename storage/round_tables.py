"""The data dictionary of rounds: who is asked, what they answered, what is proposed, adjusted and declined.

A mentor's refusal of one person is kept for the matcher alone, and for this round alone; it has no reason.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field

from storage.convention import SQLModel


class RoundRow(SQLModel, table=True):
    """One matching campaign. `solo`: one person looks for a mentor outside a campaign. `wanted` is what somebody asked
    for and is not finished: whoever finds it after a crash finishes it.
    """

    __tablename__ = "round"
    __table_args__ = (
        # A programme runs one round at a time, whoever presses twice.
        Index(
            "uq_round_unpublished",
            "programme_id",
            unique=True,
            sqlite_where=text("state <> 'published' AND NOT solo"),
            postgresql_where=text("state <> 'published' AND NOT solo"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
    state: str
    opened_at: datetime
    closes_on: date
    opened_by: int = Field(foreign_key="person.id")
    published_at: datetime | None = None
    rules: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False, server_default="{}")
    )
    solo: bool = False
    mentors_until: date | None = None
    wanted: str | None = None
    wanted_by: int | None = None


class InvitationRow(SQLModel, table=True):
    """One person of a round's list, which is the denominator of "without a mentor"."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    answer: str | None = None
    answered_at: datetime | None = None


class ChoiceRow(SQLModel, table=True):
    """A mentee's ranked wish: `rank` is 1, 2 or 3."""

    __tablename__ = "choice"
    __table_args__ = (
        UniqueConstraint("round_id", "mentee_id", "rank"),
        UniqueConstraint("round_id", "mentee_id", "mentor_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id")
    mentee_id: int = Field(foreign_key="person.id")
    mentor_id: int = Field(foreign_key="person.id")
    rank: int


class ProposalRow(SQLModel, table=True):
    """What the matcher proposed for one mentee, and why."""

    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("round_id", "mentee_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id")
    mentee_id: int = Field(foreign_key="person.id", index=True)
    mentor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    rank: int | None = None
    reason: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    left_out: str | None = None
    suggested: bool = False
    locked: bool = False
    by_hand: bool = False
    mentor_says: str | None = None
    #: Every beat of the heart asks which are open.
    offer: str | None = Field(default=None, index=True)
    offer_until: date | None = None


class AdjustmentRow(SQLModel, table=True):
    """Something that a coordinator changed by hand in a round: `before` is what undoing it brings back."""

    __tablename__ = "adjustment"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id", index=True)
    kind: str
    person_id: int = Field(foreign_key="person.id")
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    undone_at: datetime | None = None


class MentorDeclineRow(SQLModel, table=True):
    """Somebody whom a mentor would rather not be given in this round."""

    __tablename__ = "mentor_decline"
    __table_args__ = (UniqueConstraint("round_id", "mentor_id", "mentee_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    round_id: int = Field(foreign_key="round.id")
    mentor_id: int = Field(foreign_key="person.id")
    mentee_id: int = Field(foreign_key="person.id")
