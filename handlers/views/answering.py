"""The forms in which people answer a prompt: a date to meet, and the less usual answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.meetings import Meeting
from bot.domain.people import Person, Workspace
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    date_picker,
    divider,
    message,
    modal,
    option,
    quiet,
    section,
)
from handlers.views.common import open_conversation
from handlers.views.wording import names, when

MOST_LINKS = 5
LATER, PAUSE = "later", "pause"


def plan_form(partners: Sequence[Person], t: Speech, *, starts_at: datetime, kept: str) -> Block:
    """When do you meet? The picker shows the reader's own time, and gives an instant."""
    picker: Block = {
        "type": "datetimepicker",
        "action_id": "when",
        "initial_date_time": int(starts_at.timestamp()),
    }
    return modal(
        t.plain("prompts.plan_title"),
        ask(t.plain("prompts.plan_when"), picker, block_id="when"),
        quiet(t("prompts.plan_told", partner=names(partners, t))),
        callback_id=ids.PLAN_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def planned(partners: Sequence[Person], meeting: Meeting, t: Speech, *, today: date) -> Message:
    """A date set from elsewhere than a message of the ledger is said back in the DM."""
    words = t("prompts.plan_said", partner=names(partners, t), when=when(meeting, t, today=today))
    return message(section(words))


def more_form(
    coordinators: Sequence[Person],
    workspace: Workspace,
    t: Speech,
    *,
    later: date,
    today: date,
    kept: str,
    pauses: bool = True,
) -> Block:
    """Later this week, a pause, or a hand: whom to write to is named, and nothing about it is stored. Who learns in a
    group `pauses` nobody else.
    """
    choices = [option(t.plain("prompts.more_later", day=t.date(later, today=today)), LATER)]
    if pauses:
        choices.append(option(t.plain("prompts.more_pause"), PAUSE))
    radio: Block = {"type": "radio_buttons", "action_id": "what", "options": choices}
    help_words = (
        t("prompts.more_help", people=names(coordinators, t))
        if coordinators
        else t("prompts.more_help_nobody")
    )
    links = [open_conversation(t, workspace, person) for person in coordinators[:MOST_LINKS]]
    return modal(
        t.plain("prompts.more_title"),
        ask(t.plain("prompts.more_what"), {**radio, "initial_option": choices[0]}, block_id="what"),
        _until(t) if pauses else None,
        divider(),
        section(help_words),
        actions(*links) if links else None,
        callback_id=ids.PROMPT_MORE_FORM,
        submit=t.plain("prompts.more_send"),
        close=t.plain("common.cancel"),
        kept=kept,
    )


def _until(t: Speech) -> Block:
    return ask(
        t.plain("prompts.more_until"),
        date_picker("until"),
        block_id="until",
        hint=t.plain("prompts.more_until_hint"),
        optional=True,
    )
