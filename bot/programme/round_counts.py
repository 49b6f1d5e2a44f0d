"""Which rank people obtained in the rounds of each month (`field.md` W18, I15; docs/figures.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.enrolments import Programme
from bot.domain.figures import RANKS
from bot.domain.periods import Month
from bot.domain.waves import Found
from bot.programme.work import LONG_TERM, Work


def ranks(
    work: Work, programme: Programme, months: Sequence[Month], today: date
) -> Mapping[Month, Mapping[str, int]]:
    """Those who named mentors in a round that was published; newcomers name nobody."""
    if programme.type_key != LONG_TERM:
        return {}
    found = work.round_figures.found(programme.id, months, zone=programme.timezone)
    leaves = [Found(leaf.name) for leaf in RANKS.leaves()]
    return {month: {one.value: found.get(month, {}).get(one, 0) for one in leaves} for month in months}
