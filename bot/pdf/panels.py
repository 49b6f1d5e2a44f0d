"""What pages of figures are made of: a head, cards, bars, rows, marks, and as many sheets as it takes.

Words go onto the paper in the order in which they are read: what a chart shows stands beside it in figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.objectives import Seen
from bot.pdf.canvas import ACCENT, GREY, INK, PALE, Canvas, Colour
from bot.pdf.fonts import SANS, SANS_BOLD, SERIF, Fonts
from bot.programme.saying import LineSaid, objective_name, value_said
from bot.texts import Speech

#: Millimetres of an upright A4 sheet: its edges, and from where to where words reach.
LEFT, RIGHT, TOP, BOTTOM = 18.0, 192.0, 24.0, 277.0
WIDTH = RIGHT - LEFT
#: Where the foot stands.
FOOT = 284.0
#: Behind cards and bars: pale enough for ink on it.
LIGHT: Colour = (240, 245, 244)
CARD, CARD_APART = 27.0, 4.0
#: Points, the largest that fits: a figure on a card, and in its place that there is none.
VALUE, IN_WORDS = (20.0, 17.0, 14.0, 11.0, 9.0), (11.0, 9.0, 7.5)
ROW, BAR, OBJECTIVE = 6.2, 2.0, 10.4
#: Where a table's columns stand: values end here, what they are of begins there and has so much room.
VALUES, AMONG, AMONG_WIDE = LEFT + 90.0, LEFT + 94.0, 58.0
#: Above the heading of a section that is not the first on its sheet.
APART = 3.5


@dataclass(kw_only=True)
class Pages:
    """Sheets that are filled from the top; `y` is how far the last one is. `words` are other people's."""

    fonts: Fonts
    t: Speech
    title: str
    made_at: datetime
    words: Iterable[str]
    canvas: Canvas = field(init=False)
    y: float = TOP
    number: int = 1
    #: Whether something stands under the head.
    begun: bool = False
    #: The last sheet on which it is said what stands in the columns.
    named_on: int = 0

    def __post_init__(self) -> None:
        self.canvas = Canvas(
            self.fonts,
            title=self.title,
            language=self.t.language,
            made_at=self.made_at,
            number=None,
            words=self.words,
            upright=True,
        )
        self._foot()

    def room_for(self, height: float) -> None:
        """The next sheet where this one has no such room left."""
        if self.y + height > BOTTOM:
            self.number = self.canvas.another_page()
            self.y = TOP
            self._foot()

    def head(self, company: str, title: str, below: str) -> None:
        """The two rings, the company, what it is, and of when."""
        for x in (LEFT + 4.0, LEFT + 9.4):
            self.canvas.ring(x, 19.0, 4.0, weight=0.5)
        if company:
            size, found = self.canvas.fitting(company.upper(), SANS, 120, (8.0, 7.0, 6.0), most=1)
            self.canvas.from_left(found[0], LEFT + 18, 20.2, SANS, size, colour=ACCENT, spread=0.3)
        size, found = self.canvas.fitting(title, SERIF, WIDTH, (22.0, 19.0, 16.0, 13.0), most=2)
        self.y = 34.5
        for line in found[:2]:
            self.canvas.from_left(line, LEFT, self.y, SERIF, size)
            self.y += size * 0.42
        self.canvas.from_left(below, LEFT, self.y, SANS, 9, colour=GREY)
        self.y += 5
        self.canvas.rule(LEFT, self.y, LEFT + 22, self.y, weight=0.7)
        self.y += 9

    def heading(self, words: str, *, needs: float = 20.0) -> None:
        """A section begins, on a sheet with room for its heading and so many millimetres below it."""
        self.y += APART if self.begun else 0
        self.begun = True
        self.room_for(10 + needs)
        self.canvas.from_left(words, LEFT, self.y, SERIF, 13, colour=ACCENT)
        self.y += 2.4
        self.canvas.rule(LEFT, self.y, RIGHT, self.y, weight=0.2, colour=PALE)
        self.y += 6

    def cards(self, cards: Sequence[LineSaid], *, left: float = LEFT, width: float = WIDTH) -> None:
        """Side by side, four at most; a few are no wider for it."""
        self.y -= 2.5 if self.begun else 0
        self.begun = True
        self.room_for(CARD)
        across = max(3, len(cards))
        each = (width - CARD_APART * (across - 1)) / across
        for place, card in enumerate(cards):
            self._card(card, left + place * (each + CARD_APART), each)
        self.y += CARD + 5

    def rows(self, rows: Iterable[LineSaid]) -> None:
        """A table without rules: names on the left, values in a column of their own."""
        for row in rows:
            self.room_for(ROW)
            self._fitted(row.name, LEFT, self.y, SANS, 9, 68)
            bold = _is_figure(row.value)
            size, found = self.canvas.fitting(row.value, SANS, 26, (9.0, 8.0, 7.0, 6.0), most=1)
            self.canvas.to_right(
                found[0], VALUES, self.y, SANS_BOLD if bold else SANS, size, colour=INK if bold else GREY
            )
            self._fitted(row.among, AMONG, self.y, SANS, 8, AMONG_WIDE, colour=GREY)
            size, found = self.canvas.fitting(row.before, SANS, 21, (8.0, 7.0, 6.0, 5.0), most=1)
            self.canvas.to_right(found[0], RIGHT, self.y, SANS, size, colour=GREY)
            self.y += ROW
        self.y += 2.5

    def columns(self, value: str, among: str, before: str) -> None:
        """What stands in each column, above the first row of each sheet."""
        if self.named_on == self.number:
            return
        self.named_on = self.number
        self.canvas.to_right(value, VALUES, self.y, SANS, 6.5, colour=GREY)
        self.canvas.from_left(among, AMONG, self.y, SANS, 6.5, colour=GREY)
        self.canvas.to_right(before, RIGHT, self.y, SANS, 6.5, colour=GREY)
        self.y += 5.4

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Names on the left, as wide as they may be; the other columns as wide as each other."""
        first, each = 58.0, (WIDTH - 58.0) / max(1, len(heads) - 1)
        for place, head in enumerate(heads[1:], start=1):
            size, found = self.canvas.fitting(head, SANS, each - 2, (6.5, 6.0, 5.5), most=2)
            for down, line in enumerate(reversed(found[:2])):
                self.canvas.to_right(
                    line, LEFT + first + each * place, self.y - 2.8 * down, SANS, size, colour=GREY
                )
        self.y += 5.4
        for row in rows:
            self.room_for(ROW)
            self._fitted(row[0], LEFT, self.y, SANS, 8.5, first - 2)
            for place, cell in enumerate(row[1:], start=1):
                colour = INK if _is_figure(cell) else GREY
                size, found = self.canvas.fitting(cell, SANS, each - 2, (8.5, 7.5, 6.5, 5.5), most=1)
                self.canvas.to_right(found[0], LEFT + first + each * place, self.y, SANS, size, colour=colour)
            self.y += ROW
        self.y += 2.5

    def bars(self, points: Sequence[tuple[str, int | None]], *, height: float, unknown: str) -> None:
        """Upright bars in per cent, with their values above and their names below."""
        self.room_for(height + 14)
        base, each = self.y + height, WIDTH / max(6, len(points))
        for share in (0, 25, 50, 75, 100):
            line = base - (height - 6) * share / 100
            self.canvas.rule(LEFT, line, RIGHT, line, weight=0.15, colour=PALE)
        for place, (name, percent) in enumerate(points):
            middle = LEFT + each * (place + 0.5)
            if percent is None:
                self.canvas.centred(unknown, base - 2, SANS, 7, colour=GREY, x=middle)
            else:
                high = (height - 6) * percent / 100
                self.canvas.box(middle - 7, base - high, 14, high, colour=ACCENT)
                value = self.t.percent(percent, 100)
                self.canvas.centred(value, base - high - 1.6, SANS_BOLD, 8, x=middle)
            for down, part in enumerate(name.rsplit(" ", 1)):
                self.canvas.centred(part, base + 4.6 + 3.4 * down, SANS, 7.5, colour=GREY, x=middle)
        self.y = base + 15

    def shares(self, parts: Sequence[tuple[str, int]], *, of: int) -> None:
        """Lying bars, each as long as its share of `of`, with the sentence that says it."""
        for words, number in parts:
            self.room_for(ROW)
            self.canvas.box(LEFT, self.y - 2.4, 40, BAR, colour=LIGHT)
            if of:
                self.canvas.box(LEFT, self.y - 2.4, max(0.6, 40 * number / of), BAR, colour=ACCENT)
            self._fitted(words, LEFT + 44, self.y, SANS, 8.5, WIDTH - 44)
            self.y += ROW - 0.6
        self.y += 4

    def marks(self, marks: Sequence[tuple[str, float | None, str]], *, lowest: int, highest: int) -> None:
        """Where an average stands between the lowest mark and the highest."""
        start, long = LEFT + 78, 66.0
        for name, mark, said in marks:
            self.room_for(ROW)
            self._fitted(name, LEFT, self.y, SANS, 9, 70)
            line = self.y - 1.2
            self.canvas.rule(start, line, start + long, line, weight=0.35, colour=PALE)
            for step in range(highest - lowest + 1):
                self.canvas.dot(start + long * step / (highest - lowest), line, 0.55, colour=PALE)
            if mark is not None:
                self.canvas.dot(start + long * (mark - lowest) / (highest - lowest), line, 1.6)
            size, found = self.canvas.fitting(said, SANS, RIGHT - start - long - 4, (8.5, 7.5, 6.5), most=1)
            self.canvas.to_right(found[0], RIGHT, self.y, SANS, size)
            self.y += ROW
        self.y += 4

    def objectives(self, seen: Sequence[Seen]) -> None:
        """How far each is on its way from where it began to its target, and in words."""
        for one in seen:
            self.room_for(OBJECTIVE)
            self._objective(one)
        self.y += 2.5

    def sentence(self, words: str, *, size: float = 7.5, colour: Colour = GREY) -> None:
        found = self.canvas.lines(words, SANS, size, WIDTH)
        self.room_for(len(found) * size * 0.5)
        for line in found:
            self.canvas.from_left(line, LEFT, self.y, SANS, size, colour=colour)
            self.y += size * 0.5
        self.y += 2.5

    # -- parts ---------------------------------------------------------------------------------------------------

    def _foot(self) -> None:
        self.canvas.from_left(self.title, LEFT, FOOT, SANS, 6.5, colour=GREY)
        self.canvas.to_right(str(self.number), RIGHT, FOOT, SANS, 6.5, colour=GREY)

    def _card(self, card: LineSaid, x: float, width: float) -> None:
        self.canvas.box(x, self.y, width, CARD, colour=LIGHT)
        inner = width - 7
        face, sizes, colour = (SERIF, VALUE, ACCENT) if _is_figure(card.value) else (SANS, IN_WORDS, GREY)
        size, found = self.canvas.fitting(card.value, face, inner, sizes, most=1)
        self.canvas.from_left(found[0], x + 3.5, self.y + 10, face, size, colour=colour)
        y = self.y + 15.6
        size, found = self.canvas.fitting(card.name, SANS, inner, (8.0, 7.0, 6.0), most=2)
        for line in found[:2]:
            self.canvas.from_left(line, x + 3.5, y, SANS, size)
            y += 3.4
        for words in (card.among, card.before):
            size, found = self.canvas.fitting(words, SANS, inner, (6.5, 6.0, 5.5), most=2)
            for line in found[:2]:
                self.canvas.from_left(line, x + 3.5, y + 0.8, SANS, size, colour=GREY)
                y += 3.0

    def _objective(self, one: Seen) -> None:
        """Its name above what it aims at, how far it is on its way, and that in words."""
        objective, t = one.objective, self.t
        aim = t.plain(
            "objectives.aim",
            target=value_said(objective.target, objective.unit, t),
            day=t.calendar_day(objective.due_on),
            baseline=value_said(objective.baseline, objective.unit, t),
        )
        self._fitted(self.fonts.readable(objective_name(objective, t)) or "", LEFT, self.y, SANS, 9, 76)
        self._fitted(aim, LEFT, self.y + 3.9, SANS, 6.8, 76, colour=GREY)
        start, long = LEFT + 82, 44.0
        self.canvas.box(start, self.y - 2.2, long, BAR, colour=LIGHT)
        if one.value is not None:
            way = (one.value - objective.baseline) / (objective.target - objective.baseline)
            self.canvas.box(start, self.y - 2.2, max(0.6, long * min(max(way, 0.0), 1.0)), BAR, colour=ACCENT)
        value = "" if one.value is None else value_said(one.value, objective.unit, t)
        standing = t.plain(f"objectives.standing.{one.standing}")
        said = ", ".join(part for part in (value, standing) if part)
        face, sizes = (SANS_BOLD, (8.5, 7.5, 7.0)) if value else (SANS, (7.0, 6.5, 6.0))
        size, found = self.canvas.fitting(said, face, RIGHT - start - long - 3, sizes, most=2)
        for down, line in enumerate(found[:3]):
            self.canvas.to_right(line, RIGHT, self.y + 3.2 * down, face, size)
        self.y += OBJECTIVE

    def _fitted(
        self,
        words: str,
        x: float,
        y: float,
        face: str,
        size: float,
        width: float,
        *,
        colour: Colour = INK,
    ) -> None:
        """On one line, smaller where it has to be."""
        wide = self.canvas.width(words, face, size) if words else 0.0
        if wide:
            self.canvas.from_left(words, x, y, face, size * min(1.0, width / wide), colour=colour)


def _is_figure(value: str) -> bool:
    """Whether there is one: that it may not be told stands back."""
    return any(sign.isdigit() for sign in value)
