"""What comes after the end of a mentorship, on a real database: nothing is imposed, and nobody learns who closed it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from living import Programme
from parting import became, group, look, waiting

from bot.domain.afterwards import After
from bot.domain.calendar import DAY, Period
from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.mentorships import EndedWhy, Mentorship, MentorshipState, SeatRole
from bot.domain.people import Person, Standing
from bot.domain.refusals import Outdated
from bot.programme import afterwards, answers, away, ending, home, in_touch
from bot.programme.work import NEWCOMERS
from tests.storage.stage import at_once

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

#: Ten working days before the last one.
ENDS, ASKED = date(2026, 3, 31), "2026-03-17 09:00"
OVER = "2026-04-01 11:00"


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    """Léa has welcomed Tom since January, for ninety days."""
    with programme.work() as work:
        newcomers = work.programmes.start(
            type_key=NEWCOMERS,
            name="Arrivées",
            language="fr",
            timezone="Europe/Paris",
            started_on=date(2026, 1, 1),
        )
        return work.mentorships.link(
            newcomers.id,
            seats=[(programme.lea.id, SeatRole.MENTOR), (programme.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 1, 1),
            period=Period(weeks=2, months=0),
            introduced_at=datetime(2026, 1, 1, 9, tzinfo=UTC),
            ends_on=ENDS,
            temporary=True,
        )


@pytest.fixture
def asked(programme: Programme, pair: Mentorship) -> Mentorship:
    programme.travel(ASKED)
    programme.tick()
    return look(programme, pair)


def say(programme: Programme, who: Person, pair: Mentorship, wish: After) -> None:
    with programme.work() as work:
        afterwards.say(work, who, pair.id, wish)


def at(programme: Programme, moment: str) -> list[tuple[str, str]]:
    """What the heart plans and the sender says then."""
    programme.travel(moment)
    programme.tick()
    return [
        (parcel.bundle.recipient.first_name, one.prompt.kind.value)
        for parcel in programme.release()
        for one in parcel.bundle.facts
    ]


def wishes(programme: Programme, pair: Mentorship) -> dict[int, After]:
    with programme.work() as work:
        return dict(work.after_wishes.of(pair.id))


def test_both_are_asked_once_ten_working_days_before_and_silence_ends_it_as_planned(
    programme: Programme, pair: Mentorship
) -> None:
    asked = {("Léa", "end_near"), ("Tom", "end_near")}
    days = ("2026-03-16 11:00", "2026-03-17 11:00", "2026-03-18 11:00", "2026-03-31 11:00")
    assert [asked & set(at(programme, day)) for day in days] == [set(), asked, set(), set()]
    assert {("Léa", "ended"), ("Tom", "ended")} <= set(at(programme, OVER))
    ended = look(programme, pair)
    assert (ended.state, ended.ended_why) == (MentorshipState.ENDED, EndedWhy.TERM)


def test_it_goes_on_for_another_term_only_when_both_would_like_it(
    programme: Programme, asked: Mentorship
) -> None:
    say(programme, programme.tom, asked, After.GO_ON)
    assert waiting(programme, PromptKind.AFTER_WISH) == {("Léa", "after_wish")}
    say(programme, programme.lea, asked, After.GO_ON)
    at(programme, OVER)
    renewed = look(programme, asked)
    assert (renewed.state, renewed.ends_on) == (MentorshipState.ACTIVE, ENDS + 90 * DAY)
    assert wishes(programme, asked) == {}, "what has served is gone"
    with programme.work() as work:
        assert work.seats.for_a_while(asked.programme_id) == {programme.lea.id: 1}, "its place is held"
        assert not afterwards.open_to(work, programme.tom), "asked again before the new end, and not sooner"


def test_one_alone_does_not_renew_it_and_hears_only_that_it_ended_as_planned(
    programme: Programme, asked: Mentorship
) -> None:
    say(programme, programme.tom, asked, After.GO_ON)
    say(programme, programme.lea, asked, After.CLOSE)
    assert waiting(programme, PromptKind.AFTER_WISH) == set(), "nobody is told that she would rather close"
    told = [one for day in ("2026-03-18 11:00", "2026-03-19 11:00", OVER) for one in at(programme, day)]
    assert {kind for name, kind in told if name == "Tom"} & {"after_wish", "ended"} == {"ended"}
    assert look(programme, asked).state is MentorshipState.ENDED
    assert wishes(programme, asked) == {}


def test_whoever_counted_on_going_on_is_told_that_it_ends_as_planned_after_all(
    programme: Programme, asked: Mentorship
) -> None:
    for who in (programme.tom, programme.lea):
        say(programme, who, asked, After.GO_ON)
    at(programme, "2026-03-18 11:00")
    say(programme, programme.lea, asked, After.CLOSE)
    assert ("Tom", "after_wish") in at(programme, "2026-03-19 11:00")
    with programme.work() as work:
        seen = afterwards.standing(work, asked, programme.tom)
        assert (seen.theirs, seen.together) == (None, False), "and not why"
    assert ("Tom", "ended") in at(programme, OVER)


def test_a_wish_taken_back_before_it_was_told_is_never_told(programme: Programme, asked: Mentorship) -> None:
    say(programme, programme.tom, asked, After.GO_ON)
    say(programme, programme.tom, asked, After.CLOSE)
    assert ("Léa", "after_wish") not in at(programme, "2026-03-18 11:00")


def test_those_who_keep_in_touch_hear_of_each_other_each_quarter_and_hold_no_place(
    programme: Programme, asked: Mentorship
) -> None:
    for who in (programme.tom, programme.lea):
        say(programme, who, asked, After.IN_TOUCH)
    at(programme, OVER)
    with programme.work() as work:
        assert work.seats.for_a_while(asked.programme_id) == {}
        assert work.after_wishes.kept(asked.id)
    assert at(programme, "2026-06-30 11:00") == [], "not before three months"
    both = {("Léa", "in_touch"), ("Tom", "in_touch")}
    assert set(at(programme, "2026-07-01 11:00")) == both
    assert at(programme, "2026-07-02 11:00") == []
    assert set(at(programme, "2027-01-04 11:00")) == both, (
        "after a long silence once, for the quarter that runs"
    )


def test_either_stops_it_for_both_and_the_other_reads_nothing_of_it(
    programme: Programme, asked: Mentorship
) -> None:
    for who in (programme.tom, programme.lea):
        say(programme, who, asked, After.IN_TOUCH)
    at(programme, OVER)
    at(programme, "2026-07-01 11:00")
    with programme.work() as work:
        (his,) = work.prompts.series(programme.tom.id, PromptKind.IN_TOUCH)
        (hers,) = work.prompts.series(programme.lea.id, PromptKind.IN_TOUCH)
        before = in_touch.word(work, hers, programme.lea)
        with pytest.raises(Outdated):
            in_touch.stop(work, programme.lea, his.id)
        in_touch.stop(work, programme.tom, his.id)
        in_touch.stop(work, programme.tom, his.id)
        assert in_touch.word(work, hers, programme.lea) == before
    assert wishes(programme, asked) == {}
    assert at(programme, "2026-10-01 11:00") == []


@pytest.mark.parametrize("how", ["leaves", "not for me", "together again", "mentors now"])
def test_it_stops_by_itself_when_either_has_left_and_not_when_they_mentor_by_now(
    programme: Programme, asked: Mentorship, how: str
) -> None:
    for who in (programme.tom, programme.lea):
        say(programme, who, asked, After.IN_TOUCH)
    at(programme, OVER)
    if how == "leaves":
        became(programme, programme.tom, Standing.GONE)
    elif how == "together again":
        programme.pair(programme.lea, programme.tom, since="2026-05-04")
    else:
        with programme.work() as work:
            place = work.enrolments.open_for(programme.tom.id, asked.programme_id)
            work.enrolments.change(place.id, part=Part.MENTOR if how == "mentors now" else Part.NOT_FOR_ME)
    goes_on = how == "mentors now"
    assert ("in_touch" in {kind for _, kind in at(programme, "2026-07-01 11:00")}) is goes_on
    assert bool(wishes(programme, asked)) is goes_on


def test_an_end_that_comes_sooner_forgets_what_was_said_of_it(
    programme: Programme, asked: Mentorship
) -> None:
    for who in (programme.tom, programme.lea):
        say(programme, who, asked, After.IN_TOUCH)
    with programme.work() as work:
        ending.end(work, asked, EndedWhy.CHANGE)
        assert not work.after_wishes.kept(asked.id)
    assert wishes(programme, asked) == {}
    assert waiting(programme, PromptKind.END_NEAR, PromptKind.AFTER_WISH) == set()
    with pytest.raises(Outdated):
        say(programme, programme.tom, asked, After.GO_ON)


def test_whoever_rests_is_asked_when_they_are_back(programme: Programme, pair: Mentorship) -> None:
    programme.travel("2026-03-16 10:00")
    with programme.work() as work:
        answers.pause(work, programme.tom, pair, date(2026, 3, 24))
    days = ("2026-03-17 11:00", "2026-03-20 11:00", "2026-03-24 11:00")
    assert [("Léa", "end_near") in at(programme, day) for day in days] == [False, False, True]


def test_home_asks_while_it_may_be_answered(programme: Programme, asked: Mentorship) -> None:
    with programme.work() as work:
        (question,) = home.look(work, programme.tom).afterwards
        assert (question.ends, question.mine) == (ENDS, None)
        assert home.look(work, programme.maya).afterwards == ()
        with pytest.raises(Outdated):
            afterwards.say(work, programme.maya, asked.id, After.CLOSE)
    say(programme, programme.tom, asked, After.CLOSE)
    assert ("Tom", "end_near") not in at(programme, "2026-03-18 11:00"), "who has answered is not asked"
    programme.travel(OVER)
    with programme.work() as work:
        assert home.look(work, programme.tom).afterwards == ()


def test_whoever_stands_in_for_a_mentor_is_not_asked(programme: Programme) -> None:
    """They end because the mentor is back."""
    own = programme.pair(programme.omar, programme.tom, since="2026-01-12")
    programme.travel(ASKED)
    with programme.work() as work:
        work.mentorships.link(
            programme.id,
            seats=[(programme.lea.id, SeatRole.MENTOR), (programme.tom.id, SeatRole.MENTEE)],
            anchor=date(2026, 2, 2),
            period=Period(),
            introduced_at=work.now,
            ends_on=ENDS,
            temporary=True,
        )
        assert len(away.stand_ins(work, own)) == 1
    programme.tick()
    assert waiting(programme, PromptKind.END_NEAR) == set()


def test_a_group_goes_on_when_its_mentor_would_and_those_who_learn_are_told(programme: Programme) -> None:
    whole = group(programme, programme.lea, [programme.tom, programme.maya])
    with programme.work() as work:
        work.mentorships.change(whole.id, ends_on=ENDS)
    programme.travel(ASKED)
    programme.tick()
    assert waiting(programme, PromptKind.END_NEAR) == {("Léa", "end_near")}
    with pytest.raises(Outdated):
        say(programme, programme.tom, whole, After.GO_ON)
    say(programme, programme.lea, whole, After.GO_ON)
    told = at(programme, OVER)
    assert {one for one in told if one[1] == "after_wish"} == {("Tom", "after_wish"), ("Maya", "after_wish")}
    after = look(programme, whole)
    assert (after.state, after.ends_on) == (MentorshipState.ACTIVE, None), "its programme knows no term"


def test_two_who_answer_at_once_and_two_bots_that_end_it_at_once_agree(
    programme: Programme, asked: Mentorship
) -> None:
    both = (programme.tom, programme.lea)
    at_once(2, lambda which: say(programme, both[which], asked, After.GO_ON))
    programme.travel(OVER)
    at_once(2, lambda _: programme.tick())
    assert look(programme, asked).ends_on == ENDS + 90 * DAY
