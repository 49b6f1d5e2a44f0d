"""Round beside round: what became of everybody who was asked, month by month of publication (`field.md` F9, I14, I15).

A wave is a month in which a campaign was published, with whoever looked for a mentor alone and was answered in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.anonymity import Total, may_be_told, shown
from bot.domain.figures import RANKS, Figure
from bot.domain.periods import Month

#: The latest ones stand beside one another; a table of more is not read.
MOST_WAVES = 12


class Found(StrEnum):
    """What a round found for somebody on its list. `ANOTHER` was named by nobody: given by hand, or suggested.

    `NO_WISH`: not this time, or no longer looking when it was published.
    """

    FIRST = Figure.GOT_FIRST.value
    SECOND = Figure.GOT_SECOND.value
    THIRD = Figure.GOT_THIRD.value
    ANOTHER = Figure.GOT_ANOTHER.value
    NOBODY = Figure.GOT_NOBODY.value
    FOR_THEM = "for_them"
    NOBODY_FOR_THEM = "nobody_for_them"
    NO_WISH = "no_wish"
    SILENT = "silent"

    @property
    def is_one_of_three(self) -> bool:
        return self in (Found.FIRST, Found.SECOND, Found.THIRD)


#: A mentor, whichever.
SOMEBODY = frozenset({Found.FIRST, Found.SECOND, Found.THIRD, Found.ANOTHER, Found.FOR_THEM})
OTHERWISE = Total("otherwise", tuple(map(Total, (Found.FOR_THEM, Found.NOBODY_FOR_THEM, Found.NO_WISH))))
ASKED = Total("asked", (RANKS, OTHERWISE, Total(Found.SILENT)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """What was counted of the people of one wave for whom it found the same: how many, how many of them had a mentor
    here before, and how many of them met theirs within the first two cycles.
    """

    number: int = 0
    again: int = 0
    met_early: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """One line of the table; None is withheld. Read `first_choice` and `one_of_three` over `chose`, `again` and
    `met_early` over `found`. `is_final` once all had two cycles to meet in. `so_far`: who took part up to then.
    """

    month: Month
    is_final: bool
    asked: int | None = None
    answered: int | None = None
    chose: int | None = None
    first_choice: int | None = None
    one_of_three: int | None = None
    found: int | None = None
    without: int | None = None
    again: int | None = None
    met_early: int | None = None
    so_far: int | None = None


def for_the_team(month: Month, lines: Mapping[Found, Line], *, is_final: bool, so_far: int) -> Wave:
    """The wave as it is."""
    number = {one: lines.get(one, Line()).number for one in Found}
    asked = sum(number.values())
    somebody = [lines[one] for one in SOMEBODY if one in lines]
    one_of_three = sum(number[one] for one in Found if one.is_one_of_three)
    return Wave(
        month=month,
        is_final=is_final,
        asked=asked,
        answered=asked - number[Found.SILENT],
        chose=one_of_three + number[Found.ANOTHER] + number[Found.NOBODY],
        first_choice=number[Found.FIRST],
        one_of_three=one_of_three,
        found=sum(one.number for one in somebody),
        without=number[Found.NOBODY] + number[Found.NOBODY_FOR_THEM],
        again=sum(one.again for one in somebody),
        met_early=sum(one.met_early for one in somebody),
        so_far=so_far,
    )


def for_everybody(month: Month, lines: Mapping[Found, Line], *, is_final: bool, so_far: int) -> Wave:
    """The same, without what could tell about fewer than five people.

    The ranks are those of the month's report: whoever has both learns nothing more. What cuts across them is told where
    every part is, and who met early where that is final: it would tell how one more pair is doing. How many took
    part up to then is the team's to know: beside those who have a mentor it would tell how few are mentors only.
    """
    whole = for_the_team(month, lines, is_final=is_final, so_far=so_far)
    values = ASKED.added_up({one.value: line.number for one, line in lines.items()})
    told = shown(ASKED, values)
    ranks, every = Figure.CHOSE in told, all(leaf.name in told for leaf in ASKED.leaves())

    def safe(part: int | None) -> bool:
        rest = (whole.found or 0) - (part or 0)
        return every and may_be_told(part or 0) and may_be_told(rest)

    return Wave(
        month=month,
        is_final=is_final,
        asked=whole.asked if ranks else None,
        answered=whole.answered if ranks else None,
        chose=whole.chose if ranks else None,
        first_choice=whole.first_choice if Figure.GOT_FIRST in told else None,
        one_of_three=whole.one_of_three if Figure.ONE_OF_THREE in told else None,
        found=whole.found if every else None,
        without=whole.without if every else None,
        again=whole.again if safe(whole.again) else None,
        met_early=whole.met_early if is_final and safe(whole.met_early) else None,
        so_far=None,
    )
