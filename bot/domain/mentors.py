"""What makes somebody a mentor: their own click first, then a coordinator's yes, then a few pages read.

Nobody becomes a mentor by anybody else's action (`field.md` W17); the coordinator's part is to approve or to decline
kindly (I1), and a programme may ask that the preparation is read before the first mentee comes (I5).
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.enrolments import Application, Enrolment
from bot.domain.programmes import ProgrammeType
from bot.domain.refusals import NotAllowed, Refusal

#: Characters: what a coordinator adds to a reason is a sentence or two, not a letter.
LONGEST_WORDS = 300


class Declined(StrEnum):
    """Why a coordinator declines for now, in words that can be told to the person."""

    ENOUGH_MENTORS = "enough_mentors"
    TOPICS = "topics"
    TOO_NEW = "too_new"
    LET_US_TALK = "let_us_talk"


class NobodyWaits(Refusal):
    """Every application that this coordinator may decide on has its answer."""

    key = "mentors.nobody_waits"


class Withdrawn(Refusal):
    """The person has put the mentor's part down since: there is nothing left to decide."""

    key = "mentors.withdrawn"


class TooClose(NotAllowed):
    """About oneself, one's line of management or one's own mentorship: somebody else of the team decides."""

    key = "mentors.too_close"


def may_mentor(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether this person can be given mentees: they volunteered, were approved and, where that is asked, prepared."""
    return is_approved(enrolment, kind) and not must_prepare(enrolment, kind)


def is_approved(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """They volunteered, said for how many, and the team said yes where it is asked."""
    part = enrolment.part
    volunteered = part is not None and part.mentors and enrolment.capacity is not None
    return volunteered and (not kind.approval or enrolment.application is Application.APPROVED)


def must_prepare(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether only the preparation stands between them and a first mentee."""
    preparation = kind.preparation
    return preparation is not None and preparation.required and enrolment.prepared_at is None


def has_applied(enrolment: Enrolment) -> bool:
    """Whether a coordinator's answer is awaited."""
    part = enrolment.part
    return part is not None and part.mentors and enrolment.application is Application.APPLIED
