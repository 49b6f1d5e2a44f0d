"""Why not this time: one optional menu under the answer, and what may be worth recalling to whoever is busy."""

from __future__ import annotations

from bot.domain.meetings import SkipReason
from bot.programme.skipping import Skipping
from bot.texts import Speech
from handlers import ids
from handlers.views.blocks import Block, option, quiet, select

#: What is chosen by whoever would rather not say: it is kept nowhere.
UNSAID = "unsaid"


def why(skip: Skipping, value: str, name: str, t: Speech) -> list[Block]:
    """The menu, to stand among the buttons; after it the company's own line for those who are busy, if it wrote one."""
    unsaid = option(t.plain("dates.why.unsaid"), f"{value}:{UNSAID}")
    reasons = {one: option(t.plain(f"dates.why.{one}"), f"{value}:{one}") for one in SkipReason}
    menu = select(
        f"{ids.SKIP_WHY}:{name}",
        placeholder=t.plain("dates.why.ask"),
        options=[unsaid, *reasons.values()],
        chosen=reasons[skip.reason] if skip.reason else None,
    )
    return [menu, *([quiet(t("dates.why.benefit", words=skip.benefit[t.language]))] if skip.benefit else [])]
