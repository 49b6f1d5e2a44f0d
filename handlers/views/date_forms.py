"""The form in which a date is set or moved, and what is said of it where no message shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.dates import LENGTHS, token
from bot.domain.meetings import USUAL, Meeting, MeetingState
from bot.domain.people import Person
from bot.programme.others import Others
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.dates import agreed, keep, slot
from handlers.views.wording import names, when


@dataclass(frozen=True, kw_only=True, slots=True)
class Planning:
    """What the form knows: `starts_at`, the moment it opens with; `next`, the date that stands, if one does; whether
    it `waits` for the reader's word; whether it comes so soon that moving it is `late`; and whether the reader may only
    be `absent` from it, in a group that meets all the same.
    """

    mentorship_id: int
    partners: Sequence[Person]
    starts_at: datetime
    next: Meeting | None = None
    waits: bool = False
    late: bool = False
    absent: bool = False


def plan_form(one: Planning, t: Speech, *, today: date, kept: str) -> Block:
    """When do you meet? The picker shows the reader's own time, and gives an instant."""
    picker: Block = {
        "type": "datetimepicker",
        "action_id": "when",
        "initial_date_time": int(one.starts_at.timestamp()),
    }
    minutes = one.next.minutes if one.next is not None and one.next.minutes in LENGTHS else USUAL
    lengths = {length: option(t.duration(length), length) for length in LENGTHS}
    length = select(
        "minutes",
        placeholder=t.plain("dates.length"),
        options=list(lengths.values()),
        chosen=lengths[minutes],
    )
    group = isinstance(one.partners, Others) and one.partners.group is not None
    told = "dates.told_group" if group else "dates.told"
    return modal(
        t.plain("dates.title"),
        *(_waiting(one, t, today=today) if one.waits else _stands(one, t, today=today)),
        *(_late(one, t) if one.late else ()),
        ask(t.plain("dates.when"), picker, block_id="when"),
        ask(t.plain("dates.length"), length, block_id="minutes"),
        quiet(t(told, partner=names(one.partners, t))),
        callback_id=ids.PLAN_FORM,
        submit=t.plain("common.save" if group else "dates.send"),
        close=t.plain("common.close" if one.next else "common.cancel"),  # "cancel" would sound like the date
        kept=kept,
    )


def cancel_form(one: Planning, t: Speech, *, today: date, kept: str) -> Block:
    """Before an agreed date that is near is called off: what else there is. Nothing of it is counted."""
    assert one.next is not None
    shown = slot(one.next, t, today=today)
    return modal(
        t.plain("dates.cancel_title"),
        section(t("dates.cancel_sure", partner=names(one.partners, t), slot=shown)),
        *_late(one, t),
        callback_id=ids.DATE_CANCEL_FORM,
        submit=t.plain("dates.cancel_send"),
        close=t.plain("dates.cancel_keep"),
        kept=kept,
    )


def said_back(
    meeting: Meeting, partners: Sequence[Person], t: Speech, *, today: date, absent: bool = False
) -> Message:
    """What was done with a date elsewhere than in a message of the ledger is said back."""
    if meeting.state is MeetingState.WITHDRAWN:
        off = t("dates.gone", partner=names(partners, t), when=when(meeting, t, today=today))
        return message(section(off))
    if absent:
        return message(section(t("dates.absent_said")))
    told = {"partner": names(partners, t), "slot": slot(meeting, t, today=today)}
    if isinstance(partners, Others) and partners.group:
        mine = t("dates.group_mine", group=told["partner"], slot=told["slot"])
        return message(section(mine), *keep(meeting, partners, t))
    if meeting.agreed:
        return message(section(agreed(meeting, partners, t, today=today)), *keep(meeting, partners, t))
    return message(section(t("dates.mine", **told)))


def _waiting(one: Planning, t: Speech, *, today: date) -> list[Block]:
    assert one.next is not None
    words = t("dates.theirs", partner=names(one.partners, t), slot=slot(one.next, t, today=today))
    yes = button(t.plain("dates.accept"), ids.DATE_ACCEPT, value=token(one.next), style="primary")
    no = button(t.plain("dates.decline"), ids.DATE_DECLINE, value=token(one.next))
    return [section(words), actions(yes, no), section(t("dates.or_another"))]


def _stands(one: Planning, t: Speech, *, today: date) -> list[Block]:
    """The date that the form would move, which may be called off as well."""
    if one.next is None:
        return []
    told = {"partner": names(one.partners, t), "slot": slot(one.next, t, today=today)}
    words = t("dates.agreed" if one.next.agreed else "dates.mine_so_far", **told)
    off = t.plain("dates.decline" if one.absent else "prompts.unplan")
    return [section(words, button=button(off, ids.DATE_DECLINE, value=token(one.next)))]


def _late(one: Planning, t: Speech) -> list[Block]:
    """Little time is left: a shorter meeting may be kept, and meeting less often is no failure either."""
    assert one.next is not None
    shorter = button(t.plain("dates.shorter"), ids.DATE_SHORTER, value=token(one.next))
    less_often = button(t.plain("dates.less_often"), ids.CADENCE, value=one.mentorship_id)
    return [section(t("dates.late")), actions(shorter, less_often)]
