"""Evidence: objectives, waves of anonymous questions, rights by user group, what is on record, and being forgotten.

What was granted and recorded before stays as it was; no programme has objectives or waves yet.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("audit", sa.Column("programme_id", sa.Integer(), nullable=True))
    op.add_column("audit", sa.Column("subject_id", sa.Integer(), nullable=True))
    op.add_column("audit", sa.Column("number", sa.Integer(), nullable=True))
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.add_column("programme", sa.Column("split_by", sa.String(), nullable=True))
    _rights_and_privacy()
    _objectives()
    _waves()


def _rights_and_privacy() -> None:
    op.create_table(
        "bound_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("right", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_bound_group_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_bound_group_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bound_group"),
        sa.UniqueConstraint(
            "workspace_id",
            "group_id",
            "right",
            "programme_id",
            name="uq_bound_group_workspace_id_group_id_right_programme_id",
        ),
    )
    op.create_table(
        "forgotten",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("imprint", sa.String(), nullable=False),
        sa.Column("whom", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_forgotten_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
        sa.UniqueConstraint("workspace_id", "imprint", name="uq_forgotten_workspace_id_imprint"),
    )
    op.create_table(
        "given_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_given_file_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_given_file"),
    )
    op.create_index("ix_given_file_given_at", "given_file", ["given_at"], unique=False)


def _objectives() -> None:
    op.create_table(
        "objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("value_on", sa.Date(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_objective_programme_id"),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name="fk_objective_set_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_objective_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_objective"),
    )
    op.create_index("ix_objective_programme_id", "objective", ["programme_id"], unique=False)


def _waves() -> None:
    op.create_table(
        "pulse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_pulse_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_pulse_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pulse"),
        sa.UniqueConstraint("programme_id", "kind", "opens_on", name="uq_pulse_programme_id_kind_opens_on"),
    )
    op.create_index("ix_pulse_closes_on", "pulse", ["closes_on"], unique=False)
    op.create_table(
        "pulse_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_pulse_guest_person_id"),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulse.id"], name="fk_pulse_guest_pulse_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_pulse_guest_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pulse_guest"),
        sa.UniqueConstraint("pulse_id", "person_id", name="uq_pulse_guest_pulse_id_person_id"),
    )
    op.create_index("ix_pulse_guest_person_id", "pulse_guest", ["person_id"], unique=False)
    op.create_table(
        "pulse_ballot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulse.id"], name="fk_pulse_ballot_pulse_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_pulse_ballot_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pulse_ballot"),
    )
    op.create_index("ix_pulse_ballot_pulse_id", "pulse_ballot", ["pulse_id"], unique=False)
    op.create_table(
        "pulse_answer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulse.id"], name="fk_pulse_answer_pulse_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_pulse_answer_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pulse_answer"),
    )
    op.create_index("ix_pulse_answer_pulse_id", "pulse_answer", ["pulse_id"], unique=False)
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("pulse_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["pulse_id"], ["pulse.id"], name="fk_suggestion_pulse_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_suggestion_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
    )
    op.create_index("ix_suggestion_pulse_id", "suggestion", ["pulse_id"], unique=False)
