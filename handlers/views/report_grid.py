"""The parts of a report: lines under a title, or a table as Slack draws it best. Either is also there in whole
sentences, for whoever hears it, or whose Slack knows no tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.texts import Markup, Speech
from handlers.views.blocks import SECTION, Block, section

#: Rows on one page of a table, and rows at most besides the head (`slack.md` §2.1).
PAGE, ROWS = 20, 200
#: Characters over all tables of a message; ours stay below with room for what Slack counts differently.
CHARACTERS = 18_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """`lines` say all of it in sentences."""

    title: str
    lines: Sequence[Markup]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing(Part):
    """One figure a line, `briefly`: on a phone a table shows its names, and the figures are a swipe away. `compares`:
    some of them with what was before.
    """

    briefly: Sequence[Markup]
    compares: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid(Part):
    """What is compared across; `rows` begin with what they are called."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]

    @property
    def characters(self) -> int:
        return sum(len(str(cell)) for row in (self.heads, *self.rows) for cell in row)


def _drawn(grid: Grid, t: Speech) -> Block:
    """The table itself: it can be sorted, and more than a page can be leafed through."""
    rows = [[_cell(head, t) for head in grid.heads]]
    rows += [[_cell(one, t) for one in row] for row in grid.rows[:ROWS]]
    return {
        "type": "data_table",
        "caption": grid.title,
        "rows": rows,
        "row_header_column_index": 0,
        "page_size": min(len(rows) - 1, PAGE),
    }


def told(part: Part, t: Speech) -> Iterator[Block]:
    """In sentences."""
    yield from _sections(part.title, part.lines, t)


def _sections(title: str, lines: Sequence[Markup], t: Speech) -> Iterator[Block]:
    """In as many blocks as it takes: a block holds so much and no more."""
    held: list[Markup] = []
    for line in (t("reports.heading", title=title), *lines):
        if held and sum(len(one) + 1 for one in held) + len(line) > SECTION:
            yield section(Markup.joined(held))
            held = []
        held.append(line)
    yield section(Markup.joined(held))


def shown(parts: Sequence[Part], t: Speech) -> Iterator[Block]:
    """For the eyes, in their order; a table that one message has no room for is told."""
    room = CHARACTERS
    for part in parts:
        if isinstance(part, Listing):
            yield from _sections(part.title, part.briefly, t)
        elif isinstance(part, Grid) and part.characters <= room:
            room -= part.characters
            yield _drawn(part, t)
        else:
            yield from told(part, t)


def _cell(content: str | int, t: Speech) -> Block:
    if isinstance(content, int):
        return {"type": "raw_number", "value": content, "text": t.number(content)}
    return {"type": "raw_text", "text": content}
