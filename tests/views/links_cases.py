"""Mentorships from a file: what it would bring in, with the most and the longest there can be; and every ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.mentorships_file import MentorshipsFile
from bot.domain.people import Person, SlackProfile, Standing
from bot.domain.spreadsheet import UTF8, WINDOWS, Mistake
from bot.programme.closeness import Withheld
from bot.programme.exporting import Export
from bot.programme.importable import Found, ToLink
from bot.texts import Speech
from handlers.views import handed_over
from handlers.views import mentorships_file as file_views
from handlers.views.blocks import Message, message
from handlers.views.common import notice
from tests.views.cases import Case
from tests.views.cast import LEA, MENTEES, TOM
from tests.views.groups_cases import COLLEAGUE, LONGEST, NAME
from tests.views.test_prompts import LONG

PLAIN = MentorshipsFile(rows=(), mistakes=(), encoding=UTF8)
ODD = MentorshipsFile(rows=(), mistakes=(), unused=["salaire", *(LONG for _ in range(30))], encoding=WINDOWS)
FILE = "F0123456789"


def profile(person: Person, name: str = "") -> SlackProfile:
    return SlackProfile(
        slack_id=person.slack_id,
        name=name or person.name,
        handle=person.handle,
        standing=Standing.EMPLOYEE,
        language="fr",
        timezone=None,
    )


def linked(line: int, mentees: tuple[Person, ...], *, name: str | None = None, **more: object) -> ToLink:
    return ToLink(
        lines=tuple(range(line, line + len(mentees))),
        mentor=profile(LEA),
        mentees=tuple(profile(one) for one in mentees),
        started_on=date(2025, 9, 8),
        name=name,
        ends_on=more.get("ends_on"),  # type: ignore[arg-type]
        temporary=bool(more.get("temporary")),
    )


FOUND = Found(
    new=(
        linked(2, MENTEES[:1], ends_on=date(2026, 9, 7)),
        linked(3, MENTEES[1:5], name=NAME, ends_on=date(2026, 9, 7)),
        linked(7, MENTEES[5:6], temporary=True, ends_on=date(2026, 4, 8)),
        linked(8, MENTEES[6:7]),
    ),
    known=3,
)
HUGE = Found(
    new=tuple(
        replace(
            linked(10_000, MENTEES, name=LONGEST, ends_on=date(2026, 9, 30)),
            mentees=tuple(profile(one, LONG) for one in MENTEES),
            temporary=True,
        )
        for _ in range(60)
    ),
    known=4000,
)
MISTAKES = [
    Mistake(key="mentorships_file.in_line", line=3, values={"name": TOM.name, "mentor": LEA.name}),
    Mistake(key="mentorships_file.apart", line=4),
    Mistake(key="mentorships_file.twice", line=9, values={"name": TOM.name, "first": 2}),
]


def export(count: int, withheld: Withheld = COLLEAGUE) -> Export:
    return Export(content=b"", count=count, withheld=withheld)


def kept_back(t: Speech) -> Message:
    return file_views.kept_back(export(3), t) or message()


CASES = [
    Case("links", "Inès is asked for the file of pairs", lambda t: file_views.form(t, most=2)),
    Case("links", "The file is being read", lambda t: notice(t, handed_over.reading(file_views.KIND, t))),
    Case("links", "What it would bring in", lambda t: file_views.difference(PLAIN, FOUND, FILE, t)),
    Case(
        "links",
        "It would bring in something else by now",
        lambda t: file_views.difference(PLAIN, replace(FOUND, known=0), FILE, t, changed=True),
    ),
    Case("links", "The most", lambda t: file_views.difference(ODD, HUGE, FILE, t), drawn=False),
    Case(
        "links",
        "What has to be mended",
        lambda t: handed_over.refused(file_views.KIND, MISTAKES, t, file_left=True),
    ),
    Case(
        "links",
        "Nothing new",
        lambda t: file_views.nothing(ODD, replace(FOUND, new=()), t, file_left=False),
    ),
    Case("links", "It is being brought in", lambda t: handed_over.applying(t)),
    Case("links", "It is brought in", lambda t: file_views.done(FOUND, t, file_left=True)),
    Case("links", "It was brought in already", lambda t: handed_over.already(t)),
    Case("links", "Nothing was brought in", lambda t: handed_over.cancelled(t, file_left=False)),
    Case("links", "No file may be read here", lambda t: handed_over.no_permission(file_views.KIND, t)),
    Case("links", "There is nothing to take away", lambda t: file_views.nothing_to_export(export(0), t)),
    Case("links", "Slack refuses the file", lambda t: file_views.export_refused(t)),
    Case("links", "What is not in the file", kept_back),
]
