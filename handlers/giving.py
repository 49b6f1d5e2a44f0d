"""Files given in a person's own conversation: each is noted, to be taken away again after a while (design §8)."""

from __future__ import annotations

import structlog

from bot.texts import Markup
from handlers.messenger import SlackIsBusy, SlackIsUnclear, SlackSaidNo
from handlers.turn import Turn
from handlers.views.common import sentence

log = structlog.get_logger("binome.files")


def give(turn: Turn, content: bytes, *, name: str, title: str, comment: str) -> None:
    """Put a file into their own conversation. Raises `NotTheirs`, `SlackSaidNo` and what else Slack may say."""
    messenger = turn.house.messenger
    note(turn, messenger.send_file(turn.slack_id, content, name=name, title=title, comment=comment))


def give_or_say(turn: Turn, content: bytes, *, name: str, title: str, comment: str, sorry: Markup) -> None:
    """The same, where nobody waits for an answer: when Slack does not take it, they read `sorry` instead."""
    try:
        give(turn, content, name=name, title=title, comment=comment)
    except (SlackSaidNo, SlackIsBusy, SlackIsUnclear) as no:
        log.warning("a file was not given", action="file_not_given", why=str(no))
        turn.house.messenger.post(turn.slack_id, sentence(sorry))


def note(turn: Turn, file_id: str) -> None:
    """A file was given: how long it stays is said in `bot/domain/retention.py`."""
    with turn.house.store.work(turn.workspace) as work:
        work.retention.gave(file_id, work.machine_now)
