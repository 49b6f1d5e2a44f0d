"""What a sheet owes the two people who share it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sheets import MOST_CARRIED, Item, Sheet, changes, lines_for, own_key, own_number

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


def words(key):
    return {"fr": f"{key} en français", "en": f"{key} in English"}


def template(*keys):
    return [(key, words(key)) for key in keys]


def sheet(lines, cycle=0, ticked=()):
    """The lines as they stand on a sheet, some of them ticked."""
    items = tuple(
        Item(
            id=number,
            key=line.key,
            texts=line.texts,
            carried_since=line.carried_since,
            ticked_at=NOW if line.key in ticked else None,
            ticked_by=1 if line.key in ticked else None,
        )
        for number, line in enumerate(lines, start=1)
    )
    return Sheet(id=1, mentorship_id=1, cycle=cycle, stage="following", items=items)


def keys(lines):
    return [line.key for line in lines]


def test_the_first_sheet_is_the_template():
    assert keys(lines_for(template("stories", "hopes"), None)) == ["stories", "hopes"]


def test_what_was_not_ticked_comes_first_next_time_and_says_since_when():
    first = sheet(lines_for(template("stories", "hopes"), None), ticked={"stories"})
    second = lines_for(template("goal"), first)
    assert [(line.key, line.carried_since) for line in second] == [("hopes", 0), ("goal", None)]
    third = lines_for(template("action"), sheet(second, cycle=1, ticked={"goal"}))
    assert [(line.key, line.carried_since) for line in third] == [("hopes", 0), ("action", None)]


def test_a_line_asked_every_month_stands_once_in_its_own_place():
    first = sheet(lines_for(template("hopes", "next_date"), None))
    second = lines_for(template("goal", "next_date"), first)
    assert [(line.key, line.carried_since) for line in second] == [
        ("hopes", 0),
        ("goal", None),
        ("next_date", 0),
    ]


def test_a_change_of_the_template_leaves_the_words_of_what_is_carried_over():
    first = sheet(lines_for([("hopes", {"fr": "avant", "en": "before"})], None))
    [line] = lines_for([("hopes", {"fr": "après", "en": "after"})], first)
    assert line.texts == {"fr": "avant", "en": "before"}


many = st.lists(st.integers(0, 40).map(lambda n: f"line{n}"), min_size=1, max_size=12, unique=True)


@given(st.lists(st.tuples(many, st.sets(st.integers(0, 40))), min_size=2, max_size=14))
def test_nothing_new_is_lost_and_no_sheet_grows_for_ever(months):
    before = None
    for cycle, (asked, done) in enumerate(months):
        lines = lines_for(template(*asked), before)
        assert len(set(keys(lines))) == len(lines)
        assert set(asked) <= set(keys(lines))
        if before:
            left = {item.key for item in before.items if not item.ticked_at and item.carried_since is None}
            assert left <= set(keys(lines)), "an item unticked in its own month appears in the next"
            assert not {item.key for item in before.items if item.ticked_at} - set(asked) & set(keys(lines))
        assert len(lines) <= len(asked) + max(MOST_CARRIED, 12)
        before = sheet(lines, cycle, ticked={f"line{n}" for n in done})


def test_two_people_who_tick_at_once_keep_both_ticks():
    """Tom's form was opened before Léa saved hers: the box that he left alone stays as she left it."""
    opened_by_both = sheet(lines_for(template("a", "b"), None))
    after_lea = sheet(lines_for(template("a", "b"), None), ticked={"a"})
    toms = changes(opened_by_both.ticked, {2}, after_lea)
    assert (toms.ticked, toms.taken_back) == ({2}, frozenset())


def test_the_same_box_ticked_twice_stays_with_who_was_first():
    after_lea = sheet(lines_for(template("a", "b"), None), ticked={"a"})
    assert changes((), {1}, after_lea).ticked == frozenset()


def test_a_tick_can_be_taken_back():
    now = sheet(lines_for(template("a", "b"), None), ticked={"a", "b"})
    assert changes({1, 2}, {2}, now).taken_back == {1}


def test_a_line_that_a_pair_wrote_itself_is_told_from_the_programmes():
    for key, number in (
        ("own-3", 3),
        (own_key(12), 12),
        ("own-", 0),
        ("own-x", 0),
        ("next_date", 0),
        ("3", 0),
    ):
        assert own_number(key) == number


def test_a_box_of_another_sheet_changes_nothing():
    now = sheet(lines_for(template("a"), None))
    assert changes({98}, {1, 99}, now).ticked == {1}
    assert changes({98}, {1, 99}, now).taken_back == frozenset()
