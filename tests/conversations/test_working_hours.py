"""When somebody is written to: a form from Home, its refusals beside what has to be mended, and the way back."""

from __future__ import annotations

import pytest

from bot.domain.people import Person
from tests.conversations.harness import Company, Someone, same, spoken
from tests.conversations.round_scenes import MENTEES, MENTORS, enrolled

pytestmark = pytest.mark.long


@pytest.fixture
def people(company: Company) -> dict[str, Person]:
    return enrolled(company, {**MENTORS, **MENTEES})


def person(company: Company, slack_id: str) -> Person:
    with company.work() as work:
        found = work.people.by_slack_id(slack_id)
        assert found is not None
        return found


@pytest.mark.usefixtures("people")
def test_a_part_timer_says_when_they_work_and_goes_back_to_the_usual_hours(
    company: Company, tom: Someone
) -> None:
    tom.opens_home()
    tom.presses("My working hours")
    assert tom.searches("country")[:2] == ["No country", "France"]
    assert tom.searches("country", "ger")[0] == "Germany"

    assert "at least two hours" in str(tom.sends(opens="11:00", closes="12:00"))
    assert "at least one day" in str(tom.sends(closes="16:00", days=[]))
    assert tom.sends(closes="16:00", days=["0", "1", "3"], country="Germany") == {}

    assert same("Monday, Tuesday and Thursday, between 11:00 and 16:00", spoken(tom.form()))
    kept = person(company, "U0TOM")
    assert (kept.opens_at, kept.closes_at, kept.works_on, kept.country) == (660, 960, "013", "DE")

    company.post("close", {"as": "U0TOM", "view_id": tom.form()["id"]})
    tom.opens_home()
    tom.presses("My working hours").presses("Back to the usual hours")
    assert same("between 09:00 and 18:00", spoken(tom.form()))
    kept = person(company, "U0TOM")
    assert (kept.opens_at, kept.works_on, kept.country) == (None, None, "DE")
