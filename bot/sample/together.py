"""What the pairs of the story make of their meetings: goals, promises and topics, lines that they tick.

Each act is the use case itself, by the person who would have done it, at its own instant.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.domain.mentorships import Mentorship
from bot.domain.people import Person
from bot.programme import goals, points, setting_goals, sheets
from bot.programme.points import Draft
from bot.programme.setting_goals import Wish
from bot.programme.work import Work


def set_goal(
    work: Work, mentee: Person, mentorship: Mentorship, told: Mapping[str, Any], opens: date
) -> None:
    """One of the three that they may have, to be reached so many days after the demo opens."""
    target = opens + timedelta(days=told["by_in_days"])
    setting_goals.keep(work, mentee, mentorship.id, [Wish(words=told["words"], target_on=target)])


def say_how_far(work: Work, mentee: Person, mentorship: Mentorship, words: str, percent: int) -> None:
    here = goals.standing(work, mentee, mentorship)
    goal = next(one.goal for one in here.open if one.goal.words == words)
    setting_goals.say(work, mentee, mentorship.id, here.cycle, [(goal.id, goal.progress, percent)])


def add_point(
    work: Work, author: Person, mentorship: Mentorship, told: Mapping[str, Any], opens: date
) -> None:
    """A topic; or, with `due_in_days`, what its author promises for that day."""
    sheet = sheets.opened(work, author, mentorship.id).sheet
    promises = "due_in_days" in told
    draft = Draft(
        words=told["words"],
        shared=not told.get("private", False),
        owner_id=author.id if promises else None,
        due_on=opens + timedelta(days=told["due_in_days"]) if promises else None,
    )
    points.add(work, author, mentorship.id, sheet.cycle, draft)


def tick(work: Work, mentee: Person, mentorship: Mentorship, lines: int) -> None:
    """So many lines of their sheet, from the top: what was left over from last time comes first."""
    sheet = sheets.opened(work, mentee, mentorship.id).sheet
    still_open = [item.id for item in sheet.items if item.id not in sheet.ticked]
    sheets.tick(
        work,
        mentee,
        mentorship.id,
        sheet.cycle,
        shown=sheet.ticked,
        chosen={*sheet.ticked, *still_open[:lines]},
    )
