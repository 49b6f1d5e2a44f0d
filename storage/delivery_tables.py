"""The data dictionary of delivery, beside the ledger itself (`tables.py`): how fast, what to draw again, what waits.

Everything here is machine time: nobody's time machine hurries Slack.
"""

from datetime import datetime

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from storage.convention import SQLModel


class PauseRow(SQLModel, table=True):
    """A Slack method that asked us to wait: the whole workspace waits, until this instant of machine time."""

    __tablename__ = "method_pause"
    __table_args__ = (UniqueConstraint("workspace_id", "method"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    method: str
    until: datetime


class PaceRow(SQLModel, table=True):
    """How much of its rate the workspace (an empty place) or a conversation has used, by all processes together."""

    __tablename__ = "pace"
    __table_args__ = (UniqueConstraint("workspace_id", "place"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    place: str
    taken_until: datetime = Field(index=True)


class RetouchRow(SQLModel, table=True):
    """A message that was said and must be drawn again. Drawing twice does no harm, so it is tried until it is done."""

    __tablename__ = "retouch"
    __table_args__ = (UniqueConstraint("workspace_id", "channel", "ts"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    channel: str
    ts: str
    wanted: int = 1
    due_at: datetime = Field(index=True)
    attempts: int = 0


class RestorationRow(SQLModel, table=True):
    """The company's data come from a backup. What was said since then only Slack knows, and is asked for each person
    before they are told anything.

    `highest` is the highest id that each table had: what people have made since then was never said before.
    """

    __tablename__ = "restoration"
    __table_args__ = (UniqueConstraint("workspace_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    #: By Slack's clock, nothing that was said before is missing.
    since: datetime
    restored_at: datetime
    highest: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class RecollectionRow(SQLModel, table=True):
    """What somebody was told since the backup, as Slack's history has it: imprint → the `ts` of the message."""

    __tablename__ = "recollection"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id"),)
    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    person_id: int = Field(foreign_key="person.id")
    channel: str = ""
    said: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
