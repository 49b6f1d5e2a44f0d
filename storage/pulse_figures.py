"""What was answered in waves that are closed: how many, and the sum of each mark; whose is known to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, exists, func, select

from bot.domain.periods import Month
from bot.domain.pulses import THEMES, PulseKind, Theme
from bot.programme.outcome_ports import Answers
from storage.base import Repository
from storage.of_months import month_of, table_of_months
from storage.pulses import ANSWERS, BALLOTS, GUESTS, PULSES


class PulseFigures(Repository):
    def answers(
        self, programme_id: int, kind: PulseKind, months: Iterable[Month], *, zone: str, today: date
    ) -> Mapping[Month, Answers]:
        closed = self._closed(programme_id, kind, table_of_months(months, zone), today)
        silent = {row.month: row.silent for row in self.rows(_silent(closed))}
        return {
            month_of(row.month): Answers(
                answered=row.answered,
                silent=silent.get(row.month, 0),
                marks={theme: int(row._asdict()[theme.value]) for theme in THEMES[kind]},
            )
            for row in self.rows(_marks(closed, THEMES[kind]))
        }

    def _closed(self, programme_id: int, kind: PulseKind, months: CTE, today: date) -> CTE:
        """Waves of which every answer is counted, with the month in which they closed."""
        folded = exists().where(BALLOTS.c.pulse_id == PULSES.c.id)
        return (
            select(months.c.month, PULSES.c.id)
            .join_from(months, PULSES, PULSES.c.closes_on.between(months.c.first, months.c.last))
            .where(PULSES.c.programme_id == programme_id, PULSES.c.kind == kind.value, self.mine(PULSES))
            .where(PULSES.c.closes_on < today, ~folded)
            .cte("closed")
        )


def _silent(closed: CTE) -> Select[*tuple[Any, ...]]:
    return (
        select(closed.c.month, func.count().label("silent"))
        .join_from(closed, GUESTS, GUESTS.c.pulse_id == closed.c.id)
        .where(GUESTS.c.answered.is_(False))
        .group_by(closed.c.month)
    )


def _marks(closed: CTE, themes: Iterable[Theme]) -> Select[*tuple[Any, ...]]:
    """Of a wave that nobody answered there is a row too: all were silent."""
    sums = [
        func.coalesce(func.sum(ANSWERS.c.scores[theme.value].as_integer()), 0).label(theme.value)
        for theme in themes
    ]
    return (
        select(closed.c.month, func.count(ANSWERS.c.id).label("answered"), *sums)
        .select_from(closed)
        .outerjoin(ANSWERS, ANSWERS.c.pulse_id == closed.c.id)
        .group_by(closed.c.month)
    )
