"""What people see when they log a meeting: what was understood, said back in words, with a way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.meetings import USUAL, Form, Meeting, MeetingState
from bot.domain.people import Person
from bot.programme.meetings import Logged
from bot.programme.others import Others
from bot.texts import Markup, Speech
from handlers import ids
from handlers.views import fitting
from handlers.views.blocks import (
    Block,
    Message,
    actions,
    ask,
    button,
    date_picker,
    message,
    modal,
    option,
    quiet,
    section,
    select,
)
from handlers.views.wording import names

#: Minutes offered in the form.
LENGTHS = (15, 30, 45, 60, 75, 90, 120, 150, 180)


def logged(said: Sequence[Logged], t: Speech, *, today: date, left_over: bool) -> Message:
    """What was understood, with "correct" and "undo"; and that the other words were not kept."""
    blocks: list[Block] = []
    for one in said:
        blocks.append(section(_noted(one, t, today)))
        blocks.append(
            actions(
                button(
                    t.plain("meetings.correct"), f"{ids.LOG_CORRECT}:{one.meeting.id}", value=one.meeting.id
                ),
                button(t.plain("meetings.undo"), f"{ids.LOG_UNDO}:{one.meeting.id}", value=one.meeting.id)
                if one.meeting.state is MeetingState.HELD and not one.meeting.agreed
                else None,
            )
        )
        blocks += fitting.part(one.fit, t)
    group = any(isinstance(one.partners, Others) and one.partners.group for one in said)
    blocks.append(quiet(t("groups.others_will_know" if group else "meetings.partner_will_know")))
    if left_over:
        blocks.append(quiet(t("meetings.left_over")))
    return message(*blocks)


def undone(one: Logged, t: Speech, *, today: date) -> Message:
    return message(
        section(
            t(
                "meetings.undone",
                partner=names(one.partners, t),
                day=t.date(one.meeting.held_on, today=today),
            )
        )
    )


def form(
    choices: Sequence[tuple[int, Sequence[Person]]],
    t: Speech,
    *,
    today: date,
    mentorship_id: int | None = None,
    correcting: Meeting | None = None,
) -> Block:
    """The same question as a form: with whom, when, how long, how. `choices` pairs a mentorship with its others."""
    whom = [option(_plain_names(partners, t), mentorship) for mentorship, partners in choices]
    meant = next((choice for choice in whom if choice["value"] == str(mentorship_id)), whom[0])
    minutes = correcting.minutes if correcting and correcting.minutes else USUAL
    lengths = [option(t.duration(length), length) for length in sorted({*LENGTHS, minutes})]
    forms = [option(t.plain(f"meetings.form_{one}"), one.value) for one in Form]
    day = correcting.held_on if correcting else today
    return modal(
        t.plain("meetings.correct_title" if correcting else "meetings.form_title"),
        ask(
            t.plain("meetings.form_whom"),
            select("whom", placeholder=t.plain("meetings.form_whom"), options=whom, chosen=meant),
            block_id="whom",
        )
        if not correcting
        else None,
        ask(t.plain("meetings.form_day"), date_picker("day", day=day.isoformat()), block_id="day"),
        ask(
            t.plain("meetings.form_minutes"),
            select(
                "minutes",
                placeholder=t.plain("meetings.form_minutes"),
                options=lengths,
                chosen=option(t.duration(minutes), minutes),
            ),
            block_id="minutes",
        ),
        ask(
            t.plain("meetings.form_how"),
            select(
                "how",
                placeholder=t.plain("meetings.form_any"),
                options=forms,
                chosen=option(t.plain(f"meetings.form_{correcting.form}"), correcting.form.value)
                if correcting and correcting.form
                else None,
            ),
            block_id="how",
            optional=True,
        ),
        quiet(t("meetings.form_kept")),
        callback_id=ids.LOG_CORRECTED if correcting else ids.LOG_FORM,
        submit=t.plain("common.save"),
        close=t.plain("common.cancel"),
        kept=str(correcting.id) if correcting else "",
    )


def what(meeting: Meeting, t: Speech, *, today: date) -> Markup:
    """A meeting in one breath: "mardi 10 mars · 45 minutes · en visio"."""
    parts = [t.date(meeting.held_on, today=today)]
    if meeting.minutes:
        parts.append(t.duration(meeting.minutes))
    if meeting.form:
        parts.append(t(f"meetings.as_{meeting.form}"))
    return Markup(" · ".join(parts))


def _noted(one: Logged, t: Speech, today: date) -> str:
    if one.meeting.state is MeetingState.DISPUTED:
        return t("prompts.answered_disputed")
    key = "meetings.already_logged" if one.already else "meetings.logged"
    return t(key, partner=names(one.partners, t), what=what(one.meeting, t, today=today))


def _plain_names(people: Sequence[Person], t: Speech) -> str:
    if isinstance(people, Others) and people.group:
        return t.plain("groups.named", name=people.group)
    return t.plain("common.as_given", words=", ".join(person.name for person in people))
