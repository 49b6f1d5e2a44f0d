"""Whom somebody may choose, among thousands, asked for each letter that they type: a few columns of each mentor.

`bot/programme/mentors.py` says the same of whole enrolments, one by one; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Date, Integer, Select, Text, bindparam, cast, func, or_, select

from bot.domain.enrolments import Application, EnrolmentState
from bot.domain.fit import Offer
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Standing
from bot.domain.rounds import Offer as Suggestion
from bot.domain.rounds import RoundState
from storage.base import Repository, table_of
from storage.enrolments import ENROLMENTS, MENTORS
from storage.joining_tables import ProfileRow
from storage.mentorships import MENTORSHIPS, SEATS
from storage.people import PEOPLE
from storage.round_tables import ProposalRow, RoundRow

PROFILES, PROPOSALS, ROUNDS = table_of(ProfileRow), table_of(ProposalRow), table_of(RoundRow)
MENTOR, MENTEE = SEATS.alias("mentor"), SEATS.alias("mentee")
ENDED = MentorshipState.ENDED.value
#: Said with each question. The statements are put together once: they are asked for each letter that somebody types.
MINE, PROGRAMME, PERSON = (bindparam(name, type_=Integer) for name in ("mine", "programme", "person"))
TODAY = bindparam("today", type_=Date)


class Shelf(Repository):
    def offers(self, programme_id: int, *, today: date, approved: bool, prepared: bool) -> Sequence[Offer]:
        """Every mentor who can be given mentees today, full ones too. `approved`, `prepared`: whether they must be.

        A place that is kept for a suggestion counts as taken.
        """
        asked = {"programme": programme_id, "mine": self.workspace_id, "today": today}
        # Numbers and texts as the driver gives them: to make rows of them first would take as long as to read them.
        result = self.run(_offers(approved, prepared), asked)
        assert result.cursor is not None
        offers = [_offer(*values) for values in result.cursor.fetchall()]
        result.close()
        return offers

    def free_places(
        self, programme_id: int, *, today: date, approved: bool, prepared: bool
    ) -> Sequence[tuple[tuple[str, ...], int, int]]:
        """Of those among them who have room: the topics that they give, their free places and how many give just these.

        Thousands of mentors are added up where they are.
        """
        asked = {"programme": programme_id, "mine": self.workspace_id, "today": today}
        return [
            (_list(row.topics_to_give) or _list(row.topics), int(row.places), row.mentors)
            for row in self.rows(_with_room(approved, prepared), asked)
        ]

    def line_of(self, person_id: int) -> frozenset[int]:
        """Everybody up or down this person's line of management, by the same rule as `bot/domain/line.py`."""
        asked = {"person": person_id, "mine": self.workspace_id}
        found = [row.id for way in (_above(), _below()) for row in self.rows(way, asked)]
        return frozenset(found) - {person_id}

    def past_mentors_of(self, person_id: int, programme_id: int) -> frozenset[int]:
        """Whoever was this person's mentor in a mentorship that ended."""
        asked = {"person": person_id, "programme": programme_id, "mine": self.workspace_id}
        return frozenset(row.person_id for row in self.rows(_past_mentors(), asked))


@cache
def _offers(approved: bool, prepared: bool) -> Select[*tuple[Any, ...]]:
    carried, held = _carried().subquery("carried"), _held().subquery("held")
    asked = [ENROLMENTS.c.application == Application.APPROVED.value] if approved else []
    asked += [ENROLMENTS.c.prepared_at.is_not(None)] if prepared else []
    return (
        select(
            PEOPLE.c.id,
            PEOPLE.c.slack_id,
            PEOPLE.c.name,
            PEOPLE.c.handle,
            PEOPLE.c.title,
            PEOPLE.c.network,
            # Lists as they are written: of two thousand most are alike, and each is read once.
            cast(PEOPLE.c.other_networks, Text),
            PEOPLE.c.site,
            PEOPLE.c.timezone,
            PEOPLE.c.language,
            cast(PROFILES.c.languages, Text),
            cast(PEOPLE.c.topics, Text).label("topics"),
            cast(PROFILES.c.topics_to_give, Text).label("topics_to_give"),
            ENROLMENTS.c.capacity,
            (func.coalesce(carried.c.mentees, 0) + func.coalesce(held.c.places, 0)).label("taken"),
        )
        .select_from(ENROLMENTS)
        .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
        .outerjoin(PROFILES, PROFILES.c.person_id == PEOPLE.c.id)
        .outerjoin(carried, carried.c.person_id == PEOPLE.c.id)
        .outerjoin(held, held.c.mentor_id == PEOPLE.c.id)
        .where(
            ENROLMENTS.c.programme_id == PROGRAMME,
            ENROLMENTS.c.workspace_id == MINE,
            ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
            or_(*(ENROLMENTS.c.part == part for part in MENTORS)),
            ENROLMENTS.c.capacity.is_not(None),
            PEOPLE.c.standing == Standing.EMPLOYEE.value,
            or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= TODAY),
            *asked,
        )
    )


