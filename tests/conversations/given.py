"""What has already happened when a conversation begins, written through the real store."""

from __future__ import annotations

from datetime import date, time

from bot.domain.calendar import Period, at_local
from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Person
from bot.programme import joining, steps
from bot.programme.work import Work
from tests.conversations.harness import Company


def known(company: Company, *slack_ids: str) -> list[Person]:
    """These people have met the bot."""
    profiles = [company.binome.house.messenger.profile(slack_id) for slack_id in slack_ids]
    with company.work() as work:
        return [joining.meet(work, profile) for profile in profiles]


def an_active_pair(company: Company, *, mentor: str, mentee: str, since: str = "2026-01-12") -> Mentorship:
    """They were introduced that day, and meet every month."""
    mentoring, learning = known(company, mentor, mentee)
    with company.work() as work:
        return linked(work, mentoring, learning, since=date.fromisoformat(since))


def linked(work: Work, mentor: Person, mentee: Person, *, since: date) -> Mentorship:
    programme = work.programme() or work.programmes.start(
        type_key="long_term",
        name="Mentorat",
        language=work.customs.language,
        timezone=work.customs.timezone,
        started_on=since,
    )
    made = work.mentorships.link(
        programme.id,
        seats=[(mentor.id, SeatRole.MENTOR), (mentee.id, SeatRole.MENTEE)],
        anchor=since,
        period=Period(months=1),
        introduced_at=at_local(since, time(9), programme.timezone),
    )
    steps.begin(work, made)
    return made
