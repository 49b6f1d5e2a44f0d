"""Pulses: who is asked, and what was answered. Nothing links the two (`bot/programme/pulse_ports.py` says how).

While a wave is open its answers lie folded as ballots: sealed, all of one length. Whoever reads the tables, a copy of
any day or the database's own log sees who has answered, and nothing of what.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select

from bot.domain.kinds import PromptKind
from bot.domain.mentorships import MentorshipState, SeatRole
from bot.domain.people import Standing
from bot.domain.periods import Month
from bot.domain.prompts import PromptState
from bot.domain.pulses import Answer, Ballot, Guest, PulseKind, Suggestion, Theme, Wave
from storage.base import AnyRow, SealingRepository, chunks, filled, table_of
from storage.evidence_tables import (
    PulseAnswerRow,
    PulseBallotRow,
    PulseGuestRow,
    PulseRow,
    SuggestionRow,
)
from storage.mentorships import MENTORSHIPS, SEATS
from storage.people import PEOPLE
from storage.programmes import PROGRAMMES
from storage.prompts import PROMPTS
from storage.sealing import SealBroken, SealedColumn
from storage.unsigned import write_among_others, write_shuffled

PULSES = table_of(PulseRow)
GUESTS = table_of(PulseGuestRow)
BALLOTS = table_of(PulseBallotRow)
ANSWERS = table_of(PulseAnswerRow)
SUGGESTIONS = table_of(SuggestionRow)
#: Bytes of a folded answer: the longest line that may be written, and its marks.
SAME_LENGTH = 2_560
SAID = (PromptState.SENT.value, PromptState.UNKNOWN.value, PromptState.SENDING.value)
ASKING = (PromptKind.PULSE.value, PromptKind.CLOSING_PULSE.value)


class Pulses(SealingRepository):
    def wave(self, programme_id: int, kind: PulseKind, opens_on: date) -> Wave | None:
        this = (PULSES.c.programme_id == programme_id, PULSES.c.kind == kind.value)
        row = self.first(_waves().where(*this, PULSES.c.opens_on == opens_on, self.mine(PULSES)))
        return None if row is None else _wave(row)

    def get(self, pulse_id: int) -> Wave | None:
        row = self.first(_waves().where(PULSES.c.id == pulse_id, self.mine(PULSES)))
        return None if row is None else _wave(row)

    def latest(self, programme_id: int, kind: PulseKind, *, most: int) -> Sequence[Wave]:
        somebody = exists().where(GUESTS.c.pulse_id == PULSES.c.id)
        these = (PULSES.c.programme_id == programme_id, PULSES.c.kind == kind.value, somebody)
        query = _waves().where(*these, self.mine(PULSES)).order_by(PULSES.c.opens_on.desc())
        return [_wave(row) for row in self.rows(query.limit(most))]

    def open(self, programme_id: int, kind: PulseKind, *, opens_on: date, closes_on: date) -> Wave | None:
        self.hold(PROGRAMMES, programme_id, lightly=True)
        if self.wave(programme_id, kind, opens_on) is not None:
            return None
        dates = {"opens_on": opens_on, "closes_on": closes_on}
        self.put(PulseRow, programme_id=programme_id, kind=kind.value, **dates)
        return self.wave(programme_id, kind, opens_on)

    def invite(self, pulse_id: int, guests: Iterable[Guest]) -> None:
        """In the order of their ids: that of their days is nobody's business."""
        for some in chunks(sorted(guests, key=lambda one: one.person_id)):
            rows = [
                filled(
                    PulseGuestRow,
                    workspace_id=self.workspace_id,
                    pulse_id=pulse_id,
                    person_id=one.person_id,
                    side=one.side,
                    drawn=one.drawn,
                )
                for one in some
            ]
            self.run(self.inserting(GUESTS).on_conflict_do_nothing(), rows)

    # -- whom to ask ---------------------------------------------------------------------------------------------

    def introductions(self, programme_id: int, *, before: datetime) -> Sequence[datetime]:
        these = (*_running(programme_id), MENTORSHIPS.c.introduced_at < before, self.mine(MENTORSHIPS))
        return [
            row.introduced_at
            for row in self.rows(select(MENTORSHIPS.c.introduced_at).where(*these).distinct())
        ]

    def seats(
        self, programme_id: int, introduced_at: Iterable[datetime]
    ) -> Sequence[tuple[int, SeatRole, datetime]]:
        query = (
            select(SEATS.c.person_id, SEATS.c.role, MENTORSHIPS.c.introduced_at)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .join(PEOPLE, PEOPLE.c.id == SEATS.c.person_id)
            .where(
                *_running(programme_id), PEOPLE.c.standing == Standing.EMPLOYEE.value, self.mine(MENTORSHIPS)
            )
        )
        return [
            (row.person_id, SeatRole(row.role), row.introduced_at)
            for some in chunks(introduced_at)
            for row in self.rows(query.where(MENTORSHIPS.c.introduced_at.in_(some)))
        ]

    def asked_since(self, at: datetime) -> Sequence[tuple[int, datetime]]:
        asked = (PROMPTS.c.kind == PromptKind.PULSE.value, PROMPTS.c.not_before >= at)
        to_be = PROMPTS.c.state.in_([*SAID, PromptState.PLANNED.value])
        query = select(PROMPTS.c.recipient_id, func.max(PROMPTS.c.not_before).label("at"))
        each = query.where(*asked, to_be, self.mine(PROMPTS)).group_by(PROMPTS.c.recipient_id)
        return [(row.recipient_id, row.at) for row in self.rows(each)]

    def heard_of_an_end(
        self, programme_id: int, *, since: datetime, ended: date
    ) -> Sequence[tuple[int, SeatRole, datetime]]:
        asked = (
            exists()
            .where(GUESTS.c.person_id == SEATS.c.person_id)
            .where(PULSES.c.id == GUESTS.c.pulse_id, PULSES.c.kind == PulseKind.CLOSING.value)
            .where(PULSES.c.programme_id == programme_id, PULSES.c.closes_on >= ended)
        )
        theirs = and_(
            PROMPTS.c.mentorship_id == MENTORSHIPS.c.id, PROMPTS.c.recipient_id == SEATS.c.person_id
        )
        query = (
            select(SEATS.c.person_id, SEATS.c.role, PROMPTS.c.sent_at)
            .join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
            .join(PROMPTS, theirs)
            .where(
                MENTORSHIPS.c.programme_id == programme_id,
                MENTORSHIPS.c.ends_on >= ended,
                MENTORSHIPS.c.state == MentorshipState.ENDED.value,
                MENTORSHIPS.c.temporary.is_(False),
                PROMPTS.c.kind == PromptKind.ENDED.value,
                PROMPTS.c.sent_at >= since,
                ~asked,
                self.mine(MENTORSHIPS),
            )
        )
        rows = self.rows(query.order_by(PROMPTS.c.sent_at, SEATS.c.id))
        return [(row.person_id, SeatRole(row.role), row.sent_at) for row in rows]

    # -- answering -----------------------------------------------------------------------------------------------

    def side_of(self, pulse_id: int, person_id: int) -> SeatRole | None:
        guest = self._guest(pulse_id, person_id)
        return None if guest is None else SeatRole(guest.side)

    def has_answered(self, pulse_id: int, person_id: int) -> bool:
        guest = self._guest(pulse_id, person_id)
        return guest is not None and bool(guest.answered)

    def cast(self, pulse_id: int, person_id: int, ballot: Ballot) -> bool:
        theirs = (GUESTS.c.pulse_id == pulse_id, GUESTS.c.person_id == person_id, self.mine(GUESTS))
        still = GUESTS.update().where(*theirs, GUESTS.c.answered.is_(False))
        if self.run(still.values(answered=True)).rowcount != 1:
            return False
        name = secrets.token_hex(16)
        folded = self.sealer.seal(_folded(ballot), owner=_ballot(name))
        row = filled(PulseBallotRow, id=name, workspace_id=self.workspace_id, pulse_id=pulse_id, words=folded)
        write_among_others(self, BALLOTS, row, BALLOTS.c.pulse_id == pulse_id)
        return True

    # -- counting ------------------------------------------------------------------------------------------------

    def to_count(self, programme_id: int, today: date) -> Sequence[Wave]:
        waits = exists().where(BALLOTS.c.pulse_id == PULSES.c.id)
        closed = (PULSES.c.programme_id == programme_id, PULSES.c.closes_on < today, waits)
        return [_wave(row) for row in self.rows(_waves().where(*closed, self.mine(PULSES)))]

    def spare(self, pulse_id: int, period: str) -> None:
        said = (
            exists()
            .where(PROMPTS.c.recipient_id == GUESTS.c.person_id, PROMPTS.c.kind.in_(ASKING))
            .where(PROMPTS.c.period == period, PROMPTS.c.state.in_(SAID))
        )
        silent = (GUESTS.c.pulse_id == pulse_id, GUESTS.c.answered.is_(False), self.mine(GUESTS))
        self.run(GUESTS.delete().where(*silent, ~said))

    def take_out(self, pulse_id: int) -> Sequence[Ballot]:
        self.hold(PULSES, pulse_id)
        urn = (BALLOTS.c.pulse_id == pulse_id, self.mine(BALLOTS))
        found = self.rows(select(BALLOTS.c.id, BALLOTS.c.words).where(*urn))
        self.run(BALLOTS.delete().where(*urn, BALLOTS.c.id.in_([row.id for row in found])))
        return [ballot for row in found if (ballot := self._unfolded(row)) is not None]

    def count(self, pulse_id: int, answers: Iterable[Answer], words: Iterable[str]) -> None:
        self.run(ANSWERS.delete().where(ANSWERS.c.pulse_id == pulse_id, self.mine(ANSWERS)))
        ours = {"workspace_id": self.workspace_id, "pulse_id": pulse_id}
        marked = [
            filled(PulseAnswerRow, id=secrets.token_hex(16), side=one.side, scores=dict(one.marks), **ours)
            for one in answers
        ]
        write_shuffled(self, ANSWERS, [*marked])
        names = ((secrets.token_hex(16), line) for line in words)
        lines = [
            filled(SuggestionRow, id=name, words=self.sealer.seal(line, owner=_whose(name)), **ours)
            for name, line in names
        ]
        write_shuffled(self, SUGGESTIONS, [*lines])

    def answers(self, pulse_id: int) -> Sequence[Answer]:
        query = select(ANSWERS.c.side, ANSWERS.c.scores).where(
            ANSWERS.c.pulse_id == pulse_id, self.mine(ANSWERS)
        )
        return [_answer(row.side, row.scores) for row in self.rows(query.order_by(ANSWERS.c.id))]

    # -- what was suggested --------------------------------------------------------------------------------------

    def suggestions(self, programme_id: int, *, done: bool, most: int) -> Sequence[Suggestion]:
        settled = SUGGESTIONS.c.done_at.is_not(None) if done else SUGGESTIONS.c.done_at.is_(None)
        query = (
            select(SUGGESTIONS, PULSES.c.opens_on)
            .join(PULSES, PULSES.c.id == SUGGESTIONS.c.pulse_id)
            .where(PULSES.c.programme_id == programme_id, settled, self.mine(SUGGESTIONS))
            .order_by(SUGGESTIONS.c.done_at.desc(), SUGGESTIONS.c.id)
        )
        return [self._suggestion(row) for row in self.rows(query.limit(most))]

    def suggestion(self, suggestion_id: str) -> tuple[int, Suggestion] | None:
        """None too for what no name of ours is written like: PostgreSQL would refuse to look for some."""
        if not suggestion_id.isalnum():
            return None
        query = (
            select(SUGGESTIONS, PULSES.c.opens_on, PULSES.c.programme_id)
            .join(PULSES, PULSES.c.id == SUGGESTIONS.c.pulse_id)
            .where(SUGGESTIONS.c.id == suggestion_id, self.mine(SUGGESTIONS))
        )
        row = self.first(query)
        return None if row is None else (row.programme_id, self._suggestion(row))

    def see_to(self, suggestion_id: str, at: datetime | None) -> None:
        this = (SUGGESTIONS.c.id == suggestion_id, self.mine(SUGGESTIONS))
        self.run(SUGGESTIONS.update().where(*this).values(done_at=at))

    def _guest(self, pulse_id: int, person_id: int) -> AnyRow | None:
        theirs = (GUESTS.c.pulse_id == pulse_id, GUESTS.c.person_id == person_id)
        return self.first(select(GUESTS).where(*theirs, self.mine(GUESTS)))

    def _suggestion(self, row: AnyRow) -> Suggestion:
        words = self.sealer.open(row.words, owner=_whose(row.id))
        return Suggestion(id=row.id, month=Month.of(row.opens_on), words=words, done_at=row.done_at)

    def _unfolded(self, row: AnyRow) -> Ballot | None:
        """None for what was sealed with a key that is lost: one wave would keep all others closed for ever."""
        try:
            said = json.loads(self.sealer.open(row.words, owner=_ballot(row.id)))
        except SealBroken:
            return None
        return Ballot(answer=_answer(said["side"], said["marks"]), words=said["words"])


