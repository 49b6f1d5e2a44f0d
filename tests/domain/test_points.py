"""What people add to a sheet: in which order it stands, how much of it there is, and what a form changes."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.points import (
    MOST_POINTS,
    NoDateForATopic,
    Point,
    PointKind,
    PromisedForThePast,
    SheetIsFull,
    changes,
    check_date,
    check_room,
    in_order,
)

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def point(number, kind=PointKind.TOPIC, *, done=False, first_cycle=0, by=1, owner=None):
    return Point(
        id=number,
        mentorship_id=1,
        kind=kind,
        by_id=by,
        shared=True,
        words="…",
        owner_id=owner,
        due_on=None,
        first_cycle=first_cycle,
        at=NOW,
        done_at=NOW if done else None,
        done_by=1 if done else None,
    )


def test_what_was_promised_stands_before_topics_and_what_is_done_at_the_end():
    action = PointKind.ACTION
    points = [point(1), point(2, action, done=True), point(3, action, first_cycle=1), point(4, action)]
    assert [one.id for one in in_order(points)] == [4, 3, 1, 2]


def test_a_sheet_is_no_endless_list_and_what_is_done_takes_no_room():
    open_ones = [point(n) for n in range(MOST_POINTS - 1)]
    check_room([*open_ones, point(99, done=True)])
    with pytest.raises(SheetIsFull):
        check_room([*open_ones, point(99)])


def test_a_day_goes_with_a_promise_and_is_not_over():
    check_date(PointKind.TOPIC, None, TODAY)
    check_date(PointKind.ACTION, TODAY, TODAY)
    with pytest.raises(NoDateForATopic):
        check_date(PointKind.TOPIC, TODAY, TODAY)
    with pytest.raises(PromisedForThePast):
        check_date(PointKind.ACTION, date(2026, 3, 9), TODAY)


def test_only_what_somebody_changed_in_their_form_is_changed():
    """2 was ticked by the other meanwhile, 3 was taken back, and 9 is not there any more."""
    now = [point(1), point(2, done=True), point(3), point(4, done=True)]
    meant = changes({3, 4, 9}, {1, 3, 9}, now)
    assert (meant.ticked, meant.taken_back) == ({1}, {4})


def test_whoever_wrote_it_may_drop_it_and_whoever_promised_it():
    promised = point(1, PointKind.ACTION, by=1, owner=2)
    assert [promised.may_be_dropped_by(person) for person in (1, 2, 3)] == [True, True, False]
