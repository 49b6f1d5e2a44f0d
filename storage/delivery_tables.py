"""The data dictionary of delivery, beside the ledger itself (`tables.py`): how fast, what to draw again, what waits.

Everything here is machine time: nobody's time machine hurries Slack.
"""

from datetime import datetime

from sqlalchemy import UniqueConstraint
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
