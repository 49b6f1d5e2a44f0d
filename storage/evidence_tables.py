"""The data dictionary of evidence: what a programme wants to reach, what people answer when they are asked how it goes,
who may read it, and what has to be taken away again.

An answer has no author. Who was asked and whether they answered is kept in one table, what was answered in another, and
nothing links the two: no name, no day, no order.
"""

from datetime import date, datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.convention import SQLModel


class ObjectiveRow(SQLModel, table=True):
    """What a programme wants to reach: a figure of its report, or one that is entered by hand under this `name`."""

    __tablename__ = "objective"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id", index=True)
    measure: str
    name: str = ""
    baseline: float
    target: float
    due_on: date
    #: Of one entered by hand: how far it is, and since which day.
    value: float | None = None
    value_on: date | None = None
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime


class PulseRow(SQLModel, table=True):
    """A wave of questions: open from `opens_on` to the end of `closes_on`, and read once it is closed."""

    __tablename__ = "pulse"
    __table_args__ = (UniqueConstraint("programme_id", "kind", "opens_on"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    programme_id: int = Field(foreign_key="programme.id")
    kind: str
    opens_on: date
    closes_on: date = Field(index=True)


class PulseGuestRow(SQLModel, table=True):
    """One person who is asked in a wave, from which side, and whether they have answered: neither what nor when.

    `drawn`: chance chose them to be invited to a talk.
    """

    __tablename__ = "pulse_guest"
    __table_args__ = (UniqueConstraint("pulse_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    pulse_id: int = Field(foreign_key="pulse.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    side: str
    answered: bool = False
    drawn: bool = False


class PulseBallotRow(SQLModel, table=True):
    """An answer while its wave is open: sealed whole, all of one length, under a name drawn at random."""

    __tablename__ = "pulse_ballot"
    id: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    pulse_id: int = Field(foreign_key="pulse.id", index=True)
    words: str


class PulseAnswerRow(SQLModel, table=True):
    """One answer of a closed wave, by nobody: its id is drawn at random. `scores` are 1 to 5 by theme."""

    __tablename__ = "pulse_answer"
    id: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    pulse_id: int = Field(foreign_key="pulse.id", index=True)
    side: str
    scores: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class SuggestionRow(SQLModel, table=True):
    """The free line of an answer, parted from its scores: by nobody too. `words` are sealed."""

    __tablename__ = "suggestion"
    id: str = Field(primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    pulse_id: int = Field(foreign_key="pulse.id", index=True)
    words: str
    done_at: datetime | None = None


class BoundGroupRow(SQLModel, table=True):
    """A Slack user group whose members have this right. `members` are their Slack ids as they were at `read_at`, in
    machine time; what was read too long ago gives nobody anything.
    """

    __tablename__ = "bound_group"
    __table_args__ = (UniqueConstraint("workspace_id", "group_id", "right", "programme_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    group_id: str
    name: str = ""
    right: str
    programme_id: int | None = Field(default=None, foreign_key="programme.id")
    members: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    read_at: datetime | None = None


class ForgottenRow(SQLModel, table=True):
    """Somebody who asked to be forgotten: a keyed imprint of their Slack id, so that no list brings them back."""

    __tablename__ = "forgotten"
    __table_args__ = (UniqueConstraint("workspace_id", "imprint"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    imprint: str
    #: The Slack id itself, sealed, for the imprint of a new key.
    whom: str


class GivenFileRow(SQLModel, table=True):
    """A file that was given in somebody's conversation, to be taken away again after a while."""

    __tablename__ = "given_file"
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    file_id: str
    given_at: datetime = Field(index=True)
