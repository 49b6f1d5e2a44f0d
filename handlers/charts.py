"""The same figures as a picture, for slides, and for a Slack that does not know charts yet.

matplotlib takes a second to load, so it is loaded by the first picture and never at start.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

#: Inches and dots: sharp on a slide, light in a message.
SIZE, DOTS = (8, 4.2), 160
INK, QUIET, BAR = "#1d2b36", "#6b7a85", "#2f6f8f"


def share_by_month(points: Sequence[tuple[str, int]], *, title: str, share: str) -> bytes:
    """Bars from 0 to 100 %, each with its figure written above it. `share` says how a figure is written, as in "{} %".

    Returns a PNG. `points` are months with whole per cent, at least one.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    months = [_in_two_lines(month) for month, _ in points]
    values = [value for _, value in points]
    bars = axes.bar(months, values, color=BAR, width=0.62)
    axes.bar_label(bars, [share.format(value) for value in values], padding=3, color=INK, fontsize=11)
    axes.set_title(title, loc="left", color=INK, fontsize=13, pad=14)
    axes.set_ylim(0, 110)
    axes.set_yticks([0, 25, 50, 75, 100], [share.format(tick) for tick in (0, 25, 50, 75, 100)])
    axes.tick_params(colors=QUIET, length=0)
    axes.grid(axis="y", color="#e3e8eb")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _in_two_lines(month: str) -> str:
    """ "septembre 2026" is too long to stand beside five others."""
    return "\n".join(month.rsplit(" ", 1))