@cache
def _with_room(approved: bool, prepared: bool) -> Select[*tuple[Any, ...]]:
    one = _offers(approved, prepared).subquery("offered").c
    free = func.sum(one.capacity - one.taken)
    return (
        select(one.topics, one.topics_to_give, free.label("places"), func.count().label("mentors"))
        .where(one.capacity > one.taken)
        .group_by(one.topics, one.topics_to_give)
    )


def _carried() -> Select[*tuple[Any, ...]]:
    """How many mentees each mentor carries, temporary mentorships aside."""
    counted = select(MENTOR.c.person_id, func.count(MENTEE.c.person_id.distinct()).label("mentees"))
    lasting = (MENTORSHIPS.c.state != ENDED, MENTORSHIPS.c.temporary.is_(False))
    return _linked(counted).where(*lasting).group_by(MENTOR.c.person_id)


def _held() -> Select[*tuple[Any, ...]]:
    """How many places of each mentor are kept for suggestions that wait for an answer, as in `offers_held`."""
    return (
        select(PROPOSALS.c.mentor_id, func.count().label("places"))
        .join(ROUNDS, ROUNDS.c.id == PROPOSALS.c.round_id)
        .where(
            ROUNDS.c.programme_id == PROGRAMME,
            ROUNDS.c.state == RoundState.PUBLISHED.value,
            PROPOSALS.c.offer == Suggestion.OPEN.value,
            PROPOSALS.c.workspace_id == MINE,
        )
        .group_by(PROPOSALS.c.mentor_id)
    )


@cache
def _past_mentors() -> Select[*tuple[Any, ...]]:
    """Found by the person's own places: those who ended are ever more, and this is asked at each letter typed."""
    theirs = select(SEATS.c.mentorship_id).where(SEATS.c.person_id == PERSON)
    mine = (MENTORSHIPS.c.id.in_(theirs), MENTORSHIPS.c.state == ENDED, MENTEE.c.person_id == PERSON)
    return _linked(select(MENTOR.c.person_id)).where(*mine)


def _linked(chosen: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Mentors and mentees of the programme's mentorships."""
    return (
        chosen.select_from(MENTORSHIPS)
        .join(MENTOR, MENTOR.c.mentorship_id == MENTORSHIPS.c.id)
        .join(MENTEE, MENTEE.c.mentorship_id == MENTORSHIPS.c.id)
        .where(
            MENTORSHIPS.c.programme_id == PROGRAMME,
            MENTORSHIPS.c.workspace_id == MINE,
            MENTOR.c.role == SeatRole.MENTOR.value,
            MENTEE.c.role == SeatRole.MENTEE.value,
        )
    )


@cache
def _above() -> Select[*tuple[Any, ...]]:
    here = PEOPLE.c.workspace_id == MINE
    line = select(PEOPLE.c.manager_id.label("id")).where(PEOPLE.c.id == PERSON, here).cte(recursive=True)
    # A union drops what was found already, so a circle in the roster comes to its end.
    line = line.union(select(PEOPLE.c.manager_id).join(line, PEOPLE.c.id == line.c.id).where(here))
    return select(line.c.id).where(line.c.id.is_not(None))


@cache
def _below() -> Select[*tuple[Any, ...]]:
    here = PEOPLE.c.workspace_id == MINE
    line = select(PEOPLE.c.id).where(PEOPLE.c.manager_id == PERSON, here).cte(recursive=True)
    line = line.union(select(PEOPLE.c.id).join(line, PEOPLE.c.manager_id == line.c.id).where(here))
    return select(line.c.id)


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
