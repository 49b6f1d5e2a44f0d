"""The heartbeat: cadences that people change, their hours, help, circles, what comes after, delivery by several bots.

Everything that was planned before goes on; nobody has hours of their own, and every cadence is the one it began with.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("mentorship", sa.Column("first_cycle", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person", sa.Column("opens_at", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("closes_at", sa.Integer(), nullable=True))
    op.add_column("person", sa.Column("works_on", sa.String(), nullable=True))
    op.add_column(
        "person", sa.Column("country_chosen", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("mentorship", sa.Column("end_asked_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_mentorship_programme_id_ends_on", "mentorship", ["programme_id", "ends_on"], unique=False
    )
    op.create_index("ix_person_standing", "person", ["standing"], unique=False)
    op.add_column("prompt", sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("prompt", sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_prompt_ts", "prompt", ["ts"], unique=False)
    op.add_column("skip", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("workspace", sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workspace", sa.Column("lived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workspace", sa.Column("broken_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("workspace", sa.Column("broken_why", sa.String(), nullable=True))
    _delivery()
    _help()
    _circles()
    _mentorships()


def _delivery() -> None:
    op.create_table(
        "pace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_pace_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pace"),
        sa.UniqueConstraint("workspace_id", "place", name="uq_pace_workspace_id_place"),
    )
    op.create_index("ix_pace_taken_until", "pace", ["taken_until"], unique=False)
    op.create_table(
        "retouch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_retouch_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_retouch"),
        sa.UniqueConstraint("workspace_id", "channel", "ts", name="uq_retouch_workspace_id_channel_ts"),
    )
    op.create_index("ix_retouch_due_at", "retouch", ["due_at"], unique=False)
    op.create_table(
        "restoration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("highest", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_restoration_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_restoration"),
        sa.UniqueConstraint("workspace_id", name="uq_restoration_workspace_id"),
    )
    op.create_table(
        "recollection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_recollection_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_recollection_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recollection"),
        sa.UniqueConstraint("workspace_id", "person_id", name="uq_recollection_workspace_id_person_id"),
    )


def _help() -> None:
    op.create_table(
        "help_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_help_contact_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_help_contact_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_help_contact"),
        sa.UniqueConstraint(
            "workspace_id", "person_id", "kind", name="uq_help_contact_workspace_id_person_id_kind"
        ),
    )
    op.create_table(
        "help_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pass_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name="fk_help_request_contact_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_help_request_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_help_request_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_help_request"),
        sa.UniqueConstraint(
            "workspace_id",
            "person_id",
            "contact_id",
            name="uq_help_request_workspace_id_person_id_contact_id",
        ),
    )
    op.create_index("ix_help_request_contact_id", "help_request", ["contact_id"], unique=False)
    op.create_index("ix_help_request_pass_on_at", "help_request", ["pass_on_at"], unique=False)


def _circles() -> None:
    op.create_table(
        "circle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("period_months", sa.Integer(), nullable=False),
        sa.Column("period_weeks", sa.Integer(), nullable=False),
        sa.Column("at_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_circle_programme_id"),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name="fk_circle_set_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_circle_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle"),
        sa.UniqueConstraint("programme_id", name="uq_circle_programme_id"),
    )
    op.create_table(
        "circle_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("circle_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name="fk_circle_session_circle_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_circle_session_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_session"),
        sa.UniqueConstraint("circle_id", "number", name="uq_circle_session_circle_id_number"),
    )
    op.create_index("ix_circle_session_starts_at", "circle_session", ["starts_at"], unique=False)
    op.create_table(
        "circle_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("comes", sa.Boolean(), nullable=True),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_circle_seat_person_id"),
        sa.ForeignKeyConstraint(["session_id"], ["circle_session.id"], name="fk_circle_seat_session_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_circle_seat_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_seat"),
        sa.UniqueConstraint("session_id", "person_id", name="uq_circle_seat_session_id_person_id"),
    )
    op.create_index("ix_circle_seat_person_id", "circle_seat", ["person_id"], unique=False)
    op.create_table(
        "circle_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_circle_point_person_id"),
        sa.ForeignKeyConstraint(["session_id"], ["circle_session.id"], name="fk_circle_point_session_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_circle_point_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_point"),
    )
    op.create_index("ix_circle_point_session_id", "circle_point", ["session_id"], unique=False)
    op.create_table(
        "circle_question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["circle_session.id"], name="fk_circle_question_session_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_circle_question_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_circle_question"),
    )
    op.create_index("ix_circle_question_session_id", "circle_question", ["session_id"], unique=False)


def _mentorships() -> None:
    op.create_table(
        "mentorship_cadence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("first_cycle", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("period_months", sa.Integer(), nullable=False),
        sa.Column("period_weeks", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name="fk_mentorship_cadence_mentorship_id"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name="fk_mentorship_cadence_workspace_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mentorship_cadence"),
        sa.UniqueConstraint(
            "mentorship_id", "first_cycle", name="uq_mentorship_cadence_mentorship_id_first_cycle"
        ),
    )
    op.create_table(
        "after_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_after_wish_mentorship_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_after_wish_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_after_wish_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_after_wish"),
        sa.UniqueConstraint("mentorship_id", "person_id", name="uq_after_wish_mentorship_id_person_id"),
    )
    op.create_index("ix_after_wish_next_at", "after_wish", ["next_at"], unique=False)
    op.create_index("ix_after_wish_person_id", "after_wish", ["person_id"], unique=False)
