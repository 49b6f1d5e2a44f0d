"""The sheet as people see it: every state of a line, both languages, the longest names and words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.sheets import Item, Sheet
from bot.playground.blockkit import problems
from bot.programme.sheets import Page
from bot.texts import LANGUAGES, Speech
from handlers.views import sheets as views
from handlers.views.blocks import message
from tests.views.test_prompts import LONG, someone

NOW = datetime(2026, 3, 17, 9, tzinfo=UTC)
WORDS = "Se dire ce qui compte, ce qui pèse & ce qui aide <ici> depuis la dernière…"


def item(number: int, *, carried: int | None = None, by: int | None = None) -> Item:
    return Item(
        id=900_000_000 + number,
        key=f"line{number}",
        texts={"fr": WORDS, "en": WORDS},
        carried_since=carried,
        ticked_at=NOW if by else None,
        ticked_by=by,
    )


def page(items: int = 30, *, monthly: bool = True) -> Page:
    """Carried over from last time, from long ago, new; ticked by either half, by somebody who left, by nobody."""
    lines = [item(n, carried=(4, 2, None)[n % 3], by=(1, None, 2, 99)[n % 4]) for n in range(1, items + 1)]
    people = {1: someone(1, LONG), 2: someone(2, LONG)}
    return Page(
        sheet=Sheet(id=1, mentorship_id=3, cycle=5, stage="following", items=tuple(lines)),
        title={"fr": "T" * 60, "en": "T" * 60},
        monthly=monthly,
        partners=(people[2],),
        people=people,
    )


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.mark.parametrize("items", [1, 10, 11, 30])
def test_slack_takes_the_longest_sheet(t: Speech, items: int) -> None:
    assert problems(views.form(page(items), t), "modal") == []
    shown = message(*views.lines(page(items), t))
    assert problems({"text": shown.text, "blocks": shown.blocks}, "message") == []


def test_slack_takes_the_question_of_somebody_with_many_mentees(t: Speech) -> None:
    assert problems(views.which([page()] * 60, t), "modal") == []


def test_every_line_of_the_sheet_is_in_the_text_for_screen_readers(t: Speech) -> None:
    shown = message(*views.lines(page(25), t)).text
    assert shown.count("•") == 25


def test_a_form_shows_the_ticks_that_it_remembers(t: Speech) -> None:
    form = views.form(page(30), t)
    boxes = [block["element"] for block in form["blocks"] if block["type"] == "input"]
    ticked = {int(box["value"]) for element in boxes for box in element.get("initial_options", [])}
    assert ticked == page(30).sheet.ticked
    assert {int(one) for one in form["private_metadata"].split(":")[2].split(",")} == ticked


def test_what_is_carried_over_is_marked_in_words() -> None:
    apart = [item(1, carried=4), item(2), item(3, carried=2)]
    sheet = replace(page().sheet, items=tuple(apart))
    shown = message(*views.lines(replace(page(), sheet=sheet), Speech("fr"))).text
    assert "reprise du mois dernier" in shown
    assert "reprise d’une feuille plus ancienne" in shown
    fortnightly = message(*views.lines(replace(page(), sheet=sheet, monthly=False), Speech("en"))).text
    assert "carried over from last time" in fortnightly


def test_lines_that_come_back_together_say_so_once() -> None:
    back = [item(n, carried=4) for n in range(1, 13)]
    sheet = replace(page().sheet, items=(*back, item(13), item(14, carried=4)))

    shown = message(*views.lines(replace(page(), sheet=sheet), Speech("fr"))).text

    assert shown.count("*Repris du mois dernier*") == 1
    assert shown.count("_reprise du mois dernier_") == 1, "the one that keeps its place on the new sheet"
    assert shown.index("*Repris") < shown.index("*Et cette fois*")
    assert shown.count("•") == 14
