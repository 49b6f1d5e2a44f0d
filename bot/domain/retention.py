"""For how long things are kept, in days: one place that the settings, the page "who sees what" and the works council's
page are held against (design §8).

Words go by programme time, since they end with a mentorship; keys, messages and the record by the machine's, since
nobody's time machine makes Slack forget.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.periods import Month
from bot.domain.refusals import Refusal

#: Days after which a file that was given in somebody's conversation is taken away again.
FILES = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """`words`: what two people write, after their mentorship ended, and what somebody says of themselves, after they
    took part. `meetings`: what happened and what was answered, after the end. `unfinished`: an arrival that was begun
    and never finished. `prompts`: what a message was about, and the answer to it. `inbox`: what Slack told us. `audit`:
    who asked for what only some may do.
    """

    words: int = 90
    meetings: int = 730
    unfinished: int = 90
    prompts: int = 90
    inbox: int = 90
    audit: int = 365
    #: Copies of the whole, which `binome backup` removes.
    backups: int = 35

    def figures_since(self, today: date) -> date:
        """The first day of the earliest month of which everything that a report counts is still kept."""
        month = Month.of(today - timedelta(days=self.meetings))
        return month.earlier(-1).first


class NotKeptAnyMore(Refusal):
    """Figures go back to `since`; what was before is not kept any more, and a report of it would be wrong."""

    key = "privacy.figures_since"
