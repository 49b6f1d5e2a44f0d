"""The same figures as pictures, for slides, and for a Slack that does not know charts yet.

matplotlib takes a second to load, so it is loaded by the first picture and never at start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches and dots: sharp on a slide, light in a message.
SIZE, DOTS = (8, 4.2), 160
INK, QUIET, BAR, RULE = "#1d2b36", "#6b7a85", "#2f6f8f", "#e3e8eb"
#: From few pairs to many, in one colour: what is darker is more, also in black and white.
SHADES = ("#eef4f7", "#2f6f8f")
#: From so much of the most on, ink is no longer read on the shade.
DARK = 0.75
#: Inches of one cell of a matrix, and of what stands around it.
CELL, AROUND = 0.52, 2.6

Points = Sequence[tuple[str, int | float]]


def share_by_month(points: Points, *, title: str, share: str) -> bytes:
    """Bars from 0 to 100 %, each with its figure written above it. `share` says how a figure is written, as in "{} %".

    Returns a PNG. `points` are months with whole per cent, at least one.
    """

    def draw(axes: Axes) -> None:
        values = [value for _, value in points]
        bars = axes.bar([_in_two_lines(month) for month, _ in points], values, color=BAR, width=0.62)
        axes.bar_label(bars, [share.format(value) for value in values], padding=3, color=INK, fontsize=11)
        axes.set_ylim(0, 110)
        axes.set_yticks([0, 25, 50, 75, 100], [share.format(tick) for tick in (0, 25, 50, 75, 100)])
        axes.grid(axis="y", color=RULE)

    return _picture(draw, title=title)


def lying_bars(
    points: Points, *, title: str, most: float | None = None, said: Callable[[float], str]
) -> bytes:
    """Bars side by side with long names, the first on top; `most` is the end of the scale where it has one.

    Returns a PNG. `points` is at least one; `said` writes a figure.
    """

    def draw(axes: Axes) -> None:
        values = [value for _, value in points]
        bars = axes.barh([label for label, _ in points], values, color=BAR, height=0.58)
        axes.bar_label(bars, [said(value) for value in values], padding=4, color=INK, fontsize=11)
        axes.invert_yaxis()
        axes.set_xlim(0, (most or max(values) or 1) * 1.12)
        axes.set_xticks([])

    return _picture(draw, title=title)


def matrix(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[int | None]],
    *,
    title: str,
    across: str,
    down: str,
) -> bytes:
    """Numbers in a grid, darker where there are more; a cell that is not told stays blank with a dash.

    Returns a PNG. `across` and `down` say what the columns and the rows are.
    """

    def draw(axes: Axes) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        known = [[cell or 0 for cell in row] for row in cells]
        most = max((cell for row in known for cell in row), default=0) or 1
        axes.imshow(
            known, cmap=LinearSegmentedColormap.from_list("links", SHADES), vmin=0, vmax=most, aspect="equal"
        )
        for down_, row in enumerate(cells):
            for across_, cell in enumerate(row):
                dark = (cell or 0) > most * DARK
                said = "–" if cell is None else str(cell) if cell else ""
                axes.text(
                    across_, down_, said, ha="center", va="center", color="white" if dark else INK, fontsize=9
                )
        axes.set_xticks(range(len(columns)), columns, rotation=40, ha="right")
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xlabel(across, color=QUIET)
        axes.set_ylabel(down, color=QUIET)

    return _picture(draw, title=title, size=(AROUND + 1.2 + CELL * len(columns), AROUND + CELL * len(rows)))


def _picture(draw: Callable[[Axes], None], *, title: str, size: tuple[float, float] = SIZE) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, dpi=DOTS, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    draw(axes)
    axes.set_title(title, loc="left", color=INK, fontsize=13, pad=14)
    axes.tick_params(colors=QUIET, length=0)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _in_two_lines(month: str) -> str:
    """ "septembre 2026" is too long to stand beside five others."""
    return "\n".join(month.rsplit(" ", 1))
