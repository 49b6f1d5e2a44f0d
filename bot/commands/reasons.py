"""Why a prompt waits, was not sent, or never will be: the ledger's word, said to whoever runs the bot."""

from __future__ import annotations

from bot.domain.undelivered import NOBODY_THERE, NOT_LET_IN
from bot.texts import Speech

#: Every word that the ledger keeps. What Slack or the network said is kept besides.
KNOWN = frozenset(
    {
        # It waits (`budget.Wait`).
        *("hours", "day", "budget", "quiet", "away"),
        # It was not worth saying any more, or not to them.
        *("agreed", "answered", "asked", "back", "came_back", "cancelled", "changed", "changing", "closed"),
        *("corrected", "disputed", "ended", "expired", "gone", "greeted", "late", "later", "left", "met"),
        *("moved", "muted", "not_for_me", "not_here", "noted", "past", "paused", "planned", "prepared"),
        *("published", "reminded", "newer", "renewed", "signed", "skipped", "withdrawn"),
        # Something went wrong.
        *("attempts", "facts", "lease", "lookup", "render", "twice"),
        # Slack lets the app do all but this.
        "missing_scope",
        # Whoever runs the bot called it off.
        "operator",
    }
)


def in_words(reason: str | None, t: Speech) -> str:
    """As in "today's message had been sent". A word of Slack's is shown beside what it means, to be searched for; any
    other stays as it is.
    """
    if not reason:
        return t.plain("reasons.none")
    if reason in KNOWN:
        return t.plain(f"reasons.why.{reason}")
    if reason in NOBODY_THERE:
        return t.plain("reasons.nobody_there", word=reason)
    if reason in NOT_LET_IN:
        return t.plain("reasons.not_let_in", word=reason)
    return t.plain("reasons.stumbled", word=reason) if reason.startswith("http_") else reason
