"""A break: nothing is asked meanwhile, and all goes on the day somebody is back, at whichever door they say so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from living import Programme

from bot.domain.cadence import PromptDue
from bot.domain.enrolments import Enrolment, Part
from bot.domain.kinds import PromptKind
from bot.domain.profiles import Line
from bot.domain.prompts import PromptState
from bot.domain.rounds import Round
from bot.programme import about_me, dates, home, pausing
from bot.programme.work import Work

pytestmark = pytest.mark.long

IN_JUNE = date(2026, 6, 1)


def goes_away(programme: Programme, until: date = IN_JUNE) -> None:
    with programme.work() as work:
        work.enrolments.change(place_of(work, programme).id, part=Part.MENTEE, topics_answered=True)
        about_me.keep(work, programme.tom, {Line.PAUSE: until})


def presses_back(work: Work, programme: Programme) -> None:
    pausing.rest_until(work, programme.tom, None)


def ticks_back(work: Work, programme: Programme) -> None:
    about_me.keep(work, programme.tom, {Line.PAUSE: None})


def place_of(work: Work, programme: Programme) -> Enrolment:
    return work.enrolments.open_for(programme.tom.id, programme.id)


def a_round(work: Work, programme: Programme) -> Round:
    return work.rounds.open(
        programme.id,
        person_ids=[programme.maya.id],
        opened_by=programme.ines.id,
        opened_at=work.now,
        closes_on=date(2026, 4, 1),
    )


def planned(programme: Programme, kind: PromptKind, about: dict[str, int]) -> int:
    """Something for Tom to hear of, now and in the two weeks to come."""
    with programme.work() as work:
        due = PromptDue(
            kind=kind,
            mentorship_id=None,
            recipient_id=programme.tom.id,
            period="now",
            rung="one",
            not_before=work.now,
            expires_at=work.now + timedelta(days=14),
            about=about,
        )
        work.prompts.plan([due], now=work.now)
        return work.prompts.series(programme.tom.id, kind)[-1].id


def said(programme: Programme) -> list[PromptKind]:
    return [one.prompt.kind for parcel in programme.release() for one in parcel.bundle.facts]


def test_neither_half_is_reminded_while_one_is_on_a_break(programme: Programme) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-05 10:00")
    goes_away(programme)
    assert said(programme) == [PromptKind.PARTNER_AWAY], "Léa knows until when"
    for day in ("2026-03-10", "2026-03-17", "2026-04-09"):
        programme.travel(f"{day} 11:00")
        programme.tick()
        assert said(programme) == []


@pytest.mark.parametrize("comes_back", [presses_back, ticks_back])
def test_a_pair_is_looked_at_again_on_the_day_somebody_is_back_sooner(
    programme: Programme, comes_back: Callable[[Work, Programme], None]
) -> None:
    programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-05 10:00")
    goes_away(programme)
    programme.tick()
    programme.travel("2026-03-12 10:00")
    with programme.work() as work:
        comes_back(work, programme)
        assert place_of(work, programme).paused_until == date(2026, 3, 12), (
            "these days were no silence of theirs"
        )
    programme.tick()

    programme.travel("2026-03-19 11:00")
    programme.tick()

    assert PromptKind.FIRST_MEETING in said(programme)


@pytest.mark.parametrize("comes_back", [presses_back, ticks_back])
@pytest.mark.parametrize("complete", [True, False])
def test_whoever_is_back_joins_the_open_round_once_their_questions_are_answered(
    programme: Programme, comes_back: Callable[[Work, Programme], None], complete: bool
) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme)
    with programme.work() as work:
        opened = a_round(work, programme)
        work.enrolments.change(place_of(work, programme).id, completed_at=work.now if complete else None)
        comes_back(work, programme)
        assert (work.rounds.invitation(opened.id, programme.tom.id) is not None) is complete


def test_a_break_that_is_over_is_left_as_it_was(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme, date(2026, 3, 11))
    programme.travel("2026-03-20 10:00")
    with programme.work() as work:
        opened = a_round(work, programme)
        work.enrolments.change(place_of(work, programme).id, completed_at=work.now)
        pausing.rest_until(work, programme.tom, None)

        assert place_of(work, programme).paused_until == date(2026, 3, 11)
        assert work.rounds.invitation(opened.id, programme.tom.id) is None, "a stale button signs nobody up"


def test_whoever_goes_away_is_not_invited_any_more(programme: Programme) -> None:
    programme.travel("2026-03-10 10:00")
    with programme.work() as work:
        opened = a_round(work, programme)
        work.rounds.invite(opened.id, programme.tom.id)
    invitation = planned(programme, PromptKind.INVITATION, {"round": opened.id})
    goes_away(programme)

    with programme.work() as work:
        assert work.prompts.get(invitation).reason == "paused"
    assert said(programme) == []


@pytest.mark.parametrize("kind", [PromptKind.PREPARATION, PromptKind.UNFINISHED])
def test_no_reminder_reaches_whoever_is_on_a_break(programme: Programme, kind: PromptKind) -> None:
    programme.travel("2026-03-10 10:00")
    goes_away(programme)
    reminder = planned(programme, kind, {"programme": programme.id})

    assert said(programme) == []
    with programme.work() as work:
        assert work.prompts.get(reminder).reason == "paused"


def test_a_question_about_needs_waits_for_whoever_is_on_a_break(programme: Programme) -> None:
    """It is put once, and nothing in Home leads to it: called off, it would never be heard."""
    programme.travel("2026-03-10 10:00")
    goes_away(programme)
    with programme.work() as work:
        survey = work.surveys.ask(
            programme.id,
            person_ids=[programme.tom.id],
            networks=[],
            by=programme.ines.id,
            at=work.now,
            closes_on=date(2026, 3, 24),
        )
    question = planned(programme, PromptKind.SURVEY, {"survey": survey.id})
    for day in ("2026-03-10", "2026-03-11", "2026-03-12"):
        programme.travel(f"{day} 11:00")
        assert said(programme) == []

    with programme.work() as work:
        assert work.prompts.get(question).state is PromptState.PLANNED
        pausing.rest_until(work, programme.tom, None)
    programme.travel("2026-03-13 11:00")
    assert said(programme) == [PromptKind.SURVEY]


@pytest.mark.parametrize(
    ("zone", "at", "away"),
    [("America/New_York", "2026-03-11 00:30", False), ("Pacific/Auckland", "2026-03-10 20:00", True)],
)
def test_a_break_ends_with_the_programmes_own_day_wherever_somebody_is(
    programme: Programme, zone: str, at: str, away: bool
) -> None:
    """In New York it is still the day before, in Auckland already the day after."""
    programme.travel("2026-03-09 10:00")
    goes_away(programme, date(2026, 3, 11))
    programme.travel(at)
    with programme.work() as work:
        tom = work.people.change(programme.tom.id, timezone=zone)
        assert (home.look(work, tom).arrival.away_until is not None) is away
        assert (about_me.about(work, tom).away_until is not None) is away


@pytest.mark.parametrize("databases", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_whoever_comes_back_while_the_other_half_sets_a_date_stops_nobody(
    programme: Programme,
) -> None:
    """Two transactions, each of which holds what the other one asks for next: the pair, and one of its people."""
    pair = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-10 10:00")
    goes_away(programme)
    both = Barrier(2, timeout=30)

    def comes_back() -> None:
        with programme.work() as work:
            work.people.held(programme.tom.id)
            both.wait()
            pausing.rest_until(work, programme.tom, None)

    def sets_a_date() -> None:
        with programme.work() as work:
            work.mentorships.look_again({pair.id: work.now})
            both.wait()
            dates.propose(work, programme.lea, pair, work.now + timedelta(days=9))

    with ThreadPoolExecutor(2) as hands:
        for done in [hands.submit(comes_back), hands.submit(sets_a_date)]:
            done.result()
