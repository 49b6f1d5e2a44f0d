"""Whom somebody may choose, among thousands, asked for each letter that they type: a few columns of each mentor.

`bot/programme/mentors.py` says the same of whole enrolments, one by one; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Text, cast, func, literal, or_, select

from bot.domain.enrolments import Application, EnrolmentState
from bot.domain.fit import Offer
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Standing
from storage.base import Repository, table_of
from storage.enrolments import ENROLMENTS, MENTORS
from storage.joining_tables import ProfileRow
from storage.mentorships import MENTORSHIPS, SEATS
from storage.people import PEOPLE

PROFILES = table_of(ProfileRow)
MENTOR, MENTEE = SEATS.alias("mentor"), SEATS.alias("mentee")
ENDED = MentorshipState.ENDED.value


class Shelf(Repository):
    def offers(self, programme_id: int, *, today: date, approved: bool, prepared: bool) -> Sequence[Offer]:
        """Every mentor who can be given mentees today, full ones too. `approved`, `prepared`: whether they must be."""
        carried = self._carried(programme_id).subquery("carried")
        query = (
            select(
                PEOPLE.c.id,
                PEOPLE.c.slack_id,
                PEOPLE.c.name,
                PEOPLE.c.handle,
                PEOPLE.c.title,
                PEOPLE.c.network,
                # As they are written: to read two thousand lists of which most are alike, each is read once.
                cast(PEOPLE.c.other_networks, Text),
                PEOPLE.c.site,
                PEOPLE.c.timezone,
                PEOPLE.c.language,
                cast(PROFILES.c.languages, Text),
                cast(PEOPLE.c.topics, Text),
                cast(PROFILES.c.topics_to_give, Text),
                ENROLMENTS.c.capacity,
                func.coalesce(carried.c.mentees, 0),
            )
            .select_from(ENROLMENTS)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .outerjoin(PROFILES, PROFILES.c.person_id == PEOPLE.c.id)
            .outerjoin(carried, carried.c.person_id == PEOPLE.c.id)
            .where(*self._standing_ready(programme_id, today, approved=approved, prepared=prepared))
        )
        return [_offer(*row) for row in self.rows(query)]

    def line_of(self, person_id: int) -> frozenset[int]:
        """Everybody up or down this person's line of management, by the same rule as `bot/domain/line.py`."""
        return frozenset(self._above(person_id) + self._below(person_id)) - {person_id}

    def past_mentors_of(self, person_id: int, programme_id: int) -> frozenset[int]:
        """Whoever was this person's mentor in a mentorship that ended."""
        query = self._linked(programme_id, select(MENTOR.c.person_id)).where(
            MENTORSHIPS.c.state == ENDED, MENTEE.c.person_id == person_id
        )
        return frozenset(row.person_id for row in self.rows(query))

    def _standing_ready(self, programme_id: int, today: date, *, approved: bool, prepared: bool) -> list[Any]:
        back = or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= today)
        ready = [
            ENROLMENTS.c.programme_id == programme_id,
            self.mine(ENROLMENTS),
            ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
            ENROLMENTS.c.part.in_(MENTORS),
            ENROLMENTS.c.capacity.is_not(None),
            PEOPLE.c.standing == Standing.EMPLOYEE.value,
            back,
        ]
        if approved:
            ready.append(ENROLMENTS.c.application == Application.APPROVED.value)
        if prepared:
            ready.append(ENROLMENTS.c.prepared_at.is_not(None))
        return ready

    def _carried(self, programme_id: int) -> Select[*tuple[Any, ...]]:
        """How many mentees each mentor carries, temporary mentorships aside."""
        counted = select(MENTOR.c.person_id, func.count(MENTEE.c.person_id.distinct()).label("mentees"))
        lasting = (MENTORSHIPS.c.state != ENDED, MENTORSHIPS.c.temporary.is_(False))
        return self._linked(programme_id, counted).where(*lasting).group_by(MENTOR.c.person_id)

    def _linked(self, programme_id: int, chosen: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        return (
            chosen.select_from(MENTORSHIPS)
            .join(MENTOR, MENTOR.c.mentorship_id == MENTORSHIPS.c.id)
            .join(MENTEE, MENTEE.c.mentorship_id == MENTORSHIPS.c.id)
            .where(
                MENTORSHIPS.c.programme_id == programme_id,
                self.mine(MENTORSHIPS),
                MENTOR.c.role == SeatRole.MENTOR.value,
                MENTEE.c.role == SeatRole.MENTEE.value,
            )
        )

    def _above(self, person_id: int) -> list[int]:
        start = select(PEOPLE.c.manager_id.label("id")).where(PEOPLE.c.id == person_id, self.mine(PEOPLE))
        line = start.cte("above", recursive=True)
        # A union drops what was found already, so a circle in the roster comes to its end.
        line = line.union(select(PEOPLE.c.manager_id).join(line, PEOPLE.c.id == line.c.id))
        return [row.id for row in self.rows(select(line.c.id).where(line.c.id.is_not(None)))]

    def _below(self, person_id: int) -> list[int]:
        line = select(literal(person_id).label("id")).cte("below", recursive=True)
        reports = select(PEOPLE.c.id).join(line, PEOPLE.c.manager_id == line.c.id).where(self.mine(PEOPLE))
        line = line.union(reports)
        return [row.id for row in self.rows(select(line.c.id))]


def _offer(
    person_id: int,
    slack_id: str,
    name: str,
    handle: str,
    title: str,
    network: str | None,
    other_networks: str,
    site: str | None,
    timezone: str,
    language: str,
    languages: str | None,
    topics: str,
    topics_to_give: str | None,
    capacity: int,
    carried: int,
) -> Offer:
    return Offer(
        person_id,
        slack_id,
        name,
        handle,
        title,
        network,
        _list(other_networks),
        site,
        timezone,
        _spoken(language, languages),
        _list(topics_to_give) or _list(topics),
        capacity,
        carried,
    )


@lru_cache(maxsize=8192)
def _list(written: str | None) -> tuple[str, ...]:
    """A JSON list. What is remembered is what the text says: it cannot be out of date."""
    return tuple(json.loads(written)) if written else ()


@lru_cache(maxsize=8192)
def _spoken(first: str, others: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((first, *_list(others))))
