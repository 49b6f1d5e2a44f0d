"""What docs/figures.md says is counted on one day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date

from tests.evidence.rows import Row, Rows

REASONS = (
    *("since", "undecided", "no_round", "no_answer", "not_this_time", "in_round", "suggested", "not_taken"),
    *("left_out", "changing"),
)
#: What a mentorship is across and within, and where that is kept of a person.
LINKED = {
    ("networks", "network"): "network",
    ("entities", "entity"): "entity",
    ("tenures", "tenure"): "joined_on",
}


class Stocks(Rows):
    """Each paragraph of the page that is about a day."""

    def stocks(self, last: date) -> dict[str, int]:
        """On the last day of a period, or today while it runs."""
        day = min(last, self.today)
        counted: list[Callable[[date], dict[str, int]]] = [
            *([self.people] if self.is_long_term else []),
            *(self.pairs, self.places, self.certificates, self.steps, self.links, self.goals, self.skills),
        ]
        return {name: number for count in counted for name, number in count(day).items()}

    def people(self, day: date) -> dict[str, int]:
        enrolled = {one["person_id"]: one for one in self.of_programme("enrolment")}
        found: Counter[str] = Counter(dict.fromkeys(("with_a_mentor", *REASONS), 0))
        lasting = [one for one in self.mentorships if not one["temporary"]]
        then = self.mentored([one for one in lasting if self.stands(one, day)])
        now = self.mentored([one for one in lasting if one["state"] != "ended"])
        for person in self.tables["person"]:
            enrolment = enrolled.get(person["id"])
            if self.has_joined(person, day) and self.is_concerned(enrolment):
                if person["id"] in then:
                    found["with_a_mentor"] += 1
                elif person["id"] in now:
                    found["since"] += 1
                elif enrolment is None or not enrolment["part"]:
                    found["undecided"] += 1
                else:
                    found[self.by_round(person["id"])] += 1
        return dict(found)

    def is_concerned(self, enrolment: Row | None) -> bool:
        if enrolment is None:
            return True
        rests = enrolment["paused_until"] is not None and enrolment["paused_until"] > self.today
        return (
            enrolment["part"] not in ("mentor", "not_for_me") and enrolment["state"] == "active" and not rests
        )

    def mentored(self, mentorships: list[Row]) -> set[int]:
        return {
            mentee
            for one in mentorships
            for mentee in self.with_role(one, "mentee")
            if self.with_role(one, "mentor") - {mentee}
        }

    def by_round(self, person_id: int) -> str:
        rounds = {one["id"]: one for one in self.of_programme("round")}
        campaign = max((key for key, one in rounds.items() if not one["solo"]), default=0)
        asked = [
            one
            for one in self.tables["invitation"]
            if one["person_id"] == person_id
            and (
                one["round_id"] == campaign
                or (
                    one["round_id"] in rounds
                    and rounds[one["round_id"]]["solo"]
                    and one["round_id"] > campaign
                )
            )
        ]
        if not asked:
            return "no_round"
        invitation = max(asked, key=lambda one: one["round_id"])
        latest = rounds[invitation["round_id"]]
        is_published = latest["state"] == "published"
        if latest["solo"] and not is_published:
            return "changing"
        if not invitation["answer"]:
            return "no_answer"
        if invitation["answer"] == "not_this_time":
            return "not_this_time"
        if not is_published:
            return "in_round"
        offer = (self.proposal(latest["id"], person_id) or {}).get("offer")
        return {"open": "suggested", "declined": "not_taken", "lapsed": "not_taken"}.get(
            offer or "", "left_out"
        )

    def pairs(self, day: date) -> dict[str, int]:
        found = Counter(dict.fromkeys(("paused", "flagged", "not_flagged"), 0))
        for one in self.mentorships:
            if self.stands(one, day):
                flagged = one["flagged_at"] is not None and one["flagged_at"] < self.end_of(day)
                found["paused" if self.is_paused(one, day) else "flagged" if flagged else "not_flagged"] += 1
        return dict(found)

    def places(self, day: date) -> dict[str, int]:
        people = {one["id"]: one for one in self.tables["person"]}
        found = Counter(dict.fromkeys(("mentors_full", "mentors_with_room", "places", "places_taken"), 0))
        for one in self.of_programme("enrolment"):
            rests = one["paused_until"] is not None and one["paused_until"] > self.today
            mentors = one["part"] in ("mentor", "both") and one["state"] == "active" and not rests
            approved = not self.approves or one["application"] == "approved"
            if mentors and approved and one["capacity"] and self.has_joined(people[one["person_id"]], day):
                taken = {
                    mentee
                    for mentorship in self.no_stand_ins
                    if self.stands(mentorship, day)
                    and one["person_id"] in self.with_role(mentorship, "mentor")
                    for mentee in self.with_role(mentorship, "mentee")
                }
                found["places"] += one["capacity"]
                found["places_taken"] += len(taken)
                found["mentors_full" if len(taken) >= one["capacity"] else "mentors_with_room"] += 1
        return dict(found)

    def certificates(self, day: date) -> dict[str, int]:
        over = [
            one
            for one in self.no_stand_ins
            if ends_in_the_year_to(day, one) and self.first_anchor(one) <= one["ends_on"]
        ]
        named = {one["id"] for one in self.tables["person"] if not one["slack_id"].startswith("~")}
        seats = {(one["id"], seat["person_id"]) for one in over for seat in self.seats[one["id"]]}
        awarded = {
            (one["mentorship_id"], one["person_id"])
            for one in self.tables["certificate"]
            if one["kind"] == "mentorship" and one["issued_at"] < self.end_of(day)
        }
        finished = {person for _, person in seats} & named
        certified = {person for _, person in seats & awarded} & named
        return {"certified": len(certified), "uncertified": len(finished - certified)}

    def steps(self, day: date) -> dict[str, int]:
        found = Counter(dict.fromkeys(("with_steps", "steps_asked", "steps_done"), 0))
        standing = {one["id"] for one in self.no_stand_ins if self.stands(one, day)}
        asked = [
            one
            for one in self.tables["mentorship_step"]
            if one["mentorship_id"] in standing
            and (one["done_at"] is not None or one["skip_agreed_by"] is None)
        ]
        found["with_steps"] = len({one["mentorship_id"] for one in asked})
        found["steps_asked"] = len(asked)
        found["steps_done"] = sum(
            one["done_at"] is not None and one["done_at"] < self.end_of(day) for one in asked
        )
        return dict(found)

    def links(self, day: date) -> dict[str, int]:
        names = [name for one, other in LINKED for name in (f"across_{one}", f"within_{other}")]
        found = Counter(dict.fromkeys(names, 0))
        for one in self.mentorships:
            if self.stands(one, day) and not self.is_paused(one, day):
                mentors, mentees = (self.with_role(one, role) for role in ("mentor", "mentee"))
                for what, column in LINKED.items():
                    is_across = self.is_across(column, mentors, mentees) if mentors and mentees else None
                    if is_across is not None:
                        found[f"across_{what[0]}" if is_across else f"within_{what[1]}"] += 1
        return dict(found)

    def is_across(self, column: str, mentors: set[int], mentees: set[int]) -> bool | None:
        """None when it is not known."""
        known = {one["id"]: one[column] for one in self.tables["person"]}
        theirs, others = ([known[person] for person in some] for some in (mentors, mentees))
        if None in theirs or None in others or "" in theirs or "" in others:
            return None
        if column == "joined_on":
            return any(are_five_years_apart(one, other) for one in theirs for other in others)
        return None if len({*theirs}) > 1 or len({*others}) > 1 else theirs[0] != others[0]

    def goals(self, day: date) -> dict[str, int]:
        year = self.last_year(day)
        end = self.end_of(date(year, 12, 31))
        stand = [
            one
            for one in self.in_mentorships("goal", self.over_in(year))
            if one["set_at"] < end
            and (
                one["state"] in ("open", "reached") or (one["state"] == "changed" and one["closed_at"] >= end)
            )
        ]
        people = {one["mentee_id"] for one in stand}
        reached = {one["mentee_id"] for one in stand if one["state"] == "reached" and one["closed_at"] < end}
        return {"reached_one": len(reached), "reached_none": len(people - reached)}

    def skills(self, day: date) -> dict[str, int]:
        over = self.over_in(self.last_year(day))
        rated: dict[tuple[int, int, str], dict[str, int]] = defaultdict(dict)
        for one in self.in_mentorships("skill_rating", over):
            rated[one["person_id"], one["mentorship_id"], one["skill"]][one["moment"]] = one["value"]
        gained: dict[int, Counter[int]] = defaultdict(Counter)
        for (person, mentorship, _), said in rated.items():
            if {"start", "end"} <= said.keys():
                gained[person][mentorship] += said["end"] - said["start"]
        went_up = sum(any(gain > 0 for gain in of_one.values()) for of_one in gained.values())
        return {"went_up": went_up, "stayed": len(gained) - went_up}

    def last_year(self, day: date) -> int:
        """The latest calendar year that is over on the day."""
        is_last = (day.month, day.day) == (12, 31)
        return day.year if is_last and day != self.today else day.year - 1

    def over_in(self, year: int) -> list[Row]:
        return [
            one for one in self.no_stand_ins if one["ends_on"] is not None and one["ends_on"].year == year
        ]


def ends_in_the_year_to(day: date, mentorship: Row) -> bool:
    leap = (day.month, day.day) == (2, 29)
    year_before = date(day.year - 1, 2, 28) if leap else day.replace(year=day.year - 1)
    return mentorship["ends_on"] is not None and year_before < mentorship["ends_on"] <= day


def are_five_years_apart(one: date, other: date) -> bool:
    first, second = sorted((one, other))
    leap = (first.month, first.day) == (2, 29)
    return second >= (date(first.year + 5, 3, 1) if leap else first.replace(year=first.year + 5))
