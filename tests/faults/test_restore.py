"""A backup made under load comes back after the bot died: nobody hears anything twice, and nobody misses anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from backups import copy_of, put_back, use_the_servers_own_tools

from bot.domain.people import SlackProfile
from bot.domain.prompts import PromptState
from tests.faults.chaos import Chaos, due, greet, newcomers, said, slack_takes_its_time
from tests.faults.conftest import KEY
from tests.faults.firm import Firm, profile
from tests.faults.process import until

pytestmark = pytest.mark.slow

#: A message a day each: what else there is comes on the days after.
LATER_THAT_MORNING, THE_NEXT_DAYS = "2026-03-10 11:00", ("2026-03-11 11:00", "2026-03-12 11:00")
GREETED = newcomers(200)
MENTORS = [profile(f"U0MENTOR{number:03}", f"Mentor {number}", "fr") for number in range(50)]
MENTEES = [profile(f"U0MENTEE{number:03}", f"Mentee {number}", "en") for number in range(50)]


@pytest.mark.chaos("restore")
def test_a_backup_made_under_load_comes_back_and_the_bot_goes_on(
    new_firm: Callable[..., Firm], chaos: Chaos, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_the_servers_own_tools(monkeypatch)
    folder = tmp_path / "copies"
    folder.mkdir()
    firm = new_firm(*GREETED, *MENTORS, *MENTEES)
    greet(firm, GREETED)
    for mentor, mentee in zip(MENTORS, MENTEES, strict=True):
        firm.pair(mentor, mentee, since="2026-03-09")
    slack_takes_its_time(firm)

    with people_write(firm):
        firm.launch()
        until(lambda: due(firm), "the first messages are due")
        firm.clock_shows(LATER_THAT_MORNING)
        until(lambda: said(firm) > 60, "some are told")
        copy = copy_of(firm.settings.binome_database_url, folder)
        copied_at = said(firm)
        until(lambda: said(firm) > copied_at + 80, "others are told, of which the copy knows nothing")
    firm.kill()
    chaos.strikes()
    lived_through = said(firm)
    firm.engine.dispose()
    put_back(firm.settings.binome_database_url, copy, KEY, at=datetime.now(UTC))
    assert copied_at + 80 < lived_through

    firm.two_minutes_pass()
    firm.start()
    for day in (LATER_THAT_MORNING, *THE_NEXT_DAYS):
        firm.travel(day)
    firm.everything_is_said()
    if firm.settings.binome_database_url.startswith("sqlite"):
        assert firm.one("PRAGMA integrity_check") == "ok"
    unknown = firm.states()[PromptState.UNKNOWN]
    chaos.ends(
        never_heard(firm),
        heard_twice(firm),
        unknown=unknown,
        restored_with=lived_through - copied_at,
    )


@contextmanager
def people_write(firm: Firm) -> Iterator[None]:
    """Meanwhile whoever learns logs a meeting, and so writes in the database."""
    over = Event()

    def log(some: list[SlackProfile]) -> None:
        for one in some:
            if over.wait(0.2):
                return
            dm = firm.someone(one.slack_id).dm
            firm.post("command", {"as": one.slack_id, "channel": dm, "text": "/mentor-log 45 min"})

    with ThreadPoolExecutor(2) as hands:
        for some in (MENTEES[::2], MENTEES[1::2]):
            hands.submit(log, some)
        try:
            yield
        finally:
            over.set()


def heard_twice(firm: Firm) -> Iterator[str]:
    """The same thing to the same person, whichever message it came in."""
    heard = Counter(
        (post["user"], imprint)
        for post in firm.posts()
        if post["metadata"]
        for imprint in post["metadata"]["event_payload"]["said"].split()
    )
    yield from (f"{who} heard {what} {times} times" for (who, what), times in heard.items() if times > 1)


def never_heard(firm: Firm) -> Iterator[str]:
    """Not said, or marked as said in a message that Slack does not have; or nothing was ever planned for them."""
    there = {post["ts"] for post in firm.posts()}
    for row in firm.sql("SELECT id, state, ts FROM prompt WHERE state <> 'cancelled'"):
        if row.state != PromptState.SENT or row.ts not in there:
            yield f"prompt {row.id} is {row.state}"
    told = {post["user"] for post in firm.posts()}
    yield from (one.slack_id for one in [*GREETED, *MENTORS] if one.slack_id not in told)
