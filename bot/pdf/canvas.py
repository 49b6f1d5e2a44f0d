"""Sheets of paper, A4 across or upright: words set in the middle, from the left or up to the right, rules, boxes, and
the two rings of the house.

It measures in millimetres from the top left corner, and type in points. Words go onto it in the order in which they
are read aloud. The same words make the same file: no clock, nothing drawn by lot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from fpdf import FPDF, ViewerPreferences

from bot.pdf.fonts import SANS, Fonts

WIDTH, HEIGHT = 297.0, 210.0
MIDDLE = WIDTH / 2
#: Red, green and blue. Ink and grey stand out from white by more than 7 to 1 (WCAG AAA), the accent too.
INK, GREY, ACCENT, PALE = (27, 38, 49), (75, 85, 95), (18, 92, 92), (206, 221, 219)
#: Letters that are written from right to left, and a run of them: one name in a sentence of ours.
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_RUN = re.compile(f"([{RIGHT_TO_LEFT}](?:[{RIGHT_TO_LEFT}\\s\u200c\u200d'’.-]*[{RIGHT_TO_LEFT}])?)")
#: Millimetres in a point of type.
POINT = 25.4 / 72
Colour = tuple[int, int, int]


class Canvas:
    def __init__(
        self,
        fonts: Fonts,
        *,
        title: str,
        language: str,
        made_at: datetime,
        number: str | None,
        words: Iterable[str],
        upright: bool = False,
    ) -> None:
        """`words` are other people's: they say which fonts are loaded. The file itself says its `number`."""
        self._pdf = FPDF(orientation="portrait" if upright else "landscape", unit="mm", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.set_title(title)
        self._pdf.set_author("Binôme")
        self._pdf.set_creator("Binôme")
        self._pdf.set_lang(language)
        self._pdf.set_creation_date(made_at)
        if number:
            self._pdf.set_keywords(number)
        self._pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
        for font in fonts.faces:
            self._pdf.add_font(font.name, fname=font.path)
        others = list(fonts.standing_in(words))
        for font in others:
            self._pdf.add_font(font.name, fname=font.path)
        self._pdf.set_fallback_fonts([SANS, *(font.name for font in others)], exact_match=False)
        self._pdf.set_text_shaping(True)
        self._pdf.add_page()

    def another_page(self) -> int:
        """Go on on a new sheet; returns which one it is."""
        self._pdf.add_page()
        return int(self._pdf.page_no())

    # -- words -----------------------------------------------------------------------------------------------------

    def width(self, words: str, face: str, size: float, *, spread: float = 0) -> float:
        self._pdf.set_font(face, size=size)
        parts = sum(self._pdf.get_string_width(part) for part in _parts(words))
        return float(parts + spread * max(0, len(words) - 1))

    def centred(
        self,
        words: str,
        y: float,
        face: str,
        size: float,
        *,
        colour: Colour = INK,
        x: float = MIDDLE,
        spread: float = 0,
    ) -> None:
        """A line around `x`, whose letters stand on `y`. `spread` parts capitals that stand by themselves."""
        self.from_left(
            words,
            x - self.width(words, face, size, spread=spread) / 2,
            y,
            face,
            size,
            colour=colour,
            spread=spread,
        )

    def from_left(
        self,
        words: str,
        x: float,
        y: float,
        face: str,
        size: float,
        *,
        colour: Colour = INK,
        spread: float = 0,
    ) -> None:
        self._pdf.set_font(face, size=size)
        self._pdf.set_text_color(*colour)
        if spread:
            self._pdf.set_char_spacing(spread / POINT)
        for part in _parts(words):
            self._pdf.set_xy(max(0.0, x), y - size * POINT)
            self._pdf.cell(w=0, h=size * POINT * 1.25, text=part)
            x += self._pdf.get_string_width(part)
        self._pdf.set_char_spacing(0)

    def to_right(
        self, words: str, x: float, y: float, face: str, size: float, *, colour: Colour = INK
    ) -> None:
        """A line that ends at `x`."""
        self.from_left(words, x - self.width(words, face, size), y, face, size, colour=colour)

    def lines(self, words: str, face: str, size: float, width: float) -> list[str]:
        """The words in as few lines as the width allows, about as long as each other."""
        least = max(1, -(-int(self.width(words, face, size) * 100) // int(width * 100)))
        for count in range(least, least + 3):
            share = self.width(words, face, size) / count
            found = self._broken(words, face, size, min(width, share * 1.12))
            if len(found) <= count and all(self.width(one, face, size) <= width for one in found):
                return found
        return self._broken(words, face, size, width)

    def fitting(
        self, words: str, face: str, width: float, sizes: Sequence[float], *, most: int
    ) -> tuple[float, list[str]]:
        """The largest of these sizes at which the words fill `most` lines at most, and those lines."""
        for size in sizes:
            found = self.lines(words, face, size, width)
            if len(found) <= most and all(self.width(one, face, size) <= width for one in found):
                return size, found
        return sizes[-1], self.lines(words, face, sizes[-1], width)

    def _broken(self, words: str, face: str, size: float, width: float) -> list[str]:
        found: list[str] = []
        line = ""
        for word in words.split(" "):
            longer = f"{line} {word}" if line else word
            if line and self.width(longer, face, size) > width:
                found.append(line)
                longer = word
            *full, line = self._cut(longer, face, size, width)
            found += full
        return [*found, line]

    def _cut(self, word: str, face: str, size: float, width: float) -> list[str]:
        """A word that is wider than the line goes on in the next: names in Chinese are one word."""
        cut: list[str] = []
        while self.width(word, face, size) > width and len(word) > 1:
            fits = next(
                count
                for count in range(len(word) - 1, 0, -1)
                if count == 1 or self.width(word[:count], face, size) <= width
            )
            cut.append(word[:fits])
            word = word[fits:]
        return [*cut, word]

    # -- lines -----------------------------------------------------------------------------------------------------

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, weight: float, colour: Colour = ACCENT
    ) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(weight)
        self._pdf.line(x1, y1, x2, y2)

    def frame(self, inset: float, *, weight: float, colour: Colour = ACCENT, gap: float = 0) -> None:
        """Four rules around the page, which leave their corners open by `gap`."""
        left, top, right, bottom = inset, inset, WIDTH - inset, HEIGHT - inset
        self.rule(left + gap, top, right - gap, top, weight=weight, colour=colour)
        self.rule(left + gap, bottom, right - gap, bottom, weight=weight, colour=colour)
        self.rule(left, top + gap, left, bottom - gap, weight=weight, colour=colour)
        self.rule(right, top + gap, right, bottom - gap, weight=weight, colour=colour)

    def ring(self, x: float, y: float, radius: float, *, weight: float, colour: Colour = ACCENT) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(weight)
        self._pdf.circle(x=x, y=y, radius=radius, style="D")

    def dot(self, x: float, y: float, radius: float, *, colour: Colour = ACCENT) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.circle(x=x, y=y, radius=radius, style="F")

    def box(self, x: float, y: float, width: float, height: float, *, colour: Colour = PALE) -> None:
        """Filled, its corners a little round where there is room for that."""
        self._pdf.set_fill_color(*colour)
        if min(width, height) > 4:
            self._pdf.rect(x, y, width, height, style="F", round_corners=True, corner_radius=1.4)
        else:
            self._pdf.rect(x, y, width, height, style="F")

    def tick(self, x: float, y: float, size: float, *, colour: Colour = ACCENT) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(size / 5)
        self._pdf.polyline([(x, y - size * 0.38), (x + size * 0.34, y), (x + size, y - size * 0.8)])

    def file(self) -> bytes:
        return bytes(self._pdf.output())


def _parts(words: str) -> Iterator[str]:
    """Each name that is written from right to left by itself, where the words around it are written from the left: its
    letters stay together whatever stands between them.
    """
    if _RUN.match(words):
        yield words
    else:
        yield from (part for part in _RUN.split(words) if part)
