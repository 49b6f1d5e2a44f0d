"""`make pictures`: the screenshots of the README, then a sheet of screens for each conversation and language.

`make pictures ONLY="home nudges"` takes these sheets again and leaves everything else as it is.
"""

from __future__ import annotations

import sys

from bot.texts import LANGUAGES
from tests.demo.opened import CHROMIUM, browser
from tests.pictures import index, readme, reports, reviews
from tests.pictures.sheets import FOLDER, PHONE, WIDE, make
from tests.pictures.studio import studio
from tests.views.cases import by_conversation

#: What is lived in the playground instead of being drawn from cases.
LIVED = (reviews, reports)


def main(*only: str) -> None:
    if not CHROMIUM:
        sys.exit("Pictures are taken with Chromium: apt-get install chromium")
    cases = by_conversation()
    if unknown := set(only) - {*cases, *(lived.NAME for lived in LIVED)}:
        there = ", ".join([*cases, *(lived.NAME for lived in LIVED)])
        sys.exit(f"No such sheet: {', '.join(sorted(unknown))}. There are: {there}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not only:
        readme.take(FOLDER)
    for lived in LIVED:
        if not only or lived.NAME in only:
            with browser() as opened:
                lived.take(opened)
    with browser() as opened, studio(opened) as room:
        for name in [name for name in only or cases if name in cases]:
            for language in LANGUAGES:
                for layout in (PHONE, WIDE) if name == "home" else (PHONE,):
                    shots = room.take(cases[name], language, layout.width)
                    make(opened, shots, layout.file(name, language), layout)
    index.write(cases)


if __name__ == "__main__":
    main(*sys.argv[1:])
