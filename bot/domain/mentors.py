"""What makes somebody a mentor: their own click first, then a coordinator's yes, then a few pages read.

Nobody becomes a mentor by anybody else's action (`field.md` W17); the coordinator's part is to approve or to decline
kindly (I1), and a programme may ask that the preparation is read before the first mentee comes (I5).
"""

from __future__ import annotations

from enum import StrEnum

from bot.domain.enrolments import Application, Enrolment
from bot.domain.programmes import ProgrammeType


class Declined(StrEnum):
    """Why a coordinator declines for now, in words that can be told to the person."""

    ENOUGH_MENTORS = "enough_mentors"
    TOPICS = "topics"
    TOO_NEW = "too_new"
    LET_US_TALK = "let_us_talk"


def may_mentor(enrolment: Enrolment, kind: ProgrammeType) -> bool:
    """Whether this person can be given mentees: they volunteered, were approved and, where it is asked, are prepared."""
    part, preparation = enrolment.part, kind.preparation
    volunteered = part is not None and part.mentors and enrolment.capacity is not None
    approved = not kind.approval or enrolment.application is Application.APPROVED
    prepared = preparation is None or not preparation.required or enrolment.prepared_at is not None
    return volunteered and approved and prepared


def has_applied(enrolment: Enrolment) -> bool:
    """Whether a coordinator's answer is awaited."""
    part = enrolment.part
    return part is not None and part.mentors and enrolment.application is Application.APPLIED
