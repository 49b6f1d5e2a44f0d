"""What was issued to whom: the words of each page are sealed, and its file is known by its SHA-256 alone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from bot.domain.certificates import (
    ALPHABET,
    Certificate,
    CertificateKind,
    Named,
    Page,
    YearOfMentoring,
    code_of,
)
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import SeatRole
from storage.base import AnyRow, SealingRepository, filled, table_of
from storage.sealing import SealedColumn
from storage.tables import MeetingRow, MentorshipRow, SeatRow
from storage.together_tables import CertificateRow, MeetingPresentRow

CERTIFICATES = table_of(CertificateRow)
MEETINGS = table_of(MeetingRow)
MENTORSHIPS = table_of(MentorshipRow)
PRESENT = table_of(MeetingPresentRow)
SEATS = table_of(SeatRow)
#: What stands where a name stood, once somebody has asked to be forgotten.
NOBODY = ""


class Certificates(SealingRepository):
    def issue(
        self,
        person_id: int,
        *,
        kind: CertificateKind,
        programme_id: int,
        mentorship_id: int | None,
        about: str,
        language: str,
        at: datetime,
        page: Page,
    ) -> Certificate | None:
        """A number that was drawn before, by whatever chance, is drawn anew."""
        row = None
        while row is None and self.about(person_id, about) is None:
            code = code_of([secrets.choice(ALPHABET) for _ in range(8)])
            new = filled(
                CertificateRow,
                workspace_id=self.workspace_id,
                code=code,
                kind=kind,
                programme_id=programme_id,
                mentorship_id=mentorship_id,
                person_id=person_id,
                about=about,
                language=language,
                issued_at=at,
                facts=self.sealer.seal(_told(page), owner=_whose(code)),
                sha256="",
            )
            inserting = self.inserting(CERTIFICATES).values(new).on_conflict_do_nothing()
            row = self.run(inserting.returning(CERTIFICATES)).first()
        return None if row is None else self._certificate(row)

    def get(self, certificate_id: int) -> Certificate | None:
        return self._one(CERTIFICATES.c.id == certificate_id)

    def about(self, person_id: int, about: str) -> Certificate | None:
        return self._one(CERTIFICATES.c.person_id == person_id, CERTIFICATES.c.about == about)

    def numbered(self, code: str) -> Certificate | None:
        return self._one(CERTIFICATES.c.code == code)

    def with_imprint(self, sha256: str) -> Certificate | None:
        return self._one(CERTIFICATES.c.sha256.contains(sha256, autoescape=True)) if sha256 else None

    def note_imprint(self, certificate_id: int, sha256: str) -> None:
        known = (CERTIFICATES.c.id == certificate_id, self.mine(CERTIFICATES))
        unknown = ~CERTIFICATES.c.sha256.contains(sha256, autoescape=True)
        with_it = func.trim(CERTIFICATES.c.sha256 + " " + sha256)
        self.run(CERTIFICATES.update().where(*known, unknown).values(sha256=with_it))

    def in_mentorship(self, mentorship_id: int) -> Mapping[int, int]:
        of_it = (CERTIFICATES.c.mentorship_id == mentorship_id, self.mine(CERTIFICATES))
        rows = self.rows(select(CERTIFICATES.c.person_id, CERTIFICATES.c.id).where(*of_it))
        return {row.person_id: row.id for row in rows}

    def begun(self, about: str) -> bool:
        return self._one(CERTIFICATES.c.about == about) is not None

    def mentors_of_year(
        self, first: date, last: date, *, about: str, limit: int
    ) -> Sequence[tuple[int, int]]:
        asked = {"first": first, "last": last, "about": about, "most": limit, "mine": self.workspace_id}
        return [(row.person_id, row.programme_id) for row in self.rows(_mentors_of_year(), asked)]

    def year_of(self, person_id: int, first: date, last: date) -> YearOfMentoring:
        """Of a group's meeting at which somebody else stood in, nothing is theirs."""
        asked = {"person": person_id, "first": first, "last": last, "mine": self.workspace_id}
        given = self.run(_given(), asked).one()
        return YearOfMentoring(
            minutes=int(given.minutes or 0),
            meetings=given.meetings,
            mentees=int(self.run(_mentees(), asked).scalar_one()),
        )

    def erase(self, person_id: int) -> None:
        """Whoever got one for the same mentorship keeps theirs, without that name."""
        theirs = select(CERTIFICATES.c.mentorship_id).where(CERTIFICATES.c.person_id == person_id)
        shared = CERTIFICATES.c.mentorship_id.in_(theirs.where(self.mine(CERTIFICATES)))
        for row in self.rows(select(CERTIFICATES).where(shared, self.mine(CERTIFICATES))):
            page = self._certificate(row).page
            without = replace(page, partners=tuple(_forgotten(one, person_id) for one in page.partners))
            sealed = self.sealer.seal(_told(without), owner=_whose(row.code))
            self.alter(CERTIFICATES, row.id, {"facts": sealed})
        self.run(CERTIFICATES.delete().where(CERTIFICATES.c.person_id == person_id, self.mine(CERTIFICATES)))

    def _one(self, *where: ColumnElement[bool]) -> Certificate | None:
        row = self.first(select(CERTIFICATES).where(*where, self.mine(CERTIFICATES)).limit(1))
        return None if row is None else self._certificate(row)

    def _certificate(self, row: AnyRow) -> Certificate:
        return Certificate(
            id=row.id,
            code=row.code,
            kind=CertificateKind(row.kind),
            programme_id=row.programme_id,
            mentorship_id=row.mentorship_id,
            person_id=row.person_id,
            about=row.about,
            language=row.language,
            issued_at=row.issued_at,
            page=_page(self.sealer.open(row.facts, owner=_whose(row.code))),
            imprints=tuple(row.sha256.split()),
        )


