"""What could not be said: the team reads once a day whom and why, and of what only the right people may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from living import Programme
from parting import became
from sqlalchemy import text

from bot.domain.cadence import PromptDue
from bot.domain.kinds import PromptKind
from bot.domain.people import Person, Standing
from bot.domain.permissions import Right
from bot.domain.prompts import PromptState
from bot.programme import undelivered
from bot.programme.undelivered import NotReached

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

MONDAY, TUESDAY, WEDNESDAY = "2026-03-09 11:00", "2026-03-10 11:00", "2026-03-11 11:00"


@pytest.fixture
def team(programme: Programme) -> Programme:
    """Omar coordinates, Inès owns."""
    programme.travel(MONDAY)
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    return programme


def fails(
    programme: Programme, person: Person, reason: str, *, kind: PromptKind = PromptKind.WELCOME
) -> None:
    """Something is said to them, and Slack says no for good."""
    with programme.work() as work:
        due = PromptDue(
            kind=kind,
            mentorship_id=None,
            recipient_id=person.id,
            period="test",
            rung=f"{reason}-{work.now}",
            not_before=work.now,
            expires_at=work.now + timedelta(days=30),
        )
        work.prompts.plan([due], now=work.now)
        (planned,) = [one for one in work.prompts.series(person.id, kind) if one.state is PromptState.PLANNED]
        marker = f"{person.id}-{kind}-{reason}-{work.now}"
        (claimed,) = work.prompts.claim([planned.id], marker=marker, lease_until=work.now)
        work.prompts.mark(marker, generation=claimed.generation, state=PromptState.DEAD, reason=reason)


def day(programme: Programme, moment: str) -> dict[str, dict[str, list[str]]]:
    """What each of the team reads of it then: the trouble, and whose."""
    programme.travel(moment)
    programme.tick()
    return {
        parcel.bundle.recipient.first_name: {
            why.value: [one.first_name for one in people] for why, people in fact.people.items()
        }
        for parcel in programme.release()
        for fact in parcel.bundle.facts
        if isinstance(fact, NotReached)
    }


def test_the_team_reads_once_who_could_not_be_reached_and_what_kind_of_trouble_it_was(
    team: Programme,
) -> None:
    fails(team, team.tom, "cannot_dm_bot")
    fails(team, team.tom, "cannot_dm_bot", kind=PromptKind.LEFT_OUT)
    fails(team, team.maya, "invalid_blocks")
    assert day(team, MONDAY) == {"Omar": {"closed": ["Tom"], "ours": ["Maya"]}}
    assert day(team, TUESDAY) == {}, "said once"
    fails(team, team.tom, "cannot_dm_bot")
    assert day(team, WEDNESDAY) == {"Omar": {"closed": ["Tom"]}}, "it failed again"


def test_what_fails_later_in_the_day_waits_for_the_next_list(team: Programme) -> None:
    fails(team, team.tom, "is_archived")
    assert day(team, MONDAY) == {"Omar": {"closed": ["Tom"]}}
    fails(team, team.maya, "is_archived")
    with team.work() as work:
        assert list(undelivered.to_tell(work)) == []
    assert day(team, TUESDAY) == {"Omar": {"closed": ["Maya"]}}


def test_a_request_for_a_hand_that_could_not_be_passed_on_is_on_no_list(team: Programme) -> None:
    for kind in (PromptKind.HELP_CARD, PromptKind.HELP_PASSED):
        fails(team, team.tom, "cannot_dm_bot", kind=kind)
    assert day(team, MONDAY) == {}


def test_nobody_reads_of_somebody_close_to_them_and_an_owner_does_instead(team: Programme) -> None:
    with team.work() as work:
        work.people.change(team.tom.id, manager_id=team.omar.id)
    fails(team, team.tom, "cannot_dm_bot")
    fails(team, team.maya, "cannot_dm_bot")
    assert day(team, MONDAY) == {"Omar": {"closed": ["Maya"]}, "Inès": {"closed": ["Tom", "Maya"]}}


def test_whoever_has_left_since_is_said_to_have_left(team: Programme) -> None:
    fails(team, team.tom, "restricted_action")
    became(team, team.tom, Standing.GONE)
    assert day(team, MONDAY) == {"Omar": {"gone": ["Tom"]}}


def test_what_was_said_after_all_is_off_the_list(team: Programme) -> None:
    """Whoever runs the bot has mended it, and had it said again."""
    fails(team, team.tom, "render")
    team.tick()
    with team.work() as work:
        (told,) = work.prompts.series(team.omar.id, PromptKind.UNDELIVERED)
        assert undelivered.why_moot(work, told, team.omar) is None
        assert undelivered.why_moot(work, told, team.lea) == "left", "who is of the team no more"
    with team.engine.begin() as connection:
        connection.execute(text("UPDATE prompt SET state = 'sent' WHERE state = 'dead'"))
    with team.work() as work:
        assert undelivered.why_moot(work, told, team.omar) == "answered"