def _waves() -> Select[*tuple[Any, ...]]:
    """Each with how many people it asks."""
    theirs = select(func.count()).where(
        GUESTS.c.pulse_id == PULSES.c.id, GUESTS.c.workspace_id == PULSES.c.workspace_id
    )
    return select(PULSES, theirs.correlate(PULSES).scalar_subquery().label("asked"))


def _running(programme_id: int) -> tuple[Any, ...]:
    return (
        MENTORSHIPS.c.programme_id == programme_id,
        MENTORSHIPS.c.state != MentorshipState.ENDED.value,
        MENTORSHIPS.c.temporary.is_(False),
    )


def _folded(ballot: Ballot) -> str:
    """Every one as long as the others: how long it is would tell whether somebody wrote a line."""
    said = {"side": ballot.answer.side, "marks": dict(ballot.answer.marks), "words": ballot.words}
    text = json.dumps(said, ensure_ascii=False)
    return text + " " * (SAME_LENGTH - len(text.encode()))


def _answer(side: str, marks: dict[str, int]) -> Answer:
    return Answer(side=SeatRole(side), marks={Theme(theme): int(mark) for theme, mark in marks.items()})


def _wave(row: AnyRow) -> Wave:
    return Wave(
        id=row.id,
        programme_id=row.programme_id,
        kind=PulseKind(row.kind),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        asked=row.asked,
    )


def _whose(name: str) -> str:
    return f"suggestion:{name}"


def _ballot(name: str) -> str:
    return f"ballot:{name}"


SEALED = (
    SealedColumn(table=BALLOTS, column="words", owner=lambda row: _ballot(row.id)),
    SealedColumn(table=SUGGESTIONS, column="words", owner=lambda row: _whose(row.id)),
)
