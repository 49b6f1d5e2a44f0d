"""A row of the ledger that cannot be told is set apart, and keeps nobody waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.people import Person
from bot.domain.prompts import PromptState
from bot.programme import heartbeat, joining
from tests.living import Programme


@pytest.mark.parametrize("kind", [PromptKind.DECISION, PromptKind.STEPPED_BACK])
def test_what_cannot_be_judged_is_set_apart_and_the_next_in_the_line_is_told(
    programme: Programme, kind: PromptKind
) -> None:
    """It tells of a place that nobody has: the rules that judge it find nothing to judge by."""
    programme.travel("2026-03-10 11:00")
    with programme.work() as work:
        work.prompts.plan([something(programme, programme.tom, kind)], now=work.now)
        joining.greet_unasked(work, programme.maya)

    told = [(one.bundle.recipient.first_name, len(one.bundle.facts)) for one in programme.release()]

    assert told == [("Maya", 1)]
    with programme.work() as work:
        (apart,) = work.prompts.series(programme.tom.id, kind)
    assert (apart.state, apart.reason) == (PromptState.DEAD, "facts")


def test_a_dry_run_names_it_and_goes_on(programme: Programme) -> None:
    programme.travel("2026-03-10 11:00")
    with programme.work() as work:
        work.prompts.plan([something(programme, programme.tom, PromptKind.DECISION)], now=work.now)
        joining.greet_unasked(work, programme.maya)
        told = {one.person.id: one.verdict for one in heartbeat.explain(work)}

    assert told[programme.tom.id] == "cancelled: facts"
    assert told[programme.maya.id] == "send"


def something(programme: Programme, whom: Person, kind: PromptKind) -> PromptDue:
    now = programme.clock.now()
    return PromptDue(
        kind=kind,
        mentorship_id=None,
        recipient_id=whom.id,
        period="never",
        rung="",
        not_before=now - timedelta(hours=1),
        expires_at=now + timedelta(days=9),
    )
