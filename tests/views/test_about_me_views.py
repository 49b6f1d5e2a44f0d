"""What is merely offered stays so: each line says who sees it, fits a phone, and holds the longest words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.enrolments import Part
from bot.domain.kinds import PromptKind
from bot.domain.meetings import Form
from bot.domain.profiles import SEEN_BY, Line
from bot.domain.programmes import RoleTag
from bot.domain.wanted import ALWAYS, GROUPS
from bot.playground.blockkit import problems
from bot.programme.about_me import AboutMe
from bot.programme.prompts import Bundle
from bot.programme.round_facts import Habits
from bot.texts import LANGUAGES, Speech
from bot.texts.languages import USUAL, spoken
from handlers.about_me import found
from handlers.views import about_me as views
from handlers.views import avoiding, messages_wanted
from handlers.views.about_me import GOALS, INPUTS, LINES, SUGGESTION, Page
from handlers.views.blocks import message
from handlers.views.pairing import introduction
from tests.views.about_me_cases import AVOIDED, lea, mine, stranger, told_of_tom, tom
from tests.views.cast import LEA, TODAY, TYPE, WORKSPACE
from tests.views.home_cases import enrolled
from tests.views.test_onboarding import LONG_NETWORK
from tests.views.test_prompts import LONG


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Speech:
    return Speech(request.param)


def crammed() -> AboutMe:
    """As much in every line as it may hold."""
    role = RoleTag(key="role", texts=dict.fromkeys(LANGUAGES, "R" * 75))
    person = replace(
        LEA,
        site="S" * 75,
        entity="<!channel> & *E* " * 4,
        other_networks=tuple(f"{number} {LONG_NETWORK}" for number in range(10)),
    )
    told = mine(
        person,
        enrolled(LEA, Part.BOTH, capacity=8),
        roles=("role",),
        languages=USUAL[:10],
        seniority=LONG,
        topics_to_give=tuple(topic.key for topic in TYPE.topics[:5]),
        experience="<@U0LEA> " + "W" * 291,
        goals=("G" * 200, "<!channel>", "W" * 200),
        days=(0, 1, 2, 3, 4),
        form=Form.IN_PERSON,
    )
    return replace(told, type=replace(TYPE, roles=(role,) * 1), networks=person.other_networks)


def asked(view: dict[str, Any]) -> list[dict[str, Any]]:
    return [block for block in view["blocks"] if block["type"] == "input"]


@pytest.mark.parametrize("page", Page)
def test_slack_takes_every_page_however_full_it_is(page: Page, t: Speech) -> None:
    for told in (crammed(), lea(t), tom(t, away=True), stranger(t)):
        view = views.form(page, told, t)
        assert problems(view, "modal") == []
        assert "…" not in view["title"]["text"]


@pytest.mark.parametrize("page", Page)
def test_every_line_can_be_left_empty_and_says_who_sees_it(page: Page, t: Speech) -> None:
    for block in asked(views.form(page, crammed(), t)):
        assert block["optional"], block["block_id"]
        assert block["block_id"] == views.BACK or block["hint"]["text"], block["block_id"]


@pytest.mark.parametrize("page", Page)
def test_a_page_fits_two_screens_of_a_phone(page: Page, t: Speech) -> None:
    assert len(asked(views.form(page, crammed(), t))) <= 6


@pytest.mark.parametrize("habits", [Habits(), Habits(days=(0,)), Habits(form=Form.PHONE)])
def test_an_introduction_holds_the_longest_goals_and_wakes_no_channel(habits: Habits, t: Speech) -> None:
    one = replace(told_of_tom(), aims=("<!channel> " * 18, "W" * 200, "line\nbreak"), habits=habits)
    said = message(
        *introduction(one, Bundle(recipient=LEA, workspace=WORKSPACE, today=TODAY, facts=(one,)), t)
    )

    assert problems({"text": said.text, "blocks": said.blocks}, "message") == []
    assert "<!channel>" not in said.text
    assert "W" * 200 in said.text


def test_every_line_of_a_profile_is_on_one_page_and_has_a_reader() -> None:
    pages = [line for page in Page for line in LINES[page]]

    assert sorted(pages) == sorted(Line) == sorted(INPUTS) == sorted(SEEN_BY)


def test_only_what_means_something_for_them_is_offered(t: Speech) -> None:
    def blocks(told: AboutMe) -> set[str]:
        return {block["block_id"] for page in Page for block in asked(views.form(page, told, t))}

    mentor = replace(lea(t), enrolment=enrolled(LEA, Part.MENTOR, capacity=3))
    assert blocks(tom(t)) >= {*GOALS, SUGGESTION, "pause"}
    assert not blocks(tom(t)) & {"topics_to_give", "experience", views.BACK}
    assert blocks(mentor) >= {"topics_to_give", "experience"}
    assert not blocks(mentor) & GOALS.keys()
    assert views.BACK in blocks(tom(t, away=True))
    assert "pause" not in blocks(stranger(t))


def test_languages_are_found_by_the_readers_own_words_for_them() -> None:
    french, english = Speech("fr"), Speech("en")

    assert found("", french, besides="fr")[:3] == ["en", "es", "de"]
    assert found("alle", french, besides="fr")[0] == "de"
    assert found("NEERL", french, besides="fr")[0] == "nl"
    assert found("german", english, besides="en")[0] == "de"
    assert "fr" not in found("fran", french, besides="fr"), "they are written to in French already"
    assert found("xyzzy", english, besides="en") == []
    assert set(USUAL) <= spoken("fr").keys() == spoken("en").keys()
    assert len(USUAL) == 20
    assert "und" not in spoken("fr")


def test_what_is_noted_of_a_discreet_wish_names_nobody(t: Speech) -> None:
    assert not any(person.slack_id in repr(avoiding.noted(AVOIDED, t)) for person in AVOIDED.people)


def test_every_kind_of_message_can_be_done_without_or_is_said_in_any_case() -> None:
    """A new kind finds its box in `bot/domain/wanted.py`, or a place among those that nobody can silence."""
    kinds = [kind for group in GROUPS.values() for kind in group]

    assert sorted([*kinds, *ALWAYS]) == sorted(PromptKind)


def test_every_box_of_messages_has_words_in_the_form(t: Speech) -> None:
    view = messages_wanted.form(frozenset(), t)
    [block] = asked(view)

    assert [box["value"] for box in block["element"]["options"]] == [group.value for group in GROUPS]
    assert problems(view, "modal") == []
