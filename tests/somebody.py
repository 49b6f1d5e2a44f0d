"""A person, their place in a programme and a round of it, of whom nothing is known but what a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.enrolments import Enrolment, EnrolmentState
from bot.domain.people import Person, Standing
from bot.domain.rounds import Round, RoundState

SOMEBODY = Person(
    id=1,
    slack_id="U0TOM",
    name="Tom Becker",
    handle="tom",
    standing=Standing.EMPLOYEE,
    language="fr",
    language_chosen=False,
    timezone="Europe/Paris",
    country="FR",
    title="",
    network=None,
    network_confirmed=False,
    other_networks=(),
    topics=(),
    manager_id=None,
    entity=None,
    site=None,
    joined_on=None,
    dm=None,
    welcomed_at=None,
)
PLACE = Enrolment(
    id=1,
    programme_id=1,
    person_id=1,
    part=None,
    state=EnrolmentState.ACTIVE,
    capacity=None,
    paused_until=None,
    left_out=0,
    expectation=None,
    expectation_skipped=False,
    topics_answered=False,
    completed_at=None,
)
ROUND = Round(
    id=1,
    programme_id=1,
    state=RoundState.COLLECTING,
    opened_at=datetime(2026, 3, 10, 8, tzinfo=UTC),
    closes_on=date(2026, 3, 24),
    opened_by=1,
    published_at=None,
)


def somebody(**known: Any) -> Person:
    """An employee in Paris who has answered nothing."""
    return replace(SOMEBODY, **known)


def place(**known: Any) -> Enrolment:
    """Begun, and nothing answered."""
    return replace(PLACE, **known)


def a_round(**known: Any) -> Round:
    """It collects answers for two weeks."""
    return replace(ROUND, **known)
