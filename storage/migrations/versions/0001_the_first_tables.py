"""The first tables.

Revision ID: 0001
Revises: nothing
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Column = sa.Column[Any]


def upgrade() -> None:
    _table("workspace", _text("team_id"), _text("name"), _text("bot_user_id"), unique=[("team_id",)])
    _table(
        "inbox",
        _to("workspace", "workspace_id"),
        _text("key"),
        _instant("received_at"),
        unique=[("workspace_id", "key")],
        indexes=[("received_at",)],
    )
    _table(
        "method_pause",
        _to("workspace", "workspace_id"),
        _text("method"),
        _instant("until"),
        unique=[("workspace_id", "method")],
    )
    _table(
        "person",
        _to("workspace", "workspace_id"),
        _text("slack_id"),
        _text("name"),
        _text("handle"),
        _text("standing"),
        _text("language"),
        _yes_no("language_chosen"),
        _text("timezone"),
        _text("country"),
        _text("title"),
        _text("network", optional=True),
        _yes_no("network_confirmed"),
        _json("other_networks"),
        _json("topics"),
        _to("person", "manager_id", optional=True),
        _text("entity", optional=True),
        _text("site", optional=True),
        _day("joined_on", optional=True),
        _text("dm", optional=True),
        _instant("welcomed_at", optional=True),
        unique=[("workspace_id", "slack_id")],
        indexes=[("manager_id",)],
    )
    _table(
        "programme",
        _to("workspace", "workspace_id"),
        _text("type_key"),
        _text("name"),
        _text("language"),
        _text("timezone"),
        _day("started_on"),
        _day("ended_on", optional=True),
        unique=[("workspace_id", "type_key", "started_on")],
    )
    _table(
        "audit",
        _to("workspace", "workspace_id"),
        _instant("at"),
        _to("person", "actor_id"),
        _text("act"),
        _yes_no("allowed"),
    )
    _table(
        "enrolment",
        _to("workspace", "workspace_id"),
        _to("programme", "programme_id"),
        _to("person", "person_id"),
        _text("part", optional=True),
        _text("state"),
        _number("capacity", optional=True),
        _day("paused_until", optional=True),
        _number("left_out"),
        _text("expectation", optional=True),
        _yes_no("expectation_skipped"),
        _yes_no("topics_answered"),
        _instant("completed_at", optional=True),
        unique=[("programme_id", "person_id")],
        indexes=[("person_id",)],
    )
    _table(
        "right_granted",
        _to("workspace", "workspace_id"),
        _to("person", "person_id"),
        _text("right"),
        _to("programme", "programme_id", optional=True),
        unique=[("workspace_id", "person_id", "right", "programme_id")],
        indexes=[("person_id",)],
    )
    _table(
        "round",
        _to("workspace", "workspace_id"),
        _to("programme", "programme_id"),
        _text("state"),
        _instant("opened_at"),
        _day("closes_on"),
        _to("person", "opened_by"),
        _instant("published_at", optional=True),
        indexes=[("programme_id",)],
    )
    _table(
        "choice",
        _to("workspace", "workspace_id"),
        _to("round", "round_id"),
        _to("person", "mentee_id"),
        _to("person", "mentor_id"),
        _number("rank"),
        unique=[("round_id", "mentee_id", "mentor_id"), ("round_id", "mentee_id", "rank")],
    )
    _table(
        "invitation",
        _to("workspace", "workspace_id"),
        _to("round", "round_id"),
        _to("person", "person_id"),
        _text("answer", optional=True),
        _instant("answered_at", optional=True),
        unique=[("round_id", "person_id")],
        indexes=[("person_id",)],
    )
    _table(
        "mentorship",
        _to("workspace", "workspace_id"),
        _to("programme", "programme_id"),
        _to("round", "round_id", optional=True),
        _text("state"),
        _yes_no("temporary"),
        _day("anchor"),
        _number("period_months"),
        _number("period_weeks"),
        _instant("introduced_at"),
        _day("ends_on", optional=True),
        _day("paused_until", optional=True),
        _instant("flagged_at", optional=True),
        _instant("look_at"),
        indexes=[("programme_id", "anchor"), ("state", "look_at")],
    )
    _table(
        "proposal",
        _to("workspace", "workspace_id"),
        _to("round", "round_id"),
        _to("person", "mentee_id"),
        _to("person", "mentor_id", optional=True),
        _number("rank", optional=True),
        _json("reason"),
        _text("left_out", optional=True),
        _yes_no("suggested"),
        unique=[("round_id", "mentee_id")],
    )
    _table(
        "meeting",
        _to("workspace", "workspace_id"),
        _to("mentorship", "mentorship_id"),
        _text("state"),
        _number("cycle"),
        _day("held_on"),
        _instant("starts_at", optional=True),
        _number("minutes", optional=True),
        _text("form", optional=True),
        _to("person", "logged_by"),
        _instant("logged_at"),
        _yes_no("agreed"),
        indexes=[("held_on",), ("mentorship_id", "cycle", "state")],
    )
    _table(
        "prompt",
        _to("workspace", "workspace_id"),
        _text("dedupe_key"),
        _text("kind"),
        _to("person", "recipient_id"),
        _to("mentorship", "mentorship_id", optional=True),
        _text("period"),
        _json("about"),
        _text("state"),
        _text("reason", optional=True),
        _instant("not_before"),
        _instant("expires_at"),
        _text("marker", optional=True),
        _number("generation"),
        _number("attempts"),
        _instant("lease_until", optional=True),
        _text("channel", optional=True),
        _text("ts", optional=True),
        _instant("sent_at", optional=True),
        _text("answer", optional=True),
        unique=[("workspace_id", "dedupe_key")],
        indexes=[("marker",), ("mentorship_id",), ("recipient_id", "state"), ("state", "not_before")],
    )
    _table(
        "seat",
        _to("workspace", "workspace_id"),
        _to("mentorship", "mentorship_id"),
        _to("person", "person_id"),
        _text("role"),
        unique=[("mentorship_id", "person_id")],
        indexes=[("person_id",)],
    )
    _table(
        "sheet",
        _to("workspace", "workspace_id"),
        _to("mentorship", "mentorship_id"),
        _number("cycle"),
        _text("stage"),
        _instant("made_at"),
        unique=[("mentorship_id", "cycle")],
    )
    _table(
        "skip",
        _to("workspace", "workspace_id"),
        _to("mentorship", "mentorship_id"),
        _number("cycle"),
        _to("person", "by_person_id"),
        _instant("at"),
        unique=[("mentorship_id", "cycle")],
    )
    _table(
        "mentorship_pause",
        _to("workspace", "workspace_id"),
        _to("mentorship", "mentorship_id"),
        _day("since"),
        _day("until"),
        indexes=[("mentorship_id",)],
    )
    _table(
        "sheet_item",
        _to("workspace", "workspace_id"),
        _to("sheet", "sheet_id"),
        _number("position"),
        _text("key"),
        _json("texts"),
        _number("carried_since", optional=True),
        _instant("ticked_at", optional=True),
        _to("person", "ticked_by", optional=True),
        unique=[("sheet_id", "key")],
    )
    # A programme runs one round at a time, whoever presses twice.
    unpublished = sa.text("state <> 'published'")
    op.create_index(
        "uq_round_unpublished",
        "round",
        ["programme_id"],
        unique=True,
        sqlite_where=unpublished,
        postgresql_where=unpublished,
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


TABLES = (
    "workspace",
    "inbox",
    "method_pause",
    "person",
    "programme",
    "audit",
    "enrolment",
    "right_granted",
    "round",
    "choice",
    "invitation",
    "mentorship",
    "proposal",
    "meeting",
    "prompt",
    "seat",
    "sheet",
    "skip",
    "mentorship_pause",
    "sheet_item",
)


def _table(
    name: str,
    *columns: Column,
    unique: Iterable[tuple[str, ...]] = (),
    indexes: Iterable[tuple[str, ...]] = (),
) -> None:
    """Every constraint is named here: a landed revision must not follow a convention that changes."""
    references = [
        sa.ForeignKeyConstraint([column.name], [f"{column.info['to']}.id"], name=f"fk_{name}_{column.name}")
        for column in columns
        if "to" in column.info
    ]
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *references,
        *(sa.UniqueConstraint(*names, name=f"uq_{name}_{'_'.join(names)}") for names in unique),
    )
    for names in indexes:
        op.create_index(f"ix_{name}_{'_'.join(names)}", name, list(names))


def _text(name: str, *, optional: bool = False) -> Column:
    return sa.Column(name, sa.String(), nullable=optional)


def _number(name: str, *, optional: bool = False) -> Column:
    return sa.Column(name, sa.Integer(), nullable=optional)


def _yes_no(name: str) -> Column:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _day(name: str, *, optional: bool = False) -> Column:
    return sa.Column(name, sa.Date(), nullable=optional)


def _instant(name: str, *, optional: bool = False) -> Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _json(name: str) -> Column:
    return sa.Column(name, sa.JSON(), nullable=False)


def _to(table: str, name: str, *, optional: bool = False) -> Column:
    return sa.Column(name, sa.Integer(), nullable=optional, info={"to": table})
