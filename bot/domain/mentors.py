"""What makes somebody a mentor: their own click first, then a coordinator's yes, then a few pages read.

Nobody becomes a mentor by anybody else's action (`field.md` W17); the coordinator's part is to approve or to decline
kindly (I1), and a programme may ask that the preparation is read before the first mentee comes (I5).
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.enrolments import Application, Enrolment, EnrolmentState
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
    """The person has left or put the mentor's part down since, or nobody is asked any more."""

    key = "mentors.withdrawn"


class TooClose(NotAllowed):
    """About oneself, one's line of management or one's own mentorship: somebody else of the team decides."""

    key = "mentors.too_close"


def may_mentor(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether this person can be given mentees: they volunteered, were approved and, where that is asked, prepared."""
    return is_approved(enrolment, kind) and not must_prepare(enrolment, kind)


def is_approved(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """They volunteered, said for how many, and the team said yes where it is asked."""
    return enrolment.capacity is not None and application_of(enrolment, kind) is Application.APPROVED


def application_of(enrolment: Enrolment, kind: ProgrammeType) -> Application | None:
    """Where somebody who volunteers is with the team; None for who does not. Where nobody is asked all are approved,
    whatever became of an application from before.
    """
    if enrolment.part is None or not enrolment.part.mentors:
        return None
    return enrolment.application if kind.approval else Application.APPROVED


def must_prepare(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether only the preparation stands between them and a first mentee."""
    preparation = kind.preparation
    return preparation is not None and preparation.required and enrolment.prepared_at is None


def has_applied(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether a coordinator's answer is awaited."""
    here = enrolment.state is not EnrolmentState.LEFT
    return here and application_of(enrolment, kind) is Application.APPLIED
