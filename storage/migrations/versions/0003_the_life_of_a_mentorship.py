"""The life of a mentorship: rules of a round, adjustments by hand, what mentors decline, changes, fits.

Rounds that were made before go on as they were: three choices, everybody, no other rule, nobody asked twice.

`wanted_by` and `replaces` hold ids without a constraint: SQLite could add one only by copying the whole table.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("round", sa.Column("rules", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("round", sa.Column("solo", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("round", sa.Column("mentors_until", sa.Date(), nullable=True))
    op.add_column("round", sa.Column("wanted", sa.String(), nullable=True))
    op.add_column("round", sa.Column("wanted_by", sa.Integer(), nullable=True))
    op.drop_index("uq_round_unpublished", "round")
    one_at_a_time = sa.text("state <> 'published' AND NOT solo")
    op.create_index(
        "uq_round_unpublished",
        "round",
        ["programme_id"],
        unique=True,
        sqlite_where=one_at_a_time,
        postgresql_where=one_at_a_time,
    )
    for name in ("locked", "by_hand"):
        op.add_column("proposal", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("mentor_says", "offer"):
        op.add_column("proposal", sa.Column(name, sa.String(), nullable=True))
    op.add_column("proposal", sa.Column("offer_until", sa.Date(), nullable=True))
    op.add_column("mentorship", sa.Column("name", sa.String(), nullable=True))
    op.add_column("mentorship", sa.Column("replaces", sa.Integer(), nullable=True))
    op.add_column("mentorship", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("mentorship", sa.Column("ended_why", sa.String(), nullable=True))
    _rounds()
    _changes()


def _rounds() -> None:
    op.create_table(
        "adjustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_adjustment_workspace_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_adjustment_round_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_adjustment_person_id"),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name="fk_adjustment_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_adjustment"),
    )
    op.create_index("ix_adjustment_round_id", "adjustment", ["round_id"], unique=False)
    op.create_table(
        "mentor_decline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_mentor_decline_workspace_id"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="fk_mentor_decline_round_id"),
        sa.ForeignKeyConstraint(["mentor_id"], ["person.id"], name="fk_mentor_decline_mentor_id"),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name="fk_mentor_decline_mentee_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentor_decline"),
        sa.UniqueConstraint(
            "round_id", "mentor_id", "mentee_id", name="uq_mentor_decline_round_id_mentor_id_mentee_id"
        ),
    )


def _changes() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_change_workspace_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_change_mentorship_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_change_asked_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_change_decided_by"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_mentorship_id", "change", ["mentorship_id"], unique=False)
    op.create_index("ix_change_state_tell_at", "change", ["state", "tell_at"], unique=False)
    still_open = sa.text("state = 'open'")
    op.create_index(
        "uq_change_open",
        "change",
        ["mentorship_id", "asked_by"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "fit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_fit_workspace_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_fit_mentorship_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_fit_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_fit"),
        sa.UniqueConstraint("mentorship_id", "person_id", name="uq_fit_mentorship_id_person_id"),
    )
    op.create_index("ix_fit_person_id", "fit", ["person_id"], unique=False)
