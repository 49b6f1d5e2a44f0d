"""A champion hears once a month what was given and what came of it, and reads nothing about anybody."""

from __future__ import annotations

import pytest
from living import Programme

from bot.domain.champions import relational_index
from bot.domain.figures import Amount, Figure, Figures
from bot.domain.kinds import PromptKind
from bot.domain.periods import Month, Span
from bot.domain.permissions import Right
from bot.domain.refusals import NotAllowed, Outdated
from bot.domain.retention import NotKeptAnyMore
from bot.programme import champions, looking_back

pytestmark = pytest.mark.long

FEBRUARY = Span(Month(2026, 2))
MARKS = (
    Amount.MARKS_TIME,
    Amount.MARKS_ADVICE,
    Amount.MARKS_LEARNING,
    Amount.MARKS_PROACTIVE,
    Amount.MARKS_TRUST,
)


def pulse(answered: int | None, *marks: int | None) -> Figures:
    values = {Figure.PULSE_ANSWERED: answered, **dict(zip(MARKS, marks, strict=True))}
    return Figures(span=FEBRUARY, until=FEBRUARY.last, values=values)


@pytest.mark.parametrize(
    ("figures", "index"),
    [
        (pulse(10, 50, 50, 50, 50, 50), 100),
        (pulse(10, 10, 10, 10, 10, 10), 0),
        (pulse(10, 30, 40, 20, 30, 30), 50),
        (pulse(None, None, None, None, None, None), None),
        (pulse(0, 0, 0, 0, 0, 0), None),
    ],
)
def test_how_people_get_on_is_one_number_from_nought_to_a_hundred(
    figures: Figures, index: int | None
) -> None:
    assert relational_index(figures) == index


def pages(programme: Programme) -> list[str]:
    """For which month each waiting page is."""
    with programme.work() as work:
        return [one.period for one in work.prompts.pending() if one.kind is PromptKind.CHAMPION_PAGE]


@pytest.mark.parametrize(
    ("day", "for_which"),
    [
        ("2026-03-05 09:00", []),  # a Thursday, the fifth: what was logged late is still to come
        ("2026-03-06 09:00", ["2026-02"]),
        ("2026-06-06 09:00", []),  # a Saturday
        ("2026-06-08 09:00", ["2026-05"]),
    ],
)
def test_the_page_comes_on_the_first_working_day_after_the_fifth(
    programme: Programme, day: str, for_which: list[str]
) -> None:
    programme.travel(day)
    with programme.work() as work:
        work.rights.grant(programme.maya.id, Right.CHAMPION)
    programme.tick()
    assert pages(programme) == for_which
    programme.tick()
    assert pages(programme) == for_which, "once"


def test_a_page_is_of_a_month_that_is_over_and_for_whoever_may_see_it(programme: Programme) -> None:
    programme.travel("2026-03-10 09:00")
    with programme.work() as work:
        running = work.programme()
        assert running is not None
        work.rights.grant(programme.maya.id, Right.CHAMPION)
        found = champions.page_for(work, programme.maya, running.id, FEBRUARY)
        assert found.span == FEBRUARY
        for span in (Span(Month(2026, 3)), Span(Month(2019, 3)), Span.year(2025), None):
            with pytest.raises(Outdated):
                champions.page_for(work, programme.maya, running.id, span)
        with pytest.raises(NotAllowed):
            champions.page_for(work, programme.tom, running.id, FEBRUARY)


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_an_old_message_gives_no_page_of_a_month_of_which_something_is_gone(programme: Programme) -> None:
    """It would be wrong; nor is the first month that is kept compared with it."""
    programme.travel("2028-04-10 09:00")
    with programme.work() as work:
        running = work.programmes.running()[0]
        since = Month.of(looking_back.figures_since(work, running.timezone))
        with pytest.raises(NotKeptAnyMore):
            champions.page_for(work, programme.ines, running.id, Span(since.earlier(1)))
        assert champions.page_for(work, programme.ines, running.id, Span(since)).before is None
        assert (
            champions.page_for(work, programme.ines, running.id, Span(since.earlier(-1))).before is not None
        )


def test_whoever_is_no_champion_any_more_is_not_written_to(programme: Programme) -> None:
    programme.travel("2026-03-06 09:00")
    with programme.work() as work:
        for person in (programme.maya, programme.omar):
            work.rights.grant(person.id, Right.CHAMPION, programme_id=programme.id)
    programme.tick()
    with programme.work() as work:
        work.rights.withdraw(programme.omar.id, Right.CHAMPION, programme_id=programme.id)
    programme.travel("2026-03-06 12:00")
    (parcel,) = programme.release()
    (fact,) = parcel.bundle.facts
    assert (parcel.bundle.recipient, fact.prompt.kind) == (programme.maya, PromptKind.CHAMPION_PAGE)
