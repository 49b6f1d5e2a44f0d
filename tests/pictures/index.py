"""`docs/screens.md`: which sheet shows what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.texts import LANGUAGES
from tests.pictures.sheets import PHONE, WIDE, Layout
from tests.views.cases import Case

PAGE = Path(__file__).parents[2] / "docs" / "screens.md"
NAMES = {"fr": "français", "en": "English"}
HEAD = """\
# Every screen

What people see, screen by screen, in French and in English, at the width of a phone (390 pixels). `make pictures` takes
them in the playground, from the same list of cases that the tests put before Slack's rules (`tests/views/*_cases.py`);
`make pictures ONLY="home nudges"` takes only these again. This page is written by the same command.
"""


def write(cases: Mapping[str, Sequence[Case]]) -> None:
    PAGE.write_text(
        "\n".join([HEAD, *(_sheet(name, shown) for name, shown in cases.items())]), encoding="utf-8"
    )


def _sheet(name: str, shown: Sequence[Case]) -> str:
    layouts = {"": PHONE, " at a desk": WIDE} if name == "home" else {"": PHONE}
    links = [
        _link(name, layout, language, where) for where, layout in layouts.items() for language in LANGUAGES
    ]
    return f"## {name.capitalize()}\n\n{' · '.join(links)}\n\n" + "".join(
        f"* {case.title}\n" for case in shown
    )


def _link(name: str, layout: Layout, language: str, where: str) -> str:
    path = layout.file(name, language).relative_to(PAGE.parent).as_posix()
    return f"[{NAMES[language]}{where}]({path})"
