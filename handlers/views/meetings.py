"""What people read when they log a meeting: what was understood, said back in words, with a way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.meetings import Form, Meeting, MeetingState
from bot.domain.people import Person
from bot.programme.meetings import Logged
from bot.programme.others import Others
from bot.texts import Markup, Speech
from handlers import ids
from handlers.reading import LogWords
from handlers.views import fitting
from handlers.views.blocks import Block, Message, actions, button, message, quiet, section
from handlers.views.wording import names

#: In the order in which they are asked.
PARTS = ("met", "who", "day", "minutes", "form")


def logged(said: Sequence[Logged], t: Speech, *, today: date, left_over: bool) -> Message:
    """What was understood, with "correct" and "undo"; and that the other words were not kept."""
    blocks = _said_back(said, t, today)
    if not all(one.already for one in said):
        group = any(isinstance(one.partners, Others) and one.partners.group for one in said)
        blocks.append(quiet(t("groups.others_will_know" if group else "meetings.partner_will_know")))
    if left_over:
        blocks.append(quiet(t("meetings.left_over")))
    return message(*blocks)


def asked(
    words: LogWords, t: Speech, *, today: date, instead: str | None = None, meant: int | None = None
) -> Message:
    """What has two meanings, or none, is asked; the form opens with what was understood, for the mentorship `meant`.

    `instead` is a question of another kind, such as which of two people.
    """
    form = Form(words.form) if words.form else None
    understood = [] if "met" in words.unclear else _in_words(words.day, words.minutes, form, t, today=today)
    parts = PARTS[:1] if "met" in words.unclear else [part for part in PARTS if part in words.unclear]
    lines = [Markup(instead)] if instead is not None else [t(f"meetings.asked_{part}") for part in parts]
    value = f"{meant or ''}:{words.minutes or ''}:{words.day or ''}:{words.form or ''}"
    return message(
        section(Markup.joined([t("meetings.asked"), *lines])),
        section(t("meetings.understood", what=Markup(" · ".join(understood)))) if understood else None,
        actions(button(t.plain("meetings.fill_in"), ids.LOG_OPEN, value=value)),
    )


def undone(one: Logged, t: Speech, *, today: date, rest: Sequence[Logged] = ()) -> Message:
    """What was taken back; the `rest`, logged in the same breath, can still be."""
    gone = t("meetings.undone", partner=names(one.partners, t), day=t.date(one.meeting.held_on, today=today))
    return message(section(gone), *_said_back(rest, t, today))


def what(meeting: Meeting, t: Speech, *, today: date, there: Sequence[Person] = ()) -> Markup:
    """A meeting in one breath: "mardi 10 mars · 45 minutes · en visio"; of a group, who was there."""
    parts = _in_words(meeting.held_on, meeting.minutes, meeting.form, t, today=today)
    if there:
        parts.append(t("meetings.there", people=names(there, t)))
    return Markup(" · ".join(parts))


def _said_back(said: Sequence[Logged], t: Speech, today: date) -> list[Block]:
    blocks: list[Block] = []
    for one in said:
        blocks += [section(_noted(one, t, today)), _mend(one.meeting, said, t)]
        blocks += fitting.part(one.fit, t)
    return blocks


def _mend(meeting: Meeting, said: Sequence[Logged], t: Speech) -> Block:
    """ "Undo" carries what was said back beside it, drawn again then: what it replaces is the whole message."""
    name, beside = str(meeting.id), [str(one.meeting.id) for one in said if one.meeting.id != meeting.id]
    undo = button(t.plain("meetings.undo"), f"{ids.LOG_UNDO}:{name}", value=":".join([name, *beside]))
    return actions(
        button(t.plain("meetings.correct"), f"{ids.LOG_CORRECT}:{name}", value=name),
        undo if meeting.state is MeetingState.HELD and not meeting.agreed else None,
    )


def _in_words(
    day: date | None, minutes: int | None, form: Form | None, t: Speech, *, today: date
) -> list[str]:
    parts = [t.date(day, today=today)] if day else []
    if minutes:
        parts.append(t.duration(minutes))
    if form:
        parts.append(t(f"meetings.as_{form}"))
    return parts


def _noted(one: Logged, t: Speech, today: date) -> str:
    if one.meeting.state is MeetingState.DISPUTED:
        return t("prompts.answered_disputed")
    key = "meetings.already_logged" if one.already else "meetings.logged"
    told = what(one.meeting, t, today=today, there=one.there)
    return t(key, partner=names(one.partners, t), what=told)
