"""What happens to a date before anybody was told of the change before: nobody is left waiting for what is off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from living import Programme

from bot.domain.dates import token
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Meeting
from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.domain.prompts import Prompt, PromptState
from bot.programme import dates
from bot.programme.date_news import NEWS

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)

#: Two weeks from a Monday evening: what is said of them waits for the morning.
FIRST = datetime(2026, 3, 23, 9, tzinfo=UTC)
SECOND, THIRD = FIRST + timedelta(days=1), FIRST + timedelta(days=2)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    mentorship = programme.pair(programme.lea, programme.tom, since="2026-03-02")
    programme.travel("2026-03-09 11:00")
    programme.tick()
    programme.release()
    programme.travel("2026-03-09 20:00")
    return mentorship


def proposes(programme: Programme, by: Person, pair: Mentorship, at: datetime) -> Meeting:
    with programme.work() as work:
        return dates.propose(work, by, pair, at)


def calls_off(programme: Programme, by: Person, meeting: Meeting) -> None:
    with programme.work() as work:
        dates.decline(work, by, None, meeting.id, token(meeting))


def told(programme: Programme, person: Person) -> list[Prompt]:
    """What they hear of dates the next morning."""
    programme.travel("2026-03-10 11:00")
    programme.release()
    with programme.work() as work:
        news = [one for kind in NEWS for one in work.prompts.series(person.id, kind)]
    return [one for one in news if one.state is PromptState.SENT]


def test_whoever_suggested_a_date_hears_that_it_is_off_also_when_it_was_moved_first(
    programme: Programme, pair: Mentorship
) -> None:
    proposes(programme, programme.tom, pair, FIRST)
    moved = proposes(programme, programme.lea, pair, SECOND)
    calls_off(programme, programme.lea, moved)
    [news] = told(programme, programme.tom)
    assert "gone" in news.about


def test_of_a_date_that_moved_twice_in_an_evening_the_one_that_was_read_is_named(
    programme: Programme, pair: Mentorship
) -> None:
    proposes(programme, programme.tom, pair, FIRST)
    proposes(programme, programme.lea, pair, SECOND)
    proposes(programme, programme.lea, pair, THIRD)
    [news] = told(programme, programme.tom)
    assert news.about["was"] == int(FIRST.timestamp())


def test_a_date_that_comes_back_at_once_is_told_and_recalled_like_any_other(
    programme: Programme, pair: Mentorship
) -> None:
    """In a demo the clock stands still; two presses may also share a second."""
    for at in (FIRST, SECOND, FIRST):
        proposes(programme, programme.lea, pair, at)
    with programme.work() as work:
        waiting = {one.kind for one in work.prompts.pending() if one.recipient_id == programme.tom.id}
    assert {PromptKind.PARTNER_PLAN, PromptKind.TOMORROW, PromptKind.TOOK_PLACE} <= waiting
