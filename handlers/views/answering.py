"""The form of the less usual answers to a prompt."""

from __future__ import annotations

from datetime import date

from bot.texts import Speech
from handlers import ids
from handlers.views import cadences, reaching_out
from handlers.views.blocks import (
    Block,
    actions,
    ask,
    date_picker,
    divider,
    modal,
    option,
    section,
)

LATER, PAUSE = "later", "pause"


def more_form(
    t: Speech,
    *,
    later: date,
    today: date,
    kept: str,
    pauses: bool = True,
    rhythm_of: int | None = None,
) -> Block:
    """Later this week, a pause, or the way to whoever gives a hand. Who learns in a group `pauses` nobody else."""
    choices = [option(t.plain("prompts.more_later", day=t.date(later, today=today)), LATER)]
    if pauses:
        choices.append(option(t.plain("prompts.more_pause"), PAUSE))
    radio: Block = {"type": "radio_buttons", "action_id": "what", "options": choices}
    return modal(
        t.plain("prompts.more_title"),
        ask(t.plain("prompts.more_what"), {**radio, "initial_option": choices[0]}, block_id="what"),
        _until(t) if pauses else None,
        cadences.offer(rhythm_of, t) if rhythm_of is not None else None,
        divider(),
        section(t("prompts.more_help")),
        actions(reaching_out.open_button(t)),
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
