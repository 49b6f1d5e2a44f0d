"""Tables: `table` and `data_table` (slack.md §2.1, §3)."""

from bot.playground.blockkit.look import Look
from bot.playground.blockkit.rich_text import characters, rich_text

TABLE_CHARACTERS = 10_000
DATA_CHARACTERS = 20_000
LONGEST_CAPTION = 2000


def table(look: Look) -> None:
    """At most 100 rows of 20 cells and 10,000 characters."""
    look.known("type", "block_id", "rows", "column_settings")
    rows = look.items("rows", 1, 100)
    for row in rows:
        for cell in _cells(row, 20):
            _cell(cell, ("raw_text", "rich_text"))
    for setting in look.items("column_settings", 0, 20, required=False):
        if setting.value is not None and setting.is_object():
            setting.known("align", "is_wrapped")
            setting.one_of("align", ("left", "center", "right"))
            setting.flag("is_wrapped")
    _count(look, TABLE_CHARACTERS)


def data_table(look: Look) -> None:
    """A header and 1 to 200 rows of the same width, with a caption for those who cannot see it."""
    look.known("type", "block_id", "rows", "page_size", "caption", "row_header_column_index")
    look.string("caption", LONGEST_CAPTION, required=True)
    look.whole("page_size", 1, 100)
    rows = look.items("rows", 2, 201)
    widths = set()
    for index, row in enumerate(rows):
        cells = _cells(row, 20)
        widths.add(len(cells))
        for cell in cells:
            _cell(cell, ("raw_text", "raw_number") if index == 0 else ("raw_text", "raw_number", "rich_text"))
    if len(widths) > 1:
        look.at("rows").say("every row must have the same number of cells")
    look.whole("row_header_column_index", 0, max(0, max(widths, default=1) - 1))
    _count(look, DATA_CHARACTERS)


def _cells(row: Look, most: int) -> list[Look]:
    if not isinstance(row.value, list):
        row.say("must be a list of cells")
        return []
    if not 1 <= len(row.value) <= most:
        row.say(f"has {len(row.value)} cells, and 1 to {most} are allowed")
    return [Look(cell, f"{row.path}[{index}]", row.found) for index, cell in enumerate(row.value)]


def _cell(cell: Look, kinds: tuple[str, ...]) -> None:
    if not cell.is_object():
        return
    kind = cell.kind
    if kind not in kinds:
        cell.say(f"a cell here is {' or '.join(kinds)}, not “{kind}”")
    elif kind == "rich_text":
        rich_text(cell)
    elif kind == "raw_text":
        cell.known("type", "text")
        cell.string("text", DATA_CHARACTERS, required=True)
    else:
        cell.known("type", "value", "text")
        if not is_number(cell.get("value")):
            cell.say("has no number as “value”")
        cell.string("text", DATA_CHARACTERS, required=True)


def is_number(value: object) -> bool:
    """A number as JSON knows it, and not a disguised truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def written(block: object) -> int:
    """The characters over all cells of a table."""
    rows = block.get("rows") if isinstance(block, dict) else None
    total = 0
    for row in rows if isinstance(rows, list) else []:
        for cell in row if isinstance(row, list) else []:
            if isinstance(cell, dict) and isinstance(cell.get("text"), str):
                total += len(cell["text"])
            else:
                total += characters(cell)
    return total


def _count(look: Look, most: int) -> None:
    total = written(look.value)
    if total > most:
        look.say(f"its cells have {total} characters, and {most} are allowed")
