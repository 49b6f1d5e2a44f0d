"""Who is still here, and where: learnt from Slack's event as it happens, and once a day from the list of everybody.

What follows for mentorships is `bot/programme/departures.py`. Slack tells us of every status and every picture: nearly
all of it is looked at once, and nothing is written.
"""

from __future__ import annotations

import structlog

from bot.domain.people import Workspace
from bot.programme import departures
from bot.programme.ports import Store
from handlers.everybody import profile_from
from handlers.messenger import Messenger
from handlers.turn import Turn

log = structlog.get_logger("binome.roll_call")

#: People written down in one transaction: a first call after a long silence may find many.
AT_ONCE = 100


def changed(turn: Turn) -> None:
    """`user_change`: an account was closed or opened again, a guest became an employee, somebody moved to another time
    zone; or nothing of the kind.
    """
    profile = profile_from(turn.body["event"]["user"])
    with turn.house.store.look(turn.workspace) as work:
        known = work.people.by_slack_id(profile.slack_id)
    if known is not None and departures.is_news(known, profile):
        with turn.house.store.work(turn.workspace) as work:
            departures.learn(work, [profile])
            departures.notice(work)


def call(store: Store, messenger: Messenger, workspace: Workspace) -> int:
    """Ask Slack for everybody, outside any transaction, and write down of whom it says something else than we knew.
    Returns of how many.
    """
    everybody = messenger.everybody().profiles
    with store.look(workspace) as work:
        news = departures.news_among(work, everybody)
    for start in range(0, len(news), AT_ONCE):
        with store.work(workspace) as work:
            departures.learn(work, news[start : start + AT_ONCE])
    log.info("the roll was called", action="roll_called", changed=len(news))
    return len(news)
