"""What the programme of the story wants to reach: set in its first week, and once looked up by hand since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.measures import Measure
from bot.domain.objectives import Wanted
from bot.domain.people import Person
from bot.programme import joining, setting_objectives
from bot.programme.work import Work


def set_one(work: Work, coordinator: Person, told: Mapping[str, Any], opens: date) -> None:
    """An objective; the value of one that is entered by hand is of a day that was over when the demo opens."""
    wanted = Wanted(
        measure=Measure(told["measure"]) if "measure" in told else None,
        name=told.get("name", ""),
        baseline=told["baseline"],
        target=told["target"],
        due_on=opens + timedelta(days=told["due_in_days"]),
    )
    made = setting_objectives.add(work, coordinator, joining.programme_of(work).id, wanted)
    if "value" in told:
        work.objectives.enter(made.id, told["value"], opens - timedelta(days=told["value_days_ago"]))
