"""Home says first what matters now, with one main thing to do, whoever reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.enrolments import Application, Part
from bot.domain.mentorships import SeatRole
from bot.domain.rounds import Answer
from bot.programme.home import First, Home, Team
from bot.programme.outcomes import Became
from bot.texts import LANGUAGES, Speech
from handlers import ids, routes
from handlers.views import home as views
from handlers.views.blocks import Block
from handlers.views.common import address_of
from handlers.views.home_now import FIRST
from tests.views.cases import Case
from tests.views.change_cases import OPEN
from tests.views.home_cases import CASES
from tests.views.test_home_views import ENROLMENT, READER, WORKSPACE, home, pair


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


@pytest.mark.parametrize("case", [case for case in CASES if case.title != "Not an employee"], ids=str)
def test_every_home_has_one_main_thing_to_do(case: Case, t: Speech) -> None:
    view = case.payload(t)
    main = [one for one in pressed(view) if one.get("style") == "primary"]
    assert len(main) == (1 if view["type"] == "home" else 0)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_whatever_can_be_pressed_in_home_leads_somewhere(case: Case) -> None:
    named = {one["action_id"].partition(":")[0] for one in pressed(case.payload(Speech("en")))}
    assert named <= routes.ACTIONS.keys()


def test_a_mentor_of_eight_reads_a_line_for_each_and_not_a_card() -> None:
    blocks = views.page(home(pairs=8), WORKSPACE, Speech("en"))["blocks"]
    lines = [
        block for block in blocks if block.get("accessory", {}).get("action_id", "").startswith("home_pair")
    ]
    assert len(lines) == 8
    assert len(blocks) <= 20


LATER = date(2026, 4, 1)
APPLIED = replace(ENROLMENT, part=Part.MENTOR, application=Application.APPLIED)
APPROVED = replace(ENROLMENT, part=Part.MENTOR, application=Application.APPROVED)
OPEN_PAIR, SET_PAIR, MET_PAIR = (
    pair(number, became, SeatRole.MENTOR)
    for number, became in ((1, Became.OPEN), (2, Became.PLANNED), (3, Became.MET))
)
assert SET_PAIR.planned is not None
SUGGESTED_PAIR = replace(SET_PAIR, planned=replace(SET_PAIR.planned, logged_by=99))
#: What matters now, in the order in which it goes before the rest.
MATTERS: list[tuple[First, Home]] = [
    (First.TAKE_PART, home(None)),
    (First.RUN, home(None, team=Team(runs=True, round=None, invited=0, answered=0))),
    (First.TAKE_PART, home(None, team=Team(runs=False, round=None, invited=0, answered=0))),
    (First.PAUSED, home(replace(ENROLMENT, paused_until=LATER, topics_answered=False))),
    (First.GO_ON, home(replace(ENROLMENT, topics_answered=False), charter=1)),
    (First.CHARTER, home(ENROLMENT, charter=1, pairs=1)),
    (First.CHOOSE, home(ENROLMENT, pairs=1)),
    (First.NEXT, home(APPROVED, shown=(OPEN_PAIR, SUGGESTED_PAIR), pages=5)),
    (First.MEET, home(APPROVED, shown=(OPEN_PAIR, SET_PAIR), pages=5)),
    (First.PREPARE, home(APPROVED, shown=(SET_PAIR,), read=2, pages=5)),
    (First.NEXT, home(APPROVED, shown=(SET_PAIR, MET_PAIR), read=5, pages=5)),
    (First.CHANGING, home(APPROVED, shown=(replace(OPEN_PAIR, planned=None, change=OPEN), MET_PAIR))),
    (First.DONE, home(APPROVED, shown=(MET_PAIR,))),
    (First.APPLIED, home(APPLIED)),
    (First.DECLINED, home(replace(APPLIED, application=Application.DECLINED))),
    (First.OUT, home(replace(ENROLMENT, part=Part.NOT_FOR_ME))),
    (First.OUT, home(replace(ENROLMENT, part=Part.NOT_FOR_ME, paused_until=LATER))),
    (First.PAUSED, home(replace(ENROLMENT, part=Part.NOT_FOR_ME, paused_until=LATER), pairs=1)),
    (First.WAIT, home(APPROVED)),
    (First.WAIT, home(ENROLMENT, answer=Answer.CHOICES)),
]


@pytest.mark.parametrize(("first", "shown"), MATTERS)
def test_what_matters_now_comes_first(first: First, shown: Home) -> None:
    assert shown.first is first


def test_nothing_that_can_matter_is_forgotten_here() -> None:
    assert {first for first, _ in MATTERS} == set(First) == FIRST.keys()


def test_a_date_that_waits_for_the_readers_word_is_said_before_one_that_comes_sooner() -> None:
    assert SUGGESTED_PAIR.planned is not None
    sooner = replace(
        SET_PAIR, planned=replace(SUGGESTED_PAIR.planned, agreed=True, held_on=date(2026, 3, 13))
    )
    assert home(APPROVED, shown=(sooner, SUGGESTED_PAIR)).meeting is SUGGESTED_PAIR


@pytest.mark.parametrize(
    ("application", "is_offered"),
    [(Application.APPROVED, True), (Application.APPLIED, False), (Application.DECLINED, False)],
)
def test_only_mentors_are_offered_to_mentor_no_more(application: Application, is_offered: bool) -> None:
    rare = lines_of(home(replace(APPROVED, application=application), pages=5))
    assert ("leave" in rare) is is_offered


def test_what_is_read_in_the_conversation_leads_there_from_the_menu_too() -> None:
    rare = lines_of(home(APPROVED, read=5, pages=5))
    assert rare["prepare"]["url"] == address_of(WORKSPACE, READER.dm or WORKSPACE.bot_user_id)
    assert "url" not in rare["avoid"], "what opens a form stays in Home"


@pytest.mark.parametrize("carried", [0, 2])
def test_whoever_mentors_somebody_finds_their_year_in_the_menu(carried: int) -> None:
    assert ("year" in lines_of(home(APPROVED, carried=carried))) is bool(carried)


def lines_of(shown: Home) -> dict[str, Block]:
    """The menu behind three dots about oneself, by value."""
    blocks = views.page(shown, WORKSPACE, Speech("en"))["blocks"]
    menus = (block.get("accessory", {}) for block in blocks)
    menu = next(menu for menu in menus if menu.get("action_id") == ids.HOME_MORE)
    return {option["value"]: option for option in menu["options"]}


def pressed(view: Block) -> list[Block]:
    """Everything with a name that can be pressed in a view."""
    parts = [
        part for block in view["blocks"] for part in (*block.get("elements", []), block.get("accessory"))
    ]
    return [part for part in parts if part and "action_id" in part]
