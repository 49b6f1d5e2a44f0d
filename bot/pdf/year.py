"""A mentor's year: the time given, to how many people, and the thanks that were agreed to. It ranks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.pdf.canvas import ACCENT, GREY, MIDDLE, Canvas
from bot.pdf.fonts import SANS, SERIF, SERIF_ITALIC
from bot.pdf.setting import Setting, footer, heading, name_on

#: Millimetres: where the figures stand with thanks below them, and alone; where thanks begin and have to end, how wide.
FIGURES, ALONE = 119.0, 135.0
THANKS, THANKS_END, THANKS_WIDTH = 136.0, 172.0, 190.0
THANKS_SIZE, LEAD, APART = 9.5, 4.7, 3.0


def lay(setting: Setting) -> Canvas:
    page, t = setting.page, setting.t
    name, company = setting.name(page.who), setting.words(page.company)
    thanks = [one for one in map(setting.words, setting.paper.thanks) if one]
    year = str(page.since.year)
    title = (
        t.plain("paper.year_about", name=name, year=year)
        if name
        else t.plain("paper.year_nameless", year=year)
    )
    canvas = setting.canvas(title, [name, company, *thanks])
    heading(canvas, company, t.plain("paper.year_title"))
    y = name_on(canvas, name, t.plain("paper.write_here"))
    canvas.centred(_for_what(setting, year), y + 10, SERIF_ITALIC, 13)
    _figures(canvas, setting, FIGURES if thanks else ALONE)
    _thanks(canvas, setting, thanks)
    columns = [(t.plain("paper.issued"), setting.day(setting.paper.on))]
    if setting.paper.code:
        columns.append((t.plain("paper.number"), setting.paper.code))
    footer(canvas, columns, t.plain("paper.year_yours"))
    return canvas


def _for_what(setting: Setting, year: str) -> str:
    page, t = setting.page, setting.t
    if setting.paper.certificate is not None:
        return t.plain("paper.year_for", year=year)
    return t.plain("paper.year_so_far", year=year, until=setting.day(page.until))


def _figures(canvas: Canvas, setting: Setting, y: float) -> None:
    page, t = setting.page, setting.t
    figures = [
        (t.number(page.meetings), t.plain("paper.meetings", count=page.meetings)),
        (t.number(page.mentees), t.plain("paper.people", count=page.mentees)),
    ]
    if page.minutes:
        figures.insert(0, (t.duration(page.minutes), t.plain("paper.hours_given")))
    apart = 72.0
    for place, (figure, label) in enumerate(figures):
        x = MIDDLE + apart * (place - (len(figures) - 1) / 2)
        canvas.centred(figure, y, SERIF, 21, x=x, colour=ACCENT)
        canvas.centred(label, y + 6.5, SANS, 8.5, x=x, colour=GREY)


def _thanks(canvas: Canvas, setting: Setting, thanks: Iterable[str]) -> None:
    """Those that there is room for, each whole: they were agreed to word for word."""
    shown = list(_with_room(canvas, thanks))
    if not shown:
        return
    canvas.centred(setting.t.plain("paper.said_thanks"), THANKS + 1.5, SANS, 8.5, colour=ACCENT)
    y = THANKS + 9
    for lines in shown:
        for line in lines:
            canvas.centred(line, y, SERIF_ITALIC, THANKS_SIZE)
            y += LEAD
        y += APART


def _with_room(canvas: Canvas, thanks: Iterable[str]) -> Iterator[list[str]]:
    left = THANKS_END - THANKS - 9
    for words in thanks:
        lines = canvas.lines(words, SERIF_ITALIC, THANKS_SIZE, THANKS_WIDTH)
        if len(lines) * LEAD <= left:
            yield lines
            left -= len(lines) * LEAD + APART
