"""A pause is kept with its days, so that a month gone by is told as it was."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from storage.mentorships import PAUSES
from storage.store import Store
from tests.storage.stage import Cast

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def days(store: Store) -> list[tuple[date, date]]:
    with store.engine.connect() as connection:
        return [(row.since, row.until) for row in connection.execute(select(PAUSES).order_by(PAUSES.c.id))]


def test_a_pause_remembers_when_it_began(store: Store, workspace: Workspace, mentorship: Mentorship) -> None:
    with store.work(workspace) as work:
        assert work.mentorships.pause(mentorship.id, since=MARCH, until=MAY).paused_until == MAY
    assert days(store) == [(MARCH, MAY)]


def test_coming_back_early_ends_it_that_day(
    store: Store, workspace: Workspace, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.mentorships.pause(mentorship.id, since=MARCH, until=MAY)
        assert work.mentorships.resume(mentorship.id, APRIL).paused_until == APRIL
    assert days(store) == [(MARCH, APRIL)]


def test_a_second_pause_leaves_the_first_as_it_was(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.mentorships.pause(mentorship.id, since=MARCH, until=APRIL)
        work.mentorships.pause(mentorship.id, since=MAY, until=date(2026, 6, 1))
    assert days(store) == [(MARCH, APRIL), (MAY, date(2026, 6, 1))]


def test_a_pause_made_longer_while_it_lasts_is_told_once_for_each_day(
    store: Store, workspace: Workspace, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.mentorships.pause(mentorship.id, since=MARCH, until=MAY)
        work.mentorships.pause(mentorship.id, since=APRIL, until=date(2026, 7, 1))
    assert days(store) == [(MARCH, APRIL), (APRIL, date(2026, 7, 1))]
