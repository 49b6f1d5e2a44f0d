"""Rights and user groups as rows, on each database."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.people import Workspace
from bot.domain.permissions import Act, Grant, Right
from storage.store import Store
from tests.storage.stage import NOON, Cast


def test_a_right_is_given_once_and_taken_back(store: Store, workspace: Workspace, cast: Cast) -> None:
    with store.work(workspace) as work:
        work.rights.grant(cast.ines.id, Right.OWNER)
        work.rights.grant(cast.ines.id, Right.OWNER)
        work.rights.grant(cast.ines.id, Right.COORDINATOR, programme_id=cast.programme.id)
        work.rights.grant(cast.lea.id, Right.VIEWER)
        assert work.rights.of(cast.ines.id) == {Right.OWNER}, "for the whole company"
        assert work.rights.holders(Right.COORDINATOR) == []
        assert work.rights.holders(Right.COORDINATOR, programme_id=cast.programme.id) == [cast.ines.id]
        assert work.rights.withdraw(cast.ines.id, Right.OWNER)
        assert not work.rights.withdraw(cast.ines.id, Right.COORDINATOR), "that one was for the programme"
        here = Grant(right=Right.COORDINATOR, programme_id=cast.programme.id)
        assert work.rights.given(cast.ines.id) == [here]
        work.rights.record(cast.tom.id, Act.SEE_REPORT, allowed=False, at=NOON)


def test_a_user_group_gives_its_members_its_right_and_nobody_else(
    store: Store, workspace: Workspace, cast: Cast
) -> None:
    views, late = Grant(right=Right.VIEWER, programme_id=cast.programme.id), NOON + timedelta(seconds=1)
    with store.work(workspace) as work:
        bound = work.bound_groups.bind("S0TEAM", "team", views, ["U0TOM", "U0INES"], at=NOON)
        assert bound is not None
        assert work.rights.held(cast.tom.id, "U0TOM", since=NOON) == [views]
        assert work.rights.held(cast.lea.id, "U0TO", since=NOON) == []
        assert work.rights.held(cast.ines.id, "U0INES", since=late) == [], "it was read too long ago"
        theirs = work.bound_groups.members(Right.VIEWER, programme_id=cast.programme.id, since=NOON)
        assert set(theirs) == {cast.tom.id, cast.ines.id}
        assert work.bound_groups.members(Right.VIEWER, since=NOON) == []
        work.bound_groups.read("S0TEAM", ["U0LEA"], at=late)
        assert work.bound_groups.all()[0].members == ("U0LEA",)
        assert work.bound_groups.unbind(bound.id)
        assert not work.bound_groups.unbind(bound.id)
