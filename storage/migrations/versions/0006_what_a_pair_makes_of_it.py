"""What a mentorship makes of itself: who was there, its own lines, topics, actions, goals, steps and stories.

Whatever was logged, sent or ticked before stays as it was; a sheet made before keeps the title of its programme's file.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("programme", sa.Column("channel", sa.String(), nullable=True))
    op.add_column("seat", sa.Column("since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sheet", sa.Column("title", sa.JSON(), nullable=True))
    op.add_column("sheet", sa.Column("template_version", sa.Integer(), nullable=True))
    _meetings_and_sheets()
    _goals()
    _what_comes_of_it()


def _meetings_and_sheets() -> None:
    op.create_table(
        "meeting_present",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_present_meeting_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_meeting_present_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_meeting_present_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_present"),
        sa.UniqueConstraint("meeting_id", "person_id", name="uq_meeting_present_meeting_id_person_id"),
    )
    op.create_index("ix_meeting_present_person_id", "meeting_present", ["person_id"], unique=False)
    op.create_table(
        "meeting_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_meeting_version_by_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name="fk_meeting_version_meeting_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_meeting_version_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_version"),
    )
    op.create_index("ix_meeting_version_by_id", "meeting_version", ["by_id"], unique=False)
    op.create_index("ix_meeting_version_meeting_id", "meeting_version", ["meeting_id"], unique=False)
    op.create_table(
        "sheet_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_sheet_template_by_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_sheet_template_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_sheet_template_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sheet_template"),
        sa.UniqueConstraint(
            "programme_id", "stage", "version", name="uq_sheet_template_programme_id_stage_version"
        ),
    )
    op.create_table(
        "own_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_own_line_by_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_own_line_mentorship_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_own_line_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_line"),
        sa.UniqueConstraint("mentorship_id", "key", name="uq_own_line_mentorship_id_key"),
    )
    op.create_table(
        "point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("first_cycle", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_cycle", sa.Integer(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_point_by_id"),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name="fk_point_done_by"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_point_mentorship_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name="fk_point_owner_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_point_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_point"),
        sa.UniqueConstraint("ref", name="uq_point_ref"),
    )
    op.create_index("ix_point_by_id", "point", ["by_id"], unique=False)
    op.create_index("ix_point_mentorship_id", "point", ["mentorship_id"], unique=False)


def _goals() -> None:
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["person.id"], name="fk_goal_mentee_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_goal_mentorship_id"),
        sa.ForeignKeyConstraint(["replaces_id"], ["goal.id"], name="fk_goal_replaces_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_goal_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_goal"),
        sa.UniqueConstraint("ref", name="uq_goal_ref"),
    )
    op.create_index("ix_goal_mentee_id", "goal", ["mentee_id"], unique=False)
    op.create_index("ix_goal_mentorship_id", "goal", ["mentorship_id"], unique=False)
    op.create_table(
        "goal_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_goal_progress_by_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name="fk_goal_progress_goal_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_goal_progress_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_goal_progress"),
        sa.UniqueConstraint("goal_id", "cycle", name="uq_goal_progress_goal_id_cycle"),
    )
    op.create_table(
        "skill_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_skill_rating_mentorship_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_skill_rating_person_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_skill_rating_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_skill_rating"),
        sa.UniqueConstraint(
            "mentorship_id",
            "person_id",
            "skill",
            "moment",
            name="uq_skill_rating_mentorship_id_person_id_skill_moment",
        ),
    )
    op.create_index("ix_skill_rating_person_id", "skill_rating", ["person_id"], unique=False)


def _what_comes_of_it() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_story_by_id"),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_story_mentorship_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_story_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_story_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("ref", name="uq_story_ref"),
    )
    op.create_index("ix_story_by_id", "story", ["by_id"], unique=False)
    op.create_index("ix_story_mentorship_id", "story", ["mentorship_id"], unique=False)
    op.create_index("ix_story_workspace_id_state", "story", ["workspace_id", "state"], unique=False)
    op.create_table(
        "story_yes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_story_yes_person_id"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_yes_story_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_story_yes_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_story_yes"),
        sa.UniqueConstraint(
            "story_id", "person_id", "version", name="uq_story_yes_story_id_person_id_version"
        ),
    )
    op.create_index("ix_story_yes_person_id", "story_yes", ["person_id"], unique=False)
    op.create_table(
        "mentorship_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skip_by", sa.Integer(), nullable=True),
        sa.Column("skip_agreed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentorship_id"], ["mentorship.id"], name="fk_mentorship_step_mentorship_id"
        ),
        sa.ForeignKeyConstraint(["skip_agreed_by"], ["person.id"], name="fk_mentorship_step_skip_agreed_by"),
        sa.ForeignKeyConstraint(["skip_by"], ["person.id"], name="fk_mentorship_step_skip_by"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_mentorship_step_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mentorship_step"),
        sa.UniqueConstraint("mentorship_id", "key", name="uq_mentorship_step_mentorship_id_key"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("mentorship_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["mentorship_id"], ["mentorship.id"], name="fk_certificate_mentorship_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_certificate_person_id"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name="fk_certificate_programme_id"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_certificate_workspace_id"),
        sa.PrimaryKeyConstraint("id", name="pk_certificate"),
        sa.UniqueConstraint("code", name="uq_certificate_code"),
        sa.UniqueConstraint("person_id", "about", name="uq_certificate_person_id_about"),
    )
    op.create_index("ix_certificate_mentorship_id", "certificate", ["mentorship_id"], unique=False)
