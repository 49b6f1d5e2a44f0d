"""What the tests of the sender do over and over: Tom is to be told something, and Slack stands in the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.prompts import Prompt
from handlers.sender import Sender
from storage.delivery import PACES, PAUSES
from storage.prompts import PROMPTS
from tests.conversations.given import an_active_pair
from tests.conversations.harness import Company, Someone

ASKED = "Have you met, or set a first date?"


def tom_is_to_be_asked(company: Company) -> Company:
    """A week ago he was introduced to Léa."""
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-03-02")
    company.travel("2026-03-09 11:00")
    company.binome.scheduler.tick()
    return company


def trouble(company: Company, kind: str, **more: Any) -> None:
    company.post("faults", {"method": "chat.postMessage", "kind": kind, "times": 1, **more})


def a_while_passes(company: Company) -> None:
    """Everything that waits for the machine's time to pass has waited long enough."""
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    with company.binome.engine.begin() as connection:
        connection.execute(
            PROMPTS.update().where(PROMPTS.c.lease_until.is_not(None)).values(lease_until=long_ago)
        )
        connection.execute(PACES.update().values(taken_until=long_ago))
        connection.execute(PAUSES.delete())


def where(someone: Someone) -> str:
    """The message that asked, as Slack names it."""
    return str(someone.hears(ASKED)["ts"])


def to_tom(company: Company) -> list[Prompt]:
    with company.work() as work:
        tom = work.people.by_slack_id("U0TOM")
        found = [*work.prompts.pending(), *work.prompts.messages_to(tom.id, work.now - timedelta(days=2))]
        return [one for one in found if one.recipient_id == tom.id]


def posts(company: Company) -> int:
    """How often Slack accepted the question, as only Slack knows."""
    return sum(ASKED in (one.get("text") or "") for one in company.get("truth"))


def a_sender(company: Company, *, per_minute: int = 1200) -> Sender:
    """Another one on the same database, which waits for nothing."""
    house = company.binome.house
    return Sender(
        house.store,
        house.messenger,
        house.customs,
        company.workspace,
        per_minute=per_minute,
        sleep=lambda _: False,
    )
