"""The rounds that wait for one person, and those that wait for the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Column, Select, bindparam, or_, select

from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.rounds import Offer, Round, RoundState, SavedProposal
from storage.base import Repository, table_of
from storage.enrolments import ENROLMENTS
from storage.mentorships import MENTORSHIPS, SEATS
from storage.round_tables import InvitationRow, ProposalRow, RoundRow
from storage.rounds import proposal_from, round_from

ROUNDS = table_of(RoundRow)
INVITATIONS = table_of(InvitationRow)
PROPOSALS = table_of(ProposalRow)


class OwnRounds(Repository):
    def to_answer(self, person_id: int, programme_id: int) -> Sequence[Round]:
        """Those that collect this person's answer, their own before the campaign."""
        asked = {"person": person_id, "programme": programme_id, "mine": self.workspace_id}
        found = self.rows(_collecting(), asked)
        return sorted((round_from(row) for row in found), key=lambda one: not one.solo)

    def to_look_at(self, mentor_id: int) -> Sequence[Round]:
        """Those in which this mentor reads who would be theirs, the oldest first."""
        theirs = select(PROPOSALS.c.round_id).where(PROPOSALS.c.mentor_id == mentor_id)
        shown = (ROUNDS.c.state == RoundState.WITH_MENTORS.value, ROUNDS.c.id.in_(theirs), self.mine(ROUNDS))
        return [round_from(row) for row in self.rows(select(ROUNDS).where(*shown).order_by(ROUNDS.c.id))]

    def under_way(self, person_id: int, programme_id: int) -> Sequence[Round]:
        listed = select(INVITATIONS.c.round_id).where(INVITATIONS.c.person_id == person_id)
        there = (ROUNDS.c.programme_id == programme_id, ROUNDS.c.state != RoundState.PUBLISHED.value)
        query = select(ROUNDS).where(*there, ROUNDS.c.id.in_(listed), self.mine(ROUNDS))
        return [round_from(row) for row in self.rows(query.order_by(ROUNDS.c.id))]

    def to_advance(self, programme_id: int, today: date) -> Sequence[Round]:
        """Found by what has happened: of those that only wait for an answer there may be hundreds, at every beat."""
        asked = {"programme": programme_id, "today": today, "mine": self.workspace_id}
        return [round_from(row) for row in self.rows(_to_advance(), asked)]

    def still_read(self, round_id: int) -> bool:
        """Whether some mentor has not said yes to everybody on their list."""
        waiting = (PROPOSALS.c.mentor_id.is_not(None), PROPOSALS.c.mentor_says.is_(None))
        query = select(PROPOSALS.c.id).where(PROPOSALS.c.round_id == round_id, *waiting, self.mine(PROPOSALS))
        return self.first(query.limit(1)) is not None

    def offered_to(self, person_id: int) -> Sequence[tuple[int, SavedProposal]]:
        """Suggestions that wait for this person's answer, each with its round's id."""
        return self._offers(PROPOSALS.c.mentee_id, person_id)

    def offered(self, programme_id: int) -> Sequence[tuple[int, SavedProposal]]:
        """Every suggestion that waits for an answer there."""
        return self._offers(ROUNDS.c.programme_id, programme_id)

    def unfinished(self) -> Sequence[Round]:
        """Rounds of which somebody asked something that has not been done yet."""
        query = select(ROUNDS).where(ROUNDS.c.wanted.is_not(None), self.mine(ROUNDS))
        return [round_from(row) for row in self.rows(query.order_by(ROUNDS.c.id))]

    def _offers(self, column: Column[int], value: int) -> Sequence[tuple[int, SavedProposal]]:
        found = self.rows(_open_offers(column), {"value": value, "mine": self.workspace_id})
        return [(row.round_id, proposal_from(row)) for row in found]


@cache
def _to_advance() -> Select[*tuple[Any, ...]]:
    """Every beat asks it, mostly for nothing: writing it anew would cost more than the answer."""
    programme: BindParameter[int] = bindparam("programme")
    today: BindParameter[date] = bindparam("today")
    going_on = (
        ROUNDS.c.programme_id == programme,
        ROUNDS.c.solo.is_(True),
        ROUNDS.c.state != RoundState.PUBLISHED.value,
        ROUNDS.c.wanted.is_(None),
        ROUNDS.c.workspace_id == bindparam("mine"),
    )
    on_the_list = INVITATIONS.c.round_id == ROUNDS.c.id
    place = (ENROLMENTS.c.person_id == INVITATIONS.c.person_id, ENROLMENTS.c.programme_id == programme)
    away = select(ENROLMENTS.c.id).where(*place, ENROLMENTS.c.paused_until > today)
    mentored = (
        select(SEATS.c.id)
        .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
        .where(
            SEATS.c.person_id == INVITATIONS.c.person_id,
            SEATS.c.role == SeatRole.MENTEE.value,
            MENTORSHIPS.c.programme_id == programme,
            MENTORSHIPS.c.state != MentorshipState.ENDED.value,
            MENTORSHIPS.c.temporary.is_(False),
        )
    )
    happened = select(INVITATIONS.c.id).where(
        on_the_list, or_(INVITATIONS.c.answer.is_not(None), away.exists(), mentored.exists())
    )
    collecting = ROUNDS.c.state == RoundState.COLLECTING.value
    query = select(ROUNDS).where(*going_on, or_(~collecting, ROUNDS.c.closes_on < today, happened.exists()))
    return query.order_by(ROUNDS.c.id)


@cache
def _open_offers(column: Column[int]) -> Select[*tuple[Any, ...]]:
    """Every beat asks it, and every Home."""
    query: Select[*tuple[Any, ...]] = select(PROPOSALS).join(ROUNDS, ROUNDS.c.id == PROPOSALS.c.round_id)
    waiting = (ROUNDS.c.state == RoundState.PUBLISHED.value, PROPOSALS.c.offer == Offer.OPEN.value)
    here = (column == bindparam("value"), *waiting, PROPOSALS.c.workspace_id == bindparam("mine"))
    return query.where(*here).order_by(PROPOSALS.c.id)


@cache
def _collecting() -> Select[*tuple[Any, ...]]:
    """Every turn of talk asks it."""
    theirs = (INVITATIONS.c.person_id == bindparam("person"), ROUNDS.c.programme_id == bindparam("programme"))
    here = (ROUNDS.c.state == RoundState.COLLECTING.value, ROUNDS.c.workspace_id == bindparam("mine"))
    query = select(ROUNDS).join(INVITATIONS, INVITATIONS.c.round_id == ROUNDS.c.id)
    return query.where(*theirs, *here).order_by(ROUNDS.c.id.desc())
