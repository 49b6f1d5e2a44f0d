"""What docs/figures.md says is counted over one month."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property

from tests.evidence.rows import DAY, Month, Row, Rows, month_of

PULSE = ("time", "advice", "learning", "proactive", "trust")
CLOSING = ("skills", "opportunities", "satisfaction")


class Flows(Rows):
    """Each paragraph of the page that is about a month."""

    def flows(self, month: Month) -> dict[str, int]:
        counted: list[Callable[[Month], dict[str, int]]] = [
            *([self.ranks] if self.is_long_term else []),
            *(self.cycles, self.first, self.held, self.changes, self.decisions, self.ended, self.pulses),
        ]
        return {name: number for count in counted for name, number in count(month).items()}

    def ranks(self, month: Month) -> dict[str, int]:
        names = ("got_first", "got_second", "got_third", "got_another", "got_nobody")
        found = Counter(dict.fromkeys(names, 0))
        published = [
            one
            for one in self.of_programme("round")
            if one["state"] == "published" and one["published_at"] is not None
        ]
        seen: set[int] = set()
        for one in sorted(published, key=lambda one: (one["published_at"], one["id"])):
            if month_of(self.local(one["published_at"])) == month:
                for invitation in self.tables["invitation"]:
                    if invitation["round_id"] == one["id"] and invitation["person_id"] not in seen:
                        seen.add(invitation["person_id"])
                        found[self.obtained(invitation)] += 1
        return {name: found[name] for name in names}

    def obtained(self, invitation: Row) -> str:
        proposal = self.proposal(invitation["round_id"], invitation["person_id"])
        if not invitation["answer"]:
            return "silent"
        if invitation["answer"] == "not_this_time" or proposal is None or proposal["left_out"] == "gone":
            return "no wish"
        if invitation["answer"] != "choices":
            return "for them"
        if proposal["mentor_id"] is not None and not proposal["offer"] and proposal["rank"] in (1, 2, 3):
            return ("got_first", "got_second", "got_third")[proposal["rank"] - 1]
        return "got_another" if proposal["mentor_id"] is not None or proposal["offer"] else "got_nobody"

    def cycles(self, month: Month) -> dict[str, int]:
        found = Counter(dict.fromkeys(("met", "skipped", "quiet", "on_pause", "disputed"), 0))
        for one in self.mentorships:
            for number, first, last, cut in self.cycles_of(one):
                if month_of(last) == month and last < self.today and self.had(one, first, last):
                    became = self.became(one["id"], number, first, last, cut=cut)
                    if became:
                        found[became] += 1
        return dict(found)

    def had(self, one: Row, first: date, last: date) -> bool:
        """Whether it had not ended by that cycle's last day, and had begun by the end of its first."""
        lasts = one["state"] != "ended" if one["ends_on"] is None else one["ends_on"] >= last
        return lasts and one["introduced_at"] < self.end_of(first)

    def cycles_of(self, one: Row) -> Iterator[tuple[int, date, date, bool]]:
        """Number, first day, last day, and whether it was cut short; up to today."""
        all_of_them = [*sorted(self.cadences[one["id"]], key=lambda cadence: cadence["first_cycle"]), one]
        for place, cadence in enumerate(all_of_them):
            until = cadence.get("until")
            nexts = all_of_them[place + 1]["first_cycle"] if place + 1 < len(all_of_them) else None
            number = cadence["first_cycle"]
            while nexts is None or number < nexts:
                first = periods_after(cadence, number - cadence["first_cycle"])
                after = periods_after(cadence, number + 1 - cadence["first_cycle"])
                cut = until is not None and after > until
                last = (until if cut else after) - DAY
                if first > self.today:
                    break
                if last >= first:
                    yield number, first, last, cut
                number += 1

    @cached_property
    def told(self) -> Mapping[tuple[int, int], set[str]]:
        """What is known of each cycle: the states of its meetings, and whether it was skipped."""
        found: dict[tuple[int, int], set[str]] = defaultdict(set)
        for one in self.tables["meeting"]:
            found[one["mentorship_id"], one["cycle"]].add(one["state"])
        for one in self.tables["skip"]:
            found[one["mentorship_id"], one["cycle"]].add("skipped")
        return found

    def became(self, mentorship_id: int, number: int, first: date, last: date, *, cut: bool) -> str | None:
        told = self.told.get((mentorship_id, number), set())
        if "held" in told:
            return "met"
        if "disputed" in told:
            return "disputed"
        for pause in self.pauses[mentorship_id]:
            if pause["since"] <= last and pause["until"] > first and pause["until"] > pause["since"]:
                return "on_pause"
        if "skipped" in told:
            return "skipped"
        return None if cut else "quiet"

    def first(self, month: Month) -> dict[str, int]:
        found = Counter(dict.fromkeys(("first_met_soon", "first_met_later", "days_to_first"), 0))
        held = self.held_meetings
        for one in self.no_stand_ins:
            began = self.local(one["introduced_at"])
            days = [meeting["held_on"] for meeting in held if meeting["mentorship_id"] == one["id"]]
            if days and self.first_anchor(one) >= began:
                day = min(days)
                if month_of(day) == month and day <= self.today:
                    took = max((day - began).days, 0)
                    found["days_to_first"] += took
                    found["first_met_soon" if took <= 14 else "first_met_later"] += 1
        return dict(found)

    @cached_property
    def held_meetings(self) -> list[Row]:
        return [one for one in self.in_mentorships("meeting", self.mentorships) if one["state"] == "held"]

    def held(self, month: Month) -> dict[str, int]:
        meetings = [
            one
            for one in self.held_meetings
            if month_of(one["held_on"]) == month and one["held_on"] <= self.today
        ]
        timed = [one for one in meetings if one["minutes"] is not None]
        pairs, timed_pairs = ({one["mentorship_id"] for one in some} for some in (meetings, timed))
        return {
            "meetings": len(meetings),
            "timed_meetings": len(timed),
            "minutes": sum(one["minutes"] for one in timed),
            "timed_pairs": len(timed_pairs),
            "untimed_pairs": len(pairs - timed_pairs),
        }

    def changes(self, month: Month) -> dict[str, int]:
        asked = {
            one["mentorship_id"]
            for one in self.in_mentorships("change", self.mentorships)
            if one["asked_by"] is not None and month_of(self.local(one["asked_at"])) == month
        }
        return {"changes_asked": len(asked)}

    def decisions(self, month: Month) -> dict[str, int]:
        found = Counter(dict.fromkeys(("decided_in_time", "decided_late", "days_to_decide"), 0))
        latest: dict[int, Row] = {}
        for one in self.in_mentorships("change", self.mentorships):
            decided = one["state"] == "decided" and one["asked_by"] is not None
            if decided and month_of(self.local(one["decided_at"])) == month:
                before = latest.get(one["mentorship_id"])
                if before is None or (before["decided_at"], before["id"]) < (one["decided_at"], one["id"]):
                    latest[one["mentorship_id"]] = one
        for one in latest.values():
            day = self.local(one["decided_at"])
            found["decided_in_time" if day <= one["decide_by"] else "decided_late"] += 1
            found["days_to_decide"] += (day - self.local(one["asked_at"])).days
        return dict(found)

    def ended(self, month: Month) -> dict[str, int]:
        found = Counter(dict.fromkeys(("ended_pairs", "days_lasted"), 0))
        for one in self.no_stand_ins:
            last = one["ends_on"]
            if last is not None and month_of(last) == month and last < self.today:
                lasted = (last - self.first_anchor(one)).days + 1
                if lasted > 0:
                    found["ended_pairs"] += 1
                    found["days_lasted"] += lasted
        return dict(found)

    def pulses(self, month: Month) -> dict[str, int]:
        marks = {"pulse": PULSE, "closing": CLOSING}
        found: Counter[str] = Counter()
        for kind, themes in marks.items():
            waves = {
                one["id"]
                for one in self.of_programme("pulse")
                if one["kind"] == kind
                and month_of(one["closes_on"]) == month
                and one["closes_on"] < self.today
            }
            answers = [one["scores"] for one in self.tables["pulse_answer"] if one["pulse_id"] in waves]
            found[f"{kind}_answered"] = len(answers)
            found[f"{kind}_silent"] = sum(
                one["pulse_id"] in waves and not one["answered"] for one in self.tables["pulse_guest"]
            )
            for theme in themes:
                found[f"marks_{theme}"] = sum(scores[theme] for scores in answers)
        return dict(found)


def periods_after(cadence: Row, periods: int) -> date:
    months, weeks = cadence["period_months"] * periods, cadence["period_weeks"] * periods
    anchor: date = cadence["anchor"]
    return later(anchor, months) + timedelta(weeks=weeks)


def later(day: date, months: int) -> date:
    """So many months later; a month that is too short gives its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
