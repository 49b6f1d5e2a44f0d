"""What waits is found by an index: a beat and a Home no longer grow with what was decided, proposed or offered before.

Nothing that is kept changes.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    undecided = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_application_undecided",
        "application",
        ["workspace_id", "applied_at"],
        unique=False,
        sqlite_where=undecided,
        postgresql_where=undecided,
    )
    op.create_index("ix_proposal_offer", "proposal", ["offer"], unique=False)
    op.create_index("ix_proposal_mentor_id", "proposal", ["mentor_id"], unique=False)
    op.create_index("ix_proposal_mentee_id", "proposal", ["mentee_id"], unique=False)
    op.create_index("ix_person_workspace_id_network", "person", ["workspace_id", "network"], unique=False)
