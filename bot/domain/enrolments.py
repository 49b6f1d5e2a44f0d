"""A running programme, and a person's place in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Part(StrEnum):
    """What somebody wants to be in a programme. "Not for me" is a first-class answer (`field.md` C16)."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"
    NOT_FOR_ME = "not_for_me"

    @property
    def mentors(self) -> bool:
        return self in (Part.MENTOR, Part.BOTH)

    @property
    def learns(self) -> bool:
        return self in (Part.MENTEE, Part.BOTH)


class EnrolmentState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class Application(StrEnum):
    """Where somebody who volunteered to mentor is with the coordinators (`field.md` I1)."""

    APPLIED = "applied"
    APPROVED = "approved"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """A programme type at work in one company: its people, rules, cadence and dates.

    `charter_version` is the one that everybody in a running mentorship has been asked to sign. `channel` is
    where its stories are told, by Slack's id. `split_by` is by what its published figures are split (decision 0014).
    """

    id: int
    type_key: str
    name: str
    language: str
    timezone: str
    started_on: date
    ended_on: date | None
    charter_version: int | None = None
    channel: str | None = None
    split_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolment:
    """A person's place in a programme, as they volunteered it themselves (`field.md` W17).

    `capacity` is how many mentees a mentor carries (3–8 by default, W19), said to them in meetings a month.
    `left_out` counts the rounds that ended without a mentor for them: they come first next time (U3).
    `preparation_step` is how many pages of the mentors' preparation they have read; `prepared_at`, when the last.
    """

    id: int
    programme_id: int
    person_id: int
    part: Part | None
    state: EnrolmentState
    capacity: int | None
    paused_until: date | None
    left_out: int
    expectation: str | None
    expectation_skipped: bool
    topics_answered: bool
    completed_at: datetime | None
    application: Application | None = None
    preparation_step: int = 0
    prepared_at: datetime | None = None

    def away_until(self, today: date) -> date | None:
        """The day on which they are back from a break; None for whoever is here. `today` is the programme's own date:
        a break ends for everybody of the programme at the same midnight.
        """
        return self.paused_until if self.paused_until is not None and self.paused_until > today else None
