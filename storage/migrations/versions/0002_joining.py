"""Joining: profiles, applications to mentor, the coordinators' topics, signatures, private wishes, needs.

Whoever mentored before applications existed goes on as they were: approved.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_topic_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topic"),
        sa.UniqueConstraint("workspace_id", "key", name="uq_topic_workspace_id_key"),
    )
    op.create_table(
        "topic_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_topic_suggestion_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_topic_suggestion"),
    )
    op.create_index("ix_topic_suggestion_workspace_id", "topic_suggestion", ["workspace_id"], unique=False)
    op.create_table(
        "avoided",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_avoided_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_avoided_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_avoided"),
        sa.UniqueConstraint("person_id", name="uq_avoided_person_id"),
    )
    op.create_index("ix_avoided_workspace_id", "avoided", ["workspace_id"], unique=False)
    op.create_table(
        "profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("seniority", sa.String(), nullable=True),
        sa.Column("topics_to_give", sa.JSON(), nullable=False),
        sa.Column("experience", sa.String(), nullable=True),
        sa.Column("goals", sa.String(), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_profile_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_profile_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_profile"),
        sa.UniqueConstraint("person_id", name="uq_profile_person_id"),
    )
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_signature_person_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_signature_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_signature_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint(
            "programme_id",
            "person_id",
            "what",
            "version",
            name="uq_signature_programme_id_person_id_what_version",
        ),
    )
    op.create_index("ix_signature_person_id", "signature", ["person_id"], unique=False)
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_survey_asked_by"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_survey_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_survey_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey"),
    )
    op.create_index("ix_survey_programme_id", "survey", ["programme_id"], unique=False)
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_application_decided_by"),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_application_enrolment_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_application_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_application"),
    )
    op.create_index("ix_application_enrolment_id", "application", ["enrolment_id"], unique=False)
    op.create_table(
        "need",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_need_survey_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_need_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )
    op.create_index("ix_need_survey_id", "need", ["survey_id"], unique=False)
    op.create_table(
        "part_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name="fk_part_taken_enrolment_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_part_taken_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_part_taken"),
    )
    op.create_index("ix_part_taken_enrolment_id", "part_taken", ["enrolment_id"], unique=False)
    op.create_table(
        "survey_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_survey_guest_person_id"),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name="fk_survey_guest_survey_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_survey_guest_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_guest"),
        sa.UniqueConstraint("survey_id", "person_id", name="uq_survey_guest_survey_id_person_id"),
    )
    op.create_index("ix_survey_guest_person_id", "survey_guest", ["person_id"], unique=False)
    op.add_column("programme", sa.Column("charter_version", sa.Integer(), nullable=True))
    op.add_column("enrolment", sa.Column("application", sa.String(), nullable=True))
    op.add_column(
        "enrolment", sa.Column("preparation_step", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("enrolment", sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE enrolment SET application = 'approved' WHERE part IN ('mentor', 'both') AND capacity IS NOT NULL"
    )
