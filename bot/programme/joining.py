"""How somebody becomes known, is welcomed, and says what they want of mentoring."""

from __future__ import annotations

from bot.domain.people import Person, SlackProfile
from bot.programme.work import Work


def meet(work: Work, profile: SlackProfile) -> Person:
    """Write down what Slack says of somebody; what they told us themselves is kept."""
    return work.people.save(
        profile, language=work.customs.language, timezone=work.customs.timezone, country=work.customs.country
    )
