"""Why a prompt waits, was not sent, or never will be: the ledger's word, said to whoever runs the bot."""

from __future__ import annotations

from bot.texts import Speech

#: Every word that the ledger keeps. What Slack or the network said is kept besides, and shown as it is.
KNOWN = frozenset(
    {
        # It waits (`budget.Wait`).
        *("hours", "day", "budget", "quiet", "away"),
        # It was not worth saying any more, or not to them.
        *("agreed", "answered", "asked", "back", "came_back", "cancelled", "changed", "changing", "closed"),
        *("corrected", "disputed", "ended", "expired", "gone", "greeted", "late", "later", "left", "met"),
        *("moved", "muted", "not_for_me", "not_here", "noted", "past", "paused", "planned", "prepared"),
        *("published", "reminded", "renewed", "signed", "skipped", "withdrawn"),
        # Something went wrong.
        *("attempts", "facts", "lease", "lookup", "render", "twice"),
        # Slack lets the app do all but this.
        "missing_scope",
        # Whoever runs the bot called it off.
        "operator",
    }
)


def in_words(reason: str | None, t: Speech) -> str:
    """As in "today's message had been sent"; a word that is not ours stays as it is."""
    if not reason:
        return t.plain("reasons.none")
    return t.plain(f"reasons.why.{reason}") if reason in KNOWN else reason
