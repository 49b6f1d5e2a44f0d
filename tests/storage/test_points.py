"""Topics, promises and lines of a pair's own as they are kept: who finds them, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.mentorships import Mentorship, SeatRole
from bot.domain.people import Workspace
from bot.domain.points import Point, PointKind
from bot.domain.sheets import Line
from bot.programme.work import Work
from storage.store import Store
from tests.storage.stage import NOON, Cast

WORDS = "Dire que le projet me pèse"


def topic(work: Work, mentorship: Mentorship, by: int, words: str = WORDS, **said: object) -> Point:
    given = {"kind": PointKind.TOPIC, "shared": False, "owner_id": None, "due_on": None, "cycle": 1}
    return work.points.add(mentorship.id, by=by, words=words, at=NOON, **{**given, **said})


def words(points: Sequence[Point]) -> list[str]:
    return [point.words for point in points]


def test_what_somebody_keeps_to_themselves_is_found_by_nobody_else(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        his = topic(work, mentorship, cast.tom.id)
        assert words(work.points.seen(mentorship.id, reader_id=cast.tom.id, cycle=1)) == [WORDS]
        for reader in (cast.lea, cast.ines):
            assert not work.points.seen(mentorship.id, reader_id=reader.id, cycle=1)
            assert work.points.get(his.id, reader_id=reader.id) is None
        work.points.share(his.id, at=NOON)
        assert words(work.points.seen(mentorship.id, reader_id=cast.lea.id, cycle=1)) == [WORDS]


def test_whoever_comes_into_a_group_later_reads_what_is_shared_from_then_on(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        topic(work, mentorship, cast.tom.id, "Avant", shared=True)
        kept = topic(work, mentorship, cast.tom.id, "Gardé, puis dit")
        came = NOON + timedelta(days=1)
        work.mentorships.give_seat(mentorship.id, cast.ines.id, SeatRole.MENTEE, since=came)
        work.points.share(kept.id, at=came)
        assert words(work.points.seen(mentorship.id, reader_id=cast.ines.id, cycle=1)) == ["Gardé, puis dit"]
        assert len(work.points.seen(mentorship.id, reader_id=cast.lea.id, cycle=1)) == 2


def test_a_point_is_on_every_sheet_from_its_first_to_that_on_which_it_is_done(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    def on(cycle: int) -> bool:
        return bool(work.points.seen(mentorship.id, reader_id=cast.tom.id, cycle=cycle))

    with store.work(workspace) as work:
        one = topic(work, mentorship, cast.tom.id)
        assert [on(cycle) for cycle in (0, 1, 9)] == [False, True, True]
        work.points.settle(one.id, by=cast.tom.id, cycle=3, at=NOON)
        assert [on(cycle) for cycle in (2, 3, 4)] == [True, True, False]
        work.points.settle(one.id, by=cast.tom.id, cycle=3, at=None)
        assert on(4)


def test_what_was_taken_off_in_the_same_second_troubles_nobody_who_ticks_it(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        one = topic(work, mentorship, cast.tom.id)
        key = work.own_lines.add(mentorship.id, WORDS, by=cast.tom.id, at=NOON)
        line = Line(key=key, texts={}, carried_since=None)
        (item,) = work.sheets.make(mentorship.id, cycle=1, stage="following", lines=[line], at=NOON).items
        work.points.drop(one.id)
        work.own_lines.forget(mentorship.id, key)

        work.points.share(one.id, at=NOON)
        work.points.settle(one.id, by=cast.tom.id, cycle=1, at=NOON)
        work.sheets.tick(item.id, by=cast.tom.id, at=NOON)


def test_of_what_somebody_wrote_nothing_is_left_and_their_name_leaves_what_others_wrote(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        topic(work, mentorship, cast.tom.id)
        promised = {"kind": PointKind.ACTION, "shared": True, "owner_id": cast.tom.id}
        hers = topic(work, mentorship, cast.lea.id, "Écrire à Karim", **promised)
        work.points.settle(hers.id, by=cast.tom.id, cycle=1, at=NOON)
        work.points.erase(cast.tom.id)
        work.own_lines.add(mentorship.id, "Une bonne nouvelle", by=cast.tom.id, at=NOON)
        work.own_lines.erase(cast.tom.id)
        left = work.points.seen(mentorship.id, reader_id=cast.tom.id, cycle=1)
        assert [(one.words, one.owner_id, one.done_by) for one in left] == [("Écrire à Karim", None, None)]
        assert not work.own_lines.of(mentorship.id)


def test_a_line_of_their_own_is_written_down_sealed_and_once(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    """A sheet holds its key only, also the next one, on which it stands because it was not ticked."""
    with store.work(workspace) as work:
        key = work.own_lines.add(mentorship.id, WORDS, by=cast.tom.id, at=NOON)
        lines = [Line(key=one, texts={"fr": "a", "en": "a"}, carried_since=None) for one in ("a", "b")]
        theirs = Line(key=key, texts={"fr": WORDS, "en": WORDS}, carried_since=0)
        work.own_lines.do_without(mentorship.id, "b", by=cast.lea.id, at=NOON)
        sheet = work.sheets.make(mentorship.id, cycle=0, stage="first", lines=[*lines, theirs], at=NOON)
        assert [item.texts["fr"] for item in sheet.items] == ["a", WORDS]
        assert work.sheets.many({mentorship.id: 0})[mentorship.id] == sheet
        assert [item.key for item in work.sheets.without(sheet.id)] == ["b"]
    with store.engine.connect() as connection:
        for table in ("own_line", "sheet_item"):
            assert WORDS not in str(connection.execute(text(f"SELECT * FROM {table}")).all())
    with store.work(workspace) as work:
        work.own_lines.forget(mentorship.id, "b")
        work.own_lines.forget(mentorship.id, key)
        assert [item.key for item in work.sheets.of(mentorship.id, 0).items] == ["a", "b"]
        assert work.own_lines.add(mentorship.id, WORDS, by=cast.tom.id, at=NOON) == key
        assert [item.key for item in work.sheets.of(mentorship.id, 0).items] == ["a", "b"], (
            "its rows are gone"
        )


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_line_is_added_at_the_end_of_a_sheet_once(
    store: Store, workspace: Workspace, cast: Cast, mentorship: Mentorship
) -> None:
    with store.work(workspace) as work:
        lines = [Line(key="a", texts={"fr": "a", "en": "a"}, carried_since=None)]
        sheet = work.sheets.make(mentorship.id, cycle=0, stage="first", lines=lines, at=NOON)
        for words_ in ("une", "deux"):
            key = work.own_lines.add(mentorship.id, words_, by=cast.tom.id, at=NOON)
            work.sheets.add_line(sheet.id, key)
            work.sheets.add_line(sheet.id, key)
        found = work.sheets.of(mentorship.id, 0)
        assert [item.texts["en"] for item in found.items] == ["a", "une", "deux"]
