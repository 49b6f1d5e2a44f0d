"""The report's figures, worked out a second time, from raw rows, by somebody who has never seen the code.

It imports nothing of the project: it reads whole tables, goes through days and people one by one, and counts on its
fingers. Slow, plain, and independent: that is its use.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

Rows = list[dict[str, Any]]


class ByHand:
    """Every row that a report may need, as plain dictionaries."""

    def __init__(self, connection: Connection, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        for table in (
            *("person", "enrolment", "round", "invitation", "proposal", "mentorship", "seat"),
            *("meeting", "skip", "mentorship_pause", "mentorship_cadence"),
        ):
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
            setattr(self, table, [{name: plain(name, value) for name, value in row.items()} for row in rows])

    def month(self, programme: int, year: int, month: int, today: date) -> dict[str, int]:
        """All the figures of one month, by name."""
        last = date(year, month, monthrange(year, month)[1])
        day = min(last, today)
        return {
            **self.people(programme, day, today),
            **self.pairs(programme, day),
            **self.cycles(programme, last, today),
            **self.held(programme, last, today),
            **self.first(programme, last, today),
            **self.mentors(programme, day, today),
        }

    def groups(
        self, programme: int, by: str, year: int, month: int, today: date
    ) -> dict[str | None, dict[str, int]]:
        """People, pairs, cycles and meetings of one month for each group, by looking at each group's rows alone."""
        everything = self.person, self.mentorship
        found = {}
        for name in {one[by] for one in self.person}:
            self.person = [one for one in everything[0] if one[by] == name]
            self.mentorship = [
                one for one in everything[1] if self.group(one["id"], by, everything[0]) == name
            ]
            theirs = self.month(programme, year, month, today)
            # Whoever learns elsewhere too has a mentor all the same.
            self.mentorship = everything[1]
            last = date(year, month, monthrange(year, month)[1])
            found[name] = {**theirs, **self.people(programme, min(last, today), today)}
            self.person = everything[0]
        return found

    def group(self, mentorship: int, by: str, people: Rows) -> str | None:
        of = {one["id"]: one[by] for one in people}
        seats = [one for one in self.seat if one["mentorship_id"] == mentorship and one["role"] == "mentee"]
        values = {of[one["person_id"]] for one in seats}
        return values.pop() if len(values) == 1 else None

    # -- people --------------------------------------------------------------------------------------------------

    def people(self, programme: int, day: date, today: date) -> dict[str, int]:
        names = (
            *("since", "undecided", "no_round", "no_answer", "not_this_time", "in_round", "left_out"),
            *("changing", "suggested", "not_taken"),
        )
        counts = dict.fromkeys(("with_a_mentor", *names), 0)
        for person in self.person:
            status = self.status(programme, person, day, today)
            if status:
                counts[status] += 1
        decided = sum(counts[name] for name in names if name != "undecided")
        without = decided + counts["undecided"]
        return {
            **counts,
            "decided": decided,
            "without": without,
            "concerned": without + counts["with_a_mentor"],
        }

    def status(self, programme: int, person: dict[str, Any], day: date, today: date) -> str | None:
        if person["standing"] != "employee":
            return None
        if person["joined_on"] and person["joined_on"] > day:
            return None
        places = [
            one
            for one in self.enrolment
            if one["person_id"] == person["id"] and one["programme_id"] == programme
        ]
        place = places[0] if places else None
        if place:
            away = place["paused_until"] is not None and place["paused_until"] > today
            if place["part"] in ("mentor", "not_for_me") or place["state"] != "active" or away:
                return None
        if self.has_a_mentor(programme, person["id"], lambda one: self.lasts(one, day)):
            return "with_a_mentor"
        if self.has_a_mentor(programme, person["id"], lambda one: one["state"] != "ended"):
            return "since"
        if place is None or place["part"] is None:
            return "undecided"
        return self.by_round(programme, person["id"])

    def by_round(self, programme: int, person: int) -> str:
        """The latest campaign, or a round of their own after it."""
        rounds = {one["id"]: one for one in self.round if one["programme_id"] == programme}
        campaign = max((one["id"] for one in rounds.values() if not one["solo"]), default=0)
        asked = [one for one in self.invitation if one["person_id"] == person]
        asked = [one for one in asked if one["round_id"] in rounds and one["round_id"] >= campaign]
        if not asked:
            return "no_round"
        latest = max(asked, key=lambda one: one["round_id"])
        theirs = rounds[latest["round_id"]]
        if theirs["solo"] and theirs["state"] != "published":
            return "changing"
        if latest["answer"] is None:
            return "no_answer"
        if latest["answer"] == "not_this_time":
            return "not_this_time"
        if theirs["state"] != "published":
            return "in_round"
        offers = {
            one["offer"]
            for one in self.proposal
            if one["round_id"] == theirs["id"] and one["mentee_id"] == person
        }
        return (
            "suggested"
            if "open" in offers
            else "not_taken"
            if offers & {"declined", "lapsed"}
            else "left_out"
        )

    def has_a_mentor(self, programme: int, person: int, counts: Any) -> bool:
        for one in self.mentorship:
            if one["programme_id"] == programme and not one["temporary"] and counts(one):
                seats = [seat for seat in self.seat if seat["mentorship_id"] == one["id"]]
                learns = any(seat["person_id"] == person and seat["role"] == "mentee" for seat in seats)
                if learns and any(seat["role"] == "mentor" for seat in seats):
                    return True
        return False

    # -- mentorships ---------------------------------------------------------------------------------------------

    def lasts(self, one: dict[str, Any], day: date) -> bool:
        """Whether it was introduced by the end of that day, and had not ended before it."""
        midnight = datetime.combine(day + timedelta(days=1), time(0), tzinfo=self.zone)
        return one["introduced_at"] < midnight and reaches(one, day)

    def pairs(self, programme: int, day: date) -> dict[str, int]:
        lasting = [
            one for one in self.mentorship if one["programme_id"] == programme and self.lasts(one, day)
        ]
        running = [one for one in lasting if not self.is_paused(one["id"], [day])]
        midnight = datetime.combine(day + timedelta(days=1), time(0), tzinfo=self.zone)
        flagged = [one for one in running if one["flagged_at"] and one["flagged_at"] < midnight]
        return {
            "pairs": len(lasting),
            "paused": len(lasting) - len(running),
            "running": len(running),
            "flagged": len(flagged),
            "not_flagged": len(running) - len(flagged),
        }

    def is_paused(self, mentorship: int, days: list[date]) -> bool:
        pauses = [one for one in self.mentorship_pause if one["mentorship_id"] == mentorship]
        return any(one["since"] <= day < one["until"] for one in pauses for day in days)

    def cycles(self, programme: int, last: date, today: date) -> dict[str, int]:
        counts = dict.fromkeys(("met", "skipped", "quiet", "on_pause", "disputed"), 0)
        for one in self.mentorship:
            if one["programme_id"] == programme:
                before = [row for row in self.mentorship_cadence if row["mentorship_id"] == one["id"]]
                for number, days, cut in lived(one, before, today):
                    ended_here = (days[-1].year, days[-1].month) == (last.year, last.month)
                    known = one["introduced_at"].astimezone(self.zone).date() <= days[0]
                    if ended_here and known and days[-1] < today and reaches(one, days[-1]):
                        became = self.became(one["id"], number, days)
                        if became != "quiet" or not cut:
                            counts[became] += 1
        counted = counts["met"] + counts["skipped"] + counts["quiet"]
        return {
            **counts,
            "counted": counted,
            "not_met": counted - counts["met"],
            "apart": counts["on_pause"] + counts["disputed"],
        }

    def became(self, mentorship: int, number: int, days: list[date]) -> str:
        here = [one for one in self.meeting if one["mentorship_id"] == mentorship and one["cycle"] == number]
        if any(one["state"] == "held" for one in here):
            return "met"
        if any(one["state"] == "disputed" for one in here):
            return "disputed"
        if self.is_paused(mentorship, days):
            return "on_pause"
        skipped = any(one["mentorship_id"] == mentorship and one["cycle"] == number for one in self.skip)
        return "skipped" if skipped else "quiet"

    # -- meetings ------------------------------------------------------------------------------------------------

    def met(self, programme: int, today: date, *, stand_ins: bool) -> dict[int, Rows]:
        """Each mentorship's meetings, up to today."""
        here = [one for one in self.mentorship if one["programme_id"] == programme]
        return {
            one["id"]: [
                row
                for row in self.meeting
                if row["mentorship_id"] == one["id"] and row["state"] == "held" and row["held_on"] <= today
            ]
            for one in here
            if stand_ins or not one["temporary"]
        }

    def held(self, programme: int, last: date, today: date) -> dict[str, int]:
        pairs = [
            [row for row in rows if last.replace(day=1) <= row["held_on"] <= last]
            for rows in self.met(programme, today, stand_ins=True).values()
        ]
        pairs = [rows for rows in pairs if rows]
        timed = [[row for row in rows if row["minutes"] is not None] for rows in pairs]
        return {
            "met_pairs": len(pairs),
            "timed_pairs": sum(bool(rows) for rows in timed),
            "untimed_pairs": sum(not rows for rows in timed),
            "meetings": sum(len(rows) for rows in pairs),
            "timed_meetings": sum(len(rows) for rows in timed),
            "minutes": sum(row["minutes"] for rows in timed for row in rows),
        }

    def first(self, programme: int, last: date, today: date) -> dict[str, int]:
        days = []
        for mentorship, rows in self.met(programme, today, stand_ins=False).items():
            one = next(one for one in self.mentorship if one["id"] == mentorship)
            cadences = [row for row in self.mentorship_cadence if row["mentorship_id"] == mentorship]
            began = min(cadences, key=lambda row: row["first_cycle"])["anchor"] if cadences else one["anchor"]
            introduced = one["introduced_at"].astimezone(self.zone).date()
            if rows and began >= introduced:
                day = min(row["held_on"] for row in rows)
                if last.replace(day=1) <= day <= last:
                    days.append(max(0, (day - introduced).days))
        soon = sum(one <= 14 for one in days)
        return {
            "first_met": len(days),
            "first_met_soon": soon,
            "first_met_later": len(days) - soon,
            "days_to_first": sum(days),
        }

    # -- mentors -------------------------------------------------------------------------------------------------

    def mentors(self, programme: int, day: date, today: date) -> dict[str, int]:
        """Where a coordinator's yes is asked for, as in the long-term programme."""
        counts = dict.fromkeys(("mentors", "mentors_full", "mentors_with_room", "places", "places_taken"), 0)
        for place in self.enrolment:
            person = next((one for one in self.person if one["id"] == place["person_id"]), None)
            if (
                person is None
                or place["programme_id"] != programme
                or place["part"] not in ("mentor", "both")
            ):
                continue
            away = place["paused_until"] is not None and place["paused_until"] > today
            gone = person["standing"] != "employee" or (person["joined_on"] and person["joined_on"] > day)
            if place["state"] != "active" or away or gone or place["capacity"] is None:
                continue
            if place["application"] != "approved":
                continue
            theirs: set[int] = set()
            for one in self.mentorship:
                if one["programme_id"] == programme and not one["temporary"] and self.lasts(one, day):
                    seats = [seat for seat in self.seat if seat["mentorship_id"] == one["id"]]
                    if any(seat["person_id"] == person["id"] and seat["role"] == "mentor" for seat in seats):
                        theirs |= {seat["person_id"] for seat in seats if seat["role"] == "mentee"}
            full = len(theirs) >= place["capacity"]
            counts["mentors"] += 1
            counts["mentors_full" if full else "mentors_with_room"] += 1
            counts["places"] += place["capacity"]
            counts["places_taken"] += len(theirs)
        return counts


