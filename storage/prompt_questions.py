"""What every act asks of the ledger, put together once: to write a question anew costs more than to answer it."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, select

from bot.domain.prompts import PromptState
from storage.base import inserting_on, table_of
from storage.tables import PromptRow

PROMPTS = table_of(PromptRow)
SENT = PromptState.SENT.value
#: Said, or perhaps said: a sender holds it, or cannot tell how it ended.
WENT_OUT = (SENT, PromptState.SENDING.value, PromptState.UNKNOWN.value)


@cache
def unless_planned(database: str) -> Any:
    return inserting_on(database, PROMPTS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


@cache
def at() -> Select[*tuple[Any, ...]]:
    """Every press asks it of the message that it was made in."""
    said = (PROMPTS.c.ts == bindparam("ts"), PROMPTS.c.channel == bindparam("channel"))
    here = (PROMPTS.c.state == SENT, PROMPTS.c.workspace_id == bindparam("mine"))
    return select(PROMPTS).where(*said, *here).order_by(PROMPTS.c.not_before, PROMPTS.c.id)


@cache
def places() -> Select[*tuple[Any, ...]]:
    """Every act of a person asks it."""
    said = (PROMPTS.c.recipient_id == bindparam("person"), PROMPTS.c.state == SENT)
    lately = (PROMPTS.c.sent_at >= bindparam("since"), PROMPTS.c.workspace_id == bindparam("mine"))
    places = select(PROMPTS.c.channel, PROMPTS.c.ts).where(*said, *lately)
    newest = places.group_by(PROMPTS.c.channel, PROMPTS.c.ts).order_by(func.max(PROMPTS.c.sent_at).desc())
    return newest.limit(bindparam("most", type_=Integer))


@cache
def series() -> Select[*tuple[Any, ...]]:
    theirs = (PROMPTS.c.recipient_id == bindparam("person"), PROMPTS.c.kind == bindparam("kind"))
    found = select(PROMPTS).where(*theirs, PROMPTS.c.workspace_id == bindparam("mine"))
    return found.order_by(PROMPTS.c.not_before, PROMPTS.c.id)


@cache
def said_to() -> Select[*tuple[Any, ...]]:
    """Whoever comes by is asked about twice, and so is whoever is to be told something."""
    at = func.coalesce(PROMPTS.c.sent_at, PROMPTS.c.not_before).label("at")
    theirs = (PROMPTS.c.recipient_id == bindparam("person"), PROMPTS.c.workspace_id == bindparam("mine"))
    went_out = (PROMPTS.c.state.in_(WENT_OUT), at >= bindparam("since"))
    return select(PROMPTS.c.kind, at).where(*theirs, *went_out).order_by(at, PROMPTS.c.id)
