"""The mentors' circle: its dates, who comes, its agenda, and questions that nobody asked.

What is put on an agenda has an author; a question has none, and nothing that leads to one: no date, an id that was
drawn, and neighbours that are written again with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, Table, exists, or_, select

from bot.domain.calendar import Period
from bot.domain.circles import Circle, Point, Seat, Session, SessionState
from bot.domain.enrolments import Application, EnrolmentState
from bot.domain.kinds import PromptKind
from bot.domain.people import Standing
from bot.domain.prompts import PromptState
from storage.base import AnyRow, SealingRepository, filled, stored, table_of
from storage.enrolments import ENROLMENTS, MENTORS
from storage.help_tables import CirclePointRow, CircleQuestionRow, CircleRow, CircleSeatRow, CircleSessionRow
from storage.people import PEOPLE
from storage.programmes import PROGRAMMES
from storage.prompts import PROMPTS
from storage.sealing import SealedColumn

CIRCLES = table_of(CircleRow)
SESSIONS = table_of(CircleSessionRow)
SEATS = table_of(CircleSeatRow)
POINTS = table_of(CirclePointRow)
QUESTIONS = table_of(CircleQuestionRow)
#: The next session, and those before that may still ask for something.
LATEST = 4
#: What tells mentors of a session, with something to press.
TOLD = (PromptKind.CIRCLE, PromptKind.CIRCLE_TOMORROW, PromptKind.CIRCLE_CHANGED)


class Circles(SealingRepository):
    # -- the circle and its sessions -----------------------------------------------------------------------------

    def of(self, programme_id: int) -> Circle | None:
        row = self.first(select(CIRCLES).where(CIRCLES.c.programme_id == programme_id, self.mine(CIRCLES)))
        return None if row is None else _circle(row)

    def held(self, programme_id: int) -> Circle | None:
        """The programme's row is held: the circle may not be there yet."""
        self.hold(PROGRAMMES, programme_id, lightly=True)
        return self.of(programme_id)

    def get(self, circle_id: int) -> Circle | None:
        row = self.find(CIRCLES, circle_id)
        return None if row is None else _circle(row)

    def set(
        self,
        programme_id: int,
        *,
        anchor: date,
        first_number: int,
        period: Period,
        at: time,
        minutes: int,
        place: str,
        by: int,
    ) -> Circle:
        rhythm = {
            "anchor": anchor,
            "first_number": first_number,
            "period_months": period.months,
            "period_weeks": period.weeks,
            "at_minutes": at.hour * 60 + at.minute,
            "minutes": minutes,
            "place": place,
            "set_by": by,
        }
        new = filled(CircleRow, workspace_id=self.workspace_id, programme_id=programme_id, **rhythm)
        again = {**rhythm, "stopped_on": None}
        inserting = self.inserting(CIRCLES).values(new)
        row = self.run(
            inserting.on_conflict_do_update(
                index_elements=["programme_id"], set_=again, where=self.mine(CIRCLES)
            ).returning(CIRCLES)
        ).one()
        return _circle(row)

    def stop(self, circle_id: int, on: date) -> None:
        self.alter(CIRCLES, circle_id, {"stopped_on": on})

    def announce(self, circle_id: int, number: int, starts_at: datetime) -> None:
        new = filled(
            CircleSessionRow,
            workspace_id=self.workspace_id,
            circle_id=circle_id,
            number=number,
            starts_at=starts_at,
        )
        self.run(self.inserting(SESSIONS).values(new).on_conflict_do_nothing())

    def session(self, session_id: int) -> Session | None:
        row = self.find(SESSIONS, session_id)
        return None if row is None else _session(row)

    def held_session(self, session_id: int) -> Session | None:
        self.hold(SESSIONS, session_id, lightly=True)
        return self.session(session_id)

    def latest(self, circle_id: int) -> Sequence[Session]:
        query = select(SESSIONS).where(SESSIONS.c.circle_id == circle_id, self.mine(SESSIONS))
        rows = self.rows(query.order_by(SESSIONS.c.number.desc()).limit(LATEST))
        return [_session(row) for row in rows]

    def move(self, session_id: int, starts_at: datetime) -> Session:
        this = SESSIONS.update().where(SESSIONS.c.id == session_id, self.mine(SESSIONS))
        moved = this.values(starts_at=starts_at, moves=SESSIONS.c.moves + 1)
        return _session(self.run(moved.returning(SESSIONS)).one())

    def change(self, session_id: int, state: SessionState) -> Session:
        return _session(self.alter(SESSIONS, session_id, {"state": state}))

    # -- who comes -----------------------------------------------------------------------------------------------

    def mentors(self, programme_id: int, *, approved: bool) -> Sequence[int]:
        query = self._mentors(programme_id, approved=approved)
        return [row.person_id for row in self.rows(query.order_by(ENROLMENTS.c.person_id))]

    def to_invite(
        self, session_id: int, programme_id: int, *, period: str, approved: bool, today: date
    ) -> Sequence[int]:
        here = or_(ENROLMENTS.c.paused_until.is_(None), ENROLMENTS.c.paused_until <= today)
        said = exists().where(
            SEATS.c.session_id == session_id, SEATS.c.person_id == ENROLMENTS.c.person_id, self.mine(SEATS)
        )
        asked = self._told(PromptKind.CIRCLE, period, ENROLMENTS.c.person_id)
        query = self._mentors(programme_id, approved=approved).where(here, ~said, ~asked)
        return [row.person_id for row in self.rows(query.order_by(ENROLMENTS.c.person_id))]

    def to_remind(self, session_id: int, *, period: str) -> Sequence[int]:
        comes = (SEATS.c.session_id == session_id, SEATS.c.comes, self.mine(SEATS))
        told = self._told(PromptKind.CIRCLE_TOMORROW, period, SEATS.c.person_id)
        query = select(SEATS.c.person_id).where(*comes, ~told).order_by(SEATS.c.person_id)
        return [row.person_id for row in self.rows(query)]

    def told_at(self, session_id: int) -> Sequence[tuple[str, str]]:
        told = (
            PROMPTS.c.kind.in_([kind.value for kind in TOLD]),
            PROMPTS.c.period.startswith(f"circle-{session_id}-"),
            PROMPTS.c.state == PromptState.SENT.value,
        )
        query = select(PROMPTS.c.channel, PROMPTS.c.ts).where(*told, self.mine(PROMPTS)).distinct()
        return [(row.channel, row.ts) for row in self.rows(query)]

    def seats(self, session_id: int) -> Sequence[Seat]:
        query = select(SEATS).where(SEATS.c.session_id == session_id, self.mine(SEATS))
        return [_seat(row) for row in self.rows(query.order_by(SEATS.c.person_id))]

    def seat(self, session_id: int, person_id: int) -> Seat | None:
        theirs = (SEATS.c.session_id == session_id, SEATS.c.person_id == person_id)
        row = self.first(select(SEATS).where(*theirs, self.mine(SEATS)))
        return None if row is None else _seat(row)

    def answer(self, session_id: int, person_id: int, comes: bool) -> None:
        self._write_seat(session_id, person_id, {"comes": comes})

    def ask_again(self, session_id: int) -> Sequence[int]:
        asked = SEATS.update().where(SEATS.c.session_id == session_id, self.mine(SEATS))
        return sorted(
            row.person_id for row in self.rows(asked.values(comes=None).returning(SEATS.c.person_id))
        )

    def attend(self, session_id: int, person_ids: Iterable[int]) -> None:
        known = SEATS.update().where(SEATS.c.session_id == session_id, self.mine(SEATS))
        self.run(known.values(came=False))
        for person_id in person_ids:
            self._write_seat(session_id, person_id, {"came": True})

    # -- what is written beforehand ------------------------------------------------------------------------------

    def points(self, session_id: int) -> Sequence[Point]:
        query = select(POINTS).where(POINTS.c.session_id == session_id, self.mine(POINTS))
        return [
            Point(
                id=row.id,
                session_id=row.session_id,
                person_id=row.person_id,
                words=self.sealer.open(row.words, owner=_point_of(row.session_id, row.person_id)),
            )
            for row in self.rows(query.order_by(POINTS.c.id))
        ]

    def put_point(self, session_id: int, person_id: int, words: str) -> None:
        sealed = self.sealer.seal(words, owner=_point_of(session_id, person_id))
        new = filled(
            CirclePointRow,
            workspace_id=self.workspace_id,
            session_id=session_id,
            person_id=person_id,
            words=sealed,
        )
        self.run(POINTS.insert().values(new))

    def take_off(self, point_id: int, person_id: int) -> int | None:
        own = (POINTS.c.id == point_id, POINTS.c.person_id == person_id, self.mine(POINTS))
        gone = self.first(POINTS.delete().where(*own).returning(POINTS.c.session_id))
        return None if gone is None else int(gone.session_id)

    def erase(self, person_id: int) -> None:
        """Their questions cannot be found: nobody knows whose they are."""
        self.run(POINTS.delete().where(POINTS.c.person_id == person_id, self.mine(POINTS)))

    def questions(self, session_id: int) -> Sequence[str]:
        query = select(QUESTIONS).where(QUESTIONS.c.session_id == session_id, self.mine(QUESTIONS))
        return [
            self.sealer.open(row.words, owner=_question(row.id))
            for row in self.rows(query.order_by(QUESTIONS.c.id))
        ]

    def ask(self, session_id: int, question_id: str, words: str) -> None:
        """A table keeps the order in which its rows came, and PostgreSQL the transaction that wrote each. So all the
        questions of the session are taken out and written again with the new one, sealed anew and in an order that is
        drawn; this transaction writes nothing else.
        """
        theirs = (QUESTIONS.c.session_id == session_id, self.mine(QUESTIONS))
        others = [row._asdict() for row in self.rows(select(QUESTIONS).where(*theirs))]
        if any(one["id"] == question_id for one in others):
            return
        new = {"id": question_id, "workspace_id": self.workspace_id, "session_id": session_id}
        together = [self._sealed_anew(one) for one in others]
        together.append({**new, "words": self.sealer.seal(words, owner=_question(question_id))})
        secrets.SystemRandom().shuffle(together)
        self.run(QUESTIONS.delete().where(*theirs))
        self.run(QUESTIONS.insert(), together)

    def forget(self, *, written_before: datetime, seats_before: datetime) -> int:
        gone = ((POINTS, written_before), (QUESTIONS, written_before), (SEATS, seats_before))
        return sum(self._forget(table, before) for table, before in gone)

    def _forget(self, table: Table, before: datetime) -> int:
        over = select(SESSIONS.c.id).where(SESSIONS.c.starts_at < before, self.mine(SESSIONS))
        return self.run(table.delete().where(table.c.session_id.in_(over), self.mine(table))).rowcount

    def _sealed_anew(self, row: Mapping[str, Any]) -> dict[str, Any]:
        owner = _question(row["id"])
        return {**row, "words": self.sealer.seal(self.sealer.open(row["words"], owner=owner), owner=owner)}

    def _mentors(self, programme_id: int, *, approved: bool) -> Select[*tuple[Any, ...]]:
        query = (
            select(ENROLMENTS.c.person_id)
            .join(PEOPLE, PEOPLE.c.id == ENROLMENTS.c.person_id)
            .where(
                ENROLMENTS.c.programme_id == programme_id,
                ENROLMENTS.c.part.in_(MENTORS),
                ENROLMENTS.c.capacity.is_not(None),
                ENROLMENTS.c.state == EnrolmentState.ACTIVE.value,
                PEOPLE.c.standing == Standing.EMPLOYEE.value,
                self.mine(ENROLMENTS),
            )
        )
        return query.where(ENROLMENTS.c.application == Application.APPROVED.value) if approved else query

    def _told(self, kind: PromptKind, period: str, person: Any) -> Any:
        told = (PROMPTS.c.kind == kind.value, PROMPTS.c.period == period, PROMPTS.c.recipient_id == person)
        return exists().where(*told, self.mine(PROMPTS))

    def _write_seat(self, session_id: int, person_id: int, said: Mapping[str, bool]) -> None:
        new = filled(
            CircleSeatRow, workspace_id=self.workspace_id, session_id=session_id, person_id=person_id, **said
        )
        inserting = self.inserting(SEATS).values(new)
        self.run(
            inserting.on_conflict_do_update(
                index_elements=["session_id", "person_id"], set_=stored(said), where=self.mine(SEATS)
            )
        )


