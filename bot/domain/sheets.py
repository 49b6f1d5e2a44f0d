"""The living sheet (feuille de référence): the agenda and checklist of one cycle's meeting (`field.md` W12).

What is not ticked carries over, visibly. The words of a template are copied into the sheet when it is made, so a
later edit of the programme file never alters a sheet already sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.refusals import Refusal

#: A line of an earlier mentorship was first asked before the first cycle.
EARLIER = -1
#: How the keys of a mentorship's own lines begin; no line of a programme is called so.
OWN = "own-"
#: Lines that one mentorship may add, and their characters: a box to tick says no more (`slack.md` §2.1).
MOST_OWN, LONGEST_OWN = 8, 75


class EnoughOfTheirOwn(Refusal):
    """These people have added `most` lines to their sheets already."""

    key = "arranging.enough"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line to talk about, in both languages; `carried_since` is the cycle it was first asked in."""

    id: int
    key: str
    texts: dict[str, str]
    carried_since: int | None
    ticked_at: datetime | None
    ticked_by: int | None

    @property
    def is_theirs(self) -> bool:
        """Whether these people wrote it themselves: it is on all their sheets, and on nobody else's."""
        return own_number(self.key) > 0

    @property
    def came_with_the_mentee(self) -> bool:
        """Whether it was first asked in an earlier mentorship."""
        return self.carried_since == EARLIER


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """`title` is as it was when the sheet was made, None on an old one; `version`, which of the coordinators' it was,
    None for the programme file's.
    """

    id: int
    mentorship_id: int
    cycle: int
    stage: str
    items: tuple[Item, ...]
    title: Mapping[str, str] | None = None
    version: int | None = None

    @property
    def done(self) -> int:
        return sum(item.ticked_at is not None for item in self.items)

    @property
    def ticked(self) -> frozenset[int]:
        return frozenset(item.id for item in self.items if item.ticked_at is not None)

    def came_from_the_last(self, item: Item) -> bool:
        """Whether it was first asked in the cycle just before, rather than longer ago."""
        return item.carried_since == self.cycle - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An item to be written on a new sheet."""

    key: str
    texts: dict[str, str]
    carried_since: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLine:
    """What a mentorship changed in its sheets: with `words` a line of theirs, without them one they do without."""

    key: str
    words: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticks:
    """What somebody changed in a form: item ids to tick, and to take back."""

    ticked: frozenset[int]
    taken_back: frozenset[int]


#: Left-overs beyond what was new last time: more of them would be a reproach, not an agenda.
MOST_CARRIED = 10


def lines_for(template: Iterable[tuple[str, Mapping[str, str]]], before: Sheet | None) -> Sequence[Line]:
    """The lines of a new sheet: what was left over comes first, then the template, nothing twice.

    A line that the new template asks anyway keeps its place there ("set the next date" closes a meeting), marked
    as carried over. What was new on the earlier sheet always carries over; of what has waited longer, the
    latest few.
    """
    left_over = _left_over(before) if before else {}
    asked = [(key, _line(key, texts, left_over.pop(key, None))) for key, texts in template]
    return [*left_over.values(), *(line for _, line in asked)]


def lines_brought(template: Iterable[tuple[str, Mapping[str, str]]], before: Sheet) -> Sequence[Line]:
    """The lines of the first sheet of a mentorship that goes on from another, whose last sheet is `before`.

    What was open there comes along, marked as carried over: it is the mentee's. What this template asks anyway is
    asked of these two people for the first time.
    """
    asked = [_line(key, texts, None) for key, texts in template]
    here = {line.key for line in asked}
    left_over = [line for key, line in _left_over(before).items() if key not in here]
    return [*(replace(line, carried_since=EARLIER) for line in left_over), *asked]


def changes(shown: Iterable[int], chosen: Iterable[int], sheet: Sheet) -> Ticks:
    """What a form changes, compared with what it showed when it was opened.

    Two people may have it open at once: a box that one of them left alone says nothing about it.
    """
    here, before, now = {item.id for item in sheet.items}, frozenset(shown), frozenset(chosen)
    return Ticks(
        ticked=(now - before) & here - sheet.ticked,
        taken_back=(before - now) & sheet.ticked,
    )


def check_own(lines: Iterable[OwnLine]) -> None:
    """Raise `EnoughOfTheirOwn` when there is no room for one more line of theirs."""
    if sum(line.words is not None for line in lines) >= MOST_OWN:
        raise EnoughOfTheirOwn(most=MOST_OWN)


def own_key(number: int) -> str:
    return f"{OWN}{number}"


def own_number(key: str) -> int:
    """Which of a mentorship's own lines this key is; 0 for a line of the programme."""
    number = key.removeprefix(OWN)
    return int(number) if number != key and number.isascii() and number.isdigit() else 0


def _left_over(before: Sheet) -> dict[str, Line]:
    waiting = [item for item in before.items if item.ticked_at is None]
    new = [item.key for item in waiting if item.carried_since is None]
    old = sorted((item for item in waiting if item.carried_since is not None), key=_age, reverse=True)
    kept = {*new, *(item.key for item in old[: max(0, MOST_CARRIED - len(new))])}
    return {item.key: _carried(item, before.cycle) for item in waiting if item.key in kept}


def _age(item: Item) -> int:
    return item.carried_since or 0


def _line(key: str, texts: Mapping[str, str], carried: Line | None) -> Line:
    return carried or Line(key=key, texts=dict(texts), carried_since=None)


def _carried(item: Item, cycle: int) -> Line:
    first_asked = cycle if item.carried_since is None else item.carried_since
    return Line(key=item.key, texts=item.texts, carried_since=first_asked)
