"""Goals and ratings as they are kept: sealed, bound to their row, gone without a trace."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.domain.goals import GoalState
from bot.domain.mentorships import Mentorship
from bot.domain.people import Workspace
from bot.domain.skills import Moment
from storage.sealing import SealBroken
from storage.store import Store
from tests.storage.stage import NOON, Cast, link

WORDS = "Oser parler devant cent personnes"


def test_new_words_take_the_place_of_the_old_and_both_are_forgotten_together(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    tom = cast.tom.id
    with store.work(workspace) as work:
        first = work.goals.set(mentorship.id, tom, words=WORDS, target_on=None, progress=0, at=NOON)
        work.goals.say(first.id, 0, 25, by=tom, at=NOON)
        work.goals.say(first.id, 0, 50, by=tom, at=NOON)
        more = {"words": "Parler en anglais", "target_on": NOON.date(), "progress": 50, "at": NOON}
        second = work.goals.set(mentorship.id, tom, **more, replaces=first.id)
        work.goals.say(second.id, 1, 100, by=tom, at=NOON)
        known = {one.id: one for one in work.goals.of(mentorship.id, [tom])}
        assert [one.state for one in known.values()] == [GoalState.CHANGED, GoalState.REACHED]
        assert known[first.id].words == WORDS
        assert [(one.cycle, one.progress) for one in work.goals.progress(known)] == [(0, 50), (1, 100)]
        assert work.goals.count(mentorship.id) == {tom: 1}
        assert work.goals.in_programme(cast.programme.id) == ([tom], [(tom, GoalState.REACHED)])
        assert not work.goals.of(mentorship.id, [cast.lea.id])
        work.goals.erase(tom)
        assert not work.goals.of(mentorship.id, [tom])
        assert not work.goals.progress(known)


def test_a_goal_moved_to_another_mentorship_does_not_open(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        other = link(work, cast, mentee=cast.ines)
        work.goals.set(mentorship.id, cast.tom.id, words=WORDS, target_on=None, progress=0, at=NOON)
    with store.engine.begin() as connection:
        assert WORDS not in str(connection.execute(text("SELECT words FROM goal")).scalar())
        connection.execute(text("UPDATE goal SET mentorship_id = :other"), {"other": other.id})
    with store.look(workspace) as work, pytest.raises(SealBroken):
        work.goals.of(other.id, [cast.tom.id])


def test_ratings_take_the_place_of_those_before(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        work.skills.keep(mentorship.id, cast.tom.id, Moment.START, {"a": 1, "b": 2})
        work.skills.keep(mentorship.id, cast.tom.id, Moment.START, {"b": 3})
        work.skills.keep(mentorship.id, cast.tom.id, Moment.END, {"b": 5})
        said = [(one.skill, one.moment, one.value) for one in work.skills.of(mentorship.id, cast.tom.id)]
        assert said == [("b", Moment.START, 3), ("b", Moment.END, 5)]
        assert len(work.skills.in_programme(cast.programme.id)) == 2
        work.skills.erase(cast.tom.id)
        assert not work.skills.of(mentorship.id, cast.tom.id)