def reaches(one: dict[str, Any], day: date) -> bool:
    if one["ends_on"] is not None:
        return bool(one["ends_on"] >= day)
    return bool(one["state"] != "ended")


def lived(one: dict[str, Any], before: Rows, today: date) -> list[tuple[int, list[date], bool]]:
    """Each of its cycles that has begun, with all its days, and whether another cadence cut it short."""
    cycles: list[tuple[int, list[date], bool]] = []
    for cadence in [*sorted(before, key=lambda row: row["first_cycle"]), {**one, "until": None}]:
        number, until = 0, cadence["until"] or date.max
        while begins(cadence, number) < min(today, until):
            first, end = begins(cadence, number), begins(cadence, number + 1)
            days = [first + timedelta(days=n) for n in range((min(end, until) - first).days)]
            cycles.append((cadence["first_cycle"] + number, days, until < end))
            number += 1
    return cycles


def begins(one: dict[str, Any], number: int) -> date:
    """The first day of a cycle: so many weeks or months after the anchor, or the last day of a short month."""
    anchor = one["anchor"]
    if one["period_weeks"]:
        return anchor + timedelta(days=7 * one["period_weeks"] * number)
    months = anchor.month - 1 + one["period_months"] * number
    year, month = anchor.year + months // 12, months % 12 + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))


def plain(name: str, value: Any) -> Any:
    """SQLite gives days and instants as texts."""
    if isinstance(value, str) and name in (
        "anchor",
        "ends_on",
        "joined_on",
        "paused_until",
        "held_on",
        "since",
        "until",
    ):
        return date.fromisoformat(value)
    if isinstance(value, str) and name in ("introduced_at", "flagged_at"):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        value = value.replace(tzinfo=ZoneInfo("UTC"))
    return value
