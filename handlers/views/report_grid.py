"""A table as Slack draws it best, and the same in lines for whoever hears it, or whose Slack knows no tables."""

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
class Grid:
    """`rows` begin with what they are called; `lines` say each of them as a sentence does, under the same title."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    lines: Sequence[Markup]

    @property
    def characters(self) -> int:
        return sum(len(str(cell)) for row in (self.heads, *self.rows) for cell in row)


def drawn(grid: Grid, t: Speech) -> Block:
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


def told(grid: Grid, t: Speech) -> Markup:
    """The same, line by line."""
    return Markup.joined([t("reports.heading", title=grid.title), *grid.lines])


def sections(grid: Grid, t: Speech) -> Iterator[Block]:
    """In as many blocks as it takes: a block holds so much and no more."""
    held: list[Markup] = []
    for line in (t("reports.heading", title=grid.title), *grid.lines):
        if held and sum(len(one) + 1 for one in held) + len(line) > SECTION:
            yield section(Markup.joined(held))
            held = []
        held.append(line)
    yield section(Markup.joined(held))


def that_fit(grids: Sequence[Grid]) -> tuple[Sequence[Grid], Sequence[Grid]]:
    """Those that can be drawn in one message, in their order, and those that are only told."""
    room, drawable, others = CHARACTERS, [], []
    for grid in grids:
        if grid.characters <= room:
            room -= grid.characters
            drawable.append(grid)
        else:
            others.append(grid)
    return drawable, others


def _cell(content: str | int, t: Speech) -> Block:
    if isinstance(content, int):
        return {"type": "raw_number", "value": content, "text": t.number(content)}
    return {"type": "raw_text", "text": content}
