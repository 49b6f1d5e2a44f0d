"""What goes along when somebody's mentor changes: the lines that were not ticked, and nothing else.

There is nothing else to carry: no notes are kept. What was ticked stays where it was, with the two people of then.
Goals are their mentee's: they are proposed to them anew, for the new mentor to read once they are set (`goals.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.domain.mentorships import Mentorship
from bot.domain.programmes import Stage
from bot.domain.sheets import Sheet
from bot.programme.work import Work

#: A mentorship goes on from one that went on from another; a row that leads in a circle must not hang anything.
FURTHEST_BACK = 10
LAST_OF_ALL = 2**31 - 1


def open_before(work: Work, mentorship: Mentorship) -> Sheet | None:
    """The last sheet of the mentorship that this one `replaces`; of the one before that, where none was made."""
    for earlier in before(work, mentorship):
        if (sheet := work.sheets.before(earlier, LAST_OF_ALL)) is not None:
            return _of_the_mentee(sheet)
    return None


def before(work: Work, mentorship: Mentorship) -> Iterator[int]:
    """The mentorships that this one goes on from, the latest first."""
    earlier = mentorship.replaces
    for _ in range(FURTHEST_BACK):
        if earlier is None:
            return
        yield earlier
        found = work.mentorships.get(earlier)
        earlier = found.replaces if found else None


def _of_the_mentee(sheet: Sheet) -> Sheet:
    """A closing sheet looks back on two people's time; what it asks for the first time ends with them, and so do the
    lines that they wrote themselves.
    """
    closing = sheet.stage == Stage.CLOSING
    items = (item for item in sheet.items if not item.is_theirs)
    return replace(
        sheet, items=tuple(item for item in items if item.carried_since is not None or not closing)
    )
