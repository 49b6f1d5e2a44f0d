"""What a programme wants to reach, beside the figures of a period; they are set in `setting_objectives.py`."""

from __future__ import annotations

from bot.domain import objectives
from bot.domain.calendar import local_day
from bot.domain.enrolments import Programme
from bot.domain.figures import Figures
from bot.domain.objectives import Seen
from bot.domain.periods import Month
from bot.programme.work import Work


def seen(work: Work, programme: Programme, figures: Figures) -> tuple[Seen, ...]:
    """Each objective as it stands in these figures, in the order in which they were set: what is withheld of the
    figures is withheld here.
    """
    return tuple(
        objectives.seen(one, figures, since=local_day(programme.timezone, one.set_at))
        for one in work.objectives.of(programme.id)
    )


def seen_then(work: Work, programme: Programme, figures: Figures) -> tuple[Seen, ...]:
    """Those that a report of that time speaks of: not the ones that were set two months after it, or later."""
    until = figures.span.ends
    return tuple(
        one
        for one in seen(work, programme, figures)
        if Month.of(local_day(programme.timezone, one.objective.set_at)).earlier(1) <= until
    )
