"""The fonts at hand, and what they can draw: no name is ever printed as boxes.

DejaVu comes with matplotlib and draws Latin, Greek, Cyrillic, Armenian, Georgian, Arabic and Hebrew; Noto Sans CJK
draws Chinese, Japanese and Korean; whatever stands in the operator's own folder (`BINOME_FONTS`) is asked last. They
are found without loading the packages that bring them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Where each font stands in the package that brings it.
DEJAVU = ("matplotlib", "mpl-data/fonts/ttf")
CJK = ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf")
#: Our own names of the faces, and their files.
SERIF, SERIF_BOLD, SERIF_ITALIC, SANS, SANS_BOLD = "serif", "serif-bold", "serif-italic", "sans", "sans-bold"
FILES = {
    SERIF: "DejaVuSerif.ttf",
    SERIF_BOLD: "DejaVuSerif-Bold.ttf",
    SERIF_ITALIC: "DejaVuSerif-Italic.ttf",
    SANS: "DejaVuSans.ttf",
    SANS_BOLD: "DejaVuSans-Bold.ttf",
}
#: What joins or parts letters in some scripts, and is not drawn itself.
JOINERS = frozenset("\u200c\u200d")
#: Spaces at which no line is broken.
KEEPING = frozenset("\u00a0\u202f")
#: Pictures and their colours: no part of a name on paper. Letters are never among them.
PICTURES = frozenset({"So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn"})
#: What says in which dress a picture is to be shown.
DRESSES = frozenset({*map(chr, range(0xFE00, 0xFE10)), "\u20e3"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Font:
    """A font file, under the name that a page knows it by."""

    name: str
    path: Path

    def draws(self, letters: Iterable[str]) -> bool:
        known = _letters_of(self.path)
        return all(ord(letter) in known for letter in letters)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fonts:
    """Those of a page: its own faces, and those that stand in for letters which these do not have."""

    faces: tuple[Font, ...]
    others: tuple[Font, ...]

    def readable(self, words: str) -> str | None:
        """The words as they can be drawn, without pictures in them; None when a letter of them cannot be drawn."""
        plain = "".join(_without_pictures(_spaced(unicodedata.normalize("NFC", words))))
        clean = " ".join(word for word in plain.split(" ") if word)
        return clean if clean and all(self._draws(letter) for letter in clean) else None

    def standing_in(self, words: Iterable[str]) -> Iterator[Font]:
        """Those that these words need besides the faces: a font of thousands of letters is loaded for a reason."""
        missing = {letter for text in words for letter in text if not self._in_faces(letter)}
        for font in self.others:
            here = {letter for letter in missing if font.draws(letter)}
            if here:
                missing -= here
                yield font

    def _draws(self, letter: str) -> bool:
        return self._in_faces(letter) or any(font.draws(letter) for font in self.others)

    def _in_faces(self, letter: str) -> bool:
        return letter in JOINERS or any(
            font.draws(letter) for font in self.faces if font.name in (SERIF, SANS)
        )


def at_hand(own: Path | None = None) -> Fonts:
    """All that are installed; `own` is the operator's folder. Raises `FileNotFoundError` without the page's own."""
    folder = _place(*DEJAVU)
    if folder is None:
        raise FileNotFoundError(FILES[SERIF])
    cjk = _place(*CJK)
    others = [Font(name="cjk", path=cjk)] if cjk is not None and cjk.is_file() else []
    others += [Font(name=f"own{number}", path=path) for number, path in enumerate(_in_folder(own))]
    faces = tuple(Font(name=name, path=folder / file) for name, file in FILES.items())
    return Fonts(faces=faces, others=tuple(others))


def _place(package: str, within: str) -> Path | None:
    """Where a package that is installed has this file; nothing of it is loaded."""
    found = find_spec(package)
    return Path(found.origin).parent / within if found and found.origin else None


def _in_folder(own: Path | None) -> list[Path]:
    """In alphabetical order, so that the same folder makes the same page."""
    found = own.iterdir() if own is not None and own.is_dir() else ()
    return sorted(path for path in found if path.suffix.lower() in (".ttf", ".otf"))


@cache
def _letters_of(path: Path) -> frozenset[int]:
    """What a font draws; one that cannot be read draws nothing."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError):
        return frozenset()


def _spaced(words: str) -> str:
    """Lines and tabs become spaces; a space that keeps two words together stays what it is."""
    return "".join(" " if one.isspace() and one not in KEEPING else one for one in words)


def _without_pictures(words: str) -> Iterator[str]:
    """A joiner is kept between two letters, where it says how these are written."""
    for place, letter in enumerate(words):
        around = words[max(0, place - 1) : place] + words[place + 1 : place + 2]
        joins = letter in JOINERS and all(unicodedata.category(one)[0] in "LM" for one in around)
        if joins or not _is_a_picture(letter):
            yield letter


def _is_a_picture(letter: str) -> bool:
    return unicodedata.category(letter) in PICTURES or letter in DRESSES
