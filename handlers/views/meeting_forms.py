"""The form of a meeting: with whom, when, how long, how; who was there, what was talked about, and when again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.meetings import Form
from bot.domain.people import Person
from bot.programme.meeting_forms import Draft, Kept
from bot.programme.others import Others
from bot.texts import Speech
from handlers import ids
from handlers.views import date_forms, meetings
from handlers.views.blocks import (
    BOXES,
    Block,
    Message,
    ask,
    checkboxes,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.wording import when

#: Minutes offered in the form.
LENGTHS = (15, 30, 45, 60, 75, 90, 120, 150, 180)


def form(
    draft: Draft,
    choices: Sequence[tuple[int, Sequence[Person]]],
    t: Speech,
    *,
    today: date,
    anew: bool = False,
) -> Block:
    """`choices` pairs a mentorship with its others. `anew`: another one was chosen in the form, whose usual length
    takes the place of what was there.
    """
    return modal(
        t.plain("meetings.form_title"),
        _whom(draft, choices, t),
        *_held(draft, t, minutes=f"minutes:{draft.mentorship_id}" if anew else "minutes"),
        _lines(draft, t),
        *_next(draft, t, today=today),
        quiet(t("meetings.form_kept_group" if draft.people else "meetings.form_kept")),
        callback_id=ids.LOG_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=f"{draft.mentorship_id}:{draft.cycle}",
    )


def correction(draft: Draft, t: Speech, *, meeting_id: int) -> Block:
    """The same of a meeting that was told, whoever told it."""
    return modal(
        t.plain("meetings.correct_title"),
        *_held(draft, t, minutes="minutes"),
        quiet(t("meetings.form_kept_group" if draft.people else "meetings.form_kept")),
        callback_id=ids.LOG_CORRECTED,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=str(meeting_id),
    )


def kept(one: Kept, t: Speech, *, today: date) -> Message:
    """What the form said, said back."""
    said = meetings.logged([one.logged], t, today=today, left_over=False)
    parts = [said]
    if one.ticked:
        parts.append(message(quiet(t("meetings.ticked", count=one.ticked))))
    if one.planned is not None:
        parts.append(date_forms.said_back(one.planned, one.logged.partners, t, today=today))
    return message(*(block for part in parts for block in part.blocks))


def _whom(draft: Draft, choices: Sequence[tuple[int, Sequence[Person]]], t: Speech) -> Block:
    whom = {mentorship: option(_plain_names(partners, t), mentorship) for mentorship, partners in choices}
    menu = select(
        ids.LOG_WHOM,
        placeholder=t.plain("meetings.form_whom"),
        options=list(whom.values()),
        chosen=whom[draft.mentorship_id],
    )
    asked = ask(t.plain("meetings.form_whom"), menu, block_id="whom")
    return {**asked, "dispatch_action": True} if len(whom) > 1 else asked


def _held(draft: Draft, t: Speech, *, minutes: str) -> list[Block]:
    lengths = {length: option(t.duration(length), length) for length in sorted({*LENGTHS, draft.minutes})}
    length = select(
        "minutes",
        placeholder=t.plain("meetings.form_minutes"),
        options=list(lengths.values()),
        chosen=lengths[draft.minutes],
    )
    forms = {one: option(t.plain(f"meetings.form_{one}"), one.value) for one in Form}
    how = select(
        "how",
        placeholder=t.plain("meetings.form_any"),
        options=list(forms.values()),
        chosen=forms[draft.form] if draft.form else None,
    )
    return [
        ask(t.plain("meetings.form_day"), date_picker("day", day=draft.day.isoformat()), block_id="day"),
        ask(t.plain("meetings.form_minutes"), length, block_id=minutes),
        ask(t.plain("meetings.form_how"), how, block_id="how", optional=True),
        *_there(draft, t),
    ]


def _there(draft: Draft, t: Speech) -> list[Block]:
    """Everybody in a group, ticked unless it was said that they were not there."""
    blocks = []
    for start in range(0, len(draft.people), BOXES):
        some = draft.people[start : start + BOXES]
        boxes = {person.id: option(person.name, person.id) for person in some}
        ticked = [box for person_id, box in boxes.items() if person_id in draft.there]
        asked = checkboxes("there", list(boxes.values()), chosen=ticked)
        block_id = f"there:{draft.mentorship_id}:{start}"
        label = t.plain("meetings.form_there" if start == 0 else "meetings.form_there_too")
        blocks.append(ask(label, asked, block_id=block_id, optional=True))
    return blocks


def _lines(draft: Draft, t: Speech) -> Block | None:
    """What is open on the sheet; when it is more than ten lines, the first ten: the sheet has them all."""
    if not draft.lines:
        return None
    boxes = [option(item.texts[t.language], item.id) for item in draft.lines[:BOXES]]
    hint = t.plain("meetings.form_more_lines") if len(draft.lines) > BOXES else None
    return ask(
        t.plain("meetings.form_lines"),
        checkboxes("lines", boxes),
        block_id=f"lines:{draft.mentorship_id}",
        optional=True,
        hint=hint,
    )


def _next(draft: Draft, t: Speech, *, today: date) -> list[Block]:
    """The next date, unless one stands already."""
    if draft.next is not None:
        return [section(t("meetings.next_stands", when=when(draft.next, t, today=today)))]
    picker: Block = {"type": "datetimepicker", "action_id": "next"}
    group = isinstance(draft.partners, Others) and draft.partners.group
    hint = t.plain("meetings.form_next_group" if group else "meetings.form_next_told")
    return [ask(t.plain("meetings.form_next"), picker, block_id="next", optional=True, hint=hint)]


def _plain_names(people: Sequence[Person], t: Speech) -> str:
    if isinstance(people, Others) and people.group:
        return t.plain("groups.named", name=people.group)
    return t.plain("common.as_given", words=", ".join(person.name for person in people))
