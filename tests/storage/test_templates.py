"""The sheets that coordinators made: no version is lost, and none is written over."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.people import Workspace
from bot.domain.programmes import SheetItem, Stage
from storage.store import Store
from tests.storage.stage import Cast
from tests.storage.together import edition


def test_the_latest_version_of_each_stage_is_in_use_and_a_taken_number_stays_taken(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    first = edition(by=cast.ines)
    other = replace(first, title={"fr": "Autre", "en": "Other"})
    second = replace(first, version=2, items=(SheetItem(key="ours_1", texts={"fr": "x", "en": "y"}),))
    back = replace(first, stage=Stage.CLOSING, title={}, items=())
    with store.work(workspace) as work:
        assert work.templates.latest(cast.programme.id) == {}
        assert [work.templates.add(cast.programme.id, one) for one in (first, other)] == [True, False]
        assert work.templates.latest(cast.programme.id) == {Stage.FIRST: first}
        assert [work.templates.add(cast.programme.id, one) for one in (second, back)] == [True, True]

    with store.look(workspace) as work:
        assert work.templates.latest(cast.programme.id) == {Stage.FIRST: second, Stage.CLOSING: back}
        assert work.templates.keys(cast.programme.id) == {"stories", "ours_1"}, "a key is never given twice"
