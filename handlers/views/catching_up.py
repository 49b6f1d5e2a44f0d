"""What the team reads once the bot is back from a long silence: from when to when, and that nothing is lost unseen."""

from __future__ import annotations

from bot.programme.catching_up import CaughtUp
from bot.programme.prompts import Bundle
from bot.texts import Speech
from handlers.views.blocks import Block, quiet, section


def told(one: CaughtUp, said: Bundle, t: Speech) -> list[Block]:
    since, until = (t.day_time(moment, today=said.today) for moment in (one.since, one.until))
    return [
        section(t("catching_up.away", since=since, until=until)),
        section(t("catching_up.late", count=one.late)),
        quiet(t("catching_up.next")),
    ]
