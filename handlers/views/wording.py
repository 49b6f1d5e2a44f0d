"""Turns of phrase that several conversations share: who, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from babel import Locale

from bot.domain.meetings import Meeting
from bot.domain.people import Person
from bot.programme.others import Others
from bot.texts import Markup, Speech, escape, mention
from bot.texts.languages import spoken


def language_name(code: str, t: Speech) -> str:
    """As in "français", "German": the reader's word for a language; its code where no word is known."""
    return spoken(t.language).get(code, code)


def weekday(day: int, t: Speech) -> str:
    """As in "mardi", "Tuesday"; Monday is 0."""
    return str(Locale(t.language).days["stand-alone"]["wide"][day])


def names(people: Iterable[Person], t: Speech) -> Markup:
    """As in "@Léa et @Tom": mentions, which Slack shows by the name that the reader knows; a group by its own name."""
    if isinstance(people, Others) and people.group:
        return t("groups.named", name=people.group)
    return t.list(mention(person.slack_id) for person in people)


def first_of(words: Sequence[str], most: int, t: Speech) -> Markup:
    """As in "Léa, Tom and 5 others": so many of them, and how many there are besides."""
    if len(words) <= most:
        return t.list(words)
    shown = Markup.joined([escape(one) for one in words[:most]], ", ")
    return Markup.joined([shown, t("rounds.and_more", count=len(words) - most)], " ")


def when(meeting: Meeting, t: Speech, *, today: date) -> str:
    """A date that is set: with its hour on the reader's clock when there is one."""
    if meeting.starts_at is None:
        return t.date(meeting.held_on, today=today)
    return t.day_time(meeting.starts_at, today=today)
