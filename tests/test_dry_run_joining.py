"""`binome tick --dry-run`, for what joining adds: who would hear what and why, and nothing is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from living import CUSTOMS, Programme
from volunteering import application_of, offers_to_mentor, required_preparation

from bot.domain.kinds import PromptKind
from bot.programme import applications, charters, heartbeat, profile, surveys

pytestmark = pytest.mark.long


@pytest.fixture
def joining(programme: Programme) -> Programme:
    """Léa has applied, Tom stopped half-way, Omar must prepare, Maya's pair has not signed, and needs are asked."""
    programme.travel("2026-03-09 09:00")
    programme.store.customs = replace(CUSTOMS, types=required_preparation())
    programme.pair(programme.ines, programme.maya, since="2026-03-02")
    with programme.work() as work:
        offers_to_mentor(work, programme.omar)
        applications.approve(work, programme.ines, application_of(work, programme.omar))
        profile.choose_language(work, programme.tom, "en")
        held = work.programmes.get(programme.id)
        work.prompts.plan(charters.reminders(work, held, [programme.maya.id]), now=work.now)
        surveys.ask(work, programme.ines, networks=(), closes_on=date(2026, 3, 30))
        offers_to_mentor(work, programme.lea)
    return programme


def test_a_dry_run_says_of_every_message_of_joining_whom_it_is_for_and_why(joining: Programme) -> None:
    told = {}
    for at in ("2026-03-09 10:00", "2026-03-13 10:00", "2026-03-17 10:00"):
        joining.travel(at)
        told |= {
            (one.person.first_name, one.kind): one
            for one in heartbeat.dry_run(joining.store, joining.workspace)
        }

    expected = {
        ("Inès", PromptKind.APPLICATION): "application-",
        ("Omar", PromptKind.DECISION): "application-",
        ("Omar", PromptKind.PREPARATION): "enrolment-",
        ("Tom", PromptKind.UNFINISHED): "arrival",
        ("Maya", PromptKind.CHARTER): f"charter-{joining.id}-v1",
        ("Tom", PromptKind.SURVEY): "survey-",
    }
    assert expected.keys() <= told.keys()
    for who, why in expected.items():
        assert told[who].why.startswith(why)
    with joining.work() as work:
        assert work.applications.untold(joining.id), "nothing was told, so nothing is marked as told"
        assert all(
            not work.prompts.said_to(one.id, work.now - timedelta(days=30)) for one in work.people.employees()
        )
