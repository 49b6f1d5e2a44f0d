"""The sample company is whole: people, roster and story agree, and the story keeps the programme's rules."""

import csv
import re
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from typography import mistakes

from bot.domain.enrolments import Part
from bot.domain.meetings import LONGEST, SHORTEST, Form
from bot.domain.permissions import Right
from bot.domain.preferences import Question
from bot.domain.rounds import Answer, Barred, ranked
from bot.programme.types import load_types

SAMPLE = files("bot.sample")


def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((SAMPLE / name).read_text(encoding="utf-8"))


COMPANY, STORY = _yaml("company.yaml"), _yaml("story.yaml")
ROSTER = {
    row["slack_id"]: row for row in csv.DictReader((SAMPLE / "roster.csv").read_text("utf-8").splitlines())
}
PEOPLE = {person["id"]: person for person in COMPANY["people"]}
EMPLOYEES = {slack_id for slack_id, one in PEOPLE.items() if not one.get("guest") and not one.get("deleted")}
LONG_TERM = load_types()["long_term"]
ARRIVALS = {arrival["person"]: arrival for arrival in STORY["arrivals"]}
MENTORS = {slack_id for slack_id, arrival in ARRIVALS.items() if Part(arrival["part"]).mentors}
LEARNERS = {slack_id for slack_id, arrival in ARRIVALS.items() if Part(arrival["part"]).learns}
MENTORED = {pair["mentee"] for pair in STORY["mentorships"]}
ANSWERS = {answer["person"]: answer for answer in STORY["round"]["answers"]}


def above(slack_id: str) -> set[str]:
    """The line of management over somebody."""
    line: set[str] = set()
    manager = ROSTER[slack_id]["manager"]
    while manager and manager not in line:
        line.add(manager)
        manager = ROSTER[manager]["manager"]
    return line


def line_of(slack_id: str) -> set[str]:
    """Everybody who may not mentor this person: the line over them, and under them (`field.md` W7)."""
    return above(slack_id) | {other for other in ROSTER if slack_id in above(other)}


def test_about_thirty_people_work_there_twenty_in_french_and_ten_in_english() -> None:
    languages = Counter(PEOPLE[slack_id]["locale"][:2] for slack_id in EMPLOYEES)
    assert languages == {"fr": 20, "en": 10}
    assert sum(bool(person.get("guest")) for person in COMPANY["people"]) == 1
    assert sum(bool(person.get("deleted")) for person in COMPANY["people"]) == 1


def test_everybody_is_there_once_under_a_handle_of_their_own() -> None:
    for field in ("id", "name", "handle", "email"):
        values = [person[field] for person in COMPANY["people"]]
        assert len(set(values)) == len(values), field
    assert all(re.fullmatch(r"[UW][A-Z0-9]{2,}", slack_id) for slack_id in PEOPLE)
    assert all(person["email"].isascii() for person in COMPANY["people"])


def test_the_constant_cast_is_there() -> None:
    names = {slack_id: PEOPLE[slack_id]["name"] for slack_id in ("U0LEA", "U0TOM", "U0INES", "U0MAYA")}
    assert names == {
        "U0LEA": "Léa Martin",
        "U0TOM": "Tom Becker",
        "U0INES": "Inès Moreau",
        "U0MAYA": "Maya Rosen",
    }
    assert "U0LEA" in MENTORS
    assert "U0TOM" in LEARNERS
    assert "U0INES" in STORY["rights"]["coordinator"]


def test_people_live_in_real_time_zones_on_three_continents() -> None:
    zones = {person["tz"] for person in COMPANY["people"]}
    assert all(ZoneInfo(zone) for zone in zones)
    assert {"Europe/Paris", "Europe/London", "America/Toronto", "Asia/Singapore"} == zones


def test_channels_hold_people_of_the_company() -> None:
    for channel in COMPANY["channels"]:
        assert channel["members"] == "all" or set(channel["members"]) <= EMPLOYEES


def test_the_roster_lists_every_employee_and_nobody_else() -> None:
    assert ROSTER.keys() == EMPLOYEES
    assert all(row["joined_on"] == str(PEOPLE[slack_id]["start_date"]) for slack_id, row in ROSTER.items())


def test_managers_exist_and_nobody_manages_themselves_through_others() -> None:
    assert {row["manager"] for row in ROSTER.values()} - {""} <= ROSTER.keys()
    assert [slack_id for slack_id in ROSTER if slack_id in above(slack_id)] == []
    assert [slack_id for slack_id, row in ROSTER.items() if not row["manager"]] == ["U0HELENE"]


def test_there_are_four_networks_of_four_kinds_and_everybody_is_in_one() -> None:
    networks = {network["name"]: network["type"] for network in STORY["networks"]}
    assert sorted(networks.values()) == ["domain", "initiative", "knowledge", "operational"]
    for row in ROSTER.values():
        others = [name for name in row["other_networks"].split(";") if name]
        assert {row["network"], *others} <= networks.keys()
        assert row["network"] not in others
    assert {row["network"] for row in ROSTER.values()} == networks.keys()


