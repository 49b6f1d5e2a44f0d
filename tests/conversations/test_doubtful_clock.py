"""By a clock that cannot be believed nobody is written to; whoever has just done something is answered all the same."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.clock_watch import ClockNotBelieved
from bot.domain.prompts import PromptState
from bot.programme import delivering, joining
from tests.conversations.harness import Company, Someone
from tests.conversations.sending import ASKED, to_tom, tom_is_to_be_asked
from tests.faults.firm import INES

pytestmark = pytest.mark.long


@pytest.fixture
def set_back(company: Company) -> Company:
    """Tom was to be asked at ten, at the latest; the clock has been right until eleven, and shows half past ten."""
    tom_is_to_be_asked(company)
    company.travel("2026-03-09 10:30")
    return company


def test_by_a_clock_that_went_back_nobody_is_written_to_until_it_is_right(
    set_back: Company, tom: Someone
) -> None:
    with capture_logs() as logs:
        assert set_back.binome.sender.send_all() == 0
        with pytest.raises(ClockNotBelieved):
            set_back.binome.scheduler.tick()
    assert [one["action"] for one in logs] == ["clock_jumped"], "said once, by whoever finds it out"
    assert {one.state for one in to_tom(set_back)} == {PromptState.PLANNED}

    set_back.travel("2026-03-09 11:01")
    with capture_logs() as logs:
        set_back.binome.sender.send_all()
    assert "clock_right" in [one["action"] for one in logs]
    assert tom.times_heard(ASKED) == 1


def test_meanwhile_whoever_writes_or_joins_is_answered(
    set_back: Company, lea: Someone, ines: Someone
) -> None:
    with set_back.work() as work:
        joining.expect(work, INES)
    lea.types("/mentor-log @tom hier 1h30 visio").hears("C'est noté")

    assert set_back.binome.sender.send_all() == 1
    assert ines.times_heard("Bonjour") == 1


def test_what_seems_too_late_by_such_a_clock_is_not_given_up(set_back: Company) -> None:
    set_back.travel("2026-05-09 10:30")
    with set_back.work() as work:
        delivering.claim(work, set_back.binome.sender.pace, doubted=True)
    assert {one.state for one in to_tom(set_back)} == {PromptState.PLANNED}
