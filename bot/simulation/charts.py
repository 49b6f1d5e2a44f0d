"""The report's pictures. matplotlib takes a second to load, so it is loaded by the first of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INK, QUIET, GRID = "#1d2b36", "#5c6b76", "#e3e8eb"
BAR = "#2f6f8f"
#: From what one hopes for to what one does not: they stay apart in grey too, and each is named in the legend.
SHADES = ("#2f6f8f", "#7fb0c4", "#e2c275", "#b9c4cb", "#9a86b5", "#c96f4a")
SIZE, WIDE, DOTS = (7.2, 3.6), (7.2, 3.0), 144


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """One row of a stacked chart: its name in the legend, its shade, and a figure for each bar."""

    name: str
    shade: int
    figures: Sequence[float]


def bars(
    names: Sequence[str],
    figures: Sequence[float],
    to: Path,
    *,
    below: str = "",
    mark: int = -1,
    pale: Collection[int] = (),
) -> None:
    """Bars with their figures above; `mark` is one that stands out, the `pale` ones count for less."""
    figure, axes = _begin(SIZE)
    colours = [
        SHADES[-1] if place == mark else SHADES[1] if place in pale else BAR for place in range(len(names))
    ]
    drawn = axes.bar(range(len(names)), figures, color=colours, width=0.66)
    axes.bar_label(drawn, [f"{one:g}" for one in figures], padding=2, color=INK, fontsize=9)
    axes.set_xticks(range(len(names)), names)
    axes.set_xlabel(below, color=QUIET)
    axes.set_ylim(0, max(figures, default=1) * 1.15 or 1)
    axes.set_yticks([])
    _end(figure, axes, to)


def stacked(
    names: Sequence[str], series: Sequence[Series], to: Path, *, across: bool = False, share: str = ""
) -> None:
    """Bars cut into parts, upright or `across`; with `share` ("{} %") the scale is in per cent."""
    figure, axes = _begin(SIZE)
    totals = [0.0] * len(names)
    for one in series:
        colour = SHADES[one.shade]
        if across:
            axes.barh(names, one.figures, left=totals, color=colour, label=one.name, height=0.6)
        else:
            axes.bar(names, one.figures, bottom=totals, color=colour, label=one.name, width=0.66)
        totals = [done + more for done, more in zip(totals, one.figures, strict=True)]
    if across:
        axes.invert_yaxis()
    ticks = axes.set_xticks if across else axes.set_yticks
    if share:
        ticks([0, 25, 50, 75, 100], [share.format(tick) for tick in (0, 25, 50, 75, 100)])
    axes.grid(axis="x" if across else "y", color=GRID)
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9, labelcolor=INK)
    _end(figure, axes, to)


def heat(rows: Sequence[str], columns: Sequence[str], figures: Sequence[Sequence[int]], to: Path) -> None:
    """A table of squares, the fuller the darker, each with its figure."""
    figure, axes = _begin(WIDE)
    most = max((one for row in figures for one in row), default=0) or 1
    axes.imshow(figures, cmap="GnBu", aspect="auto", vmin=0, vmax=most)
    for down, row in enumerate(figures):
        for along, one in enumerate(row):
            colour = "white" if one > most * 0.6 else INK
            axes.text(
                along, down, f"{one}" if one else "·", ha="center", va="center", color=colour, fontsize=8
            )
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(rows)), rows)
    _end(figure, axes, to)


def _begin(size: tuple[float, float]) -> tuple[Any, Any]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, dpi=DOTS, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _end(figure: Any, axes: Any, to: Path) -> None:
    """Write it twice: `to` with .svg for the page, with .png for slides. No date, so that a seed gives one picture."""
    axes.tick_params(colors=QUIET, length=0, labelsize=9)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    figure.savefig(to.with_suffix(".svg"), metadata={"Date": None})
    figure.savefig(to.with_suffix(".png"))
