"""The living sheet (feuille de référence): the agenda and checklist of one cycle's meeting (`field.md` W12).

What is not ticked carries over, visibly. The words of a template are copied into the sheet when it is made, so a
later edit of the programme file never alters a sheet already sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line to talk about, in both languages; `carried_since` is the cycle it was first asked in."""

    id: int
    key: str
    texts: dict[str, str]
    carried_since: int | None
    ticked_at: datetime | None
    ticked_by: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    id: int
    mentorship_id: int
    cycle: int
    stage: str
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        return sum(item.ticked_at is not None for item in self.items)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An item to be written on a new sheet."""

    key: str
    texts: dict[str, str]
    carried_since: int | None


#: A sheet longer than this is no longer a sheet: the oldest left-overs stay, the template's newest wait.
LONGEST_SHEET = 12


def lines_for(template: Iterable[tuple[str, dict[str, str]]], before: Sheet | None) -> Sequence[Line]:
    """The lines of a new sheet: what was left over comes first, then the template, nothing twice."""
    left_over = [_carried(item, before.cycle) for item in before.items if not item.ticked_at] if before else []
    known = {line.key for line in left_over}
    fresh = [Line(key=key, texts=texts, carried_since=None) for key, texts in template if key not in known]
    return (left_over + fresh)[:LONGEST_SHEET]


def _carried(item: Item, cycle: int) -> Line:
    first_asked = cycle if item.carried_since is None else item.carried_since
    return Line(key=item.key, texts=item.texts, carried_since=first_asked)