# Meetings that somebody held as a mentor: those of a group of which it is not known that they were absent.


@cache
def _held_by_a_mentor() -> tuple[Any, ...]:
    noted = select(PRESENT.c.id).where(PRESENT.c.meeting_id == MEETINGS.c.id)
    there = noted.where(PRESENT.c.person_id == SEATS.c.person_id)
    return (
        SEATS.c.role == SeatRole.MENTOR.value,
        SEATS.c.workspace_id == bindparam("mine"),
        MEETINGS.c.state == MeetingState.HELD.value,
        MEETINGS.c.held_on.between(bindparam("first"), bindparam("last")),
        or_(~noted.correlate(MEETINGS).exists(), there.correlate(MEETINGS, SEATS).exists()),
    )


@cache
def _given() -> Select[*tuple[Any, ...]]:
    counts = (func.sum(MEETINGS.c.minutes).label("minutes"), func.count().label("meetings"))
    joined = SEATS.join(MEETINGS, MEETINGS.c.mentorship_id == SEATS.c.mentorship_id)
    theirs = (SEATS.c.person_id == bindparam("person"), *_held_by_a_mentor())
    return select(*counts).select_from(joined).where(*theirs)


@cache
def _mentees() -> Select[*tuple[Any, ...]]:
    met = SEATS.join(MEETINGS, MEETINGS.c.mentorship_id == SEATS.c.mentorship_id)
    theirs = select(SEATS.c.mentorship_id).select_from(met)
    theirs = theirs.where(SEATS.c.person_id == bindparam("person"), *_held_by_a_mentor())
    others = SEATS.alias("others")
    learn = (others.c.mentorship_id.in_(theirs), others.c.role != SeatRole.MENTOR.value)
    return select(func.count(func.distinct(others.c.person_id))).where(*learn)


@cache
def _mentors_of_year() -> Select[*tuple[Any, ...]]:
    joined = SEATS.join(MEETINGS, MEETINGS.c.mentorship_id == SEATS.c.mentorship_id)
    joined = joined.join(MENTORSHIPS, MENTORSHIPS.c.id == SEATS.c.mentorship_id)
    has_it = select(CERTIFICATES.c.id).where(
        CERTIFICATES.c.person_id == SEATS.c.person_id, CERTIFICATES.c.about == bindparam("about")
    )
    mentors = select(SEATS.c.person_id, func.min(MENTORSHIPS.c.programme_id).label("programme_id"))
    mentors = mentors.select_from(joined).where(*_held_by_a_mentor(), ~has_it.correlate(SEATS).exists())
    return mentors.group_by(SEATS.c.person_id).order_by(SEATS.c.person_id).limit(bindparam("most"))


def _told(page: Page) -> str:
    return json.dumps(asdict(page), default=date.isoformat, ensure_ascii=False, sort_keys=True)


def _page(told: str) -> Page:
    said = json.loads(told)
    known = {
        "who": Named(**said["who"]),
        "partners": tuple(Named(**one) for one in said["partners"]),
        "steps": tuple(said["steps"]),
        "role": SeatRole(said["role"]),
        "since": date.fromisoformat(said["since"]),
        "until": date.fromisoformat(said["until"]),
    }
    return Page(**{**said, **known})


def _forgotten(one: Named, person_id: int) -> Named:
    return replace(one, name=NOBODY, handle=NOBODY) if one.id == person_id else one


def _whose(code: str) -> str:
    return f"certificate:{code}"


SEALED = (SealedColumn(table=CERTIFICATES, column="facts", owner=lambda row: _whose(row.code)),)
