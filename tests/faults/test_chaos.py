"""`make chaos KILLS=50`: kills at random while a thousand people are written to and hundreds act.

Printed at the end: how many messages or acts were lost, how many came twice, and of how many nobody knows. What the bot
held when it died may have been said: it is looked for in Slack's history before anything is said again, so that all
three are none.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event

import pytest
from sqlalchemy import func, select

from bot.domain.kinds import PromptKind
from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from bot.programme import joining
from storage.prompts import PROMPTS
from tests.faults.firm import Firm, profile
from tests.faults.process import until

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KILLS", "10"))
SEED = int(os.environ.get("SEED", secrets.randbelow(1_000_000)))
#: One kill in five comes at a random moment, whatever the bot is doing, even starting.
ANYWHERE = 0.2
#: How many people are acting at the same moment.
HANDS = 4
#: Set when the test has failed: nobody tries again any more.
GIVEN_UP = Event()
#: The first working morning is spread over minutes: by then everybody's has come.
LATER_THAT_MORNING = "2026-03-10 11:00"
#: Whoever has had today's message reads the rest tomorrow.
THE_NEXT_DAY = "2026-03-11 11:00"
GREETED = [profile(f"U0NEW{number:04}", f"Newcomer {number}", "en") for number in range(1000)]
MENTORS = [profile(f"U0MENTOR{number:03}", f"Mentor {number}", "fr") for number in range(150)]
MENTEES = [profile(f"U0MENTEE{number:03}", f"Mentee {number}", "en") for number in range(150)]
WRITERS = [profile(f"U0WRITER{number:03}", f"Writer {number}", "en") for number in range(150)]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_random_kills_lose_nothing_and_say_nothing_twice(
    new_firm: Callable[..., Firm], capsys: pytest.CaptureFixture[str]
) -> None:
    say(capsys, f"\nchaos seed={SEED}")
    dice = random.Random(SEED)
    firm = new_firm(*GREETED, *MENTORS, *MENTEES, *WRITERS)
    given(firm)
    acts = [partial(logs, firm, one) for one in MENTEES] + [partial(writes, firm, one) for one in WRITERS]
    dice.shuffle(acts)

    with ThreadPoolExecutor(HANDS) as people:
        acting = [people.submit(act) for act in acts]
        try:
            live_through_kills(firm, dice)
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

    lost, twice = [*lost_messages(firm), *lost_acts(firm)], [*said_twice(firm), *done_twice(firm)]
    unknown = firm.states()[PromptState.UNKNOWN]
    say(capsys, f"chaos kills={KILLS} lost={len(lost)} duplicates={len(twice)} unknown={unknown}")
    assert (lost, twice, unknown) == ([], [], 0)


def live_through_kills(firm: Firm, dice: random.Random) -> None:
    for left in range(KILLS, 0, -1):
        if left == KILLS // 2:
            firm.clock_shows(LATER_THAT_MORNING)
        firm.launch()
        wait_for_the_moment(firm, dice, left)
        firm.kill()
    firm.two_minutes_pass()
    firm.start()


def given(firm: Firm) -> None:
    """A thousand people are to be greeted, a hundred and fifty pairs were introduced the day before."""
    with firm.work() as work:
        for one in GREETED:
            joining.expect(work, one)
    for mentor, mentee in zip(MENTORS, MENTEES, strict=True):
        firm.pair(mentor, mentee, since="2026-03-09")
    for kind in ("slow", "slow_after"):
        order = {"kind": kind, "method": "chat.postMessage", "seconds": 0.02, "share": 0.5, "seed": SEED}
        firm.post("faults", order)


def wait_for_the_moment(firm: Firm, dice: random.Random, left: int) -> None:
    """A moment such that the remaining kills are spread over what remains to be said."""
    if dice.random() < ANYWHERE:
        time.sleep(dice.uniform(0, 1.5))
        return
    enough = said(firm) + dice.uniform(0, 2 * due(firm) / (left + 1))
    until(lambda: said(firm) >= enough or not due(firm), "so many more are said")
    time.sleep(dice.uniform(0, 0.05))


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


def lost_messages(firm: Firm) -> Iterator[str]:
    """Planned for nobody, or marked as said and never accepted by Slack."""
    planned = firm.sql("SELECT DISTINCT slack_id FROM prompt JOIN person ON person.id = recipient_id")
    told = {row.slack_id for row in planned}
    yield from (
        f"nothing is planned for {one.slack_id}" for one in (*GREETED, *MENTORS) if one.slack_id not in told
    )
    accepted = accepted_by_slack(firm)
    for row in firm.sql("SELECT id, kind, state, marker FROM prompt"):
        # Whoever has met this month needs no sheet for it.
        needless = (row.kind, row.state) == (PromptKind.SHEET, PromptState.CANCELLED)
        if row.state == PromptState.SENT and not accepted[row.marker]:
            yield f"prompt {row.id} is marked as sent"
        if row.state != PromptState.SENT and not needless:
            yield f"prompt {row.id} is {row.state}"


def said_twice(firm: Firm) -> Iterator[str]:
    """One marker with two posts, or a post of which the ledger knows nothing: its prompts were said again."""
    known = {row.marker for row in firm.sql("SELECT DISTINCT marker FROM prompt")}
    for marker, times in accepted_by_slack(firm).items():
        if times > 1 or marker not in known:
            yield f"the message {marker} was said {times} times"


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


def accepted_by_slack(firm: Firm) -> Counter[str]:
    posts = firm.playground.slack.truth
    return Counter(post["metadata"]["event_payload"]["marker"] for post in posts if post["metadata"])


def said(firm: Firm) -> int:
    return accepted_by_slack(firm).total()


def due(firm: Firm) -> int:
    """How many prompts could be said now."""
    with firm.look() as work:
        ready = (PROMPTS.c.state == PromptState.PLANNED, PROMPTS.c.not_before <= work.now)
    return firm.count(select(func.count()).select_from(PROMPTS).where(*ready))


def say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """To whoever is waiting for it."""
    with capsys.disabled():
        print(line, flush=True)
