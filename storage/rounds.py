"""Matching campaigns: who was invited, what they answered, what was proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.programmes import Mode
from bot.domain.rounds import (
    Adjustment,
    AdjustmentKind,
    Answer,
    Invitation,
    MentorSays,
    Offer,
    Round,
    RoundAlreadyOpen,
    RoundState,
    Rules,
    SavedProposal,
    Wanted,
)
from storage.base import AnyRow, Repository, filled, stored, table_of
from storage.round_tables import (
    AdjustmentRow,
    ChoiceRow,
    InvitationRow,
    MentorDeclineRow,
    ProposalRow,
    RoundRow,
)

ROUNDS = table_of(RoundRow)
INVITATIONS = table_of(InvitationRow)
CHOICES = table_of(ChoiceRow)
PROPOSALS = table_of(ProposalRow)
ADJUSTMENTS = table_of(AdjustmentRow)
DECLINES = table_of(MentorDeclineRow)


class Rounds(Repository):
    def open(
        self,
        programme_id: int,
        *,
        person_ids: Iterable[int],
        opened_by: int,
        opened_at: datetime,
        closes_on: date,
        rules: Rules | None = None,
        solo: bool = False,
    ) -> Round:
        """Open a round with its fixed list, or raise `RoundAlreadyOpen`, even when two press at once."""
        new = {"programme_id": programme_id, "state": RoundState.COLLECTING, "opened_by": opened_by}
        new |= {"rules": _written(rules or Rules()), "solo": solo}
        try:
            with self.connection.begin_nested():
                row = self.put(RoundRow, **new, opened_at=opened_at, closes_on=closes_on)
        except IntegrityError as taken:
            raise RoundAlreadyOpen from taken
        invited = [
            filled(InvitationRow, workspace_id=self.workspace_id, round_id=row.id, person_id=person_id)
            for person_id in dict.fromkeys(person_ids)
        ]
        if invited:
            self.run(INVITATIONS.insert(), invited)
        return round_from(row)

    def get(self, round_id: int) -> Round | None:
        row = self.find(ROUNDS, round_id)
        return None if row is None else round_from(row)

    def held(self, round_id: int) -> Round | None:
        """The round, while others who want to hold it wait for our commit."""
        self.hold(ROUNDS, round_id)
        return self.get(round_id)

    def latest(self, programme_id: int) -> Round | None:
        row = self.first(_latest(), {"programme": programme_id, "mine": self.workspace_id})
        return None if row is None else round_from(row)

    def under_way(self, programme_id: int) -> Sequence[Round]:
        """Every round that is not published, those of one person too, the oldest first."""
        going_on = (ROUNDS.c.programme_id == programme_id, ROUNDS.c.state != RoundState.PUBLISHED.value)
        query = select(ROUNDS).where(*going_on, self.mine(ROUNDS)).order_by(ROUNDS.c.id)
        return [round_from(row) for row in self.rows(query)]

    def change(self, round_id: int, **values: object) -> Round:
        return round_from(self.alter(ROUNDS, round_id, values))

    def move(self, round_id: int, *, expected: RoundState, to: RoundState) -> bool:
        update = ROUNDS.update().where(
            ROUNDS.c.id == round_id, ROUNDS.c.state == expected.value, self.mine(ROUNDS)
        )
        return self.run(update.values(state=to.value)).rowcount == 1

    def invite(self, round_id: int, person_id: int) -> None:
        new = filled(InvitationRow, workspace_id=self.workspace_id, round_id=round_id, person_id=person_id)
        self.run(self.inserting(INVITATIONS).values(new).on_conflict_do_nothing())

    def invitations(self, round_id: int) -> Sequence[Invitation]:
        return self._invitations(round_id, self._invited(round_id))

    def invitation(self, round_id: int, person_id: int) -> Invitation | None:
        only = self._invited(round_id).where(INVITATIONS.c.person_id == person_id)
        return next(iter(self._invitations(round_id, only, person_id)), None)

    def answer(
        self, round_id: int, person_id: int, *, answer: Answer | None, choices: Sequence[int], at: datetime
    ) -> None:
        """Write what an invited person said, in place of what they said before; None takes it back."""
        # The invitation first: two answers sent at once queue behind its row, and the later one stands whole.
        self.run(
            INVITATIONS.update()
            .where(
                INVITATIONS.c.round_id == round_id,
                INVITATIONS.c.person_id == person_id,
                self.mine(INVITATIONS),
            )
            .values(answer=answer and answer.value, answered_at=at if answer else None)
        )
        mine = (CHOICES.c.round_id == round_id, CHOICES.c.mentee_id == person_id, self.mine(CHOICES))
        self.run(CHOICES.delete().where(*mine))
        ranked = [
            {
                "workspace_id": self.workspace_id,
                "round_id": round_id,
                "mentee_id": person_id,
                "mentor_id": mentor_id,
                "rank": rank,
            }
            for rank, mentor_id in enumerate(choices, start=1)
        ]
        if ranked:
            self.run(CHOICES.insert(), ranked)

    def propose(self, round_id: int, proposals: Iterable[SavedProposal]) -> None:
        self.run(PROPOSALS.delete().where(PROPOSALS.c.round_id == round_id, self.mine(PROPOSALS)))
        rows = [
            {
                "workspace_id": self.workspace_id,
                "round_id": round_id,
                "mentee_id": proposal.mentee_id,
                "mentor_id": proposal.mentor_id,
                "rank": proposal.rank,
                "reason": proposal.reason,
                "left_out": proposal.left_out,
                "suggested": proposal.suggested,
                "locked": proposal.locked,
                "by_hand": proposal.by_hand,
                "mentor_says": proposal.mentor_says and proposal.mentor_says.value,
                "offer": proposal.offer and proposal.offer.value,
                "offer_until": proposal.offer_until,
            }
            for proposal in proposals
        ]
        if rows:
            self.run(PROPOSALS.insert(), rows)

    def proposals(self, round_id: int) -> Sequence[SavedProposal]:
        query = select(PROPOSALS).where(PROPOSALS.c.round_id == round_id, self.mine(PROPOSALS))
        return [proposal_from(row) for row in self.rows(query.order_by(PROPOSALS.c.id))]

    def proposal(self, round_id: int, mentee_id: int) -> SavedProposal | None:
        mine = (PROPOSALS.c.round_id == round_id, PROPOSALS.c.mentee_id == mentee_id, self.mine(PROPOSALS))
        row = self.first(select(PROPOSALS).where(*mine))
        return None if row is None else proposal_from(row)

    def change_proposal(self, round_id: int, mentee_id: int, **values: object) -> None:
        mine = (PROPOSALS.c.round_id == round_id, PROPOSALS.c.mentee_id == mentee_id, self.mine(PROPOSALS))
        self.run(PROPOSALS.update().where(*mine).values(stored(values)))

    def proposals_to(self, round_id: int, mentor_id: int) -> Sequence[SavedProposal]:
        to_them = (PROPOSALS.c.round_id == round_id, PROPOSALS.c.mentor_id == mentor_id, self.mine(PROPOSALS))
        return [
            proposal_from(row)
            for row in self.rows(select(PROPOSALS).where(*to_them).order_by(PROPOSALS.c.id))
        ]

    def offers_held(self, programme_id: int) -> Mapping[int, int]:
        """How many places of each mentor are held for suggestions that were published and wait for an answer."""
        query = (
            select(PROPOSALS.c.mentor_id, func.count().label("held"))
            .join(ROUNDS, ROUNDS.c.id == PROPOSALS.c.round_id)
            .where(
                ROUNDS.c.programme_id == programme_id,
                ROUNDS.c.state == RoundState.PUBLISHED.value,
                PROPOSALS.c.offer == Offer.OPEN.value,
                self.mine(PROPOSALS),
            )
            .group_by(PROPOSALS.c.mentor_id)
        )
        return {row.mentor_id: row.held for row in self.rows(query)}

    def adjust(
        self,
        round_id: int,
        kind: AdjustmentKind,
        person_id: int,
        *,
        before: Mapping[str, object],
        after: Mapping[str, object],
        by: int,
        at: datetime,
    ) -> Adjustment:
        what = {"round_id": round_id, "kind": kind, "person_id": person_id, "made_by": by, "made_at": at}
        row = self.put(AdjustmentRow, **what, before=dict(before), after=dict(after))
        return _adjustment(row)

    def adjustments(self, round_id: int) -> Sequence[Adjustment]:
        """What was changed by hand and stands, in order."""
        standing = (
            ADJUSTMENTS.c.round_id == round_id,
            ADJUSTMENTS.c.undone_at.is_(None),
            self.mine(ADJUSTMENTS),
        )
        return [
            _adjustment(row)
            for row in self.rows(select(ADJUSTMENTS).where(*standing).order_by(ADJUSTMENTS.c.id))
        ]

    def undo(self, adjustment_id: int, at: datetime) -> bool:
        """True for the one caller who undid it."""
        standing = (
            ADJUSTMENTS.c.id == adjustment_id,
            ADJUSTMENTS.c.undone_at.is_(None),
            self.mine(ADJUSTMENTS),
        )
        return self.run(ADJUSTMENTS.update().where(*standing).values(undone_at=at)).rowcount == 1

    def decline(self, round_id: int, mentor_id: int, mentee_id: int) -> None:
        """This mentor would rather not be given this person in this round; twice is once."""
        pair = {"round_id": round_id, "mentor_id": mentor_id, "mentee_id": mentee_id}
        new = filled(MentorDeclineRow, workspace_id=self.workspace_id, **pair)
        self.run(self.inserting(DECLINES).values(new).on_conflict_do_nothing())

    def declined(self, round_id: int) -> Mapping[int, frozenset[int]]:
        """For each mentee, the mentors who declined them in this round: for the matcher alone."""
        query = select(DECLINES).where(DECLINES.c.round_id == round_id, self.mine(DECLINES))
        apart: dict[int, set[int]] = {}
        for row in self.rows(query):
            apart.setdefault(row.mentee_id, set()).add(row.mentor_id)
        return {mentee_id: frozenset(mentors) for mentee_id, mentors in apart.items()}

    def _invited(self, round_id: int) -> Select[*tuple[object, ...]]:
        mine = (INVITATIONS.c.round_id == round_id, self.mine(INVITATIONS))
        return select(INVITATIONS).where(*mine).order_by(INVITATIONS.c.id)

    def _invitations(
        self, round_id: int, invited: Select[*tuple[object, ...]], person_id: int | None = None
    ) -> Sequence[Invitation]:
        query = select(CHOICES).where(CHOICES.c.round_id == round_id, self.mine(CHOICES))
        if person_id is not None:
            query = query.where(CHOICES.c.mentee_id == person_id)
        choices: dict[int, list[int]] = {}
        for row in self.rows(query.order_by(CHOICES.c.mentee_id, CHOICES.c.rank)):
            choices.setdefault(row.mentee_id, []).append(row.mentor_id)
        return [_invitation(row, choices.get(row.person_id, [])) for row in self.rows(invited)]


@cache
def _latest() -> Select[*tuple[Any, ...]]:
    """Every beat asks it twice, and every Home."""
    here = (ROUNDS.c.solo.is_(False), ROUNDS.c.workspace_id == bindparam("mine"))
    query = select(ROUNDS).where(ROUNDS.c.programme_id == bindparam("programme"), *here)
    return query.order_by(ROUNDS.c.id.desc()).limit(1)


def round_from(row: AnyRow) -> Round:
    return Round(
        id=row.id,
        programme_id=row.programme_id,
        state=RoundState(row.state),
        opened_at=row.opened_at,
        closes_on=row.closes_on,
        opened_by=row.opened_by,
        published_at=row.published_at,
        rules=_rules(row.rules),
        solo=row.solo,
        mentors_until=row.mentors_until,
        wanted=row.wanted and Wanted(row.wanted),
        wanted_by=row.wanted_by,
    )


def _rules(written: Mapping[str, Any]) -> Rules:
    """A round that was opened before there were rules has those of then."""
    if not written:
        return Rules(mentors_days=0)
    return Rules(**{**written, "mode": Mode(written["mode"]), "networks": tuple(written["networks"])})


def _written(rules: Rules) -> dict[str, object]:
    return stored(asdict(rules))


def _adjustment(row: AnyRow) -> Adjustment:
    return Adjustment(
        id=row.id,
        round_id=row.round_id,
        kind=AdjustmentKind(row.kind),
        person_id=row.person_id,
        before=row.before,
        after=row.after,
        made_by=row.made_by,
        made_at=row.made_at,
    )


def _invitation(row: AnyRow, choices: Sequence[int]) -> Invitation:
    return Invitation(
        round_id=row.round_id,
        person_id=row.person_id,
        answer=None if row.answer is None else Answer(row.answer),
        choices=tuple(choices),
        answered_at=row.answered_at,
    )


def proposal_from(row: AnyRow) -> SavedProposal:
    return SavedProposal(
        mentee_id=row.mentee_id,
        mentor_id=row.mentor_id,
        rank=row.rank,
        reason=row.reason,
        left_out=row.left_out,
        suggested=row.suggested,
        locked=row.locked,
        by_hand=row.by_hand,
        mentor_says=row.mentor_says and MentorSays(row.mentor_says),
        offer=row.offer and Offer(row.offer),
        offer_until=row.offer_until,
    )
