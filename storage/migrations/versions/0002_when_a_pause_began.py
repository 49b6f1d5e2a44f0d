"""When a pause began and ended, so that a report of an earlier month still tells what was true in it.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAME = "mentorship_pause"


def upgrade() -> None:
    """Pauses of before have an unknown beginning, and are not made up."""
    op.create_table(
        NAME,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{NAME}"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name=f"fk_{NAME}_workspace_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name=f"fk_{NAME}_mentorship_id"),
    )
    op.create_index(f"ix_{NAME}_mentorship_id", NAME, ["mentorship_id"])


def downgrade() -> None:
    op.drop_table(NAME)