def test_six_mentors_carry_three_to_eight_people_each() -> None:
    assert len(MENTORS) >= 6
    assert all(LONG_TERM.capacity.allows(ARRIVALS[mentor]["capacity"]) for mentor in MENTORS)
    assert all("capacity" not in ARRIVALS[person] for person in ARRIVALS.keys() - MENTORS)


def test_everybody_in_the_story_works_there() -> None:
    named = set(re.findall(r"\bU0[A-Z]+\b", (SAMPLE / "story.yaml").read_text("utf-8")))
    assert named <= EMPLOYEES
    assert {Right(right) for right in STORY["rights"]} == {Right.OWNER, Right.COORDINATOR, Right.CHAMPION}


def test_nobody_arrives_twice_and_some_have_not_begun() -> None:
    unfinished = {one["person"] for one in STORY["unfinished"]}
    assert len(ARRIVALS) == len(STORY["arrivals"])
    assert not unfinished & ARRIVALS.keys()
    assert all(Question(one["stopped_at"]) for one in STORY["unfinished"])
    assert EMPLOYEES - ARRIVALS.keys() - unfinished


def test_topics_are_those_of_the_programme_and_wishes_are_well_written() -> None:
    for slack_id, arrival in ARRIVALS.items():
        assert all(LONG_TERM.topic(topic) for topic in arrival.get("topics", [])), slack_id
        assert mistakes(arrival.get("expectation", "x"), PEOPLE[slack_id]["locale"][:2]) == [], slack_id


@pytest.mark.parametrize("pair", STORY["mentorships"], ids=lambda pair: f"{pair['mentor']}-{pair['mentee']}")
def test_a_pair_of_the_story_respects_the_rules(pair: dict[str, Any]) -> None:
    assert pair["mentor"] in MENTORS
    assert pair["mentee"] in LEARNERS
    assert pair["mentor"] not in line_of(pair["mentee"]) | {pair["mentee"]}
    days = [pair["introduced_days_ago"]] + [meeting["days_ago"] for meeting in pair.get("meetings", [])]
    assert all(earlier > later for earlier, later in pairwise(days))
    assert days[-1] > 0
    assert days[0] <= STORY["programme"]["started_days_ago"]
    for meeting in pair.get("meetings", []):
        assert SHORTEST <= meeting["minutes"] <= LONGEST
        assert Form(meeting["form"])


def test_nobody_has_two_mentors_and_no_mentor_carries_too_many() -> None:
    assert len(MENTORED) == len(STORY["mentorships"])
    carried = Counter(pair["mentor"] for pair in STORY["mentorships"])
    assert all(carried[mentor] <= ARRIVALS[mentor]["capacity"] for mentor in MENTORS)
    assert max(carried.values()) >= 2, "the digest of a mentor of several must have somebody to go to"


def test_there_is_something_to_see_at_once() -> None:
    """A pair that met lately, one with a date, one that is quiet, one newly introduced, one that skipped."""
    pairs = STORY["mentorships"]
    assert any(pair.get("planned") for pair in pairs)
    assert any(pair.get("skipped_days_ago") for pair in pairs)
    assert any(not pair.get("meetings") for pair in pairs)
    assert any(pair.get("meetings") and pair["meetings"][-1]["days_ago"] < 7 for pair in pairs)
    assert STORY["not_signed_yet"], "somebody finds the charter first in Home"
    assert STORY["stopped_preparing"], "and a mentor the page where they stopped"
    quiet = [pair for pair in pairs if pair.get("meetings") and pair["meetings"][-1]["days_ago"] > 92]
    assert len(quiet) == 1


def test_the_open_round_has_answers_that_the_rules_accept_and_some_still_to_come() -> None:
    invited = LEARNERS - MENTORED
    assert ANSWERS.keys() < invited, (
        "answers come from people who want a mentor and have none; some are missing"
    )
    number = {slack_id: place for place, slack_id in enumerate(sorted(EMPLOYEES))}
    for slack_id, answer in ANSWERS.items():
        assert ("choices" in answer) != ("answer" in answer)
        if "answer" in answer:
            assert Answer(answer["answer"]) in (Answer.CHOOSE_FOR_ME, Answer.NOT_THIS_TIME)
            continue
        line = {number[other]: Barred.LINE for other in line_of(slack_id)}
        ranked(
            [number[mentor] for mentor in answer["choices"]],
            chooser=number[slack_id],
            open_to=frozenset(number[mentor] for mentor in MENTORS) - line.keys(),
            barred=line,
        )


def test_everybody_invited_could_find_a_place_and_so_could_the_newcomer() -> None:
    free = sum(ARRIVALS[mentor]["capacity"] for mentor in MENTORS) - len(STORY["mentorships"])
    assert free > len(LEARNERS - MENTORED)


def test_the_newcomer_is_nobody_who_works_there_yet() -> None:
    assert STORY["newcomer"]["name"] not in {person["name"] for person in COMPANY["people"]}


def test_somebody_who_learns_is_managed_by_a_mentor_so_the_ban_can_be_seen() -> None:
    assert any(ROSTER[slack_id]["manager"] in MENTORS for slack_id in LEARNERS - MENTORED)
