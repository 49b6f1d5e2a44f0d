"""Changes that were asked for in mentorships, and how each half says that theirs suits them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, literal_column, select

from bot.domain.changes import Change, ChangeState, Decision, Motive, ToldBy, Wish
from storage.base import AnyRow, SealingRepository, filled, table_of
from storage.change_tables import ChangeRow, FitRow
from storage.sealing import SealedColumn
from storage.tables import MentorshipRow

CHANGES = table_of(ChangeRow)
FITS = table_of(FitRow)
MENTORSHIPS = table_of(MentorshipRow)
#: Written out: SQLite looks into the index of open requests only if it sees that they are meant.
IS_OPEN = CHANGES.c.state == literal_column(f"'{ChangeState.OPEN.value}'")


class Changes(SealingRepository):
    def ask(
        self,
        mentorship_id: int,
        *,
        by: int | None,
        why: Motive,
        wish: Wish,
        until: date | None,
        at: datetime,
        decide_by: date,
    ) -> Change:
        """Write a request down, in the place of one that the same person has open here."""
        for known in self.open_in(mentorship_id):
            if known.asked_by == by:
                self._settle(known.id, {"state": ChangeState.WITHDRAWN, "reason": None})
        asked = {"mentorship_id": mentorship_id, "asked_by": by, "wish": wish, "until": until}
        row = self.put(ChangeRow, **asked, asked_at=at, decide_by=decide_by, tell_at=at)
        sealed = self.sealer.seal(why.value, owner=_owner(row.id))
        return self._change(self.alter(CHANGES, row.id, {"reason": sealed}))

    def get(self, change_id: int) -> Change | None:
        row = self.find(CHANGES, change_id)
        return None if row is None else self._change(row)

    def open_in(self, mentorship_id: int) -> Sequence[Change]:
        return self._some(CHANGES.c.mentorship_id == mentorship_id, IS_OPEN)

    def held(self, mentorship_id: int) -> Sequence[Change]:
        """What is open there, while others who ask, decide, take back or end it wait for our commit."""
        self.hold(MENTORSHIPS, mentorship_id, lightly=True)
        return self.open_in(mentorship_id)

    def last_decided(self, mentorship_id: int) -> Change | None:
        decided = (CHANGES.c.mentorship_id == mentorship_id, CHANGES.c.state == ChangeState.DECIDED.value)
        query = select(CHANGES).where(self.mine(CHANGES), *decided)
        row = self.first(query.order_by(CHANGES.c.decided_at.desc(), CHANGES.c.id.desc()).limit(1))
        return None if row is None else self._change(row)

    def open_of(self, person_id: int) -> Sequence[Change]:
        """What this person asked for and is not decided."""
        return self._some(CHANGES.c.asked_by == person_id, IS_OPEN)

    def waiting(self, programme_id: int) -> Sequence[Change]:
        """Requests without a decision, the most urgent first."""
        there = CHANGES.c.mentorship_id.in_(
            select(MENTORSHIPS.c.id).where(MENTORSHIPS.c.programme_id == programme_id, self.mine(MENTORSHIPS))
        )
        return self._some(there, IS_OPEN)

    def to_tell(self, now: datetime) -> Sequence[Change]:
        """Open requests of which the team has to hear, for the first time or again."""
        return self._some(CHANGES.c.state == ChangeState.OPEN.value, CHANGES.c.tell_at <= now)

    def tell_again(self, change_id: int, at: datetime) -> None:
        """The team has been told; the next time is then, if it is still open."""
        self.alter(CHANGES, change_id, {"tell_at": at})

    def put_off(self, change_id: int, decide_by: date) -> Change:
        return self._change(self.alter(CHANGES, change_id, {"decide_by": decide_by}))

    def withdraw(self, change_id: int) -> bool:
        return self._settle(change_id, {"state": ChangeState.WITHDRAWN, "reason": None})

    def decide(
        self, change_id: int, decision: Decision, *, by: int | None, at: datetime, told_by: ToldBy | None
    ) -> bool:
        """True for the one caller who decided it. The reason has served, and is forgotten."""
        made = {"decision": decision, "decided_by": by, "decided_at": at, "told_by": told_by}
        return self._settle(change_id, {**made, "state": ChangeState.DECIDED, "reason": None})

    def erase(self, person_id: int) -> None:
        """Of what was settled nobody knows why any more."""
        for one in self.open_of(person_id):
            self.withdraw(one.id)

    def _settle(self, change_id: int, values: dict[str, object]) -> bool:
        still_open = (
            CHANGES.c.id == change_id,
            IS_OPEN,
            self.mine(CHANGES),
        )
        plain = {name: getattr(value, "value", value) for name, value in values.items()}
        return self.run(CHANGES.update().where(*still_open).values(plain)).rowcount == 1

    def _some(self, *where: ColumnElement[bool]) -> Sequence[Change]:
        query = select(CHANGES).where(self.mine(CHANGES), *where)
        return [self._change(row) for row in self.rows(query.order_by(CHANGES.c.decide_by, CHANGES.c.id))]

    def _change(self, row: AnyRow) -> Change:
        sealed = row.reason
        return Change(
            id=row.id,
            mentorship_id=row.mentorship_id,
            asked_by=row.asked_by,
            why=None if sealed is None else Motive(self.sealer.open(sealed, owner=_owner(row.id))),
            wish=Wish(row.wish),
            until=row.until,
            asked_at=row.asked_at,
            decide_by=row.decide_by,
            state=ChangeState(row.state),
            decision=row.decision and Decision(row.decision),
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            told_by=row.told_by and ToldBy(row.told_by),
        )


class Fits(SealingRepository):
    def by(self, person_id: int, mentorship_id: int) -> str | None:
        """What this person said, for their eyes."""
        whose = {"person": person_id, "mentorship": mentorship_id, "mine": self.workspace_id}
        row = self.first(_fit(), whose)
        return None if row is None else self.sealer.open(row.answer, owner=_whose(person_id, mentorship_id))

    def keep(self, person_id: int, mentorship_id: int, answer: str) -> None:
        """In the place of what they said before."""
        self.run(FITS.delete().where(*self._one(person_id, mentorship_id)))
        sealed = self.sealer.seal(answer, owner=_whose(person_id, mentorship_id))
        whose = {"person_id": person_id, "mentorship_id": mentorship_id}
        self.run(FITS.insert().values(filled(FitRow, workspace_id=self.workspace_id, **whose, answer=sealed)))

    def erase(self, person_id: int) -> None:
        self.run(FITS.delete().where(FITS.c.person_id == person_id, self.mine(FITS)))

    def _one(self, person_id: int, mentorship_id: int) -> tuple[ColumnElement[bool], ...]:
        return FITS.c.person_id == person_id, FITS.c.mentorship_id == mentorship_id, self.mine(FITS)


@cache
def _fit() -> Select[*tuple[Any, ...]]:
    """Every meeting that is logged asks it."""
    theirs = (FITS.c.person_id == bindparam("person"), FITS.c.mentorship_id == bindparam("mentorship"))
    return select(FITS).where(*theirs, FITS.c.workspace_id == bindparam("mine"))


def _owner(change_id: int) -> str:
    return f"change:{change_id}:reason"


def _whose(person_id: int, mentorship_id: int) -> str:
    return f"fit:{mentorship_id}:{person_id}"


SEALED = (
    SealedColumn(table=CHANGES, column="reason", owner=lambda row: _owner(row.id)),
    SealedColumn(table=FITS, column="answer", owner=lambda row: _whose(row.person_id, row.mentorship_id)),
)
