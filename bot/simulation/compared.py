"""What was tried, and what came of it: the figures that one run is set beside another by, to choose a cadence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.calendar import Period
from bot.domain.ladder import Ladder
from bot.programme.outcomes import Became
from bot.simulation.acts import Did
from bot.simulation.figures import Figures, middle
from bot.simulation.record import Record
from bot.texts import Speech

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    record: Record
    figures: Figures
    t: Speech

    def tried(self) -> Iterator[Row]:
        """What the programme file says."""
        t, ladder = self.t, self.record.ladder
        yield t.plain("simulation.tried_period"), self._every(self.record.period)
        yield t.plain("simulation.tried_first"), t.plain("simulation.tried_days", **_first(ladder))
        yield t.plain("simulation.tried_asked"), t.plain("simulation.tried_percents", **_percents(ladder))
        yield t.plain("simulation.tried_flag"), t.plain("simulation.tried_quiet", count=ladder.quiet_cycles)
        yield t.plain("simulation.tried_most"), t.number(ladder.nudges_a_month)

    def came_of_it(self) -> Iterator[Row]:
        t, figures = self.t, self.figures
        became, held = figures.became, sum(figures.meetings.values())
        yield t.plain("simulation.came_meetings"), self._rate(figures.meetings_a_month)
        yield t.plain("simulation.tile_met"), t.percent(became[Became.MET], became.total())
        yield t.plain("simulation.came_quiet"), t.percent(became[Became.OPEN], became.total())
        yield t.plain("simulation.came_flags"), t.number(sum(figures.flags.values()))
        yield t.plain("simulation.tile_messages"), t.number(middle(figures.messages))
        asked = sum(sum(one.values()) for one in figures.followed.values())
        yield t.plain("simulation.came_questions"), self._rate(asked / held) if held else "–"
        ignored = sum(one.get(Did.IGNORED, 0) for one in figures.followed.values())
        yield t.plain("simulation.came_followed"), t.percent(asked - ignored, asked)

    def _rate(self, value: float) -> str:
        return self.t.number(round(value, 2))

    def _every(self, period: Period) -> str:
        if period.weeks:
            return self.t.plain("cadences.every_weeks", count=period.weeks)
        return self.t.plain("cadences.every_months", count=period.months)


def _first(ladder: Ladder) -> dict[str, int]:
    mentee, both, team = ladder.first_meeting
    return {"mentee": mentee, "both": both, "team": team}


def _percents(ladder: Ladder) -> dict[str, int]:
    mentee, both = ladder.percents
    return {"mentee": mentee, "both": both}
