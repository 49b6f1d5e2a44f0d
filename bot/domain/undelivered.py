"""Why a message could not be said, as somebody can act on it: Slack's words and ours, in three kinds (reliability.md
§2.5).
"""

from __future__ import annotations

from enum import StrEnum


class Trouble(StrEnum):
    """`GONE`: Slack knows nobody there any more. `CLOSED`: Slack lets the bot write to everybody but them, or to nobody
    in that way. `OURS`: something is wrong with the message or the bot, which only its operator can mend.
    """

    GONE = "gone"
    CLOSED = "closed"
    OURS = "ours"


NOBODY_THERE = frozenset({"user_disabled", "user_not_found", "account_inactive", "users_not_found"})
NOT_LET_IN = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "user_not_visible",
    }
)


def trouble(reason: str | None) -> Trouble:
    """The ledger's word for why, or Slack's. What nobody has heard of is for whoever runs the bot."""
    if reason in NOBODY_THERE:
        return Trouble.GONE
    return Trouble.CLOSED if reason in NOT_LET_IN else Trouble.OURS
