"""How mentorships end, and who hears of it: on each real database, without Slack."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from living import Programme, kinds
from parting import group, look, looks_for_a_mentor, mentors, waiting

from bot.domain.calendar import Period
from bot.domain.changes import ChangeState, Motive, ToldBy, Wish
from bot.domain.kinds import PromptKind
from bot.domain.meetings import MeetingState
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.permissions import Right
from bot.programme import arranging, departures, ending, ending_facts, points, sheets
from bot.programme.ending_facts import Ended
from bot.programme.points import Draft
from tests.storage.stage import at_once

pytestmark = pytest.mark.long


@pytest.fixture
def spring(programme: Programme) -> Programme:
    """A morning in March; Omar coordinates."""
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        work.rights.grant(programme.omar.id, Right.COORDINATOR)
    return programme


def test_an_ending_tells_both_halves_once_and_leaves_nothing_behind(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    spring.tick()
    with spring.work() as work:
        change = work.changes.ask(
            pair.id,
            by=spring.tom.id,
            why=Motive.NO_TIME,
            wish=Wish.STOP,
            until=None,
            at=work.now,
            decide_by=date(2026, 3, 17),
        )
        for day in (12, 20):
            work.meetings.add(
                pair.id,
                state=MeetingState.PLANNED,
                cycle=1,
                held_on=date(2026, 3, day),
                minutes=None,
                form=None,
                logged_by=spring.tom.id,
                logged_at=work.now,
                starts_at=datetime(2026, 3, day, 9, tzinfo=UTC),
            )
        assert ending.end(work, pair, EndedWhy.CHANGE)
        assert not ending.end(work, pair, EndedWhy.STOPPED), "a second call changes nothing"
        assert work.seats.mentees_carried(spring.id) == {}
        assert work.meetings.planned(pair.id) is None
        withdrawn = work.changes.get(change.id)
        assert withdrawn
        assert withdrawn.state is ChangeState.WITHDRAWN
        assert work.seats.past_mentors(spring.id) == {spring.tom.id: {spring.lea.id}}
    ended = look(spring, pair)
    assert (ended.state, ended.ended_why) == (MentorshipState.ENDED, EndedWhy.CHANGE)
    assert (ended.ended_at, ended.ends_on) == (spring.clock.time, date(2026, 3, 9))
    told = spring.live("2026-03-10 10:00", "2026-04-30 18:00")
    how_it_was = (date(2026, 3, 11), "closing_pulse")
    assert kinds(told, "Léa") == [(date(2026, 3, 10), "ended"), how_it_was]
    assert kinds(told, "Tom") == [(date(2026, 3, 10), "ended"), how_it_was]


def test_where_a_person_tells_first_the_bot_says_it_two_working_days_later_in_any_case(
    spring: Programme,
) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        ending.end(work, pair, EndedWhy.CHANGE, told_by=ToldBy.PERSON, asked_by=[spring.tom.id])
        assert ending.told_from(work, spring.tom.id) == work.now
        assert ending.told_from(work, spring.lea.id) > work.now
    told = spring.live("2026-03-10 10:00", "2026-03-20 18:00")
    assert kinds(told, "Tom") == [(date(2026, 3, 10), "ended"), (date(2026, 3, 11), "closing_pulse")]
    assert kinds(told, "Léa") == [(date(2026, 3, 12), "ended"), (date(2026, 3, 13), "closing_pulse")]


def test_the_news_name_neither_who_asked_nor_why(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        mentors(work, spring.lea)
        looks_for_a_mentor(work, spring.tom)
        ending.end(work, pair, EndedWhy.CHANGE, asked_by=[spring.lea.id])
    told = {parcel.bundle.recipient.first_name: parcel.bundle.facts[0] for parcel in spring.release()}
    assert {type(one) for one in told.values()} == {Ended}
    his, hers = told["Tom"], told["Léa"]
    assert isinstance(his, Ended)
    assert isinstance(hers, Ended)
    assert (his.role, his.looks, his.mentors) == (SeatRole.MENTEE, True, False)
    assert (hers.role, hers.looks, hers.mentors) == (SeatRole.MENTOR, False, True)
    assert {one.prompt.about == {} for one in (his, hers)} == {True}


def test_whoever_leaves_a_group_leaves_their_seat_and_the_group_goes_on(spring: Programme) -> None:
    whole = group(spring, spring.lea, [spring.tom, spring.maya])
    with spring.work() as work:
        part = ending.leave(work, whole, spring.tom.id, EndedWhy.STOPPED)
        assert part.state is MentorshipState.ENDED
        assert {seat.person_id for seat in part.seats} == {spring.lea.id, spring.tom.id}
        assert work.seats.past_mentors(spring.id) == {spring.tom.id: {spring.lea.id}}
        assert work.seats.mentees_carried(spring.id) == {spring.lea.id: 1}
        assert work.mentorships.of(spring.tom.id) == []
        again = ending.leave(work, whole, spring.tom.id, EndedWhy.STOPPED)
        assert (again.id, again.state) == (whole.id, MentorshipState.ACTIVE), "twice is once"
    told = [(who, kind) for _, who, kind in spring.live("2026-03-10 10:00", "2026-03-10 18:00")]
    assert {one for one in told if one[1] == "ended"} == {
        ("Tom", "ended"),
        ("Léa", "ended"),
        ("Maya", "ended"),
    }
    with spring.work() as work:
        left = work.mentorships.get(whole.id)
        assert left
        ending.leave(work, left, spring.maya.id, EndedWhy.STOPPED)
    assert look(spring, whole).state is MentorshipState.ENDED, "without anybody who learns, a group is over"


def test_the_last_two_who_leave_a_group_at_once_leave_nobody_behind(spring: Programme) -> None:
    whole = group(spring, spring.lea, [spring.tom, spring.maya])
    leaving = (spring.tom, spring.maya)

    def leaves(which: int) -> None:
        with spring.work() as work:
            ending.leave(work, whole, leaving[which].id, EndedWhy.STOPPED)

    at_once(2, leaves)
    assert look(spring, whole).state is MentorshipState.ENDED
    with spring.work() as work:
        assert [work.mentorships.of(one.id) for one in (spring.lea, *leaving)] == [[], [], []]
    assert waiting(spring, PromptKind.ENDED) == {("Léa", "ended"), ("Tom", "ended"), ("Maya", "ended")}


def test_two_who_end_a_pair_at_once_end_it_once(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")

    def ends(_: int) -> bool:
        with spring.work() as work:
            return ending.end(work, pair, EndedWhy.CHANGE)

    assert sorted(at_once(2, ends)) == [False, True]


def test_a_group_ends_with_its_mentor(spring: Programme) -> None:
    whole = group(spring, spring.lea, [spring.tom, spring.maya])
    with spring.work() as work:
        assert ending.leave(work, whole, spring.lea.id, EndedWhy.STOPPED).state is MentorshipState.ENDED
    assert waiting(spring, PromptKind.ENDED) == {("Léa", "ended"), ("Tom", "ended"), ("Maya", "ended")}


def test_what_was_not_ticked_goes_along_and_nothing_else(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        sheet = sheets.sheet_for(work, pair, 1)
        done, *rest = sheet.items
        work.sheets.tick(done.id, by=spring.tom.id, at=work.now)
        assert ending.predecessor(work, spring.id, spring.tom.id) is None
        ending.end(work, pair, EndedWhy.CHANGE)
        assert ending.predecessor(work, spring.id, spring.tom.id) == pair.id
        after = work.mentorships.link(
            spring.id,
            seats=[(spring.maya.id, SeatRole.MENTOR), (spring.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 3, 10),
            period=Period(months=1),
            introduced_at=work.now,
            replaces=ending.predecessor(work, spring.id, spring.tom.id),
        )
        first = sheets.sheet_for(work, after, 0)
        brought = [item.key for item in first.items if item.came_with_the_mentee]
        own = {item.key for item in first.items} - set(brought)
        assert brought == [item.key for item in rest if item.key not in own] != []
        assert done.key not in brought
        assert all(item.ticked_at is None for item in first.items)
        old = work.sheets.of(pair.id, 1)
        assert old
        assert old.done == 1, "what was ticked stays with the two people of then"
        assert ending.predecessor(work, spring.id, spring.tom.id) is None, "it goes along once"
        ending.end(work, after, EndedWhy.CHANGE)
        assert ending.predecessor(work, spring.id, spring.tom.id) == after.id


def test_what_a_group_left_open_goes_along_with_whoever_leaves_it(spring: Programme) -> None:
    whole = group(spring, spring.lea, [spring.tom, spring.maya])
    with spring.work() as work:
        open_items = {item.key for item in sheets.sheet_for(work, whole, 1).items}
        part = ending.leave(work, whole, spring.tom.id, EndedWhy.STOPPED)
        assert ending.predecessor(work, spring.id, spring.tom.id) == part.id
        assert ending.predecessor(work, spring.id, spring.maya.id) is None
        after = work.mentorships.link(
            spring.id,
            seats=[(spring.omar.id, SeatRole.MENTOR), (spring.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 3, 10),
            period=Period(months=1),
            introduced_at=work.now,
            replaces=part.id,
        )
        first = sheets.sheet_for(work, after, 0)
    assert {item.key for item in first.items} >= open_items


def test_what_they_wrote_themselves_stays_with_them(spring: Programme) -> None:
    """Their own lines and topics are two people's; of whoever leaves a group nobody keeps what only they could read."""
    whole = group(spring, spring.lea, [spring.tom, spring.maya])
    with spring.work() as work:
        tom = work.people.get(spring.tom.id)
        running = sheets.opened(work, tom, whole.id).sheet.cycle
        arranging.add(work, tom, whole.id, running, "Une bonne nouvelle")
        points.add(work, tom, whole.id, running, Draft(words="Pour moi"))
        points.add(work, tom, whole.id, running, Draft(words="Pour tout le monde", shared=True))
        part = ending.leave(work, whole, spring.tom.id, EndedWhy.STOPPED)
        seen = {"cycle": running, "reader_id": spring.tom.id}
        assert [one.words for one in work.points.seen(whole.id, **seen)] == ["Pour tout le monde"]
        after = work.mentorships.link(
            spring.id,
            seats=[(spring.omar.id, SeatRole.MENTOR), (spring.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 3, 10),
            period=Period(months=1),
            introduced_at=work.now,
            replaces=part.id,
        )
        page = sheets.opened(work, tom, after.id)
        assert not any(item.is_theirs for item in page.sheet.items)
        assert not page.points
        kept = sheets.opened(work, work.people.get(spring.maya.id), whole.id)
        assert [one.texts["fr"] for one in kept.sheet.items if one.is_theirs] == ["Une bonne nouvelle"]
        assert kept.people[spring.tom.id].name, "who promised something is named, also once they have left"


def test_only_those_who_met_are_thanked_for_the_time_they_gave_each_other(spring: Programme) -> None:
    never = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    met = spring.pair(spring.omar, spring.maya, since="2026-01-12")
    adds(spring, never, MeetingState.PLANNED)
    adds(spring, met, MeetingState.HELD)
    with spring.work() as work:
        for one in (never, met):
            ending.end(work, one, EndedWhy.CHANGE)
    assert thanked(spring) == {"Léa": False, "Tom": False, "Omar": True, "Maya": True}


def test_whoever_leaves_a_group_is_thanked_for_the_meetings_of_the_group(spring: Programme) -> None:
    together = group(spring, spring.lea, [spring.tom, spring.maya])
    adds(spring, together, MeetingState.HELD)
    with spring.work() as work:
        ending.leave(work, together, spring.tom.id, EndedWhy.STOPPED)
    assert thanked(spring)["Tom"]


def adds(spring: Programme, mentorship: Mentorship, state: MeetingState) -> None:
    with spring.work() as work:
        work.meetings.add(
            mentorship.id,
            state=state,
            cycle=1,
            held_on=date(2026, 3, 2),
            minutes=60,
            form=None,
            logged_by=mentorship.seats[0].person_id,
            logged_at=work.now,
        )


def thanked(spring: Programme) -> dict[str, bool]:
    """Whether the news of each thank them for the time that they gave."""
    found = {}
    with spring.work() as work:
        for name in ("lea", "tom", "omar", "maya"):
            reader = getattr(spring, name)
            for prompt in work.prompts.series(reader.id, PromptKind.ENDED):
                found[reader.first_name] = ending_facts.ended(work, prompt, reader).met
    return found


def test_a_term_that_is_over_ends_with_thanks_to_both(spring: Programme) -> None:
    pair = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    with spring.work() as work:
        work.mentorships.change(pair.id, ends_on=date(2026, 3, 12))
    told = spring.live("2026-03-10 10:00", "2026-03-16 18:00")
    assert [one for one in kinds(told, "Léa") if one[1] == "ended"] == [(date(2026, 3, 13), "ended")]
    assert [one for one in kinds(told, "Tom") if one[1] == "ended"] == [(date(2026, 3, 13), "ended")]
    ended = look(spring, pair)
    assert (ended.ended_why, ended.ends_on) == (EndedWhy.TERM, date(2026, 3, 12))


@pytest.mark.parametrize("already", [False, True], ids=["alone", "with a mentor of their own"])
def test_after_a_stand_in_whoever_has_no_mentor_is_asked_whom_they_would_like(
    spring: Programme, already: bool
) -> None:
    stand_in = spring.pair(spring.lea, spring.tom, since="2026-01-12")
    if already:
        spring.pair(spring.maya, spring.tom, since="2026-01-12")
    with spring.work() as work:
        looks_for_a_mentor(work, spring.tom)
        work.mentorships.change(stand_in.id, ends_on=date(2026, 3, 9), temporary=True)
        assert departures.end_of_terms(work) == 1
        assert departures.end_of_terms(work) == 0
    assert (("Tom", "invitation") in waiting(spring, PromptKind.INVITATION)) is not already
