"""What a programme wants to reach is kept as it was set, and at most five times."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.measures import Measure
from bot.domain.objectives import MOST_OBJECTIVES, TooManyObjectives
from bot.domain.people import Workspace
from bot.domain.permissions import Right
from bot.programme import setting_objectives as setting
from storage.store import Store
from tests.storage.stage import NOON, Cast, at_once
from tests.storage.together import an_objective


def test_what_was_set_is_read_again_and_its_line_begins_when_it_was_set(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        by_hand = work.objectives.set(cast.programme.id, an_objective(), by=cast.ines.id, at=NOON)
        met = work.objectives.set(cast.programme.id, an_objective(Measure.MET), by=cast.ines.id, at=NOON)
        work.objectives.enter(by_hand.id, 12.5, NOON.date())
        later = NOON + timedelta(days=30)
        work.objectives.change(met.id, an_objective(target=75.5), set_at=later)
    with store.look(workspace) as work:
        assert work.objectives.of(cast.programme.id) == [
            replace(by_hand, value=12.5, value_on=NOON.date()),
            replace(met, name="Mentors trained", target=75.5, set_at=later),
        ], "a measure stays what it was"
        assert work.objectives.get(by_hand.id + 99) is None


def test_five_objectives_stay_five_when_all_are_set_at_once(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    with store.work(workspace) as work:
        work.rights.grant(cast.ines.id, Right.COORDINATOR)

    def add(_: int) -> bool:
        with store.work(workspace) as work:
            try:
                setting.add(work, cast.ines, cast.programme.id, an_objective())
            except TooManyObjectives:
                return False
        return True

    assert sum(at_once(8, add)) == MOST_OBJECTIVES
