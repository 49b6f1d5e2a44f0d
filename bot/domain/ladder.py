"""When a programme asks about a meeting, and how often at most (design §4; `field.md` W11, G3)."""

from __future__ import annotations

from dataclasses import dataclass

#: In a cycle of fewer days than this the mentee is not asked alone beforehand: half of a week is Thursday, and three
#: questions in seven days would use up the month's nudges within a fortnight (decision 0008).
SHORT = 28
#: Nobody is nudged more often than this in a calendar month, whatever a programme says (design §4).
MOST_NUDGES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """`first_meeting` are days since the introduction: the mentee is asked, both are, the team is told. `percents` are
    parts of a cycle without news: the mentee is asked, both are. `quiet_cycles` in a row raise the flag, and
    `nudges_a_month` is the most that one person is asked in a calendar month.
    """

    first_meeting: tuple[int, int, int] = (7, 14, 28)
    percents: tuple[int, int] = (50, 75)
    quiet_cycles: int = 2
    nudges_a_month: int = MOST_NUDGES


#: What a programme that says nothing else begins with.
USUAL = Ladder()
