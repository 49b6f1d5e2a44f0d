"""People linked in a programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from bot.domain.cadence import Rhythm
from bot.domain.calendar import Period
from bot.domain.cycles import Cadence
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, Seat, SeatRole
from storage.base import AnyRow, Repository, chunks, filled, table_of
from storage.cadences import CADENCES, Cadences
from storage.programmes import PROGRAMMES
from storage.rhythms import NO_TYPES, Rhythms, Types, come, only, these
from storage.tables import MentorshipPauseRow, MentorshipRow, SeatRow

MENTORSHIPS = table_of(MentorshipRow)
SEATS = table_of(SeatRow)
PAUSES = table_of(MentorshipPauseRow)
ACTIVE = MentorshipState.ACTIVE.value
ENDED = MentorshipState.ENDED.value
BY_AGE = (MENTORSHIPS.c.id, SEATS.c.id)


class Mentorships(Repository):
    """`types` are the types of programme by key: their ladders and their quiet weeks."""

    def __init__(
        self, connection: Connection, workspace_id: int, *, writing: bool = True, types: Types = NO_TYPES
    ) -> None:
        super().__init__(connection, workspace_id, writing=writing)
        self._types = types
        #: Whose were read already. Nothing changes under `look()`, where a Home asks four times.
        self._theirs: dict[int, Sequence[Mentorship]] = {}

    def link(
        self,
        programme_id: int,
        *,
        seats: Iterable[tuple[int, SeatRole]],
        anchor: date,
        period: Period,
        introduced_at: datetime,
        round_id: int | None = None,
        temporary: bool = False,
        ends_on: date | None = None,
        name: str | None = None,
        replaces: int | None = None,
    ) -> Mentorship:
        """Link people; the tick looks at them from their introduction on."""
        row = self.put(
            MentorshipRow,
            programme_id=programme_id,
            round_id=round_id,
            temporary=temporary,
            anchor=anchor,
            period_months=period.months,
            period_weeks=period.weeks,
            introduced_at=introduced_at,
            ends_on=ends_on,
            name=name,
            replaces=replaces,
            look_at=introduced_at,
        )
        mine = {"workspace_id": self.workspace_id, "mentorship_id": row.id}
        taken = [filled(SeatRow, **mine, person_id=person_id, role=role) for person_id, role in seats]
        self.run(SEATS.insert(), taken)
        return self._whole(row.id)

    def get(self, mentorship_id: int) -> Mentorship | None:
        return next(iter(self._all(self._some().where(MENTORSHIPS.c.id == mentorship_id))), None)

    def many(self, mentorship_ids: Iterable[int]) -> Mapping[int, Mentorship]:
        found = (self._all(self._some().where(MENTORSHIPS.c.id.in_(ids))) for ids in chunks(mentorship_ids))
        return {one.id: one for some in found for one in some}

    def of(self, person_id: int) -> Sequence[Mentorship]:
        if self.writing or person_id not in self._theirs:
            asked = {"person": person_id, "mine": self.workspace_id}
            self._theirs[person_id] = self._each(self.rows(_going_on_for(), asked))
        return self._theirs[person_id]

    def between(self, one: int, other: int) -> Mentorship | None:
        """The latest one, should two people share several."""
        shared = self._some().where(MENTORSHIPS.c.state != ENDED, _has_seat(one), _has_seat(other))
        return next(reversed(self._all(shared)), None)

    def in_programme(self, programme_id: int) -> Sequence[Mentorship]:
        """Every mentorship of the programme, the ended ones too, the oldest first."""
        return self._all(self._some().where(MENTORSHIPS.c.programme_id == programme_id))

    def running(self, programme_id: int) -> Sequence[Mentorship]:
        return self._all(self._some().where(*self._running(programme_id)))

    def groups(self, programme_id: int) -> Sequence[Mentorship]:
        named = (MENTORSHIPS.c.name.is_not(None), MENTORSHIPS.c.name != "")
        return self._all(self._some().where(*self._running(programme_id), *named))

    def of_mentors(self, programme_id: int, mentor_ids: Iterable[int]) -> Sequence[Mentorship]:
        """The ended ones too."""
        found: dict[int, Mentorship] = {}
        for ids in chunks(set(mentor_ids)):
            theirs = select(SEATS.c.mentorship_id).where(
                SEATS.c.person_id.in_(ids), SEATS.c.role == SeatRole.MENTOR.value
            )
            there = (MENTORSHIPS.c.programme_id == programme_id, MENTORSHIPS.c.id.in_(theirs))
            found |= {one.id: one for one in self._all(self._some().where(*there))}
        return list(found.values())

    def begun_since(self, programme_id: int, day: date) -> Sequence[Mentorship]:
        """Those whose first cycle began on this local date or later, the ended ones too, the oldest first."""
        # Whoever has changed their cadence has a later anchor than the first.
        began = select(CADENCES.c.id).where(
            CADENCES.c.mentorship_id == MENTORSHIPS.c.id,
            CADENCES.c.first_cycle == 0,
            CADENCES.c.anchor >= day,
        )
        lately = (MENTORSHIPS.c.programme_id == programme_id, MENTORSHIPS.c.anchor >= day)
        return self._all(self._some().where(*lately, (MENTORSHIPS.c.first_cycle == 0) | began.exists()))

    def end(self, mentorship_id: int, why: EndedWhy, *, at: datetime, ends_on: date) -> bool:
        """True for the one caller who ended it."""
        running = (MENTORSHIPS.c.id == mentorship_id, MENTORSHIPS.c.state != ENDED, self.mine(MENTORSHIPS))
        ended = {"state": ENDED, "ended_at": at, "ended_why": why.value, "ends_on": ends_on}
        return self.run(MENTORSHIPS.update().where(*running).values(ended)).rowcount == 1

    def take_from(self, mentorship_id: int, person_id: int) -> bool:
        """True for the one caller who took this person's seat away."""
        theirs = (SEATS.c.mentorship_id == mentorship_id, SEATS.c.person_id == person_id, self.mine(SEATS))
        return self.run(SEATS.delete().where(*theirs)).rowcount == 1

    def give_seat(self, mentorship_id: int, person_id: int, role: SeatRole, *, since: datetime) -> None:
        mine = {"workspace_id": self.workspace_id, "mentorship_id": mentorship_id}
        seat = filled(SeatRow, **mine, person_id=person_id, role=role, since=since)
        self.run(self.inserting(SEATS).values(seat).on_conflict_do_nothing())

    def last_ended(self, programme_id: int, mentee_id: int) -> int | None:
        """The latest that ended for this mentee and that no other goes on from, a stand-in's only where it is alone."""
        after = MENTORSHIPS.alias("after")
        learned = select(SEATS.c.mentorship_id).where(
            SEATS.c.person_id == mentee_id, SEATS.c.role == SeatRole.MENTEE.value
        )
        ended = (
            MENTORSHIPS.c.programme_id == programme_id,
            MENTORSHIPS.c.state == ENDED,
            MENTORSHIPS.c.id.in_(learned),
            ~select(after.c.id).where(after.c.replaces == MENTORSHIPS.c.id, after.c.id.in_(learned)).exists(),
            self.mine(MENTORSHIPS),
        )
        latest = select(MENTORSHIPS.c.id).where(*ended)
        latest = latest.order_by(
            MENTORSHIPS.c.temporary, MENTORSHIPS.c.ended_at.desc(), MENTORSHIPS.c.id.desc()
        )
        row = self.first(latest.limit(1))
        return None if row is None else row.id

    def over(self, programme_id: int, today: date) -> Sequence[Mentorship]:
        past = (MENTORSHIPS.c.programme_id == programme_id, MENTORSHIPS.c.ends_on < today)
        return self._all(self._some().where(*past, MENTORSHIPS.c.state != ENDED))

    def due(self, now: datetime, *, limit: int) -> Sequence[Rhythm]:
        """Each to one replica: whoever else looks meanwhile passes these over until our commit. Nothing is asked of a
        mentorship in which a change waits for its decision (`field.md` U2).

        Were they only named by a sub-select, another replica's commit could take them out of it between two of
        our queries, and a pair that meets would look quiet.
        """
        asked = {"now": now, "limit": limit, "mine": self.workspace_id}
        if not self.shares_writing:
            return self._rhythms(come(), now, asked)
        ours = [row.id for row in self.rows(come().with_for_update(skip_locked=True), asked)]
        return self._rhythms(these(), now, {"these": ours})

    def rhythm(self, mentorship_id: int, now: datetime, *, ended: bool = False) -> Rhythm | None:
        """The same facts for one mentorship, whenever its next look is."""
        return next(iter(self._rhythms(only(ended), now, {"mentorship": mentorship_id})), None)

    def look_again(self, moments: Mapping[int, datetime]) -> None:
        chosen = (MENTORSHIPS.c.id == bindparam("mentorship"), self.mine(MENTORSHIPS))
        later = MENTORSHIPS.update().where(*chosen).values(look_at=bindparam("moment"))
        if moments:
            pairs = sorted(moments.items())
            self.run(later, [{"mentorship": one, "moment": moment} for one, moment in pairs])

    def flag(self, mentorship_id: int, at: datetime | None) -> None:
        self.alter(MENTORSHIPS, mentorship_id, {"flagged_at": at})

    def met(self, mentorship_id: int, now: datetime) -> None:
        self.alter(MENTORSHIPS, mentorship_id, {"flagged_at": None, "look_at": now})

    def pause(self, mentorship_id: int, *, since: date, until: date) -> Mentorship:
        self.resume(mentorship_id, since)
        self.put(MentorshipPauseRow, mentorship_id=mentorship_id, since=since, until=until)
        return self.change(mentorship_id, paused_until=until)

    def resume(self, mentorship_id: int, day: date) -> Mentorship:
        """The pause that lasts beyond this day ends on it; earlier ones stay as they were."""
        going_on = (PAUSES.c.mentorship_id == mentorship_id, PAUSES.c.until > day, self.mine(PAUSES))
        self.run(PAUSES.update().where(*going_on).values(until=day))
        return self.change(mentorship_id, paused_until=day)

    def change(self, mentorship_id: int, **values: object) -> Mentorship:
        self.alter(MENTORSHIPS, mentorship_id, values)
        return self._whole(mentorship_id)

    def _running(self, programme_id: int) -> tuple[Any, ...]:
        return MENTORSHIPS.c.programme_id == programme_id, MENTORSHIPS.c.state != ENDED

    def _some(self) -> Select[*tuple[Any, ...]]:
        """A row for each seat of each mentorship: one query, because every turn of talk asks it."""
        return _with_seats()

    def _whole(self, mentorship_id: int) -> Mentorship:
        (one,) = self._all(self._some().where(MENTORSHIPS.c.id == mentorship_id))
        return one

    def _all(self, query: Select[*tuple[Any, ...]]) -> Sequence[Mentorship]:
        return self._each(self.rows(query.where(self.mine(MENTORSHIPS)).order_by(*BY_AGE)))

    def _each(self, rows: Iterable[AnyRow]) -> Sequence[Mentorship]:
        grouped = [list(seats) for _, seats in groupby(rows, key=attrgetter("id"))]
        cadences = Cadences(self.connection, self.workspace_id, writing=self.writing)
        earlier = cadences.before(seats[0].id for seats in grouped if seats[0].first_cycle)
        return [
            _mentorship(
                seats[0],
                [_seat(row) for row in seats if row.seat_id is not None],
                earlier.get(seats[0].id, ()),
            )
            for seats in grouped
        ]

    def _rhythms(
        self, ids: Select[*tuple[Any, ...]], now: datetime, asked: Mapping[str, object]
    ) -> Sequence[Rhythm]:
        rhythms = Rhythms(self.connection, self.workspace_id, writing=self.writing, types=self._types)
        return rhythms.of(ids, now, asked)


