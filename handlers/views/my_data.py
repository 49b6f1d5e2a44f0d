"""What the file of somebody's own data says of each thing that is kept: words for what is kept as a code, days and
hours of their own clock. What they wrote stays as they wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from bot.domain.afterwards import After
from bot.domain.certificates import CertificateKind
from bot.domain.changes import ChangeState, Decision, Motive, Wish
from bot.domain.charter import CHARTER
from bot.domain.enrolments import Application, EnrolmentState, Part
from bot.domain.goals import GoalState
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form, MeetingState, SkipReason
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Standing
from bot.domain.permissions import Act, Right
from bot.domain.points import PointKind
from bot.domain.prompts import PromptState
from bot.domain.reaching_out import Kind
from bot.domain.rounds import Answer, Offer
from bot.domain.skills import Moment
from bot.domain.stories import Audience, StoryKind, StoryState
from bot.programme.fitting import Feeling
from bot.texts import LANGUAGES, Speech
from bot.texts.countries import named
from bot.texts.languages import spoken
from handlers.views.wording import weekday

HOUR = 60  # minutes
#: What a column may hold that is kept as a code, by its name, whatever the table.
CODES: Mapping[str, frozenset[str]] = {
    "answer": frozenset((*Answer, *Feeling)),
    "application": frozenset(Application),
    "audience": frozenset(Audience),
    "decision": frozenset(Decision),
    "form": frozenset(Form),
    "kind": frozenset((*PointKind, *StoryKind, *CertificateKind, *Kind)),
    "moment": frozenset(Moment),
    "offer": frozenset(Offer),
    "part": frozenset(Part),
    "reason": frozenset((*SkipReason, *Motive)),
    "right": frozenset(Right),
    "role": frozenset(SeatRole),
    "side": frozenset(SeatRole),
    "standing": frozenset(Standing),
    "state": frozenset(
        (
            *(*EnrolmentState, *MentorshipState, *MeetingState, *GoalState),
            *(*ChangeState, *StoryState, *PromptState),
        )
    ),
    "what": frozenset({CHARTER}),
    "wish": frozenset((*After, *Wish)),
}
MESSAGES, ACTS = frozenset(PromptKind), frozenset(Act)
DAYS, HOURS = frozenset({"days", "works_on"}), frozenset({"opens_at", "closes_at"})


def read(table: str, column: str, value: object, t: Speech) -> object:
    """One of a person's data as they read it; of what is there in every language, their own."""
    if isinstance(value, Mapping):
        said = {str(name): read(table, column, one, t) for name, one in value.items()}
        return said[t.language] if said.keys() == set(LANGUAGES) else said
    if isinstance(value, list | tuple | frozenset):
        return [read(table, column, one, t) for one in value]
    if isinstance(value, bool):
        return t.plain("privacy.word.yes" if value else "privacy.word.no")
    if isinstance(value, datetime):
        return t.local(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return _number(column, value, t)
    return _word(table, column, value, t) if isinstance(value, str) else value


def _number(column: str, value: int, t: Speech) -> object:
    """Weekdays and hours have numbers that nobody knows them by."""
    if column in DAYS:
        return weekday(value, t)
    return f"{time(*divmod(value, HOUR)):%H:%M}" if column in HOURS else value


def _word(table: str, column: str, value: str, t: Speech) -> str:
    if column in ("language", "languages"):
        return spoken(t.language).get(value, value)
    if column == "country":
        return named(t.language).get(value, value)
    if column == "muted" or (table == "prompt" and column == "kind"):
        return t.plain(f"privacy.message.{value}") if value in MESSAGES else value
    if column == "act":
        return t.plain(f"audit.act.{value}") if value in ACTS else value
    return t.plain(f"privacy.word.{value}") if value in CODES.get(column, ()) else value
