"""Mentorships by the day they began: a month's report counts those whose cycles end together.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

OLD, NEW = "ix_mentorship_programme_id", "ix_mentorship_programme_id_anchor"


def upgrade() -> None:
    op.create_index(NEW, "mentorship", ["programme_id", "anchor"])
    op.drop_index(OLD, "mentorship")


def downgrade() -> None:
    op.create_index(OLD, "mentorship", ["programme_id"])
    op.drop_index(NEW, "mentorship")
