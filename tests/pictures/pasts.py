"""What became of the mentorships of a year: how they met, paused, changed, ended, and what they said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Protocol

from sqlmodel import SQLModel

from bot.domain.calendar import add_months
from bot.domain.periods import Month
from bot.domain.pulses import THEMES, PulseKind, Theme, closing_of
from storage.change_tables import ChangeRow
from storage.evidence_tables import PulseAnswerRow, PulseGuestRow, PulseRow
from storage.tables import MeetingRow, MentorshipPauseRow, MentorshipRow, SeatRow, SkipRow
from storage.together_tables import CertificateRow, GoalRow, MentorshipStepRow, SkillRatingRow

#: A mentorship lasts so many months; some end sooner, and its steps are for the first nine.
LASTS, SOONER = (9, 9, 12, 15), 0.06
STEPS, STEPPING = 6, 9 * 30.4  # days
#: Nobody looks at a mentorship while pictures are taken.
NOT_SOON = timedelta(days=900)
#: The marks that are given, on average; whoever has little time says so first.
MEANS = {
    Theme.TIME: 3.5,
    Theme.ADVICE: 4.2,
    Theme.LEARNING: 4.0,
    Theme.PROACTIVE: 3.7,
    Theme.TRUST: 4.4,
    Theme.SKILLS: 4.0,
    Theme.OPPORTUNITIES: 3.4,
    Theme.SATISFACTION: 4.3,
}


class Puts(Protocol):
    def put(self, row: type[SQLModel], **values: Any) -> int: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """One mentorship; `ends_on` may be to come. `keen` is how often they meet, of one."""

    id: int
    mentor: int
    mentee: int
    began: date
    ends_on: date
    keen: float

    def runs_on(self, day: date) -> bool:
        return self.began <= day <= self.ends_on


class Pasts:
    def __init__(self, rows: Puts, chance: Random, programme_id: int, coordinator: int, today: date) -> None:
        self.rows = rows
        self.chance = chance
        self.programme_id = programme_id
        self.coordinator = coordinator
        self.today = today
        self.all: list[Past] = []
        self._told: set[int] = set()

    def pair(self, round_id: int, on: date, mentor: int, mentee: int) -> None:
        """Two people are introduced on this day, and live on until today."""
        months = self.chance.randint(2, 6) if self.chance.random() < SOONER else self.chance.choice(LASTS)
        ends_on = add_months(on, months) + timedelta(days=self.chance.randint(0, 40))
        keen = min(0.97, max(0.25, self.chance.gauss(0.74, 0.16)))
        number = self._row(round_id, on, ends_on, keen)
        past = Past(id=number, mentor=mentor, mentee=mentee, began=on, ends_on=ends_on, keen=keen)
        self.rows.put(SeatRow, mentorship_id=number, person_id=mentor, role="mentor")
        self.rows.put(SeatRow, mentorship_id=number, person_id=mentee, role="mentee")
        self.all.append(past)
        for cycle, begins, ends in self._cycles(past):
            self._lives(past, cycle, begins, ends)
        self._grows(past)
        if self.chance.random() < 0.12:
            self._changes(past)

    def mentored(self, day: date) -> set[int]:
        return {one.mentee for one in self.all if one.runs_on(day)}

    def ended_by(self, day: date) -> list[Past]:
        """Those that are over, each told once."""
        over = [one for one in self.all if one.ends_on < day and one.id not in self._told]
        self._told.update(one.id for one in over)
        return over

    def _row(self, round_id: int, on: date, ends_on: date, keen: float) -> int:
        over = ends_on < self.today
        flagged = not over and keen < 0.45
        return self.rows.put(
            MentorshipRow,
            programme_id=self.programme_id,
            round_id=round_id,
            state="ended" if over else "active",
            anchor=on,
            introduced_at=at(on),
            ends_on=ends_on,
            ended_at=at(ends_on) if over else None,
            flagged_at=at(self.today - timedelta(days=self.chance.randint(3, 60))) if flagged else None,
            look_at=at(self.today + NOT_SOON),
        )

    # -- month after month -------------------------------------------------------------------------------------------

    def _cycles(self, past: Past) -> Iterator[tuple[int, date, date]]:
        last, cycle = min(past.ends_on, self.today), 0
        while (begins := add_months(past.began, cycle)) <= last:
            yield cycle, begins, min(add_months(past.began, cycle + 1), last + timedelta(days=1))
            cycle += 1

    def _lives(self, past: Past, cycle: int, begins: date, ends: date) -> None:
        """Met, skipped, on a pause or quiet; fewer in summer."""
        lot = self.chance.random() * (1.2 if begins.month in (7, 8) else 1)
        days = min((ends - begins).days, 20 if cycle == 0 else 31)
        if lot < past.keen:
            for _ in range(2 if lot < past.keen * 0.12 else 1):
                self._meets(past, cycle, begins + timedelta(days=self.chance.randrange(max(1, days))))
        elif lot < past.keen + 0.09:
            by = self.chance.choice((past.mentor, past.mentee))
            self.rows.put(SkipRow, mentorship_id=past.id, cycle=cycle, by_person_id=by, at=at(begins))
        elif lot > 0.985 and self.chance.random() < 0.3:
            until = begins + timedelta(days=26)
            self.rows.put(MentorshipPauseRow, mentorship_id=past.id, since=begins, until=until)

    def _meets(self, past: Past, cycle: int, day: date) -> None:
        self.rows.put(
            MeetingRow,
            mentorship_id=past.id,
            state="held" if self.chance.random() < 0.995 else "disputed",
            cycle=cycle,
            held_on=day,
            minutes=self.chance.choice((30, 45, 45, 60, 60, 90, None)),
            logged_by=past.mentee,
            logged_at=at(day),
            agreed=True,
        )

    def _changes(self, past: Past) -> None:
        asked = past.began + timedelta(days=self.chance.randint(20, 250))
        if asked < min(self.today - timedelta(days=9), past.ends_on):
            self.rows.put(
                ChangeRow,
                mentorship_id=past.id,
                asked_by=past.mentee,
                wish="stop",
                asked_at=at(asked),
                decide_by=asked + timedelta(days=5),
                tell_at=at(asked),
                state="decided",
                decision="go_on",
                decided_by=self.coordinator,
                decided_at=at(asked) + timedelta(days=self.chance.choice((0, 1, 2, 2, 3, 4, 7)), hours=3),
            )

    # -- what they make of it ----------------------------------------------------------------------------------------

    def _grows(self, past: Past) -> None:
        over, lived = past.ends_on < self.today, (min(past.ends_on, self.today) - past.began).days
        for position in range(STEPS):
            due = past.began + timedelta(days=round(STEPPING / STEPS * (position + self.chance.random())))
            done = due <= min(past.ends_on, self.today) and self.chance.random() < past.keen + 0.1
            done_at = at(due) if done else None
            self.rows.put(
                MentorshipStepRow,
                mentorship_id=past.id,
                key=f"s{position}",
                position=position,
                done_at=done_at,
            )
        if self.chance.random() < 0.6 and lived > 20:
            self._aims(past, lived)
        if over and self.chance.random() < 0.8:
            self._certified(past)

    def _aims(self, past: Past, lived: int) -> None:
        set_on = past.began + timedelta(days=self.chance.randint(5, 20))
        closed_on = set_on + timedelta(days=self.chance.randint(60, 240))
        reached = closed_on < past.began + timedelta(days=lived) and self.chance.random() < past.keen
        self.rows.put(
            GoalRow,
            mentorship_id=past.id,
            mentee_id=past.mentee,
            ref=f"goal-{past.id}",
            words="",
            state="reached" if reached else "open",
            set_at=at(set_on),
            closed_at=at(closed_on) if reached else None,
        )
        for skill in ("a", "b"):
            rated = {"mentorship_id": past.id, "person_id": past.mentee, "skill": skill}
            start = self.chance.randint(1, 3)
            self.rows.put(SkillRatingRow, **rated, moment="start", value=start)
            if past.ends_on < self.today:
                grown = min(5, start + self.chance.choice((0, 0, 1, 1, 2)))
                self.rows.put(SkillRatingRow, **rated, moment="end", value=grown)

    def _certified(self, past: Past) -> None:
        for person in (past.mentor, past.mentee):
            self.rows.put(
                CertificateRow,
                code=f"{past.id}-{person}",
                kind="mentorship",
                programme_id=self.programme_id,
                mentorship_id=past.id,
                person_id=person,
                about=f"mentorship-{past.id}",
                language="fr",
                issued_at=at(past.ends_on + timedelta(days=1)),
                facts="",
                sha256="",
            )

    # -- how they say it goes ----------------------------------------------------------------------------------------

    def pulses(self, first: Month, last: Month) -> None:
        """Every other month each is asked, half of them in this one; and whoever ended in it, how it was."""
        month = first
        while month <= last:
            running = [one for one in self.all if one.runs_on(month.first) and one.id % 2 == month.month % 2]
            ended = [one for one in self.all if Month.of(one.ends_on) == month and one.ends_on < self.today]
            self._wave(PulseKind.PULSE, month, running, 0.62)
            self._wave(PulseKind.CLOSING, month, ended, 0.7)
            month = month.earlier(-1)

    def _wave(self, kind: PulseKind, month: Month, pasts: Sequence[Past], share: float) -> None:
        guests = {one.mentor: (one, "mentor") for one in pasts} | {
            one.mentee: (one, "mentee") for one in pasts
        }
        if len(guests) < 5:
            return
        number = self.rows.put(
            PulseRow,
            programme_id=self.programme_id,
            kind=kind,
            opens_on=month.first,
            closes_on=closing_of(month),
        )
        for person, (past, side) in guests.items():
            answered = self.chance.random() < share
            self.rows.put(PulseGuestRow, pulse_id=number, person_id=person, side=side, answered=answered)
            if answered:
                scores = {theme.value: self._mark(theme, past) for theme in THEMES[kind]}
                self.rows.put(
                    PulseAnswerRow, id=f"{number}-{person}", pulse_id=number, side=side, scores=scores
                )

    def _mark(self, theme: Theme, past: Past) -> int:
        return max(1, min(5, round(self.chance.gauss(MEANS[theme] + past.keen - 0.74, 0.8))))


def at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), UTC)
