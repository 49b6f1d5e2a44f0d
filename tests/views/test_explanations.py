"""Explanations with all that a programme file may say, at its longest, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.programmes import Audience, Moment, Resource
from bot.playground.blockkit import problems
from bot.texts import LANGUAGES, Speech
from handlers.views import explanations as views
from handlers.views.blocks import Block
from handlers.views.explanations import Page
from tests.views.explanations_cases import BARE, RICH, TYPE, reader

#: As long as a file may make it, with what Slack would take for more than words.
LONGEST = dict.fromkeys(LANGUAGES, ("<!channel> & *gras* " * 200)[:2000])
MANY = tuple(
    Resource(
        key=f"k{number:039}",
        title=dict.fromkeys(LANGUAGES, "Un titre & <b> " * 4),
        texts=LONGEST,
        link="https://example.org/" + "a" * 2980,
        moment=Moment.CHOOSING,
        audience=Audience.EVERYONE,
    )
    for number in range(20)
)
LONG = reader(kind=replace(TYPE, why=dict.fromkeys(Audience, LONGEST), resources=MANY))


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.mark.parametrize("page", Page)
def test_the_longest_page_fits_and_wakes_nobody(page: Page, t: Speech) -> None:
    said, form = views.page(page, LONG, t), views.opened(page, LONG, t)
    assert problems({"text": said.text, "blocks": said.blocks}, "message") == []
    assert problems(form, "modal") == []
    assert "<!channel>" not in said.text + repr(form)


def test_the_longest_thing_to_read_fits_and_wakes_nobody(t: Speech) -> None:
    form = views.resource(MANY[0], t)
    assert problems(form, "modal") == []
    assert "<!channel>" not in repr(form)


def test_what_a_table_shows_is_said_in_words_too(t: Speech) -> None:
    for page in (Page.ROLES, Page.SEEN):
        said = views.page(page, RICH, t)
        (table,) = (block for block in said.blocks if block["type"] == "table")
        shown = [words(cell) for row in table["rows"][1:] for cell in row]
        assert [line for cell in shown for line in cell.split("\n") if line not in said.text] == []


def words(cell: Block) -> str:
    if cell["type"] == "raw_text":
        return str(cell["text"])
    return "".join(one["text"] for part in cell["elements"] for one in part["elements"])


def test_a_page_that_has_nothing_to_say_is_offered_nowhere(t: Speech) -> None:
    for page in Page:
        offered = {button["value"] for button in views.page(page, BARE, t).blocks[-1]["elements"]}
        assert offered == {Page.MENTOR, Page.ROLES, Page.SEEN} - {page}


def test_each_resource_has_a_button_of_its_own(t: Speech) -> None:
    shown = views.resources(MANY, t, of="newcomer")
    assert len({block["accessory"]["action_id"] for block in shown}) == len(MANY)
    assert shown[0]["accessory"]["value"] == f"resource:{MANY[0].key}:newcomer"
    assert views.resources((), t) == []
