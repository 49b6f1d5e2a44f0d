"""A row of everything that a mentorship makes of itself, for the tests of what other companies see."""

from __future__ import annotations

from bot.domain.mentorships import Mentorship
from bot.programme.work import Work
from tests.storage.stage import Cast


def in_a_mentorship(work: Work, cast: Cast, mentorship: Mentorship) -> None:
    """Tom, who learns, and Léa, his mentor."""
