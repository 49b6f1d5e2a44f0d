"""What the tests of the arrival do over and over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import SQLModel

from bot.domain.cadence import PromptDue, PromptKind
from tests.conversations.harness import Company, Someone

KEPT = "First of all, what I keep"
KEPT_FR = "Avant tout, ce que je garde"


def picks_topics(who: Someone, *topics: str) -> Someone:
    """Ticks them in the menu, and saves."""
    label = "Choose topics" if "Choose topics" in repr(who.messages()) else "Choisir des sujets"
    who.presses(label, selected_options=list(topics))
    return who.presses("Save" if label == "Choose topics" else "Enregistrer")


def arrives_as_a_mentee(who: Someone) -> Someone:
    who.says("hello").presses("English").presses("Have a mentor")
    who.presses("Choose a network", selected_option=network_value(who, "Produit"))
    picks_topics(who, "speaking", "expertise")
    return who.presses("Skip")


def network_value(who: Someone, name: str) -> str:
    """The value that the menu of networks gives to this one."""
    for message in reversed(who.messages()):
        for block in message["blocks"] or []:
            for element in block.get("elements") or []:
                for option in element.get("options") or []:
                    if option["text"]["text"] == name:
                        return str(option["value"])
    raise AssertionError(f"nobody offers the network {name}")


def profile_of(company: Company, slack_id: str) -> tuple[Any, Any]:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        programme = work.programme()
        return person, work.enrolments.of(person.id, programme.id) if programme else None


def plan_an_invitation(company: Company, slack_id: str) -> None:
    with company.work() as work:
        person = work.people.by_slack_id(slack_id)
        due = PromptDue(
            kind=PromptKind.INVITATION,
            mentorship_id=None,
            recipient_id=person.id,
            period="round-1",
            rung="invitation",
            not_before=work.now + timedelta(days=1),
            expires_at=work.now + timedelta(days=9),
        )
        work.prompts.plan([due], now=work.now)


def joins(company: Company, name: str, **more: Any) -> Someone:
    slack_id = company.post("join", {"name": name, "tz": "Europe/Paris", **more})["id"]
    company.settle()
    return company.someone(slack_id)


def press(
    company: Company,
    who: Someone,
    message: dict[str, Any],
    action_id: str,
    value: str,
    *,
    forged: bool = False,
) -> None:
    """Press this button of this very message, whatever came after it."""
    place = {"as": who.slack_id, "channel": message["channel"], "ts": message["ts"]}
    done = company.post("press", {**place, "action_id": action_id, "value": value, "forged": forged})
    assert done["acked"]
    company.settle()


def written_anywhere(company: Company, words: str) -> bool:
    """Whether any column of any table holds these words."""
    with company.binome.engine.connect() as connection:
        rows = [connection.execute(table.select()).fetchall() for table in SQLModel.metadata.sorted_tables]
    return words in repr(rows)
