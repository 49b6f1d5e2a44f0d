"""`make chaos KILLS=50`: kills at random while a thousand people are written to and hundreds act.

Printed at the end: how many messages or acts were lost, how many came twice, and of how many nobody knows. What the bot
held when it died may have been said: it is looked for in Slack's history before anything is said again, so that all
three are none.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest

from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from tests.faults.chaos import (
    KILLS,
    ON_SQLITE,
    Chaos,
    greet,
    lost_messages,
    newcomers,
    said_twice,
    slack_takes_its_time,
    wait_for_the_moment,
)
from tests.faults.firm import Firm, profile

pytestmark = pytest.mark.slow

#: How many people are acting at the same moment.
HANDS = 4
#: Set when the test has failed: nobody tries again any more.
GIVEN_UP = Event()
#: The first working morning is spread over minutes: by then everybody's has come.
LATER_THAT_MORNING = "2026-03-10 11:00"
#: Whoever has had today's message reads the rest tomorrow.
THE_NEXT_DAY = "2026-03-11 11:00"
#: Each life says some three of them before it is killed: as long as there are kills, something is to be said.
GREETED = newcomers(max(1000, 4 * KILLS))
MENTORS = [profile(f"U0MENTOR{number:03}", f"Mentor {number}", "fr") for number in range(150)]
MENTEES = [profile(f"U0MENTEE{number:03}", f"Mentee {number}", "en") for number in range(150)]
WRITERS = [profile(f"U0WRITER{number:03}", f"Writer {number}", "en") for number in range(150)]


@pytest.mark.chaos("random-kills")
@ON_SQLITE
def test_random_kills_lose_nothing_and_say_nothing_twice(new_firm: Callable[..., Firm], chaos: Chaos) -> None:
    firm = new_firm(*GREETED, *MENTORS, *MENTEES, *WRITERS)
    given(firm)
    acts = [partial(logs, firm, one) for one in MENTEES] + [partial(writes, firm, one) for one in WRITERS]
    chaos.dice.shuffle(acts)

    with ThreadPoolExecutor(HANDS) as people:
        acting = [people.submit(act) for act in acts]
        try:
            live_through_kills(firm, chaos)
            for act in acting:
                act.result()
        except BaseException:
            GIVEN_UP.set()
            people.shutdown(wait=False, cancel_futures=True)
            raise
    for day in (LATER_THAT_MORNING, THE_NEXT_DAY):
        firm.travel(day)
    firm.settle()
    firm.everything_is_said()

    unknown = firm.states()[PromptState.UNKNOWN]
    lost = [*lost_messages(firm, [*GREETED, *MENTORS]), *lost_acts(firm)]
    chaos.ends(lost, [*said_twice(firm), *done_twice(firm)], unknown=unknown)
    assert unknown == 0


def live_through_kills(firm: Firm, chaos: Chaos) -> None:
    for left in range(KILLS, 0, -1):
        if left == KILLS // 2:
            firm.clock_shows(LATER_THAT_MORNING)
        firm.launch()
        wait_for_the_moment(firm, chaos, left)
        firm.kill()
        chaos.strikes()
        firm.claims_are_over()
    firm.two_minutes_pass()
    firm.start()


def given(firm: Firm) -> None:
    """A thousand people or more are to be greeted, a hundred and fifty pairs were introduced the day before."""
    greet(firm, GREETED)
    for mentor, mentee in zip(MENTORS, MENTEES, strict=True):
        firm.pair(mentor, mentee, since="2026-03-09")
    slack_takes_its_time(firm)


# -- what people do ----------------------------------------------------------------------------------------------


def logs(firm: Firm, mentee: SlackProfile) -> None:
    """Whoever reads that the app did not respond, or nothing at all, tries again."""
    someone = firm.someone(mentee.slack_id)
    typed = {"as": mentee.slack_id, "channel": someone.dm, "text": "/mentor-log 45 min"}
    while not GIVEN_UP.is_set() and not (firm.post("command", typed)["acked"] and is_told(firm, mentee)):
        time.sleep(0.3)


def is_told(firm: Firm, mentee: SlackProfile) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if firm.someone(mentee.slack_id).times_heard("45 minutes"):
            return True
        time.sleep(0.1)
    return False


def writes(firm: Firm, writer: SlackProfile) -> None:
    """Slack itself brings it again until it is acknowledged."""
    firm.post("say", {"as": writer.slack_id, "channel": firm.someone(writer.slack_id).dm, "text": "hello"})


# -- counting ----------------------------------------------------------------------------------------------------


def lost_acts(firm: Firm) -> Iterator[str]:
    held, welcomed = meetings(firm), firm.sql("SELECT slack_id FROM person WHERE welcomed_at IS NOT NULL")
    yield from (f"the meeting of {one.slack_id}" for one in MENTEES if not held[one.slack_id])
    heard = {row.slack_id for row in welcomed}
    yield from (f"the word of {one.slack_id}" for one in WRITERS if one.slack_id not in heard)


def done_twice(firm: Firm) -> Iterator[str]:
    yield from (f"{times} meetings of {who}" for who, times in meetings(firm).items() if times > 1)


def meetings(firm: Firm) -> Counter[str]:
    query = "SELECT slack_id FROM meeting JOIN person ON person.id = meeting.logged_by"
    return Counter(row.slack_id for row in firm.sql(query))