def _circle(row: AnyRow) -> Circle:
    return Circle(
        id=row.id,
        programme_id=row.programme_id,
        anchor=row.anchor,
        first_number=row.first_number,
        period=Period(months=row.period_months, weeks=row.period_weeks),
        at=time(*divmod(row.at_minutes, 60)),
        minutes=row.minutes,
        place=row.place,
        set_by=row.set_by,
        stopped_on=row.stopped_on,
    )


def _session(row: AnyRow) -> Session:
    return Session(
        id=row.id,
        circle_id=row.circle_id,
        number=row.number,
        starts_at=row.starts_at,
        state=SessionState(row.state),
        moves=row.moves,
    )


def _seat(row: AnyRow) -> Seat:
    return Seat(person_id=row.person_id, comes=row.comes, came=row.came)


def _point_of(session_id: int, person_id: int) -> str:
    """Moved to somebody else's name, a point no longer opens."""
    return f"circle_session:{session_id}:point:{person_id}"


def _question(question_id: str) -> str:
    return f"circle_question:{question_id}"


SEALED = (
    SealedColumn(table=POINTS, column="words", owner=lambda row: _point_of(row.session_id, row.person_id)),
    SealedColumn(table=QUESTIONS, column="words", owner=lambda row: _question(row.id)),
)
