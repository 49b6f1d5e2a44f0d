"""People who are picked in a form, and whom the bot may never have met."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.domain.people import SlackProfile
from bot.domain.refusals import Refusal
from handlers.messenger import SlackSaidNo
from handlers.turn import Turn

#: A person's id in Slack (`slack.md` §2.7); a forged form may hold anything.
PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")


def strangers(turn: Turn, slack_ids: Collection[str], *, unknown: type[Refusal]) -> list[SlackProfile]:
    """Whoever of them never met the bot, as Slack shows them: it is asked before any transaction. Raises `unknown` when
    it knows nobody by one of these ids.
    """
    if not all(PERSON.fullmatch(one) for one in slack_ids):
        raise unknown
    with turn.look() as work:
        unmet = [one for one in slack_ids if work.people.by_slack_id(one) is None]
    try:
        return [turn.house.messenger.profile(one) for one in unmet]
    except SlackSaidNo:
        raise unknown from None
