"""A round's cast and the gestures that several tests make."""

from __future__ import annotations

from typing import Any

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import SeatRole
from bot.domain.people import Person
from bot.programme import joining
from tests.conversations.given import known
from tests.conversations.harness import Company, Someone

NEXT_MORNING = "2026-03-11 10:00"
MENTORS: dict[str, Any] = {
    "U0LEA": {"part": Part.MENTOR, "capacity": 1, "topics": ("speaking", "expertise"), "network": "Produit"},
    "U0OMAR": {"part": Part.MENTOR, "capacity": 3, "topics": ("managing",), "network": "Conseil"},
}
MENTEES: dict[str, Any] = {
    "U0TOM": {"part": Part.MENTEE, "topics": ("speaking",), "network": "Conseil"},
    "U0MAYA": {"part": Part.MENTEE, "topics": ("managing",), "network": "Support"},
}


def enrolled(company: Company, cast: dict[str, Any]) -> dict[str, Person]:
    people = {person.slack_id: person for person in known(company, *cast)}
    with company.work() as work:
        programme = joining.programme_of(work)
        for slack_id, about in cast.items():
            person = people[slack_id]
            work.people.change(person.id, topics=about["topics"], network=about["network"])
            enrolment = work.enrolments.open_for(person.id, programme.id)
            work.enrolments.change(
                enrolment.id,
                part=about["part"],
                capacity=about.get("capacity"),
                application=Application.APPROVED,
            )
    return people


def looks_at_the_list(ines: Someone, **said: Any) -> None:
    """The first form, sent as the programme usually does but for what is `said`; mentors are not asked."""
    ines.types("/mentor-admin").presses("Ouvrir une campagne")
    assert ines.sends(**{"mentors_days": "0", **said}) == {}


def opens_a_round(company: Company, ines: Someone, **said: Any) -> None:
    looks_at_the_list(ines, **said)
    assert ines.sends() == {}
    company.travel("2026-03-10 10:00")
    company.tick()


def proposes_and_publishes(company: Company, ines: Someone) -> None:
    ines.types("/mentor-admin campagne").presses("Clore et proposer").presses("Publier")
    company.travel(NEXT_MORNING)
    company.tick()


def pairs(company: Company) -> set[tuple[str, str]]:
    """(mentor, mentee) by Slack id."""
    with company.work() as work:
        programme = work.programme()
        assert programme
        found = set()
        for one in work.mentorships.in_programme(programme.id):
            both = work.people.many(seat.person_id for seat in one.seats)
            (mentor,), (mentee,) = one.with_role(SeatRole.MENTOR), one.with_role(SeatRole.MENTEE)
            found.add((both[mentor.person_id].slack_id, both[mentee.person_id].slack_id))
        return found


def forged(company: Company, someone: Someone, *chosen: int) -> dict[str, str]:
    """Send the form with values that its menus never offered."""
    view = someone.form()
    values = {}
    for block_id, value in zip(("first", "second", "third"), chosen, strict=False):
        option = {"text": {"type": "plain_text", "text": "x"}, "value": str(value)}
        values[block_id] = {
            f"choices_search:{block_id}": {"type": "external_select", "selected_option": option}
        }
    done = company.post("submit", {"as": someone.slack_id, "view_id": view["id"], "values": values})
    company.settle()
    return done.get("errors") or {}


def button(message: dict[str, Any], label: str) -> dict[str, Any]:
    return next(
        element
        for block in message["blocks"]
        for element in block.get("elements") or []
        if element.get("type") == "button" and element["text"]["text"] == label
    )
