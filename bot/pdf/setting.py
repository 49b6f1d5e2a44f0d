"""What every page is set with: its words, as the fonts at hand can draw them, its frame, its head and its foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.certificates import Named, Page, Paper
from bot.pdf.canvas import ACCENT, GREY, HEIGHT, MIDDLE, PALE, WIDTH, Canvas
from bot.pdf.fonts import SANS, SERIF, Fonts
from bot.texts import Speech

#: Millimetres from the edge of the page.
FRAME, INNER = 11.0, 13.2
#: Where the foot of the page stands, and from where to where it reaches.
FOOT, LEFT, RIGHT = 184.0, 48.0, WIDTH - 48.0
#: Points, the largest that fits is taken: on one line, else on two.
NAME_WIDTH, NAME_SIZES, LONG_NAME_SIZES = (
    232.0,
    (34.0, 31.0, 28.0, 25.0, 22.0),
    (24.0, 21.0, 18.0, 16.0, 14.0),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    paper: Paper
    t: Speech
    fonts: Fonts

    @property
    def page(self) -> Page:
        return self.paper.page

    def name(self, one: Named) -> str | None:
        """As they are called; else how Slack calls them; None for a name to be written by hand."""
        return self.fonts.readable(one.name) or (self.fonts.readable(one.handle) if one.name else None)

    def words(self, said: str) -> str:
        """Other words, whole, or none of them where a letter cannot be drawn."""
        return self.fonts.readable(said) or ""

    def day(self, day: date) -> str:
        """As in "23 novembre 2026", "1er mai 2026", "23 November 2026"."""
        return self.t.calendar_day(day)

    def canvas(self, title: str, words: Iterable[str | None]) -> Canvas:
        """An empty page in its frame, with the two rings of a pair at its head. `words` are other people's."""
        canvas = Canvas(
            self.fonts,
            title=title,
            language=self.paper.language,
            made_at=self.paper.made_at,
            number=self.paper.code,
            words=[one for one in words if one],
        )
        canvas.frame(FRAME, weight=0.5, gap=3.2)
        canvas.frame(INNER, weight=0.2, colour=PALE)
        for x in (FRAME, WIDTH - FRAME):
            for y in (FRAME, HEIGHT - FRAME):
                canvas.dot(x, y, 0.9)
        for x in (MIDDLE - 3.3, MIDDLE + 3.3):
            canvas.ring(x, 27.5, 5.2, weight=0.55)
        return canvas


def heading(canvas: Canvas, company: str, title: str) -> None:
    """The company in small capitals, and what the page is."""
    if company:
        size, lines = canvas.fitting(company.upper(), SANS, 200, (8.0, 7.0, 6.0), most=1)
        canvas.centred(lines[0], 42.5, SANS, size, colour=ACCENT, spread=0.3)
    canvas.centred(title, 55.5, SERIF, 26)


def name_on(canvas: Canvas, name: str | None, by_hand: str) -> float:
    """Returns how far down it reaches. A name that cannot be printed is written by hand, on a line."""
    if name is None:
        canvas.rule(MIDDLE - 60, 88, MIDDLE + 60, 88, weight=0.25, colour=GREY)
        canvas.centred(by_hand, 92.2, SANS, 7, colour=GREY)
        return 92.0
    size, lines = canvas.fitting(name, SERIF, NAME_WIDTH, NAME_SIZES, most=1)
    if len(lines) > 1:
        size, lines = canvas.fitting(name, SERIF, NAME_WIDTH, LONG_NAME_SIZES, most=2)
    y = 86.0 if len(lines) == 1 else 81.0
    for line in lines:
        canvas.centred(line, y, SERIF, size)
        y += size * 0.42
    y -= size * 0.42
    canvas.rule(MIDDLE - 18, y + 6, MIDDLE + 18, y + 6, weight=0.7)
    return y + 6


def footer(canvas: Canvas, columns: Sequence[tuple[str, str]], words: str) -> None:
    """Labels above what they are about, side by side under a rule, and a sentence below."""
    canvas.rule(LEFT, FOOT - 9, RIGHT, FOOT - 9, weight=0.2, colour=PALE)
    step = (RIGHT - LEFT) / len(columns)
    for place, (label, value) in enumerate(columns):
        x = LEFT + step * (place + 0.5)
        canvas.centred(label.upper(), FOOT - 3.2, SANS, 6.5, colour=GREY, x=x, spread=0.2)
        canvas.centred(value, FOOT + 2.6, SANS, 10, x=x)
    canvas.centred(words, FOOT + 8.7, SANS, 6.5, colour=GREY)
