"""`docs/screens.md`: which sheet shows what, in the order in which people meet it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.texts import LANGUAGES
from tests.pictures import reports, reviews
from tests.pictures.sheets import PHONE, WIDE, Layout
from tests.views.cases import Case

PAGE = Path(__file__).parents[2] / "docs" / "screens.md"
NAMES = {"fr": "français", "en": "English"}
HEAD = """\
# Every screen

What people see, screen by screen, in French and in English, at the width of a phone (390 pixels). `make pictures` takes
them in the playground, from the very cases that the tests put before Slack's rules (`tests/views/*_cases.py`), and
writes this page; `make pictures ONLY="home nudges"` takes two sheets again. How long a Home is, is told in screens
of a phone.
"""
#: A sheet that is in none of them comes last.
CHAPTERS: Mapping[str, Sequence[str]] = {
    "Home": ("home", "messages", "hours", "privacy", "help", "reaching out", "explanations"),
    "Joining": ("arrival", "later", "answers", "about me", "discreet", "mentors", "preparation", "charter"),
    "Finding each other": ("choosing", "browsing", "lists", "offers", "pair"),
    "Month after month": ("nudges", "dates", "meetings", "fitting", "sheets", "circle"),
    "What two people make of it": ("mentorship", "goals", "steps", "certificates", "stories"),
    "When something changes": ("rhythm", "changes", "interim", "endings", "afterwards", "newcomers"),
    "Running the programme": (
        *("team", "without", "round", "review", "adjusting", "groups", "links"),
        *("people", "topics", "templates", "needs", "pulse", "circles", "roster", "contacts"),
        *("objectives", "report", "report_file", "champions", "rights", "catching_up"),
    ),
}
AND_ALSO = "And also"
#: The chapter in which stands what is not drawn from cases, but lived in the playground.
LIVED = "Running the programme"


def write(cases: Mapping[str, Sequence[Case]]) -> None:
    PAGE.write_text("\n".join([HEAD, *_chapters(cases)]), encoding="utf-8")


def _chapters(cases: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    placed = {name for names in CHAPTERS.values() for name in names}
    rest = [name for name in cases if name not in placed]
    for title, names in {**CHAPTERS, AND_ALSO: rest}.items():
        if shown := [name for name in names if name in cases]:
            yield f"## {title}\n"
            yield from (_sheet(name, cases[name]) for name in shown)
            if title == LIVED:
                yield reviews.links()
                yield reports.links()


def _sheet(name: str, shown: Sequence[Case]) -> str:
    layouts = {"": PHONE, ", at a desk": WIDE} if name == "home" else {"": PHONE}
    links = [
        _link(name, layout, language, where) for where, layout in layouts.items() for language in LANGUAGES
    ]
    titles = " · ".join(case.title for case in shown)
    title = name.replace("_", " ").capitalize()
    return f"**{title}**: {' · '.join(links)}<br>\n{titles}.\n"


def _link(name: str, layout: Layout, language: str, where: str) -> str:
    path = layout.file(name, language).relative_to(PAGE.parent).as_posix()
    return f"[{NAMES[language]}{where}]({path})"
