"""Slack refuses a message for good: the coordinators read whom it was for, and not what it said."""

from __future__ import annotations

import pytest

from bot.domain.permissions import Right
from tests.conversations.given import an_active_pair, known
from tests.conversations.harness import Company, Someone
from tests.conversations.seen import spoken

pytestmark = pytest.mark.long


def test_ines_reads_whom_slack_did_not_let_the_bot_write_to(
    company: Company, ines: Someone, tom: Someone
) -> None:
    company.travel("2026-03-02 11:00")
    an_active_pair(company, mentor="U0LEA", mentee="U0TOM", since="2026-01-12")
    (coordinator,) = known(company, "U0INES")
    with company.work() as work:
        work.rights.grant(coordinator.id, Right.COORDINATOR)
    company.post("faults", {"method": "chat.postMessage", "kind": "error:restricted_action", "times": 2})
    company.tick()
    company.post("faults", {"clear": True})
    company.travel("2026-03-03 11:00")
    company.tick()

    told = spoken(ines.hears("Slack ne me laisse pas écrire à"))
    assert "<@U0TOM>" in told
    assert "<@U0LEA>" in told
    assert "Ce qui a besoin de vous aujourd’hui" in told
    assert "rencontre" not in told, "never what it was about"
    company.travel("2026-03-04 11:00")
    company.tick()
    assert ines.times_heard("Slack ne me laisse pas écrire à") == 1
