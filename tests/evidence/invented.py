"""A company in which anything may be: rows drawn by lot, many of which no company would ever have together.

It is written into the tables as it is, without a use case: what is counted must hold whatever lies there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection
from sqlmodel import SQLModel

from storage.base import filled, table_of
from storage.change_tables import ChangeRow
from storage.evidence_tables import PulseAnswerRow, PulseGuestRow, PulseRow
from storage.round_tables import InvitationRow, ProposalRow, RoundRow
from storage.tables import (
    EnrolmentRow,
    MeetingRow,
    MentorshipCadenceRow,
    MentorshipPauseRow,
    MentorshipRow,
    PersonRow,
    ProgrammeRow,
    SeatRow,
    SkipRow,
    WorkspaceRow,
)
from storage.together_tables import CertificateRow, GoalRow, MentorshipStepRow, SkillRatingRow
from tests.evidence.flows import CLOSING, PULSE, later

BEGAN, NOW = date(2025, 11, 3), datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
#: How far apart days are drawn, in days from the beginning: some are before it, some after now.
DAYS = (-40, 420)
OWNER = "U0INES"
ROLES = ("mentor", "mentee", "mentee", "mentor", "peer")


class Invention:
    """`write` puts the company into a database that has just been migrated."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection = connection
        self.random = Random(seed)
        self.rows: dict[type[SQLModel], int] = {}

    def write(self, *, people: int, mentorships: int) -> None:
        self.put(WorkspaceRow, team_id="T0", name="Invented")
        for key, zone in (("long_term", "Europe/Paris"), ("newcomer", "Pacific/Auckland")):
            self.put(ProgrammeRow, type_key=key, name=key, language="fr", timezone=zone, started_on=BEGAN)
        self.people = [self._person(number) for number in range(people)]
        for programme_id in (1, 2):
            for person_id in self.people:
                self._enrols(programme_id, person_id)
            self._rounds(programme_id)
            for _ in range(mentorships):
                self._mentorship(programme_id)
            self._pulses(programme_id)

    def put(self, row: type[SQLModel], **values: Any) -> int:
        """One row; its number."""
        number = self.rows[row] = self.rows.get(row, 0) + 1
        own = {"workspace_id": 1} if row is not WorkspaceRow else {}
        self.connection.execute(table_of(row).insert(), filled(row, **{"id": number, **own, **values}))
        return number

    # -- drawing -----------------------------------------------------------------------------------------------------

    def perhaps(self, share: float) -> bool:
        return self.random.random() < share

    def one_of(self, *some: Any) -> Any:
        return self.random.choice(some)

    def day(self) -> date:
        """Often the first or the last of a month, where a day more or less matters."""
        day = BEGAN + timedelta(days=self.random.randint(*DAYS))
        if self.perhaps(0.3):
            day = day.replace(day=1) - timedelta(days=self.random.randint(0, 1))
        return day

    def instant(self) -> datetime:
        """Often near midnight, where the day depends on the place."""
        hour = self.one_of(10, 11, 12, 13, 22, 23, 0)
        return datetime(*self.day().timetuple()[:3], hour, self.random.randint(0, 59), tzinfo=UTC)

    # -- people ------------------------------------------------------------------------------------------------------

    def _person(self, number: int) -> int:
        return self.put(
            PersonRow,
            slack_id=self.one_of(*["U"] * 9, "~") + str(number) if number else OWNER,
            name=f"P{number}",
            standing=self.one_of(*["employee"] * 4, "guest", "gone") if number else "employee",
            language="fr",
            timezone="Europe/Paris",
            country="FR",
            network=self.one_of("A", "B", "C", None),
            entity=self.one_of("X", "Y", None),
            site=self.one_of("S", "T", None),
            joined_on=self.one_of(None, self.day(), date(2020, 2, 29), date(2025, 2, 28), date(2025, 3, 1)),
        )

    def _enrols(self, programme_id: int, person_id: int) -> None:
        if self.perhaps(0.85):
            self.put(
                EnrolmentRow,
                programme_id=programme_id,
                person_id=person_id,
                part=self.one_of(None, "mentor", "mentee", "mentee", "both", "both", "not_for_me"),
                state=self.one_of("active", "active", "active", "active", "left"),
                capacity=self.one_of(None, 1, 1, 2, 3),
                paused_until=self.one_of(None, None, None, self.day(), NOW.date()),
                application=self.one_of(None, "waiting", "approved", "approved", "declined"),
            )

    # -- rounds ------------------------------------------------------------------------------------------------------

    def _rounds(self, programme_id: int) -> None:
        for number in range(9):
            solo = self.perhaps(0.4) or number == 8
            state = (
                "published" if not solo and number < 7 else self.one_of("published", "inviting", "proposed")
            )
            if not solo and number == 7:
                state = "with_mentors"
            round_id = self.put(
                RoundRow,
                programme_id=programme_id,
                state=state,
                solo=solo,
                opened_at=self.instant(),
                closes_on=self.day(),
                opened_by=1,
                published_at=self.instant() if state == "published" and self.perhaps(0.95) else None,
            )
            for person_id in self.random.sample(self.people, 1 if solo else len(self.people) // 2):
                self._asked(round_id, person_id)

    def _asked(self, round_id: int, person_id: int) -> None:
        answer = self.one_of(None, "choices", "choices", "choices", "choose_for_me", "not_this_time")
        self.put(InvitationRow, round_id=round_id, person_id=person_id, answer=answer)
        if self.perhaps(0.85):
            found = self.perhaps(0.7)
            self.put(
                ProposalRow,
                round_id=round_id,
                mentee_id=person_id,
                mentor_id=self.one_of(*self.people) if found else None,
                rank=self.one_of(None, 1, 1, 2, 3),
                left_out=None if found else self.one_of("gone", "places", None),
                offer=self.one_of(None, None, None, "open", "accepted", "declined", "lapsed"),
            )

    # -- mentorships -------------------------------------------------------------------------------------------------

    def _mentorship(self, programme_id: int) -> None:
        state = self.one_of("active", "active", "paused", "ended", "ended")
        ends_on = self.day() if state == "ended" or self.perhaps(0.3) else None
        anchor, introduced_at = self.day(), self.instant()
        months, weeks = self.one_of((1, 0), (1, 0), (0, 2), (3, 0), (0, 1))
        first_cycle = self.one_of(0, 0, 3)
        number = self.put(
            MentorshipRow,
            programme_id=programme_id,
            state=state,
            temporary=programme_id == 2 or self.perhaps(0.15),
            anchor=later(anchor, 3) if first_cycle else anchor,
            period_months=months,
            period_weeks=weeks,
            first_cycle=first_cycle,
            introduced_at=introduced_at,
            ends_on=ends_on,
            flagged_at=self.instant() if self.perhaps(0.3) else None,
            look_at=NOW,
        )
        if first_cycle:
            until = later(anchor, 3) - timedelta(days=self.one_of(0, 0, 4))
            self.put(
                MentorshipCadenceRow,
                mentorship_id=number,
                first_cycle=0,
                anchor=anchor,
                period_months=1,
                period_weeks=0,
                until=until,
            )
        members = self.random.sample(self.people, self.one_of(1, 2, 2, 2, 2, 3, 5))
        for role, person_id in zip(ROLES, members, strict=False):
            self.put(SeatRow, mentorship_id=number, person_id=person_id, role=role)
        self._lives(number)
        self._grows(programme_id, number)
        for person_id in members:
            self._earns(programme_id, number, person_id)

    def _lives(self, number: int) -> None:
        for _ in range(self.random.randint(0, 2)):
            since = self.day()
            until = since + timedelta(days=self.one_of(0, 3, 20, 60))
            self.put(MentorshipPauseRow, mentorship_id=number, since=since, until=until)
        for _ in range(self.random.randint(0, 9)):
            self.put(
                MeetingRow,
                mentorship_id=number,
                state=self.one_of("held", "held", "held", "planned", "disputed", "cancelled"),
                cycle=self.random.randint(0, 12),
                held_on=self.day(),
                minutes=self.one_of(None, 30, 45, 60),
                logged_by=1,
                logged_at=NOW,
            )
        for cycle in self.random.sample(range(14), self.random.randint(0, 3)):
            self.put(SkipRow, mentorship_id=number, cycle=cycle, by_person_id=1, at=NOW)
        for _ in range(self.one_of(0, 0, 0, 1, 1, 3)):
            self._change(number)

    def _change(self, number: int) -> None:
        state, asked_at = self.one_of("decided", "decided", "withdrawn"), self.instant()
        self.put(
            ChangeRow,
            mentorship_id=number,
            asked_by=self.one_of(None, *self.people[:6]),
            wish="stop",
            asked_at=asked_at,
            decide_by=asked_at.date() + timedelta(days=5),
            tell_at=asked_at,
            state=state,
            decided_at=asked_at + timedelta(hours=self.random.randint(0, 300))
            if state == "decided"
            else None,
        )

    def _grows(self, programme_id: int, number: int) -> None:
        people = self.random.sample(self.people, 3)
        for _ in range(self.random.randint(0, 3)):
            state = self.one_of("open", "reached", "changed")
            set_at = self.instant()
            self.put(
                GoalRow,
                mentorship_id=number,
                mentee_id=self.one_of(*people),
                ref=f"g{self.rows.get(GoalRow, 0)}",
                words="",
                state=state,
                set_at=set_at,
                closed_at=None if state == "open" else set_at + timedelta(days=self.random.randint(0, 90)),
            )
        for person_id in people:
            for skill in ("a", "b"):
                for moment in ("start", "end"):
                    if self.perhaps(0.5):
                        self.put(
                            SkillRatingRow,
                            mentorship_id=number,
                            person_id=person_id,
                            skill=skill,
                            moment=moment,
                            value=self.random.randint(1, 5),
                        )
        for position in range(self.random.randint(0, 4)):
            self.put(
                MentorshipStepRow,
                mentorship_id=number,
                key=f"s{position}",
                position=position,
                done_at=self.instant() if self.perhaps(0.5) else None,
                skip_agreed_by=1 if self.perhaps(0.2) else None,
            )

    def _earns(self, programme_id: int, number: int, person_id: int) -> None:
        """Mostly a member; sometimes somebody who has left their seat."""
        if self.perhaps(0.8):
            place = self.rows.get(CertificateRow, 0)
            self.put(
                CertificateRow,
                code=f"c{place}",
                kind=self.one_of("mentorship", "mentorship", "year"),
                programme_id=programme_id,
                mentorship_id=number,
                person_id=self.one_of(*[person_id] * 5, *self.people[:1]),
                about=f"mentorship-{place}",
                language="fr",
                issued_at=self.instant(),
                facts="",
                sha256="",
            )

    # -- pulses ------------------------------------------------------------------------------------------------------

    def _pulses(self, programme_id: int) -> None:
        for back in range(6):
            for kind, themes in (("pulse", PULSE), ("closing", CLOSING)):
                opens_on = later(date(2026, 11, 1), -back)
                number = self.put(
                    PulseRow,
                    programme_id=programme_id,
                    kind=kind,
                    opens_on=opens_on,
                    closes_on=later(opens_on, 1) + timedelta(days=9),
                )
                for person_id in self.random.sample(self.people, 12):
                    answered = self.perhaps(0.6)
                    self.put(
                        PulseGuestRow,
                        pulse_id=number,
                        person_id=person_id,
                        side=self.one_of("mentor", "mentee"),
                        answered=answered,
                    )
                    if answered:
                        scores = {theme: self.random.randint(1, 5) for theme in themes}
                        place = f"{number}-{person_id}"
                        self.put(PulseAnswerRow, id=place, pulse_id=number, side="mentee", scores=scores)