@cache
def _with_seats() -> Select[*tuple[Any, ...]]:
    seat = (SEATS.c.id.label("seat_id"), SEATS.c.person_id, SEATS.c.role)
    return (
        select(MENTORSHIPS, PROGRAMMES.c.timezone, *seat)
        .join(PROGRAMMES, PROGRAMMES.c.id == MENTORSHIPS.c.programme_id)
        .outerjoin(SEATS, SEATS.c.mentorship_id == MENTORSHIPS.c.id)
    )


@cache
def _going_on_for() -> Select[*tuple[Any, ...]]:
    here = MENTORSHIPS.c.workspace_id == bindparam("mine")
    theirs = (MENTORSHIPS.c.state != ENDED, _has_seat(bindparam("person")), here)
    return _with_seats().where(*theirs).order_by(*BY_AGE)


def _has_seat(person_id: Any) -> Any:
    return MENTORSHIPS.c.id.in_(select(SEATS.c.mentorship_id).where(SEATS.c.person_id == person_id))


def _seat(row: AnyRow) -> Seat:
    return Seat(id=row.seat_id, person_id=row.person_id, role=SeatRole(row.role))


def _mentorship(row: AnyRow, seats: Iterable[Seat], earlier: Sequence[Cadence]) -> Mentorship:
    return Mentorship(
        id=row.id,
        programme_id=row.programme_id,
        state=MentorshipState(row.state),
        temporary=row.temporary,
        anchor=row.anchor,
        period=Period(months=row.period_months, weeks=row.period_weeks),
        timezone=row.timezone,
        introduced_at=row.introduced_at,
        ends_on=row.ends_on,
        paused_until=row.paused_until,
        seats=tuple(seats),
        name=row.name,
        replaces=row.replaces,
        ended_at=row.ended_at,
        ended_why=row.ended_why and EndedWhy(row.ended_why),
        first_cycle=row.first_cycle,
        earlier=tuple(earlier),
        end_asked_on=row.end_asked_on,
    )
