"""Native charts: `data_visualization` (slack.md §2.1)."""

from bot.playground.blockkit.look import Look
from bot.playground.blockkit.tables import is_number

# The page has said 6 and 12 at different times: what stays within 6 is safe in every workspace.
SERIES = 6
POINTS = 20
SEGMENTS = 12


def chart(look: Look) -> None:
    """A title of 50 and a pie, bars, an area or lines."""
    look.known("type", "block_id", "title", "chart")
    look.string("title", 50, required=True)
    if not look.present("chart", required=True):
        return
    here = look.at("chart")
    if not here.is_object():
        return
    here.one_of("type", ("pie", "bar", "area", "line"), required=True)
    if here.kind == "pie":
        _pie(here)
    else:
        _axes(here)


def _pie(look: Look) -> None:
    look.known("type", "segments")
    for segment in look.items("segments", 1, SEGMENTS):
        if segment.is_object():
            segment.known("label", "value")
            segment.string("label", 20, required=True)
            if not is_number(segment.get("value")) or segment.get("value") <= 0:
                segment.say("its value must be a number above 0")


def _axes(look: Look) -> None:
    look.known("type", "series", "axis_config")
    categories = _categories(look)
    names = []
    for series in look.items("series", 1, SERIES):
        if series.is_object():
            series.known("name", "data")
            names.append(series.string("name", 20, required=True))
            _points(series, categories)
    if len(set(names)) < len(names):
        look.at("series").say("two series have the same name")


def _categories(look: Look) -> list[str]:
    if not look.present("axis_config", required=True):
        return []
    here = look.at("axis_config")
    if not here.is_object():
        return []
    here.known("categories", "x_label", "y_label")
    here.string("x_label", 50)
    here.string("y_label", 50)
    categories = []
    for category in here.items("categories", 1, POINTS):
        if not isinstance(category.value, str) or not 1 <= len(category.value) <= 20:
            category.say("must be a string of 1 to 20 characters")
        else:
            categories.append(category.value)
    if len(set(categories)) < len(categories):
        here.at("categories").say("two categories have the same name")
    return categories


def _points(series: Look, categories: list[str]) -> None:
    labels = []
    for point in series.items("data", 1, POINTS):
        if point.is_object():
            point.known("label", "value")
            labels.append(point.string("label", 20, required=True) or "")
            if not is_number(point.get("value")):
                point.say("its value must be a number")
    if sorted(labels) != sorted(categories):
        series.at("data").say("needs exactly one point for each category")
